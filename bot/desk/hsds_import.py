"""`import`: organizations of HSDS 3 become drafts of our YAML files, hidden until somebody checked."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML

from bot.core.schedule import Schedule

LARGEST = 20_000_000
"""bytes"""
_LONGEST, _LONGEST_ID, _SHORTEST_ID = 600, 40, 2
_HEAD = """Entwurf aus einer HSDS-Datei. Bitte prüfen und ergänzen:
- groups: welche Gruppe passt (cooperation_partner, city_department, house, further_body)
- Zeiten: was sich nicht eindeutig lesen ließ, fehlt
- needs: bei jedem Angebot, zu welchen Anliegen es gehört (siehe intents/needs.yaml)
- source: eine Quelle aus sources.yaml
- confidence: erst wenn alles stimmt auf high; mit low wird nichts gezeigt
Dann nach knowledge/organizations/ verschieben und „run_bot.py check“ aufrufen."""
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""what steers a screen or turns a text around; the joiners of Persian words are none"""
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class BadImport(Exception):
    """Why nothing was imported, in German."""


def drafted(path: Path, to: Path) -> str:
    """Write a draft for each organization of a file into a folder; what was done. Raises BadImport."""
    organizations = _organizations(path)
    known = [each for each in organizations if _text(each, "name")]
    if not known:
        raise BadImport("In der Datei steht keine Einrichtung mit einem Namen.")
    try:
        return _written(known, len(organizations) - len(known), to)
    except OSError as error:
        raise BadImport(f"In {to} lässt sich nichts schreiben: {error.strerror}.") from None


def _written(known: list[dict[str, Any]], nameless: int, to: Path) -> str:
    to.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    written, left = [], []
    for organization in known:
        name = _id(_text(organization, "name"), taken)
        target = to / f"{name}.yaml"
        if target.exists():
            left.append(target.name)
            continue
        with target.open("x", encoding="utf-8") as file:
            file.write(_yaml(_organization(organization, name)))
        written.append(name)
    told = f"{len(written)} Entwürfe liegen in {to}. Was zu ergänzen ist, steht oben in jeder Datei."
    kept = f"\nNicht überschrieben: {', '.join(left)}" if left else ""
    return told + kept + (f"\nOhne Namen, daher ausgelassen: {nameless}" if nameless else "")


