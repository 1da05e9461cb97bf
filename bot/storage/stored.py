"""What outlives the program, in the database. Apart from the rest, for loading SQLAlchemy takes its time."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import sqlite

from bot.core.conversation import Conversation
from bot.storage.database import Database, conversations, language_wishes
from bot.storage.wishes import Wish


class StoredConversations:
    """Conversations in a database: one row for each chat, its language and the ids of what was last shown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self, person: str) -> Conversation:
        """What is remembered of a person; a fresh conversation if nothing is."""
        async with self._database.engine.connect() as connection:
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
        async with self._database.engine.begin() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=["person"], set_=values))

    async def forget(self, person: str) -> None:
        """Delete all that is stored about a person."""
        async with self._database.engine.begin() as connection:
            await connection.execute(delete(conversations).where(conversations.c.person == person))


class StoredWishes:
    """Wishes in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def count(self, language: str, day: date) -> None:
        """Count one wish more."""
        row = sqlite.insert(language_wishes).values(month=f"{day:%Y-%m}", language=language, count=1)
        more = {"count": language_wishes.c.count + 1}
        async with self._database.engine.begin() as connection:
            await connection.execute(
                row.on_conflict_do_update(index_elements=["month", "language"], set_=more)
            )

    async def all(self) -> list[Wish]:
        """All wishes, the latest month first, then the most wished for."""
        table = language_wishes
        query = select(table).order_by(table.c.month.desc(), table.c.count.desc(), table.c.language)
        async with self._database.engine.connect() as connection:
            return [Wish(*row) for row in await connection.execute(query)]
