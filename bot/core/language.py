"""Which language a message is in, learnt from phrases of each language.

Naive Bayes over three and four letters in a row, the spaces around a word among them, and whole words.
Words that stand in the phrases of several languages alike (German office words, names) say nothing, so
"Kita" alone switches no language.
Hints weigh in as a head start: a clear message wins over them, a doubtful one does not.
A few words of other languages are known too, so that a stranger to all of ours is noticed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.core.features import Hashes, letter_hashes, letters_and_words, word_hashes
from bot.core.skeleton import romanised
from bot.core.text import spelling

_BUCKETS = 1 << 15
_SIZES = (3, 4)
_UNSEEN = 0.05  # share of probability kept for pieces not seen while learning
_STEPS = 12  # that a unit of evidence is kept in
_DOUBT = 0.2  # pieces overlap, so their evidence is worth less than its sum
_ROMAN_WORTH = 0.3  # of a phrase written in Latin letters by us, not by people
_MOST_LETTERS = 400  # tell a language as well as thousands
_TELLING_LETTERS = 40  # tell a script
_OWN_SHARE = 0.7  # of a word's use lies in the language that owns it
_SHARED_BY = 3  # languages that use a word before it counts as international
_REGIONAL = {"sr": "hr", "bs": "hr", "sh": "hr", "prs": "fa", "kmr": "ku"}
_HEAD_START = (4.0, 2.5, 2.0)  # chosen, last, phone, as log odds
_AT_HOME = 1.0  # of the first language, where nothing is known of the person
_FOREIGN_LEAD = 2.5  # log odds by which a language not ours must lead before we say so,
_FOREIGN_LEAD_OF_FEW = 7.0  # with one or two words
_FEW_WORDS = 2


def known_language(code: str | None, languages: Sequence[str]) -> str | None:
    """The one of our languages that a code such as en-GB, sr or kmr stands for."""
    base = (code or "").replace("_", "-").split("-")[0].lower()
    base = base if base in languages else _REGIONAL.get(base, base)
    return base if base in languages else None


@dataclass(frozen=True)
class LanguageHints:
    """What is known about a person's language besides the message."""

    chosen: str | None = None
    last: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Guess:
    """The language of the reply; `foreign` is the language of the message if it is none of ours."""

    language: str
    foreign: str | None = None


