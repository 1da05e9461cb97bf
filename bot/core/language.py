"""Which language a message is in, learnt from phrases of each language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.features import letter_pieces
from bot.core.text import spelling
from bot.core.vectors import Floats

_BUCKETS = 1 << 15
_SIZES = (1, 2, 3, 4)
_REGIONAL = {"sr": "hr", "bs": "hr", "sh": "hr", "prs": "fa", "kmr": "ku"}


@dataclass(frozen=True)
class LanguageHints:
    """What is known about a person's language besides the message."""

    chosen: str | None = None
    last: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class LanguageGuesser:
    """Naive Bayes over hashed pieces of one to four letters."""

    languages: tuple[str, ...]
    evidence: Floats  # (buckets, languages), log probabilities

    def shares(self, text: str) -> dict[str, float]:
        """How likely each language is, by the letters alone."""
        parts = letter_pieces(spelling(text), _SIZES) % _BUCKETS
        total = self.evidence[parts].astype(np.float32).sum(axis=0)
        raised = np.exp(total - total.max(initial=-np.inf)) if self.languages else total
        return dict(zip(self.languages, map(float, raised / raised.sum()), strict=True))

    def language(self, text: str, hints: LanguageHints) -> str:
        """Name the language of the reply."""
        known = [self.known(code) for code in (hints.chosen, hints.last, hints.phone)]
        hinted = next((code for code in known if code), None)
        shares = self.shares(text)
        best = max(shares, key=lambda code: shares[code])
        clear = any(sign.isalpha() for sign in text) and shares[best] > (0.95 if hinted else 0.0)
        return best if clear or not hinted else hinted

    def known(self, code: str | None) -> str | None:
        """Find the bot's language for a code such as en-GB, sr or kmr."""
        if not code:
            return None
        base = code.replace("_", "-").split("-")[0].lower()
        base = base if base in self.languages else _REGIONAL.get(base, base)
        return base if base in self.languages else None


def learn_languages(phrases: Iterable[tuple[str, str]], languages: Iterable[str]) -> LanguageGuesser:
    """Learn from (text, language) pairs."""
    codes = tuple(languages)
    counts = np.full((_BUCKETS, len(codes)), 0.1, np.float32)
    for text, code in phrases:
        if code in codes:
            np.add.at(counts[:, codes.index(code)], letter_pieces(spelling(text), _SIZES) % _BUCKETS, 1)
    return LanguageGuesser(codes, np.log(counts / counts.sum(axis=0)).astype(np.float16))


def as_array(codes: Iterable[str]) -> NDArray[np.str_]:
    """Keep language codes in an array."""
    return np.array(tuple(codes), dtype=str)


def guesser_from(arrays: Mapping[str, NDArray[np.generic]]) -> LanguageGuesser:
    """Take up what was learnt before."""
    return LanguageGuesser(tuple(map(str, arrays["languages"])), np.asarray(arrays["evidence"]))
