"""The database: opened, brought up to date, and written to."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, event, inspect, make_url, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite.dml import Insert
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

from bot.storage.tables import REVISION, metadata

IN_MEMORY = "sqlite+aiosqlite://"


class Database:
    """One database, by SQLAlchemy's address."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._in_memory = self._url.database in (None, "", ":memory:")
        pool = {"poolclass": StaticPool} if self._in_memory else {}
        self.engine: AsyncEngine = create_async_engine(url, **pool)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine.sync_engine, "connect", _strict)

    async def open(self) -> None:
        """Bring the tables up to date."""
        self._make_private()
        async with self.engine.begin() as connection:
            if self._in_memory:
                await connection.run_sync(metadata.create_all)
                return
            up_to_date = await connection.run_sync(_is_up_to_date)
        if not up_to_date:
            await self._migrate()

    async def _migrate(self) -> None:
        """In a process of its own: Alembic takes memory that is needed once."""
        address = self._url.render_as_string(hide_password=False)
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.storage.migrate", stdin=asyncio.subprocess.PIPE, cwd=_HOME
        )
        await child.communicate(address.encode())
        if child.returncode:
            raise RuntimeError("the database could not be brought up to date, see above")

    def _make_private(self) -> None:
        """A database file is readable by its owner only."""
        path = self._url.database
        if self.engine.dialect.name == "sqlite" and path and path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).touch(mode=0o600)

    async def close(self) -> None:
        """Let go of the database."""
        await self.engine.dispose()


_HOME = Path(__file__).resolve().parent.parent.parent


def _strict(connection: Any, _: object) -> None:
    """SQLite looks after foreign keys only where it is told to, and waits for its turn to write."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.close()


def _is_up_to_date(connection: Connection) -> bool:
    if not inspect(connection).has_table("alembic_version"):
        return False
    return connection.execute(text("select version_num from alembic_version")).scalar() == REVISION


def insert(table: Table) -> Insert:
    """An insert that can give way to a row that is there already."""
    return sqlite.insert(table)


def upsert(table: Table, key: Mapping[str, object], values: Mapping[str, object]) -> Insert:
    """Write a row, or its new values where the key is there already."""
    return (
        insert(table)
        .values(**key, **values)
        .on_conflict_do_update(index_elements=list(key), set_=dict(values))
    )


def aware(moment: datetime) -> datetime:
    """SQLite gives a moment back without its zone, which was UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
