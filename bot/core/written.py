"""A written message in the light of the talk, and what it can lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from bot.core.actions import Actions
from bot.core.cues import Cues
from bot.core.replies import NeedAnswer, Screen, Step
from bot.core.text import normalise
from bot.core.understanding import Understanding

_BARE = {"more", "first", "second", "third", "yes", "no", "back", "restart"}
_NUMBER = re.compile(r"\d{3}")


class Meant(NamedTuple):
    """What a message leads to, and what is remembered of it."""

    step: Step
    need: str = ""
    """the need that is talked about afterwards"""
    wishes: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """One message, what was understood of it, and the small words in it."""

    actions: Actions
    understood: Understanding
    cues: Cues

    def names_a_number(self) -> bool:
        """110 and 112 are no follow-up."""
        return bool(_NUMBER.search(self.actions.turn.text))

    def says_nothing(self) -> bool:
        """Whether a message is a bare "more", "yes", "the second": what it sounds like is chance."""
        bare = len(self.cues.found) == 1 and self.cues.found[0] in _BARE
        return bare and not self.cues.rest and not self.names_a_number()

    @property
    def said(self) -> str:
        """ "yes" or "no", where a message says nothing else."""
        said = self.cues.among(("yes", "no"))
        return said[0] if len(self.cues.found) == 1 and said and not self.cues.rest else ""

    def denies(self) -> bool:
        """Whether a message says "not"."""
        spoken = (self.understood.language, "de")
        words = normalise(self.actions.turn.text).split()
        return any(
            not self.actions.centre.negations.get(code, frozenset()).isdisjoint(words) for code in spoken
        )


def met_by(screen: Screen) -> tuple[str, ...]:
    """The wishes that hold from now on: what nothing could meet is not asked again."""
    return screen.view.met if isinstance(screen.view, NeedAnswer) else ()
