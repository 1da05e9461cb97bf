"""Conversations: one row for each chat, its language and the ids of what was last shown."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from bot.core.conversation import Conversation
from bot.storage.database import Database, aware, utc
from bot.storage.tables import conversations

_LISTS = ("shown", "listed", "near", "wishes", "ticked")
_CONTEXT_LISTS, _CONTEXT = ("shown", "listed", "near", "wishes"), ("need", "awaiting")
"""what a talk is about; languages and ticked lists are not"""
_PLAIN = ("chosen", "language", "need", "awaiting")


class Conversations:
    """What is remembered of each talk."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._load = select(conversations).where(conversations.c.person == bindparam("person"))
        self._save = database.upsert(conversations, "person")

    async def load(self, person: str) -> Conversation:
        """What is remembered of a person; a fresh conversation if nothing is."""
        async with self._database.read() as connection:
            row = (await connection.execute(self._load, {"person": person})).mappings().first()
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
        async with self._database.transaction() as connection:
            await connection.execute(self._save, {"person": person, **values, "seen_at": utc(seen)})

    async def clear(self, context: datetime, whole: datetime) -> None:
        """Empty what was last talked about before one moment, delete those not seen since another."""
        blank: dict[str, Any] = dict.fromkeys(_CONTEXT_LISTS, "[]") | dict.fromkeys(_CONTEXT, "")
        silent = conversations.c.seen_at < utc(context)
        async with self._database.transaction() as connection:
            await connection.execute(update(conversations).where(silent).values(**blank))
            await connection.execute(delete(conversations).where(conversations.c.seen_at < utc(whole)))

    async def forget(self, person: str) -> None:
        """Delete what is remembered of a person."""
        async with self._database.transaction() as connection:
            await connection.execute(delete(conversations).where(conversations.c.person == person))