@dataclass(frozen=True)
class LanguageGuesser:
    """What each piece says about the language, and the words that say nothing."""

    languages: tuple[str, ...]
    foreign: tuple[str, ...]
    """languages that are noticed, but not spoken"""
    columns: NDArray[np.intp]  # (columns,), which language; one in two scripts has two columns
    usual: NDArray[np.float64]  # (columns,), log of how often the language is written in this script
    evidence: NDArray[np.int8]  # (buckets, columns), log of a piece's share against the mean, in steps
    shared: Hashes  # sorted

    def language(self, text: str, hints: LanguageHints) -> str:
        """Name the language of the reply."""
        return self.guess(text, hints).language

    def guess(self, text: str, hints: LanguageHints) -> Guess:
        """Name the language of the reply, and that of the message where it is none of ours."""
        words = spelling(text)[:_MOST_LETTERS].split()
        letters, names = letters_and_words(words, _SIZES)
        telling = ~self._common(names)
        head_start, ours = self._head_start(hints), len(self.languages)
        if not telling.any():
            return Guess(self.languages[int(head_start.argmax())])
        told = self._evidence(np.concatenate((letters.hashes[telling[letters.rows]], names[telling])))
        sums = told[:ours] + head_start
        lead = _FOREIGN_LEAD if telling.sum() > _FEW_WORDS else _FOREIGN_LEAD_OF_FEW
        if self.foreign and told[ours:].max() > sums.max() + lead:
            return Guess(self.languages[int(head_start.argmax())], self.foreign[int(told[ours:].argmax())])
        return Guess(self.languages[int(sums.argmax())])

    def _common(self, names: Hashes) -> NDArray[np.bool_]:
        """Which words are used in so many languages that they say nothing."""
        if not self.shared.size:
            return np.zeros(names.size, bool)
        at = np.minimum(self.shared.searchsorted(names), self.shared.size - 1)
        return np.asarray(self.shared[at] == names)

    def _head_start(self, hints: LanguageHints) -> NDArray[np.float64]:
        start = np.zeros(len(self.languages))
        for code, worth in zip((hints.chosen, hints.last, hints.phone), _HEAD_START, strict=True):
            if known := known_language(code, self.languages):
                start[self.languages.index(known)] += worth
        if not start.any():
            start[0] = _AT_HOME
        return start

    def _evidence(self, pieces: Hashes) -> NDArray[np.float64]:
        """Log odds of each language, by the letters and words alone; its likelier script counts."""
        told = self.usual + self.evidence[pieces % _BUCKETS].sum(axis=0, dtype=np.int32) * (_DOUBT / _STEPS)
        best = np.full(len(self.languages) + len(self.foreign), told.min(initial=0.0))
        np.maximum.at(best, self.columns, told)
        return best

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Give all that was learnt as arrays."""
        return {
            "languages": np.array(self.languages, dtype=str),
            "languages_foreign": np.array(self.foreign, dtype=str),
            "language_columns": self.columns,
            "language_usual": self.usual,
            "language_evidence": self.evidence,
            "shared_words": self.shared,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "LanguageGuesser":
        """Take up what was learnt before."""
        languages = tuple(map(str, arrays["languages"]))
        names = ("language_columns", "language_usual", "language_evidence", "shared_words")
        foreign = tuple(map(str, arrays["languages_foreign"]))
        return cls(languages, foreign, *(np.asarray(arrays[name]) for name in names))


def learn_languages(
    phrases: Iterable[tuple[str, str]], languages: Iterable[str], foreign: Iterable[tuple[str, str]] = ()
) -> LanguageGuesser:
    """Learn from (text, language) pairs; `foreign` are some words of languages that are only noticed."""
    codes = tuple(languages)
    mine = [(spelling(text), code) for text, code in phrases if code in codes]
    strange = [(spelling(text), code) for text, code in foreign if code not in codes]
    others = tuple(dict.fromkeys(code for _, code in strange))
    columns, usual, counts = [], [], []
    for number, code in enumerate((*codes, *others)):
        own = [text for text, other in (*mine, *strange) if other == code]
        for texts, ways in _scripts(own):
            columns.append(number)
            usual.append(np.log((len(texts) + 1) / (len(own) + 1)))
            counts.append(_count(texts) + _ROMAN_WORTH * _count(ways))
    table = np.stack(counts, axis=1) if counts else np.zeros((_BUCKETS, 0))
    shared, columns_of = _shared_words(mine), np.array(columns, dtype=np.intp)
    return LanguageGuesser(codes, others, columns_of, np.array(usual), _weigh(table), shared)


def _scripts(texts: Sequence[str]) -> list[tuple[list[str], list[str]]]:
    """Phrases in Latin letters and phrases in others, each with what we write in Latin letters ourselves."""
    latin = [text for text in texts if _is_latin(text)]
    other = [text for text in texts if not _is_latin(text)]
    ways = [way for text in other for way in romanised(text)]
    found = [(other, list[str]()), (latin, ways)]
    return [(written, ours) for written, ours in found if written or ours]


def _is_latin(text: str) -> bool:
    letters = [sign for sign in text[:_TELLING_LETTERS] if sign.isalpha()]
    return 2 * sum(sign < "\u0250" for sign in letters) >= len(letters)


def _count(texts: Sequence[str]) -> NDArray[np.float64]:
    return np.bincount(_pieces(texts), minlength=_BUCKETS).astype(np.float64)


def _pieces(texts: Sequence[str]) -> Hashes:
    return np.concatenate((letter_hashes(texts, _SIZES), word_hashes(texts))) % _BUCKETS


def _weigh(counts: NDArray[np.float64]) -> NDArray[np.int8]:
    """Logarithms of the pieces' shares, in steps; a piece that no language has says nothing."""
    if not counts.size:
        return np.zeros(counts.shape, np.int8)
    share = counts / np.maximum(counts.sum(axis=0), 1)
    logs = np.log((1 - _UNSEEN) * share + _UNSEEN / len(counts))
    steps = (logs - logs.mean(axis=1, keepdims=True)) * _STEPS
    return np.asarray(np.clip(np.rint(steps), -127, 127), dtype=np.int8)


def _shared_words(phrases: Sequence[tuple[str, str]]) -> Hashes:
    """Words of several languages; one that stands mostly in one of them ("ich") still tells that one."""
    texts = Counter(code for _, code in phrases)
    users: dict[str, Counter[str]] = {}
    for text, code in phrases:
        for word in set(text.split()):
            users.setdefault(word, Counter())[code] += 1
    return np.unique(word_hashes([word for word, uses in users.items() if _is_shared(uses, texts)]))


def _is_shared(uses: Counter[str], texts: Counter[str]) -> bool:
    if len(uses) < _SHARED_BY:
        return False
    shares = [count / texts[code] for code, count in uses.items()]
    return max(shares) < _OWN_SHARE * sum(shares)
