"""From a message to a decision: answer, ask back, or say honestly that it was not understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from bot.core.language import LanguageGuesser, LanguageHints, as_array, guesser_from, learn_languages
from bot.core.matcher import Arrays, Matcher, from_examples
from bot.core.text import normalise

__all__ = ["LanguageHints", "Office", "Phrase", "Understander", "Understanding"]


@dataclass(frozen=True)
class Phrase:
    """An example of what a person may write; need None means out of scope."""

    text: str
    need: str | None
    language: str


@dataclass(frozen=True)
class Office:
    """An organisation, the names it goes by, and its needs, the first one first."""

    id: str
    names: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Understanding:
    """What was understood, and what to do about it."""

    decision: Literal["answer", "clarify", "reject"]
    needs: tuple[tuple[str, float], ...]
    chosen: tuple[str, ...]
    organization: str | None
    language: str


@dataclass(frozen=True)
class Understander:
    """Everything learnt that is needed to understand a message."""

    matcher: Matcher
    guesser: LanguageGuesser
    offices: tuple[Office, ...]

    @classmethod
    def learn(
        cls,
        phrases: Sequence[Phrase],
        offices: Sequence[Office],
        needs: Sequence[str],
        languages: Sequence[str],
    ) -> "Understander":
        """Learn from example phrases."""
        examples = [(phrase.text, phrase.need) for phrase in phrases if phrase.need in needs and phrase.need]
        outside = [phrase.text for phrase in phrases if phrase.need is None]
        guesser = learn_languages(((phrase.text, phrase.language) for phrase in phrases), languages)
        return cls(from_examples([*examples, *((text, "") for text in outside)]), guesser, tuple(offices))

    def understand(self, text: str, hints: LanguageHints = LanguageHints()) -> Understanding:  # noqa: B008 - frozen
        """Decide what a message is about."""
        needs = tuple(self.matcher.match(text))
        office = self._office(text)
        if office and office.needs:
            first = office.needs[0]
            needs = ((first, 1.0), *((need, score) for need, score in needs if need != first))
        language = self.guesser.language(text, hints)
        best = needs[0][1] if needs else 0.0
        if best > 0.5:  # noqa: PLR2004
            return Understanding("answer", needs, (needs[0][0],), office.id if office else None, language)
        choices = tuple(need for need, _ in needs[:3])
        decision: Literal["clarify", "reject"] = "clarify" if best > 0.2 else "reject"  # noqa: PLR2004
        return Understanding(decision, needs, choices, office.id if office else None, language)

    def _office(self, text: str) -> Office | None:
        normal = normalise(text)
        for office in self.offices:
            if any(fuzz.ratio(normal, normalise(name)) > 90 for name in office.names):  # noqa: PLR2004
                return office
        return None

    def to_arrays(self) -> dict[str, NDArray[np.generic]]:
        """Give all that was learnt as arrays, to be kept in a file."""
        mine = {"languages": as_array(self.guesser.languages), "evidence": self.guesser.evidence}
        return {**self.matcher.to_arrays(), **mine}

    @classmethod
    def from_arrays(cls, arrays: Arrays, offices: Sequence[Office]) -> "Understander":
        """Take up what was learnt before."""
        return cls(Matcher.from_arrays(arrays), guesser_from(arrays), tuple(offices))
