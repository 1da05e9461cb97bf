"""What came in from a channel, from before it is confirmed until it is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, TypeAlias

from sqlalchemy import Executable, bindparam, delete, exists, func, or_, select, update

from bot.storage.database import Database, aware, utc
from bot.storage.tables import inbox

LONGEST_WAIT = timedelta(hours=1)
"""nothing waits longer; what seems to was given its time by a clock that has been put back since"""
Parameters: TypeAlias = dict[str, object] | list[dict[str, object]] | None
_earlier = inbox.alias("earlier")


class Arrival(NamedTuple):
    """One update as it comes in."""

    update_id: int
    chat: str
    """whose turn it is, as persons are named; nothing where that cannot be told"""
    content: str
    """JSON"""


@dataclass(frozen=True)
class Received:
    """One update that waits to be answered."""

    number: int
    chat: str
    content: str
    tries: int


class Waiting(NamedTuple):
    """How many wait, and since when."""

    number: int
    since: datetime | None


class Inbox:
    """Where updates wait. Those of one chat are handed out one after the other, in the order they came."""

    def __init__(self, database: Database) -> None:
        self._database = database
        waiting = select(inbox).where(inbox.c.done_at.is_(None))
        if not database.alone:
            waiting = waiting.with_for_update(skip_locked=True)
        before = exists().where(
            _earlier.c.chat == inbox.c.chat, _earlier.c.done_at.is_(None), _earlier.c.number < inbox.c.number
        )
        due = or_(inbox.c.due <= bindparam("now"), inbox.c.due > bindparam("beyond"))
        self._next = waiting.where(due, ~before).order_by(inbox.c.number).limit(1)
        self._put = database.insert(inbox).on_conflict_do_nothing()
        self._wipe = (
            update(inbox)
            .where(inbox.c.number == bindparam("which"), inbox.c.done_at.is_(None))
            .values(done_at=bindparam("now"), error=bindparam("why"), content="", chat="")
        )

    async def put(self, arrivals: Iterable[Arrival], now: datetime) -> None:
        """Keep updates; one that is there already, answered or not, stays as it is."""
        new = [{**each._asdict(), "received_at": utc(now), "due": utc(now)} for each in arrivals]
        if new:
            await self._write(self._put, new)

    async def settle(self) -> None:
        """Until what was put would outlive a power cut: then it may be confirmed."""
        await self._database.settle()

    async def next(self, now: datetime) -> Received | None:
        """The update that has waited longest, of a chat whose earlier ones are done.

        Within a transaction it is this clerk's own until that ends: others see the row locked and pass it
        over, and a process that dies lets it go.
        """
        async with self._database.read() as connection:
            values = {"now": utc(now), "beyond": utc(now) + LONGEST_WAIT}
            row = (await connection.execute(self._next, values)).first()
        return Received(row.number, row.chat, row.content, row.tries) if row else None

    async def done(self, number: int, now: datetime, error: str = "") -> bool:
        """Wipe what has been answered, or set aside because of an error; whether it was still waiting.

        Its number stays for two days, so that it is known if it comes again.
        """
        return await self._write(self._wipe, {"which": number, "now": utc(now), "why": error[:400]}) == 1

    async def again(self, number: int, due: datetime) -> None:
        """Try an update again later."""
        values = {"due": utc(due), "tries": inbox.c.tries + 1}
        await self._write(update(inbox).where(inbox.c.number == number).values(**values))

    async def waiting(self) -> Waiting:
        """What has not been answered yet."""
        query = select(func.count().label("number"), func.min(inbox.c.received_at).label("since")).where(
            inbox.c.done_at.is_(None)
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one()
        return Waiting(row.number, aware(row.since) if row.since else None)

    async def set_aside_ones(self) -> list[tuple[datetime, str]]:
        """What could not be answered: when, and why."""
        query = select(inbox.c.done_at, inbox.c.error).where(inbox.c.error != "", inbox.c.done_at.isnot(None))
        async with self._database.read() as connection:
            return [(aware(row.done_at), row.error) for row in await connection.execute(query)]

    async def clear(self, before: datetime) -> None:
        """Forget the numbers of what was answered before a moment."""
        await self._write(delete(inbox).where(inbox.c.done_at < utc(before)))

    async def _write(self, statement: Executable, values: Parameters = None) -> int:
        async with self._database.transaction() as connection:
            return (await connection.execute(statement, values)).rowcount
