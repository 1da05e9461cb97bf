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

    def part(self, first: int, last: int) -> "_Running":
        """Only the characters from first to before last."""
        edges = slice(first, last + 1)
        inside = slice(first, last)
        return _Running(self.sums[edges], self.inverses[inside], self.spaces[edges], self.rows[inside])

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
    (codes * _powers(_BASE, room)[: codes.size]).cumsum(out=sums[1:])
    spaces = np.zeros(codes.size + 1, np.int64)
    (codes == ord(" ")).cumsum(out=spaces[1:])
    rows = np.arange(len(padded)).repeat([len(text) for text in padded])
    return _Running(sums, _powers(_INVERSE, room)[: codes.size], spaces, rows)


def _runs(running: _Running, sizes: Sequence[int], salt: int = 0, edges: int = 1) -> Pieces:
    """So many characters in a row, within one word and (with edges) the spaces around it."""
    starts = []
    for size in sizes:
        room = max(0, running.rows.size - size + 1)
        before, after = running.spaces[edges:][:room], running.spaces[size - edges :][:room]
        starts.append((before == after).nonzero()[0])
    start = np.concatenate(starts)
    end = start + np.repeat(sizes, [found.size for found in starts])
    hashes = running.hash(start, end, salt) + (end - start).astype(np.uint64) * _MIX
    return Pieces(_short(hashes), running.rows[start])


def _words(running: _Running) -> tuple[Wide, Rows, Rows]:
    """All words: their hashes, where they start, where they end."""
    at = (running.spaces[1:] != running.spaces[:-1]).nonzero()[0]
    starts, ends = at[:-1] + 1, at[1:]
    real = starts < ends
    return running.hash(starts[real], ends[real], _WORD), starts[real], ends[real]


def _word_pieces(running: _Running) -> Pieces:
    """Words, their stems, and pairs of stems that stand near each other, in either order."""
    single, starts, ends = _words(running)
    rows = running.rows[starts]
    stems = running.hash(starts, np.minimum(ends, starts + _STEM_LETTERS), _STEM)
    near = range(1, _NEAR + 1)
    one, other = (np.concatenate(cut) for cut in zip(*((stems[:-n], stems[n:]) for n in near), strict=True))
    owner, its = (np.concatenate(cut) for cut in zip(*((rows[:-n], rows[n:]) for n in near), strict=True))
    together = owner == its
    pairs = (np.minimum(one, other) * _MIX + np.uint64(_PAIR)) ^ np.maximum(one, other)
    hashes = np.concatenate((single, stems, pairs[together]))
    return Pieces(_short(hashes), np.concatenate((rows, rows, owner[together])))


def pieces(texts: Sequence[str]) -> tuple[Pieces, Pieces, Pieces]:
    """Letters, words and skeletons of raw texts.

    The skeleton is read without spaces: missing or extra ones do not matter there.
    """
    normal = [normalise(text) for text in texts]
    both = _running([*normal, *(skeleton(text).replace(" ", "") for text in normal)])
    middle = sum(map(len, normal)) + 2 * len(normal)
    letters, bones = both.part(0, middle), both.part(middle, both.rows.size)
    skeletons = _runs(bones, _SKELETON_SIZES, _SKELETON, edges=0)
    return (
        _runs(letters, _LETTER_SIZES),
        _word_pieces(letters),
        Pieces(skeletons.hashes, skeletons.rows - len(normal)),
    )


def letters_and_words(words: Sequence[str], sizes: Sequence[int]) -> tuple[Pieces, Hashes]:
    """Pieces of letters of single words taken as they are, and one hash for each word."""
    running = _running(words)
    return _runs(running, sizes), _short(_words(running)[0])


def letter_hashes(texts: Sequence[str], sizes: Sequence[int]) -> Hashes:
    """Pieces of letters of all texts, taken as they are."""
    return _runs(_running(texts), sizes).hashes


def word_hashes(texts: Sequence[str]) -> Hashes:
    """The single words of all texts taken as they are, in order, one hash each."""
    return _short(_words(_running(texts))[0])


def _short(hashes: Wide) -> Hashes:
    return hashes.astype(np.uint32)
