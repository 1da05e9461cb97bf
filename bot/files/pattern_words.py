"""What is wrong with a word that must have a certain form, and how it is written right, in German."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from babel import Locale

from bot.core.text import normalise

_ID = "bitte nur Kleinbuchstaben ohne Umlaute, Ziffern und _ schreiben"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LONGEST = 40


def as_id(text: str) -> str:
    """The id somebody may have meant: `Café für alle` is `cafe_fuer_alle`; empty if nothing is left."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_UMLAUTS))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "_", bare).lstrip("_0123456789")[:_LONGEST].rstrip("_")


def language_code(text: str) -> str | None:
    """The code of a language that was written by its German name: `Arabisch` is `ar`."""
    names = {
        normalise(name): code for code, name in Locale("de").languages.items() if len(code) <= len("ckb")
    }
    return names.get(normalise(text))


def _id(word: str) -> tuple[str, str]:
    meant = as_id(word)
    remedy = f"{_ID}, zum Beispiel „{meant}“" if len(meant) > 1 else _ID
    return f"„{word}“ ist keine Kennung", remedy


def _code(word: str) -> tuple[str, str]:
    code = language_code(word)
    remedy = f"meinten Sie „{code}“?" if code else "bitte zwei oder drei kleine Buchstaben, zum Beispiel de"
    return f"„{word}“ ist kein Kürzel einer Sprache", remedy


def _offer(word: str) -> tuple[str, str]:
    return (
        f"„{word}“ nennt kein Angebot",
        "bitte „einrichtung/angebot“ schreiben, zum Beispiel vhs/deutschkurse",
    )


def _phone(word: str) -> tuple[str, str]:
    remedy = "bitte nur Ziffern und Leerzeichen schreiben, zum Beispiel 0711 35120"
    return f"„{word}“ ist keine Telefonnummer", remedy


def _postal_code(word: str) -> tuple[str, str]:
    return f"„{word}“ ist keine Postleitzahl", "bitte fünf Ziffern schreiben, zum Beispiel 73728"


PATTERNS: dict[str, Callable[[str], tuple[str, str]]] = {
    r"^[a-z][a-z0-9_]{1,39}$": _id,
    r"^[a-z0-9][a-z0-9_]{0,39}$": _id,
    r"^[a-z]{2,3}$": _code,
    r"^[a-z][a-z0-9_]+/[a-z][a-z0-9_]+$": _offer,
    r"^\+?[0-9][0-9 /-]+$": _phone,
    r"^\+?[0-9][0-9 ]+$": _phone,
    r"^[0-9]{5}$": _postal_code,
}


def _other(word: str) -> tuple[str, str]:
    return f"„{word}“ hat nicht die erwartete Form", "bitte mit anderen Dateien vergleichen"


def wrong_form(pattern: str, word: str) -> tuple[str, str]:
    """What is wrong with a word that does not fit a pattern, and what to do about it."""
    return PATTERNS.get(pattern, _other)(word)
