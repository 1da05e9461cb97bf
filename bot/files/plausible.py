"""What cannot be right: phone numbers that do not exist, postal codes of nowhere or of another town."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.files.problems import Problem
from bot.files.yaml_text import Document, Path_

_REGION = "DE"
_SHORT_SERVICES = ("110", "112", "115")
_HARMONISED = "116"
"""six digits that mean the same in all of Europe: 116117, 116016"""
_HARMONISED_LENGTH = 6
_LOWEST, _HIGHEST = "01001", "99998"
_TOWN = "Esslingen am Neckar"
_STREETS, _LARGE = ("73728", "73730", "73732", "73733", "73734"), ("73726", "73727")
"""its postal codes: of streets, and of large recipients such as the Landratsamt"""

_CODES_TOLD = ", ".join(_STREETS)


def implausible(document: Document) -> Iterator[Problem]:
    """A hint for each number and each postal code that cannot be right."""
    for path, holder in _mappings(document.data, ()):
        number, code = holder.get("number"), holder.get("postal_code")
        if isinstance(number, str) and not is_phone(number):
            what = f"„{number}“ ist in Deutschland keine gültige Telefonnummer"
            yield _hint(document, (*path, "number"), what, "bitte alle Ziffern und die Vorwahl prüfen")
        if isinstance(code, str) and (wrong := _wrong_code(code, str(holder.get("city")))):
            yield _hint(document, (*path, "postal_code"), wrong, "bitte Postleitzahl und Ort prüfen")


def is_phone(number: str) -> bool:
    """Whether a number can be rung from Germany: a plain one, a free one, or a short one that is in use."""
    import phonenumbers  # large, and most processes never ask

    digits = "".join(sign for sign in number if sign.isdigit())
    if digits in _SHORT_SERVICES or (digits.startswith(_HARMONISED) and len(digits) == _HARMONISED_LENGTH):
        return True
    try:
        parsed = phonenumbers.parse(number, _REGION)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_valid_number(parsed))


def _wrong_code(code: str, city: str) -> str | None:
    """What is wrong with a postal code; its form is for the model to look at."""
    if not (len(code) == len(_LOWEST) and code.isascii() and code.isdigit()):
        return None
    if not _LOWEST <= code <= _HIGHEST:
        return f"die Postleitzahl {code} gibt es nicht"
    if city == _TOWN and code not in (*_STREETS, *_LARGE):
        return f"die Postleitzahl {code} gehört nicht zu {_TOWN} ({', '.join(_STREETS)})"
    return None


def _hint(document: Document, path: Path_, what: str, remedy: str) -> Problem:
    return replace(document.problem(path, what, remedy), severity="warning")


def _mappings(value: Any, path: Path_) -> Iterator[tuple[Path_, dict[str, Any]]]:
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from _mappings(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _mappings(inner, (*path, number))
