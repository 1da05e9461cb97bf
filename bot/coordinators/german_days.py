"""Days as people write them in German: `heute`, `24.12.`, `24.12.-2.1.`."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAY = r"(\d{1,2})\.\s?(\d{1,2})\.?\s?(\d{4}|\d{2})?"
_SPAN = re.compile(rf"\b{_DAY}(?:\s?(?:-|–|bis)\s?{_DAY})?(?!\d)", re.IGNORECASE)
_WORDS = {"heute": 0, "morgen": 1, "übermorgen": 2, "uebermorgen": 2}
_WORD = re.compile(r"\b(heute|morgen|übermorgen|uebermorgen)\b", re.IGNORECASE)


def days_in(text: str, today: date) -> tuple[tuple[date, date] | None, str]:
    """The first day or span of days in a text, and the text without it; None where there is none.

    A day without a year is the next one: today or later. Days that do not exist are no days.
    """
    if found := _SPAN.search(text):
        first = _day(found[1], found[2], found[3], today)
        last = _day(found[4], found[5], found[6], first) if found[4] and first else first
        if first and last:
            return (first, last), _without(text, found)
    if word := _WORD.search(text):
        day = today + timedelta(days=_WORDS[word[1].lower()])
        return (day, day), _without(text, word)
    return None, text.strip()


def _day(day: str, month: str, year: str | None, after: date | None) -> date | None:
    if after is None:
        return None
    try:
        if year:
            return date(int(year) if len(year) > 2 else 2000 + int(year), int(month), int(day))  # noqa: PLR2004
        this = date(after.year, int(month), int(day))
        return this if this >= after else this.replace(year=after.year + 1)
    except ValueError:
        return None


def _without(text: str, found: re.Match[str]) -> str:
    left = re.sub(r"\b(?:bis|am|vom)\s*$", "", text[: found.start()], flags=re.IGNORECASE)
    return f"{left.rstrip()} {text[found.end() :].lstrip(' :,.')}".strip()
