"""What stands in an HSDS file, read so that nothing is lost without a word.

Every object knows which of its fields were read. What nobody read, or could not be taken as it is, comes out
at the end as sentences for the coordinator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

LONGEST = 600
"""characters of a text of ours"""
_TECHNICAL = {
    "id", "organization_id", "service_id", "location_id", "service_at_location_id", "contact_id", "phone_id",
    "parent_organization_id", "metadata",
}  # fmt: skip
_DEEPEST = 12
_SHORTEST_PART = 200
"""characters before which no sentence is taken to be the last"""
_STEERING = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)  # fmt: skip
"""what steers a screen or turns a text around; the joiners of Persian words are none"""
_LABELS = {
    "accreditations": "Anerkennung", "address_1": "Straße", "address_type": "Art der Adresse",
    "addresses": "Adresse", "alert": "Hinweis", "amount": "Betrag", "amount_description": "Betrag",
    "attending_type": "Art des Besuchs", "byday": "Wochentag", "city": "Stadt", "closes_at": "schließt",
    "department": "Abteilung", "email": "E-Mail", "external_identifier": "Kennung", "freq": "Rhythmus",
    "note": "Bemerkung", "notes": "Bemerkung", "opens_at": "öffnet", "title": "Aufgabe",
    "valid_from": "gilt ab", "valid_to": "gilt bis",
    "alternate_name": "anderer Name", "application_process": "Anmeldung", "assured_date": "dort geprüft am",
    "assurer_email": "dort geprüft von", "attention": "zu Händen", "attributes": "Schlagworte",
    "contacts": "Ansprechpersonen", "cost_options": "Kosten", "country": "Land",
    "description": "Beschreibung",
    "document": "Unterlage", "eligibility_description": "für wen", "extension": "Durchwahl", "fees": "Kosten",
    "fees_description": "Kosten", "funding": "Förderung", "languages": "Sprachen",
    "last_modified": "dort geändert am", "latitude": "Breitengrad", "legal_status": "Rechtsform",
    "licenses": "Zulassung", "location_type": "Art des Orts", "logo": "Logo", "longitude": "Längengrad",
    "maximum_age": "Höchstalter", "minimum_age": "Mindestalter", "name": "Name", "number": "Nummer",
    "organization_identifiers": "Kennungen", "phones": "Telefon", "postal_code": "Postleitzahl",
    "program": "Programm", "programs": "Programme", "region": "Region", "schedules": "Zeiten",
    "service_areas": "Einzugsgebiet", "status": "Stand", "tax_id": "Steuernummer", "type": "Art",
    "tax_status": "Steuerstatus", "transportation": "Anfahrt", "uri": "Internetadresse",
    "url": "Internetseite", "wait_time": "Wartezeit", "website": "Internetseite",
    "year_incorporated": "Gründungsjahr",
}  # fmt: skip


class Given:
    """An object of the file; it remembers what was read of it."""

    def __init__(self, data: Mapping[str, Any], place: str = "") -> None:
        self.data, self.place = data, place
        self._read: set[str] = set()
        self._inner: list[Given] = []
        self._said: list[str] = []
        self._why = ""

    def text(self, key: str, most: int = LONGEST) -> str:
        """A value as one line of text; what is longer is told in the end. Nothing for other kinds."""
        whole = clean(self.data.get(key))
        if not whole:
            return ""
        self._read.add(key)
        kept, rest = parted(whole, most)
        if rest:
            self.say(f"{_label(key)}: zu lang, hier fehlt der Rest: {rest}")
        return kept

    def paragraphs(self, key: str) -> list[str]:
        """A text as its paragraphs, none of them too long."""
        value = self.data.get(key)
        if not isinstance(value, str):
            return [self.text(key)] if self.text(key) else []
        self._read.add(key)
        found = []
        for paragraph in re.split(r"\n\s*\n", value):
            rest = clean(paragraph)
            while rest:
                kept, rest = parted(rest, LONGEST)
                found.append(kept)
        return found

    def number(self, key: str, least: float, most: float) -> float | None:
        """A number within its limits; another is told."""
        text = self.text(key)
        try:
            found = float(text) if text else None
        except ValueError:
            found = None
        if text and (found is None or not least <= found <= most):
            self.refuse(key, f"geht bei uns nur von {least:g} bis {most:g}")
            return None
        return found

    def inner(self, key: str, noun: str) -> list[Given]:
        """The objects in a list of it, or the only one."""
        value = self.data.get(key)
        listed = [value] if isinstance(value, dict) else value
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            return []
        if key not in self._read:
            self._read.add(key)
            for number, each in enumerate(listed, 1):
                name = clean(each.get("name"))[:80]
                called = f"{noun} „{name}“" if name else f"{noun} {number}"
                place = f"{self.place}, {called}" if self.place else called
                self._inner.append(_Kept(each, place, key))
        return [each for each in self._inner if isinstance(each, _Kept) and each.key == key]

    def say(self, sentence: str) -> None:
        """Keep a sentence for the coordinator."""
        told = f"{self.place}: {sentence}" if self.place else sentence
        if told not in self._said:
            self._said.append(told)

    def refuse(self, key: str, reason: str) -> None:
        """Tell the value of a field that we cannot take, and why."""
        self._read.add(key)
        self.say(f"{_label(key)}: {_flat(self.data.get(key))} ({reason})")

    def refuse_all(self, reason: str) -> None:
        """Tell all that stands here, for nothing of it can be taken."""
        self._read, self._inner, self._said, self._why = set(), [], [], reason

    def done_with(self, *keys: str) -> None:
        """Take fields as read that say nothing of their own."""
        self._read.update(keys)

    def left(self) -> Iterator[str]:
        """What is to be told of this object and all within it."""
        rest = {key: value for key, value in self.data.items() if key not in self._read | _TECHNICAL}
        told = {key: flat for key, value in rest.items() if (flat := _flat(value))}
        if told and not self._read and self.place:
            why = f" ({self._why})" if self._why else ""
            yield f"{self.place}{why}: {'; '.join(f'{_label(key)}: {flat}' for key, flat in told.items())}"
            return
        yield from self._said
        for key, flat in told.items():
            yield f"{self.place}: {_label(key)}: {flat}" if self.place else f"{_label(key)}: {flat}"
        for each in self._inner:
            yield from each.left()


class _Kept(Given):
    """An object that stands in a field of another."""

    def __init__(self, data: Mapping[str, Any], place: str, key: str) -> None:
        super().__init__(data, place)
        self.key = key


def clean(value: Any) -> str:
    """A value as one line of text, without what steers a screen; nothing for other kinds."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return " ".join(_STEERING.sub(" ", str(value)).split())


