"""One turn, whole: load what is remembered, decide, save, do, word."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.core.answers import Answers
from bot.core.cards import Contact
from bot.core.centre import Centre
from bot.core.conversation import Conversation, Holdings, Message, Turn
from bot.core.dialogue import holds, respond
from bot.core.gaps import GapFinder
from bot.core.redaction import Redaction
from bot.core.replies import Reply
from bot.core.voice import Voice
from bot.core.wording import Vocabulary, word
from bot.metrics import MATCHING

if TYPE_CHECKING:  # SQLAlchemy takes its time, and one answer needs none of it
    from bot.deeds import Deeds
    from bot.storage.storage import Storage


@dataclass(frozen=True)
class Speaker:
    """Decides and words replies; stores nothing."""

    centre: Centre
    voices: Mapping[str, Voice]
    language_names: Mapping[str, str]
    redaction: Redaction | None = None
    """takes out what a person is known by; None where its words are missing or wrong"""

    @property
    def gap_finder(self) -> GapFinder | None:
        """Finds what could not be answered, where names can be taken out of it."""
        centre = self.centre
        return GapFinder(self.redaction, centre.understander, centre.cues) if self.redaction else None

    @property
    def vocabulary(self) -> Vocabulary:
        """What replies are worded from."""
        return Vocabulary(self.voices, self.centre.knowledge, self.language_names)

    def decide(
        self,
        turn: Turn,
        before: Conversation,
        holdings: Holdings = Holdings(),  # noqa: B008 - frozen
    ) -> tuple[Reply, Conversation]:
        """What is said and remembered."""
        return respond(turn, before, self.centre, holdings)

    def words(self, reply: Reply, turn: Turn) -> tuple[Message, ...]:
        """The reply in its language, and in a second one where it names one."""
        codes = filter(None, (reply.language, reply.also))
        return tuple(message for code in codes for message in word(reply, code, self.vocabulary, turn.at))

    def desk(self, now: datetime) -> Contact:
        """The house of the centre."""
        return Answers(self.centre.knowledge, now).desk()

    def trouble(self, turn: Turn) -> tuple[Message, ...]:
        """What is said when a turn failed; asks nothing of the storage that may be the reason."""
        reply, _ = self.decide(replace(turn, text="", action="trouble", attachment=None), Conversation())
        return self.words(reply, turn)

    def trouble_in(self, language: str, now: datetime) -> tuple[Message, ...]:
        """The same, where only the language is known."""
        turn = Turn("", now, action="trouble")
        return self.words(self.decide(turn, Conversation(chosen=language))[0], turn)


@dataclass(frozen=True)
class Assistant:
    """Answers turns of persons."""

    speaker: Speaker
    storage: Storage
    deeds: Deeds

    async def handle(self, turn: Turn) -> tuple[Message, ...]:
        """Answer one turn of a person, remembering what later turns need."""
        before = await self.storage.conversations.load(turn.person)
        turn = await self._within_a_case(turn)
        needed = holds(turn, before)
        holdings = await self.storage.holdings(turn.person) if needed else Holdings()
        with MATCHING.time() if turn.text else nullcontext():
            reply, after = self.speaker.decide(turn, before, holdings)
        if turn.action == "forget":
            await self.storage.forget(turn.person)
        elif after != before:
            await self.storage.conversations.save(turn.person, after)
        await self.deeds.do(reply, turn, holdings)
        return self.speaker.words(reply, turn)

    async def _within_a_case(self, turn: Turn) -> Turn:
        """A reply to a message of the team is written to the team, whatever else was going on."""
        if not (turn.text and turn.replies_to):
            return turn
        case = await self.storage.cases.of_message(turn.person, turn.replies_to)
        return replace(turn, in_case=case is not None and case.closed_at is None)

    def trouble(self, turn: Turn) -> tuple[Message, ...]:
        """What is said when a turn failed."""
        return self.speaker.trouble(turn)
