"""One table in the PDF: its head again on every page, bars and grounds as on the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from bot.desk.report.model import HIDDEN, Cell, Line, Table, written
from bot.desk.report.page import bar, warmth
from bot.desk.report.shaped import Outline, is_joined, outlines, trace

_PAD, _LINE, _SIZE = 1.6, 4.6, 9.0
_POINT = 25.4 / 72  # millimetres
_SCALE = _SIZE * _POINT / 100  # an outline is drawn in hundredths
_BAR, _LONG = 44.0, 26
"""the width of the bars; a longer table may be cut"""
_ACCENT, _SOFT, _PALE, _RULE = "#004b6b", "#4a545e", "#f2f4f7", "#cfd6dc"
_GROUNDS = ("#ffffff", "#edf4f7", "#d3e5ed", "#a9cddc", "#2f7694", "#004b6b")
_SHORT_HEAD = 2
"""words; a head of more of them gets a wider column"""
_DARK = 4
"""from this ground on letters are white"""


@dataclass(frozen=True)
class TableInPdf:
    """A table and the pages it is drawn on."""

    sheets: Any
    """the pages: fpdf2 has no types"""
    table: Table
    width: float

    def draw(self, *, demo: bool) -> None:
        """The caption and all lines; a short one is not cut."""
        self.sheets.ln(3)
        self.sheets.keep(self.room)
        self.sheets.ink(10, bold=True)
        self.sheets.say(self.table.title(demo=demo))
        self._head()
        heights = self._heights
        for number, (line, height) in enumerate(zip(self.table.lines, heights, strict=True)):
            room = height + (_LINE + 2 * _PAD if line.strong and number < len(heights) - 1 else 0)
            if self.sheets.will_page_break(room):
                self.sheets.add_page()
                self._head()
            self._line(line, number, height)
        if self.table.note:
            self.sheets.ln(1)
            self.sheets.ink(8)
            self.sheets.say(self.table.note, 4)
        self.sheets.ln(3)

    @cached_property
    def room(self) -> float:
        """What has to be left on a page to begin the table there: all of a short one."""
        whole = 22 + sum(self._heights)
        return whole if len(self._heights) <= _LONG and whole < self.sheets.eph else 45.0

    @cached_property
    def _heights(self) -> list[float]:
        return [self._height(line) for line in self.table.lines]

    @cached_property
    def _widths(self) -> list[float]:
        """Figures take what they need, texts share the rest; months are all as wide."""
        if self.table.heat:
            months = len(self.table.head) - 1
            return [0.34 * self.width, *([0.66 * self.width / months] * months)]
        figures = [self.table.is_figure(i) for i in range(len(self.table.head))]
        self.sheets.set_font("text", "B", _SIZE)
        needed = [self._needed(i) if figure else 0.0 for i, figure in enumerate(figures)]
        weights = [0.0 if f else (3.0 if i == self.table.foreign else 2.0) for i, f in enumerate(figures)]
        rest = self.width - sum(needed) - (_BAR if self.table.bar is not None else 0)
        return [n or rest * weight / sum(weights) for n, weight in zip(needed, weights, strict=True)]

    def _needed(self, column: int) -> float:
        words = self.table.head[column].split()
        texts = [*words, *(written(line.cells[column]) for line in self.table.lines)]
        return (
            max(float(self.sheets.get_string_width(text)) for text in texts)
            + 2 * _PAD
            + 1.5
            + 6 * (len(words) > _SHORT_HEAD)
        )

    def _lefts(self) -> list[float]:
        """Where each column begins: bars stand behind theirs."""
        gaps = [_BAR if i == self.table.bar else 0.0 for i in range(len(self._widths))]
        ends = accumulate(w + gap for w, gap in zip(self._widths, gaps, strict=True))
        return [self.sheets.l_margin + x for x in (0.0, *ends)][:-1]

    def _lines_of(self, text: str, column: int, *, bold: bool = False) -> int:
        self.sheets.set_font("text", "B" if bold else "", _SIZE)
        wide = self._widths[column]
        return (
            len(self.sheets.multi_cell(wide, _LINE, text, dry_run=True, output="LINES", padding=(0, _PAD)))
            or 1
        )

    def _outlines(self, text: str, column: int) -> list[Outline]:
        return outlines(text, (self._widths[column] - 2 * _PAD) / _SCALE)

    def _height(self, line: Line) -> float:
        tall = 1
        for i, cell in enumerate(line.cells):
            if isinstance(cell, str) and cell:
                joined = i == self.table.foreign and is_joined(cell)
                tall = max(
                    tall,
                    len(self._outlines(cell, i)) if joined else self._lines_of(cell, i, bold=line.strong),
                )
        return tall * _LINE + _PAD

    def _head(self) -> None:
        sheets, top = self.sheets, self.sheets.get_y()
        tall = max(self._lines_of(title, i, bold=True) for i, title in enumerate(self.table.head))
        sheets.ink(_SIZE, bold=True)
        sheets.set_text_color(_SOFT)
        for i, (title, x) in enumerate(zip(self.table.head, self._lefts(), strict=True)):
            sheets.set_xy(x, top + (tall - self._lines_of(title, i, bold=True)) * _LINE)
            self._words(title, i, "R" if self.table.is_figure(i) else "L")
        bottom = top + tall * _LINE + 1
        self._rule(bottom, _ACCENT, 0.5)
        sheets.set_y(bottom + 0.4)

    def _rule(self, y: float, colour: str, thick: float) -> None:
        self.sheets.set_draw_color(colour)
        self.sheets.set_line_width(thick)
        self.sheets.line(self.sheets.l_margin, y, self.sheets.l_margin + self.width, y)

    def _words(self, text: str, column: int, align: str) -> None:
        self.sheets.multi_cell(self._widths[column], _LINE, text, align=align, padding=(0, _PAD))

    def _line(self, line: Line, number: int, height: float) -> None:
        sheets, top = self.sheets, self.sheets.get_y()
        if line.strong:
            sheets.set_fill_color(_PALE)
            sheets.rect(sheets.l_margin, top, self.width, height, style="F")
        for i, (cell, x) in enumerate(zip(line.cells, self._lefts(), strict=True)):
            sheets.set_xy(x, top)
            self._cell(cell, i, height, bold=line.strong)
        length = bar(self.table, number)
        if length is not None and self.table.bar is not None:
            x = self._lefts()[self.table.bar] + self._widths[self.table.bar] + 3
            sheets.set_fill_color(_ACCENT)
            sheets.rect(x, top + 1.3, max((_BAR - 6) * length / 100, 0.2), 3.4, style="F")
        self._rule(top + height, _RULE, 0.15)
        sheets.set_y(top + height)

    def _cell(self, cell: Cell, column: int, height: float, *, bold: bool) -> None:
        sheets, warm = self.sheets, warmth(self.table, cell)
        x, top = sheets.get_x(), sheets.get_y()
        if warm:
            sheets.set_fill_color(_GROUNDS[warm])
            sheets.rect(x, top, self._widths[column], height, style="F")
        sheets.ink(_SIZE, bold=bold)
        if warm >= _DARK:
            sheets.set_text_color("#ffffff")
        text = HIDDEN if cell is None else written(cell)
        if column == self.table.foreign and is_joined(text):
            self._joined(text, column, x, top)
            return
        sheets.set_xy(x, top + _PAD / 2)
        self._words(text, column, "R" if self.table.is_figure(column) else "L")

    def _joined(self, text: str, column: int, x: float, top: float) -> None:
        """Lines that run from right to left, as shapes."""
        right = x + self._widths[column] - _PAD
        for number, outline in enumerate(self._outlines(text, column)):
            base = top + _PAD / 2 + number * _LINE + 0.72 * _LINE
            with self.sheets.new_path() as pen:
                pen.style.fill_color, pen.style.stroke_color = "#1a1a1a", None
                trace(pen, outline, right - outline.width * _SCALE, base, _SCALE)