def _organizations(path: Path) -> list[dict[str, Any]]:
    try:
        if path.exists() and not path.is_file():
            raise BadImport(f"{path} ist keine gewöhnliche Datei.")
        if path.stat().st_size > LARGEST:
            raise BadImport("Die Datei ist größer als 20 MB.")
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadImport(f"{path} lässt sich nicht lesen: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise BadImport(f"{path} ist kein gültiges JSON in UTF-8.") from None
    found = data if isinstance(data, list) else [data]
    if not all(isinstance(each, dict) for each in found):
        raise BadImport("Erwartet wird eine Liste von HSDS-Einrichtungen (organization).")
    return found


def _organization(given: Mapping[str, Any], name: str) -> dict[str, Any]:
    places: dict[str, str] = {}
    taken: set[str] = set()
    locations = []
    for place in _listed(given, "locations"):
        addresses = [made for each in _listed(place, "addresses") if (made := _address(each))]
        if addresses:
            own = _id(_text(place, "name") or addresses[0]["address_1"], taken)
            if key := _text(place, "id"):
                places[key] = own
            locations.append({"id": own, **_some(name=_text(place, "name")), "addresses": addresses})
    services, names = [], set[str]()
    for service in _listed(given, "services"):
        if _text(service, "name"):
            services.append(_service(service, _id(_text(service, "name"), names), places))
    return {
        "id": name,
        "name": _text(given, "name")[:120],
        "groups": ["further_body"],
        "description": _text(given, "description") or _text(given, "name"),
        "confidence": "low",
        **_contact(given, "website"),
        **_some(locations=locations, services=services),
    }


def _service(given: Mapping[str, Any], name: str, places: Mapping[str, str]) -> dict[str, Any]:
    at = [places.get(_text(each, "location_id"), "") for each in _listed(given, "service_at_locations")]
    documents = [_text(each, "document") for each in _listed(given, "required_documents")]
    fields = (
        "description", "eligibility_description", "fees_description", "application_process", "alert",
        "interpretation_services",
    )  # fmt: skip
    codes = [_text(each, "code") for each in _listed(given, "languages")]
    return {
        "id": name,
        "name": _text(given, "name"),
        **_some(**{field: _text(given, field) for field in fields}),
        **_some(
            required_documents=[each for each in documents if each],
            languages=[code for code in codes if re.fullmatch("[a-z]{2,3}", code)],
            locations=[place for place in at if place],
            schedules=[row for each in _listed(given, "schedules") if (row := _row(each))],
        ),
        **_contact(given, "url"),
        "confidence": "low",
    }


def _contact(given: Mapping[str, Any], page: str) -> dict[str, Any]:
    """Phones, e-mail and web page; what is none of these is left out."""
    phones = [
        {"number": number, **_some(type=kind if kind in ("fax", "cell", "text") else "")}
        for each in _listed(given, "phones")
        for number, kind in [(_text(each, "number"), _text(each, "type"))]
        if re.fullmatch(r"\+?[0-9][0-9 /-]+", number)
    ]
    address = _text(given, page)
    return _some(
        phones=phones,
        email=_text(given, "email"),
        **{page: address if address.startswith(("https://", "http://")) else ""},
    )


def _address(given: Mapping[str, Any]) -> dict[str, str]:
    code = _text(given, "postal_code")
    made = {
        "address_1": _text(given, "address_1"),
        "postal_code": code if re.fullmatch("[0-9]{5}", code) else "",
        "city": _text(given, "city"),
    }
    return {key: value for key, value in made.items() if value} if made["address_1"] and made["city"] else {}


def _row(given: Mapping[str, Any]) -> dict[str, Any]:
    """A schedule row without its offset from UTC; nothing where ours could not say the same."""
    opens, closes = (_text(given, key) for key in ("opens_at", "closes_at"))
    every, freq = _text(given, "interval"), _text(given, "freq")
    row = {
        **_some(freq=freq),
        "byday": _text(given, "byday"),
        **(_some(interval=every, dtstart=_text(given, "dtstart")) if every not in ("", "1") else {}),
        "opens_at": opens[:5],
        "closes_at": closes[:5],
        **_some(
            valid_from=_text(given, "valid_from") or _text(given, "dtstart"),
            valid_to=_text(given, "valid_to") or _text(given, "until"),
        ),
    }
    try:
        Schedule.model_validate(row)
    except ValidationError:
        return {}
    return {} if opens.endswith("Z") or closes.endswith("Z") else row


def _yaml(data: dict[str, Any]) -> str:
    yaml, written = YAML(), io.StringIO()
    yaml.width, yaml.allow_unicode = 100, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(data, written)
    return "".join(f"# {line}\n" for line in _HEAD.splitlines()) + written.getvalue()


def _id(name: str, taken: set[str]) -> str:
    """A name as one of our ids, one that is not taken."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_").lstrip("0123456789_")[: _LONGEST_ID - 4].strip("_")
    base = words if len(words) >= _SHORTEST_ID else "eintrag"
    made = next(own for own in _numbered(base) if own not in taken)
    taken.add(made)
    return made


def _numbered(base: str) -> Iterator[str]:
    yield base
    yield from (f"{base}_{number}" for number in count(2))


def _text(given: Mapping[str, Any], key: str) -> str:
    """A value as one line of text, without what steers a screen; nothing for other kinds."""
    value = given.get(key)
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return " ".join(_STEERING.sub(" ", str(value)).split())[:_LONGEST]


def _listed(given: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    value = given.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _some(**values: Any) -> dict[str, Any]:
    """Those that say something."""
    return {key: value for key, value in values.items() if value}
