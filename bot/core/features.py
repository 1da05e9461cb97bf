"""What a text is made of: hashed pieces of letters, words and skeletons.

A piece is named by 32 bits of a polynomial hash over its characters, so all pieces of a text
come from one running sum (Karp and Rabin 1987) without a Python loop, in time linear in its length.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.skeleton import skeleton
from bot.core.text import LONGEST_TEXT, normalise

Hashes = NDArray[np.uint32]  # shape (pieces,)
Wide = NDArray[np.uint64]

LETTERS, WORDS, SKELETON = 0, 1, 2  # the kinds of pieces
KINDS = 3
_LETTER_SIZES = (2, 3, 4, 5)
_SKELETON_SIZES = (3, 4, 5)
_ROOM = 2 * LONGEST_TEXT + 8  # a skeleton may be longer than its text by a little

_BASE = 0x9E3779B97F4A7C15  # odd, so it can be inverted modulo 2**64
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def _powers(base: int) -> Wide:
    return np.cumprod(np.full(_ROOM, base, dtype=np.uint64), dtype=np.uint64)


_POWERS = _powers(_BASE)
_INVERSES = _powers(pow(_BASE, -1, 2**64))


@dataclass(frozen=True)
class _Running:
    """The running sum over a text, from which any piece of it is hashed at once."""

    sums: Wide
    spaces: NDArray[np.int64]  # how many spaces stand before each position

    def pieces(self, starts: NDArray[np.int64], ends: NDArray[np.int64], salt: int) -> Wide:
        """Hash text[start:end] for all pairs."""
        raw = (self.sums[ends] - self.sums[starts]) * _INVERSES[starts] + np.uint64(salt)
        mixed = (raw ^ (raw >> np.uint64(29))) * _MIX
        return mixed ^ (mixed >> np.uint64(32))


def _running(text: str) -> _Running:
    codes = np.frombuffer(text[:_ROOM].encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(codes * _POWERS[: codes.size], dtype=np.uint64)))
    spaces = np.concatenate((np.zeros(1, np.int64), np.cumsum(codes == ord(" "), dtype=np.int64)))
    return _Running(sums, spaces)


def _runs(running: _Running, sizes: tuple[int, ...], salt: int) -> list[Wide]:
    """Pieces of so many characters that lie within one word and its edges."""
    found = []
    for size in sizes:
        starts = np.arange(running.sums.size - size)
        inside = running.spaces[starts + size - 1] == running.spaces[starts + 1]
        starts = starts[inside]
        found.append(running.pieces(starts, starts + size, salt + size))
    return found


def _words(running: _Running) -> list[Wide]:
    """Words, pairs of neighbours, and pairs with one word between."""
    at = np.flatnonzero(np.diff(running.spaces)).astype(np.int64)
    starts, ends = at[:-1] + 1, at[1:]
    single = running.pieces(starts, ends, 101)
    pairs = running.pieces(starts[:-1], ends[1:], 102)
    skips = (single[:-2] * _MIX) ^ single[2:]
    return [single, pairs, skips]


def letter_pieces(text: str, sizes: tuple[int, ...] = _LETTER_SIZES) -> Hashes:
    """Pieces of letters of a text that is normalised already."""
    return _joined(_runs(_running(f" {text} "), sizes, 0))


def word_pieces(text: str) -> Hashes:
    """Words and pairs of words of a text that is normalised already."""
    return _joined(_words(_running(f" {text} ")))


def skeleton_pieces(text: str) -> Hashes:
    """Consonants in a row, across missing or extra spaces and across scripts."""
    running = _running(skeleton(text).replace(" ", ""))
    return _joined(_runs(running, _SKELETON_SIZES, 200))


def pieces(text: str) -> tuple[Hashes, Hashes, Hashes]:
    """All pieces of a raw text, one array for each kind."""
    normal = normalise(text)
    return letter_pieces(normal), word_pieces(normal), skeleton_pieces(normal)


def _joined(parts: list[Wide]) -> Hashes:
    return (np.concatenate(parts) if parts else np.zeros(0, np.uint64)).astype(np.uint32)
