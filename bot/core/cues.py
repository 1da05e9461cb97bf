"""Small words that ask on: "and where is that?", "in the evening", "the second one", "do they speak Arabic?".

They are curated for each language (`intents/<language>/cues.yaml`) and found by looking at stretches of up to
four words, the longest first. A message of cues and fillers only has no topic of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from bot.core.text import normalise

ASPECTS = ("where", "when", "cost", "bring", "phone", "spoken", "who", "more", "first", "second", "third")
"""what can be asked of an offer that was shown, and which one is meant"""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FACETS = ("women", "children", "evening", "morning", "weekend", *DAYS, "today", "tomorrow", "this_week",
          "free", "online", "beginner", "advanced")  # fmt: skip
"""what an offer can be wished to be"""
LEVELS = ("a1", "a2", "b1", "b2", "c1", "c2")
AMBIGUOUS = ("training", "no_money")
ANSWERS = ("yes", "no", "back", "restart")
SPEAKS, NEUTRAL, LANGUAGE = "speaks", "neutral", "lang:"
GERMAN = f"{LANGUAGE}de"
_WISHED = {*FACETS, *LEVELS, SPEAKS}

_LONGEST = 4  # words of a cue
_STEM = 4  # letters of a beginning that stands for longer words
_ENDING = 3  # letters after the name of a language; "Englischkurs" is a topic
_TYPO = 5  # letters of a word in which a typing error is looked for
_ALIKE = 86  # per cent
_MOST = 40  # words of a message are looked at
_MOST_LETTERS = 500  # of them; what a wish is taken out of is understood once more
_LOOK_ALIKE = str.maketrans("авсбԁ", "abcbd")  # А1 and Б1, as Cyrillic keyboards write them
_FILLER = "filler"


@dataclass(frozen=True)
class CueWords:
    """The words of one language; a word that ends in * stands for all that begin so."""

    fillers: tuple[str, ...]
    cues: Mapping[str, tuple[str, ...]]
    """cue -> its words; a language is the cue `lang:ar`"""

    @cached_property
    def table(self) -> _Table:
        """Made for looking up."""
        whole: dict[str, set[str]] = {}
        stems: dict[str, set[str]] = {}
        for cue, words in (*self.cues.items(), (_FILLER, self.fillers)):
            for word in words:
                written = normalise(word)
                if written:
                    kind = stems if word.endswith("*") else whole
                    kind.setdefault(written, set()).add(cue)
        # a country or a word of an office is too easily taken for a language or a way to ring up
        exact = {cue for cue in self.cues if cue.startswith(LANGUAGE)} | {"phone", "free", "today"}
        pairs = (*whole.items(), *stems.items())
        single: dict[str, list[str]] = {}
        longest: dict[str, int] = {}
        for written, cues in pairs:
            first, *others = written.split()
            longest[first] = max(longest.get(first, 1), 1 + len(others))
            if len(written) >= _TYPO and not others and not cues & exact:
                single.setdefault(written[0], []).append(written)
        return _Table(whole, stems, frozenset(stem[:_STEM] for stem in stems), single, longest)


@dataclass(frozen=True)
class _Table:
    whole: Mapping[str, set[str]]
    stems: Mapping[str, set[str]]
    beginnings: frozenset[str]
    """of the stems"""
    single: Mapping[str, list[str]]
    """by their first letter, the words in which typing errors are looked for"""
    longest: Mapping[str, int]
    """first word of a cue of several words -> how many words the longest of them has"""

    def look_up(self, words: list[str]) -> set[str]:
        """The cues of a stretch of words as they are written."""
        text = " ".join(words)
        if text in self.whole:
            return self.whole[text]
        if text[:_STEM] not in self.beginnings:
            return set()
        shortest = len(text) - len(words[-1]) + _STEM
        for end in range(len(text), shortest - 1, -1):
            if cues := self.stems.get(text[:end]):
                named = any(cue.startswith(LANGUAGE) for cue in cues)
                return set() if named and len(text) - end > _ENDING else cues
        return set()

    def nearly(self, word: str) -> set[str]:
        """The cues of a word with a typing error."""
        alike = self.single.get(word[0], ())
        found = process.extractOne(word, alike, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return (self.whole.get(found[0]) or self.stems.get(found[0]) or set()) if found else set()


@dataclass(frozen=True)
class Cues:
    """What was found in a message."""

    found: tuple[str, ...]
    """in their order, each once"""
    rest: tuple[str, ...]
    """words that are neither cue nor filler"""
    bare: bool = False
    """there is no filler around the cues"""
    topic: str = ""
    """the message without the words that wish something of an offer"""

    def among(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the found ones that are among some names."""
        names = set(names)
        return tuple(cue for cue in self.found if cue in names)

    @property
    def languages(self) -> tuple[str, ...]:
        """Cues of the languages that are named; German goes without saying."""
        return tuple(c for c in self.found if c.startswith(LANGUAGE) and c != GERMAN)

    @property
    def wishes(self) -> tuple[str, ...]:
        """What an offer is wished to be, languages left out."""
        return self.among((*FACETS, *LEVELS))


@dataclass(frozen=True)
class CueFinder:
    """Finds cues in messages."""

    languages: Mapping[str, CueWords]

    def find(self, text: str, languages: Iterable[str]) -> Cues:
        """Look for the cues of some languages, the likeliest language first."""
        codes = [code for code in dict.fromkeys(languages) if code in self.languages]
        tables = [self.languages[code].table for code in codes]
        words = normalise(text[:_MOST_LETTERS]).split()[:_MOST]
        found: dict[str, None] = {}
        rest: list[str] = []
        stretches: list[tuple[set[str], list[str]]] = []
        at, fillers = 0, 0
        while at < len(words):
            cues, length = self._at(words, at, tables)
            fillers += _FILLER in cues
            stretches.append((cues, words[at : at + length]))
            found |= dict.fromkeys(sorted(cues - {_FILLER, NEUTRAL}))
            if not cues:
                rest.append(words[at])
            elif NEUTRAL in cues:
                rest += words[at : at + length]
            at += length
        spoken = SPEAKS in found
        topic = [word for cues, stretch in stretches if not _wishes(cues, spoken=spoken) for word in stretch]
        return Cues(tuple(found), tuple(rest), fillers == 0, " ".join(topic))

    def _at(self, words: list[str], at: int, tables: list[_Table]) -> tuple[set[str], int]:
        """The cues that begin at a word, and how many words they take."""
        longest = max((table.longest.get(words[at], 1) for table in tables), default=1)
        for length in range(min(_LONGEST, longest, len(words) - at), 0, -1):
            for table in tables:
                if cues := table.look_up(words[at : at + length]):
                    return cues, length
        word = words[at]
        if (level := word.translate(_LOOK_ALIKE)) in LEVELS:
            return {level}, 1
        if word.isdecimal():
            return {_FILLER}, 1
        return next(self._typos(word, tables), set()), 1

    @staticmethod
    def _typos(word: str, tables: list[_Table]) -> Iterator[set[str]]:
        if len(word) >= _TYPO:
            yield from filter(None, (table.nearly(word) for table in tables))


def _wishes(cues: set[str], *, spoken: bool) -> bool:
    """Whether a word wishes something; a language only where it shall be spoken, else it may be the topic."""
    named = any(cue.startswith(LANGUAGE) and cue != GERMAN for cue in cues)
    return bool(cues & _WISHED) or (named and spoken)
