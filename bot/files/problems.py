"""What is wrong in a data file, and what to do about it, in German for the coordinator."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

_NEAR = 60
"""how alike, of 100, two words are of which one may be a slip for the other"""


@dataclass(frozen=True, order=True)
class Problem:
    """One finding: where it is, what is wrong, what to do. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    field: str
    what: str
    remedy: str
    severity: Literal["error", "warning"] = "error"
    about: tuple[str, str] | None = dataclasses.field(default=None, compare=False)
    """kind and name of what is named and does not exist"""

    def __str__(self) -> str:
        """The finding in one line, with the place in the form editors turn into a link."""
        place = f"{self.file}:{self.line}:{self.column}"
        field = f"{self.field}: " if self.field else ""
        hint = "Hinweis: " if self.severity == "warning" else ""
        return f"{place}: {field}{hint}{self.what}; {self.remedy}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """„Meinten Sie …?“ where a known word is near, else a plain request to look at the spelling."""
    best = nearest(word, known)
    return f"meinten Sie „{best}“?" if best else "bitte die Schreibweise prüfen"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that may have been meant, if one is near."""
    best = process.extractOne(word, list(known), scorer=_likeness, processor=str.casefold, score_cutoff=1)
    return best[0] if best else None


def _likeness(word: str, other: str, **_: Any) -> float:
    """How alike two words are, 0 to 100: two letters that changed places are one slip, as people make it."""
    one, two = fuzz.ratio(word, other), 100 * OSA.normalized_similarity(word, other)
    return (one + two) / 2 if max(one, two) >= _NEAR else 0.0


class BrokenFiles(Exception):
    """The files of a town cannot be used as they are."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
