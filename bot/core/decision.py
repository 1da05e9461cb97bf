"""Where to answer, where to ask back, where to say no: lines drawn by what a rehearsal showed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.calibration import Calibration, Rehearsal, best_of
from bot.core.vectors import Floats

_WRONG_ANSWERS = 0.02  # at most this share of all messages in scope may be answered wrongly
_OUTSIDE_ANSWERS = 0.012  # and this share of those out of scope
_LOST_QUESTIONS = 0.002  # of those that asking back would help may be turned away
_FALSE_ALARMS = 0.015  # of harmless messages may be taken for danger
_DANGER_BOUNDS = (0.1, 0.5)  # the line for danger is kept within these, whatever was measured
_ANSWER_BOUNDS = (0.5, 0.85)
_ASK_BOUNDS = (0.02, 0.2)


@dataclass(frozen=True)
class Lines:
    """Scores from which on a message is answered, asked back, or taken for danger."""

    answer: float
    ask: float
    danger: float

    def to_array(self) -> NDArray[np.float64]:
        """Keep the lines in an array."""
        return np.array([self.answer, self.ask, self.danger])


def draw_lines(rehearsal: Rehearsal, calibration: Calibration, danger: Sequence[int]) -> Lines:
    """Draw the lines so that safe beats clever."""
    outside = calibration.outside
    asked = rehearsal.right >= 0
    shares, right = rehearsal.shares[asked], rehearsal.right[asked]
    if not right.size:
        return Lines(0.5, 0.1, 0.3)
    sure = np.array([calibration.confidence(row) for row in shares])
    inside, best = right != outside, best_of(shares, outside)
    wrong = _line(sure[inside], (best != right)[inside], _WRONG_ANSWERS)
    answer = max(wrong, _line(sure[~inside], np.ones((~inside).sum(), bool), _OUTSIDE_ANSWERS))
    near = _among_three(shares, right, outside) & inside
    ask = float(np.quantile(sure[near], _LOST_QUESTIONS)) if near.any() else 0.0
    alarm = _alarm(shares, right, danger)
    return Lines(_within(answer, _ANSWER_BOUNDS), _within(ask, _ASK_BOUNDS), _within(alarm, _DANGER_BOUNDS))


def _line(sure: NDArray[np.float64], bad: NDArray[np.bool_], allowed: float) -> float:
    """The lowest score above which the bad ones are no more than the allowed share of all."""
    highest = np.sort(sure[bad])[::-1]
    spared = int(allowed * sure.size)
    return float(highest[spared]) if spared < highest.size else 0.0


def _among_three(shares: Floats, right: NDArray[np.intp], outside: int) -> NDArray[np.bool_]:
    inside = shares.copy()
    if outside >= 0:
        inside[:, outside] = 0
    return np.asarray((np.argsort(-inside, axis=1)[:, :3] == right[:, None]).any(axis=1))


def _alarm(shares: Floats, right: NDArray[np.intp], danger: Sequence[int]) -> float:
    harmless = ~np.isin(right, list(danger))
    alarms = shares[harmless][:, list(danger)].sum(axis=1)
    return float(np.quantile(alarms, 1 - _FALSE_ALARMS)) if alarms.size else 0.0


def _within(value: float, bounds: tuple[float, float]) -> float:
    return min(max(value, bounds[0]), bounds[1])
