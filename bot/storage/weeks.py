"""How often something happened in a week: what the coordinators look at on the phone. Nobody behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import delete, select

from bot.core.effects import CountKind
from bot.storage.database import Database
from bot.storage.tables import weekly

KEEP = timedelta(weeks=9)


def week_of(day: date) -> str:
    """`2026-W48`, as in ISO 8601."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


class Weeks:
    """Where things are counted for a few weeks."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._add = database.insert(weekly).on_conflict_do_update(
            index_elements=["week", "kind", "subject"], set_={"number": weekly.c.number + 1}
        )

    async def add(self, kind: CountKind, subject: str, day: date) -> None:
        """Count one more."""
        row = {"week": week_of(day), "kind": kind, "subject": subject, "number": 1}
        async with self._database.transaction() as connection:
            await connection.execute(self._add, row)

    async def of(self, day: date) -> Mapping[tuple[str, str], int]:
        """What was counted in the week of a day, by kind and subject."""
        query = select(weekly).where(weekly.c.week == week_of(day))
        async with self._database.read() as connection:
            return {(row.kind, row.subject): row.number for row in await connection.execute(query)}

    async def clear(self, day: date) -> None:
        """Delete what is no longer looked at."""
        async with self._database.transaction() as connection:
            await connection.execute(delete(weekly).where(weekly.c.week < week_of(day - KEEP)))
