"""Questions of many languages and scripts that ask alike, put together: for reading, never for answering.

Pieces of three letters find what may be alike, quickly for thousands. Within a script `likeness` decides
then, as it does for counting. Across languages and scripts the consonants decide (`skeleton`), and as those
say less, they must be much the same, or the nearest need must be. What stays alone joins the others that
stayed alone near the same need.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.core.likeness import MOST_LETTERS, Question
from bot.core.skeleton import skeleton
from bot.core.text import normalise

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_PIECE = 3  # letters
_WORTH_A_LOOK = 0.2  # cosine of the letters from which likeness is asked
_SAME_SOUND, _SAME_SOUND_AND_NEED = 0.8, 0.5  # cosine of the consonants
_FEWEST_CONSONANTS = 4
_COMMON = 0.04  # of all questions have a piece that tells nothing then
_FEW = 200  # questions, among which no piece is too common


class Asked(Protocol):
    """A question, and how often it was asked."""

    @property
    def text(self) -> str:
        """redacted"""

    @property
    def language(self) -> str:
        """a code"""

    @property
    def need(self) -> str:
        """the nearest one, or nothing"""

    @property
    def times(self) -> int:
        """how often"""


def grouped(asked: Sequence[Asked]) -> list[list[int]]:
    """The places of the questions, those that ask alike together: what was asked most comes first."""
    order = sorted(range(len(asked)), key=lambda place: (-asked[place].times, asked[place].text, place))
    ordered = [asked[place] for place in order]
    groups = _with_company(_stars(ordered), ordered)
    groups.sort(key=lambda group: (-sum(ordered[place].times for place in group), group[0]))
    return [[order[place] for place in group] for group in groups]


def _stars(asked: Sequence[Asked]) -> Iterator[list[int]]:
    """Each question takes along those like it that are asked less; no chains, so unlike ones never meet."""
    near = _Neighbours(asked)
    taken = np.zeros(len(asked), dtype=bool)
    for place in range(len(asked)):
        if not taken[place]:
            taken[place] = True
            group = [place, *near.of(place, taken)]
            taken[group] = True
            yield group


def _with_company(groups: Iterable[list[int]], asked: Sequence[Asked]) -> list[list[int]]:
    """What stayed alone, together with what else stayed alone near the same need."""
    alone: dict[str, list[int]] = {}
    together = []
    for group in groups:
        need = asked[group[0]].need
        if len(group) == 1 and need:
            alone.setdefault(need, []).extend(group)
        else:
            together.append(group)
    return [*together, *alone.values()]


class _Neighbours:
    """Finds the questions that ask like one of them."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._asked = asked
        self._questions = [Question(one.text) for one in asked]
        normal = [normalise(one.text[:MOST_LETTERS]) for one in asked]
        sounds = [skeleton(text) for text in normal]
        self._telling = np.array([len(text.replace(" ", "")) >= _FEWEST_CONSONANTS for text in sounds])
        self._letters, self._sounds = _cosines(normal), _cosines(sounds)

    def of(self, place: int, taken: NDArray[np.bool_]) -> list[int]:
        """Those not taken yet that ask like this one, in their order."""
        letters, sounds = self._row(self._letters, place), self._row(self._sounds, place)
        close = np.flatnonzero((letters >= _WORTH_A_LOOK) & ~taken)
        alike = {int(at) for at in close if self._questions[place].is_like(self._questions[at])}
        if self._telling[place]:
            heard = np.flatnonzero((sounds >= _SAME_SOUND_AND_NEED) & ~taken & self._telling)
            alike |= {int(at) for at in heard if self._sound_alike(place, int(at), letters[at], sounds[at])}
        return sorted(alike)

    def _sound_alike(self, place: int, at: int, letters: float, sounds: float) -> bool:
        """Whether two of different languages, or of different scripts, sound much the same."""
        one, other = self._asked[place], self._asked[at]
        if one.language == other.language and letters > 0:
            return False
        same_need = bool(one.need) and one.need == other.need
        return sounds >= (_SAME_SOUND_AND_NEED if same_need else _SAME_SOUND)

    @cached_property
    def _nothing(self) -> NDArray[np.float64]:
        return np.zeros(len(self._asked))

    def _row(self, cosines: csr_array, place: int) -> NDArray[np.float64]:
        row = self._nothing.copy()
        begin, end = cosines.indptr[place], cosines.indptr[place + 1]
        row[cosines.indices[begin:end]] = cosines.data[begin:end]
        return row


def _cosines(texts: Sequence[str]) -> csr_array:
    """How much alike the pieces of any two texts are; rare pieces count more."""
    from scipy.sparse import csr_array  # takes its time and memory, and only the desk groups

    found: dict[str, int] = {}
    pieces = [[found.setdefault(piece, len(found)) for piece in _pieces(text)] for text in texts]
    columns = np.array([piece for own in pieces for piece in own], dtype=np.int64)
    rows = np.repeat(np.arange(len(texts)), [len(own) for own in pieces])
    having = np.bincount(columns, minlength=len(found))
    rarity = np.log(1 + len(texts) / np.maximum(having, 1))
    rarity[having > max(_FEW, _COMMON * len(texts))] = 0.0
    worth = rarity[columns]
    length = np.sqrt(np.bincount(rows, worth**2, minlength=len(texts)))
    shares = (worth / np.where(length > 0, length, 1.0)[rows]).astype(np.float32)
    matrix = csr_array((shares, (rows, columns)), shape=(len(texts), max(1, len(found))))
    matrix.eliminate_zeros()
    return csr_array(matrix @ matrix.T)


def _pieces(text: str) -> list[str]:
    """The different pieces of a text, each once; the ends of words are among its letters."""
    padded = f" {text} "
    return list(dict.fromkeys(padded[at : at + _PIECE] for at in range(len(padded) - _PIECE + 1)))
