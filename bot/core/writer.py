"""Puts lines together in one language: style, writing direction, a note where a translation is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.core.cards import Prose
from bot.core.conversation import Span
from bot.core.hsds import Fact
from bot.core.voice import Voice

RIGHT_TO_LEFT_MARK = "\u200f"
_NUMBER = re.compile(
    r"(?<![\d:.,])(?:\+49|0800)[\d /-]{6,}\d"  # a whole number
    r"|(?<![\d:.,])(?<!\d )(?:11[02]|116 ?\d{3})(?![\d:.,-]*\d)(?! \d)"  # a short one, no part of another
)


def bold(text: str) -> Span:
    """Text that stands out."""
    return Span(text, "bold")


def link(text: str, target: str) -> Span:
    """Text that opens a page."""
    return Span(text, "link", target)


class Writer:
    """Collects the lines of one message."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self._lines: list[tuple[Span, ...]] = []
        self._german = False

    def line(self, *parts: str | Span) -> None:
        """Add a line; it runs in the direction of the language, whatever it begins with."""
        mark = (Span(RIGHT_TO_LEFT_MARK),) if self.voice.right_to_left else ()
        self._lines.append((*mark, *(Span(part) if isinstance(part, str) else part for part in parts)))

    def gap(self) -> None:
        """Add an empty line, but never two and none at the top."""
        if self._lines and self._lines[-1]:
            self._lines.append(())

    def prose(self, prose: Prose) -> str:
        """A text of `knowledge/` in the language of the reader, or the German one, which is then noted."""
        text, translated = self.voice.translated(prose.context, prose.text)
        self._german = self._german or not translated
        return text if translated else self.voice.isolate(text)

    def prose_of(self, fact: Fact, owner: str) -> str:
        """A short remark on a place or a number of `owner`."""
        return self.prose(Prose(f"{owner}/remark", fact.value))

    def fact(self, text: str) -> str:
        """A name, an address, a number: the same in every language."""
        return self.voice.isolate(text)

    def phone(self, number: str) -> Span:
        """A number that can be tapped; its groups keep their order in a right-to-left line."""
        return Span(self.fact(number), "phone", "tel:" + re.sub(r"[^+\d]", "", number))

    def with_numbers(self, text: str) -> Iterable[str | Span]:
        """A text with its emergency and free numbers made tappable."""
        at = 0
        for found in _NUMBER.finditer(text):
            yield text[at : found.start()]
            yield self.phone(found.group())
            at = found.end()
        yield text[at:]

    def spans(self) -> tuple[Span, ...]:
        """All that was written, with a last line where something is in German only."""
        if self._german:
            self.gap()
            self.line("🇩🇪 ", self.voice.say("So far, some of this is only in German."))
        parts = [
            span
            for number, line in enumerate(self._lines)
            for span in ((Span("\n"),) if number else ()) + line
        ]
        return tuple(span for span in parts if span.text)
