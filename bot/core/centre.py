"""All that a reply is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.cues import CueFinder
from bot.core.guided import Translate
from bot.core.knowledge import Knowledge
from bot.core.understanding import Understander


@dataclass(frozen=True)
class Centre:
    """Read at start, never changed."""

    knowledge: Knowledge
    understander: Understander
    languages: tuple[str, ...]
    styles: Mapping[str, str] = field(default_factory=dict)
    """other ways to write a language: `de_leicht` -> `de`"""
    cues: CueFinder = field(default_factory=lambda: CueFinder({}))
    translators: Mapping[str, Translate] = field(default_factory=dict)
    """language -> what translates the texts of the knowledge, to understand answers that are typed"""
    negations: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """language -> words that say "not", normalised"""
    team: bool = False
    """whether people of the centre can be written to"""
