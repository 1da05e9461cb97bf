"""Answers the inbox: an update is done, and what is said to it waits in the outbox, or neither."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.intake.bell import Bell
from bot.intake.weather import Weather
from bot.metrics import UPDATES
from bot.storage.database import TROUBLE
from bot.storage.inbox import Received
from bot.storage.outbox import Post
from bot.storage.storage import Storage

log = logging.getLogger(__name__)

BATCH = 20
"""updates, of as many chats, that share one commit"""
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
                busy = await self.round()
                self.weather.fair("the inbox")
            except TROUBLE as error:
                await self.bell.pause(self.weather.foul("the inbox", error))
                continue
            if not busy:
                await self.bell.wait()

    async def round(self) -> int:
        """Answer the next update of some chats; how many they were."""
        received: Sequence[Received] = ()
        try:
            async with self.storage.database.transaction():
                received = await self.storage.inbox.next(self.clock(), BATCH)
                if received:
                    await self._answer(received)
        except TROUBLE:
            raise
        except Exception:
            log.debug("one of %d updates failed; each is tried alone", len(received), exc_info=True)
            for each in received:
                await self._alone(each)
        if received:
            self.out.ring()
        if len(received) == BATCH:
            self.bell.ring()  # for a colleague
        return len(received)

    async def _answer(self, received: Sequence[Received]) -> None:
        posts = [post for each in received for post in await self.answer(each)]
        await self.storage.outbox.put(posts, self.clock())
        await self.storage.inbox.done([each.number for each in received], self.clock())

    async def _alone(self, received: Received) -> None:
        """Answer one update; one that fails again and again is set aside, and its person told."""
        try:
            async with self.storage.database.transaction():
                if await self.storage.inbox.take(received.number):
                    await self._answer([received])
        except TROUBLE:
            raise
        except Exception as error:
            await self._failed(received, error)

    async def _failed(self, received: Received, error: Exception) -> None:
        inbox, now, tries = self.storage.inbox, self.clock(), received.tries + 1
        if tries < TRIES:
            log.warning("an update failed, try %d of %d: %s", tries, TRIES, type(error).__name__)
            await inbox.again(received.number, now + PAUSE * 4 ** (tries - 1))
            return
        log.error("an update is set aside after %d tries", tries, exc_info=error)
        UPDATES.labels("set_aside").inc()
        async with self.storage.database.transaction():
            await self.storage.outbox.put(self.apologise(received), now)
            await inbox.set_aside(received.number, where(error), now)


def where(error: BaseException) -> str:
    """What went wrong and where, without the words of the error: they may hold what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames[-4:]]
    return f"{type(error).__name__} at {' > '.join(places)}"
