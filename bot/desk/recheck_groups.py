"""The recheck list by whom one asks: each partner, the answers of a topic, the numbers, the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.desk.recheck import Item
from bot.files.town import Town

_KINDS = {
    "hotline": "Notrufnummern",
    "event": "Veranstaltungen",
    "check": "Hilfen, die Schritt für Schritt fragen",
    "closures": "Schließtage und Ferien",
    "calendar": "Schließtage und Ferien",
}
_REST = "Sonstiges"


@dataclass(frozen=True)
class Group:
    """What one call or one look settles."""

    key: str
    """the id of the organization, where it is one's"""
    title: str
    partner: bool
    items: tuple[Item, ...]

    @property
    def due(self) -> date:
        """The day of the oldest."""
        return min(item.due for item in self.items)

    @property
    def shown(self) -> int:
        """How often readers saw what is shown most of it."""
        return max(item.shown for item in self.items)

    def overdue(self, today: date) -> int:
        """How much of it is due."""
        return sum(item.due <= today for item in self.items)


def grouped(found: Iterable[Item], town: Town) -> list[Group]:
    """The oldest first, then what is shown most; within a group as well."""
    names = {file.model.id: file.model.name for file in town.files.organizations if file.model}
    topics = _topics(town)
    by_key: dict[str, list[Item]] = {}
    for item in found:
        by_key.setdefault(_key(item.subject, names, topics), []).append(item)
    groups = [
        Group(key, names.get(key) or _title(key, town), key in names, tuple(sorted(items, key=_rank)))
        for key, items in by_key.items()
    ]
    return sorted(groups, key=lambda group: (group.due, -group.shown, group.title.casefold()))


def _rank(item: Item) -> tuple[date, int, str]:
    return item.due, -item.shown, item.title.casefold()


def _topics(town: Town) -> dict[str, str]:
    return {need: topic for topic, needs in town.intents.needs.items() for need in needs}


def _key(subject: str, names: Mapping[str, str], topics: Mapping[str, str]) -> str:
    owner, (kind, _, rest) = subject.partition("/")[0], subject.partition(":")
    if owner in names:
        return owner
    if kind == "guide" and rest in topics:
        return f"guide:{topics[rest]}"
    return {"calendar": "closures:"}.get(kind, f"{kind}:") if kind in _KINDS else "rest:"


def _title(key: str, town: Town) -> str:
    kind, _, topic = key.partition(":")
    if kind != "guide":
        return _KINDS.get(kind, _REST)
    topics = town.files.topics.model
    found = topics.topics.get(topic) if topics else None
    return f"Antworten: {found.title if found else topic}"
