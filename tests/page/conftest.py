"""What tests of the desk share: the desk over the real town, and a visitor who knows its token."""

import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from bot.assistant import Speaker
from bot.desk.explain import Explainer, explainer
from bot.files.town import Folders, Town
from bot.page.house import House, _Read
from bot.page.security import TOKEN
from bot.page.server import application
from bot.page.waiting import Jobs
from bot.storage.database import IN_MEMORY
from bot.storage.storage import Storage
from tests import databases
from tests.conftest import HOME, at

NOW = at("2026-11-24T10:00")
FOLDERS = Folders(HOME / "knowledge", HOME / "intents", HOME / "translations", HOME / "var" / "cache")


class Visitor:
    """A browser at the desk."""

    def __init__(self, client: TestClient, house: House) -> None:
        self.client, self.house = client, house

    @property
    def origin(self) -> str:
        """The desk's own address."""
        return f"http://127.0.0.1:{self.client.port}"

    async def see(self, path: str, status: int = 200) -> str:
        """The text of a page."""
        response = await self.client.get(path)
        text = await response.text()
        assert status == response.status, text
        return text

    async def send(self, path: str, status: int = 200, **fields: object) -> str:
        """The page that is shown after a form was sent."""
        response = await self.post(path, fields)
        text = await response.text()
        assert status == response.status, text
        return text

    async def post(
        self, path: str, fields: dict[str, object], headers: dict[str, str] | None = None
    ) -> ClientResponse:
        """Send a form as a browser does."""
        given = {"token": self.client.app[TOKEN], **fields}  # type: ignore[union-attr]
        headers = {"Origin": self.origin} if headers is None else headers
        return await self.client.post(path, data=given, headers=headers)


def words(html: str) -> str:
    """What is read on a page: no tags, single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


async def visited(house: House) -> AsyncIterator[Visitor]:
    """Open a desk, and close it."""
    async with TestClient(TestServer(application(house), host="127.0.0.1")) as client:
        yield Visitor(client, house)


def speak(town: Town) -> Speaker:
    """The bot of a town with example times and a team."""
    return Speaker(town.centre(examples=True, team=True), town.voices, town.language_names)


def house_of(storage: Storage, folders: Folders = FOLDERS) -> House:
    """The desk's house over a town's folders; nobody is asked to wait."""
    return House(folders, storage, speak, lambda: NOW, Jobs(patience=120))


@pytest.fixture(scope="session")
def explains(town: Town, trial: Speaker) -> Explainer:
    """The explainer of Esslingen."""
    return explainer(trial.centre.understander, town.intents.phrases)


@pytest.fixture
async def desk(
    town: Town, trial: Speaker, explains: Explainer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Visitor]:
    """The desk over the files of Esslingen and an empty database; what was read once is read no more."""
    async with databases.opened(IN_MEMORY) as database:
        house = house_of(Storage(database))
        house.speak = lambda read: trial if read is town else speak(read)
        key = (*house._stamps(), await house.storage.edits.version())
        house._read = _Read(key, town)
        monkeypatch.setattr(house, "_explain", lambda _: explains)
        async for visitor in visited(house):
            yield visitor
