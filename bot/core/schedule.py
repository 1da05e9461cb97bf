"""When is the next consultation: schedule rows, the calendar of Baden-Württemberg, our closures.

Times are wall-clock times in Berlin: 14:00 stays 14:00 when the clocks change.
Nothing here knows what time it is; `now` and `after` are always given, with a time zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from heapq import merge
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from dateutil import rrule
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationInfo, field_validator

from bot.core.provenance import Day, OneOrMany, Provenance, Texts

BERLIN = ZoneInfo("Europe/Berlin")
WEEKDAYS = {
    "MO": "Montag",
    "TU": "Dienstag",
    "WE": "Mittwoch",
    "TH": "Donnerstag",
    "FR": "Freitag",
    "SA": "Samstag",
    "SU": "Sonntag",
}
_GERMAN_WEEKDAYS = {"DI": "TU", "MI": "WE", "DO": "TH", "SO": "SU"}
_CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?", re.ASCII)
_GERMAN_CLOCK = re.compile(r"([01]?\d|2[0-3])(?:[.,: h]([0-5]\d))?(?: ?Uhr| ?h)?", re.ASCII)
_SPAN = re.compile(r"([A-Z]+)\.? ?(-|–|/|;|\+|BIS|UND) ?([A-Z]+)\.?")
_FIRST_OF = {"until": "dtstart", "valid_to": "valid_from", "end": "start"}
_SCHOOL_DATA_KNOWN = 2026  # a year for which `holidays` has the school holidays

HolidayKind = Literal["public", "school"]


def _read_time(value: Any) -> Any:
    # pydantic would read "1400" as seconds after midnight, and "14:00Z" as a time elsewhere
    if isinstance(value, str) and _CLOCK.fullmatch(value):
        hours, _, rest = value.partition(":")
        return time.fromisoformat(f"{hours:0>2}:{rest}")
    if isinstance(value, time) and value.tzinfo is None:
        return value
    meant = german_clock(value) if isinstance(value, str) else None
    remedy = f"Bitte so schreiben: {meant}" if meant else "Erlaubt: 00:00 bis 23:59, zum Beispiel 14:00"
    raise ValueError(f"„{value}“ ist keine Uhrzeit. {remedy}.")


def german_clock(text: str) -> str | None:
    """The time of day that is written the German way (8.30 Uhr, 18 Uhr), as 08:30 and 18:00."""
    found = _GERMAN_CLOCK.fullmatch(text)
    return f"{found[1]:0>2}:{found[2] or '00'}" if found else None


def _check_span(last: date, info: ValidationInfo) -> date:
    name = _FIRST_OF[info.field_name or ""]
    first = info.data.get(name)
    if first and last < first:
        raise ValueError(f"„{info.field_name}“ {last} liegt vor „{name}“ {first}. Bitte die Tage prüfen.")
    return last


def _as_weekday(word: str) -> str:
    return _GERMAN_WEEKDAYS.get(word[:2], word[:2])


def _several(token: str) -> list[str]:
    """The days of `MO-FR` or `MO und WE`; none where it is something else."""
    if not (found := _SPAN.fullmatch(token)):
        return []
    days, ends = list(WEEKDAYS), [_as_weekday(word) for word in (found[1], found[3])]
    if any(end not in days for end in ends):
        return []
    first, last = map(days.index, ends)
    return days[first : last + 1] if found[2] in ("-", "–", "BIS") else ends


def _check_token(token: str, freq: str | None) -> None:
    day = token.lstrip("+-0123456789")
    if day not in WEEKDAYS:
        if days := _several(token):
            raise ValueError(f"„{token}“ sind mehrere Tage. Bitte so schreiben: {','.join(days)}.")
        meant = _as_weekday(day)
        hint = f" ({WEEKDAYS[meant]} ist {meant})" if meant in WEEKDAYS else ""
        raise ValueError(f"„{token}“ ist kein Wochentag. Erlaubt: {', '.join(WEEKDAYS)}{hint}.")
    if freq == "WEEKLY" and token != day:
        raise ValueError(f"„{token}“ geht nur mit „freq: MONTHLY“. Jede Woche heißt es einfach {day}.")
    if freq == "MONTHLY" and not re.fullmatch(r"-?[1-5]", token.removesuffix(day)):
        raise ValueError(
            f"„{token}“ passt nicht zu „freq: MONTHLY“. Vor den Tag gehört eine Zahl (1 bis 5, -1 bis -5): "
            f"1{day} ist der erste, -1{day} der letzte {WEEKDAYS[day]} im Monat."
        )


LastDay = Annotated[Day, AfterValidator(_check_span)]
WallTime = Annotated[time, BeforeValidator(_read_time)]


class Schedule(Provenance):
    """One HSDS schedule row; times are Berlin wall-clock times, days are inclusive.

    Here `valid_from` and `valid_to` say when the row applies, not when it may be shown.
    """

    freq: Literal["WEEKLY", "MONTHLY"] = "WEEKLY"
    byday: str
    dtstart: Day | None = None  # stands before `interval` and `until`, which are checked against it
    interval: int = 1
    until: LastDay | None = None
    opens_at: WallTime
    closes_at: WallTime
    valid_to: LastDay | None = None
    closed_on: Annotated[tuple[HolidayKind, ...], OneOrMany] = ("public",)
    languages: Texts = ()
    appointment: Literal["none", "possible", "required"] | None = None
    description: str | None = None

    @field_validator("byday", mode="before")
    @classmethod
    def _check_no_list(cls, value: Any) -> Any:
        if isinstance(value, list):
            days = ",".join(map(str, value))
            raise ValueError(f"hier steht eine Liste mit Klammern. Bitte ohne Klammern schreiben: {days}.")
        return value

    @field_validator("byday")
    @classmethod
    def _check_byday(cls, value: str, info: ValidationInfo) -> str:
        tokens = [token.strip().upper() for token in value.split(",")]
        for token in tokens:
            _check_token(token, info.data.get("freq"))
        return ",".join(tokens)

    @field_validator("interval")
    @classmethod
    def _check_interval(cls, value: int, info: ValidationInfo) -> int:
        if value < 1:
            raise ValueError(f"„interval“ {value} geht nicht. Kleinster Wert: 1 (jedes Mal).")
        if value > 1 and info.data.get("dtstart", "faulty") is None:
            raise ValueError(f"„interval“ {value} braucht „dtstart“, den Tag des ersten Termins.")
        return value

    @field_validator("closes_at")
    @classmethod
    def _check_closes_at(cls, value: time, info: ValidationInfo) -> time:
        opens_at = info.data.get("opens_at")
        if opens_at is not None and value <= opens_at:
            raise ValueError(
                f"„closes_at“ {value:%H:%M} liegt nicht nach „opens_at“ {opens_at:%H:%M}. "
                "Bitte die Uhrzeiten prüfen."
            )
        return value

    def shown_from(self) -> None:
        """No first day: a row that applies later may be shown today, it simply has later slots."""


class Closure(BaseModel):
    """Days on which nobody is there, `start` to `end` inclusive; no organization named: the whole house."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: Day
    end: LastDay
    note: str = ""
    organizations: Texts = ()


