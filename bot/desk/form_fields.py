"""The form of an entry: its facts as fields with German labels, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from bot.desk.entries import at, steps_of
from bot.desk.form_words import plain, told, written
from bot.files.yaml_text import Document, Path_

Kind: TypeAlias = Literal["line", "text", "lines", "choice", "codes", "days", "time", "url", "mail"]
"""one line, a longer text, one item a line, one of some; or what `form_words` reads"""
STATUS = (
    ("active", "ist offen"),
    ("temporarily closed", "ist vorübergehend geschlossen"),
    ("inactive", "findet zurzeit nicht statt"),
    ("defunct", "gibt es nicht mehr"),
)
APPOINTMENT = (
    ("", "nicht bekannt"), ("none", "nicht nötig"), ("possible", "möglich"), ("required", "nur mit Termin"),
)  # fmt: skip
NEW = "+"
"""stands for an item that is not in its list yet"""
_LANGUAGES = "Sprachen (zum Beispiel: Deutsch, Arabisch)"
_ORGANIZATION: tuple[tuple[str, str, Kind], ...] = (
    ("name", "Name", "line"), ("description", "Kurz gesagt", "text"), ("email", "E-Mail", "mail"),
    ("website", "Internetseite", "url"), ("languages", _LANGUAGES, "codes"),
    ("alert", "Aktueller Hinweis", "text"),
)  # fmt: skip
_SERVICE: tuple[tuple[str, str, Kind], ...] = (
    ("name", "Name", "line"), ("description", "Was", "text"), ("eligibility_description", "Für wen", "text"),
    ("fees_description", "Kosten", "text"), ("application_process", "Anmeldung", "text"),
    ("required_documents", "Mitbringen (je Zeile eines)", "lines"),
    ("languages", _LANGUAGES, "codes"), ("email", "E-Mail", "mail"),
    ("url", "Internetseite", "url"), ("alert", "Aktueller Hinweis", "text"),
)  # fmt: skip
_ADDRESS = (
    ("address_1", "Straße und Hausnummer"), ("address_2", "Zusatz"), ("postal_code", "Postleitzahl"),
    ("city", "Ort"),
)  # fmt: skip
ROW: tuple[tuple[str, str, Kind], ...] = (
    ("byday", "Tage (zum Beispiel: Mo, Mi, Fr)", "days"), ("opens_at", "von", "time"),
    ("closes_at", "bis", "time"),
)  # fmt: skip


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


class Fields:
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
        value = told(kind, words(at(self.document, place), ", " if kind == "codes" else "\n"))
        if choices and not value:
            value = choices[0][0]
        return Field(".".join(steps_of(self.document, place)), label, value, kind, choices, place)

    def _phones(self) -> Iterator[Field]:
        for number in range(len(self.data.get("phones") or [])):
            yield self._field((*self.base, "phones", number, "number"), "Telefon", "line")
        yield self._new("phones", "number", "Weitere Telefonnummer", "line")

    def _new(self, items: str, name: str, label: str, kind: Kind) -> Field:
        steps = (*steps_of(self.document, (*self.base, items)), NEW, name)
        return Field(".".join(steps), label, "", kind)

    def _addresses(self) -> Iterator[Field]:
        for number, place in enumerate(self.data.get("locations") or []):
            for inner in range(len(place.get("addresses") or [])):
                for name, label in _ADDRESS:
                    path = (*self.base, "locations", number, "addresses", inner, name)
                    yield self._field(path, label, "line")

    def _times(self) -> Iterator[Field]:
        for number in range(len(self.data.get("schedules") or [])):
            for name, label, kind in ROW:
                yield self._field((*self.base, "schedules", number, name), f"Zeiten: {label}", kind)
        for name, label, kind in ROW:
            yield self._new("schedules", name, f"Weitere Zeiten: {label}", kind)


def words(value: Any, between: str) -> str:
    """A fact as it stands in a form; of several each."""
    if isinstance(value, list):
        return between.join(words(item, between) for item in value)
    if isinstance(value, dict):
        return words(value.get("value"), between)
    return " ".join(str(value).split()) if value is not None else ""


def clean(each: Field, value: str) -> str:
    """A new value without the spaces that forms and people leave, as the form itself would say it."""
    value = plain(value)
    if each.kind == "lines":
        return "\n".join(line for line in (" ".join(part.split()) for part in value.splitlines()) if line)
    return told(each.kind, written(each.kind, " ".join(value.split()))) or " ".join(value.split())
