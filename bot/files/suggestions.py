"""What somebody may have meant by a word that names nothing: an id, found by its German name too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

from bot.files.pattern_words import language_code
from bot.files.problems import did_you_mean, nearest

Names = Mapping[str, tuple[str, ...]]
"""id -> what it is called in German, the title first"""
_LONGEST_CODE = 3
_SHORTEST_WORD = 4
_MOST = 3
_IN_ENGLISH: Mapping[str, tuple[str, ...]] = {
    "adresse": ("addresses", "address_1"),
    "angebote": ("services",),
    "anliegen": ("needs", "need"),
    "beginn": ("start", "opens_at"),
    "beschreibung": ("description",),
    "bis": ("end", "closes_at", "until"),
    "einrichtung": ("organizer", "organizations"),
    "ende": ("end", "closes_at", "until"),
    "hinweis": ("alert", "note"),
    "hoch": ("high",),
    "kosten": ("fees_description",),
    "mittel": ("medium",),
    "niedrig": ("low",),
    "nummer": ("number",),
    "ort": ("location", "locations", "city"),
    "plz": ("postal_code",),
    "quelle": ("source",),
    "sprachen": ("languages",),
    "straße": ("address_1",),
    "telefon": ("phones", "number"),
    "titel": ("title", "name"),
    "von": ("start", "opens_at"),
    "webseite": ("website", "url"),
    "zeiten": ("schedules", "hours"),
    "öffnungszeiten": ("schedules", "hours"),
}
"""German words that people write for a field or a choice"""
SPELLING = did_you_mean("", ())
"""what is left to say where nothing is near"""


def meant(word: str, names: Names) -> str:
    """The remedy for a word that is no id: the id that is like it, or that is called like it in German."""
    if found := nearest(word, names):
        return f"meinten Sie „{found}“?"
    spoken = word.replace("_", " ")
    called = {name.casefold(): key for key, all_names in names.items() for name in all_names}
    if whole := nearest(spoken, called):
        return _asked([called[whole]], names)
    words = {part for name in called for part in re.findall(r"\w+", name) if len(part) >= _SHORTEST_WORD}
    if part := nearest(spoken, sorted(words)):
        keys = dict.fromkeys(key for name, key in called.items() if part in re.findall(r"\w+", name))
        return _asked(list(keys)[:_MOST], names)
    return SPELLING


def _asked(keys: list[str], names: Names) -> str:
    shown = [f"„{key}“ ({names[key][0]})" for key in keys]
    return f"meinten Sie {' oder '.join(filter(None, (', '.join(shown[:-1]), shown[-1])))}?"


def meant_field(word: str, known: Collection[str]) -> str | None:
    """The field or the choice that may have been meant: one that is like it, or what it is in German."""
    ours = (each for each in _IN_ENGLISH.get(word.casefold(), ()) if each in known)
    return next(ours, None) or nearest(word, known)


def meant_offer(word: str, offers: Iterable[str], bodies: Names) -> str:
    """The remedy for an offer that is unknown: first whose it is, then which of theirs."""
    body, _, name = word.partition("/")
    theirs: dict[str, list[str]] = {}
    for offer in sorted(offers):
        theirs.setdefault(offer.partition("/")[0], []).append(offer.partition("/")[2])
    whose = body if body in theirs else nearest(body, theirs)
    if whose is None:
        return meant(body, bodies)
    if found := nearest(name, theirs[whose]):
        return f"meinten Sie „{whose}/{found}“?"
    shown = ", ".join(f"„{whose}/{each}“" for each in theirs[whose][:_MOST])
    return f"bitte ein Angebot von „{whose}“ nennen, zum Beispiel {shown}"


@cache
def languages() -> Mapping[str, str]:
    """The codes of all languages that have a German name, with it."""
    return {code: name for code, name in Locale("de").languages.items() if len(code) <= _LONGEST_CODE}


def meant_language(word: str) -> str:
    """The remedy for a code of no language: `eng` is `en`, `ua` (a country) is `uk`."""
    older = get_global("language_aliases").get(word)
    spoken = get_global("likely_subtags").get(f"und_{word.upper()}")
    found = language_code(word) or (older or spoken or "").partition("_")[0]
    if found in languages():
        return f"meinten Sie „{found}“ ({languages()[found]})?"
    return "bitte das Kürzel aus zwei oder drei Buchstaben schreiben, zum Beispiel de, en oder ar"
