"""What readers tell of the offers: something is wrong here; and offers that a partner proposes."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import delete, select, update

from bot.core.effects import NoticeKind
from bot.storage.database import Database, aware, utc
from bot.storage.tables import notices


class Notice(NamedTuple):
    """Something to look at."""

    number: int
    kind: NoticeKind
    subject: str
    """`organization/service`, an organization, a need"""
    detail: str
    """what is wrong: `phone`, `hours` …"""
    text: str
    """what a partner proposes, in the words that were agreed to"""
    language: str
    since: date
    times: int
    done_at: datetime | None


class Notices:
    """Where notices stand until somebody has looked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def wrong(self, subject: str, detail: str, language: str, day: date) -> None:
        """Count one more who says that something is wrong; who it was is not kept."""
        row = {
            "kind": "wrong", "subject": subject, "detail": detail, "text": "", "language": language,
            "person": "", "since": day, "times": 1,
        }  # fmt: skip
        same = (
            notices.c.kind == "wrong", notices.c.subject == subject,
            notices.c.detail == detail, notices.c.done_at.is_(None),
        )  # fmt: skip
        async with self._database.transaction() as connection:
            counted = update(notices).where(*same).values(times=notices.c.times + 1)
            if not (await connection.execute(counted)).rowcount:
                await connection.execute(self._database.insert(notices), row)

    async def propose(self, text: str, language: str, person: str, day: date) -> None:
        """Keep an offer that a partner proposes."""
        row = {
            "kind": "proposal", "subject": "", "detail": "", "text": text, "language": language,
            "person": person, "since": day, "times": 1,
        }  # fmt: skip
        async with self._database.transaction() as connection:
            await connection.execute(self._database.insert(notices), row)

    async def open_ones(self) -> list[Notice]:
        """What nobody has looked at yet, the most told first."""
        query = (
            select(notices)
            .where(notices.c.done_at.is_(None))
            .order_by(notices.c.times.desc(), notices.c.number)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return [
            Notice(
                r.number, r.kind, r.subject, r.detail, r.text, r.language, r.since, r.times,
                aware(r.done_at) if r.done_at else None,
            )
            for r in rows
        ]  # fmt: skip

    async def done(self, number: int, now: datetime) -> None:
        """Somebody has looked."""
        async with self._database.transaction() as connection:
            await connection.execute(
                update(notices).where(notices.c.number == number).values(done_at=utc(now))
            )

    async def forget(self, person: str) -> None:
        """Delete what a person has proposed."""
        async with self._database.transaction() as connection:
            await connection.execute(delete(notices).where(notices.c.person == person))

    async def clear(self, done_before: datetime, since_before: date) -> None:
        """Delete what was looked at long ago, and what nobody looks at any more."""
        async with self._database.transaction() as connection:
            old = (notices.c.done_at < utc(done_before)) | (notices.c.since < since_before)
            await connection.execute(delete(notices).where(old))
