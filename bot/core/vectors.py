"""Texts as sparse vectors over the pieces that were seen while learning."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.features import Hashes, Pieces, Rows, pieces, word_hashes

Floats = NDArray[np.float32]
Indices = NDArray[np.int32]

ONE_SCRIPT = (1.0, 1.0, 0.2)  # what letters, words and skeleton count; each kind has length one before
MANY_SCRIPTS = (1.0, 0.5, 0.6)  # only the skeleton sees a word of another script
_MINORITY = 0.05  # of the texts in another script make it many
_FEW = 500  # texts; of fewer, pieces that stand in one text only are kept
_LEAST = 0.1  # what a piece tells that stands under all labels alike
_UNKNOWN = 0.2  # what an unknown piece adds to the square of a text's length
_MANY = 10_000  # texts are read by two at once
_LOW_HALF = np.uint64(0xFFFFFFFF)


_Found = tuple[Hashes, Rows, Rows]
"""pieces, the text of each, and how often it stands there"""


@dataclass(frozen=True)
class Vectors:
    """Texts in rows: which known pieces each has, and how much each piece says there."""

    at: Indices  # (entries,), sorted by row
    weights: Floats  # (entries,)
    starts: Rows  # (rows + 1,), where each row begins

    def row(self, number: int) -> tuple[Indices, Floats]:
        """The pieces and weights of one text."""
        part = slice(self.starts[number], self.starts[number + 1])
        return self.at[part], self.weights[part]


@dataclass(frozen=True)
class Counts:
    """How often each piece of one kind stands in each text."""

    at: Indices  # which of the names
    rows: Rows
    counts: Rows

    def of(self, rows: NDArray[np.bool_]) -> Counts:
        """Only some texts, numbered anew."""
        kept = rows[self.rows]
        return Counts(self.at[kept], (np.cumsum(rows) - 1)[self.rows[kept]], self.counts[kept])


@dataclass(frozen=True)
class Texts:
    """Some texts by the pieces they have; all pieces of all kinds are named once."""

    names: Hashes  # sorted
    kinds: tuple[Counts, ...]
    size: int

    def of(self, rows: NDArray[np.bool_]) -> Texts:
        """Only some texts."""
        return Texts(self.names, tuple(kind.of(rows) for kind in self.kinds), int(rows.sum()))


def count(texts: Sequence[str]) -> Texts:
    """Read raw texts."""
    found = _found(texts) if len(texts) < _MANY else _found_by_two(texts)
    names, at = _named(np.concatenate([hashes for hashes, _, _ in found]))
    ends = np.cumsum([hashes.size for hashes, _, _ in found])[:-1]
    parts = zip(np.split(at, ends), found, strict=True)
    return Texts(names, tuple(Counts(part, rows, counts) for part, (_, rows, counts) in parts), len(texts))


def _found_by_two(texts: Sequence[str]) -> list[_Found]:
    """Read each half in a thread of its own: the sorting, which is half of the work, goes side by side."""
    middle = len(texts) // 2
    with ThreadPoolExecutor(2) as helpers:
        first, second = helpers.map(_found, (texts[:middle], texts[middle:]))
    return [
        (np.concatenate((h, more)), np.concatenate((r, rows + middle)), np.concatenate((c, counts)))
        for (h, r, c), (more, rows, counts) in zip(first, second, strict=True)
    ]


def _found(texts: Sequence[str]) -> list[_Found]:
    return [_count(kind) for kind in pieces(texts)]


def _named(hashes: Hashes) -> tuple[Hashes, Indices]:
    """The different hashes, sorted, and which of them each entry is; numpy's own way takes twice as long."""
    keys = (hashes.astype(np.uint64) << np.uint64(32)) | np.arange(hashes.size, dtype=np.uint64)
    keys.sort()
    ordered = (keys >> np.uint64(32)).astype(np.uint32)
    first = np.ones(hashes.size, bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    at = np.empty(hashes.size, np.int32)
    at[keys & _LOW_HALF] = np.cumsum(first, dtype=np.int32) - 1
    return ordered[first], at


def _count(found: Pieces) -> _Found:
    keys = (found.rows.astype(np.uint64) << np.uint64(32)) | found.hashes
    keys.sort()
    edges = np.ones(keys.size + 1, bool)
    np.not_equal(keys[1:], keys[:-1], out=edges[1:-1])
    at = edges.nonzero()[0]
    unique, counts = keys[at[:-1]], at[1:] - at[:-1]
    return (unique & _LOW_HALF).astype(np.uint32), (unique >> np.uint64(32)).astype(np.int64), counts


@dataclass(frozen=True)
class Vocabulary:
    """The pieces seen while learning, sorted by hash, and how telling each is."""

    hashes: Hashes  # (size,)
    telling: Floats  # (size,), near 1 if a piece points to one label, near 0 if to all alike
    kinds: tuple[float, ...] = ONE_SCRIPT

    def of(self, kept: NDArray[np.bool_]) -> Vocabulary:
        """Only some pieces."""
        return Vocabulary(self.hashes[kept], self.telling[kept], self.kinds)

    def known(self, words: Sequence[str]) -> list[bool]:
        """Which of some normalised words were seen while learning."""
        found: list[bool] = (self._find(word_hashes(words)) >= 0).tolist()
        return found

    def _find(self, names: Hashes) -> Indices:
        """Where each name stands, -1 for those that are not known."""
        if not self.hashes.size:
            return np.full(names.size, -1, np.int32)
        at = np.minimum(self.hashes.searchsorted(names), self.hashes.size - 1).astype(np.int32)
        at[self.hashes[at] != names] = -1
        return at

    def vectors(self, texts: Texts) -> Vectors:
        """Weigh the known pieces of texts; unknown ones only make the rest count less."""
        places, rows = self._find(texts.names), texts.size
        kinds = [
            self._weigh(places[kind.at], kind.rows, kind.counts, np.full(rows, share))
            for kind, share in zip(texts.kinds, self.kinds, strict=True)
        ]
        row, at, weights = (np.concatenate(parts) for parts in zip(*kinds, strict=True))
        order = np.argsort(row, kind="stable")
        starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(np.bincount(row, minlength=rows))))
        return Vectors(at[order], weights[order], starts)

    def read(self, texts: Sequence[str]) -> Vectors:
        """The vectors of a few raw texts; all kinds at once, as numpy takes longer to call than to count."""
        rows, kinds = len(texts), pieces(texts)
        groups = [kind.rows + rows * number for number, kind in enumerate(kinds)]
        found = Pieces(np.concatenate([kind.hashes for kind in kinds]), np.concatenate(groups))
        hashes, group, counts = _count(found)
        group, at, weights = self._weigh(self._find(hashes), group, counts, np.repeat(self.kinds, rows))
        if rows == 1:
            return Vectors(at, weights, np.array([0, at.size]))
        row = group % rows
        order = np.argsort(row, kind="stable")
        starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(np.bincount(row, minlength=rows))))
        return Vectors(at[order], weights[order], starts)

    def _weigh(
        self, at: Indices, groups: Rows, counts: Rows, shares: NDArray[np.float64]
    ) -> tuple[Rows, Indices, Floats]:
        """What the known pieces say, each group (a text, or one kind of its pieces) for itself."""
        known = at >= 0
        at, group = at[known], groups[known]
        weights = (1 + np.log(counts[known])) * self.telling[at]
        unknown = np.bincount(groups[~known], minlength=shares.size)
        length = np.sqrt(np.bincount(group, weights * weights, minlength=shares.size) + _UNKNOWN * unknown)
        return group, at, (weights * shares[group] / length[group]).astype(np.float32)


