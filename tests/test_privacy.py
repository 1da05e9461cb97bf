"""What the page for the data protection officer says is what the program does."""

import re
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.conversation import Conversation
from bot.storage import gaps, storage, weeks
from bot.storage.database import Database
from bot.storage.storage import Storage
from bot.storage.tables import metadata
from tests.conftest import HOME, at

NOW = at("2026-11-24T13:05")
PAGE = (HOME / "docs" / "datenschutz.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| `")
]
EXPLAINED = {row[0].strip("`"): row for row in ROWS}


def modes_in(folder: Path) -> dict[str, int]:
    """Who may read the files of a folder."""
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def holding(word: bytes, folder: Path) -> list[str]:
    """The files of a folder that hold a word."""
    return [path.name for path in folder.iterdir() if word in path.read_bytes()]


def test_every_column_is_explained_and_nothing_else() -> None:
    """What, why and how long stand there for each column of the schema."""
    columns = {
        f"{table.name}.{column.name}" for table in metadata.tables.values() for column in table.columns
    }

    assert columns == set(EXPLAINED)
    assert [] == [row for row in ROWS if len(row) != 4 or not all(row)]


@pytest.mark.parametrize(
    ("column", "kept"),
    [
        ("inbox.update_id", storage.KEEP_NUMBERS),
        ("letters.key", storage.KEEP_LETTERS),
        ("cases.person", storage.KEEP_CASES),
        ("case_entries.text", storage.KEEP_CASES),
        ("conversations.need", storage.KEEP_CONTEXT),
        ("conversations.chosen", storage.KEEP_LANGUAGES),
        ("gaps.text", gaps.KEEP_WAITING),
        ("salts.salt", gaps.KEEP_SALTS),
        ("edits.value", storage.KEEP_EDITS),
        ("notices.text", storage.KEEP_CASES),
    ],
)
def test_the_times_are_those_of_the_program(column: str, kept: timedelta) -> None:
    """A number of days on the page is the one in the code."""
    assert str(kept.days) == next(iter(re.findall(r"\d+", EXPLAINED[column][3])))


def test_shown_gaps_stay_as_long_as_it_says() -> None:
    """The second number is that of the gaps that show, the third of those that are gaps in our offer."""
    kept = ["14", str(gaps.KEEP_SHOWN.days), str(gaps.KEEP_MISSING.days)]

    assert kept == re.findall(r"\d+", EXPLAINED["gaps.text"][3])


def test_weeks_and_notices_stay_as_long_as_it_says() -> None:
    """Weeks are told in weeks, notices that nobody looks at in days."""
    assert [str(weeks.KEEP.days // 7)] == re.findall(r"\d+", EXPLAINED["weekly.week"][3])
    assert ["30", str(storage.KEEP_NOTICES.days)] == re.findall(r"\d+", EXPLAINED["notices.text"][3])


async def test_what_is_forgotten_by_time_is_gone(storage: Storage) -> None:
    """A day after the last message the talk is empty but for its languages, a year after it is not there."""
    talk = Conversation("ar", "ar", ("need:find_flat",), need="find_flat", ticked=("a/b",), seen_at=NOW)
    await storage.conversations.save("telegram:5", talk)
    await storage.clear(NOW + timedelta(hours=23))
    same = await storage.conversations.load("telegram:5")
    await storage.clear(NOW + timedelta(hours=25))
    later = await storage.conversations.load("telegram:5")
    await storage.clear(NOW + timedelta(days=366))

    assert talk == same
    assert Conversation("ar", "ar", ticked=("a/b",), seen_at=NOW) == later
    assert Conversation() == await storage.conversations.load("telegram:5")


async def test_files_beside_the_database_are_private_too(tmp_path: Path) -> None:
    """What SQLite writes beside its file holds the same rows."""
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    await database.open()
    await Storage(database).subscriptions.follow("telegram:5", "work")
    modes = modes_in(tmp_path)
    await database.close()

    assert {"x.sqlite3", "x.sqlite3-wal", "x.sqlite3-shm"} == set(modes)
    assert {0o600} == set(modes.values())


async def test_what_was_wiped_is_not_in_the_file(tmp_path: Path) -> None:
    """Deleted words are overwritten, not only let go."""
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    await database.open()
    kept = Storage(database)
    await kept.subscriptions.follow("telegram:5", "Merkwort")
    await kept.forget("telegram:5")
    await database.close()

    assert [] == holding(b"Merkwort", tmp_path)
