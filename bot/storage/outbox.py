"""What is to be sent, from the decision until the channel has taken it; then nothing of it is kept."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Executable, Row, bindparam, delete, exists, func, or_, select, update

from bot.core.conversation import Message
from bot.storage.database import Database, aware, utc
from bot.storage.inbox import LONGEST_WAIT, Waiting
from bot.storage.tables import cases, outbox

log = logging.getLogger(__name__)

HEAD = "head"
"""answers the first message of its case, whichever that is when it is sent"""
HURRY = timedelta(seconds=30)
AT_ONCE = 16
"""how many posts one process looks up together"""
_MESSAGE = TypeAdapter(Message)
_earlier = outbox.alias("earlier")


@dataclass(frozen=True)
class Post:
    """One message to one chat."""

    chat: str
    message: Message
    answers: str = ""
    """the message it answers, as the channel names it, or HEAD"""
    case: int | None = None
    """the case that a reply to it belongs to"""
    rank: int = 0
    """0 goes before 1: an answer before what the bot says by itself"""
    number: int = 0
    """given by the outbox"""
    tries: int = 0


@dataclass(frozen=True)
class Sent:
    """The channel has taken it, under this name."""

    message: str


@dataclass(frozen=True)
class Later:
    """The channel could not take it now."""

    seconds: float | None = None
    """how long the channel asks to wait; None if it is out of reach"""


@dataclass(frozen=True)
class Refused:
    """The channel will never take it."""

    why: str
    gone: bool = False
    """whether nobody is there any more"""


Outcome: TypeAlias = Sent | Later | Refused
"""what became of a post"""


class Outbox:
    """Where messages wait. Those to one chat go out one after the other, in the order they were put."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._put, self._delete = (
            database.insert(outbox),
            delete(outbox).where(outbox.c.number == bindparam("which")),
        )
        before = exists().where(_earlier.c.chat == outbox.c.chat, _earlier.c.number < outbox.c.number)
        due = or_(outbox.c.due <= bindparam("now"), outbox.c.due > bindparam("beyond"))
        free = outbox.c.chat.notin_(bindparam("busy", expanding=True))
        self._next = select(outbox).where(due, free, ~before).order_by(outbox.c.rank, outbox.c.number)
        self._next = self._next.limit(bindparam("most"))
        if not database.alone:
            self._next = self._next.with_for_update(skip_locked=True)
        self.more = False
        """whether there may be more to be sent than was claimed"""
        self._hurried: datetime | None = None
        self._looked_up: deque[Post] = deque()
        self._busy: set[str] = set()
        self._looking = asyncio.Lock()

    async def put(self, posts: Iterable[Post], now: datetime) -> None:
        """Let messages wait to be sent."""
        rows = [
            {
                "chat": post.chat,
                "content": _MESSAGE.dump_json(post.message).decode(),
                "answers": post.answers,
                "case": post.case,
                "rank": post.rank,
                "made_at": utc(now),
                "due": utc(now),
            }
            for post in posts
        ]
        if rows:
            async with self._database.transaction() as connection:
                await connection.execute(self._put, rows)

    @asynccontextmanager
    async def claim(self, now: datetime) -> AsyncIterator[Post | None]:
        """The next message to be sent, for this courier alone; None if there is none.

        With other processes its row is locked until the end, so a process that dies lets it go.
        """
        if self._database.alone:
            async with self._claimed(now) as post:
                yield post
        else:
            async with self._database.transaction(), self._claimed(now) as post:
                yield post

    @asynccontextmanager
    async def _claimed(self, now: datetime) -> AsyncIterator[Post | None]:
        async with self._looking:  # two couriers must not find the same
            if not self._looked_up:
                most = AT_ONCE if self._database.alone else 1
                found = await self._find(now, most)
                self._looked_up.extend(found)
                self._busy.update(post.chat for post in found)
                self.more = len(found) == most
            post = self._looked_up.popleft() if self._looked_up else None
            self.more |= bool(self._looked_up)
        try:
            yield post
        finally:
            if post:
                self._busy.discard(post.chat)

    async def _find(self, now: datetime, most: int) -> list[Post]:
        values = {"now": utc(now), "beyond": utc(now) + LONGEST_WAIT, "busy": list(self._busy), "most": most}
        found = []
        async with self._database.transaction() as connection:
            for row in (await connection.execute(self._next, values)).all():
                try:
                    found.append(_post(row))
                except ValidationError:  # it would hold up all others for ever
                    log.error("a message of another version cannot be read and is given up")
                    await connection.execute(self._delete, {"which": row.number})
        return found

    async def sent(self, number: int) -> None:
        """Delete what has been sent, or can never be."""
        await self._write(self._delete, {"which": number})

    async def again(self, number: int, due: datetime, *, tries: int) -> None:
        """Try again later; what comes after it in its chat waits too."""
        await self._write(update(outbox).where(outbox.c.number == number).values(due=utc(due), tries=tries))

    async def hurry(self, now: datetime) -> None:
        """The channel can be reached again: what waits for its next try need not wait longer.

        Not more often than twice a minute, else one post that always fails would be tried without a pause.
        """
        if self._hurried is None or abs(now - self._hurried) > HURRY:
            self._hurried = now
            late = (outbox.c.due > utc(now)) & (outbox.c.tries > 0)
            await self._write(update(outbox).where(late).values(due=utc(now)))

    async def forget(self, person: str) -> None:
        """Delete all that waits for a person, and what waits for the team about a question of theirs."""
        theirs = select(cases.c.number).where(cases.c.person == person)
        await self._write(delete(outbox).where(or_(outbox.c.chat == person, outbox.c.case.in_(theirs))))
        self._busy.difference_update(post.chat for post in self._looked_up)
        self._looked_up.clear()  # it may hold some of theirs; the others are found again

    async def waiting(self) -> Waiting:
        """What has not been sent yet."""
        query = select(func.count().label("number"), func.min(outbox.c.made_at).label("since"))
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one()
        return Waiting(row.number, aware(row.since) if row.since else None)

    async def _write(self, statement: Executable, values: dict[str, object] | None = None) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(statement, values)


def _post(row: Row[Any]) -> Post:
    message = _MESSAGE.validate_json(row.content)
    return Post(row.chat, message, row.answers, row.case, row.rank, row.number, row.tries)
