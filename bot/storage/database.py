"""The database: its tables, laid when it is opened. No text, no name, no profile is stored."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, Text, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

metadata = MetaData()
conversations = Table(
    "conversations",
    metadata,
    Column("person", String(80), primary_key=True),
    Column("chosen", String(8)),
    Column("language", String(8)),
    Column("shown", Text, nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
)
language_wishes = Table(
    "language_wishes",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("language", String(8), primary_key=True),
    Column("count", Integer, nullable=False),
)


class Database:
    """One database, by SQLAlchemy's address."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self.engine: AsyncEngine = create_async_engine(url)

    async def open(self) -> None:
        """Lay the tables that are new."""
        self._make_private()
        async with self.engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    def _make_private(self) -> None:
        """A database file is readable by its owner only."""
        path = self._url.database
        if self.engine.dialect.name == "sqlite" and path and path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).touch(mode=0o600)

    async def close(self) -> None:
        """Let go of the database."""
        await self.engine.dispose()
