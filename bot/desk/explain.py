"""Why a message was understood as it was: the words that decided, and the phrases most like it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.core.text import normalise
from bot.core.understanding import Phrase, Understander, Understanding

_WORDS, _PHRASES, _NEEDS = 6, 3, 2


@dataclass(frozen=True)
class Explained:
    """What decided, as it was measured."""

    words: tuple[tuple[str, float], ...]
    """with what the best score loses without them"""
    likes: tuple[tuple[str, str, int], ...]
    """(phrase, its need, likeness in per cent)"""
    left_out: bool
    """whether a part that says what is not wanted was left out"""
    answer_from: float
    ask_from: float


@dataclass(frozen=True)
class Explainer:
    """Looks a message up among the phrases; slow next to understanding it, so only where it is asked for."""

    understander: Understander
    phrases: Mapping[str, Mapping[str, str]]
    """need -> normalised phrase -> phrase"""

    def explained(self, text: str, understood: Understanding) -> Explained:
        """What decided for an understanding of a text."""
        wanted = self.understander.clauses.wanted(text)
        needs = dict.fromkeys((*understood.chosen, *(need for need, _ in understood.needs)))
        words = self.understander.matcher.explain(wanted.text or text)[:_WORDS]
        likes = tuple(like for need in list(needs)[:_NEEDS] for like in self._like(text, need))
        lines = self.understander.lines
        return Explained(tuple(words), likes, wanted.refused != "nothing", lines.answer, lines.ask)

    def why(self, text: str, understood: Understanding) -> dict[str, object]:
        """The same for JSON."""
        found = self.explained(text, understood)
        return {
            "words": [[word, round(worth, 3)] for word, worth in found.words],
            "phrases": [list(like) for like in found.likes],
            "left_out": found.left_out,
            "lines": {"answer": round(found.answer_from, 3), "ask": round(found.ask_from, 3)},
        }

    def _like(self, text: str, need: str) -> list[tuple[str, str, int]]:
        known = self.phrases.get(need, {})
        found = process.extract(normalise(text), known.keys(), scorer=fuzz.token_sort_ratio, limit=_PHRASES)
        return [(known[written], need, round(score)) for written, score, _ in found]


def explainer(understander: Understander, phrases: Iterable[Phrase]) -> Explainer:
    """Sort the phrases by need."""
    sorted_: dict[str, dict[str, str]] = {}
    for phrase in phrases:
        if phrase.need:
            sorted_.setdefault(phrase.need, {}).setdefault(normalise(phrase.text), phrase.text)
    return Explainer(understander, sorted_)
