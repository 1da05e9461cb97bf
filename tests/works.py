"""The whole works of the bot but for Telegram and what is said: intake, both boxes, clerk and couriers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.conversation import Message, Span
from bot.intake.bell import Bell, ring_again
from bot.intake.clerk import Clerk
from bot.intake.courier import Courier
from bot.intake.polling import Poller
from bot.intake.weather import Weather
from bot.storage.inbox import Arrival, Received
from bot.storage.outbox import Later, Outcome, Post, Sent
from bot.storage.storage import Storage

START = datetime(2026, 11, 24, 12, 5, tzinfo=UTC)


class Telegram:
    """Keeps updates until they are confirmed, and what it is given; out of reach when told so."""

    def __init__(self) -> None:
        self.waiting: dict[int, dict[str, Any]] = {}
        self.taken: list[tuple[str, str]] = []
        self.reachable = True

    def ask(self, number: int, chat: str = "", text: str = "") -> None:
        """A person writes."""
        self.waiting[number] = {
            "update_id": number,
            "chat": chat or f"c{number}",
            "text": text or str(number),
        }

    async def has_taken(self, messages: int) -> None:
        """Until so many messages were taken."""
        while len(self.taken) < messages:  # noqa: ASYNC110
            await asyncio.sleep(0.001)

    async def fetch(self, offset: int) -> list[dict[str, Any]]:
        """Confirm what is below the offset, give what waits."""
        if not self.reachable:
            raise ConnectionError
        for number in [number for number in self.waiting if number < offset]:
            del self.waiting[number]
        await asyncio.sleep(0.002 if self.waiting else 0.01)
        return list(self.waiting.values())[:20]

    async def send(self, post: Post, _: str) -> Outcome:
        """Take a message."""
        await asyncio.sleep(0.001)
        if not self.reachable:
            return Later()
        self.taken.append((post.chat, post.message.text))
        return Sent(str(len(self.taken)))


class Works:
    """Everything between, on one database."""

    def __init__(self, storage: Storage, telegram: Telegram) -> None:
        self.storage, self.telegram, self.now = storage, telegram, START
        self.arrived, self.to_send, self.weather = Bell(), Bell(), Weather()
        self.poller = Poller(
            telegram.fetch, self.arrive, storage.inbox, lambda: self.now, self.arrived, self.weather
        )

    @staticmethod
    def arrive(update: dict[str, Any]) -> Arrival:
        """An update as it is kept."""
        return Arrival(update["update_id"], update["chat"], update["text"])

    async def answer(self, received: Received) -> list[Post]:
        """Every text is answered by itself."""
        return [Post(received.chat, Message("de", (Span(received.content),)))]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Everybody works, until the block ends."""
        clerk = Clerk(
            self.storage,
            self.answer,
            lambda _: [],
            lambda: self.now,
            self.arrived,
            self.to_send,
            self.weather,
        )
        couriers = [
            Courier(self.storage, self.telegram.send, lambda: self.now, self.to_send, self.weather)
            for _ in range(4)
        ]
        polling = asyncio.ensure_future(self.poller.run())
        work = [clerk.run(), *(courier.run() for courier in couriers)]
        workers = [asyncio.ensure_future(each) for each in work]
        workers.append(asyncio.ensure_future(ring_again((self.arrived, self.to_send), 0.02)))
        try:
            yield
        finally:
            polling.cancel()
            self.arrived.close()
            self.to_send.close()
            await asyncio.gather(polling, *workers, return_exceptions=True)

    async def until_quiet(self, expected: int, *, step: timedelta = timedelta(seconds=1)) -> None:
        """Let time go by until so many messages were taken and nothing waits; it goes faster than it does."""
        for _ in range(4000):
            await asyncio.sleep(0.005)
            self.now += step
            if len(self.telegram.taken) >= expected and not self.telegram.waiting:
                break
        await asyncio.sleep(0.05)
