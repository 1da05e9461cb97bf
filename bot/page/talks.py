"""Talks that somebody at the desk tries out: held in memory, counted nowhere, gone with the desk."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

from bot.assistant import Speaker
from bot.channels.telegram_sending import single
from bot.core.commands import command_action
from bot.core.conversation import Conversation, Message, Turn
from bot.core.replies import Reply

LONGEST = 4096
"""letters of a message, as on Telegram"""
_LINES, _TALKS = 60, 20
_PERSON = "desk"


@dataclass(frozen=True)
class Line:
    """What was said: by the one who tries (a text, or the label of a button), or by the bot."""

    typed: str = ""
    pressed: str = ""
    message: Message | None = None


@dataclass
class Talk:
    """One talk."""

    phone: str | None = None
    before: Conversation = Conversation()  # noqa: RUF009 - frozen
    lines: list[Line] = field(default_factory=list)
    asked: str = ""
    """the last text"""
    reply: Reply | None = None
    """to it"""
    latest: int = 0
    """where the last answer begins among the lines"""

    def type(self, text: str, at: datetime, speaker: Speaker) -> None:
        """Somebody writes a text or a command."""
        action = command_action(text)
        self.lines.append(Line(typed=text))
        turn = Turn(_PERSON, at, "" if action else text, action, phone_language=self.phone)
        reply = self._answer(turn, speaker)
        if not action:
            self.asked, self.reply = text, reply

    def press(self, action: str, at: datetime, speaker: Speaker) -> None:
        """Somebody presses a button."""
        self.lines.append(Line(pressed=self._label(action)))
        quoted = "".join(
            span.text
            for line in self.lines[self.latest :]
            if line.message
            for span in line.message.spans
            if span.style == "quote"
        )
        # only what stands in the message itself is sent to the team
        question = quoted if action.startswith("send") else quoted or self.asked
        turn = Turn(_PERSON, at, "", action, phone_language=self.phone, question=question)
        self._answer(turn, speaker)

    def _answer(self, turn: Turn, speaker: Speaker) -> Reply:
        reply, self.before = speaker.decide(turn, self.before)
        self.latest = len(self.lines)
        said = [part for message in speaker.words(reply, turn) for part in single(message)]
        self.lines += [Line(message=message) for message in said]
        dropped = max(0, len(self.lines) - _LINES)
        del self.lines[:dropped]
        self.latest = max(0, self.latest - dropped)
        return reply

    def _label(self, action: str) -> str:
        buttons = (
            button
            for line in reversed(self.lines)
            if line.message
            for row in line.message.rows
            for button in row
        )
        return next((button.label for button in buttons if button.action == action), action)


class Talks:
    """The talk of each browser; the one that rested longest makes room."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Talk] = OrderedDict()

    def of(self, session: str) -> Talk:
        """The talk of a browser, an empty one at first."""
        talk = self._held.setdefault(session, Talk())
        self._held.move_to_end(session)
        while len(self._held) > _TALKS:
            self._held.popitem(last=False)
        return talk

    def reset(self, session: str, phone: str | None) -> None:
        """Begin anew, as a newcomer with a phone in some language."""
        self._held[session] = Talk(phone)
