"""A linear softmax classifier over sparse vectors, learnt in seconds.

Adagrad (Duchi, Hazan, Singer 2011) in small batches with a falling step. The few passes are
deliberate: stopping early keeps the weights small. Smoothed targets (Szegedy et al. 2016) keep
the shares honest, which is worth two to four points where out-of-scope messages are turned away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.core.vectors import Floats, Indices, Vectors

Marks = NDArray[np.intp]

_PASSES = 5
_STEP = 0.5
_SMOOTHING = 0.1  # of each target is spread over all labels
_CARE = 1e-2  # where Adagrad's sums of squares begin
_NEGLIGIBLE = 1e-4  # errors below this are skipped; squared, they would be slow subnormal numbers
_BATCH = 64  # texts
_SEED = 7
_GROUPS = 16
_GROUP_BUCKETS = 512


@dataclass(frozen=True)
class Classifier:
    """One row of weights per piece, one column per label, kept in a byte each."""

    weights: NDArray[np.int8]  # (vocabulary, labels)
    scales: Floats  # (vocabulary,), what a weight of 1 is worth

    def scores(self, vectors: Vectors) -> Floats:
        """Sum the evidence of each row for each label, shape (rows, labels)."""
        told = (vectors.weights * self.scales[vectors.at])[:, None] * self.weights[vectors.at]
        found = np.zeros((vectors.starts.size - 1, self.weights.shape[1]), np.float32)
        filled = np.flatnonzero(np.diff(vectors.starts))
        if filled.size:  # no BLAS here: its threads cost more than these sums
            found[filled] = np.add.reduceat(told, vectors.starts[filled], axis=0)
        return found


@dataclass(frozen=True)
class _Batch:
    """Some texts over the pieces that they use."""

    used: Indices  # (used,), pieces
    rows: NDArray[np.uint8]  # (entries,)
    columns: NDArray[np.int32]  # (entries,), which of the used pieces
    weights: Floats  # (entries,)
    labels: Marks  # (texts,)

    def dense(self, room: Floats) -> Floats:
        """The texts as a matrix, shape (texts, used), written into the room given."""
        values = room[: self.labels.size * self.used.size].reshape(self.labels.size, self.used.size)
        values.fill(0)
        values[self.rows, self.columns] = self.weights
        return values


class _Learner:
    """The weights while they are learnt, and rooms that are used again for each batch.

    Asking the system for fresh memory in every step would cost ten times the arithmetic.
    """

    def __init__(self, shape: tuple[int, int], batches: Sequence[_Batch]) -> None:
        most = max((batch.used.size for batch in batches), default=0)
        self.weights = np.zeros(shape, np.float32)
        self._squares = np.full(shape, _CARE, np.float32)
        self._values = np.zeros(_BATCH * most, np.float32)
        self._rooms = [np.zeros((most, shape[1]), np.float32) for _ in range(3)]

    def learn(self, batch: _Batch, step: float) -> None:
        """Move the weights a step against the error on one batch."""
        mine, total, slope = (room[: batch.used.size] for room in self._rooms)
        np.take(self.weights, batch.used, axis=0, out=mine, mode="clip")
        np.take(self._squares, batch.used, axis=0, out=total, mode="clip")
        values = batch.dense(self._values)
        error = softmax(values @ mine) - np.float32(_SMOOTHING / mine.shape[1])
        error[np.arange(batch.labels.size), batch.labels] -= 1 - _SMOOTHING
        error[np.abs(error) < _NEGLIGIBLE] = 0
        np.matmul(values.T, error, out=slope)
        total += slope * slope
        self._squares[batch.used] = total
        slope *= step
        slope /= np.sqrt(total, out=total)
        mine -= slope
        self.weights[batch.used] = mine


def softmax(scores: Floats) -> Floats:
    """Turn scores (…, labels) into shares that sum to one."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


def train(vectors: Vectors, labels: Marks, shape: tuple[int, int]) -> Floats:
    """Learn the weights, shape (vocabulary, labels); the same input gives the same weights."""
    chance = np.random.default_rng(_SEED)
    batches = _batches(vectors, labels, chance) if labels.size else []
    learner = _Learner(shape, batches)
    for turn in range(_PASSES):
        for number in chance.permutation(len(batches)):
            learner.learn(batches[number], _STEP * (1 - turn / _PASSES))
    return learner.weights


def compressed(weights: Floats) -> Classifier:
    """Keep each weight in a byte, with one scale per piece."""
    scales = np.maximum(np.abs(weights).max(axis=1, initial=0.0), 1e-9) / 127
    return Classifier(np.rint(weights / scales[:, None]).astype(np.int8), scales.astype(np.float32))


def _batches(vectors: Vectors, labels: Marks, chance: np.random.Generator) -> list[_Batch]:
    """Put texts of one language or subject together: they share pieces, so fewer weights move."""
    order = chance.permutation(labels.size)
    order = order[np.argsort(_groups(vectors, chance)[order], kind="stable")]
    cuts = [*range(0, labels.size, _BATCH), labels.size]
    return [_batch(vectors, order[start:end], labels) for start, end in pairwise(cuts)]


def _groups(vectors: Vectors, chance: np.random.Generator) -> Marks:
    """Group texts by k-means over hashed pieces, three rounds."""
    count = vectors.starts.size - 1
    table = np.zeros((count, _GROUP_BUCKETS), np.float32)
    rows = np.repeat(np.arange(count), np.diff(vectors.starts))
    np.add.at(table, (rows, vectors.at % _GROUP_BUCKETS), vectors.weights)
    centres = table[chance.permutation(count)[:_GROUPS]]
    groups = np.zeros(count, np.intp)
    for _ in range(3):
        groups = (table @ centres.T).argmax(axis=1)
        centres = np.stack([_mean(table[groups == group]) for group in range(len(centres))])
    return groups


def _mean(rows: Floats) -> Floats:
    total = rows.sum(axis=0)
    return np.asarray(total / max(float(np.sqrt(total @ total)), 1e-9), dtype=np.float32)


def _batch(vectors: Vectors, order: Marks, labels: Marks) -> _Batch:
    parts = [vectors.row(row) for row in order.tolist()]
    used, columns = np.unique(np.concatenate([at for at, _ in parts]), return_inverse=True)
    rows = np.repeat(np.arange(len(parts), dtype=np.uint8), [at.size for at, _ in parts])
    narrow = np.asarray(columns, dtype=np.int32)
    return _Batch(used, rows, narrow, np.concatenate([weights for _, weights in parts]), labels[order])
