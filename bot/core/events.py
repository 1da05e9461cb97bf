"""Events: what the centre and its partners hold, single or recurring, in the words of schema.org's Event.

schema.org has `startDate` and `eventSchedule`; here `start` and `end` are one wall-clock time in Berlin,
or `schedule` is an HSDS row as everywhere else. https://schema.org/Event
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from bot.core.hsds import Code, Entry, Id, ServiceRef, Text, WebPage
from bot.core.schedule import BERLIN, Closure, Schedule, closures_for, slots

HORIZON = timedelta(days=60)
"""how far ahead events are looked for"""
Registration = Literal["none", "possible", "required"]
Status = Literal["EventScheduled", "EventCancelled", "EventPostponed"]


def _wall_clock(value: Any) -> Any:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"„{value}“ ist kein Zeitpunkt. Bitte so schreiben: 2026-12-03T18:00.") from None
    if moment.tzinfo is not None:
        raise ValueError(f"„{value}“ nennt eine Zeitzone. Bitte nur die Uhrzeit in Esslingen schreiben.")
    return moment.replace(tzinfo=BERLIN)


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
