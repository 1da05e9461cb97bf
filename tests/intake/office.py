"""What tests of the intake share: a clock that stands, a desk that answers, a channel that takes posts."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.exc import OperationalError

from bot.core.conversation import Message, Span
from bot.intake.bell import Bell
from bot.intake.clerk import Clerk
from bot.intake.courier import Courier
from bot.intake.pace import Pace
from bot.intake.weather import Weather
from bot.storage.inbox import Arrival, Received
from bot.storage.outbox import Outcome, Post, Sent
from bot.storage.storage import Storage
from tests.conftest import at

NOW = at("2026-11-24T13:05")
NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:9/none"
"""a database that cannot be reached"""
ANNA, BERT = "telegram:5", "telegram:6"


def arrival(number: int, text: str, chat: str = ANNA) -> Arrival:
    """An update in which somebody wrote a text."""
    return Arrival(number, chat, json.dumps({"text": text}))


def post(text: str, chat: str = ANNA, **fields: Any) -> Post:
    """A message to somebody."""
    return Post(chat, Message("de", (Span(text),)), **fields)


def trouble() -> OperationalError:
    """What a database raises that is full."""
    return OperationalError("insert", {}, Exception("disk is full"))


async def rows(storage: Storage, table: Table) -> list[dict[str, Any]]:
    """Whatever stands in a table."""
    async with storage.database.read() as connection:
        query = select(table).order_by(table.c.number)
        return [dict(row) for row in (await connection.execute(query)).mappings()]


class Clock:
    """Stands still until it is put forward, or back."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        """Now."""
        return self.now

    def forward(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


class Sunny(Weather):
    """Counts failures and lets nobody wait long."""

    def __init__(self) -> None:
        super().__init__()
        self.failures = 0

    def foul(self, what: str, error: BaseException) -> float:
        """Count a failure."""
        super().foul(what, error)
        self.failures += 1
        return 0.001


class Desk:
    """Answers every update with its own text, unless there is a fault to raise for that text."""

    def __init__(self, storage: Storage) -> None:
        self.storage, self.clock = storage, Clock()
        self.arrived, self.to_send, self.weather = Bell(), Bell(), Sunny()
        self.seen: list[str] = []
        self.sorry = ["leider"]
        """the polite lines"""
        self.faults: dict[str, list[BaseException]] = {}
        self.before: Callable[[str], Awaitable[None]] | None = None
        """what is done before an update is answered"""

    async def answer(self, received: Received) -> list[Post]:
        """What is sent for an update."""
        text = json.loads(received.content)["text"]
        self.seen.append(text)
        if self.before:
            await self.before(text)
        if faults := self.faults.get(text):
            raise faults.pop(0)
        return [post(f"re: {text}", received.chat)]

    def apologise(self, received: Received) -> list[Post]:
        """The polite lines to whoever wrote."""
        return [post(line, received.chat) for line in self.sorry]

    @property
    def clerk(self) -> Clerk:
        """One of those who work here."""
        return Clerk(
            self.storage, self.answer, self.apologise, self.clock, self.arrived, self.to_send, self.weather
        )

    async def work(self) -> list[str]:
        """Answer what can be answered now; the texts in the order in which it was begun."""
        before = len(self.seen)
        while await self.clerk.step():
            pass
        return self.seen[before:]


class Hurry(Pace):
    """Lets nobody wait, counts how often it was told to slow down."""

    def __init__(self) -> None:
        super().__init__()
        self.slowed, self.urgent = 0, list[bool]()

    def slow_down(self) -> None:
        """Count it."""
        self.slowed += 1

    async def wait(self, *, urgent: bool) -> None:
        """Note what was asked for."""
        self.urgent.append(urgent)


class Channel:
    """Takes posts as Telegram would, unless it has been told to answer otherwise to a text."""

    def __init__(self, storage: Storage) -> None:
        self.storage, self.clock, self.bell = storage, Clock(), Bell()
        self.weather, self.pace = Sunny(), Hurry()
        self.tried: list[str] = []
        self.taken: list[tuple[str, str, str]] = []
        """chat, text, the message answered"""
        self.outcomes: dict[str, list[Outcome | BaseException]] = {}
        self.before: Callable[[str], Awaitable[None]] | None = None
        """what is done before a post is taken"""

    async def send(self, post: Post, answers: str) -> Outcome:
        """Take a post, or not."""
        text = post.message.text
        self.tried.append(text)
        if self.before:
            await self.before(text)
        planned = self.outcomes.get(text)
        outcome = planned.pop(0) if planned else Sent(str(100 + len(self.taken)))
        if isinstance(outcome, BaseException):
            raise outcome
        if isinstance(outcome, Sent):
            self.taken.append((post.chat, text, answers))
        return outcome

    @property
    def courier(self) -> Courier:
        """One of those who send."""
        return Courier(self.storage, self.send, self.clock, self.bell, self.weather, self.pace)

    async def work(self) -> list[str]:
        """Send what can be sent now; the texts that were tried, in order."""
        before = len(self.tried)
        while await self.courier.step():
            pass
        return self.tried[before:]
