"""The overlay: edits made on the phone or the desk, in force until they stand in the files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Row, delete, func, select, update

from bot.core.edits import Edit
from bot.storage.database import Database, aware, utc
from bot.storage.tables import edits


class Made(NamedTuple):
    """An edit with its history."""

    number: int
    edit: Edit
    author: str
    """`telegram:12`, `desk`"""
    made_at: datetime
    applied_at: datetime | None
    """when it was written into the files; None while it is only here"""


class Edits:
    """Where edits stand."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._put = database.insert(edits)
        newest = select(func.count(), func.max(edits.c.number), func.max(edits.c.applied_at))
        self._version = newest.select_from(edits)

    async def make(self, made: Iterable[Edit], author: str, now: datetime) -> None:
        """Put edits in force, all or none."""
        async with self._database.transaction() as connection:
            for edit in made:
                row = {
                    "file": edit.file, "path": json.dumps(edit.path, ensure_ascii=False),
                    "action": edit.action, "value": json.dumps(edit.value, ensure_ascii=False),
                    "author": author, "made_at": utc(now),
                }  # fmt: skip
                await connection.execute(self._put, row)

    async def version(self) -> str:
        """Changes whenever the edits in force do."""
        async with self._database.read() as connection:
            return "/".join(map(str, (await connection.execute(self._version)).one()))

    async def in_force(self) -> list[Made]:
        """The edits that are not in the files yet, the oldest first."""
        query = select(edits).where(edits.c.applied_at.is_(None)).order_by(edits.c.number)
        async with self._database.read() as connection:
            return [_made(row) for row in await connection.execute(query)]

    async def latest(self, limit: int = 100) -> list[Made]:
        """All edits, the newest first: who changed what, and when."""
        query = select(edits).order_by(edits.c.number.desc()).limit(limit)
        async with self._database.read() as connection:
            return [_made(row) for row in await connection.execute(query)]

    async def applied(self, numbers: Iterable[int], now: datetime) -> None:
        """They stand in the files now."""
        async with self._database.transaction() as connection:
            chosen = edits.c.number.in_(list(numbers)), edits.c.applied_at.is_(None)
            await connection.execute(update(edits).where(*chosen).values(applied_at=utc(now)))

    async def take_back(self, number: int) -> None:
        """Undo an edit that is not in the files yet."""
        async with self._database.transaction() as connection:
            await connection.execute(
                delete(edits).where(edits.c.number == number, edits.c.applied_at.is_(None))
            )

    async def clear(self, before: datetime) -> None:
        """Delete the history of what has long been in the files."""
        async with self._database.transaction() as connection:
            await connection.execute(delete(edits).where(edits.c.applied_at < utc(before)))


def _made(row: Row[tuple[object, ...]]) -> Made:
    edit = Edit(row.file, tuple(json.loads(row.path)), row.action, json.loads(row.value))
    applied = aware(row.applied_at) if row.applied_at else None
    return Made(row.number, edit, row.author, aware(row.made_at), applied)