def kinds_for(texts: Sequence[str]) -> tuple[float, ...]:
    """What each kind of pieces counts, by whether the texts are written in several scripts."""
    latin = sum(all(sign < "\u0250" or not sign.isalpha() for sign in text) for text in texts)
    return MANY_SCRIPTS if min(latin, len(texts) - latin) > _MINORITY * len(texts) else ONE_SCRIPT


def vocabulary_of(
    texts: Texts, marks: NDArray[np.intp], labels: int, kinds: tuple[float, ...] = ONE_SCRIPT
) -> Vocabulary:
    """Collect the pieces that stand in two texts or more; of few texts, all pieces.

    A piece is telling if the labels it stands under are few: one less the entropy of its labels.
    Plain rarity would not do with many languages: each one's "the" is rare among all the others.
    """
    times = sum(np.bincount(kind.at, minlength=texts.names.size) for kind in texts.kinds)
    kept = np.flatnonzero(times >= (2 if marks.size > _FEW else 1))
    if not kept.size:
        return Vocabulary(texts.names[kept], np.zeros(0, np.float32), kinds)
    places = np.full(texts.names.size, -1, np.int64)
    places[kept] = np.arange(kept.size)
    keys = [_piece_and_label(places[kind.at], marks[kind.rows], labels) for kind in texts.kinds]
    pairs, times = np.unique(np.concatenate(keys), return_counts=True)
    piece = pairs // labels
    share = times / np.bincount(piece, times)[piece]
    entropy = np.bincount(piece, -share * np.log(share), minlength=kept.size) / np.log(max(2, labels))
    return Vocabulary(texts.names[kept], (1 + _LEAST - entropy).astype(np.float32), kinds)


def _piece_and_label(piece: Rows, label: NDArray[np.intp], labels: int) -> Rows:
    """One number for the piece and the label of each entry that is in the vocabulary."""
    known = piece >= 0
    return np.asarray(piece[known] * labels + label[known], dtype=np.int64)
