"""Words the letters whose time has come: a letter is done, and its post waits in the outbox, or neither."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

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
from bot.storage.database import OF_DATABASE, TROUBLE
from bot.storage.letters import TO_TEAM, Letter
from bot.storage.outbox import Post
from bot.storage.storage import Storage
from bot.team import Team

log = logging.getLogger(__name__)

BATCH = 50
LOOK = 2.0
"""seconds between two looks at what is due"""
TRIES = 8
LONGEST_WAIT = timedelta(hours=1)
CLEAR = timedelta(hours=6)


@dataclass(frozen=True)
class Postman:
    """Words letters to persons and to the team."""

    speaker: Speaker
    storage: Storage
    team: Team
    clock: Callable[[], datetime]
    out: Callable[[], None] = lambda: None
    """called when there is something to send"""
    cut: Callable[[Message], list[Message]] = lambda message: [message]
    """into what the channel takes at once"""
    channel: str = "telegram:"
    """how the ids of its persons begin"""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    def stop(self) -> None:
        """Finish the letter in hand, begin no other."""
        self.stopping.set()

    async def run(self, current: Callable[[], Postman] | None = None) -> None:
        """Work until told to stop; a fault is noted and does not end the work.

        `current` gives the postman who knows the town as it is now; each letter is worded by one.
        """
        cleared = datetime.min.replace(tzinfo=BERLIN)
        while not self.stopping.is_set():
            try:
                if abs(self.clock() - cleared) > CLEAR:  # the clock may be put back, too
                    cleared = self.clock()
                    await self.storage.clear(cleared)
                    await (current() if current else self).announce()
                busy = await (current() if current else self).round()
            except TROUBLE as error:
                log.warning("letters wait: %s", type(error).__name__)
                busy = 0
            except Exception:
                log.exception("letters could not be sent; another try follows")
                busy = 0
            if busy < BATCH:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.stopping.wait(), LOOK)

    async def round(self) -> int:
        """Word what is due, each letter in a transaction of its own; how many there were."""
        done = 0
        while done < BATCH and not self.stopping.is_set() and await self._one():
            done += 1
        return done

    async def _one(self) -> bool:
        letter = None
        try:
            async with self.storage.database.transaction():
                letter = next(iter(await self.storage.letters.due(self.clock(), 1, self.channel)), None)
                if letter is None:
                    return False
                await self._deliver(letter)
                await self.storage.letters.sent(letter.key, self.clock())
        except OF_DATABASE:
            raise
        except Exception:
            if letter is None:
                raise
            await self._failed(letter)
        self.out()
        return True

    async def _failed(self, letter: Letter) -> None:
        log.exception("a letter of the kind %s could not be made", letter.kind)
        if letter.tries + 1 >= TRIES:
            log.error("a letter of the kind %s is given up", letter.kind)
            await self.storage.letters.sent(letter.key, self.clock())
        else:
            wait = min(timedelta(seconds=5 * 2**letter.tries), LONGEST_WAIT)
            await self.storage.letters.again(letter.key, self.clock() + wait)

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
        """Put what a letter says into the outbox: nothing, where it is no longer needed."""
        posts = await (self.team.words_of(letter) if letter.kind in TO_TEAM else self._to_person(letter))
        parts = [replace(post, message=part, rank=1) for post in posts for part in self.cut(post.message)]
        await self.storage.outbox.put(parts, self.clock())

    async def _to_person(self, letter: Letter) -> list[Post]:
        conversation = await self.storage.conversations.load(letter.person)
        language = conversation.chosen or conversation.language or "de"
        screen = await self._screen(letter)
        if screen is None:
            return []
        if isinstance(screen.view, SlotChanged):  # once is enough
            await self.storage.letters.drop(letter.person, "reminder", letter.subject)
        reply = Reply((screen,), language, self.speaker.desk(self.clock()))
        case = int(letter.subject.partition("/")[0]) if letter.kind == "answer" else None
        words = word(reply, language, self.speaker.vocabulary, self.clock())
        return [Post(letter.person, message, case=case) for message in words]

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
