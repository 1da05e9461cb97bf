"""The nouns of understanding: what it is learnt from, what it is given, and what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.core.clauses import Clauses, SmallWords
from bot.core.offices import Office, OfficeFinder, office_finder

Ranked = tuple[tuple[str, float], ...]
Decision = Literal["answer", "clarify", "reject"]


@dataclass(frozen=True)
class Phrase:
    """An example of what a person may write; need None means out of scope."""

    text: str
    need: str | None
    language: str


@dataclass(frozen=True)
class Lessons:
    """All that understanding is learnt from."""

    phrases: Sequence[Phrase]
    needs: Sequence[str]
    languages: Sequence[str]
    foreign: Sequence[tuple[str, str]] = ()
    """(words, language) of languages that are only noticed"""


@dataclass(frozen=True)
class Given:
    """What is taken as it is: names of offices, small words."""

    offices: Sequence[Office] = ()
    words: SmallWords = field(default_factory=SmallWords)

    def made(self) -> tuple[OfficeFinder, Clauses]:
        """What finds them in a message."""
        return office_finder(self.offices), Clauses(self.words)


@dataclass(frozen=True)
class Understanding:
    """What was understood, and what to do about it."""

    decision: Decision
    needs: Ranked
    chosen: tuple[str, ...]
    organization: str | None
    language: str
    about_office: bool = False
    """the office itself is asked for, not only named beside a need"""
    foreign: str | None = None
    """the language of the message, where it is none of ours"""
