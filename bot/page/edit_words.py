"""An edit in words: what was done, and where."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from bot.core.edits import Edit
from bot.desk import form_words
from bot.desk.form_fields import APPOINTMENT, STATUS

_DONE = {"set": "geändert", "append": "hinzugefügt", "drop": "herausgenommen"}
_FIELDS = {
    "assured_date": "zuletzt geprüft am",
    "recheck_by": "wieder prüfen bis",
    "phones": "Telefon",
    "number": "Nummer",
    "url": "Internetseite",
    "website": "Internetseite",
    "email": "E-Mail",
    "emails": "E-Mail",
    "start": "von",
    "end": "bis",
    "organizations": "bei",
    "schedules": "Zeiten",
    "closures": "Schließtage",
    "alert": "Hinweis",
    "name": "Name",
    "services": "Angebot",
    "locations": "Ort",
    "address": "Adresse",
    "addresses": "Adresse",
    "description": "Beschreibung",
    "phrases": "Beispielsätze",
    "confidence": "Sicherheit",
    "source": "Quelle",
    "valid_to": "gilt bis",
    "valid_from": "gilt ab",
    "opens_at": "öffnet um",
    "closes_at": "schließt um",
    "byday": "Wochentage",
    "hours_recheck_by": "Zeiten wieder prüfen bis",
    "cost": "Kosten",
    "value": "",
    "languages": "Sprachen",
    "hotlines": "Notrufnummern",
    "events": "Veranstaltungen",
    "remark": "Anmerkung",
    "fees_description": "Kosten",
    "eligibility_description": "Für wen",
    "application_process": "Anmeldung",
    "required_documents": "Mitbringen",
    "appointment": "Termin",
    "status": "Stand",
    "postal_code": "Postleitzahl",
    "address_1": "Straße und Hausnummer",
    "address_2": "Zusatz",
    "city": "Ort",
    "sentences": "Sätze",
    "bring": "Mitbringen",
    "more": "Mehr dazu",
    "hint": "Tipp",
    "items": "Punkte",
    "lines": "Zeilen",
}
_FILES = {
    "organizations": "Einrichtung", "guides": "Antwort", "checks": "Hilfe", "events": "Veranstaltungen",
    "closures": "Schließtage", "hotlines": "Notrufnummern", "intents": "Beispielsätze",
}  # fmt: skip
_KINDS = {"byday": "days", "languages": "codes"}
_CHOICES = dict((*STATUS, *APPOINTMENT[1:]))
_LONG = 200
_DAY = re.compile(r"^(\d{4})-(\d\d)-(\d\d)$")


class Told(NamedTuple):
    """An edit, ready for the page."""

    done: str
    place: str
    value: str


def told(edit: Edit) -> Told:
    """What an edit does, in German."""
    steps = [_FIELDS.get(step, step) for step in edit.path if not step.startswith("~")]
    place = " › ".join(dict.fromkeys([*_file(edit.file), *filter(None, steps)]))
    return Told(_DONE[edit.action], place, _value(edit.value, edit.path[-1]))


def _file(name: str) -> list[str]:
    """`Einrichtung vhs` of `organizations/vhs.yaml`."""
    kind, _, rest = name.removesuffix(".yaml").partition("/")
    return [f"{_FILES.get(kind, kind)} {rest}".strip()]


def _value(value: Any, name: str = "") -> str:
    """What stands there then, on one line; days and languages as the form says them."""
    if value is None:
        return ""
    if isinstance(value, dict):
        parts = (f"{_FIELDS.get(key, key) or key}: {_value(inner, key)}" for key, inner in value.items())
        text = ", ".join(parts)
    elif isinstance(value, list):
        text = ", ".join(_value(each, name) for each in value)
    else:
        text = _CHOICES.get(str(value)) or form_words.told(_KINDS.get(name, ""), str(value))
        text = _DAY.sub(r"\3.\2.\1", text)
    return text if len(text) <= _LONG else f"{text[:_LONG]} …"


def author(name: str) -> str:
    """Who made an edit."""
    if name == "desk":
        return "am Schreibtisch"
    return "am Telefon" if name.startswith("telegram:") else name
