"""The talk in a terminal: lines in, lines out, buttons as numbers."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TextIO

from bot.core.commands import command_action
from bot.core.conversation import Button, CalendarEntry, Message, PrintedCard, Span, Turn, Venue
from bot.prints.press import make

PERSON = "terminal"
Handle = Callable[[Turn], Awaitable[tuple[Message, ...]]]


def shown(message: Message, first: int = 1) -> str:
    """A message as plain text, its buttons numbered from `first`."""
    text = "".join(_plain(span) for span in message.spans)
    buttons = [button for row in message.rows for button in row]
    return "\n".join(
        [text, *(f"  [{number}] {button.label}" for number, button in enumerate(buttons, first))]
    )


def _plain(span: Span) -> str:
    if span.style == "link" and span.target not in span.text:
        return span.target
    return span.text


def turn_of(line: str, at: datetime, language: str | None) -> Turn:
    """What a person did who typed a line: a command or a text."""
    action = command_action(line)
    return Turn(PERSON, at, text="" if action else line, action=action, phone_language=language)


class Terminal:
    """One person at a terminal; `clock` gives the aware time of a turn, files are laid in a folder."""

    def __init__(
        self, handle: Handle, clock: Callable[[], datetime], language: str | None, files: Path
    ) -> None:
        self._handle, self._clock, self._language, self._files = handle, clock, language, files
        self._buttons: list[Button] = []
        self._question = self._quoted = ""

    async def run(self, lines: TextIO = sys.stdin, out: TextIO = sys.stdout) -> None:
        """Talk until the input ends."""
        interactive = lines.isatty()
        if interactive:
            await self._answer(self._turn("/start"), out)
        for line in _read(lines, out, interactive):
            if line.strip():
                await self._answer(self._turn(line.strip()), out)

    def _turn(self, line: str) -> Turn:
        if line.isdecimal() and 0 < int(line) <= len(self._buttons):
            action = self._buttons[int(line) - 1].action
            # only what stands in the message itself is sent to the team
            question = self._quoted if action.startswith("send") else self._quoted or self._question
            return Turn(PERSON, self._clock(), "", action, phone_language=self._language, question=question)
        turn = turn_of(line, self._clock(), self._language)
        self._question = turn.text
        return turn

    async def _answer(self, turn: Turn, out: TextIO) -> None:
        pressed = next((b for b in self._buttons if b.action == turn.action and b.url), None)
        if pressed:
            out.write(pressed.url + "\n\n")
            return
        self._buttons, self._quoted = [], ""
        for message in await self._handle(turn):
            self._quoted += "".join(span.text for span in message.spans if span.style == "quote")
            out.write(shown(message, len(self._buttons) + 1) + await self._attached(message) + "\n\n")
            self._buttons += [button for row in message.rows for button in row]
        out.flush()

    async def _attached(self, message: Message) -> str:
        """Lay a file down and say where; tell a place by its address."""
        extra = message.attached
        if isinstance(extra, Venue):
            return f"📍 {extra.title}, {extra.address} ({extra.latitude}, {extra.longitude})"
        if not isinstance(extra, (CalendarEntry, PrintedCard)):
            return f"🔊 {extra.path}" if extra else ""
        made = await make(extra)
        self._files.mkdir(parents=True, exist_ok=True)
        path = self._files / made.name
        path.write_bytes(made.content)
        return f"\n📎 {path}"


def _read(lines: TextIO, out: TextIO, interactive: bool) -> Iterator[str]:
    while True:
        if interactive:
            out.write("> ")
            out.flush()
        line = lines.readline()
        if not line:
            return
        yield line
