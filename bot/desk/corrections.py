"""A partner's correction: the facts of an entry as fields of a form, and what their new values change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeAlias

from bot.core.edits import Edit, change, name_of
from bot.core.hsds import Organization
from bot.desk.entries import at, edit_at, file_of, steps_of
from bot.files.problems import Problem
from bot.files.town import Town
from bot.files.validation import validated
from bot.files.yaml_text import Document, Path_

Kind: TypeAlias = Literal["line", "text", "lines", "codes", "choice"]
"""one line, a longer text, one item a line, codes of languages with commas, one of some"""
STATUS = (
    ("active", "ist offen"),
    ("temporarily closed", "ist vorübergehend geschlossen"),
    ("inactive", "findet zurzeit nicht statt"),
    ("defunct", "gibt es nicht mehr"),
)
APPOINTMENT = (
    ("", "nicht bekannt"), ("none", "nicht nötig"), ("possible", "möglich"), ("required", "nur mit Termin"),
)  # fmt: skip
_NEW = "+"
"""stands for an item that is not in its list yet"""
_NOT_TO_EMPTY = ("id", "name", "description", "number", "address_1", "city", "byday", "opens_at", "closes_at")
"""where nothing is written, the model says that something is missing"""
_ORGANIZATION: tuple[tuple[str, str, Kind], ...] = (
    ("name", "Name", "line"), ("description", "Kurz gesagt", "text"), ("email", "E-Mail", "line"),
    ("website", "Internetseite", "line"), ("languages", "Sprachen (zum Beispiel: de, en, ar)", "codes"),
    ("alert", "Aktueller Hinweis", "text"),
)  # fmt: skip
_SERVICE: tuple[tuple[str, str, Kind], ...] = (
    ("name", "Name", "line"), ("description", "Was", "text"), ("eligibility_description", "Für wen", "text"),
    ("fees_description", "Kosten", "text"), ("application_process", "Anmeldung", "text"),
    ("required_documents", "Mitbringen (je Zeile eines)", "lines"),
    ("languages", "Sprachen (zum Beispiel: de, en, ar)", "codes"), ("email", "E-Mail", "line"),
    ("url", "Internetseite", "line"), ("alert", "Aktueller Hinweis", "text"),
)  # fmt: skip
_ADDRESS = (
    ("address_1", "Straße und Hausnummer"), ("address_2", "Zusatz"), ("postal_code", "Postleitzahl"),
    ("city", "Ort"),
)  # fmt: skip
_ROW = (("byday", "Tage (MO, TU, WE, TH, FR, SA, SU)"), ("opens_at", "von"), ("closes_at", "bis"))


@dataclass(frozen=True)
class Field:
    """One field of the form."""

    path: str
    """its name in the form"""
    label: str
    value: str
    """as it is now; nothing where nothing is known"""
    kind: Kind
    choices: tuple[tuple[str, str], ...] = ()
    """of a choice: what the file says, and in German"""
    place: Path_ = field(default=(), repr=False)
    """where it stands in the document"""


class Corrected(NamedTuple):
    """What new values change; nothing if one of them is wrong, then with what is wrong."""

    edits: tuple[Edit, ...]
    problems: list[Problem]


def fields(town: Town, org: str, service: str | None = None) -> list[Field]:
    """The fields of an organization, or of one of its offers; none where there is no such entry."""
    found = _found(town, org, service)
    return list(_Fields(*found).all(of_offer=service is not None)) if found else []


def edits(town: Town, org: str, service: str | None, new: Mapping[str, str]) -> Corrected:
    """What new values by field change; they are accepted only if the whole file is right with them."""
    found = _found(town, org, service)
    if not found:
        return Corrected((), [])
    document = found[0]
    laid = Document(document.name, deepcopy(document.data), document.places, document.key_places)
    made: list[Edit] = []
    known = fields(town, org, service)
    for each in known:
        value = _clean(each, new.get(each.path, each.value))
        if value != each.value and _NEW not in each.path:
            for edit in list(_changes(laid, each, value)):  # named before any is made
                change(laid.data, edit)
                _add(made, edit)
    for edit in _new_items(laid, known, new):
        change(laid.data, edit)
        made.append(edit)
    validated(Organization, laid)
    return Corrected((), laid.problems) if laid.problems else Corrected(tuple(made), [])


def _found(town: Town, org: str, service: str | None) -> tuple[Document, Path_] | None:
    """The document of an organization and the place of the entry in it."""
    file = next((file for file in town.files.organizations if file.model and file.model.id == org), None)
    if file is None or file.model is None:
        return None
    if service is None:
        return file.document, ()
    ids = [each.id for each in file.model.services]
    return (file.document, ("services", ids.index(service))) if service in ids else None


class _Fields:
    """Reads the fields from the data of a document."""

    def __init__(self, document: Document, base: Path_) -> None:
        self.document, self.base = document, base
        self.data: dict[str, Any] = at(document, base)

    def all(self, *, of_offer: bool) -> Iterator[Field]:
        """Every field, in the order of the form."""
        for name, label, kind in _SERVICE if of_offer else _ORGANIZATION:
            yield self._field((*self.base, name), label, kind)
        if of_offer:
            yield self._field((*self.base, "appointment"), "Termin", "choice", APPOINTMENT)
        yield self._field((*self.base, "status"), "Stand", "choice", STATUS)
        yield from self._phones()
        yield from self._times() if of_offer else self._addresses()

    def _field(
        self, place: Path_, label: str, kind: Kind, choices: tuple[tuple[str, str], ...] = ()
    ) -> Field:
        value = _words(at(self.document, place), ", " if kind == "codes" else "\n")
        if choices and not value:
            value = choices[0][0]
        return Field(".".join(steps_of(self.document, place)), label, value, kind, choices, place)

    def _phones(self) -> Iterator[Field]:
        for number in range(len(self.data.get("phones") or [])):
            yield self._field((*self.base, "phones", number, "number"), "Telefon", "line")
        yield self._new("phones", "number", "Weitere Telefonnummer")

    def _new(self, items: str, name: str, label: str) -> Field:
        steps = (*steps_of(self.document, (*self.base, items)), _NEW, name)
        return Field(".".join(steps), label, "", "line")

    def _addresses(self) -> Iterator[Field]:
        for number, place in enumerate(self.data.get("locations") or []):
            for inner in range(len(place.get("addresses") or [])):
                for name, label in _ADDRESS:
                    path = (*self.base, "locations", number, "addresses", inner, name)
                    yield self._field(path, label, "line")

    def _times(self) -> Iterator[Field]:
        for number in range(len(self.data.get("schedules") or [])):
            for name, label in _ROW:
                yield self._field((*self.base, "schedules", number, name), f"Zeiten: {label}", "line")
        for name, label in _ROW:
            yield self._new("schedules", name, f"Weitere Zeiten: {label}")


def _words(value: Any, between: str) -> str:
    """A fact as it stands in a form; of several each."""
    if isinstance(value, list):
        return between.join(_words(item, between) for item in value)
    if isinstance(value, dict):
        return _words(value.get("value"), between)
    return " ".join(str(value).split()) if value is not None else ""


def _clean(each: Field, value: str) -> str:
    """A new value without the spaces that forms and people leave."""
    if each.kind == "lines":
        return "\n".join(line for line in (" ".join(part.split()) for part in value.splitlines()) if line)
    if each.kind == "codes":
        return ", ".join(value.replace(",", " ").lower().split())
    return " ".join(value.split())


def _changes(document: Document, each: Field, value: str) -> Iterator[Edit]:
    """The edits that give a field a new value."""
    old, place = at(document, each.place), each.place
    if each.kind == "lines":
        yield from _lines(document, place, value.splitlines())
    elif not value and place[-1] not in _NOT_TO_EMPTY:
        yield _without(document, place)
    elif each.kind == "codes":
        yield edit_at(document, place, value.split(", "))
    elif isinstance(old, dict):
        yield edit_at(document, (*place, "value"), value)
    else:
        yield edit_at(document, place, value)


def _without(document: Document, place: Path_) -> Edit:
    """Take a field out; of a mapping that is named by all it holds, by setting it without the field."""
    if not isinstance(place[-2] if len(place) > 1 else "", int) or "id" in at(document, place[:-1]):
        return Edit(file_of(document), steps_of(document, place), "drop")
    left = {key: value for key, value in at(document, place[:-1]).items() if key != place[-1]}
    return Edit(file_of(document), steps_of(document, place[:-1]), "set", left)


def _lines(document: Document, place: Path_, new: list[str]) -> Iterator[Edit]:
    """A list of statements: what stays keeps its source, what is told anew takes the old one's place."""
    items = at(document, place) or []
    old = [_words(item, "") for item in items]
    file, steps = file_of(document), steps_of(document, place)
    if len(old) == len(new):
        for number, text in enumerate(new):
            if text != old[number]:
                inner = ("value",) if isinstance(items[number], dict) else ()
                yield edit_at(document, (*place, number, *inner), text)
        return
    for number, text in enumerate(old):
        if text not in new:
            yield Edit(file, steps_of(document, (*place, number)), "drop")
    yield from (Edit(file, steps, "append", text) for text in new if text not in old)


def _new_items(document: Document, known: list[Field], new: Mapping[str, str]) -> Iterator[Edit]:
    """Items that are added to a list: a phone, a row of opening times."""
    added: dict[str, dict[str, str]] = {}
    for each in known:
        items, found, name = each.path.rpartition(f".{_NEW}.")
        if found and (value := _clean(each, new.get(each.path, ""))):
            added.setdefault(items, {})[name] = value
    for items, item in added.items():
        yield Edit(file_of(document), tuple(items.split(".")), "append", item)


def _add(made: list[Edit], edit: Edit) -> None:
    """Note an edit; a second one of an item that is set as a whole takes the place of the first."""
    for number, before in enumerate(made):
        if _follows(before, edit):
            made[number] = Edit(before.file, before.path, "set", edit.value)
            return
    made.append(edit)


def _follows(before: Edit, edit: Edit) -> bool:
    return (
        before.action == edit.action == "set"
        and isinstance(before.value, dict)
        and before.path[:-1] == edit.path[:-1]
        and name_of(before.value) == edit.path[-1]
    )
