"""Sends what waits in the outbox: each chat in order, many side by side, again and again until it is taken.

A post is deleted right after it was sent. Killed in between, it is sent once more.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.intake.bell import Bell
from bot.intake.faults import where
from bot.intake.pace import Pace
from bot.intake.weather import Weather
from bot.metrics import POSTS, SENDING
from bot.storage.database import OF_DATABASE, TROUBLE
from bot.storage.outbox import HEAD, Later, Outcome, Post, Refused, Sent
from bot.storage.storage import Storage

log = logging.getLogger(__name__)

LONGEST_WAIT, LONGEST_ASKED = 60.0, 900.0
"""seconds between two tries, and what Telegram may ask for"""
SENDING_WORKS = "sending"
TRIES = 1500
"""of a post that the channel cannot take: about a day"""

Send = Callable[[Post, str], Awaitable[Outcome]]
"""(post, the message it answers) -> what became of it"""


@dataclass(frozen=True)
class Courier:
    """Several work side by side until their bell closes."""

    storage: Storage
    send: Send
    clock: Callable[[], datetime]
    bell: Bell
    weather: Weather
    pace: Pace = field(default_factory=Pace)

    async def run(self) -> None:
        """Send what waits."""
        while not self.bell.closing:
            try:
                busy = await self.step()
                self.weather.fair("the outbox")
            except TROUBLE as error:
                await self.bell.pause(self.weather.foul("the outbox", error))
                continue
            except Exception as error:
                log.error("a post could not be handled; it waits: %s", where(error))
                await self.bell.pause(1)
                busy = False
            if not busy:
                await self.bell.wait()

    async def step(self) -> bool:
        """Send one post; whether there was one."""
        async with self.storage.outbox.claim(self.clock()) as post:
            if post is None:
                return False
            if self.storage.outbox.more:
                self.bell.ring()  # for a colleague
            await self.pace.wait(urgent=post.rank == 0)
            await self._surely(post, await self._attempt(post))
            return True

    async def _attempt(self, post: Post) -> Outcome:
        """Send a post once; a fault of ours counts as a try, so that it ends some day."""
        answered = await self._answered(post)
        try:
            with SENDING.time():
                return await self.send(post, answered)
        except OF_DATABASE:
            raise
        except Exception as error:
            log.error("a post could not be sent; it waits: %s", where(error))
            return Later()

    async def _answered(self, post: Post) -> str:
        """The message a post answers."""
        if post.answers != HEAD:
            return post.answers
        return (await self.storage.cases.head_message(post.case or 0, post.chat)) or ""

    async def _surely(self, post: Post, outcome: Outcome) -> None:
        """Note what became of a post; where that fails it is not sent again, but noted later."""
        while True:
            try:
                await self._note(post, outcome)
                return
            except TROUBLE as error:
                if not self.storage.database.alone or self.bell.closing:
                    raise  # the row was ours within a transaction that is lost
                await self.bell.pause(self.weather.foul("the outbox", error))

    async def _note(self, post: Post, outcome: Outcome) -> None:
        outbox = self.storage.outbox
        if isinstance(outcome, Later):
            await self._later(post, outcome)
            return
        if self.weather.is_foul(SENDING_WORKS):
            self.weather.fair(SENDING_WORKS)
            await outbox.hurry(self.clock())
        if isinstance(outcome, Sent):
            POSTS.labels("sent").inc()
            async with self.storage.database.transaction():
                if post.case:
                    await self.storage.cases.note_message(post.case, post.chat, outcome.message)
                await outbox.sent(post.number)
        elif isinstance(outcome, Refused):
            POSTS.labels("refused").inc()
            if outcome.gone:
                log.info("a person has blocked the bot or left, and is forgotten")
                await self.storage.forget(post.chat)
            else:
                log.error("a message was refused: %s", outcome.why)
            await outbox.sent(post.number)

    async def _later(self, post: Post, outcome: Later) -> None:
        if outcome.seconds is not None:
            self.pace.slow_down()
            wait, tries = min(outcome.seconds, LONGEST_ASKED), post.tries
        else:
            self.weather.foul(SENDING_WORKS, ConnectionError("Telegram cannot be reached"))
            wait, tries = min(LONGEST_WAIT, 0.5 * 2 ** min(post.tries, 10)), post.tries + 1
        if tries >= TRIES:
            log.error("a message could not be sent for a day and is given up")
            POSTS.labels("given_up").inc()
            await self.storage.outbox.sent(post.number)
            return
        POSTS.labels("later").inc()
        await self.storage.outbox.again(post.number, self.clock() + timedelta(seconds=wait), tries=tries)
