"""What is confirmed as one: an organization, an offer, an answer, a number, an event, a guided check."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from dateutil.relativedelta import relativedelta

from bot.core.checks import Check
from bot.core.edits import Edit, Steps, name_of
from bot.core.events import Event
from bot.core.hsds import Hotline, Organization, Service
from bot.core.knowledge import Guide
from bot.files.town import Town
from bot.files.yaml_text import Document, Path_

Model: TypeAlias = Organization | Service | Guide | Hotline | Event | Check
RECHECKS = ("recheck_by", "hours_recheck_by")
YEAR = timedelta(days=365)
"""after this time a confirmation is old"""
_RENEWED = timedelta(days=60)
"""what runs out sooner is renewed by a yes"""
_FACTS = ("sentences", "bring", "more", "hint", "lines", "documents", "items")
"""fields of answers and checks that hold statements, each with a confirmation of its own"""


@dataclass(frozen=True)
class Entry:
    """One entry and where it stands."""

    subject: str
    """`vhs`, `vhs/deutschkurse`, `guide:debt`, `check:which_money`, `hotline:polizei`, `event:fest`"""
    title: str
    model: Model
    document: Document
    path: Path_

    @property
    def data(self) -> Any:
        """What the file says of it."""
        return at(self.document, self.path)

    @property
    def place(self) -> str:
        """`knowledge/organizations/vhs.yaml:41`"""
        return place_of(self.document, self.path)

    @property
    def dated(self) -> bool:
        """Whether it is confirmed as a whole; else each of its statements is."""
        return not isinstance(self.model, Guide | Check)

    @property
    def assured(self) -> date | None:
        """When it was confirmed: the oldest of its statements counts."""
        if not isinstance(self.model, Guide | Check):
            return self.model.assured_date
        days = [_assured_of(at(self.document, path)) for path in self.statements()]
        return min((day for day in days if day), default=None) if all(days) else None

    @property
    def closed(self) -> bool:
        """Whether it is over, or shut: then it cannot be confirmed."""
        if isinstance(self.model, Event):
            return self.model.status == "EventCancelled"
        return getattr(self.model, "status", "active") != "active"

    def statements(self) -> Iterator[Path_]:
        """The places of the statements of an answer or a check."""
        yield from _statements(self.data, self.path)

    def leaves(self) -> Iterator[tuple[Path_, str]]:
        """The texts it holds, with their places; of an organization those of its offers are left out."""
        for path, value in leaves(self.data, self.path):
            if not (isinstance(self.model, Organization) and path[:1] == ("services",)):
                yield path, value


def entries(town: Town) -> Iterator[Entry]:
    """All entries of the files that are whole, each organization before its offers."""
    files = town.files
    for file in files.organizations:
        if file.model and file.model.status != "defunct":
            yield from _offers(file.document, file.model)
    for guide in files.guides:
        if guide.model:
            title = f"Antwort „{guide.model.title}“"
            yield Entry(f"guide:{guide.model.need}", title, guide.model, guide.document, ())
    for check in files.checks:
        if check.model:
            title = f"Schritt für Schritt „{check.model.title}“"
            yield Entry(f"check:{check.model.id}", title, check.model, check.document, ())
    yield from _single(town)


def _offers(document: Document, owner: Organization) -> Iterator[Entry]:
    yield Entry(owner.id, owner.name, owner, document, ())
    for number, service in enumerate(owner.services):
        if service.status != "defunct":
            title = f"{owner.name}: {service.name.value}"
            yield Entry(f"{owner.id}/{service.id}", title, service, document, ("services", number))


def _single(town: Town) -> Iterator[Entry]:
    hotlines, events = town.files.hotlines, town.files.events
    for number, hotline in enumerate(hotlines.model.hotlines if hotlines.model else ()):
        title, path = f"Nummer „{hotline.name.value}“", ("hotlines", number)
        yield Entry(f"hotline:{hotline.id}", title, hotline, hotlines.document, path)
    for number, event in enumerate(events.model.events if events.model else ()):
        title, path = f"Veranstaltung „{event.name.value}“", ("events", number)
        yield Entry(f"event:{event.id}", title, event, events.document, path)


def confirmed(entry: Entry, today: date, *, seen: date = date.min) -> tuple[Edit, ...]:
    """What a "still right" changes: the day of the confirmation, and what would run out soon.

    What ran out before `seen` was not looked at: it stays as it is.
    """
    if entry.closed:
        return ()
    day = today.isoformat()
    if entry.dated:
        dates = [edit_at(entry.document, (*entry.path, "assured_date"), day)]
    else:
        fresh = entry.assured and entry.assured > today - YEAR
        due = {path[:-1] for path, until in dates_of(entry, RECHECKS) if until <= today + _RENEWED}
        dates = [_statement(entry, path, day) for path in entry.statements() if not fresh or path in due]
    later = (today + relativedelta(years=1)).isoformat()
    soon = (path for path, until in dates_of(entry, RECHECKS) if seen <= until <= today + _RENEWED)
    return (*dates, *(edit_at(entry.document, path, later) for path in soon))


def _statement(entry: Entry, path: Path_, day: str) -> Edit:
    """Confirm one statement; a plain text becomes a mapping, for it needs room for the day."""
    value = at(entry.document, path)
    if isinstance(value, dict):
        return edit_at(entry.document, (*path, "assured_date"), day)
    return edit_at(entry.document, path, {"value": value, "assured_date": day})


def dates_of(entry: Entry, names: tuple[str, ...]) -> Iterator[tuple[Path_, date]]:
    """The days that stand in fields of these names."""
    for path, value in entry.leaves():
        if path[-1] in names and (day := day_of(value)):
            yield path, day


def edit_at(document: Document, path: Path_, value: Any) -> Edit:
    """What sets a field so that it is found again: where a name would change, the whole item is set."""
    for end in range(len(path), 0, -1):
        if isinstance(path[end - 1], int):
            item, inner = at(document, path[:end]), path[end:]
            if inner and _is_named_by(item, inner[0]):
                return Edit(
                    file_of(document), steps_of(document, path[:end]), "set", _with(item, inner, value)
                )
    return Edit(file_of(document), steps_of(document, path), "set", value)


def _is_named_by(item: Any, field: str | int) -> bool:
    """Whether the name of an item in a path depends on one of its fields."""
    if "id" in item:
        return False
    words = [key for key in ("value", "number") if key in item]
    return field in words[:1] if words else True


def _with(item: Any, inner: Path_, value: Any) -> Any:
    changed = deepcopy(item)
    holder = changed
    for part in inner[:-1]:
        holder = holder[part]
    holder[inner[-1]] = value
    return changed


def steps_of(document: Document, path: Path_) -> Steps:
    """A place by names instead of numbers."""
    steps, data = [], document.data
    for part in path:
        inner = _part(data, part)
        steps.append(name_of(inner) if isinstance(part, int) else part)
        data = inner
    return tuple(steps)


def at(document: Document, path: Path_) -> Any:
    """What stands at a place; None where nothing does."""
    data: Any = document.data
    for part in path:
        data = _part(data, part)
    return data


def _part(data: Any, part: str | int) -> Any:
    if isinstance(part, int):
        return data[part] if isinstance(data, list) and part < len(data) else None
    return data.get(part) if isinstance(data, dict) else None


def file_of(document: Document) -> str:
    """How an edit names its file: without the folder that is its kind."""
    return document.name.partition("/")[2]


def place_of(document: Document, path: Path_) -> str:
    """File and line, as editors make a link of it."""
    return f"{document.name}:{document.place(path)[0]}"


def leaves(value: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    """All texts in a value, with their places."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    elif isinstance(value, str) and path:
        yield path, value


def day_of(value: Any) -> date | None:
    """The day a text means."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _statements(value: Any, path: Path_) -> Iterator[Path_]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _FACTS:
                yield from _statements(inner, (*path, key))
            elif isinstance(inner, list):
                yield from ((*path, key, number) for number in range(len(inner)))
            elif inner is not None:
                yield *path, key
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _statements(inner, (*path, number))


def _assured_of(value: Any) -> date | None:
    return day_of(value.get("assured_date")) if isinstance(value, dict) else None
