"""What outlives a turn."""

import stat
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from bot.core.conversation import Conversation, Holdings
from bot.storage.cases import Case
from bot.storage.database import Database
from bot.storage.letters import Letter
from bot.storage.migrate import migrate
from bot.storage.storage import Storage
from bot.storage.tables import REVISION, metadata
from tests.conftest import at

NOW = at("2026-11-24T13:05")
TALK = Conversation(
    chosen="ar",
    language="de",
    shown=("need:find_flat", "org:vhs"),
    listed=("offer:amt/rat",),
    need="find_flat",
    near=("losing_home",),
    wishes=("evening",),
    awaiting="talk:find_flat",
    ticked=("first_weeks/register",),
    seen_at=NOW,
)
OLD_CONVERSATIONS = (
    "create table conversations (person varchar(80) primary key, chosen varchar(8), language varchar(8), "
    "shown text not null, seen_at datetime not null)"
)
OLD_WISHES = (
    "create table language_wishes (month varchar(7), language varchar(8), count integer not null, "
    "primary key (month, language))"
)


def case_of(person: str) -> Case:
    """A question of a person to the team."""
    return Case(0, person, "ar", "find_flat", (), NOW, NOW, None)


@pytest.fixture
async def url(tmp_path: Path) -> str:
    """A database that does not exist yet, in a folder that does not either."""
    return f"sqlite+aiosqlite:///{tmp_path / 'var' / 'test.sqlite3'}"


async def test_a_conversation_survives_a_restart(url: str) -> None:
    """What was saved by one process is loaded by the next."""
    first = Database(url)
    await first.open()
    await Storage(first).conversations.save("telegram:5", Conversation(language="en"))
    await Storage(first).conversations.save("telegram:5", TALK)
    await first.close()
    second = Database(url)
    await second.open()
    loaded = await Storage(second).conversations.load("telegram:5")
    await second.close()

    assert TALK == loaded


async def test_a_stranger_has_a_fresh_conversation(storage: Storage) -> None:
    """Nothing is known of somebody who never wrote."""
    loaded = await storage.conversations.load("telegram:6")

    assert Conversation() == loaded


async def test_forgetting_deletes_one_person_only(storage: Storage) -> None:
    """After /forget nothing is left of the person, and all of the others."""
    for person in ("a", "b"):
        await storage.conversations.save(person, TALK)
        await storage.subscriptions.follow(person, "housing")
        await storage.letters.put(
            [Letter(f"{person}|x", person, "reminder", "amt/rat@2026-12-01T14:00", NOW)]
        )
        await storage.cases.open(case_of(person), "Hallo")
    await storage.forget("a")
    loaded = [await storage.conversations.load(person) for person in ("a", "b")]
    held = [await storage.holdings(person) for person in ("a", "b")]

    assert [Conversation(), TALK] == loaded
    assert [Holdings(), Holdings(("amt/rat@2026-12-01T14:00",), ("housing",), 2, 1)] == held
    assert [] == await storage.cases.entries(1)


async def test_a_file_is_brought_up_to_date_and_private(url: str, tmp_path: Path) -> None:
    """The migrations run where they are needed, and only the owner may read the file."""
    database = Database(url)
    await database.open()
    await database.open()  # nothing left to do
    async with database.read() as connection:
        tables = set(await connection.run_sync(lambda c: inspect(c).get_table_names()))
    await database.close()
    mode = stat.S_IMODE((tmp_path / "var" / "test.sqlite3").stat().st_mode)

    assert {*metadata.tables, "alembic_version"} == tables
    assert 0o600 == mode


def test_the_migrations_lead_to_the_tables(tmp_path: Path) -> None:
    """Alembic finds no difference between what the migrations lay and what the code expects."""
    address = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    migrate(address)
    engine = create_engine(address)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, metadata)
        revision = context.get_current_revision()
    engine.dispose()

    assert [] == differences
    assert REVISION == revision


def test_an_old_database_keeps_its_languages_and_wishes(tmp_path: Path) -> None:
    """A database of the first versions, laid without Alembic, is taken over."""
    address = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text(OLD_CONVERSATIONS))
        connection.execute(text(OLD_WISHES))
        connection.execute(
            text("insert into conversations values ('a', 'ar', 'ar', '[]', '2026-11-01 00:00:00')")
        )
        connection.execute(text("insert into language_wishes values ('2026-11', 'pt', 3)"))
    migrate(address)
    with engine.connect() as connection:
        chosen = connection.execute(text("select chosen, ticked from conversations")).one()
        counted = connection.execute(text("select kind, subject, number from counts")).one()
    engine.dispose()

    assert ("ar", "[]") == tuple(chosen)
    assert ("wish", "pt", 3) == tuple(counted)


def test_texts_stand_in_three_tables_only() -> None:
    """What people wrote is kept where they sent it on, and without names among the gaps."""
    texts = [f"{t.name}.{c.name}" for t in metadata.tables.values() for c in t.columns if c.name == "text"]

    assert ["case_entries.text", "gaps.text", "notices.text"] == texts


async def test_things_are_counted_by_month(storage: Storage) -> None:
    """A count adds one; the latest month comes first, then the most frequent, whatever the language."""
    for language, subject, day in (("de", "pt", 1), ("", "hi", 2), ("en", "pt", 28)):
        await storage.counts.add("wish", subject, language, date(2026, 11, day))
    await storage.counts.add("wish", "hu", "", date(2026, 12, 1))
    await storage.counts.add("helped", "hu", "", date(2026, 12, 1))

    assert [("2026-12", "hu", 1), ("2026-11", "pt", 2), ("2026-11", "hi", 1)] == await storage.counts.all(
        "wish"
    )


async def test_a_letter_is_put_once_and_sent_once(storage: Storage) -> None:
    """The same key waits once, in the order of time; what was sent does not come back when put again."""
    early = Letter("k1", "telegram:1", "reminder", "amt/rat@2026-12-01T14:00", NOW)
    late = Letter("k2", "telegram:1", "reminder", "amt/rat@2026-12-02T14:00", NOW + timedelta(hours=1))
    await storage.letters.put([late, early, early])
    waiting = await storage.letters.due(NOW + timedelta(hours=2), 9, "telegram:")
    await storage.letters.sent("k1", NOW)
    await storage.letters.put([early])
    left = await storage.letters.due(NOW + timedelta(hours=2), 9, "telegram:")

    assert [early, late] == waiting
    assert [late] == left
    assert [] == await storage.letters.due(NOW + timedelta(hours=2), 9, "signal:")


async def test_closed_cases_are_deleted_after_thirty_days(storage: Storage) -> None:
    """The texts of a case go with it, thirty days after its end; an open one stays."""
    for person in ("a", "b"):
        await storage.cases.open(case_of(person), "Hallo")
    await storage.cases.close(1, NOW)
    await storage.clear(NOW + timedelta(days=29))
    kept = await storage.cases.get(1)
    await storage.clear(NOW + timedelta(days=31))

    assert kept is not None
    assert None is await storage.cases.get(1)
    assert [] == await storage.cases.entries(1)
    assert [2] == [case.number for case in await storage.cases.open_ones()]
