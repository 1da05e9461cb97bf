"""Conversations in a database: one row for each chat, its language and the ids of what was last shown.

No text, no name, no profile.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Column, DateTime, MetaData, String, Table, Text, delete, make_url, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.core.conversation import Conversation

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


class StoredConversations:
    """Conversations in a database."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._engine: AsyncEngine = create_async_engine(url)

    async def open(self) -> None:
        """Lay the table if it is new."""
        self._make_private()
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    def _make_private(self) -> None:
        """A database file is readable by its owner only."""
        path = self._url.database
        if self._engine.dialect.name == "sqlite" and path and path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).touch(mode=0o600)

    async def close(self) -> None:
        """Let go of the database."""
        await self._engine.dispose()

    async def load(self, person: str) -> Conversation:
        """What is remembered of a person; a fresh conversation if nothing is."""
        async with self._engine.connect() as connection:
            found = await connection.execute(select(conversations).where(conversations.c.person == person))
            row = found.first()
        if row is None:
            return Conversation()
        return Conversation(row.chosen, row.language, tuple(json.loads(row.shown)))

    async def save(self, person: str, conversation: Conversation) -> None:
        """Remember a conversation."""
        values = {
            "chosen": conversation.chosen,
            "language": conversation.language,
            "shown": json.dumps(conversation.shown),
            "seen_at": datetime.now(UTC),
        }
        insert = sqlite.insert(conversations).values(person=person, **values)
        async with self._engine.begin() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=["person"], set_=values))

    async def forget(self, person: str) -> None:
        """Delete all that is stored about a person."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(conversations).where(conversations.c.person == person))
