"""Letters: messages the bot sends by itself, now or at a set time; they hold ids only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Executable, delete, select, update

from bot.storage.database import Database, aware
from bot.storage.tables import letters

Kind = Literal["reminder", "event", "answer", "closed", "staff", "ended", "overdue"]
TO_TEAM = ("staff", "ended", "overdue")
"""the other kinds go to a person"""


@dataclass(frozen=True)
class Letter:
    """One message to be; the key says what it is and for whom, so that nothing is sent twice."""

    key: str
    person: str
    kind: Kind
    subject: str
    due: datetime
    """aware"""
    tries: int = 0


class Letters:
    """Where letters wait."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, new: Iterable[Letter]) -> None:
        """Let letters wait; one whose key is there already, also as sent, stays as it was."""
        rows = [
            {
                "key": x.key,
                "person": x.person,
                "kind": x.kind,
                "subject": x.subject,
                "due": x.due.astimezone(UTC),
            }
            for x in new
        ]
        if rows:
            async with self._database.transaction() as connection:
                await connection.execute(self._database.insert(letters).on_conflict_do_nothing(), rows)

    async def due(self, now: datetime, most: int, channel: str) -> list[Letter]:
        """The letters of one channel (and to the team) whose time has come, the oldest first.

        Within a transaction they are this process's own until it ends.
        """
        ours = letters.c.person.startswith(channel) | letters.c.kind.in_(TO_TEAM)
        waiting = ours & letters.c.sent_at.is_(None) & (letters.c.due <= now.astimezone(UTC))
        query = select(letters).where(waiting).order_by(letters.c.due, letters.c.key).limit(most)
        if not self._database.alone:
            query = query.with_for_update(skip_locked=True)
        return await self._read(query)

    async def of(self, person: str, kind: Kind) -> list[Letter]:
        """The letters of a kind that wait for a person, the next first."""
        waiting = letters.c.sent_at.is_(None) & (letters.c.person == person) & (letters.c.kind == kind)
        return await self._read(select(letters).where(waiting).order_by(letters.c.due))

    async def sent(self, key: str, now: datetime) -> None:
        """Note that a letter has been sent, or needs no sending any more."""
        await self._write(update(letters).where(letters.c.key == key).values(sent_at=now.astimezone(UTC)))

    async def again(self, key: str, due: datetime) -> None:
        """Try a letter again later."""
        values = {"due": due.astimezone(UTC), "tries": letters.c.tries + 1}
        await self._write(update(letters).where(letters.c.key == key).values(**values))

    async def drop(self, person: str, kind: Kind, subject: str) -> None:
        """Let the letters about a subject go, sent or not, so that they may be put again."""
        same = (letters.c.person == person) & (letters.c.kind == kind) & (letters.c.subject == subject)
        await self._write(delete(letters).where(same))

    async def forget(self, person: str) -> None:
        """Delete all letters to a person."""
        await self._write(delete(letters).where(letters.c.person == person))

    async def clear(self, before: datetime) -> None:
        """Delete the letters that were sent before a moment."""
        await self._write(delete(letters).where(letters.c.sent_at < before.astimezone(UTC)))

    async def _read(self, query: Executable) -> list[Letter]:
        async with self._database.read() as connection:
            rows = await connection.execute(query)
            return [
                Letter(row.key, row.person, row.kind, row.subject, aware(row.due), row.tries) for row in rows
            ]

    async def _write(self, statement: Executable) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(statement)
