"""The list of what to look at: never confirmed, running out, told by readers, or what cannot be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeAlias

from babel import Locale

from bot.core.edits import Edit
from bot.core.events import Event
from bot.core.schedule import school_horizon
from bot.desk.entries import RECHECKS, YEAR, Entry, at, confirmed, dates_of, entries, place_of
from bot.desk.german_days import day
from bot.desk.links import LinkState, told
from bot.files.plausible import implausible
from bot.files.problems import Problem
from bot.files.town import Town
from bot.files.yaml_text import Path_
from bot.storage.notices import Notice

SOON = timedelta(weeks=6)
"""how long before its day something is on the list"""
_ENDS = ("valid_to", "until")
_TOLD = 3
"""facts of an entry that are told one by one"""
_LONG = 90
"""characters of a fact that are told"""
_WRONG = {
    "phone": "Telefon oder E-Mail stimmt nicht",
    "address": "die Adresse stimmt nicht",
    "hours": "die Zeiten stimmen nicht",
    "price": "der Preis stimmt nicht",
    "closed": "das gibt es nicht mehr, oder es ist geschlossen",
    "other": "etwas anderes stimmt nicht (zum Beispiel Sprache oder Voraussetzungen)",
}
Kind: TypeAlias = Literal[
    "expired", "expiring", "unconfirmed", "old", "hours_end", "school_holidays", "past_event", "past_closure",
    "wrong", "proposal", "link", "implausible", "overlay",
]  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One thing to look at."""

    due: date
    kind: Kind
    subject: str
    """as in `Entry.subject`; `closures`, `calendar`, `proposal`, or a file, where it is no entry"""
    title: str
    what: str
    place: str
    """`knowledge/organizations/vhs.yaml:41`; nothing where no file says it"""
    shown: int = 0
    """how often it was shown to readers"""
    yes: tuple[Edit, ...] = ()
    """what a "still right" changes; nothing where that makes no sense"""
    number: int | None = None
    """of the notice, if it is one"""


def items(
    town: Town,
    today: date,
    *,
    shown: Mapping[str, int] = {},
    notices: Sequence[Notice] = (),
    links: Mapping[str, LinkState] = {},
) -> list[Item]:
    """All that is due within six weeks or overdue, the oldest first, then the most shown."""
    known = {entry.subject: entry for entry in entries(town)}
    found = [
        *_entries(known.values(), today),
        *_calendar(town, today),
        *_notices(notices, known, today),
        *_links(known.values(), links, today),
        *_hints(town, known.values(), today),
    ]
    counted = [replace(item, shown=_times(item.subject, shown)) for item in found]
    return sorted(counted, key=lambda item: (item.due, -item.shown, item.subject, item.kind, item.what))


def _times(subject: str, shown: Mapping[str, int]) -> int:
    """How often an entry was shown; an organization as often as all its offers."""
    own = shown.get(subject, 0) + shown.get(subject.partition(":")[2], 0)
    return own + sum(times for ref, times in shown.items() if ref.startswith(f"{subject}/"))


def _entries(known: Iterable[Entry], today: date) -> Iterator[Item]:
    for entry in known:
        if isinstance(entry.model, Event) and (last := _last_day(entry.model)) and last < today:
            what = f"Die Veranstaltung war am {day(last)}. Bitte aus der Datei löschen."
            yield Item(last, "past_event", entry.subject, entry.title, what, entry.place)
            continue
        if due := _due(entry, today):
            yield due
        yield from _times_that_end(entry, today)


def _last_day(event: Event) -> date | None:
    if event.end:
        return event.end.date()
    ends = [end for end in (event.schedule.until, event.schedule.valid_to) if end] if event.schedule else []
    return min(ends, default=None)


def _due(entry: Entry, today: date) -> Item | None:
    """One item for all that a single "still right" settles."""
    assured = entry.assured
    runs_out = sorted((d, path) for path, d in dates_of(entry, RECHECKS) if d <= today + SOON)
    reasons: list[tuple[date, Kind, str]] = [(d, _kind(d, today), _until(d, today)) for d, _ in runs_out[:1]]
    if assured is None:
        reasons.append((today, "unconfirmed", "Noch nie bestätigt."))
    elif assured + YEAR <= today + SOON:
        reasons.append((assured + YEAR, "old", f"Zuletzt am {day(assured)} bestätigt."))
    if not reasons:
        return None
    due, kind, _ = min(reasons, key=lambda reason: reason[0])
    whole = [what for _, reason, what in reasons if reason in ("unconfirmed", "old")]
    facts = [f"{_until(d, today)} {_fact(entry, path)}" for d, path in runs_out[:_TOLD]]
    if more := len(runs_out) - len(facts):
        facts.append(f"Dazu {more} weitere Angabe{'n' if more > 1 else ''}.")
    place = place_of(entry.document, runs_out[0][1]) if runs_out else entry.place
    return Item(
        due, kind, entry.subject, entry.title, " ".join([*whole, *facts]), place, yes=confirmed(entry, today)
    )