@dataclass(frozen=True)
class Slot:
    """One consultation on one day; start and end are aware, in Europe/Berlin."""

    start: datetime
    end: datetime
    schedule: Schedule


@dataclass(frozen=True)
class Open:
    """Someone is there now, until the end of `until`; `following` starts later."""

    until: Slot
    following: Slot | None


@dataclass(frozen=True)
class Next:
    """Nobody is there now; this is the next slot."""

    slot: Slot


@dataclass(frozen=True)
class Nothing:
    """No slot within the horizon."""


State = Open | Next | Nothing


def closures_for(organization: str, closures: Iterable[Closure]) -> tuple[Closure, ...]:
    """The closures of one organization: those that name it and those of the whole house."""
    return tuple(c for c in closures if not c.organizations or organization in c.organizations)


def holiday(day: date, kind: HolidayKind) -> str | None:
    """The German name of the public or school holiday in Baden-Württemberg on a day, or None."""
    return _holidays(day.year, kind).get(day)


def school_horizon() -> date:
    """The last school holiday we know of; rows that close in school holidays are a guess after it."""
    year, last = _SCHOOL_DATA_KNOWN, date.min
    while days := _holidays(year, "school"):
        year, last = year + 1, max(days)
    return last


@cache
def _holidays(year: int, kind: HolidayKind) -> dict[date, str]:
    from holidays import country_holidays  # 0.4 s, so only when it is needed

    return dict(country_holidays("DE", subdiv="BW", years=year, categories=(kind,), language="de").items())


def slots(
    rows: Sequence[Schedule], after: datetime, closures: Sequence[Closure] = (), *, horizon_days: int = 400
) -> Iterator[Slot]:
    """Slots that end after an aware moment, in time order; all closures given apply, see `closures_for`."""
    moment = _utc(after)
    first = moment.astimezone(BERLIN).date()
    last = first + timedelta(days=horizon_days)
    found = (_slots_of(row, first, last, closures) for row in rows)
    return (slot for slot in merge(*found, key=lambda slot: (slot.start, slot.end)) if slot.end > moment)


def state(rows: Sequence[Schedule], now: datetime, closures: Sequence[Closure] = ()) -> State:
    """Whether someone is there at an aware moment (at closing time sharp: no longer), and what comes next."""
    moment, running, following = _utc(now), [], None
    for slot in slots(rows, moment, closures):
        if slot.start > moment:
            following = slot
            break
        running.append(slot)
    if running:
        return Open(max(running, key=lambda slot: slot.end), following)
    return Next(following) if following else Nothing()


def _utc(moment: datetime) -> datetime:
    # compared in UTC: within one zone Python takes the doubled hour in October for one
    if moment.utcoffset() is None:
        raise ValueError(f"{moment} has no time zone: pass an aware datetime")
    return moment.astimezone(UTC)


def _slots_of(row: Schedule, first: date, last: date, closures: Sequence[Closure]) -> Iterator[Slot]:
    for day in _days_of(row, first, last):
        if not _is_closed(row, day, closures):
            start, end = (datetime.combine(day, at, BERLIN) for at in (row.opens_at, row.closes_at))
            yield Slot(start, end, row)


def _days_of(row: Schedule, first: date, last: date) -> Iterator[date]:
    begin = max(first, row.valid_from or first)
    end = min(last, row.valid_to or last, row.until or last)
    rule = rrule.rrule(
        rrule.MONTHLY if row.freq == "MONTHLY" else rrule.WEEKLY,
        dtstart=datetime.combine(row.dtstart or begin, time.min),
        interval=row.interval,
        byweekday=[_weekday(token) for token in row.byday.split(",")],
        until=datetime.combine(end, time.min),
    )
    return (moment.date() for moment in rule.xafter(datetime.combine(begin, time.min), inc=True))


def _weekday(token: str) -> rrule.weekday:
    number = int(token[:-2]) if token[:-2] else None
    return rrule.weekday(list(WEEKDAYS).index(token[-2:]), number)


def _is_closed(row: Schedule, day: date, closures: Sequence[Closure]) -> bool:
    if any(closure.start <= day <= closure.end for closure in closures):
        return True
    return any(holiday(day, kind) for kind in row.closed_on)
