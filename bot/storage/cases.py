"""Cases: what people sent to the team with their consent, until 30 days after the end."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, CursorResult, RowMapping, delete, select, update

from bot.storage.database import Database, aware
from bot.storage.tables import case_entries, case_messages, cases

Author = Literal["person", "team"]


@dataclass(frozen=True)
class Case:
    """One question to the team; moments are aware."""

    number: int
    person: str
    language: str
    subject: str
    """a need, an offer, or nothing"""
    slots: tuple[datetime, ...]
    opened_at: datetime
    waiting_since: datetime | None
    """since when the person has been waiting for an answer"""
    closed_at: datetime | None


@dataclass(frozen=True)
class Entry:
    """One text of a case."""

    id: int
    case: int
    author: Author
    text: str
    at: datetime


class Cases:
    """Where cases are kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, case: Case, text: str) -> tuple[int, int]:
        """Open a case with its first text; its number and that of the text. The number given is not used."""
        now = case.opened_at.astimezone(UTC)
        values = {
            "person": case.person,
            "language": case.language,
            "subject": case.subject,
            "slots": json.dumps([slot.isoformat() for slot in case.slots]),
            "opened_at": now,
            "waiting_since": now,
        }
        async with self._database.transaction() as connection:
            made = await connection.execute(self._database.insert(cases).values(**values))
            number = _key(made)
            entry = await connection.execute(
                self._database.insert(case_entries).values(case=number, author="person", text=text, at=now)
            )
            return number, _key(entry)

    async def write(self, number: int, author: Author, text: str, at: datetime) -> int:
        """Add a text; who is waiting for whom changes with it."""
        now = at.astimezone(UTC)
        waiting = now if author == "person" else None
        async with self._database.transaction() as connection:
            entry = await connection.execute(
                self._database.insert(case_entries).values(case=number, author=author, text=text, at=now)
            )
            await connection.execute(
                update(cases).where(cases.c.number == number).values(waiting_since=waiting)
            )
            return _key(entry)

    async def close(self, number: int, at: datetime) -> None:
        """Close a case."""
        values = {"closed_at": at.astimezone(UTC), "waiting_since": None}
        async with self._database.transaction() as connection:
            await connection.execute(update(cases).where(cases.c.number == number).values(**values))

    async def get(self, number: int) -> Case | None:
        """A case by its number."""
        return next(iter(await self._find(cases.c.number == number)), None)

    async def of(self, person: str) -> list[Case]:
        """All cases of a person, the oldest first."""
        return await self._find(cases.c.person == person)

    async def open_ones(self) -> list[Case]:
        """All open cases, the oldest first."""
        return await self._find(cases.c.closed_at.is_(None))

    async def entries(self, number: int) -> list[Entry]:
        """The texts of a case in their order."""
        query = select(case_entries).where(case_entries.c.case == number).order_by(case_entries.c.id)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).mappings()
            return [Entry(**{**row, "at": aware(row["at"])}) for row in rows]

    async def note_message(self, number: int, chat: str, message: str) -> None:
        """Remember that a message belongs to a case, so that replies to it find their way."""
        row = self._database.insert(case_messages).values(chat=chat, message=message, case=number)
        async with self._database.transaction() as connection:
            there = select(cases.c.number).where(cases.c.number == number)
            if (await connection.execute(there)).first():  # its person may have been forgotten meanwhile
                await connection.execute(row.on_conflict_do_nothing())

    async def of_message(self, chat: str, message: str) -> Case | None:
        """The case a message belongs to."""
        same = (case_messages.c.chat == chat) & (case_messages.c.message == message)
        async with self._database.read() as connection:
            number = (await connection.execute(select(case_messages.c.case).where(same))).scalar()
        return await self.get(number) if number is not None else None

    async def head_message(self, number: int, chat: str) -> str | None:
        """The first message of a case in a chat: the head of its thread."""
        query = select(case_messages.c.message).where(
            (case_messages.c.case == number) & (case_messages.c.chat == chat)
        )
        async with self._database.read() as connection:
            found = (await connection.execute(query)).scalars().all()
        return min(found, key=int) if found else None

    async def forget(self, person: str) -> None:
        """Delete all cases of a person."""
        await self._delete(cases.c.person == person)

    async def clear(self, before: datetime) -> None:
        """Delete the cases that were closed before a moment, with their texts."""
        await self._delete(cases.c.closed_at < before.astimezone(UTC))

    async def _delete(self, which: ColumnElement[bool]) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(delete(cases).where(which))

    async def _find(self, which: ColumnElement[bool]) -> list[Case]:
        query = select(cases).where(which).order_by(cases.c.number)
        async with self._database.read() as connection:
            return [_case(row) for row in (await connection.execute(query)).mappings()]


def _case(row: RowMapping) -> Case:
    return Case(
        row["number"],
        row["person"],
        row["language"],
        row["subject"],
        tuple(datetime.fromisoformat(text) for text in json.loads(row["slots"])),
        aware(row["opened_at"]),
        aware(row["waiting_since"]) if row["waiting_since"] else None,
        aware(row["closed_at"]) if row["closed_at"] else None,
    )


def _key(result: CursorResult[Any]) -> int:
    """The number a new row was given."""
    key = result.inserted_primary_key
    if key is None:
        raise LookupError("the new row was given no number")
    return int(key[0])
