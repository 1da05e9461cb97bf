"""Days as people write them in German: `heute`, `Freitag`, `24. Dezember`, `24.-26.12.`, `24.12.-2.1.`."""

from __future__ import annotations

import re
from datetime import date, timedelta

_WORDS = {"heute": 0, "morgen": 1, "übermorgen": 2, "uebermorgen": 2}
_WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_NUMBERS = r"\d{1,2}\.\s?\d{1,2}(?:\.\s?\d{4}|\.\d{2}(?![\d:])|\.)?(?![\d.])"
_NAMED = rf"\d{{1,2}}\.?\s?(?:{'|'.join(_MONTHS)}|maer)[a-zä]*\.?(?:\s\d{{4}})?(?!\w)"
_ISO = r"\d{4}-\d\d-\d\d"
_DATE = rf"(?:{_ISO}|{_NAMED}|{_NUMBERS})"
_WORD = rf"(?:(?:(?:nächste|naechste|kommende)[nrm]?\s)?(?:{'|'.join(_WEEKDAYS)})|{'|'.join(_WORDS)})\b"
_DAY = rf"(?:{_DATE}|{_WORD})"
_TO = r"\s?(?:-|–|\bbis(?:\szum)?\b|\bund\b)\s?"
_SPAN = re.compile(rf"(?<![\w.])(?P<first>{_DAY}|\d{{1,2}}\.?(?={_TO}\d))(?:{_TO}(?P<last>{_DAY}))?", re.I)
_UNTIL = re.compile(rf"\bbis\s(?:(?:zum|einschließlich|einschl\.)\s)?(?P<first>{_DAY})", re.I)
_PLAIN = re.compile(rf"(?<![\w.])(?P<first>{_DATE})", re.I)
_BEFORE = re.compile(r"\b(?:bis(?:\szum)?|am|vom|von|ab|den)\s*$", re.I)

Days = tuple[date, date]


def days_in(text: str, today: date) -> tuple[Days | None, str]:
    """The first day or span of days in a text, and the text without it; None where there is none.

    A day without a year is the next one: today or later. Days that do not exist are no days. `bis Freitag`
    begins today.
    """
    for found in _SPAN.finditer(text):
        last = _day(found["last"], today) if found["last"] else None
        first = _first(found["first"], last, today)
        if first and found["last"] and last is None:
            return None, text.strip()
        if first:
            if last and last < first and not re.search(r"\d{4}", found["last"]):
                last = _day(found["last"], first)
            begins = today if last is None and _only_until(text[: found.start()]) else first
            return (begins, last or first), _without(text, found)
    return None, text.strip()


def until_in(text: str, today: date) -> tuple[date | None, str]:
    """The last day: what follows `bis`; else the first date, for a weekday may be part of what is told."""
    for found in (*_UNTIL.finditer(text), *_PLAIN.finditer(text)):
        if day := _day(found["first"], today):
            return day, _without(text, found)
    return None, text.strip()


def _first(text: str, last: date | None, today: date) -> date | None:
    """The first day of a span; of `24.-26.12.` it has the month of the last."""
    if not re.fullmatch(r"\d{1,2}\.?", text):
        return _day(text, today)
    try:
        return last.replace(day=int(text.rstrip("."))) if last else None
    except ValueError:
        return None


def _only_until(before: str) -> bool:
    return bool(re.search(r"\bbis(?:\szum)?\s*$", before, re.I))


def _day(text: str, after: date) -> date | None:
    """The day that some words mean, not before another."""
    words = text.casefold()
    if words in _WORDS:
        return after + timedelta(days=_WORDS[words])
    if words.split()[-1] in _WEEKDAYS:
        return _weekday(words.split(), after)
    try:
        if re.fullmatch(_ISO, words):
            return date.fromisoformat(words)
        return _dated(words, after)
    except ValueError:
        return None


def _weekday(words: list[str], after: date) -> date:
    """The next one; a `nächster` is never today."""
    ahead = (_WEEKDAYS.index(words[-1]) - after.weekday()) % len(_WEEKDAYS)
    return after + timedelta(days=ahead or (len(_WEEKDAYS) if len(words) > 1 else 0))


def _dated(words: str, after: date) -> date:
    day, *others = re.findall(r"\d+", words)
    if name := re.search(r"[a-zä]+", words):
        month = _MONTHS.index(name[0].replace("maer", "mär")[:3]) + 1
    else:
        month, *others = int(others[0]), *others[1:]
    if others:
        year = int(others[0])
        return date(year if year > 99 else 2000 + year, month, int(day))  # noqa: PLR2004 - `26` is 2026
    this = date(after.year, month, int(day))
    return this if this >= after else this.replace(year=after.year + 1)


def _without(text: str, found: re.Match[str]) -> str:
    left = _BEFORE.sub("", text[: found.start()])
    return f"{left.rstrip()} {text[found.end() :].lstrip(' :,.')}".strip()
