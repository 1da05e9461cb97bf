"""What only one process may do: use an SQLite file, poll for a bot."""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage import alone
from bot.storage.alone import AlreadyRunning, run_as_only_one, sole_user
from bot.storage.database import Database
from tests import databases
from tests.conftest import HOME

HOLD = """
import asyncio, sys
from bot.storage.alone import AlreadyRunning, sole_user
from bot.storage.database import Database

async def hold():
    database = Database(sys.argv[1])
    await database.open()
    try:
        async with sole_user(database):
            print("in", flush=True)
            sys.stdin.read()
    except AlreadyRunning:
        print("refused", flush=True)
    await database.close()

asyncio.run(hold())
"""
CUT = """
select pg_terminate_backend(pid) from pg_locks join pg_database on pg_database.oid = pg_locks.database
where locktype = 'advisory' and granted and datname = current_database()
"""


@pytest.fixture
async def file(tmp_path: Path) -> AsyncIterator[Database]:
    """A database in a file."""
    async with databases.opened(f"sqlite:///{tmp_path / 'x.sqlite3'}") as database:
        yield database


async def another(database: Database) -> tuple[Process, str]:
    """Another process that would use the same file, and whether it may."""
    address = f"sqlite:///{database.file}"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLD, address, stdin=PIPE, stdout=PIPE, cwd=HOME
    )
    assert process.stdout
    answer = await asyncio.wait_for(process.stdout.readline(), 60)
    return process, answer.decode().strip()


async def ended(process: Process) -> int:
    """Let a process end by itself; its return code."""
    await asyncio.wait_for(process.communicate(b""), 60)
    return process.returncode or 0


async def test_a_second_process_may_not_use_the_file(file: Database) -> None:
    """It is told so, and may as soon as the first lets go."""
    async with sole_user(file):
        refused, answer = await another(file)
        code = await ended(refused)
    later, then = await another(file)

    assert ("refused", 0, "in") == (answer, code, then)
    assert 0 == await ended(later)


async def test_a_process_that_is_killed_lets_go_of_the_file(file: Database) -> None:
    """The lock is the kernel's: nothing is left to be cleared away."""
    process, answer = await another(file)
    with pytest.raises(AlreadyRunning):
        async with sole_user(file):
            pass
    process.send_signal(signal.SIGKILL)
    await asyncio.wait_for(process.communicate(), 60)
    async with sole_user(file):
        entered = True

    assert ("in", True) == (answer, entered)


async def test_an_error_lets_go_of_the_file(file: Database) -> None:
    """Whatever ends the use ends the lock."""
    for _ in range(2):
        with pytest.raises(KeyError):
            async with sole_user(file):
                raise KeyError


async def test_the_lock_is_private_and_other_files_are_free(file: Database, tmp_path: Path) -> None:
    """Only the owner may read what lies beside the database; another database has another lock."""
    second = f"sqlite:///{tmp_path / 'y.sqlite3'}"
    async with sole_user(file), databases.opened(second) as other, sole_user(other):
        modes = {path.name: path.stat().st_mode & 0o777 for path in sorted(tmp_path.glob("*"))}  # noqa: ASYNC240

    assert {"x.sqlite3.lock", "y.sqlite3.lock"} < set(modes)
    assert {0o600} == set(modes.values())


async def test_databases_without_a_file_need_no_lock() -> None:
    """In memory each has its own."""
    async with databases.opened() as one, databases.opened() as two, sole_user(one), sole_user(two):
        both = (one.file, two.file)

    assert (None, None) == both


class Worker:
    """Would work alone; knows whether it does."""

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self.works, self.stopped = asyncio.Event(), asyncio.Event()
        self.troubles: list[BaseException] = []
        self.began = 0
        self.task = asyncio.ensure_future(run_as_only_one(self.database, self.work, self.trouble))

    async def work(self) -> None:
        """Work until stopped."""
        self.began += 1
        self.works.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.works.clear()
            self.stopped.set()

    def trouble(self, error: BaseException) -> float:
        """Note a lost database."""
        self.troubles.append(error)
        return 0.001

    async def end(self) -> None:
        """As a process ends that is told to."""
        self.task.cancel()
        await asyncio.wait([self.task])
        await self.database.close()


@pytest.fixture(params=databases.KINDS[1:])
async def workers(postgresql: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Worker, Worker]]:
    """Two workers on one database, of which the first has the lock."""
    monkeypatch.setattr(alone, "LOOK", 0.01)
    first = Worker(postgresql)
    await asyncio.wait_for(first.works.wait(), 20)
    second = Worker(postgresql)
    yield first, second
    for worker in first, second:
        await worker.end()


async def cut(worker: Worker) -> int:
    """Cut the connection that holds the lock; how many there were."""
    async with worker.database.transaction() as connection:
        return len((await connection.execute(text(CUT))).all())


async def test_of_two_one_works_and_the_other_waits(workers: tuple[Worker, Worker]) -> None:
    """For many looks at the lock."""
    first, second = workers
    await asyncio.sleep(0.2)

    assert (True, 1) == (first.works.is_set(), first.began)
    assert (False, 0) == (second.works.is_set(), second.began)
    assert [] == first.troubles + second.troubles


async def test_when_the_first_ends_the_other_takes_over(workers: tuple[Worker, Worker]) -> None:
    """At once, though the first has not let go of its database yet; and the first has stopped its work."""
    first, second = workers
    first.task.cancel()
    await asyncio.wait([first.task])
    await asyncio.wait_for(second.works.wait(), 20)

    assert first.stopped.is_set()
    assert first.task.cancelled()
    assert [] == second.troubles


async def test_who_loses_the_connection_stops_and_another_takes_over(workers: tuple[Worker, Worker]) -> None:
    """The lock is lost with it; one of the two has it then, and only one works."""
    first, second = workers
    number = await cut(first)
    await asyncio.wait_for(first.stopped.wait(), 20)
    taken = [asyncio.ensure_future(worker.works.wait()) for worker in workers]
    await asyncio.wait(taken, timeout=20, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.sleep(0.2)
    for task in taken:
        task.cancel()

    assert 1 == number
    assert [1, 0] == [len(worker.troubles) for worker in workers]
    assert 1 == sum(worker.works.is_set() for worker in workers)
    assert 2 == first.began + second.began


async def test_work_that_fails_fails_for_good(workers: tuple[Worker, Worker], postgresql: str) -> None:
    """An error that is no trouble of the database ends it, and leaves the lock to others."""
    first, second = workers
    await first.end()
    await second.end()

    async def refused() -> None:
        raise KeyError("refused")

    async with databases.opened(postgresql) as database:
        for _ in range(2):
            with pytest.raises(KeyError):
                await asyncio.wait_for(run_as_only_one(database, refused, first.trouble), 20)

    assert [] == first.troubles


async def test_with_sqlite_work_is_done_at_once() -> None:
    """There is no other process."""
    done = []

    async def work() -> None:
        done.append(1)

    async with databases.opened() as database:
        await run_as_only_one(database, work, lambda error: 0.0)

    assert [1] == done
