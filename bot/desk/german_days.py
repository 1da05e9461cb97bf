"""Days and opening times as they are written in a German letter."""

from __future__ import annotations

from datetime import date

from bot.core.schedule import WEEKDAYS, Schedule
from bot.core.voice import Voice

_LAST = {-1: "letzten", -2: "vorletzten", -3: "drittletzten", -4: "viertletzten", -5: "fünftletzten"}
_CLOSED = {"public": "an Feiertagen", "school": "in den Schulferien"}


def day(of: date) -> str:
    """`3.11.2026`"""
    return f"{of.day}.{of.month}.{of.year}"


def row_words(row: Schedule, voice: Voice) -> str:
    """`Mo., Mi. 14:00–16:00 Uhr, ab 1.9.2026, nicht an Feiertagen`"""
    when = _monthly(row) if row.freq == "MONTHLY" else voice.weekdays(row.byday)
    if row.interval > 1:
        step = "Monate" if row.freq == "MONTHLY" else "Wochen"
        when = f"alle {row.interval} {step} {when}" + (f" (zuerst {day(row.dtstart)})" if row.dtstart else "")
    parts = [f"{when} {voice.hours(row.opens_at, row.closes_at)} Uhr"]
    if row.valid_from:
        parts.append(f"ab {day(row.valid_from)}")
    if last := row.valid_to or row.until:
        parts.append(f"bis {day(last)}")
    if row.appointment == "required":
        parts.append("nur mit Termin")
    if row.languages:
        parts.append(f"auf {voice.language_names(row.languages)}")
    if row.closed_on:
        parts.append(f"nicht {' und '.join(_CLOSED[kind] for kind in row.closed_on)}")
    return ", ".join([*parts, *([row.description] if row.description else [])])


def _monthly(row: Schedule) -> str:
    days = []
    for token in row.byday.split(","):
        number = int(token[:-2])
        nth = _LAST[number] if number < 0 else f"{number}."
        days.append(f"am {nth} {WEEKDAYS[token[-2:]]} im Monat")
    return " und ".join(days)
