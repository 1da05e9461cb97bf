"""The next consultation, against the calendar of 2026 and 2027 and against a plain day-by-day oracle."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.core.provenance import Confidence, Provenance
from bot.core.schedule import (
    BERLIN,
    Closure,
    Next,
    Nothing,
    Open,
    Schedule,
    Slot,
    closures_for,
    holiday,
    school_horizon,
    slots,
    state,
)

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def row(byday: str, opens_at: str, closes_at: str, **fields: Any) -> Schedule:
    """A row as it stands in a file: every value is text."""
    return Schedule.model_validate({"byday": byday, "opens_at": opens_at, "closes_at": closes_at, **fields})


MONDAY_WEDNESDAY = row("MO,WE", "14:00", "16:00")
SECOND_TUESDAY = row(
    "TU", "10:00", "12:00", interval="2", dtstart="2026-09-15", closed_on=["public", "school"]
)
FIRST_THURSDAY = row("1TH", "16:00", "18:00", freq="MONTHLY", appointment="required")
CENTRE = (MONDAY_WEDNESDAY, SECOND_TUESDAY, FIRST_THURSDAY)


def at(text: str) -> datetime:
    """A moment on the clock in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def slot(schedule: Schedule, day: str) -> Slot:
    """The slot of a row on a day."""
    start, end = (
        datetime.combine(date.fromisoformat(day), at) for at in (schedule.opens_at, schedule.closes_at)
    )
    return Slot(start.replace(tzinfo=BERLIN), end.replace(tzinfo=BERLIN), schedule)


def days(schedule: Schedule, after: str, count: int, *closures: Closure) -> list[str]:
    """The next days of a row."""
    found = slots([schedule], at(after), closures)
    return [each.start.date().isoformat() for each in islice(found, count)]


# The timetable of the centre


MON_23, TUE_24 = slot(MONDAY_WEDNESDAY, "2026-11-23"), slot(SECOND_TUESDAY, "2026-11-24")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-23T13:59", Next(MON_23)),
        ("2026-11-23T14:00", Open(MON_23, TUE_24)),
        ("2026-11-23T15:59", Open(MON_23, TUE_24)),
        ("2026-11-23T16:00", Next(TUE_24)),
        ("2026-11-25T16:00", Next(slot(MONDAY_WEDNESDAY, "2026-11-30"))),
        ("2026-12-03T08:00", Next(slot(FIRST_THURSDAY, "2026-12-03"))),
        ("2026-12-10T08:00", Next(slot(MONDAY_WEDNESDAY, "2026-12-14"))),  # a second Thursday
        ("2026-12-25T11:00", Next(slot(MONDAY_WEDNESDAY, "2026-12-28"))),  # Christmas Day
        (
            "2026-10-27T10:30",
            Next(slot(MONDAY_WEDNESDAY, "2026-10-28")),
        ),  # its Tuesday, in the autumn holidays
        ("2026-12-31T23:59", Next(slot(MONDAY_WEDNESDAY, "2027-01-04"))),  # New Year
        ("2027-01-05T10:30", Next(slot(FIRST_THURSDAY, "2027-01-07"))),  # its Tuesday, then Epiphany
        ("2027-01-06T15:00", Next(slot(FIRST_THURSDAY, "2027-01-07"))),  # Epiphany, a Wednesday
    ],
)
def test_state_of_the_centre(now: str, expected: Open | Next) -> None:
    """The centre's own timetable gives the right state and next time."""
    assert expected == state(CENTRE, at(now))


def test_appointment_is_kept() -> None:
    """A slot carries its row, so that "by appointment" is never lost."""
    found = state(CENTRE, at("2026-12-03T17:00"))

    assert isinstance(found, Open)
    assert "required" == found.until.schedule.appointment


def test_nothing() -> None:
    """Without rows, or with rows that have ended, there is nothing."""
    ended = row("MO", "14:00", "16:00", until="2026-06-30")

    assert Nothing() == state([], at("2026-11-23T14:00"))
    assert Nothing() == state([ended], at("2026-11-23T14:00"))


