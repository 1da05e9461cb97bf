"""What outlives a turn."""

import stat
from pathlib import Path

import pytest

from bot.core.conversation import Conversation
from bot.storage.database import StoredConversations, metadata

TALK = Conversation("ar", "de", ("need:find_flat", "org:vhs"))


@pytest.fixture
async def url(tmp_path: Path) -> str:
    """A database that does not exist yet, in a folder that does not either."""
    return f"sqlite+aiosqlite:///{tmp_path / 'var' / 'test.sqlite3'}"


async def test_a_conversation_survives_a_restart(url: str) -> None:
    """What was saved by one process is loaded by the next."""
    first = StoredConversations(url)
    await first.open()
    await first.save("telegram:5", Conversation(language="en"))
    await first.save("telegram:5", TALK)
    await first.close()
    second = StoredConversations(url)
    await second.open()
    loaded = await second.load("telegram:5")
    await second.close()

    assert TALK == loaded


async def test_a_stranger_has_a_fresh_conversation(url: str) -> None:
    """Nothing is known of somebody who never wrote."""
    conversations = StoredConversations(url)
    await conversations.open()
    loaded = await conversations.load("telegram:6")
    await conversations.close()

    assert Conversation() == loaded


async def test_forgetting_deletes_one_person_only(url: str) -> None:
    """After /forget nothing is left of the person, and all of the others."""
    conversations = StoredConversations(url)
    await conversations.open()
    for person in ("a", "b"):
        await conversations.save(person, TALK)
    await conversations.forget("a")
    loaded = [await conversations.load(person) for person in ("a", "b")]
    await conversations.close()

    assert [Conversation(), TALK] == loaded


async def test_only_the_owner_may_read_the_file(url: str, tmp_path: Path) -> None:
    """The database file is readable by its owner only."""
    conversations = StoredConversations(url)
    await conversations.open()
    await conversations.close()
    mode = stat.S_IMODE((tmp_path / "var" / "test.sqlite3").stat().st_mode)

    assert 0o600 == mode


def test_no_column_holds_a_text_or_a_name() -> None:
    """What is stored of a chat: its id, languages, ids of what was shown, and when."""
    columns = {column.name for table in metadata.tables.values() for column in table.columns}

    assert {"person", "chosen", "language", "shown", "seen_at"} == columns
