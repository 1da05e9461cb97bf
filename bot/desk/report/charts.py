"""A chart as boxes and labels, drawn alike on the page (SVG) and in the PDF.

Colours are the house's blue, an amber and a grey: told apart by every eye and on a black-and-white printer.
What a colour means is written beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, NamedTuple

from bot.desk.report.model import HIDDEN, Columns, number

WIDTH, HEIGHT = 680.0, 230.0
INK, ACCENT, PALE = "#1a1a1a", "#004b6b", "#f2f4f7"
PARTS = ((ACCENT, "#ffffff"), ("#f0b84a", INK), ("#b9c2ca", INK))
"""the colour of each part, and of what is written in it"""
SIZE = 13.0
_TOP, _BOTTOM, _LABELS = 24.0, 26.0, 140.0
_ROOM_FOR_LABEL = 15.0


class Box(NamedTuple):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


class Label(NamedTuple):
    """Words; `y` is their base line."""

    x: float
    y: float
    text: str
    anchor: Literal["start", "middle"] = "middle"
    colour: str = INK
    bold: bool = False


@dataclass(frozen=True)
class Drawing:
    """All of a chart."""

    boxes: tuple[Box, ...]
    labels: tuple[Label, ...]


def draw(chart: Columns) -> Drawing:
    """Columns for the months, with their numbers on them."""
    shapes = [*(_shares(chart) if chart.percent else _numbers(chart)), *_axis(chart)]
    boxes = tuple(shape for shape in shapes if isinstance(shape, Box))
    return Drawing(boxes, tuple(shape for shape in shapes if isinstance(shape, Label)))


def _step(chart: Columns) -> float:
    return (WIDTH - (_LABELS if chart.percent else 0)) / max(len(chart.labels), 4)


def _axis(chart: Columns) -> Iterator[Box | Label]:
    step, ground = _step(chart), HEIGHT - _BOTTOM
    yield Box(0, ground, step * len(chart.labels), 1, INK)
    for i, label in enumerate(chart.labels):
        yield Label((i + 0.5) * step, HEIGHT - 8, label)


def _numbers(chart: Columns) -> Iterator[Box | Label]:
    """One part, as high as its number."""
    step, ground = _step(chart), HEIGHT - _BOTTOM
    cells = chart.parts[0][1]
    tallest = max([cell or 0 for cell in cells], default=0) or 1
    for i, cell in enumerate(cells):
        height = (ground - _TOP) * (cell or 0) / tallest
        if height:
            yield Box((i + 0.16) * step, ground - height, 0.68 * step, height, ACCENT)
        text = HIDDEN if cell is None else number(cell)
        yield Label((i + 0.5) * step, ground - height - 6, text, bold=True)


def _shares(chart: Columns) -> Iterator[Box | Label]:
    """Parts upon each other, together always as high; the last column says what they mean."""
    step, ground = _step(chart), HEIGHT - _BOTTOM
    tall, columns = ground - _TOP, list(zip(*(cells for _, cells in chart.parts), strict=True))
    for i, cells in enumerate(columns):
        if None in cells:
            yield Label((i + 0.5) * step, ground - 6, HIDDEN, bold=True)
            continue
        known = [cell or 0 for cell in cells]
        for upto, cell, (colour, ink) in zip(accumulate(known), known, PARTS, strict=False):
            top, height = ground - tall * upto / 100, tall * cell / 100
            yield Box((i + 0.1) * step, top, 0.8 * step, height, colour)
            if height >= _ROOM_FOR_LABEL:
                yield Label((i + 0.5) * step, top + height / 2 + 5, f"{cell} %", colour=ink)
    yield from _meanings(chart, columns[-1])


def _meanings(chart: Columns, last: tuple[int | None, ...]) -> Iterator[Box | Label]:
    ground, x = HEIGHT - _BOTTOM, WIDTH - _LABELS + 14
    tall, below = ground - _TOP, ground + _ROOM_FOR_LABEL
    shares = [cell or 0 for cell in last] if None not in last else [34, 33, 33]
    for (name, _), upto, cell, (colour, _) in zip(
        chart.parts, accumulate(shares), shares, PARTS, strict=False
    ):
        below = min(ground - tall * (upto - cell / 2) / 100 + 5, below - SIZE - 6)
        yield Box(x, below - 10, 11, 11, colour)
        yield Label(x + 17, below, name, "start")
