"""What tests share: the real town, read once."""

import os
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.assistant import Assistant, Speaker
from bot.core.schedule import BERLIN
from bot.deeds import Deeds
from bot.files.town import Folders, Town, read
from bot.storage.database import IN_MEMORY
from bot.storage.storage import Storage
from tests import databases

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as run_bot.py does
HOME = Path(__file__).parent.parent


def at(text: str) -> datetime:
    """A moment in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.fixture(scope="session")
def town() -> Town:
    """The files of Esslingen."""
    return read(Folders(HOME / "knowledge", HOME / "intents", HOME / "translations", HOME / "var" / "cache"))


@pytest.fixture(scope="session")
def speaker(town: Town) -> Speaker:
    """The bot of Esslingen as it runs on Telegram: without example times."""
    return Speaker(town.centre(examples=False), town.voices, town.language_names)


@pytest.fixture(scope="session")
def trial(town: Town) -> Speaker:
    """The bot of Esslingen with example times and events, and with a team that answers."""
    return Speaker(town.centre(examples=True, team=True), town.voices, town.language_names)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a database on a server, with all tables."""
    with databases.migrated() as url:
        yield url


@pytest.fixture(params=databases.KINDS)
async def storage(request: pytest.FixtureRequest) -> AsyncIterator[Storage]:
    """An empty database that ends with the test, of both kinds where there is a server."""
    on_server = request.param == "postgresql"
    url = request.getfixturevalue("postgresql") if on_server else IN_MEMORY
    async with databases.opened(url) as database:
        yield Storage(database)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say clearly what was not tested."""
    if not databases.SERVER:
        terminalreporter.write_line(f"Not tested on PostgreSQL: {databases.MISSING}")


@pytest.fixture
def assistant(speaker: Speaker, storage: Storage) -> Assistant:
    """The bot of Esslingen with an empty memory."""
    return Assistant(speaker, storage, Deeds(storage))


@pytest.fixture
def helper(trial: Speaker, storage: Storage) -> Assistant:
    """The bot with example times and a team, with an empty memory."""
    return Assistant(trial, storage, Deeds(storage))
