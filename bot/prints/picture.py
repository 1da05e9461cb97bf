"""The referral card as a picture: A6, at 300 dots an inch, with a QR code; text is shaped by matplotlib.

matplotlib (libraqm) joins Arabic letters, orders right-to-left lines and takes each letter from the
first font that has it. Fonts: Noto (SIL Open Font License), see fonts/OFL.txt.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import segno
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.patches import Rectangle

from bot.core.conversation import PrintedCard
from bot.core.writer import RIGHT_TO_LEFT_MARK

WIDTH, HEIGHT, DPI = 105, 148, 300
"""millimetres (A6, ISO 216), dots an inch"""
MARGIN = 7.0
"""millimetres"""
_INCH = 25.4
_POINT = _INCH / 72  # millimetres
_FONTS = Path(__file__).parent / "fonts"
_FAMILIES = ["Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic"]
_UNDRAWN = re.compile("[\u2000-\u200d\ufe0f\U0001f000-\U0001faff☀-➿⬀-⯿]")
_INK, _PALE, _ACCENT = "#1a1a1a", "#f2f4f7", "#004b6b"
_QR = 24.0  # millimetres
_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0)  # points: the largest in which everything fits


def draw(card: PrintedCard) -> bytes:
    """The card as a PNG file."""
    for path in sorted(_FONTS.glob("*.ttf")):
        fontManager.addfont(str(path))
    for size in _SIZES:
        sheet = _Sheet(size)
        if sheet.fill(card) or size == _SIZES[-1]:
            return sheet.png()
    raise AssertionError("there is always a smallest size")


class _Sheet:
    """A card under way; y is counted in millimetres from the top."""

    def __init__(self, size: float) -> None:
        self.size = size
        self.figure = Figure(figsize=(WIDTH / _INCH, HEIGHT / _INCH), dpi=DPI, facecolor="white")
        self.canvas = FigureCanvasAgg(self.figure)
        self.y = MARGIN

    def fill(self, card: PrintedCard) -> bool:
        """Draw everything; whether it fitted."""
        self._head(card.title)
        self._block(card.german, right_to_left=False)
        if card.own:
            self._rule()
            self._block(card.own, right_to_left=card.right_to_left)
        room = HEIGHT - MARGIN - (_QR + 2 if card.link else 0)
        if card.link:
            self._qr(card.link)
        return self.y <= room

    def png(self) -> bytes:
        """The picture so far."""
        file = io.BytesIO()
        self.canvas.print_png(file)  # type: ignore[no-untyped-call]
        return file.getvalue()

    def _head(self, title: str) -> None:
        lines = self._wrapped(title, self.size + 2, bold=True)
        height = len(lines) * self._line(self.size + 2) + 6
        self._box(0, 0, WIDTH, height, _ACCENT)
        self.y = 3.0
        for line in lines:
            self._put(line, self.size + 2, bold=True, colour="white")
        self.y = height + 4

    def _block(self, lines: tuple[str, ...], *, right_to_left: bool) -> None:
        """The first line is the wish, in bold on a pale ground."""
        for number, text in enumerate(lines):
            bold = number == 0
            for line in self._wrapped(text, self.size, bold=bold):
                self._put(line, self.size, bold=bold, right_to_left=right_to_left)
            self.y += 1.2

    def _rule(self) -> None:
        self.y += 1
        self._box(MARGIN, self.y, WIDTH - 2 * MARGIN, 0.3, _ACCENT)
        self.y += 3

    def _put(
        self, line: str, size: float, *, bold: bool = False, right_to_left: bool = False, colour: str = _INK
    ) -> None:
        x = WIDTH - MARGIN if right_to_left else MARGIN
        self.y += self._line(size)
        self.figure.text(
            x / WIDTH,
            1 - (self.y - 0.25 * self._line(size)) / HEIGHT,
            RIGHT_TO_LEFT_MARK + line if right_to_left else line,
            ha="right" if right_to_left else "left",
            va="baseline",
            color=colour,
            fontproperties=_font(size, bold=bold),
            parse_math=False,
        )

    def _wrapped(self, text: str, size: float, *, bold: bool) -> list[str]:
        """Cut at spaces so that each line fits the width."""
        lines: list[str] = []
        for word in _UNDRAWN.sub("", text).split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._width(longer, size, bold=bold) <= WIDTH - 2 * MARGIN:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _width(self, text: str, size: float, *, bold: bool) -> float:
        renderer = self.canvas.get_renderer()  # type: ignore[no-untyped-call]
        width, _, _ = renderer.get_text_width_height_descent(text, _font(size, bold=bold), False)
        return float(width) / DPI * _INCH

    @staticmethod
    def _line(size: float) -> float:
        """The height of a line in millimetres."""
        return 1.35 * size * _POINT

    def _qr(self, link: str) -> None:
        """The code stands in the lower right corner, with the quiet zone the standard asks for."""
        matrix = [list(row) for row in segno.make(link, error="m").matrix_iter(border=4)]
        cell = _QR / len(matrix)
        left, top = WIDTH - MARGIN - _QR, HEIGHT - MARGIN - _QR
        for row, cells in enumerate(matrix):
            for column, dark in enumerate(cells):
                if dark:
                    self._box(left + column * cell, top + row * cell, cell, cell, "black")

    def _box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        corner = (x / WIDTH, 1 - (y + height) / HEIGHT)
        self.figure.add_artist(
            Rectangle(
                corner,
                width / WIDTH,
                height / HEIGHT,
                transform=self.figure.transFigure,
                facecolor=colour,
                linewidth=0,
                antialiased=False,
            )
        )


def _font(size: float, *, bold: bool) -> FontProperties:
    return FontProperties(family=_FAMILIES, size=size, weight="bold" if bold else "normal")
