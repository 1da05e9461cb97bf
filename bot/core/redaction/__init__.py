"""What a person is known by is taken out of a message, so that the rest may be shown to the coordinator.

Numbers and addresses of the net are found by their form (`forms`), names and streets by curated words around
them (`intents/redaction.yaml`). Too much is taken out rather than too little: what remains need only say what
was asked. Every step looks at each word a bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from bot.core.redaction.forms import LEVEL, by_form
from bot.core.redaction.told import Span, Told, forms, with_apostrophes
from bot.core.text import normalise

MARK = "[…]"
LONGEST_REDACTED = 300  # characters
STAR, NUMBER = "*", "1"

_LONGEST_PHRASE = 6  # words
_MOST_WORDS = 3  # of a name that nothing but its place tells
_MOST_CAPITALS = 4  # words of a name that are written with a capital
_MOST_PARTS = 7  # words of a name, with those between
_MOST_BEFORE = 2  # words of a name before its phrase
_TO_NUMBER = 5  # words from "rue" to the number of the house
_DIGIT_WORDS = 3  # in a row are a number: zero seven one
_GLUED = 3  # letters before "straße"
_ENDS = "!?;…。؟؛።"  # no name follows across these
_ENDS_SOON = f"{_ENDS},،፣"
_ABBREVIATED = 4  # letters of a word whose dot ends no sentence: "Mrs."
_LETTERS_OR_DIGITS = re.compile("[a0@]")


@dataclass(frozen=True)
class RedactionWords:
    """The words of one language. A star stands for the name where it does not follow: `* ist mein Name`."""

    introductions: tuple[str, ...] = ()
    """what follows is a name for sure; one that ends in a colon counts with its colon"""
    perhaps: tuple[str, ...] = ()
    """a name follows if it is known or begins with a capital: `ich bin`, `mein Sohn`"""
    titles: tuple[str, ...] = ()
    """a name follows for sure: `Herr`"""
    streets: tuple[str, ...] = ()
    """`*straße`, `Rue *`, `* Caddesi`; with a 1 behind, only where a number stands near: `*platz 1`"""
    stops: tuple[str, ...] = ()
    """words at which a name ends"""
    names: tuple[str, ...] = ()
    """common names, taken out wherever they stand"""
    doubtful: tuple[str, ...] = ()
    """names that are also words: they count after an introduction, and with a capital inside of a sentence"""
    particles: tuple[str, ...] = ()
    """small words inside of names: `al`, `von`"""
    digits: tuple[str, ...] = ()
    """zero to ten"""


@dataclass
class _Rule:
    """What a phrase tells of the words beside it."""

    sure: bool
    before: bool = False
    colon: bool = False
    cased: bool = True
    ends: str = _ENDS_SOON
    street: bool = False
    number: bool = False
    stops: set[str] = field(default_factory=set)

    def ended(self, told: Told, at: int) -> bool:
        """Whether the signs before a word keep it from being the name."""
        gap = told.gap(at)
        if MARK in gap or (self.colon and not set(gap) & set(":：")):
            return True
        full_stop = gap.count(".") == 1 and len(told.words[at - 1]) > _ABBREVIATED
        return full_stop or bool(set(gap) & set(self.ends))


class Redaction:
    """Takes out what a person is known by, with the words of all languages at once."""

    def __init__(self, languages: Mapping[str, RedactionWords]) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        self._glued: dict[bool, list[str]] = {False: [], True: []}
        every = languages.values()
        self._names = {normalise(name) for words in every for name in words.names}
        self._doubtful = {normalise(name) for words in every for name in words.doubtful} - self._names
        self._particles = {normalise(word) for words in every for word in words.particles}
        self._digits = {normalise(word) for words in every for word in words.digits}
        for words in every:
            self._learn(words)
        self._endings = {number: tuple(glued) for number, glued in self._glued.items()}

    def _learn(self, words: RedactionWords) -> None:
        stops = {normalise(word) for word in words.stops}
        kinds = (
            (words.introductions, True, _ENDS),
            (words.titles, True, _ENDS_SOON),
            (words.perhaps, False, f"{_ENDS_SOON}."),
        )
        for phrases, sure, ends in kinds:
            for phrase in phrases:
                colon, before = phrase.endswith(":"), phrase.startswith(STAR)
                cased = sure or phrase.upper() != phrase.lower()
                self._add(phrase, _Rule(sure, before, colon, cased, ends, stops=stops))
        for street in words.streets:
            bare = street.removesuffix(NUMBER).strip()
            number = bare != street
            if bare.startswith(STAR) and not bare.startswith(f"{STAR} "):
                self._glued[number].append(normalise(bare))
            else:
                rule = _Rule(True, bare.startswith(STAR), street=True, number=number, stops=stops)
                self._add(bare, rule)

    def _add(self, phrase: str, rule: _Rule) -> None:
        for key in {with_apostrophes(phrase), normalise(phrase)} if rule.sure else {with_apostrophes(phrase)}:
            self._rules.setdefault(key, []).append(rule)

    def redact(self, text: str) -> str:
        """Write a message without what a person is known by, in at most 300 characters.

        What stays keeps its spelling; what is taken out becomes `[…]`. Course levels (A1 to C2) stay.
        """
        told = Told(text)
        spans = [*by_form(told), *self._by_words(told)]
        return _short(_without(told, sorted(spans)))

    def _by_words(self, told: Told) -> Iterator[Span]:
        counted, last = 0, 0
        for at, word in enumerate(told.words):
            numeral = word in self._digits or (told.digit(at) and not LEVEL.fullmatch(word))
            counted = counted + 1 if numeral else 0
            if counted >= _DIGIT_WORDS:
                yield from told.span(at + 1 - counted, at + 1)
            yield from self._glued_street(told, at)
            if self._known(told, at):
                yield from told.span(at, self._name(told, at, _Rule(sure=False)))
            if at >= last:
                last, rules = self._rules_at(told, at)
                for rule in rules:
                    yield from self._beside(told, at, last, rule)

    def _rules_at(self, told: Told, at: int) -> tuple[int, list[_Rule]]:
        """The longest phrase that begins at a word: where it ends, and what it tells."""
        for end in range(min(at + _LONGEST_PHRASE, len(told.words)), at, -1):
            for words in (told.spelt, told.words):
                if rules := self._rules.get(" ".join(words[at:end])):
                    return end, rules
        return at, []

    def _known(self, told: Told, at: int) -> bool:
        """Whether a word is a common name, wherever it stands."""
        if told.capital[at] and not told.begins(at) and forms(told.spelt[at]) & self._doubtful:
            return True
        return bool(forms(told.spelt[at]) & self._names)

    def _beside(self, told: Told, start: int, end: int, rule: _Rule) -> list[Span]:
        """Where the name stands to which a phrase points."""
        if rule.before:
            return self._before(told, start, end, rule)
        if end == len(told.words) or rule.ended(told, end):
            return []
        if not rule.street:
            return told.span(end, self._name(told, end, rule))
        for at in range(end, min(end + _TO_NUMBER, len(told.words))):
            if told.digit(at):
                return told.span(end, at + 1)
        return told.span(end, self._name(told, end, _Rule(sure=False) if rule.number else rule))

    def _name(self, told: Told, first: int, rule: _Rule) -> int:
        """The end of a name that begins at a word; the word itself where none does."""
        at, counted = first, 0
        while at < min(first + _MOST_PARTS, len(told.words)):
            if at > first and not told.joined(at):
                break
            if at == first or told.words[at] not in self._particles:
                if not self._in_name(told, at, counted, rule):
                    break
                counted += at == first or " " in told.gap(at) or "." in told.gap(at)
            elif not rule.sure and not self._goes_on(told, at):
                break
            at += 1
        return at

    def _in_name(self, told: Told, at: int, counted: int, rule: _Rule) -> bool:
        word, capital = told.words[at], told.capital[at]
        listed = not forms(told.spelt[at]).isdisjoint(self._names | self._doubtful)
        first = counted == 0 and (listed or (capital and rule.sure))  # "Ali" is a word, too
        if told.digit(at) or (word in rule.stops and not first):
            return False
        if listed:
            return True
        if capital and rule.cased and counted < _MOST_CAPITALS:
            return True
        return rule.sure and counted < _MOST_WORDS

    def _goes_on(self, told: Told, at: int) -> bool:
        """Whether after small words inside of a name more of it comes."""
        rest = range(at, min(at + 3, len(told.words)))
        after = next((place for place in rest if told.words[place] not in self._particles), None)
        return after is not None and (told.capital[after] or told.words[after] in self._names)

    def _before(self, told: Told, start: int, end: int, rule: _Rule) -> list[Span]:
        """The words before a phrase: one or two for sure, more with a capital or known; and its number."""
        numbered = [at for at in range(end, min(end + 2, len(told.words))) if told.digit(at)]
        at = start
        near = bool(numbered) or told.digit(start - 2)
        while at > max(0, start - _MOST_CAPITALS) and told.joined(at):
            word, capital = told.words[at - 1], told.capital[at - 1]
            sure = (
                at > start - (1 if rule.street else _MOST_BEFORE) and rule.sure and (near or not rule.number)
            )
            if word in rule.stops or told.digit(at - 1) or not (sure or capital or word in self._names):
                break
            at -= 1
        return told.span(at, numbered[0] + 1 if numbered else start)

    def _glued_street(self, told: Told, at: int) -> list[Span]:
        """`Ringstraße`, and `Ringweg` with its number."""
        word = told.words[at]
        numbered = [near for near in range(at + 1, min(at + 3, len(told.words))) if told.digit(near)]
        for needed, endings in self._endings.items():
            if (numbered or not needed) and word[_GLUED:].endswith(endings):
                return told.span(at, numbered[0] + 1 if numbered else at + 1)
        return []


def _without(told: Told, spans: list[Span]) -> str:
    """The text with one mark for each stretch that is taken out, however many spans it is made of."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and not _LETTERS_OR_DIGITS.search(told.mask, merged[-1][1], start):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    edges = [(0, 0), *merged, (len(told.text), len(told.text))]
    return MARK.join(told.text[end:start] for (_, end), (start, _) in pairwise(edges))


def _short(text: str) -> str:
    """Cut between two words."""
    if len(text) <= LONGEST_REDACTED:
        return text
    start = text[: LONGEST_REDACTED - 2]
    return f"{start.rpartition(' ')[0] or start} …"
