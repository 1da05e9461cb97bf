"""Sends the letters whose time has come, one after the other and never faster than Telegram allows.

A letter is noted as sent right after it was sent. Killed in between, it is sent once more: one at most.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from bot.assistant import Speaker
from bot.core.agenda import Agenda
from bot.core.asking import StaffAnswer
from bot.core.conversation import Message
from bot.core.events import next_of
from bot.core.keeping import SlotChanged
from bot.core.replies import Reply, Screen
from bot.core.schedule import BERLIN
from bot.core.visits import Visits
from bot.core.wording import word
from bot.core.workdays import decent
from bot.storage.letters import TO_TEAM, Letter
from bot.storage.storage import Storage
from bot.team import Team

log = logging.getLogger(__name__)

BATCH = 50
PAUSE = 0.05
"""seconds between two letters: twenty a second, of the thirty that Telegram allows a bot"""
LOOK = 2.0
"""seconds between two looks at what is due"""
TRIES = 8
LONGEST_WAIT = timedelta(hours=1)
CLEAR = timedelta(hours=6)

Sent = str | Literal["gone"] | None
Send = Callable[[str, Message, str | None], Awaitable[Sent]]
"""(person, message, what it answers) -> the id of what was sent, "gone" for ever, None for later"""


@dataclass(frozen=True)
class Postman:
    """Takes letters to persons and to the team."""

    speaker: Speaker
    storage: Storage
    team: Team
    send: Send
    clock: Callable[[], datetime]
    channel: str = "telegram:"
    """how the ids of its persons begin"""

    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    def stop(self) -> None:
        """Finish the letter in hand, begin no other."""
        self.stopping.set()

    async def run(self) -> None:
        """Work until told to stop; a fault is noted and does not end the work."""
        cleared = datetime.min.replace(tzinfo=BERLIN)
        while not self.stopping.is_set():
            try:
                if self.clock() - cleared > CLEAR:
                    cleared = self.clock()
                    await self.storage.clear(cleared)
                    await self.announce()
                sent = await self.round()
            except Exception:
                log.exception("letters could not be sent; another try follows")
                sent = 0
            if sent < BATCH:
                await self._rest(LOOK)

    async def round(self) -> int:
        """Send what is due; how many letters were looked at."""
        letters = await self.storage.letters.due(self.clock(), BATCH, self.channel)
        for letter in letters:
            if self.stopping.is_set():
                break
            await self._deliver(letter)
            await self._rest(PAUSE)
        return len(letters)

    async def _rest(self, seconds: float) -> None:
        """Wait, but not once told to stop."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.stopping.wait(), seconds)

    async def announce(self) -> None:
        """Write to those who follow a topic about every event they have not heard of."""
        now, events = self.clock(), self.speaker.centre.knowledge.events
        for name in sorted(await self.storage.subscriptions.new_among(events)):
            event = events[name]
            if next_of(event, now, self.speaker.centre.knowledge.closures):
                due = decent(now)
                people = await self.storage.subscriptions.followers(event.topics)
                letters = [Letter(f"{person}|event|{name}", person, "event", name, due) for person in people]
                await self.storage.letters.put(letters)
            await self.storage.subscriptions.tell(name, now)

    async def _deliver(self, letter: Letter) -> None:
        """Send one letter and note it; one that fails waits, and the next has its turn."""
        try:
            to_team = letter.kind in TO_TEAM
            done = await (self.team.deliver(letter, self.send) if to_team else self._to_person(letter))
        except Exception:
            log.exception("a letter of the kind %s could not be made", letter.kind)
            done = False
        if done:
            await self.storage.letters.sent(letter.key, self.clock())
        elif letter.tries + 1 >= TRIES:
            log.error("a letter of the kind %s could not be sent and is given up", letter.kind)
            await self.storage.letters.sent(letter.key, self.clock())
        else:
            wait = min(timedelta(seconds=5 * 2**letter.tries), LONGEST_WAIT)
            await self.storage.letters.again(letter.key, self.clock() + wait)

    async def _to_person(self, letter: Letter) -> bool:
        """Whether nothing is left to be done: sent, no longer needed, or nobody there."""
        conversation = await self.storage.conversations.load(letter.person)
        language = conversation.chosen or conversation.language or "de"
        screen = await self._screen(letter)
        if screen is None:
            return True
        reply = Reply((screen,), language, self.speaker.desk(self.clock()))
        last: Sent = None
        for message in word(reply, language, self.speaker.vocabulary, self.clock()):
            last = await self.send(letter.person, message, None)
            if last is None:
                return False
        if isinstance(screen.view, SlotChanged):  # once is enough
            await self.storage.letters.drop(letter.person, "reminder", letter.subject)
        if last == "gone":
            await self.storage.forget(letter.person)
        elif last and letter.kind == "answer":
            await self.storage.cases.note_message(int(letter.subject.partition("/")[0]), letter.person, last)
        return True

    async def _screen(self, letter: Letter) -> Screen | None:
        now, knowledge = self.clock(), self.speaker.centre.knowledge
        if letter.kind == "reminder":
            ref, _, moment = letter.subject.partition("@")
            start = datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
            return Visits(knowledge, now).notice(ref, start)
        if letter.kind == "event":
            topics = await self.storage.subscriptions.of(letter.person)
            event = knowledge.events.get(letter.subject)
            if event is None or not set(event.topics) & set(topics):
                return None  # no longer followed
            return Agenda(knowledge, now, topics).notice(letter.subject)
        number, _, entry = letter.subject.partition("/")
        if letter.kind == "closed":
            return Screen(StaffAnswer(""), (("topics",),))
        texts = [each.text for each in await self.storage.cases.entries(int(number)) if str(each.id) == entry]
        return Screen(StaffAnswer(texts[0]), (("write", "end"),)) if texts else None
