"""What goes wrong around the bot ends with nothing lost, nothing said twice, and an honest log."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.core.slots import reminders
from bot.storage import database as module
from bot.storage.storage import Storage
from tests import databases
from tests.conftest import at
from tests.works import START, Telegram, Works

QUESTIONS = 30


@pytest.fixture
def telegram() -> Telegram:
    """A Telegram at which questions wait."""
    telegram = Telegram()
    for number in range(1, QUESTIONS + 1):
        telegram.ask(number, f"c{number % 7}")
    return telegram


@pytest.fixture
async def on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Storage]:
    """A database in a file; somebody else's lock is waited for a moment only."""
    quick = tuple(p for p in module._PRAGMAS if "busy" not in p)
    monkeypatch.setattr(module, "_PRAGMAS", (*quick, "busy_timeout = 20"))
    async with databases.opened(f"sqlite:///{tmp_path / 'x.sqlite3'}") as database:
        yield Storage(database)


def answered(telegram: Telegram) -> list[tuple[str, str]]:
    """What everybody got, each chat in its order, which must be that of the questions."""
    per_chat = {chat: [int(t) for c, t in telegram.taken if c == chat] for chat, _ in telegram.taken}
    assert all(numbers == sorted(numbers) for numbers in per_chat.values())
    return sorted(telegram.taken, key=lambda pair: int(pair[1]))


EVERYTHING = [(f"c{number % 7}", str(number)) for number in range(1, QUESTIONS + 1)]


async def test_without_a_fault_all_are_answered_in_order(storage: Storage, telegram: Telegram) -> None:
    """The works themselves: each question once, each chat in order, nothing kept afterwards."""
    works = Works(storage, telegram)
    async with works.running():
        await works.until_quiet(QUESTIONS)

    assert EVERYTHING == answered(telegram)
    assert (0, 0) == ((await storage.inbox.waiting()).number, (await storage.outbox.waiting()).number)


async def test_a_full_disk_loses_nothing(
    on_disk: Storage, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    """While nothing can be written nothing is confirmed; with room again everything is answered."""
    works = Works(on_disk, telegram)
    async with on_disk.database.transaction() as connection:
        pages = (await connection.execute(text("pragma page_count"))).scalar()
        await connection.execute(text(f"pragma max_page_count = {pages}"))
    telegram.ask(99, "c1", "99" + " " * 20000)
    async with works.running():
        await asyncio.sleep(0.4)
        waited = len(telegram.waiting)
        async with on_disk.database.transaction() as connection:
            await connection.execute(text("pragma max_page_count = 100000"))
        await works.until_quiet(QUESTIONS + 1)

    assert waited > 0
    assert EVERYTHING == answered(telegram)[:QUESTIONS]
    assert "disk is full" in caplog.text
    assert "works again" in caplog.text


async def test_a_locked_database_loses_nothing(
    on_disk: Storage, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    """Somebody else holds the file for a while; the bot waits and goes on."""
    works = Works(on_disk, telegram)
    other = sqlite3.connect(str(on_disk.database.file), isolation_level=None)
    async with works.running():
        other.execute("begin immediate")
        await asyncio.sleep(0.5)
        taken = len(telegram.taken)
        other.execute("rollback")
        await works.until_quiet(QUESTIONS)
    other.close()

    assert taken < QUESTIONS
    assert EVERYTHING == answered(telegram)
    assert "database is locked" in caplog.text


@pytest.mark.parametrize("jump", [timedelta(hours=-3), timedelta(hours=3), timedelta(days=-40)])
async def test_a_clock_that_jumps_loses_nothing(
    storage: Storage, telegram: Telegram, jump: timedelta
) -> None:
    """Put forward or back, also while answers wait for their second try, all is answered, in order."""
    works = Works(storage, telegram)
    async with works.running():
        telegram.reachable = False
        await asyncio.sleep(0.1)
        works.now += jump
        telegram.reachable = True
        await works.until_quiet(QUESTIONS)

    assert EVERYTHING == answered(telegram)


async def test_a_network_gone_for_ten_minutes_loses_nothing(
    storage: Storage, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    """What came in before is answered afterwards, what waits at Telegram too; no answer is given up."""
    works = Works(storage, telegram)
    async with works.running():
        await asyncio.wait_for(telegram.has_taken(QUESTIONS // 3), 10)
        telegram.reachable = False
        for _ in range(120):
            works.now += timedelta(seconds=5)
            await asyncio.sleep(0.005)
        before = len(telegram.taken)
        telegram.ask(31, "c3")
        telegram.reachable = True
        await works.until_quiet(QUESTIONS + 1)

    assert before < QUESTIONS
    assert [*EVERYTHING, ("c3", "31")] == answered(telegram)
    assert "fetching updates: trouble (ConnectionError); nothing is lost" in caplog.text
    assert "fetching updates: works again" in caplog.text


@pytest.mark.skipif(not databases.SERVER, reason=databases.MISSING)
async def test_a_database_server_that_cuts_everybody_off_loses_nothing(
    postgresql: str, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    """As when it is restarted: connections end in the middle, everything goes on with new ones."""
    async with databases.opened(postgresql) as database, databases.opened(postgresql) as other:
        works = Works(Storage(database), telegram)
        async with works.running():
            for _ in range(4):
                await asyncio.sleep(0.1)
                async with other.transaction() as connection:
                    await connection.execute(
                        text(
                            "select pg_terminate_backend(pid) from pg_stat_activity "
                            "where datname = current_database() and pid <> pg_backend_pid()"
                        )
                    )
            await works.until_quiet(QUESTIONS)

    assert set(EVERYTHING) == set(telegram.taken)
    assert len(telegram.taken) <= QUESTIONS + 4 * 4  # at most what was being sent, each time
    assert "tries go on" in caplog.text


async def test_the_night_in_which_the_clocks_change(storage: Storage, telegram: Telegram) -> None:
    """Moments are kept in UTC: the hour that comes twice answers nobody twice and delays nobody."""
    works = Works(storage, telegram)
    works.now = datetime(2026, 10, 25, 0, 59, tzinfo=UTC)  # 2:59 in summer time, a minute before 2:00
    async with works.running():
        telegram.reachable = False
        await asyncio.sleep(0.05)
        works.now = datetime(2026, 10, 25, 1, 1, tzinfo=UTC)
        telegram.reachable = True
        await works.until_quiet(QUESTIONS)

    assert EVERYTHING == answered(telegram)


def test_a_reminder_over_that_night_keeps_the_time_on_the_wall() -> None:
    """The evening before is six o'clock, two hours before is eight: the night between has 25 hours."""
    moments = reminders(at("2026-10-25T10:00"), at("2026-10-20T10:00"))

    assert ["18:00+0200", "08:00+0100"] == [f"{moment:%H:%M%z}" for moment in moments]


async def test_retention_survives_a_clock_put_forward(storage: Storage) -> None:
    """What waits is never deleted because of its age."""
    telegram = Telegram()
    works = Works(storage, telegram)
    telegram.ask(1)
    await works.poller.round()
    await storage.clear(START + timedelta(days=4000))
    async with works.running():
        await works.until_quiet(1)

    assert [("c1", "1")] == telegram.taken
