"""Draws that hang on the text and not on its place: one more example leaves all others drawn as before."""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Names = NDArray[np.uint64]
"""a number for each text, the same wherever it stands"""

_STEP, _WHOLE = 0x9E3779B97F4A7C15, 2**64


def names_of(texts: Sequence[str]) -> Names:
    """Name texts by what they say; shape (texts,)."""
    named = b"".join(blake2b(text.encode(), digest_size=8).digest() for text in texts)
    return np.frombuffer(named, dtype="<u8").astype(np.uint64)


def drawn(names: NDArray[np.integer], seed: int) -> NDArray[np.float64]:
    """A number from 0 to below 1 for each name, another one for another seed.

    The mixer of SplitMix64 (Steele, Lea, Flood 2014).
    """
    mixed = names.astype(np.uint64) + np.uint64((seed + 1) * _STEP % _WHOLE)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11), np.float64) * 2.0**-53