def test_overlapping_rows() -> None:
    """Open means open until the last of the running slots, and what follows has not begun."""
    short, long = row("MO", "14:00", "16:00"), row("MO", "15:00", "17:00", languages="ar")

    assert Open(slot(long, "2026-11-23"), slot(short, "2026-11-30")) == state(
        [short, long], at("2026-11-23T15:30")
    )


# The calendar


def test_public_holidays_of_the_land() -> None:
    """Epiphany, Corpus Christi and All Saints count, 24 and 31 December do not."""
    listed = ((1, 6), (6, 4), (11, 1), (12, 24), (12, 31))
    names = [holiday(date(2026, month, day), "public") for month, day in listed]

    assert ["Heilige Drei Könige", "Fronleichnam", "Allerheiligen", None, None] == names


def test_corpus_christi_on_a_first_thursday() -> None:
    """The first Thursday of June 2026 is Corpus Christi and falls out without a substitute."""
    assert ["2026-05-07", "2026-07-02"] == days(FIRST_THURSDAY, "2026-05-01T08:00", 2)


def test_labour_day_closes_only_who_says_so() -> None:
    """A row that closes on no holidays is open on 1 May."""
    assert ["2026-05-08"] == days(row("FR", "10:00", "12:00"), "2026-05-01T08:00", 1)
    assert ["2026-05-01"] == days(row("FR", "10:00", "12:00", closed_on=[]), "2026-05-01T08:00", 1)


def test_school_holidays_close_only_who_says_so() -> None:
    """In the summer holidays a row of the default is open."""
    assert ["2026-08-03"] == days(MONDAY_WEDNESDAY, "2026-08-01T08:00", 1)
    assert "Sommerferien" == holiday(date(2026, 8, 3), "school")


def test_every_second_week_across_week_53() -> None:
    """2026 has 53 ISO weeks; fourteen days stay fourteen days."""
    plain = SECOND_TUESDAY.model_copy(update={"closed_on": ("public",)})

    assert ["2026-12-22", "2027-01-05", "2027-01-19"] == days(plain, "2026-12-20T08:00", 3)
    assert ["2026-12-22", "2027-01-19"] == days(SECOND_TUESDAY, "2026-12-20T08:00", 2)


def test_every_second_month() -> None:
    """Months are counted from dtstart."""
    schedule = row("-1FR", "10:00", "12:00", freq="MONTHLY", interval="2", dtstart="2026-09-25")

    assert ["2026-09-25", "2026-11-27", "2027-01-29"] == days(schedule, "2026-09-01T08:00", 3)


def test_fifth_thursday() -> None:
    """A fifth Thursday comes only in months that have one."""
    schedule = row("5TH", "10:00", "12:00", freq="MONTHLY")

    assert ["2026-10-29", "2026-12-31"] == days(schedule, "2026-10-01T08:00", 2)


@pytest.mark.parametrize(("day", "before", "after"), [("2026-10-25", 2, 1), ("2027-03-28", 1, 2)])
def test_clock_change(day: str, before: int, after: int) -> None:
    """14:00 stays 14:00 on the day the clocks change; only the distance to UTC moves."""
    daily = row(",".join(DAYS), "14:00", "16:00", closed_on=[])
    changed = date.fromisoformat(day)
    found = list(islice(slots([daily], at(f"{changed - timedelta(days=1)}T00:00")), 2))

    assert [time(14), time(14)] == [each.start.time() for each in found]
    assert [timedelta(hours=before), timedelta(hours=after)] == [each.start.utcoffset() for each in found]


def test_doubled_hour() -> None:
    """When 2 o'clock comes twice, a slot until 02:30 ends the first time."""
    night = row("SU", "01:00", "02:30")
    first = at("2026-10-25T02:45")

    assert Next(slot(night, "2026-11-08")) == state([night], first)
    assert Next(slot(night, "2026-11-08")) == state([night], first.replace(minute=15, fold=1))


def test_any_time_zone() -> None:
    """Where the clock that says now hangs does not matter."""
    here = at("2026-11-23T14:30")

    assert state(CENTRE, here) == state(CENTRE, here.astimezone(UTC))
    assert state(CENTRE, here) == state(CENTRE, here.astimezone(ZoneInfo("Pacific/Auckland")))


