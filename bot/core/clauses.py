"""Clauses of a message: what "and" joins, what "but" sets apart, and what is said not to be wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal

from bot.core.text import normalise, sentences

_MOST = 16  # clauses of a message are looked at
_LONGEST = 40  # words of a clause are looked at
_STEM = 5  # letters of a listed word from which on it stands for longer words too
_LONGEST_STEM = 16  # letters
_NEVER = re.compile(r"(?!)")
_SIGNS = r"[,;+&/،؛]"
_WRITTEN_ON = r"\sو(?=[ء-ي]{3})"  # Arabic writes "and" together with the next word


@dataclass(frozen=True)
class SmallWords:
    """Words of all languages that turn or join what is said; a refusal with ^ counts only at the start."""

    refusals: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    and_: tuple[str, ...] = ()
    elsewhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """by language: animals, far places, fiction; with one of these a message is hardly meant for us"""
    here: tuple[str, ...] = ()
    """how people write the town: a message that names it is meant for us, whatever else it names"""


@dataclass(frozen=True)
class Wanted:
    """What is left of a message without the clauses that say what is not wanted."""

    text: str
    refused: Literal["nothing", "perhaps", "surely"]
    """perhaps: a clause begins with "no"; surely: somebody writes that they do not want something"""


@dataclass(frozen=True)
class Clauses:
    """Cuts messages at small words."""

    words: SmallWords

    def joined(self, text: str) -> list[str]:
        """Cut a message at its sentences and at every "and"; nothing if there is no cut."""
        found = self._cut(text, self._and)
        return found if len(found) > 1 else []

    def wanted(self, text: str) -> Wanted:
        """Leave out the clauses that refuse something."""
        clauses = self._cut(text, self._but)
        levels = [self._refuses(clause) for clause in clauses]
        kept = [clause for clause, level in zip(clauses, levels, strict=True) if level == "nothing"]
        if len(kept) == len(clauses):
            return Wanted(text, "nothing")
        return Wanted(". ".join(kept), "surely" if "surely" in levels else "perhaps")

    def elsewhere(self, text: str, language: str) -> bool:
        """Whether a message names something that a local office has nothing to do with."""
        whole, stems = self._elsewhere.get(language, (frozenset(), frozenset()))
        words = normalise(text).split()
        if any(word.startswith(self._here) for word in words):
            return False
        pairs = map(" ".join, pairwise(words))
        beginnings = (word[:size] for word in words for size in range(_STEM, min(len(word), _LONGEST_STEM)))
        return not (whole.isdisjoint(words) and whole.isdisjoint(pairs) and stems.isdisjoint(beginnings))

    def _refuses(self, clause: str) -> Literal["nothing", "perhaps", "surely"]:
        normal = " ".join(normalise(clause).split()[:_LONGEST])
        if self._anywhere.search(normal):
            return "surely"
        return "perhaps" if self._start.match(normal) else "nothing"

    @staticmethod
    def _cut(text: str, at: re.Pattern[str]) -> list[str]:
        found = (part.strip() for sentence in sentences(text)[:_MOST] for part in at.split(sentence))
        return [part for part in found if part][:_MOST]

    @cached_property
    def _here(self) -> tuple[str, ...]:
        return tuple(map(normalise, self.words.here))

    @cached_property
    def _elsewhere(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """Of each language: the words, and those that stand for longer words too."""
        written = {code: frozenset(map(normalise, words)) for code, words in self.words.elsewhere.items()}
        return {
            code: (words, frozenset(word for word in words if len(word) >= _STEM))
            for code, words in written.items()
        }

    @cached_property
    def _and(self) -> re.Pattern[str]:
        joins = _written(self.words.and_)
        return re.compile(rf"\s(?:{joins})\s|{_WRITTEN_ON}|{_SIGNS}" if joins else _SIGNS, re.IGNORECASE)

    @cached_property
    def _but(self) -> re.Pattern[str]:
        turns = _written(self.words.but)
        return re.compile(rf"(?:^|\s)(?:{turns})\s|{_SIGNS}" if turns else _SIGNS, re.IGNORECASE)

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        cues = _written(normalise(cue) for cue in self.words.refusals if not cue.startswith("^"))
        return re.compile(rf"(?:^|\s)(?:{cues})(?:\s|$)") if cues else _NEVER

    @cached_property
    def _start(self) -> re.Pattern[str]:
        cues = _written(normalise(cue[1:]) for cue in self.words.refusals if cue.startswith("^"))
        return re.compile(rf"(?:{cues})\s") if cues else _NEVER


def _written(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, filter(None, words)), key=len, reverse=True))
