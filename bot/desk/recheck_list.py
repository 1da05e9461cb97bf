"""The recheck list to read and to print, and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from bot.desk.german_days import day
from bot.desk.recheck import SOON, Item

KINDS = {
    "expired": "abgelaufen",
    "expiring": "läuft ab",
    "unconfirmed": "nie bestätigt",
    "old": "Bestätigung alt",
    "hours_end": "Zeiten enden",
    "school_holidays": "Schulferien",
    "past_event": "Veranstaltung vorbei",
    "past_closure": "Schließtag vorbei",
    "wrong": "Meldung",
    "proposal": "Vorschlag",
    "link": "Internetadresse",
    "implausible": "kann nicht stimmen",
    "overlay": "Änderung ohne Platz",
}


def lines(found: Sequence[Item], today: date, *, most: int | None) -> Iterator[str]:
    """The list for the screen, grouped by when it is due; with `most` only its beginning."""
    if not found:
        yield "Nichts zu prüfen."
        return
    sizes = {group: len(list(members)) for group, members in groupby(found, lambda item: _group(item, today))}
    shown = found[:most]
    for group, members in groupby(shown, lambda item: _group(item, today)):
        yield f"{group} ({sizes[group]})"
        for item in members:
            yield from _lines_of(item)
        yield ""
    if more := len(found) - len(shown):
        yield f"… und {more} weitere. Alle zeigt: run_bot.py recheck --all"


def _group(item: Item, today: date) -> str:
    if item.due <= today:
        return "Jetzt fällig"
    return "In den nächsten 6 Wochen" if item.due <= today + SOON else "Später"


def _lines_of(item: Item) -> Iterator[str]:
    seen = f", {item.shown}× gezeigt" if item.shown else ""
    number = f", Meldung {item.number}" if item.number is not None else ""
    yield f"  {day(item.due)} · {KINDS[item.kind]} · {item.title}{seen}{number}"
    yield f"      {item.what}"
    if item.place:
        yield f"      {item.place}"


def table(found: Sequence[Item]) -> str:
    """The list as a table for a spreadsheet."""
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";")
    rows.writerow(["fällig", "Art", "Eintrag", "Was", "gezeigt", "Stelle", "Meldung"])
    for item in found:
        kind = KINDS[item.kind]
        number = "" if item.number is None else item.number
        rows.writerow(
            map(_plain, [day(item.due), kind, item.title, item.what, item.shown, item.place, number])
        )
    return written.getvalue()


def _plain(cell: object) -> object:
    """A text of a stranger is no formula of a spreadsheet."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t")) else cell
