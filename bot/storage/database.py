"""The database: opened, brought up to date, read and written; SQLite for one process, PostgreSQL for many."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

from sqlalchemy import CursorResult, Executable, Table, create_engine, event, inspect, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, StaticPool

from bot.storage.tables import REVISION, metadata

IN_MEMORY = "sqlite://"
T = TypeVar("T")
OF_DATABASE: Final = (OperationalError, InterfaceError, PoolTimeoutError)
"""what a database that is full, locked or gone raises; it says nothing against what was to be written"""
TROUBLE: Final = (*OF_DATABASE, OSError)
"""the same, where a disk may be meant too; within an answer an OSError may come from anything"""
CONNECTIONS = 20
"""to PostgreSQL, of each process"""
_PRAGMAS = (
    "foreign_keys = ON",
    "journal_mode = WAL",
    "synchronous = NORMAL",  # what must outlive a power cut is settled, see there
    "secure_delete = ON",  # what is wiped does not stay in the file
    "busy_timeout = 5000",
)
_HOME = Path(__file__).resolve().parent.parent.parent


class NotUpToDate(Exception):
    """The tables are older than this program, and could not be changed."""


class InPlace:
    """A connection to SQLite with the face of an asynchronous one.

    Its calls are made at once, where they are written: they take a tenth of the time that it takes to hand
    them to a thread and wait. (A statement built once and kept costs half of one built anew, too.)
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        """Execute a statement."""
        return self._connection.execute(statement, parameters)

    async def run_sync(self, work: Callable[[Connection], T]) -> T:
        """Work with the connection itself."""
        return work(self._connection)


Connected: TypeAlias = AsyncConnection | InPlace


class Database:
    """One database, by SQLAlchemy's address.

    Whatever is read or written within `transaction()` is done together or not at all.
    """

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self.alone = self._url.get_backend_name() == "sqlite"
        """whether one process has the database for itself"""
        self._in_memory = self.alone and self._url.database in (None, "", ":memory:")
        self._engine: Engine | AsyncEngine
        if self.alone:
            self._engine = create_engine(
                self._url.set(drivername="sqlite"), poolclass=StaticPool, hide_parameters=True
            )
            event.listen(self._engine, "connect", _strict)
        else:
            self._engine = create_async_engine(
                url,
                poolclass=AsyncAdaptedQueuePool,
                pool_size=CONNECTIONS,
                pool_pre_ping=True,
                hide_parameters=True,  # errors are logged, and what is written is nobody's business
            )
        self._in_use = asyncio.Lock()
        self._shared: ContextVar[Connected | None] = ContextVar("transaction", default=None)

    async def open(self) -> None:
        """Bring the tables up to date."""
        self.make_private()
        async with self.transaction() as connection:
            if self._in_memory:
                await connection.run_sync(metadata.create_all)
                return
            up_to_date = await connection.run_sync(_is_up_to_date)
        if not up_to_date:
            await self._migrate()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connected]:
        """Within it all reads and writes of this task share one transaction; nested ones join it."""
        shared = self._shared.get()
        if shared is not None:
            yield shared
            return
        async with self._begun() as connection:
            token = self._shared.set(connection)
            try:
                yield connection
            finally:
                self._shared.reset(token)

    @asynccontextmanager
    async def _begun(self) -> AsyncIterator[Connected]:
        if isinstance(self._engine, AsyncEngine):
            async with self._engine.begin() as connection:
                yield connection
        else:
            async with self._in_use:  # there is one connection
                with self._engine.begin() as in_place:
                    yield InPlace(in_place)

    def read(self) -> AbstractAsyncContextManager[Connected]:
        """A connection to read from."""
        return self.transaction()

    @asynccontextmanager
    async def connection_of_its_own(self) -> AsyncIterator[AsyncConnection]:
        """A connection beside all transactions, to a server only."""
        if not isinstance(self._engine, AsyncEngine):
            raise TypeError("SQLite has one connection")
        async with self._engine.connect() as connection:
            yield connection

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An insert that can give way to a row that is there already."""
        return sqlite.insert(table) if self.alone else postgresql.insert(table)

    def upsert(self, table: Table, *key: str) -> sqlite.Insert | postgresql.Insert:
        """Write the row given when it is executed, or its new values where its key is there already."""
        row = self.insert(table)
        new = {column.name: row.excluded[column.name] for column in table.c if column.name not in key}
        return row.on_conflict_do_update(index_elements=list(key), set_=new)

    async def settle(self) -> None:
        """Until what has been committed would outlive a power cut. A server looks after that by itself.

        SQLite could do it with every commit, but it takes milliseconds in which nothing else would be done.
        """
        if self.file:
            await asyncio.to_thread(_sync, self.file)

    async def close(self) -> None:
        """Let go of the database."""
        if isinstance(self._engine, AsyncEngine):
            await self._engine.dispose()
        else:
            self._engine.dispose()

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None in memory and on a server."""
        return Path(self._url.database) if self.alone and not self._in_memory and self._url.database else None

    async def _migrate(self) -> None:
        """In a process of its own: Alembic takes memory that is needed once."""
        address = self._url.render_as_string(hide_password=False)
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.storage.migrate", stdin=asyncio.subprocess.PIPE, cwd=_HOME
        )
        await child.communicate(address.encode())
        if child.returncode:
            raise NotUpToDate("the database could not be brought up to date, see above")

    def make_private(self) -> None:
        """A database file is readable by its owner only, and so is what SQLite lays beside it."""
        if self.file:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.touch(mode=0o600)
            self.file.chmod(0o600)


def _strict(connection: Any, _: object) -> None:
    """Set what SQLite does only where it is told to, connection by connection."""
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _is_up_to_date(connection: Connection) -> bool:
    if not inspect(connection).has_table("alembic_version"):
        return False
    return connection.execute(text("select version_num from alembic_version")).scalar() == REVISION


def _sync(file: Path) -> None:
    log = Path(f"{file}-wal")
    handle = os.open(log if log.exists() else file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def aware(moment: datetime) -> datetime:
    """SQLite gives a moment back without its zone, which was UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def utc(moment: datetime) -> datetime:
    """Moments are written in UTC: SQLite drops the zone."""
    return moment.astimezone(UTC)
