"""What outlives a turn."""

import stat
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.core.conversation import Conversation
from bot.storage.database import Database, metadata
from bot.storage.stored import StoredConversations, StoredWishes
from bot.storage.wishes import Wish

TALK = Conversation("ar", "de", ("need:find_flat", "org:vhs"))


@pytest.fixture
async def url(tmp_path: Path) -> str:
    """A database that does not exist yet, in a folder that does not either."""
    return f"sqlite+aiosqlite:///{tmp_path / 'var' / 'test.sqlite3'}"


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """That database, open."""
    opened = Database(url)
    await opened.open()
    yield opened
    await opened.close()


async def test_a_conversation_survives_a_restart(url: str) -> None:
    """What was saved by one process is loaded by the next."""
    first = Database(url)
    await first.open()
    await StoredConversations(first).save("telegram:5", Conversation(language="en"))
    await StoredConversations(first).save("telegram:5", TALK)
    await first.close()
    second = Database(url)
    await second.open()
    loaded = await StoredConversations(second).load("telegram:5")
    await second.close()

    assert TALK == loaded


async def test_a_stranger_has_a_fresh_conversation(database: Database) -> None:
    """Nothing is known of somebody who never wrote."""
    loaded = await StoredConversations(database).load("telegram:6")

    assert Conversation() == loaded


async def test_forgetting_deletes_one_person_only(database: Database) -> None:
    """After /forget nothing is left of the person, and all of the others."""
    conversations = StoredConversations(database)
    for person in ("a", "b"):
        await conversations.save(person, TALK)
    await conversations.forget("a")
    loaded = [await conversations.load(person) for person in ("a", "b")]

    assert [Conversation(), TALK] == loaded


async def test_only_the_owner_may_read_the_file(database: Database, tmp_path: Path) -> None:
    """The database file is readable by its owner only."""
    mode = stat.S_IMODE((tmp_path / "var" / "test.sqlite3").stat().st_mode)

    assert 0o600 == mode


def test_no_column_holds_a_text_or_a_name() -> None:
    """Of a chat: its id, languages, ids of what was shown, and when; of wishes only numbers."""
    columns = {name: {column.name for column in table.columns} for name, table in metadata.tables.items()}

    assert {"person", "chosen", "language", "shown", "seen_at"} == columns.pop("conversations")
    assert {"language_wishes": {"month", "language", "count"}} == columns


async def test_wishes_are_counted_by_month(database: Database) -> None:
    """A wish adds one to its language and month; the latest month comes first, then the most wished for."""
    wishes = StoredWishes(database)
    for language, day in (("pt", 1), ("hi", 2), ("pt", 28)):
        await wishes.count(language, date(2026, 11, day))
    await wishes.count("hu", date(2026, 12, 1))

    assert [
        Wish("2026-12", "hu", 1),
        Wish("2026-11", "pt", 2),
        Wish("2026-11", "hi", 1),
    ] == await wishes.all()
