"""What was asked and not answered: whether somebody may read it one day, and in which words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.core.conversation import Turn
from bot.core.cues import CueFinder
from bot.core.effects import Count
from bot.core.redaction import Redaction
from bot.core.replies import Reply
from bot.core.understanding import DANGER, LanguageHints, Understander
from bot.core.understood import Understanding
from bot.core.voice import STYLES

GapKind: TypeAlias = Literal["not_understood", "asked_back", "useless"]
_FEWEST_LETTERS = 2


@dataclass(frozen=True)
class Gap:
    """A question without an answer: nobody's name stands in it."""

    text: str
    """redacted"""
    language: str
    kind: GapKind
    need: str
    """the nearest one, or nothing"""


@dataclass(frozen=True)
class GapFinder:
    """Finds in a turn and its reply what could not be answered, or was of no use."""

    redaction: Redaction
    understander: Understander
    cues: CueFinder

    def find(self, turn: Turn, reply: Reply) -> Gap | None:
        """The gap that a turn shows; none in danger, in a case, in a command, in a press without words."""
        for counted in _counted(reply):
            understood = reply.understood
            if counted.kind == "useless":
                words, understood = turn.question, self._understood(turn.question, reply.language)
                return self._gap(words, "useless", counted.subject, understood)
            if counted.kind in ("not_understood", "asked_back") and not turn.in_case and understood:
                near = next(iter(understood.chosen), "")
                return self._gap(turn.text, counted.kind, near, understood)
        return None

    def _understood(self, question: str, language: str) -> Understanding | None:
        """The question above a pressed button, looked at again: nothing of it was kept."""
        if not question:
            return None
        return self.understander.understand(question, LanguageHints(last=STYLES.get(language, language)))

    def _gap(self, words: str, kind: GapKind, need: str, understood: Understanding | None) -> Gap | None:
        if understood is None or understood.foreign or words.lstrip().startswith("/"):
            return None
        if not {need, *understood.chosen}.isdisjoint(DANGER):
            return None
        gap = Gap(_printable(self.redaction.redact(words)), understood.language, kind, need)
        return gap if self._says_something(gap) else None

    def _says_something(self, gap: Gap) -> bool:
        """Whether more is left than signs and small words: "where is a […]" would be like anything."""
        letters = sum(map(str.isalpha, gap.text))
        return letters >= _FEWEST_LETTERS and bool(self.cues.find(gap.text, (gap.language,)).rest)


def _counted(reply: Reply) -> Iterator[Count]:
    return (effect for effect in reply.effects if isinstance(effect, Count))


def _printable(text: str) -> str:
    """Without what would steer a terminal, or what no database takes."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cc")
