"""Texts whose letters join and run from right to left: as outlines, for fpdf2 does not join them by itself.

matplotlib (libraqm) does; the same way draws the referral card.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from bot import prints
from bot.core.writer import RIGHT_TO_LEFT_MARK

FONTS = Path(prints.__file__).parent / "fonts"
Pen: TypeAlias = Any
"""a path of fpdf2, which has no types"""
_MOVE, _LINE, _QUADRATIC, _CUBIC, _CLOSE = 1, 2, 3, 4, 79
"""what matplotlib's paths are made of"""
_SIZE = 100.0


class Outline(NamedTuple):
    """One line of text; y runs upwards from its base line, in hundredths of the size of the letters."""

    points: Sequence[tuple[float, float]]
    codes: Sequence[int]
    width: float


def is_joined(text: str) -> bool:
    """Whether a text has letters that run from right to left."""
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)


def outlines(text: str, width: float) -> list[Outline]:
    """The lines of a text, cut at spaces so that each is no wider than `width` (in hundredths, too)."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _outline(longer).width <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [_outline(line) for line in lines]


@cache
def _outline(line: str) -> Outline:
    # matplotlib needs a second to be read: only where there is something for it to do
    from matplotlib.font_manager import get_font
    from matplotlib.textpath import TextToPath

    names = ("NotoSansArabic-Regular.ttf", "NotoSans-Regular.ttf", "NotoSansEthiopic-Regular.ttf")
    font = get_font([str(FONTS / name) for name in names])
    font.set_size(_SIZE, 72)
    glyphs, shapes, _ = TextToPath().get_glyphs_with_font(font, RIGHT_TO_LEFT_MARK + line)
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    for name, x, y, scale in glyphs:
        vertices, kinds = shapes[name]
        points.extend((float(px) * scale + x, float(py) * scale + y) for px, py in vertices)
        codes.extend(int(kind) for kind in kinds)
    return Outline(points, codes, max((x for x, _ in points), default=0.0))


def trace(pen: Pen, outline: Outline, x: float, y: float, scale: float) -> None:
    """Draw a line with its left end at `x` and its base line at `y`."""
    places = ((x + px * scale, y - py * scale) for px, py in outline.points)
    for kind, around in _strokes(outline.codes, places):
        if kind == _MOVE:
            pen.move_to(*around[0])
        elif kind == _LINE:
            pen.line_to(*around[0])
        elif kind == _QUADRATIC:
            pen.quadratic_curve_to(*around[0], *around[1])
        elif kind == _CUBIC:
            pen.curve_to(*around[0], *around[1], *around[2])
        elif kind == _CLOSE:
            pen.close()


def _strokes(
    codes: Sequence[int], places: Iterator[tuple[float, float]]
) -> Iterator[tuple[int, list[tuple[float, float]]]]:
    """Each stroke with all its points: a curve has two or three."""
    waiting: list[tuple[float, float]] = []
    for code, place in zip(codes, places, strict=True):
        waiting.append(place)
        if len(waiting) == {_QUADRATIC: 2, _CUBIC: 3}.get(code, 1):
            yield code, waiting
            waiting = []
