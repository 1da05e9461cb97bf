"""What people write in a form, and how the files say it: days, times, languages, addresses of the web."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from babel import Locale

from bot.core.schedule import WEEKDAYS
from bot.files.pattern_words import language_code

_DAYS = dict(zip(WEEKDAYS, ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"), strict=True))
_LONG_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_READ = (
    {short.casefold(): day for day, short in _DAYS.items()}
    | {day.casefold(): day for day in _DAYS}
    | dict(zip(_LONG_DAYS, _DAYS, strict=True))
    | {f"{long}s": day for long, day in zip(_LONG_DAYS, _DAYS, strict=True)}
    | {"sonnabend": "SA", "sonnabends": "SA"}
)
_TOKEN = re.compile(r"(-?\d+)?\.?\s*([a-zäöü]+)\.?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;/\n]|\bund\b|\+|&)\s*")
_RANGE = re.compile(r"([a-z]+)\.?\s*(?:-|–|bis)\s*([a-z]+)\.?", re.IGNORECASE)
_TIME = re.compile(r"(?:um\s*)?(\d{1,2})(?:[:.](\d{2}))?\s*(?:uhr|h)?", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[a-z]{2,}", re.IGNORECASE)
_NAMES = Locale("de").languages
_UNSEEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]")
"""signs that nobody types, and that turn lines around"""


class _Form(NamedTuple):
    """How one kind of fact is read and shown."""

    written: Callable[[str], str]
    """for the file; what is not understood stays as it is"""
    told: Callable[[str], str]
    right: Callable[[str], bool]
    """whether the file would take it"""
    remedy: str


def plain(text: str) -> str:
    """A text without signs that nobody can see."""
    return _UNSEEN.sub("", text)


def written(kind: str, text: str) -> str:
    """How the file says what stands in a form: `MO,TU`, `09:00`, `de, ar`, `https://…`."""
    return _FORMS[kind].written(text) if kind in _FORMS and text else text


def told(kind: str, text: str) -> str:
    """How a form says what stands in the file: `Mo, Di`, `Deutsch, Arabisch`."""
    return _FORMS[kind].told(text) if kind in _FORMS and text else text


def wrong(kind: str, text: str) -> tuple[str, str] | None:
    """What is not understood of a field and what helps, or nothing."""
    form = _FORMS.get(kind)
    if form is None or not text or form.right(form.written(text)):
        return None
    return f"„{text}“ verstehen wir hier nicht", form.remedy


def _days_written(text: str) -> str:
    days: list[str] = []
    for part in filter(None, _BETWEEN.split(text.strip())):
        days += _span(part) or [_day(part)]
    return ",".join(dict.fromkeys(days))


def _span(part: str) -> list[str]:
    """`Mo-Fr`"""
    found = _RANGE.fullmatch(part)
    ends = [_READ.get(word.casefold()) for word in found.groups()] if found else []
    if not (len(ends) == 2 and ends[0] and ends[1]):  # noqa: PLR2004 - from one day to another
        return []
    order = list(_DAYS)
    return order[order.index(ends[0]) : order.index(ends[1]) + 1]


def _day(part: str) -> str:
    found = _TOKEN.fullmatch(part)
    day = _READ.get(found[2].casefold()) if found else None
    return f"{found[1] or ''}{day}" if found and day else part


def _days_told(text: str) -> str:
    return ", ".join(
        f"{token[:-2]}. {_DAYS[token[-2:]]}" if token[:-2] else _DAYS[token]
        for token in text.split(",")
        if token[-2:] in _DAYS
    )


def _days_right(text: str) -> bool:
    return all(token[-2:] in _DAYS for token in text.split(","))


def _time_written(text: str) -> str:
    found = _TIME.fullmatch(text.strip())
    return f"{int(found[1]):02}:{found[2] or '00'}" if found else text


def _time_right(text: str) -> bool:
    return bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text))


def _codes_written(text: str) -> str:
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    words = [word for part in parts for word in ([part] if language_code(part) else part.split())]
    return ", ".join(dict.fromkeys(language_code(word) or word.lower() for word in words))


def _codes_told(text: str) -> str:
    return ", ".join(_NAMES.get(code, code) for code in text.split(", "))


def _codes_right(text: str) -> bool:
    return all(code in _NAMES for code in text.split(", "))


def _url_written(text: str) -> str:
    return f"https://{text}" if _HOST.fullmatch(text) else text


def _same(text: str) -> str:
    return text


_FORMS: Mapping[str, _Form] = {
    "days": _Form(_days_written, _days_told, _days_right, "bitte Wochentage so schreiben: Mo, Mi, Fr"),
    "time": _Form(_time_written, _same, _time_right, "bitte eine Uhrzeit so schreiben: 14:00"),
    "codes": _Form(
        _codes_written, _codes_told, _codes_right, "bitte Sprachen so schreiben: Deutsch, Arabisch"
    ),
    "url": _Form(
        _url_written, _same, lambda text: text.startswith(("https://", "http://")),
        "bitte die ganze Adresse schreiben, zum Beispiel https://www.esslingen.de",
    ),
    "mail": _Form(
        _same, _same, lambda text: bool(_MAIL.fullmatch(text)),
        "bitte eine E-Mail-Adresse schreiben, zum Beispiel info@esslingen.de",
    ),
}  # fmt: skip
