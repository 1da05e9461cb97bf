"""What tests share: the real town, read once."""

import os
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.assistant import Assistant, Speaker
from bot.core.schedule import BERLIN
from bot.deeds import Deeds
from bot.files.town import Folders, Town, read
from bot.storage.database import IN_MEMORY, Database
from bot.storage.storage import Storage

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


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    """An empty database that ends with the test."""
    database = Database(IN_MEMORY)
    await database.open()
    yield Storage(database)
    await database.close()


@pytest.fixture
def assistant(speaker: Speaker, storage: Storage) -> Assistant:
    """The bot of Esslingen with an empty memory."""
    return Assistant(speaker, storage, Deeds(storage))


@pytest.fixture
def helper(trial: Speaker, storage: Storage) -> Assistant:
    """The bot with example times and a team, with an empty memory."""
    return Assistant(trial, storage, Deeds(storage))
