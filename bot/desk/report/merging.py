"""No small number is shown, and none can be worked out from what is shown.

Three things together: what happened less than five times is merged or left blank; where too little would be
blank to hide in, more is; and every number is rounded to five, so that differences (of two tables, of two
reports) say nothing certain. A total is the sum of the rounded numbers: one of its own, rounded by itself,
could give a small number away where many roundings go one way. So could the order: equal once rounded, things
stand in the order of their names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

LEAST = 5
"""the smallest number that is shown"""
STEP = 5
"""all numbers are multiples of it"""
Shown: TypeAlias = int | None
"""a rounded number, or nothing where it is not shown"""


def rounded(number: int) -> int:
    """The nearest multiple of five."""
    return STEP * ((number + STEP // 2) // STEP)


def total(number: int) -> Shown:
    """A number for itself: rounded, or not shown; nothing at all may be said."""
    return None if 0 < number < LEAST else rounded(number)


def _blanks(cells: Sequence[int]) -> set[int]:
    """Which of the cells of a line stay blank: small ones, and as many more as it takes to hide them."""
    found = {i for i, cell in enumerate(cells) if 0 < cell < LEAST}
    rest = sorted((i for i, cell in enumerate(cells) if cell and i not in found), key=lambda i: (cells[i], i))
    while rest and 0 < sum(cells[i] for i in found) < LEAST:
        found.add(rest.pop(0))
    return found


@dataclass(frozen=True)
class Line:
    """Numbers that keep their places, such as months."""

    cells: tuple[Shown, ...]
    total: Shown


def line(cells: Sequence[int]) -> Line:
    """Numbers in their places, the small ones blank."""
    blank = _blanks(cells)
    shown = tuple(None if i in blank else rounded(cell) for i, cell in enumerate(cells))
    return Line(shown, _sum(sum(cell or 0 for cell in shown), sum(cells[i] for i in blank)))


def _sum(shown: int, hidden: int) -> Shown:
    """The total of what is shown and what is not."""
    rest = total(hidden)
    return (shown or None) if rest is None else shown + rest


@dataclass(frozen=True)
class Ranking:
    """What happened most, and the small ones as one."""

    shown: Mapping[str, int]
    """rounded, the most frequent first"""
    rest: int
    """rounded; 0 where nothing had to be merged"""
    total: Shown

    @property
    def first(self) -> str:
        """What happened most, or nothing."""
        return next(iter(self.shown), "")


def ranking(numbers: Mapping[str, int]) -> Ranking:
    """Numbers by subject, with the small ones merged."""
    ordered = _ordered(numbers)
    cells = [numbers[key] for key in ordered]
    blank = _blanks(cells)
    shown = {key: rounded(numbers[key]) for i, key in enumerate(ordered) if i not in blank}
    rest = sum(cells[i] for i in blank)
    return Ranking(shown, total(rest) or 0, _sum(sum(shown.values()), rest))


@dataclass(frozen=True)
class Grid:
    """Numbers by subject and a second thing; `rest` is the line of the merged ones."""

    rows: Mapping[str, tuple[Shown, ...]]
    rest: tuple[Shown, ...]
    """empty where nothing had to be merged"""


def grid(numbers: Mapping[str, Sequence[int]]) -> Grid:
    """Lines of equal length: small lines merged, small cells blank, those with nothing in them too.

    Print no totals of its columns beside it: they are not hidden in.
    """
    sums = {key: sum(cells) for key, cells in numbers.items()}
    ordered = _ordered(sums)
    merged = _blanks([sums[key] for key in ordered])
    kept = [numbers[key] for i, key in enumerate(ordered) if i not in merged]
    rest = [sum(cells) for cells in zip(*(numbers[ordered[i]] for i in sorted(merged)), strict=True)]
    lines = [*kept, rest] if sum(rest) >= LEAST else kept
    shown = [tuple(cell or None for cell in line(cells).cells) for cells in lines]
    keys = [key for i, key in enumerate(ordered) if i not in merged]
    return Grid(dict(zip(keys, shown, strict=False)), shown[len(keys)] if len(lines) > len(keys) else ())


def _ordered(numbers: Mapping[str, int]) -> list[str]:
    """What happened at all, the most frequent first."""
    return sorted((key for key in numbers if numbers[key]), key=lambda key: (-rounded(numbers[key]), key))
