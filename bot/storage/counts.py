"""How often something happened: a number for each month, kind, subject and language, nobody behind it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from bot.core.effects import CountKind
from bot.storage.database import Database
from bot.storage.tables import counts


class Counted(NamedTuple):
    """How often something happened in a month, in all languages together."""

    month: str
    """`2026-11`"""
    subject: str
    times: int


class Row(NamedTuple):
    """How often something happened in a month, in one language."""

    month: str
    kind: str
    subject: str
    language: str
    number: int


class Counts:
    """Where things are counted."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._add = database.insert(counts).on_conflict_do_update(
            index_elements=["month", "kind", "subject", "language"], set_={"number": counts.c.number + 1}
        )

    async def add(self, kind: CountKind, subject: str, language: str, day: date) -> None:
        """Count one more."""
        row = {
            "month": f"{day:%Y-%m}", "kind": kind, "subject": subject, "language": language, "number": 1,
        }  # fmt: skip
        async with self._database.transaction() as connection:
            await connection.execute(self._add, row)

    async def add_all(self, rows: Iterable[Row]) -> None:
        """Add many counts in one transaction."""
        laid = self._database.insert(counts)
        more = laid.on_conflict_do_update(
            index_elements=["month", "kind", "subject", "language"],
            set_={"number": counts.c.number + laid.excluded.number},
        )
        async with self._database.transaction() as connection:
            for row in rows:
                await connection.execute(more, row._asdict())

    async def between(self, first_month: str, last_month: str) -> list[Row]:
        """All counts from one month to another, both included (`2026-07`)."""
        within = counts.c.month.between(first_month, last_month)
        key = (counts.c.month, counts.c.kind, counts.c.subject, counts.c.language)
        query = select(*key, counts.c.number).where(within).order_by(*key)
        async with self._database.read() as connection:
            return [Row(*row) for row in await connection.execute(query)]

    async def all(self, kind: CountKind) -> list[Counted]:
        """All counts of a kind, the latest month first, then the most frequent."""
        times = func.sum(counts.c.number)
        query = (
            select(counts.c.month, counts.c.subject, times)
            .where(counts.c.kind == kind)
            .group_by(counts.c.month, counts.c.subject)
            .order_by(counts.c.month.desc(), times.desc(), counts.c.subject)
        )
        async with self._database.read() as connection:
            return [Counted(*row) for row in await connection.execute(query)]