def test_naive_moment_is_refused_at_once() -> None:
    """A moment without a time zone is a mistake of the caller."""
    naive = datetime(2026, 11, 23, 14)  # noqa: DTZ001

    with pytest.raises(ValueError, match="no time zone"):
        slots(CENTRE, naive)
    with pytest.raises(ValueError, match="no time zone"):
        state(CENTRE, naive)


def test_school_horizon() -> None:
    """School holidays are known up to the horizon and not after it."""
    horizon = school_horizon()

    assert horizon >= date(2029, 9, 8)
    assert holiday(horizon, "school")
    assert not any(holiday(horizon + timedelta(days=n), "school") for n in range(1, 366))


# Validity and closures


def test_bounds_are_inclusive() -> None:
    """The first and the last day of a row belong to it, whichever pair of keys says so."""
    valid = row("MO", "14:00", "16:00", valid_from="2026-11-30", valid_to="2026-12-14")
    recurring = row("MO", "14:00", "16:00", dtstart="2026-11-30", until="2026-12-14")

    assert ["2026-11-30", "2026-12-07", "2026-12-14"] == days(valid, "2026-11-01T00:00", 9)
    assert ["2026-11-30", "2026-12-07", "2026-12-14"] == days(recurring, "2026-11-01T00:00", 9)


def test_horizon() -> None:
    """Slots are looked for up to the horizon, the last day included."""
    monday = row("MO", "14:00", "16:00")

    assert 2 == len(list(slots([monday], at("2026-11-23T08:00"), horizon_days=7)))
    assert 1 == len(list(slots([monday], at("2026-11-23T08:00"), horizon_days=6)))


def test_closure() -> None:
    """A closure takes out its first and its last day."""
    closure = Closure.model_validate({"start": "2026-12-28", "end": "2026-12-30", "note": "Betriebsruhe"})

    assert ["2026-12-23", "2027-01-04"] == days(MONDAY_WEDNESDAY, "2026-12-23T08:00", 2, closure)


def test_closures_for_an_organization() -> None:
    """The whole house concerns everyone, a name only who is named."""
    house = Closure(start=date(2026, 12, 24), end=date(2026, 12, 24))
    named = Closure.model_validate({"start": "2026-12-28", "end": "2026-12-31", "organizations": "forum"})

    assert (house, named) == closures_for("forum", [house, named])
    assert (house,) == closures_for("centre", [house, named])


# What the coordinator writes


