"""What a report consists of: sections with sentences, charts and tables, for page, PDF and CSV alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from babel.numbers import format_decimal


class Share(NamedTuple):
    """Hundredths, already whole; `some` where there is something, however little."""

    percent: int
    some: bool = False


Cell: TypeAlias = str | int | Share | None
"""nothing is a number that is not shown"""
HIDDEN = "·"
NOTE = f"{HIDDEN} nicht gezeigt, damit niemand an einer kleinen Zahl zu erkennen ist"


class Line(NamedTuple):
    """A line of a table; a strong one stands above those that follow it."""

    cells: tuple[Cell, ...]
    strong: bool = False


@dataclass(frozen=True)
class Table:
    """One table, and one CSV file."""

    name: str
    """of the file"""
    caption: str
    head: tuple[str, ...]
    lines: tuple[Line, ...]
    bar: int | None = None
    """the column that is drawn as bars too"""
    heat: bool = False
    """whether larger numbers stand on a darker ground"""
    foreign: int | None = None
    """the column that holds texts of any language"""
    real: bool = False
    """whether it says how things are even where all else is invented"""

    def is_figure(self, column: int) -> bool:
        """Whether a column holds numbers, so stands to the right; the first one never does."""
        return column > 0 and any(not isinstance(line.cells[column], str) for line in self.lines)

    @property
    def note(self) -> str:
        """What the point means, where there is one."""
        return NOTE if any(None in line.cells for line in self.lines) else ""

    def title(self, *, demo: bool) -> str:
        """The caption; in a demonstration with a word on what is invented."""
        if not demo:
            return self.caption
        return f"{self.caption} ({'wirklicher Stand' if self.real else 'erfundene Zahlen'})"


@dataclass(frozen=True)
class Columns:
    """A chart: a column for each month, of one or more parts."""

    title: str
    labels: tuple[str, ...]
    parts: tuple[tuple[str, tuple[int | None, ...]], ...]
    percent: bool = False


@dataclass(frozen=True)
class Section:
    """A part of the report under its own heading."""

    title: str
    sentences: tuple[str, ...]
    chart: Columns | None = None
    tables: tuple[Table, ...] = ()


class Key(NamedTuple):
    """One of the figures that matter, on the cover."""

    figure: str
    meaning: str


@dataclass(frozen=True)
class Report:
    """The whole."""

    town: str
    period: str
    made_on: str
    keys: tuple[Key, ...]
    summary: tuple[str, ...]
    """what matters most, for the cover"""
    sections: tuple[Section, ...]
    demo: bool = False
    method: tuple[str, ...] = field(default=())

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table of every section."""
        return tuple(table for section in self.sections for table in section.tables)


DEMO = "Vorführung mit frei erfundenen Zahlen"
"""stands on every page of a report that was made without a bot"""
MARK = "Vorführung"
"""stands across them"""
OTHERS = "übrige"
"""the line of what was merged"""


def written(cell: Cell) -> str:
    """A cell as it is printed in German."""
    if cell is None:
        return HIDDEN
    if isinstance(cell, Share):
        return f"{cell.percent} %" if cell.percent or not cell.some else "< 1 %"
    return cell if isinstance(cell, str) else number(cell)


def number(value: int) -> str:
    """`12.345`"""
    return str(format_decimal(value, locale="de"))
