"""What tests share: the real town, read once."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.core.schedule import BERLIN
from bot.files.town import Folders, Town, read
from bot.storage.conversations import MemoryConversations

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
def assistant(town: Town) -> Assistant:
    """The bot of Esslingen as it runs on Telegram: without example times."""
    return Assistant(town.centre(examples=False), town.voices, town.language_names, MemoryConversations())


@pytest.fixture(scope="session")
def trial(town: Town) -> Assistant:
    """The bot of Esslingen as it runs in the terminal: with example times."""
    return Assistant(town.centre(examples=True), town.voices, town.language_names, MemoryConversations())
