"""Learning the weights of the classifier, in seconds.

A linear softmax, learnt by Adagrad (Duchi, Hazan, Singer 2011) in small batches with a falling step.
The few passes are deliberate: stopping early keeps the weights small. Smoothed targets (Szegedy et al.
2016) keep the shares honest, which is worth two to four points where out-of-scope messages are turned away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from bot.core.chance import Names, drawn
from bot.core.classifier import Marks, softmax
from bot.core.features import Hashes
from bot.core.vectors import Floats, Indices, Vectors

_SMOOTHING = 0.1  # of each target is spread over all labels
_DRAW = 2040  # of five tried on tests/phrases one in the middle: 297 to 310 of 6,612 messages fail there
_TURNS = 100  # draws that are kept for the order of batches
_GROUPS = 16
_GROUP_BUCKETS = 512
_SHARE = np.float32(0.1)  # of a piece's squares that all its labels share
_CACHED = 1024  # rows of weights that a processor keeps close while they are changed


@dataclass(frozen=True)
class _Pace:
    """How to go through the texts: many of them need fewer passes, in larger and bolder steps."""

    batch: int  # texts
    step: float
    passes: int
    care: float  # where Adagrad's sums of squares begin
    shared: bool  # one sum for all labels of a piece: half the memory to move, as good with many texts


# chosen by validation sets of 1,500 to 15,000 texts (CLINC150) and by phrases held out from 65,000 of ours
_FEW = _Pace(64, 0.5, 8, 0.01, shared=False)
_SOME = _Pace(128, 0.7, 8, 0.01, shared=False)
_MANY = _Pace(384, 1.5, 2, 0.1, shared=True)


def _pace(texts: int) -> _Pace:
    if texts > 30_000:  # noqa: PLR2004 - see above
        return _MANY
    return _SOME if texts > 12_000 else _FEW  # noqa: PLR2004


@dataclass(frozen=True)
class _Batch:
    """Some texts over the pieces that they use."""

    used: Indices  # (used,), pieces
    table: Any  # scipy sparse, (texts, used)
    turned: Any  # the same, (used, texts)
    labels: Marks  # (texts,)


class _Learner:
    """The weights while they are learnt.

    The time goes into moving memory, not into sums: so rooms are used again, and the rows that a
    batch uses are changed in stretches that a processor keeps close.
    """

    def __init__(self, shape: tuple[int, int], most: int, pace: _Pace) -> None:
        self.weights = np.zeros(shape, np.float32)
        self._squares = np.full((shape[0], 1 if pace.shared else shape[1]), pace.care, np.float32)
        self._mine = np.zeros((most, shape[1]), np.float32)
        self._room = np.zeros((_CACHED, self._squares.shape[1]), np.float32)

    def learn(self, batch: _Batch, step: float) -> None:
        """Move the weights a step against the error on one batch."""
        mine = np.take(self.weights, batch.used, axis=0, out=self._mine[: batch.used.size], mode="clip")
        error = softmax(batch.table @ mine) - np.float32(_SMOOTHING / mine.shape[1])
        error[np.arange(batch.labels.size), batch.labels] -= 1 - _SMOOTHING
        slope = batch.turned @ error
        for start in range(0, batch.used.size, _CACHED):
            part = slice(start, start + _CACHED)
            self._move(batch.used[part], mine[part], slope[part], np.float32(step))

    def _move(self, used: Indices, mine: Floats, slope: Floats, step: np.float32) -> None:
        total = np.take(self._squares, used, axis=0, out=self._room[: used.size], mode="clip")
        if total.shape[1] == 1:
            total[:, 0] += _SHARE * np.einsum("ij,ij->i", slope, slope)
        else:
            total += slope * slope
        self._squares[used] = total
        slope /= np.sqrt(total, out=total)
        slope *= step
        mine -= slope
        self.weights[used] = mine


def train(vectors: Vectors, labels: Marks, count: int, names: Names, pieces: Hashes) -> Floats:
    """Learn the weights, shape (pieces, count of labels), in an order that the names of the texts draw."""
    pace = _pace(labels.size)
    parts = _parts(vectors, names, pieces, pace.batch) if labels.size else np.zeros(0, np.intp)
    batches = list(_batches(vectors, labels, parts, pieces.size))
    learner = _Learner((pieces.size, count), max((batch.used.size for batch in batches), default=0), pace)
    for turn in range(pace.passes):
        for number in np.argsort(drawn(np.unique(parts), _DRAW + turn)):
            learner.learn(batches[number], pace.step * (1 - turn / pace.passes))
    return learner.weights


def _parts(vectors: Vectors, names: Names, pieces: Hashes, texts: int) -> Marks:
    """Which batch each text is in; those of one language or subject share pieces, so fewer weights move.

    The batch that draws highest for its name gets a text (rendezvous hashing, Thaler and Ravishankar 1998):
    one more text changes the batch it falls into, one more batch takes its share from the others.
    """
    groups = _groups(vectors, names, pieces)
    batches = np.maximum(1, np.bincount(groups) // texts)[groups]
    highest, batch = np.full(names.size, -1.0), np.zeros(names.size, np.intp)
    for number in range(batches.max()):
        draw = drawn(names, _DRAW + _TURNS + number)
        better = (number < batches) & (draw > highest)
        highest[better], batch[better] = draw[better], number
    return np.asarray((groups << 32) + batch)


def _batches(vectors: Vectors, labels: Marks, parts: Marks, size: int) -> Iterator[_Batch]:
    from scipy.sparse import csr_matrix  # here, since the bot itself never learns in its own process

    order = np.argsort(parts, kind="stable")
    table = csr_matrix((vectors.weights, vectors.at, vectors.starts), shape=(labels.size, size))[order]
    seen, column = np.zeros(size, bool), np.zeros(size, np.int32)
    edges = np.flatnonzero(np.diff(parts[order], prepend=-1, append=-1))
    for start, end in pairwise(edges):
        part = table[start:end]
        seen[part.indices] = True
        used = np.flatnonzero(seen).astype(np.int32)
        seen[used] = False
        column[used] = np.arange(used.size, dtype=np.int32)
        narrow = csr_matrix((part.data, column[part.indices], part.indptr), shape=(end - start, used.size))
        yield _Batch(used, narrow, narrow.T.tocsr(), labels[order[start:end]])


def _groups(vectors: Vectors, names: Names, pieces: Hashes) -> Marks:
    """Group texts by k-means over hashed pieces, three rounds."""
    count = vectors.starts.size - 1
    table = np.zeros((count, _GROUP_BUCKETS), np.float32)
    rows = np.repeat(np.arange(count), np.diff(vectors.starts))
    np.add.at(table, (rows, pieces[vectors.at] % _GROUP_BUCKETS), vectors.weights)
    centres = table[np.argsort(drawn(names, _DRAW + 1))[:_GROUPS]]
    groups = np.zeros(count, np.intp)
    for _ in range(3):
        groups = (table @ centres.T).argmax(axis=1)
        centres = np.stack([_mean(table[groups == group]) for group in range(len(centres))])
    return groups


def _mean(rows: Floats) -> Floats:
    total = rows.sum(axis=0)
    return np.asarray(total / max(float(np.sqrt(total @ total)), 1e-9), dtype=np.float32)
