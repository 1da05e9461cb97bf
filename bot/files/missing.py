"""What many places name and nothing defines is missing itself: told once, where it belongs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.files.problems import Problem
from bot.files.yaml_text import Document

MANY = 3
"""places that name the same unknown thing: no slip of typing any more"""
_SHOWN = 3
_OFFER, _BODY = "Angebot", "Einrichtung"
_HOMES = {
    "Quelle in sources.yaml": "sources.yaml",
    "Nummer in hotlines.yaml": "hotlines.yaml",
}
_REGISTERED = ("Anliegen", "Thema")


def tell_missing(documents: Iterable[Document], knowledge: Path, intents: Path) -> list[Problem]:
    """One problem for each thing that many places name in vain; theirs are taken out of the documents."""
    documents = list(documents)
    named: dict[tuple[str, str], list[Problem]] = {}
    for problem in (each for document in documents for each in document.problems):
        if problem.about:
            named.setdefault(problem.about, []).append(problem)
    many = {about: sorted(places) for about, places in named.items() if len(places) >= MANY}
    for document in documents:
        document.problems[:] = [each for each in document.problems if each.about not in many]
    return [_told(about, places, knowledge.name, intents.name) for about, places in many.items()]


def _told(about: tuple[str, str], places: list[Problem], knowledge: str, intents: str) -> Problem:
    kind, name = about
    shown = ", ".join(f"{each.file}:{each.line}" for each in places[:_SHOWN])
    named = f"{len(places)} Stellen nennen es ({shown}{' …' if len(places) > _SHOWN else ''})"
    if kind == _BODY:
        what = f"die Datei fehlt: die Einrichtung „{name}“ gibt es nicht, {named}"
        remedy = "bitte die Datei wieder einfügen oder, wenn sie jetzt anders heißt, diese Stellen ändern"
        return Problem(f"{knowledge}/organizations/{name}.yaml", 1, 1, "", what, remedy)
    what = f"hier fehlt „{name}“ ({kind.partition(' ')[0]}): {named}"
    return Problem(
        _home(kind, name, places, knowledge, intents),
        1,
        1,
        "",
        what,
        "bitte wieder einfügen oder, wenn es jetzt anders heißt, diese Stellen ändern",
    )


def _home(kind: str, name: str, places: list[Problem], knowledge: str, intents: str) -> str:
    """The file in which it would stand; the first that names it, where there is none."""
    if kind in _REGISTERED:
        return f"{intents}/needs.yaml"
    if kind == _OFFER:
        return f"{knowledge}/organizations/{name.partition('/')[0]}.yaml"
    return f"{knowledge}/{_HOMES[kind]}" if kind in _HOMES else places[0].file
