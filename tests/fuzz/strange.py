"""Strange input by the thousand: texts of all scripts, YAML of tokens, real files gone wrong.

Hypothesis draws seeds and its own texts; from a seed come many inputs at once, far quicker than to draw
each letter. The same seed gives the same inputs, and a failing input stands in the assertion.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck

HOME = Path(__file__).parent.parent.parent
FOR_ITS_OWN: dict[str, Any] = {
    "deadline": None,
    "derandomize": True,
    "database": None,
    "suppress_health_check": list(HealthCheck),
}
"""settings: the same inputs in every run, nothing kept"""
RANGES = (
    (0x00, 0x20), (0x20, 0x7F), (0x7F, 0xA0), (0xA0, 0x250), (0x250, 0x370), (0x300, 0x370), (0x370, 0x400),
    (0x400, 0x530), (0x530, 0x590), (0x590, 0x600),
    (0x600, 0x700), (0x750, 0x780), (0x900, 0x980), (0xE00, 0xE80),
    (0x10A0, 0x1100), (0x1100, 0x1200), (0x1200, 0x1380),
    (0x1E00, 0x2000), (0x2000, 0x2070), (0x20D0, 0x2100),
    (0x2150, 0x2190), (0x3040, 0x3100), (0x4E00, 0x4F00),
    (0xAC00, 0xAD00), (0xD800, 0xE000), (0xE000, 0xE010),
    (0xFB00, 0xFE00), (0xFE00, 0xFE10), (0xFE70, 0x10000), (0x1D400, 0x1D800), (0x1F1E6, 0x1F200),
    (0x1F300, 0x1F700), (0xE0000, 0xE0080), (0x10FF00, 0x110000), (0, 0x110000),
)  # fmt: skip
SEQUENCES = (
    "👨\u200d👩\u200d👧", "👍🏿", "🇩🇪", "1\ufe0f\u20e3",
    "z\u0300\u0316\u0334", "\u202eabc\u202c", "\u2067ع\u2069", "\ud83d",
    "\ude00\ud83d", "ﷺ", "ß", "ẞ", "İ", "ŉ", "ǰ", "ΐ", "ﬃ", "㎢",
    "½", "Ⅷ", "ⅷ", "ue", "oee", "sch", "tsch", "μπ", "ክ", "\r\n",
    "\u2028", "\u0085", "\0", "\ufeff", "\ufffe", "aaa", "...", "ـ", "لا", "१२", "𝟚", "'", "’", "\u00ad",
)  # fmt: skip
TOKENS = (
    "a", "b", "id", "name", "services", "value", "- ", "-", ": ", ":",
    "? ", ", ", "[", "]", "{", "}", "'", '"', "#",
    " #", "&x ", "*x", "!!str ", "!t", "|", ">", "|-",
    ">+2", "%TAG ! !", "%YAML 1.1", "---", "...", "@", "`", "\n",
    "\n  ", "\n    ", "\n- ", "\n  - ", "\t", " ", "  ",
    "\r\n", "\r", "\\", "\\0", "\\ud800", '"\\x41', "\ufeff",
    "\u2028", "\0", "\x07", "\x85", "ä", "ع", "😀", "<<", "~", "null", "true", "10:00", "2026-11-24", "1e999",
    "9999-12-31", "0001-01-01", "10:00Z", "-1", "MO,TU", "\u202e",
)  # fmt: skip


def text(chance: Random) -> str:
    """A text of letters of a few ranges and of sequences; one in two hundred is longer than what is read."""
    ranges = chance.sample(RANGES, chance.randint(1, 4))
    length = chance.randint(4000, 4200) if chance.random() < 0.005 else chance.randint(0, 40)
    return "".join(_sign(chance, ranges) for _ in range(length))


def _sign(chance: Random, ranges: Sequence[tuple[int, int]]) -> str:
    if chance.random() < 0.15:
        return chance.choice(SEQUENCES)
    return chr(chance.randrange(*chance.choice(ranges)))


def tokens(chance: Random) -> bytes:
    """Something that looks like YAML."""
    return encoded("".join(chance.choices(TOKENS, k=chance.randint(1, 40))))


def encoded(written: str) -> bytes:
    """The bytes of a text, half characters too."""
    return written.encode("utf-8", "surrogatepass")


def mutated(chance: Random, lines: Sequence[bytes]) -> bytes:
    """A stretch of a real file, or all of it, with up to four things wrong."""
    size = len(lines) if chance.random() < 0.1 else chance.randint(1, 30)
    start = 0 if chance.random() < 0.6 else chance.randrange(len(lines))
    stretch = list(lines[start : start + size])
    for _ in range(chance.randint(0, 4)):
        chance.choice(_WRONGS)(chance, stretch)
    return b"\n".join(stretch)


def _cut(chance: Random, lines: list[bytes]) -> None:
    at = chance.randrange(len(lines))
    lines[at] = lines[at][: chance.randint(0, len(lines[at]))]


def _without(chance: Random, lines: list[bytes]) -> None:
    if len(lines) > 1:
        del lines[chance.randrange(len(lines))]


def _swapped(chance: Random, lines: list[bytes]) -> None:
    one, other = (chance.randrange(len(lines)) for _ in range(2))
    lines[one], lines[other] = lines[other], lines[one]


def _doubled(chance: Random, lines: list[bytes]) -> None:
    at = chance.randrange(len(lines))
    lines[at:at] = lines[at : at + chance.randint(1, 3)]


def _indented(chance: Random, lines: list[bytes]) -> None:
    at = chance.randrange(len(lines))
    lines[at] = b" " * chance.randint(0, 8) + lines[at].lstrip()


def _bytes(chance: Random, lines: list[bytes]) -> None:
    at = chance.randrange(len(lines))
    where = chance.randint(0, len(lines[at]))
    lines[at] = lines[at][:where] + chance.randbytes(chance.randint(1, 4)) + lines[at][where:]


def _token(chance: Random, lines: list[bytes]) -> None:
    """Another value, or a sign in the middle of a line."""
    at = chance.randrange(len(lines))
    head, colon, _ = lines[at].partition(b": ")
    where = chance.randint(0, len(lines[at]))
    token = encoded(chance.choice(TOKENS))
    middle = lines[at][:where] + token + lines[at][where:]
    lines[at] = head + colon + token if colon and chance.random() < 0.7 else middle


_WRONGS: tuple[Callable[[Random, list[bytes]], None], ...] = (
    _cut, _without, _swapped, _doubled, _indented, _bytes, _token, _token,
)  # fmt: skip
