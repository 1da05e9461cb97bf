"""Texts as sparse vectors over the pieces that were seen while learning."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.features import Hashes, pieces

Floats = NDArray[np.float32]
Indices = NDArray[np.int32]

KIND_WEIGHTS = (1.0, 0.5, 0.6)  # letters, words, skeleton; each kind has length one before


_FEW = 500  # texts


@dataclass(frozen=True)
class Vector:
    """A text: which known pieces it has, and how much each says. Both of shape (pieces,)."""

    at: Indices
    weights: Floats


@dataclass(frozen=True)
class Vocabulary:
    """The pieces seen while learning, sorted by hash, and how rare each is."""

    hashes: Hashes  # (size,)
    rarity: Floats  # (size,), inverse document frequency

    def vector(self, parts: Sequence[Hashes]) -> Vector:
        """Weigh the known pieces of a text; unknown ones say nothing."""
        found = [self._weigh(part, share) for part, share in zip(parts, KIND_WEIGHTS, strict=True)]
        return Vector(
            np.concatenate([at for at, _ in found]), np.concatenate([weights for _, weights in found])
        )

    def read(self, text: str) -> Vector:
        """Turn a raw text into its vector."""
        return self.vector(pieces(text))

    def _weigh(self, part: Hashes, share: float) -> tuple[Indices, Floats]:
        """Known pieces of one kind by TF-IDF (sublinear counts), scaled to a fixed length."""
        unique, counts = np.unique(part, return_counts=True)
        at = np.searchsorted(self.hashes, unique)
        at[at == self.hashes.size] = 0
        known = self.hashes[at] == unique if self.hashes.size else np.zeros(at.size, bool)
        at = at[known].astype(np.int32)
        weights = (1 + np.log(counts[known])) * self.rarity[at]
        length = float(np.sqrt(weights @ weights))
        return at, (weights * (share / length if length else 0.0)).astype(np.float32)


def vocabulary_of(texts: Sequence[Sequence[Hashes]]) -> Vocabulary:
    """Collect the pieces that stand in two texts or more; of few texts, all pieces."""
    at_least = 2 if len(texts) > _FEW else 1
    if not texts:
        return Vocabulary(np.zeros(0, np.uint32), np.zeros(0, np.float32))
    unique = [np.unique(part) for parts in texts for part in parts]
    hashes, counts = np.unique(np.concatenate(unique), return_counts=True)
    common = counts >= at_least
    rarity = np.log((1 + len(texts)) / (1 + counts[common])) + 1
    return Vocabulary(hashes[common], rarity.astype(np.float32))
