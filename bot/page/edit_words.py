"""An edit in words: what was done, and where."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from bot.core.edits import Edit

_DONE = {"set": "geändert", "append": "hinzugefügt", "drop": "herausgenommen"}
_FIELDS = {
    "assured_date": "zuletzt geprüft am", "recheck_by": "wieder prüfen bis", "phones": "Telefon",
    "number": "Nummer", "url": "Internetseite", "website": "Internetseite", "email": "E-Mail",
    "emails": "E-Mail",
    "start": "von", "end": "bis", "organizations": "bei",
    "schedules": "Zeiten", "closures": "Schließtage", "alert": "Hinweis", "name": "Name",
    "services": "Angebot",
    "locations": "Ort", "address": "Adresse", "addresses": "Adresse", "description": "Beschreibung",
    "phrases": "Beispielsätze", "confidence": "Sicherheit", "source": "Quelle", "valid_to": "gilt bis",
    "valid_from": "gilt ab", "opens_at": "öffnet um", "closes_at": "schließt um", "byday": "Wochentage",
    "hours_recheck_by": "Zeiten wieder prüfen bis", "cost": "Kosten", "value": "", "languages": "Sprachen",
    "hotlines": "Notrufnummern", "events": "Veranstaltungen", "remark": "Anmerkung",
}  # fmt: skip
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
    place = " › ".join([edit.file.removesuffix(".yaml"), *filter(None, steps)])
    return Told(_DONE[edit.action], place, _value(edit.value))


def _value(value: Any) -> str:
    """What stands there then, on one line."""
    if value is None:
        return ""
    if isinstance(value, dict):
        parts = (f"{_FIELDS.get(name, name) or name}: {_value(inner)}" for name, inner in value.items())
        text = ", ".join(parts)
    elif isinstance(value, list):
        text = ", ".join(_value(each) for each in value)
    else:
        text = _DAY.sub(r"\3.\2.\1", str(value))
    return text if len(text) <= _LONG else f"{text[:_LONG]} …"


def author(name: str) -> str:
    """Who made an edit."""
    if name == "desk":
        return "am Schreibtisch"
    return "am Telefon" if name.startswith("telegram:") else name
