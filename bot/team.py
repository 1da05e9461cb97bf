"""The team's side of a case, in the group of the centre: one thread of replies for each case, in German."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from bot.assistant import Speaker
from bot.core.conversation import Conversation, Message, Span, Turn
from bot.core.replies import Reply
from bot.core.schedule import BERLIN
from bot.core.staff_words import StaffWords
from bot.core.workdays import overdue
from bot.deeds import TEAM
from bot.storage.cases import Case
from bot.storage.letters import Letter
from bot.storage.outbox import HEAD, Post
from bot.storage.storage import Storage

_COMMAND = re.compile(r"/(case|close|language)(?:@\w+)?(?:\s+#?(\d+))?\s*", re.IGNORECASE)
_DIGITS = 9
"""of a number that the database takes"""


@dataclass(frozen=True)
class Team:
    """Passes on what is written in the group, and what is written to it."""

    speaker: Speaker
    storage: Storage
    chat: str | None
    """the group, as a person is named; None where there is none"""

    @property
    def words(self) -> StaffWords:
        """What the group reads."""
        return StaffWords(self.speaker.vocabulary)

    async def words_of(self, letter: Letter) -> list[Post]:
        """What is written to the group about a case: nothing, where that is no longer needed."""
        number, _, entry = letter.subject.partition("/")
        case = await self.storage.cases.get(int(number))
        if case is None or self.chat is None:
            return []
        text = await self._text(letter, case, entry)
        if text is None:
            return []
        if letter.kind == "overdue":
            await self._remind_again(case, entry, letter.due)
        return [Post(self.chat, text, HEAD, case.number)]

    async def _text(self, letter: Letter, case: Case, entry: str) -> Message | None:
        entries = await self.storage.cases.entries(case.number)
        texts = [each.text for each in entries if str(each.id) == entry]
        if letter.kind == "ended":
            return self.words.ended(case)
        if not texts:
            return None
        if letter.kind == "overdue":
            waiting = case.waiting_since is not None and case.closed_at is None
            later = any(each.id > int(entry) for each in entries)
            return self.words.overdue(case) if waiting and not later else None
        first = entry == str(entries[0].id)
        return self.words.opened(case, texts[0]) if first else self.words.wrote(case, texts[0])

    async def _remind_again(self, case: Case, entry: str, due: datetime) -> None:
        """Bring a case up as often as two working days go by without an answer."""
        when = overdue(due)
        key = f"overdue:{case.number}/{entry}:{when:%Y-%m-%d}"
        await self.storage.letters.put([Letter(key, TEAM, "overdue", f"{case.number}/{entry}", when)])

    async def handle(self, turn: Turn) -> tuple[Message, ...]:
        """Answer what somebody of the team writes: a command, or a reply within a thread."""
        command = _COMMAND.fullmatch(turn.text)
        case = await self._case(turn, command[2] if command else None)
        if command and command[1].lower() == "case" and case is None and not command[2]:
            return (self.words.overview(await self.storage.cases.open_ones()),)
        if case is None:
            return (self.words.no_case(),) if command or turn.replies_to else ()
        if command:
            return await self._command(command[1].lower(), case, turn)
        if case.closed_at:
            return (self.words.closed_already(case),)
        entry = await self.storage.cases.write(case.number, "team", turn.text, turn.at)
        subject = f"{case.number}/{entry}"
        await self.storage.letters.put([Letter(f"answer:{subject}", case.person, "answer", subject, turn.at)])
        return (self.words.passed_on(case),)

    async def _case(self, turn: Turn, number: str | None) -> Case | None:
        if number:
            return await self.storage.cases.get(int(number)) if len(number) <= _DIGITS else None
        if turn.replies_to and self.chat:
            return await self.storage.cases.of_message(self.chat, turn.replies_to)
        return None

    async def _command(self, name: str, case: Case, turn: Turn) -> tuple[Message, ...]:
        if name == "case":
            return (self.words.history(case, await self.storage.cases.entries(case.number)),)
        if name == "language":
            return (self.words.language(case), *self._curated(case, turn.at))
        if case.closed_at is None:
            await self.storage.cases.close(case.number, turn.at)
            closed = Letter(f"closed:{case.number}", case.person, "closed", str(case.number), turn.at)
            await self.storage.letters.put([closed])
        return (self.words.closed(case),)

    def _curated(self, case: Case, now: datetime) -> tuple[Message, ...]:
        """What the bot itself says to the topic, in German."""
        verb = "offer" if "/" in case.subject else "need"
        if not case.subject:
            return ()
        turn = Turn(TEAM, now.astimezone(BERLIN), action=f"{verb}:{case.subject}")
        reply, _ = self.speaker.decide(turn, Conversation(chosen="de"))
        plain = Reply(reply.screens, "de", reply.desk)
        return tuple(
            Message("de", tuple(Span(s.text, s.style, s.target) for s in message.spans))
            for message in self.speaker.words(plain, turn)
        )
