"""Which organization or offer a coordinator means by a few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz

from bot.core.knowledge import Knowledge
from bot.core.text import normalise

_LIKE = 80.0  # per cent; below it is another name
_MOST = 8


def organizations_meant(text: str, knowledge: Knowledge) -> list[str]:
    """The ids of the organizations whose name is like the beginning of a text, the likeliest first."""
    names: dict[str, tuple[str, ...]] = {
        o.id: (o.id.replace("_", " "), o.name, *o.alternate_name) for o in knowledge.organizations.values()
    }
    return _meant(text, names)


def offers_meant(text: str, knowledge: Knowledge) -> list[str]:
    """The refs of the offers whose name, or whose organization's, is like the beginning of a text."""
    names = {
        ref: (offer.service.name.value, f"{offer.organization.id} {offer.service.id}".replace("_", " "))
        for ref, offer in knowledge.offers.items()
    }
    direct = _meant(text, names)
    bodies = organizations_meant(text, knowledge)
    of_body = [ref for body in bodies for ref in knowledge.offers if ref.startswith(f"{body}/")]
    named = [ref for ref in direct if ref in of_body] if bodies else direct
    return list(dict.fromkeys((*named, *of_body, *direct)))[:_MOST]


def _meant(text: str, names: Mapping[str, Iterable[str]]) -> list[str]:
    """Those one of whose names stands at the beginning of the text, give or take a letter."""
    words = normalise(text).split()
    if not words:
        return []
    scored = {key: max(_likeness(words, name) for name in all_) for key, all_ in names.items()}
    best = sorted(scored, key=lambda key: -scored[key])
    return [key for key in best if scored[key] >= _LIKE][:_MOST]


def _likeness(words: list[str], name: str) -> float:
    wanted = normalise(name).split()
    if not wanted:
        return 0.0
    return fuzz.ratio(" ".join(words[: len(wanted)]), " ".join(wanted))
