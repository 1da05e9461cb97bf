"""Answers the inbox: an update is done, and what is said to it waits in the outbox, or neither."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.intake.bell import Bell
from bot.intake.faults import where
from bot.intake.weather import Weather
from bot.metrics import UPDATES
from bot.storage.database import OF_DATABASE, TROUBLE
from bot.storage.inbox import Received
from bot.storage.outbox import Post
from bot.storage.storage import Storage

log = logging.getLogger(__name__)

TRIES = 3
PAUSE = timedelta(seconds=1)
"""before the second try; four times as long before the third"""

Answer = Callable[[Received], Awaitable[list[Post]]]


@dataclass(frozen=True)
class Clerk:
    """Works until its bell closes."""

    storage: Storage
    answer: Answer
    apologise: Callable[[Received], list[Post]]
    """what is said to an update that cannot be answered"""
    clock: Callable[[], datetime]
    bell: Bell
    out: Bell
    """rung when there is something to send"""
    weather: Weather

    async def run(self) -> None:
        """Answer what waits; while the database is in trouble nothing counts as a try."""
        while not self.bell.closing:
            try:
                busy = await self.step()
                await asyncio.sleep(0)  # what was sent meanwhile is noted first
                self.weather.fair("the inbox")
            except TROUBLE as error:
                await self.bell.pause(self.weather.foul("the inbox", error))
                continue
            if not busy:
                await self.bell.wait()

    async def step(self) -> bool:
        """Answer the next update; whether there was one."""
        received = None
        try:
            async with self.storage.database.transaction():
                received = await self.storage.inbox.next(self.clock())
                if received is None:
                    return False
                self.bell.ring()  # for a colleague: there may be more
                await self.storage.outbox.put(await self.answer(received), self.clock())
                await self.storage.inbox.done(received.number, self.clock())
        except OF_DATABASE:
            raise
        except Exception as error:
            if received is None:
                raise
            await self._failed(received, error)
        self.out.ring()
        return True

    async def _failed(self, received: Received, error: Exception) -> None:
        inbox, now, tries = self.storage.inbox, self.clock(), received.tries + 1
        if tries < TRIES:
            log.warning("an update failed, try %d of %d: %s", tries, TRIES, type(error).__name__)
            await inbox.again(received.number, now + PAUSE * 4 ** (tries - 1))
            return
        log.error("an update is set aside after %d tries: %s", tries, where(error))
        UPDATES.labels("set_aside").inc()
        async with self.storage.database.transaction():
            if await inbox.done(received.number, now, where(error)):  # else a colleague was quicker
                await self.storage.outbox.put(self._apology(received), now)

    def _apology(self, received: Received) -> list[Post]:
        try:
            return self.apologise(received)
        except Exception as error:
            log.error("nor could its person be told: %s", where(error))
            return []
