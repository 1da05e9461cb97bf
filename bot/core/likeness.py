"""Do two questions ask alike? A rough look at their letters and words, for counting, never for answering.

The shorter question has to stand in the longer one, give or take spelling: most of its pieces of three
letters (written without spaces, so that "kita platz" is "kitaplatz"), and each of its words of three letters
and more. That keeps "where can I buy a bike" from "where can I buy a fridge", which share most letters.

The numbers below were chosen on the 75 pairs in `tests/core/test_likeness.py`, written for this in all
languages: the lowest with which no two different questions were taken for one. Five pairs of equal ones
are not noticed with them.
"""

from __future__ import annotations

from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.core.text import normalise

MOST_LETTERS = 300  # of a question are looked at

_PIECE = 3  # letters
_LONGER = 3  # letters of a word that has to be found again
_PIECES_FOUND = 0.65  # of the shorter question
_LONG = 6  # letters of a word that may be found inside of others
_PART_FOUND = 85  # per cent of its letters
_WORD_FOUND = 0.7  # of the letters of a word
_SHARE = 0.3  # of the longer question is what the shorter one asks


class Question:
    """A redacted question as it is compared: looked at once, compared with many."""

    def __init__(self, text: str) -> None:
        words = normalise(text[:MOST_LETTERS]).split()
        self._whole = "".join(words)
        self._longer = _longer(words)
        self._letters = len("".join(self._longer))

    def is_like(self, other: Question) -> bool:
        """Whether both ask for the same in nearly the same words; empty ones never do."""
        return self._stands_in(other) or other._stands_in(self)

    def _stands_in(self, other: Question) -> bool:
        if (
            not self._longer
            or not _SHARE * other._letters <= self._letters <= other._letters + _LONGER
            or len(self._own & other._all) < _PIECES_FOUND * len(self._own)
        ):
            return False
        whole, among = other._whole, other._longer
        return all(word in whole or _found(word, among, whole) for word in self._longer)

    @cached_property
    def _own(self) -> set[str]:
        """The pieces of its longer words."""
        return _pieces("".join(self._longer))

    @cached_property
    def _all(self) -> set[str]:
        """The pieces of all its words."""
        return _pieces(self._whole)


def alike(one: str, other: str) -> bool:
    """Whether two redacted questions ask for the same in nearly the same words; empty ones never do."""
    return Question(one).is_like(Question(other))


def _longer(words: list[str]) -> list[str]:
    """The words that tell something: the longer ones, or all if there is none."""
    return [word for word in words if len(word) >= _LONGER] or words


def _pieces(letters: str) -> set[str]:
    return {letters[at : at + _PIECE] for at in range(max(1, len(letters) - _PIECE + 1))}


def _found(word: str, others: list[str], whole: str) -> bool:
    """Whether a word is among others with a typing error or another ending, or so as a part of them."""
    if len(word) >= _LONG and fuzz.partial_ratio(word, whole) >= _PART_FOUND:
        return True
    return any(OSA.normalized_similarity(word, other) >= _WORD_FOUND for other in others)
