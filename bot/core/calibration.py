"""How sure to be: a logistic curve (Platt 1999) learnt from a rehearsal.

In a rehearsal a classifier learns from a part of the examples only, and some labels are withheld
from it altogether. The rest are then asked as if they came from people: those whose label was
withheld show what a message about something unknown looks like, so no such messages are needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.chance import Names, drawn
from bot.core.classifier import Marks, softmax
from bot.core.learner import train
from bot.core.vectors import Floats, Texts, Vocabulary, vocabulary_of

UNKNOWN = -1  # the right label of a text whose label was withheld
_ASKED_SHARE = 0.15
_WITHHELD_SHARE = 0.1
_ENOUGH = 2500  # asked texts
_MOST_REHEARSALS = 5
_UNKNOWN_WEIGHT = 0.25  # all unknown texts together, beside the known ones
_OUTSIDE_WEIGHT = 2.0  # of each text that means none of the labels
_RIDGE = 1.0
_TINY = 1e-6


@dataclass(frozen=True)
class Rehearsal:
    """What came out when examples were asked that had not been learnt."""

    shares: Floats  # (asked, labels)
    right: Marks  # (asked,), UNKNOWN where the label was withheld


@dataclass(frozen=True)
class Calibration:
    """From the shares of all labels to the probability that the best one is right."""

    weights: NDArray[np.float64]  # (3,), for the features below
    outside: int  # which label means none of the others, -1 if there is none

    def confidence(self, shares: Floats) -> float:
        """Tell how likely the best label is the right one."""
        if shares.size - (self.outside >= 0) == 0:
            return 0.0
        return float(1 / (1 + np.exp(-(_features(shares[None, :], self.outside) @ self.weights)[0])))


@dataclass(frozen=True)
class Lesson:
    """All that is to be learnt."""

    texts: Texts
    marks: Marks  # (texts,), the label of each
    names: Names  # (texts,)
    labels: Names  # (labels,)
    kinds: tuple[float, ...]

    def learn(self, rows: NDArray[np.bool_]) -> tuple[Vocabulary, Floats]:
        """Learn from some of the texts: their vocabulary, and weights of shape (vocabulary, labels)."""
        texts, marks, labels = self.texts.of(rows), self.marks[rows], self.labels.size
        vocabulary = vocabulary_of(texts, marks, labels, self.kinds)
        vectors = vocabulary.vectors(texts)
        return vocabulary, train(vectors, marks, labels, self.names[rows], vocabulary.hashes)


def rehearse(lesson: Lesson, kept: Sequence[int]) -> Rehearsal:
    """Learn from a part, ask the rest; some labels are never withheld. Few examples rehearse often."""
    count, labels = lesson.marks.size, lesson.labels.size
    often = min(_MOST_REHEARSALS, 1 + int(_ENOUGH / (count * (_ASKED_SHARE + _WITHHELD_SHARE) + 1)))
    parts = [Rehearsal(np.zeros((0, labels), np.float32), np.zeros(0, np.intp))]
    for seed in range(often):
        withheld = drawn(lesson.labels, seed) < _WITHHELD_SHARE
        withheld[list(kept)] = False
        asked = withheld[lesson.marks] | (drawn(lesson.names, seed) < _ASKED_SHARE)
        if asked.any() and not asked.all():
            parts.append(_ask(lesson, asked, withheld))
    shares, right = [part.shares for part in parts], [part.right for part in parts]
    return Rehearsal(np.concatenate(shares), np.concatenate(right))


def _ask(lesson: Lesson, asked: NDArray[np.bool_], withheld: NDArray[np.bool_]) -> Rehearsal:
    """Learn from the texts that are not asked, then ask the others."""
    vocabulary, weights = lesson.learn(~asked)
    found = vocabulary.vectors(lesson.texts.of(asked))
    parts = (found.row(row) for row in range(int(asked.sum())))
    scores = np.stack([share @ weights[at] for at, share in parts])
    scores[:, withheld] = -np.inf
    return Rehearsal(softmax(scores), np.where(withheld[lesson.marks], UNKNOWN, lesson.marks)[asked])


def calibrate(rehearsal: Rehearsal, outside: int) -> Calibration:
    """Fit the curve by Newton's method with a small penalty."""
    if rehearsal.right.size == 0 or rehearsal.shares.shape[1] - (outside >= 0) == 0:
        return Calibration(np.array([1.0, 0.0, 0.0]), outside)
    features = _features(rehearsal.shares, outside)
    good = (best_of(rehearsal.shares, outside) == rehearsal.right).astype(np.float64)
    unknown = rehearsal.right == UNKNOWN
    balance = _UNKNOWN_WEIGHT * (~unknown).sum() / max(1, unknown.sum())
    weights = np.where(unknown, min(1.0, balance), np.where(rehearsal.right == outside, _OUTSIDE_WEIGHT, 1.0))
    return Calibration(_logistic(features, good, weights), outside)


def best_of(shares: Floats, outside: int) -> Marks:
    """Which label is best for each text, the one for outside left out. Shape (texts,)."""
    return np.asarray(_inside(shares, outside).argmax(axis=1), dtype=np.intp)


def _inside(shares: Floats, outside: int) -> Floats:
    inside = shares.copy()
    if outside >= 0:
        inside[:, outside] = 0
    return inside


def _features(shares: Floats, outside: int) -> NDArray[np.float64]:
    """The best share as log odds, the share of outside as a logarithm, a constant one.

    More (the lead over the next, and over the third) was tried and made the order worse.
    """
    features = np.ones((len(shares), 3))
    best = _inside(shares, outside).max(axis=1).clip(_TINY, 1 - _TINY).astype(np.float64)
    features[:, 0] = np.log(best / (1 - best))
    features[:, 1] = np.log(shares[:, outside].clip(_TINY, 1)) if outside >= 0 else 0.0
    return features


def _logistic(
    features: NDArray[np.float64], good: NDArray[np.float64], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    found = np.zeros(features.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(features @ found, -30, 30)))
        curve = (features * (weight * chance * (1 - chance))[:, None]).T @ features
        slope = features.T @ (weight * (good - chance)) - _RIDGE * found
        found = found + np.linalg.solve(curve + _RIDGE * np.eye(found.size), slope)
    return found
