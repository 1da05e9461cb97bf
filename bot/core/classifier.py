"""A linear softmax classifier over sparse vectors, learnt in seconds.

Adagrad (Duchi, Hazan, Singer 2011) in small batches with a falling step. The few passes are
deliberate: stopping early keeps the weights small. Smoothed targets (Szegedy et al. 2016) keep
the shares honest, which is worth two to four points where out-of-scope messages are turned away.
"""

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
        """Sum the evidence of the first row for each label, shape (labels,)."""
        at, weights = vectors.row(0)
        told = (weights * self.scales[at])[:, None] * self.weights[at]
        return np.asarray(told.sum(axis=0), dtype=np.float32)  # no BLAS: its threads cost more than this sum


@dataclass(frozen=True)
class _Batch:
    """Some texts over the pieces that they use."""

    used: Indices  # (used,), pieces
    rows: NDArray[np.intp]  # (entries,)
    columns: NDArray[np.intp]  # (entries,), which of the used pieces
    weights: Floats  # (entries,)
    labels: Marks  # (texts,)

    def dense(self) -> Floats:
        """The texts as a matrix, shape (texts, used)."""
        values = np.zeros((self.labels.size, self.used.size), np.float32)
        values[self.rows, self.columns] = self.weights
        return values


def softmax(scores: Floats) -> Floats:
    """Turn scores (…, labels) into shares that sum to one."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


def train(vectors: Vectors, labels: Marks, shape: tuple[int, int]) -> Floats:
    """Learn the weights, shape (vocabulary, labels); the same input gives the same weights."""
    chance = np.random.default_rng(_SEED)
    batches = _batches(vectors, labels, chance)
    weights, squares = np.zeros(shape, np.float32), np.full(shape, _CARE, np.float32)
    for turn in range(_PASSES):
        for number in chance.permutation(len(batches)):
            _learn(weights, squares, batches[number], _STEP * (1 - turn / _PASSES))
    return weights


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
    rows = np.repeat(np.arange(len(parts)), [at.size for at, _ in parts])
    return _Batch(used, rows, columns, np.concatenate([weights for _, weights in parts]), labels[order])


def _learn(weights: Floats, squares: Floats, batch: _Batch, step: float) -> None:
    """Move the weights a step against the error on one batch."""
    mine, values = weights[batch.used], batch.dense()
    error = softmax(values @ mine) - np.float32(_SMOOTHING / weights.shape[1])
    error[np.arange(batch.labels.size), batch.labels] -= 1 - _SMOOTHING
    error[np.abs(error) < _NEGLIGIBLE] = 0
    slope = values.T @ error
    total = squares[batch.used]
    total += slope * slope
    squares[batch.used] = total
    slope /= np.sqrt(total, out=total)
    slope *= step
    weights[batch.used] = mine - slope