@pytest.mark.parametrize(
    ("fields", "where", "says"),
    [
        (
            {"byday": "MI"},
            "byday",
            "„MI“ ist kein Wochentag. Erlaubt: MO, TU, WE, TH, FR, SA, SU (Mittwoch ist WE).",
        ),
        ({"byday": "Di"}, "byday", "(Dienstag ist TU)"),
        ({"byday": "MO,DO"}, "byday", "(Donnerstag ist TH)"),
        ({"byday": "sonntags"}, "byday", "(Sonntag ist SU)"),
        ({"byday": "XX"}, "byday", "SU."),
        ({"byday": ""}, "byday", "ist kein Wochentag"),
        ({"byday": "1TH"}, "byday", "geht nur mit „freq: MONTHLY“"),
        ({"byday": "TH", "freq": "MONTHLY"}, "byday", "1TH ist der erste, -1TH der letzte Donnerstag"),
        ({"byday": "6TH", "freq": "MONTHLY"}, "byday", "1 bis 5"),
        ({"byday": "1DO", "freq": "MONTHLY"}, "byday", "(Donnerstag ist TH)"),
        ({"interval": "0"}, "interval", "Kleinster Wert: 1"),
        ({"interval": "2"}, "interval", "braucht „dtstart“"),
        ({"interval": "2", "dtstart": "15.09.2026"}, "dtstart", "„15.09.2026“ ist kein Datum."),
        ({"dtstart": "2026"}, "dtstart", "Bitte als Jahr-Monat-Tag schreiben, zum Beispiel 2026-09-15."),
        ({"dtstart": "31.12.2026"}, "dtstart", "Bitte so schreiben: 2026-12-31."),
        ({"dtstart": "3. 1. 27"}, "dtstart", "Bitte so schreiben: 2027-01-03."),
        (
            {"dtstart": "31.02.2026"},
            "dtstart",
            "Bitte als Jahr-Monat-Tag schreiben, zum Beispiel 2026-09-15.",
        ),
        ({"byday": "MO-FR"}, "byday", "Bitte so schreiben: MO,TU,WE,TH,FR."),
        ({"byday": "Mo. bis Mi."}, "byday", "Bitte so schreiben: MO,TU,WE."),
        ({"byday": "MO und Do"}, "byday", "Bitte so schreiben: MO,TH."),
        ({"byday": "MO und immer"}, "byday", "(Montag ist MO)"),
        ({"opens_at": "8.30"}, "opens_at", "Bitte so schreiben: 08:30."),
        ({"opens_at": "9 Uhr"}, "opens_at", "Bitte so schreiben: 09:00."),
        ({"dtstart": 20260915}, "dtstart", "ist kein Datum"),
        ({"dtstart": "2026-09-15", "until": "2026-09-14"}, "until", "liegt vor „dtstart“ 2026-09-15"),
        (
            {"valid_from": "2026-09-15", "valid_to": "2026-09-14"},
            "valid_to",
            "liegt vor „valid_from“ 2026-09-15",
        ),
        (
            {"closes_at": "09:00"},
            "closes_at",
            "„closes_at“ 09:00 liegt nicht nach „opens_at“ 10:00. Bitte die Uhrzeiten prüfen.",
        ),
        ({"closes_at": "10:00"}, "closes_at", "liegt nicht nach"),
        (
            {"opens_at": "1000"},
            "opens_at",
            "„1000“ ist keine Uhrzeit. Erlaubt: 00:00 bis 23:59, zum Beispiel 14:00.",
        ),
        ({"opens_at": 1000}, "opens_at", "ist keine Uhrzeit"),
        ({"opens_at": "10:00Z"}, "opens_at", "ist keine Uhrzeit"),
        ({"closes_at": "24:00"}, "closes_at", "ist keine Uhrzeit"),
    ],
)
def test_one_mistake_is_one_error_at_its_field(fields: dict[str, Any], where: str, says: str) -> None:
    """A mistake is reported once, at the field that is wrong, in plain German."""
    with pytest.raises(ValidationError) as caught:
        Schedule.model_validate({"byday": "MO", "opens_at": "10:00", "closes_at": "12:00", **fields})
    (error,) = caught.value.errors()

    assert (where,) == error["loc"]
    assert says in str(error["ctx"]["error"])


def test_closure_that_ends_before_it_starts() -> None:
    """The last day of a closure is not before its first."""
    with pytest.raises(ValidationError, match="„end“ 2026-12-23 liegt vor „start“ 2026-12-24"):
        Closure.model_validate({"start": "2026-12-24", "end": "2026-12-23"})


def test_every_value_may_be_text() -> None:
    """Text becomes what it means, small letters, blanks and 9:00 are forgiven."""
    found = row(
        "mo, we", "9:00", "12:00:00", closed_on="school", languages="ar", example="true", source="web"
    )

    assert "MO,WE" == found.byday
    assert (time(9), time(12)) == (found.opens_at, found.closes_at)
    assert (("school",), ("ar",), True, ("web",)) == (
        found.closed_on,
        found.languages,
        found.example,
        found.source,
    )


@pytest.mark.parametrize("schedule", CENTRE)
def test_there_and_back(schedule: Schedule) -> None:
    """A row survives being written as JSON."""
    assert schedule == Schedule.model_validate_json(schedule.model_dump_json())


# Whether it may be shown


@pytest.mark.parametrize(
    ("own", "inherited", "expected"),
    [
        ("high", None, True),
        ("medium", "none", True),
        ("low", "high", False),
        ("none", "high", False),
        (None, "medium", True),
        (None, "low", False),
        (None, None, False),
    ],
)
def test_confidence(own: Confidence | None, inherited: Confidence | None, expected: bool) -> None:
    """The own confidence counts, else the inherited one; without either nothing is shown."""
    assert expected is Provenance(confidence=own).may_be_shown(date(2026, 11, 23), inherited)


