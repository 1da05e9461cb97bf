"""Reads a file that should hold organizations of HSDS 3; says in plain German what it is if it does not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

LARGEST = 20_000_000
"""bytes"""
_ARCHIVE = b"PK\x03\x04"
_HSDS_2 = {
    "physical_address", "physical_addresses", "postal_address", "postal_addresses", "regular_schedule",
    "regular_schedules", "holiday_schedule", "holiday_schedules", "services_at_location", "service_taxonomy",
    "accessibility_for_disabilities",
}  # fmt: skip
"""fields that HSDS 3 no longer has"""
_TABLES = {"organizations", "organization", "organizations.csv", "services.csv", "resources"}
_OF_SERVICE = {"service_at_locations", "eligibility_description", "application_process", "fees_description"}
_ASK = "Bitte dort nach „HSDS 3, organizations als JSON“ fragen."


class BadImport(Exception):
    """Why nothing was imported, in German."""


def organizations(path: Path) -> tuple[list[dict[str, Any]], str]:
    """The organizations of a file, and what is to be said about the file. Raises BadImport."""
    data, told = _unpaged(_read(path))
    found = data if isinstance(data, list) else [data]
    if not found:
        raise BadImport(f"In {path} steht keine Einrichtung mit einem Namen: Die Liste ist leer.")
    if not all(isinstance(each, dict) for each in found):
        raise BadImport(
            f"In {path} steht etwas anderes. Erwartet wird eine Liste von HSDS-Einrichtungen (organization)."
        )
    _check_kind(path, found)
    return found, told


def _content(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise BadImport(f"{path} ist keine gewöhnliche Datei.")
        if (size := path.stat().st_size) > LARGEST:
            megabytes = f"{size / 1_000_000:.0f} MB"
            raise BadImport(f"{path} ist größer als 20 MB ({megabytes}). Bitte in kleineren Teilen holen.")
        return path.read_bytes()
    except OSError as error:
        raise BadImport(f"{path} lässt sich nicht lesen: {error.strerror}.") from None


def _read(path: Path) -> Any:
    content = _content(path)
    if other := _other_form(path, content):
        raise BadImport(f"{path} ist {other}, kein JSON. {_ASK}")
    try:
        return json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        where = f"Zeile {error.lineno}, Zeichen {error.colno}"
        raise BadImport(f"{path} ist kein gültiges JSON: Bei {where} geht es nicht weiter.") from None
    except UnicodeDecodeError:
        raise BadImport(f"{path} ist kein gültiges JSON in UTF-8. Bitte mit UTF-8 speichern.") from None
    except (ValueError, RecursionError):
        raise BadImport(
            f"{path} ist kein gültiges JSON: zu tief verschachtelt oder zu lange Zahlen."
        ) from None


def _other_form(path: Path, content: bytes) -> str:
    """What a file is that holds no JSON for sure."""
    if content.startswith(_ARCHIVE):
        return "eine ZIP- oder Excel-Datei"
    if path.suffix.lower() == ".csv":
        return "eine Tabelle (CSV)"
    return "eine Internetseite oder XML" if content.lstrip()[:1] == b"<" else ""


def _unpaged(data: Any) -> tuple[Any, str]:
    """The entries of a page of a longer list, and that there is more."""
    if not isinstance(data, dict) or not isinstance(data.get("contents"), list):
        return data, ""
    number, pages = data.get("page_number"), data.get("total_pages")
    if isinstance(pages, int) and pages > 1:
        return data["contents"], f"Das ist nur Seite {number} von {pages}. Die anderen fehlen noch."
    return data["contents"], ""


def _check_kind(path: Path, found: list[dict[str, Any]]) -> None:
    """Raise BadImport where the file holds something other than organizations of HSDS 3."""
    if old := sorted(_HSDS_2 & set(_keys(found))):
        raise BadImport(
            f"{path} hat die ältere Form HSDS 2 (darin steht „{old[0]}“). Lesen lässt sich nur HSDS 3. {_ASK}"
        )
    if any("resources" in each or (not each.get("name") and _TABLES & each.keys()) for each in found):
        raise BadImport(
            f"{path} enthält einzelne Tabellen (so wie HSDS 2). Lesen lässt sich nur HSDS 3, "
            f"eine Liste von Einrichtungen mit ihren Angeboten darin. {_ASK}"
        )
    if all(_OF_SERVICE & each.keys() and "services" not in each for each in found):
        raise BadImport(f"{path} enthält Angebote (service), erwartet werden Einrichtungen. {_ASK}")
    if all("addresses" in each and "services" not in each and "locations" not in each for each in found):
        raise BadImport(f"{path} enthält Orte (location), erwartet werden Einrichtungen. {_ASK}")


def _keys(found: list[dict[str, Any]]) -> Iterator[str]:
    """The fields of organizations, of their places and of their services."""
    for each in found:
        yield from each
        for inner in ("locations", "services"):
            value = each.get(inner)
            for part in value if isinstance(value, list) else ():
                if isinstance(part, Mapping):
                    yield from part
