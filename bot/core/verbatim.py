"""Examples word for word: a sentence that stands under a label is never taken for something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.chance import Names, names_of
from bot.core.classifier import Marks
from bot.core.text import normalise
from bot.core.vectors import Floats

_SURE = np.float32(0.99)


@dataclass(frozen=True)
class Verbatim:
    """The names of all examples that stand under one label only, sorted, and the label of each."""

    names: Names
    marks: Marks

    def mark(self, text: str) -> int | None:
        """The label of a text that is an example, small and capital letters and signs aside."""
        (name,) = names_of([normalise(text)])
        at = int(self.names.searchsorted(name))
        return int(self.marks[at]) if at < self.names.size and self.names[at] == name else None


def verbatim_of(texts: Sequence[str], marks: Marks) -> Verbatim:
    """Remember examples; one that stands under several labels says nothing."""
    pairs = np.unique(
        np.stack([names_of([normalise(text) for text in texts]), marks.astype(np.uint64)]), axis=1
    )
    names, times = np.unique(pairs[0], return_counts=True)
    first = pairs[0].searchsorted(names)[times == 1]
    return Verbatim(pairs[0][first], pairs[1][first].astype(np.intp))


def leaning(shares: Floats, mark: int) -> Floats:
    """Nearly all of the evidence for one label."""
    leant = shares * (1 - _SURE)
    leant[mark] += _SURE
    return leant