def test_shelf_life() -> None:
    """An entry is shown from its first day to the day of its next check, both included."""
    entry = Provenance.model_validate(
        {"confidence": "high", "valid_from": "2026-11-01", "recheck_by": "2026-11-30"}
    )
    shown = [
        entry.may_be_shown(date(2026, month, day)) for month, day in ((10, 31), (11, 1), (11, 30), (12, 1))
    ]

    assert [False, True, True, False] == shown


def test_row_of_next_year_may_be_shown_today() -> None:
    """For a row valid_from says when it applies: it is not hidden, its slots are later."""
    coming = row("MO", "14:00", "16:00", valid_from="2027-02-01", recheck_by="2026-12-31", confidence="high")

    assert coming.may_be_shown(date(2026, 11, 23))
    assert not coming.may_be_shown(date(2027, 1, 1))
    assert Next(slot(coming, "2027-02-01")) == state([coming], at("2026-11-23T14:30"))


# Properties

HORIZON = 90
OFF = {
    kind: country_holidays("DE", subdiv="BW", years=range(2025, 2030), categories=(kind,), language="de")
    for kind in ("public", "school")
}
PROPERTY = settings(deadline=None, max_examples=60)

dates = st.dates(date(2026, 1, 1), date(2028, 6, 30))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 6, 30), timezones=st.just(BERLIN))  # noqa: DTZ001
weekly_days = st.lists(st.sampled_from(DAYS), min_size=1, max_size=3, unique=True)
monthly_days = st.builds("{}{}".format, st.sampled_from((1, 2, 3, 4, 5, -1, -2, -5)), st.sampled_from(DAYS))
clocks = st.lists(st.times(time(5), time(22)), min_size=2, max_size=2, unique=True).map(sorted)


@st.composite
def rows(draw: st.DrawFn) -> Schedule:
    """Any row the model accepts, with or without each of its bounds."""
    freq = draw(st.sampled_from(("WEEKLY", "MONTHLY")))
    byday = draw(weekly_days if freq == "WEEKLY" else st.lists(monthly_days, min_size=1, max_size=2))
    opens_at, closes_at = draw(clocks)
    dtstart, valid_from = draw(st.none() | dates), draw(st.none() | dates)
    return Schedule.model_validate(
        {
            "freq": freq,
            "byday": ",".join(byday),
            "dtstart": dtstart,
            "interval": draw(st.integers(1, 4)) if dtstart else 1,
            "until": draw(st.none() | st.dates(dtstart or date(2026, 1, 1), date(2028, 12, 31))),
            "valid_from": valid_from,
            "valid_to": draw(st.none() | st.dates(valid_from or date(2026, 1, 1), date(2028, 12, 31))),
            "opens_at": opens_at,
            "closes_at": closes_at,
            "closed_on": draw(st.sets(st.sampled_from(("public", "school")))),
        }
    )


@st.composite
def closed_days(draw: st.DrawFn) -> Closure:
    """A closure of up to four weeks."""
    start = draw(dates)
    return Closure(start=start, end=start + timedelta(days=draw(st.integers(0, 27))))


def matches(schedule: Schedule, day: date) -> bool:
    """Whether a day is named by byday, told by counting weeks and months by hand."""
    start, tokens = schedule.dtstart or day, schedule.byday.split(",")
    weekday = DAYS[day.weekday()]
    if schedule.freq == "WEEKLY":
        weeks = (day - timedelta(days=day.weekday()) - start + timedelta(days=start.weekday())).days // 7
        return weekday in tokens and weeks % schedule.interval == 0
    from_end = (monthrange(day.year, day.month)[1] - day.day) // 7 + 1
    months = (day.year - start.year) * 12 + day.month - start.month
    named = f"{(day.day - 1) // 7 + 1}{weekday}" in tokens or f"-{from_end}{weekday}" in tokens
    return named and months % schedule.interval == 0


