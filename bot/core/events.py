"""Events: what the centre and its partners hold, single or recurring, in the words of schema.org's Event.

schema.org has `startDate` and `eventSchedule`; here `start` and `end` are one wall-clock time in Berlin,
or `schedule` is an HSDS row as everywhere else. https://schema.org/Event
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from bot.core.hsds import Code, Entry, Id, ServiceRef, Text, WebPage
from bot.core.provenance import german_day
from bot.core.schedule import BERLIN, Closure, Schedule, closures_for, german_clock, slots

HORIZON = timedelta(days=60)
"""how far ahead events are looked for"""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", re.ASCII)
_DAY_AND_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d|\d{1,2}\. ?\d{1,2}\. ?(?:20)?\d\d)(?:(?:T|,? +(?:um )?)(.*))?", re.ASCII
)
Registration = Literal["none", "possible", "required"]
Status = Literal["EventScheduled", "EventCancelled", "EventPostponed"]


def _wall_clock(value: Any) -> Any:
    try:
        moment = value if isinstance(value, datetime) else _moment(value)
    except (TypeError, ValueError):
        raise ValueError(f"„{value}“ ist kein Zeitpunkt. {_written_right(value)}.") from None
    if moment.tzinfo is not None:
        raise ValueError(f"„{value}“ nennt eine Zeitzone. Bitte nur die Uhrzeit in Esslingen schreiben.")
    return moment.replace(tzinfo=BERLIN)


def _moment(value: str) -> datetime:
    # Python would read a day alone as midnight, and 18.30 as a third of a second past six
    if not _MOMENT.match(value):
        raise ValueError(value)
    return datetime.fromisoformat(value)


def _written_right(value: Any) -> str:
    """The day and the time that were written the German way, in our form; else an example."""
    found = _DAY_AND_TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    day = (_iso_day(found[1]) or german_day(found[1])) if found else None
    if not found or not day:
        return "Bitte so schreiben: 2026-12-03T18:00"
    if clock := german_clock(found[2] or ""):
        return f"Bitte so schreiben: {day}T{clock}"
    return f"Bitte Tag und Uhrzeit so schreiben: {day}T18:00"


def _iso_day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None


WallClock = Annotated[datetime, BeforeValidator(_wall_clock)]


class Event(Entry):
    """One event, or a series of them; shown with a confidence of high or medium, like any fact."""

    id: Id
    topics: tuple[Id, ...] = Field(min_length=1)
    name: Text
    description: Text | None = None
    start: WallClock | None = None
    end: WallClock | None = None
    schedule: Schedule | None = None
    organizer: Id
    location: Id | None = None
    service: ServiceRef | None = None
    audience: Text | None = None
    languages: tuple[Code, ...] = ()
    registration: Registration | None = None
    registration_note: Text | None = None
    price: Text | None = None
    url: WebPage | None = None
    status: Status = "EventScheduled"

    @model_validator(mode="after")
    def _has_one_time(self) -> Self:
        if (self.start is None) == (self.schedule is None):
            raise ValueError(
                "eine Veranstaltung braucht entweder „start“ und „end“ oder „schedule“. Bitte eines angeben."
            )
        if self.start and (self.end is None or self.end <= self.start):
            raise ValueError("„end“ fehlt oder liegt nicht nach „start“. Bitte die Zeiten prüfen.")
        return self


@dataclass(frozen=True)
class Occurrence:
    """One time at which an event takes place; start and end are aware, in Europe/Berlin."""

    event: Event
    start: datetime
    end: datetime


def occurrences(
    events: Iterable[Event], now: datetime, until: datetime, closures: Sequence[Closure] = ()
) -> list[Occurrence]:
    """What may be shown of what takes place from an aware moment to another, in time order."""
    found = [
        each
        for event in events
        if event.may_be_shown(now.astimezone(BERLIN).date())
        for each in _times(event, now, until, closures)
    ]
    return sorted(found, key=lambda each: (each.start, each.event.id))


def next_of(event: Event, now: datetime, closures: Sequence[Closure] = ()) -> Occurrence | None:
    """The next time an event takes place, if there is one within the horizon."""
    return next(_times(event, now, now + HORIZON, closures), None)


def _times(event: Event, now: datetime, until: datetime, closures: Sequence[Closure]) -> Iterator[Occurrence]:
    if event.start and event.end:
        if event.end > now and event.start <= until:
            yield Occurrence(event, event.start, event.end)
        return
    if event.schedule and event.status == "EventScheduled":
        closed = closures_for(event.organizer, closures)
        days = (until - now).days + 1
        for slot in slots([event.schedule], now, closed, horizon_days=days):
            if slot.start <= until:
                yield Occurrence(event, slot.start, slot.end)
