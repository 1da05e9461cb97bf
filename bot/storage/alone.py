"""Who may do what only one process may: use an SQLite file, or poll for a bot."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import text

from bot.storage.database import TROUBLE, Database

_POLLING = 0x57656777
"""the number of our lock in PostgreSQL; each town has a database of its own"""
LOOK = 2.0
"""seconds between two looks: is the lock free, is it still ours?"""


class AlreadyRunning(Exception):
    """Another process uses this SQLite file."""


@asynccontextmanager
async def sole_user(database: Database) -> AsyncIterator[None]:
    """Hold the file of an SQLite database for this process; raises AlreadyRunning.

    The lock is the kernel's, so it ends with the process, however that ends.
    """
    if database.file is None:
        yield
        return
    database.file.parent.mkdir(parents=True, exist_ok=True)
    path = Path(f"{database.file}.lock")
    handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise AlreadyRunning(str(database.file)) from None
    try:
        yield
    finally:
        os.close(handle)


async def run_as_only_one(
    database: Database, work: Callable[[], Awaitable[None]], trouble: Callable[[BaseException], float]
) -> None:
    """Work for ever in at most one of all processes that share a database.

    Who holds the lock works; the others wait for it. A holder that dies, or loses the database, loses it.
    `trouble` is told of a lost database and gives the seconds to wait.
    """
    if database.alone:
        await work()
        return
    while True:
        try:
            await _work_while_locked(database, work)
        except TROUBLE as error:
            await asyncio.sleep(trouble(error))


async def _work_while_locked(database: Database, work: Callable[[], Awaitable[None]]) -> None:
    async with database.connection_of_its_own() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        working: asyncio.Task[None] | None = None
        try:
            while not await connection.scalar(text(f"select pg_try_advisory_lock({_POLLING})")):  # noqa: ASYNC110
                await asyncio.sleep(LOOK)
            working = asyncio.ensure_future(work())
            while True:
                await asyncio.wait([working], timeout=LOOK)
                if working.done():
                    return working.result()
                await connection.execute(text("select 1"))
        finally:
            if working:
                working.cancel()
                await asyncio.gather(working, return_exceptions=True)
            await connection.invalidate()  # in the pool it would keep the lock