def happens(schedule: Schedule, day: date, closures: list[Closure]) -> bool:
    """Whether a row has a slot on a day: the rules read one by one."""
    return (
        (schedule.dtstart or day) <= day <= (schedule.until or day)
        and (schedule.valid_from or day) <= day <= (schedule.valid_to or day)
        and matches(schedule, day)
        and not any(day in OFF[kind] for kind in schedule.closed_on)
        and not any(closure.start <= day <= closure.end for closure in closures)
    )


def oracle(schedules: list[Schedule], after: datetime, closures: list[Closure]) -> list[Slot]:
    """All slots up to the horizon, found by asking every row about every day."""
    found = [
        slot(schedule, day.isoformat())
        for day in (after.date() + timedelta(days=n) for n in range(HORIZON + 1))
        for schedule in schedules
        if happens(schedule, day, closures) and datetime.combine(day, schedule.closes_at, BERLIN) > after
    ]
    return sorted(found, key=lambda each: (each.start, each.end))


@PROPERTY
@given(st.lists(rows(), max_size=3), moments, st.lists(closed_days(), max_size=3))
@example([SECOND_TUESDAY, FIRST_THURSDAY], at("2026-12-15T10:00"), [])
def test_slots_agree_with_the_oracle(
    schedules: list[Schedule], after: datetime, closures: list[Closure]
) -> None:
    """Recurrence rules find what asking every row about every day finds, in the same order."""
    found = list(slots(schedules, after, closures, horizon_days=HORIZON))

    assert oracle(schedules, after, closures) == found


@PROPERTY
@given(st.lists(rows(), min_size=1, max_size=3), moments, st.lists(closed_days(), max_size=3))
def test_slots_are_ordered_open_days_at_the_time_of_their_row(
    schedules: list[Schedule], after: datetime, closures: list[Closure]
) -> None:
    """Slots come in time order, end after the moment, avoid closed days and keep the wall clock."""
    found = list(slots(schedules, after, closures, horizon_days=HORIZON))

    assert all(one.start <= other.start for one, other in pairwise(found))
    assert all(after < each.end for each in found)
    for each in found:
        day = each.start.date()
        assert not any(closure.start <= day <= closure.end for closure in closures)
        assert not any(day in OFF[kind] for kind in each.schedule.closed_on)
        assert (each.schedule.opens_at, each.schedule.closes_at) == (each.start.time(), each.end.time())
        assert BERLIN is each.start.tzinfo is each.end.tzinfo


@PROPERTY
@given(dates, moments)
def test_every_second_week_keeps_fourteen_days(dtstart: date, after: datetime) -> None:
    """Without closed days, every second week is every fourteen days from dtstart, over every New Year."""
    schedule = Schedule(
        byday=DAYS[dtstart.weekday()],
        opens_at=time(10),
        closes_at=time(12),
        interval=2,
        dtstart=dtstart,
        closed_on=(),
    )
    found = [each.start.date() for each in slots([schedule], after)]

    assert all(timedelta(days=14) == later - earlier for earlier, later in pairwise(found))
    assert all(0 == (day - dtstart).days % 14 for day in found)


@PROPERTY
@given(st.lists(rows(), max_size=3), moments, st.lists(closed_days(), max_size=2))
def test_state_agrees_with_slots(schedules: list[Schedule], now: datetime, closures: list[Closure]) -> None:
    """Open holds the moment and nothing running lasts longer; what is next or follows begins later."""
    coming = list(slots(schedules, now, closures))
    running = [each for each in coming if each.start <= now]
    later = [each for each in coming if each.start > now]

    match state(schedules, now, closures):
        case Open(until, following):
            assert until in running
            assert max(each.end for each in running) == until.end
            assert next(iter(later), None) == following
        case Next(found):
            assert ([], later[0]) == (running, found)
        case Nothing():
            assert [] == coming


def test_days_in_brackets_are_told_how_to_be_written() -> None:
    """A list of weekdays is answered with the form they are wanted in."""
    with pytest.raises(ValidationError, match="ohne Klammern schreiben: MO,TU"):
        Schedule(byday=["MO", "TU"], opens_at="10:00", closes_at="12:00")  # type: ignore[arg-type]
