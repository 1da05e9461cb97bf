"""One turn, whole: load what is remembered, decide, save, word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.core.conversation import Conversation, Message, Turn
from bot.core.dialogue import Centre, respond
from bot.core.replies import Reply
from bot.core.voice import Voice
from bot.core.wording import word
from bot.storage.conversations import Conversations
from bot.storage.wishes import MemoryWishes, Wishes


@dataclass(frozen=True)
class Assistant:
    """Answers turns; all it needs is handed in."""

    centre: Centre
    voices: Mapping[str, Voice]
    language_names: Mapping[str, str]
    conversations: Conversations
    wishes: Wishes = field(default_factory=MemoryWishes)

    async def handle(self, turn: Turn) -> tuple[Message, ...]:
        """Answer one turn of a person, remembering what later turns need."""
        before = await self.conversations.load(turn.person)
        reply, after = self.decide(turn, before)
        if turn.action == "forget":
            await self.conversations.forget(turn.person)
        elif after != before:
            await self.conversations.save(turn.person, after)
        if reply.wish is not None:
            await self.wishes.count(reply.wish, turn.at.date())
        return self.words(reply, turn)

    def decide(self, turn: Turn, before: Conversation) -> tuple[Reply, Conversation]:
        """What is said and remembered, nothing stored."""
        return respond(turn, before, self.centre)

    def words(self, reply: Reply, turn: Turn) -> tuple[Message, ...]:
        """The reply in its language, and in a second one where it names one."""
        voices = [self.voices[code] for code in filter(None, (reply.language, reply.also))]
        knowledge, names = self.centre.knowledge, self.language_names
        return tuple(message for voice in voices for message in word(reply, voice, knowledge, names, turn.at))

    def trouble(self, turn: Turn) -> tuple[Message, ...]:
        """What is said when a turn failed; asks nothing of the storage that may be the reason."""
        reply, _ = self.decide(replace(turn, text="", action="trouble", attachment=None), Conversation())
        return self.words(reply, turn)
