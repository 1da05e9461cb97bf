"""Conversations: one row for each chat, its language and the ids of what was last shown."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select

from bot.core.conversation import Conversation
from bot.storage.database import Database, aware, upsert
from bot.storage.tables import conversations

_LISTS = ("shown", "listed", "near", "wishes", "ticked")
_PLAIN = ("chosen", "language", "need", "awaiting")


class Conversations:
    """What is remembered of each talk."""

    def __init__(self, database: Database) -> None:
        self._engine = database.engine

    async def load(self, person: str) -> Conversation:
        """What is remembered of a person; a fresh conversation if nothing is."""
        query = select(conversations).where(conversations.c.person == person)
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).mappings().first()
        if row is None:
            return Conversation()
        fields: dict[str, Any] = {name: row[name] for name in _PLAIN}
        fields |= {name: tuple(json.loads(row[name])) for name in _LISTS}
        return Conversation(**fields, seen_at=aware(row["seen_at"]))

    async def save(self, person: str, conversation: Conversation) -> None:
        """Remember a conversation."""
        values = {name: json.dumps(getattr(conversation, name)) for name in _LISTS}
        values |= {name: getattr(conversation, name) for name in _PLAIN}
        seen = conversation.seen_at or datetime.now(UTC)
        row = upsert(conversations, {"person": person}, {**values, "seen_at": seen.astimezone(UTC)})
        async with self._engine.begin() as connection:
            await connection.execute(row)

    async def forget(self, person: str) -> None:
        """Delete what is remembered of a person."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(conversations).where(conversations.c.person == person))
