"""What differs between two states of the files, in one German line for the coordinators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from bot.core.knowledge import Knowledge
from bot.desk.german_texts import texts
from bot.files.town import Town

_KINDS = {
    "offers": ("Angebot", "Angebote"),
    "organizations": ("Einrichtung", "Einrichtungen"),
    "guides": ("Anliegen-Text", "Anliegen-Texte"),
    "checks": ("geführte Frage", "geführte Fragen"),
    "events": ("Veranstaltung", "Veranstaltungen"),
    "hotlines": ("Notrufnummer", "Notrufnummern"),
    "closures": ("Schließtag", "Schließtage"),
}


@dataclass(frozen=True)
class Snapshot:
    """A state of the files by its fingerprints: light enough to be kept beside the next one."""

    entries: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """kind -> id -> fingerprint"""
    texts: frozenset[tuple[str, str]] = frozenset()
    """(context, German text)"""
    words: str = ""
    """changes with the example phrases"""
    catalogues: str = ""
    """changes with the translations"""


def snapshot(town: Town, knowledge: Knowledge, words: str, catalogues: str) -> Snapshot:
    """The fingerprints of a town."""
    bodies = {o.id: o.model_copy(update={"services": ()}) for o in knowledge.organizations.values()}
    kinds: dict[str, Mapping[str, object]] = {
        "offers": {ref: offer.service for ref, offer in knowledge.offers.items()},
        "organizations": bodies,
        "guides": knowledge.guides,
        "checks": knowledge.checks,
        "events": knowledge.events,
        "hotlines": knowledge.hotlines,
        "closures": {repr(closure): closure for closure in knowledge.closures},
    }
    entries = {
        kind: {name: hash(repr(entry)) for name, entry in all_.items()} for kind, all_ in kinds.items()
    }
    german = frozenset((context, text) for _, context, text in texts(town.files))
    return Snapshot(entries, german, words, catalogues)


def told(old: Snapshot, new: Snapshot, translated: Callable[[str, str], bool]) -> str:
    """`2 Angebote geändert, 1 Übersetzung veraltet`; nothing where no reader notices anything.

    `translated` says of a German text whether any language has its translation.
    """
    parts = [part for kind in _KINDS for part in _of_kind(kind, old.entries, new.entries)]
    fresh = [text for text in new.texts - old.texts if not translated(*text)]
    if fresh:
        parts.append(_counted(len(fresh), "Übersetzung veraltet", "Übersetzungen veraltet"))
    if old.catalogues != new.catalogues:
        parts.append("Übersetzungen erneuert")
    if old.words != new.words:
        parts.append("Beispielsätze neu gelernt")
    return ", ".join(parts)


def _of_kind(
    kind: str, old: Mapping[str, Mapping[str, int]], new: Mapping[str, Mapping[str, int]]
) -> Iterable[str]:
    before, after = old.get(kind, {}), new.get(kind, {})
    changed = sum(before[name] != after[name] for name in before.keys() & after.keys())
    done = {"geändert": changed, "neu": len(after.keys() - before), "entfernt": len(before.keys() - after)}
    for what, number in done.items():
        if number:
            yield f"{_counted(number, *_KINDS[kind])} {what}"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
