"""A linear classifier over sparse vectors: what is kept of it, and how it scores."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.vectors import Floats, Vectors

Marks = NDArray[np.intp]

_MANY_PIECES = 150_000
_SPARED = 0.3  # of very many pieces are left out: less memory, and nearly as often right


@dataclass(frozen=True)
class Classifier:
    """One row of weights per piece, one column per label, kept in a byte each."""

    weights: NDArray[np.int8]  # (vocabulary, labels)
    scales: Floats  # (vocabulary,), what a weight of 1 is worth

    def scores(self, vectors: Vectors) -> Floats:
        """Sum the evidence of each row for each label, shape (rows, labels)."""
        told = (vectors.weights * self.scales[vectors.at])[:, None] * self.weights[vectors.at]
        found = np.zeros((vectors.starts.size - 1, self.weights.shape[1]), np.float32)
        filled = (vectors.starts[1:] != vectors.starts[:-1]).nonzero()[0]
        if filled.size:  # no BLAS here: its threads cost more than these sums
            found[filled] = np.add.reduceat(told, vectors.starts[filled], axis=0)
        return found


def softmax(scores: Floats) -> Floats:
    """Turn scores (…, labels) into shares that sum to one."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


def telling_pieces(weights: Floats) -> NDArray[np.bool_]:
    """Which pieces to keep, shape (vocabulary,): of very many those with small weights decide nothing."""
    strength = np.abs(weights).max(axis=1, initial=0.0)
    if strength.size < _MANY_PIECES:
        return np.ones(strength.size, bool)
    return np.asarray(strength >= np.quantile(strength, _SPARED), dtype=np.bool_)


def compressed(weights: Floats) -> Classifier:
    """Keep each weight in a byte, with one scale per piece."""
    scales = np.maximum(np.abs(weights).max(axis=1, initial=0.0), 1e-9) / 127
    return Classifier(np.rint(weights / scales[:, None]).astype(np.int8), scales.astype(np.float32))
