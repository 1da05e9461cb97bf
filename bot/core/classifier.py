"""A linear softmax classifier over sparse vectors, learnt in seconds.

Adagrad (Duchi, Hazan, Singer 2011) in small batches with a falling step. The few passes are
deliberate: stopping early keeps the weights small. Smoothed targets (Szegedy et al. 2016) keep
the shares honest, which is worth two to four points where out-of-scope messages are turned away.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.vectors import Floats, Indices, Vector

PASSES = 6
_STEP = 0.5
_SMOOTHING = 0.1  # of each target is spread over all labels
_CARE = 1e-2  # where Adagrad's sums of squares begin
_NEGLIGIBLE = 1e-4  # errors below this are skipped; squared, they would be slow subnormal numbers
_BATCH = 64  # phrases
_SEED = 7


@dataclass(frozen=True)
class Classifier:
    """One row of weights per piece, one column per label, kept in a byte each."""

    weights: NDArray[np.int8]  # (vocabulary, labels)
    scales: Floats  # (vocabulary,), what a weight of 1 is worth

    def scores(self, vector: Vector) -> Floats:
        """Sum the evidence for each label, shape (labels,)."""
        rows = self.weights[vector.at].astype(np.float32)
        return np.asarray((vector.weights * self.scales[vector.at]) @ rows, dtype=np.float32)


@dataclass(frozen=True)
class _Batch:
    """Some phrases as a small dense matrix over the pieces that they use."""

    used: Indices  # (used,)
    values: Floats  # (phrases, used)
    labels: NDArray[np.intp]  # (phrases,)


def softmax(scores: Floats) -> Floats:
    """Turn scores (…, labels) into shares that sum to one."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


def train(vectors: Sequence[Vector], labels: NDArray[np.intp], shape: tuple[int, int]) -> Floats:
    """Learn the weights, shape (vocabulary, labels); the same input gives the same weights."""
    order = np.random.default_rng(_SEED)
    batches = _batches(vectors, labels, order.permutation(len(vectors)))
    weights, squares = np.zeros(shape, np.float32), np.full(shape, _CARE, np.float32)
    for turn in range(PASSES):
        for number in order.permutation(len(batches)):
            _learn(weights, squares, batches[number], _STEP * (1 - turn / PASSES))
    return weights


def compressed(weights: Floats) -> Classifier:
    """Keep each weight in a byte, with one scale per piece."""
    scales = np.maximum(np.abs(weights).max(axis=1, initial=0.0), 1e-9) / 127
    return Classifier(np.rint(weights / scales[:, None]).astype(np.int8), scales.astype(np.float32))


def _batches(vectors: Sequence[Vector], labels: NDArray[np.intp], order: NDArray[np.intp]) -> list[_Batch]:
    cuts = range(0, len(order), _BATCH)
    return [
        _batch([vectors[row] for row in order[cut : cut + _BATCH]], labels[order[cut : cut + _BATCH]])
        for cut in cuts
    ]


def _batch(vectors: Sequence[Vector], labels: NDArray[np.intp]) -> _Batch:
    used, columns = np.unique(np.concatenate([vector.at for vector in vectors]), return_inverse=True)
    rows = np.repeat(np.arange(len(vectors)), [vector.at.size for vector in vectors])
    values = np.zeros((len(vectors), used.size), np.float32)
    values[rows, columns] = np.concatenate([vector.weights for vector in vectors])
    return _Batch(used, values, labels)


def _learn(weights: Floats, squares: Floats, batch: _Batch, step: float) -> None:
    """Move the weights a step against the error on one batch."""
    mine = weights[batch.used]
    error = softmax(batch.values @ mine) - np.float32(_SMOOTHING / weights.shape[1])
    error[np.arange(batch.labels.size), batch.labels] -= 1 - _SMOOTHING
    error[np.abs(error) < _NEGLIGIBLE] = 0
    slope = batch.values.T @ error
    total = squares[batch.used]
    total += slope * slope
    squares[batch.used] = total
    slope /= np.sqrt(total, out=total)
    slope *= step
    weights[batch.used] = mine - slope