def _kind(until: date, today: date) -> Kind:
    return "expired" if until < today else "expiring"


def _until(until: date, today: date) -> str:
    if until < today:
        return f"Abgelaufen am {day(until)}, wird nicht mehr gezeigt:"
    return f"Läuft am {day(until)} ab:"


def _fact(entry: Entry, path: Path_) -> str:
    """The statement that a day belongs to, shortened."""
    if path[-1] == "hours_recheck_by":
        return "die Zeiten."
    if path[:-1] == entry.path:
        return "der ganze Eintrag."
    data = at(entry.document, path[:-1])
    words = next((data[key] for key in ("value", "number", "name") if isinstance(data.get(key), str)), None)
    if words is None:
        return "die Öffnungszeiten." if "byday" in data else "der Ort."
    text = " ".join(words.split())
    return f"„{text if len(text) <= _LONG else text[:_LONG].rstrip() + ' …'}“."


def _times_that_end(entry: Entry, today: date) -> Iterator[Item]:
    for path, end in dates_of(entry, _ENDS):
        if end <= today + SOON:
            ended = "galten nur bis" if end < today else "gelten nur noch bis"
            what = f"Öffnungszeiten {ended} {day(end)}. Bitte die neuen Zeiten eintragen."
            yield Item(end, "hours_end", entry.subject, entry.title, what, place_of(entry.document, path))


def _calendar(town: Town, today: date) -> Iterator[Item]:
    closures, document = town.files.closures.model, town.files.closures.document
    for number, closure in enumerate(closures.closures if closures else ()):
        if closure.end < today:
            first = f"{day(closure.start)}–" if closure.start < closure.end else ""
            title = f"Schließtag {first}{day(closure.end)}" + (f" ({closure.note})" if closure.note else "")
            what = "Liegt in der Vergangenheit. Der Eintrag kann gelöscht werden."
            place = place_of(document, ("closures", number))
            yield Item(closure.end, "past_closure", "closures", title, what, place)
    if (horizon := school_horizon()) < today + YEAR:
        what = f"Nur bis {day(horizon)} bekannt. Bitte das Paket „holidays“ erneuern lassen."
        yield Item(horizon, "school_holidays", "calendar", "Schulferien", what, place_of(document, ()))


def _notices(notices: Iterable[Notice], known: Mapping[str, Entry], today: date) -> Iterator[Item]:
    for notice in notices:
        if notice.kind == "proposal":
            title = (
                f"Ein Partner schlägt am {day(notice.since)} ein Angebot vor{_written_in(notice.language)}"
            )
            yield Item(notice.since, "proposal", "proposal", title, notice.text, "", number=notice.number)
            continue
        entry = _told_of(notice.subject, known)
        times = "1 Mensch meldet" if notice.times == 1 else f"{notice.times} Menschen melden"
        what = f"{times}: {_WRONG.get(notice.detail, _WRONG['other'])} (zuerst am {day(notice.since)})."
        yield Item(
            notice.since, "wrong", entry.subject if entry else notice.subject,
            entry.title if entry else notice.subject, what, entry.place if entry else "",
            yes=confirmed(entry, today) if entry else (), number=notice.number,
        )  # fmt: skip


def _written_in(language: str) -> str:
    """` (auf Arabisch)`; nothing for German."""
    code = language.partition("_")[0]
    return "" if code in ("de", "") else f" (auf {Locale('de').languages.get(code, code)})"


def _told_of(subject: str, known: Mapping[str, Entry]) -> Entry | None:
    """The entry a reader meant: there an answer, an event, a check have no prefix."""
    names = (subject, *(f"{kind}:{subject}" for kind in ("guide", "event", "check", "hotline")))
    return next((known[name] for name in names if name in known), None)


def _links(known: Iterable[Entry], links: Mapping[str, LinkState], today: date) -> Iterator[Item]:
    for entry in known:
        for path, value in entry.leaves():
            state = links.get(value)
            if state and (what := told(value, state)):
                place = place_of(entry.document, path)
                yield Item(state.since or today, "link", entry.subject, entry.title, what, place)


def _hints(town: Town, known: Iterable[Entry], today: date) -> Iterator[Item]:
    """What cannot be right, and edits whose place is gone."""
    within = [(entry, entry.document.name, entry.document.place(entry.path)[0]) for entry in known]
    for document in town.files.documents:
        kinds: tuple[tuple[Kind, Iterable[Problem]], ...] = (
            ("implausible", implausible(document)), ("overlay", document.hints),
        )  # fmt: skip
        for kind, hints in kinds:
            for hint in hints:
                before = [each for each in within if each[1] == hint.file and each[2] <= hint.line]
                entry = max(before, key=lambda each: each[2])[0] if before else None
                what = f"{hint.what[:1].upper()}{hint.what[1:]}; {hint.remedy}."
                subject, title = (entry.subject, entry.title) if entry else (hint.file, hint.file)
                yield Item(today, kind, subject, title, what, f"{hint.file}:{hint.line}")
