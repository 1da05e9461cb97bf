"""What a text is made of: hashed pieces of letters, words and skeletons.

A piece is named by 32 bits of a polynomial hash over its characters, so all pieces of a text
come from one running sum (Karp and Rabin 1987) without a Python loop, in time linear in its length.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.core.skeleton import skeleton
from bot.core.text import normalise

Hashes = NDArray[np.uint32]  # shape (pieces,)
Wide = NDArray[np.uint64]
Rows = NDArray[np.int64]

_LETTER_SIZES = (2, 3, 4)
_SKELETON_SIZES = (3, 4)

_BASE = 0x9E3779B97F4A7C15  # odd, so it can be inverted modulo 2**64
_INVERSE = pow(_BASE, -1, 2**64)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_WORD, _STEM, _PAIR, _SKELETON = 101, 102, 103, 200  # keep kinds of pieces apart, as sizes do
_STEM_LETTERS = 5  # of a word stand for all its forms
_NEAR = 3  # words apart


@dataclass(frozen=True)
class Pieces:
    """Pieces of one kind, of one text or of many at once. Both of shape (pieces,)."""

    hashes: Hashes
    rows: Rows  # which text each piece is from


@dataclass(frozen=True)
class _Running:
    """The running sum over texts, from which any piece of them is hashed at once."""

    sums: Wide  # (characters + 1,)
    inverses: Wide  # (characters,)
    spaces: Rows  # (characters + 1,), how many spaces stand before each position
    rows: Rows  # (characters,), which text each character is from

    def hash(self, starts: Rows, ends: Rows, salt: int) -> Wide:
        """Hash text[start:end] for all pairs."""
        raw = (self.sums[ends] - self.sums[starts]) * self.inverses[starts] + np.uint64(salt)
        mixed = (raw ^ (raw >> np.uint64(29))) * _MIX
        return mixed ^ (mixed >> np.uint64(32))


@lru_cache(maxsize=4)
def _powers(base: int, count: int) -> Wide:
    return np.cumprod(np.full(count, base, dtype=np.uint64), dtype=np.uint64)


def _running(texts: Sequence[str]) -> _Running:
    """Lay the texts in a row, each between two spaces."""
    padded = [f" {text} " for text in texts]
    codes = np.frombuffer("".join(padded).encode("utf-32-le", "replace"), dtype=np.uint32)
    room = 1 << max(9, codes.size.bit_length())
    sums = np.zeros(codes.size + 1, np.uint64)
    np.cumsum(codes * _powers(_BASE, room)[: codes.size], out=sums[1:])
    spaces = np.zeros(codes.size + 1, np.int64)
    np.cumsum(codes == ord(" "), out=spaces[1:])
    rows = np.repeat(np.arange(len(padded)), [len(text) for text in padded])
    return _Running(sums, _powers(_INVERSE, room)[: codes.size], spaces, rows)


def _runs(running: _Running, sizes: Sequence[int], salt: int = 0, edges: int = 1) -> Pieces:
    """So many characters in a row, within one word and (with edges) the spaces around it."""
    starts, ends = [], []
    for size in sizes:
        start = np.arange(max(0, running.rows.size - size + 1))
        inside = running.spaces[start + size - edges] == running.spaces[start + edges]
        starts.append(start[inside])
        ends.append(starts[-1] + size)
    start, end = np.concatenate(starts), np.concatenate(ends)
    hashes = running.hash(start, end, salt) + (end - start).astype(np.uint64) * _MIX
    return Pieces(_short(hashes), running.rows[start])


def _words(running: _Running) -> tuple[Wide, Rows, Rows]:
    """All words: their hashes, where they start, where they end."""
    at = np.flatnonzero(running.spaces[1:] != running.spaces[:-1])
    starts, ends = at[:-1] + 1, at[1:]
    real = starts < ends
    return running.hash(starts[real], ends[real], _WORD), starts[real], ends[real]


def _word_pieces(running: _Running) -> Pieces:
    """Words, their stems, and pairs of stems that stand near each other, in either order."""
    single, starts, ends = _words(running)
    rows = running.rows[starts]
    stems = running.hash(starts, np.minimum(ends, starts + _STEM_LETTERS), _STEM)
    hashes, owners = [single, stems], [rows, rows]
    for apart in range(1, _NEAR + 1):
        together = rows[:-apart] == rows[apart:]
        one, other = stems[:-apart][together], stems[apart:][together]
        hashes.append((np.minimum(one, other) * _MIX + np.uint64(_PAIR)) ^ np.maximum(one, other))
        owners.append(rows[:-apart][together])
    return Pieces(_short(np.concatenate(hashes)), np.concatenate(owners))


def pieces(texts: Sequence[str]) -> tuple[Pieces, Pieces, Pieces]:
    """Letters, words and skeletons of raw texts.

    The skeleton is read without spaces: missing or extra ones do not matter there.
    """
    normal = [normalise(text) for text in texts]
    running = _running(normal)
    bones = _running([skeleton(text).replace(" ", "") for text in normal])
    return (
        _runs(running, _LETTER_SIZES),
        _word_pieces(running),
        _runs(bones, _SKELETON_SIZES, _SKELETON, edges=0),
    )


def letter_hashes(texts: Sequence[str], sizes: Sequence[int]) -> Hashes:
    """Pieces of letters of all texts, taken as they are."""
    return _runs(_running(texts), sizes).hashes


def word_hashes(texts: Sequence[str]) -> Hashes:
    """The single words of all texts taken as they are, in order, one hash each."""
    return _short(_words(_running(texts))[0])


def _short(hashes: Wide) -> Hashes:
    return hashes.astype(np.uint32)