def together(*parts: str) -> str:
    """Parts as one text, those that say something."""
    text = ""
    for part in filter(None, parts):
        text += part if not text else f"{' ' if text.endswith(('.', '!', '?')) else ', '}{part}"
    return text


def parted(text: str, most: int) -> tuple[str, str]:
    """A text and what is too much of it, parted after a sentence, else after a word."""
    if len(text) <= most:
        return text, ""
    ends = [each.end() for each in re.finditer(r"[.!?…](?= )", text[: most + 1])]
    words = text.rfind(" ", 0, most + 1)
    end = ends[-1] if ends and ends[-1] >= min(_SHORTEST_PART, most) else words if words > 0 else most
    return text[:end].strip(), text[end:].strip()


def _label(key: str) -> str:
    known = clean(key)[:80]
    return f"{_LABELS[known]} ({known})" if known in _LABELS else known


def _flat(value: Any, depth: int = 0) -> str:
    """Anything in one line; nothing where it says nothing."""
    if depth > _DEEPEST:
        return "…"
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, dict):
        inner = {key: _flat(each, depth + 1) for key, each in value.items() if key not in _TECHNICAL}
        return ", ".join(
            f"{_LABELS.get(key, clean(key)[:80])}: {flat}" for key, flat in inner.items() if flat
        )
    if isinstance(value, list):
        return " | ".join(filter(None, (_flat(each, depth + 1) for each in value)))
    return clean(value)
