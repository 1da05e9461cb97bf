"""Names of organisations in a message: whole words, misspelt or run together, in any script."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core.skeleton import skeleton
from bot.core.text import normalise

_EXACT_BELOW = 5  # letters; shorter names are acronyms and must match exactly
_ONE_SLIP_BELOW = 9  # letters; longer names may have two
_SKELETON_AT_LEAST = 5  # consonants
_MOST_WORDS = 60  # of a message are searched for names
_LONGEST_NAME = 5  # words
_MOST_LETTERS = 1500  # of them
_LONGEST_WRITTEN = 100  # letters of a name; what is longer is none

Everyday = Callable[[Sequence[str]], list[bool]]
"""which of some words are everyday ones"""


@dataclass(frozen=True)
class Office:
    """An organisation, the names it goes by, and its needs, the first one first."""

    id: str
    names: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Mention:
    """An office named in a message, and the message without that name."""

    office: Office
    rest: str


@dataclass(frozen=True)
class OfficeFinder:
    """All names, written without spaces; by first letter and length; and their skeletons."""

    names: Mapping[str, Office]
    shelves: Mapping[tuple[str, int], Sequence[str]]
    skeletons: Mapping[str, Office]

    def find(self, text: str, everyday: Everyday = lambda words: [False] * len(words)) -> Mention | None:
        """Find the longest name in a message; everyday words are no misspelt names."""
        words = normalise(text[:_MOST_LETTERS]).split()[:_MOST_WORDS]
        plain = everyday(words)
        best: tuple[int, int, int, Office] | None = None
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + _LONGEST_NAME) + 1):
                written = "".join(words[start:end])
                if len(written) > _LONGEST_WRITTEN:
                    break
                if best and len(written) <= best[0]:
                    continue
                office = self.names.get(written) if all(plain[start:end]) else self._named(written)
                if office:
                    best = (len(written), start, end, office)
        return Mention(best[3], " ".join(words[: best[1]] + words[best[2] :])) if best else None

    def _named(self, written: str) -> Office | None:
        """Exactly, then with a slip or two, then by the sound of its consonants."""
        if written in self.names or len(written) < _EXACT_BELOW:
            return self.names.get(written)
        slips = 1 if len(written) < _ONE_SLIP_BELOW else 2
        for length in range(len(written) - slips, len(written) + slips + 1):
            shelf = self.shelves.get((written[0], length), ())
            if shelf and (
                found := process.extractOne(written, shelf, scorer=OSA.distance, score_cutoff=slips)
            ):
                return self.names[found[0]]
        sound = skeleton(written)
        return self.skeletons.get(sound) if len(sound) >= _SKELETON_AT_LEAST else None


def office_finder(offices: Iterable[Office]) -> OfficeFinder:
    """Collect all names; of two offices with one name the first has it."""
    names: dict[str, Office] = {}
    for office in offices:
        for name in office.names:
            written = normalise(name).replace(" ", "")
            if len(written) > 1:
                names.setdefault(written, office)
    long = [name for name in names if len(name) >= _EXACT_BELOW]
    shelves: dict[tuple[str, int], list[str]] = {}
    for name in long:
        shelves.setdefault((name[0], len(name)), []).append(name)
    return OfficeFinder(names, shelves, {skeleton(name): names[name] for name in reversed(long)})
