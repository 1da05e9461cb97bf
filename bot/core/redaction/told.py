"""A message as it is looked at when a person is to be taken out of it: its words and where they stand."""

from __future__ import annotations

import re
import unicodedata

from bot.core.text import LONGEST_TEXT, normalise

Span = tuple[int, int]

_APOSTROPHES = "'’‘`´ʼʻʹʽ′"
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_UNSEEN = re.compile("[\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_WORD = re.compile("[a0]+")
_INITIAL = 2  # letters before a dot that ends no name: "A. Hassan"


class _Kinds(dict[int, str]):
    """What a character is: a letter, 0 a digit, @, - a hyphen, a space or a dot for all else."""

    def __missing__(self, code: int) -> str:
        self[code] = kind = _kind(chr(code))
        return kind


def _kind(sign: str) -> str:
    plain = sign + unicodedata.normalize("NFKC", sign)
    category = unicodedata.category(sign)
    if any(part.isnumeric() or part.isdigit() for part in plain):
        return "0"
    if "@" in plain:
        return "@"
    if sign in _APOSTROPHES or category[0] in "LM" or category == "Cf":
        return "a"
    return "-" if category == "Pd" else " " if sign.isspace() or category[0] in "ZC" else "."


_KINDS = _Kinds()


def with_apostrophes(text: str) -> str:
    """Normalised with its apostrophes, so that "I'm" is not "im"."""
    return "'".join(normalise(part) for part in _APOSTROPHE.split(text)).strip("'")


def forms(spelt: str) -> set[str]:
    """A name as it may be listed: without the endings of a case."""
    plain, stem = spelt.replace("'", ""), spelt.partition("'")[0]
    return {plain, stem, plain.removesuffix("s")}


class Told:
    """A message, its words and where they stand; each sign of `mask` tells the kind of the sign in `text`."""

    def __init__(self, text: str) -> None:
        self.text = " ".join(_UNSEEN.sub("", text[:LONGEST_TEXT]).split())
        self.mask = self.text.translate(_KINDS)
        self.places = [found.span() for found in _WORD.finditer(self.mask)]
        self.words = [normalise(self.text[start:end]) for start, end in self.places]
        self.spelt = [with_apostrophes(self.text[start:end]) for start, end in self.places]
        self.capital = [self.text[start:end].lstrip(_APOSTROPHES)[:1].isupper() for start, end in self.places]

    def gap(self, at: int) -> str:
        """The signs before a word, up to the word before it."""
        return self.text[self.places[at - 1][1] if at else 0 : self.places[at][0]]

    def digit(self, at: int) -> bool:
        """Whether a word has a digit."""
        return 0 <= at < len(self.words) and "0" in self.mask[slice(*self.places[at])]

    def joined(self, at: int) -> bool:
        """Whether a word may go on with the name of the word before it."""
        initial = len(self.words[at - 1]) <= _INITIAL and self.gap(at) in {".", ". "}
        return initial or self.gap(at).strip(" -‐‑–־") == ""

    def begins(self, at: int) -> bool:
        """Whether a sentence begins at a word, so that its capital tells nothing."""
        return at == 0 or bool(set(self.gap(at)) & set(".!?\n…"))

    def span(self, first: int, end: int) -> list[Span]:
        """Where some words stand; nothing for none."""
        return [(self.places[first][0], self.places[end - 1][1])] if end > first else []
