"""Hours that others split are one row again; no opening is made up."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from bot.core.schedule import BERLIN, Closure, Schedule, slots
from bot.desk.hsds.import_given import Given
from bot.desk.hsds.import_rows import appointment_of, rows
from bot.desk.hsds.schedules import HORIZON_DAYS, as_hsds, runs

FIRST = date(2026, 11, 24)
CLOSURES = (Closure(start=date(2026, 12, 14), end=date(2026, 12, 18)),)
MORNING = {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "11:00"}


def given(*entries: dict[str, Any]) -> list[Given]:
    """Rows as they stand in a file."""
    return [Given(entry, f"Zeit {number}") for number, entry in enumerate(entries, 1)]


def days(found: list[Schedule], closures: tuple[Closure, ...] = ()) -> set[tuple[datetime, datetime]]:
    """Every opening of the next year."""
    begin = datetime.combine(FIRST, time.min, BERLIN)
    return {(slot.start, slot.end) for slot in slots(found, begin, closures, horizon_days=HORIZON_DAYS)}


@pytest.mark.parametrize("closures", [(), CLOSURES])
@pytest.mark.parametrize(
    "row",
    [
        {"byday": "TU,TH", "opens_at": "14:00", "closes_at": "16:00"},
        {"byday": "MO", "opens_at": "09:00", "closes_at": "11:00", "interval": 2, "dtstart": "2026-11-30"},
        {"byday": "MO,FR", "opens_at": "09:00", "closes_at": "11:00", "interval": 3, "dtstart": "2026-11-27"},
        {"byday": "1WE", "freq": "MONTHLY", "opens_at": "17:00", "closes_at": "19:00"},
        {"byday": "-1FR", "freq": "MONTHLY", "opens_at": "10:00", "closes_at": "12:00"},
        {"byday": "5TU", "freq": "MONTHLY", "opens_at": "10:00", "closes_at": "12:00"},
        {"byday": "FR", "opens_at": "08:00", "closes_at": "12:00", "valid_to": "2027-06-30"},
        {"byday": "SA", "opens_at": "10:00", "closes_at": "12:00", "until": "2027-02-20"},
        {"byday": "WE", "opens_at": "10:00", "closes_at": "12:00", "closed_on": ["public", "school"]},
        {"byday": "SU", "opens_at": "02:30", "closes_at": "04:00"},
    ],
)
def test_what_was_cut_is_whole_again(row: dict[str, Any], closures: tuple[Closure, ...]) -> None:
    """The same openings, in one row for each stretch between closures."""
    ours = Schedule.model_validate(row)
    written = [as_hsds(run, "amt/rat") for run in runs(ours, closures, FIRST)]
    back = [Schedule.model_validate(each) for each in rows(given(*written))]

    assert days([ours], closures) == days(back)
    assert len(back) <= 1 + len(closures)


def test_a_row_for_each_weekday_is_one() -> None:
    """As most directories write it, with seconds."""
    entries = [
        {"freq": "WEEKLY", "byday": day, "opens_at": "09:00:00", "closes_at": "12:00:00"}
        for day in ("FR", "MO", "WE")
    ]

    assert [{"byday": "MO,WE,FR", "opens_at": "09:00", "closes_at": "12:00"}] == rows(given(*entries))


def test_dates_one_by_one_are_one_row() -> None:
    """A date each, a week apart, without a rule."""
    monday = date(2026, 11, 30)
    listed = [(monday + timedelta(weeks=week)).isoformat() for week in range(4)]
    entries = [{"opens_at": "09:00", "closes_at": "11:00", "dtstart": day, "until": day} for day in listed]
    found = rows(given(*entries))

    assert [("MO", listed[0], listed[-1])] == [
        (row["byday"], row["valid_from"], row["valid_to"]) for row in found
    ]


def test_seasons_stay_apart() -> None:
    """Between them nobody is there: the gap is no holiday."""
    seasons = [("2027-01-11", "2027-03-22"), ("2027-05-03", "2027-07-05")]
    found = rows(given(*({**MORNING, "valid_from": a, "valid_to": b} for a, b in seasons)))

    assert seasons == [(row["valid_from"], row["valid_to"]) for row in found]


def test_an_opening_on_a_holiday_is_told() -> None:
    """Ours closes then, unless somebody says otherwise."""
    (only,) = listed = given({**MORNING, "valid_from": "2027-03-01", "valid_to": "2027-04-12"})
    found = rows(listed)

    assert len(found) == 1
    assert ["29.03.2027"] == [day for line in only.left() for day in ("29.03.2027",) if day in line]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"count": 3}, "diese Regel"),
        ({"freq": "MONTHLY", "bymonthday": "3", "byday": ""}, "diese Regel"),
        ({"freq": "DAILY"}, "diese Regel"),
        ({"byday": "XX"}, "diese Regel"),
        ({"closes_at": "08:00"}, "diese Regel"),
        ({"opens_at": "09:00Z"}, "andere Zeitzone"),
        ({"opens_at": "09:00-05:00"}, "andere Zeitzone"),
        ({"timezone": -5}, "andere Zeitzone"),
        ({"opens_at": ""}, "ohne klare Uhrzeit"),
        ({"closes_at": "24:00"}, "diese Regel"),
        ({"valid_from": "bald"}, "kein Tag"),
        ({"valid_from": "2027-02-30"}, "kein Tag"),
        ({"valid_from": "2027-02-03", "valid_to": "2027-02-01"}, "das Ende liegt vor dem Anfang"),
        ({"interval": 2, "dtstart": "2027-02-01", "wkst": "SU"}, "nicht am Montag"),
    ],
)
def test_what_cannot_be_said_is_told(change: dict[str, Any], why: str) -> None:
    """Better no time than a wrong one; the whole row stands in the note."""
    (only,) = listed = given({**MORNING, "notes": "Klingeln", **change})
    found = rows(listed)
    (told,) = only.left()

    assert [] == found
    assert why in told
    assert "Klingeln" in told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bitte anrufen. Nur mit Termin.", ("required", "Bitte anrufen.")),
        ("By appointment only", ("required", "")),
        ("Ein Termin ist möglich.", ("possible", "")),
        ("Nur mit Termin. Bitte anrufen.", (None, "Nur mit Termin. Bitte anrufen.")),
        ("", (None, "")),
    ],
)
def test_an_appointment_is_read_from_its_sentence(text: str, found: tuple[str | None, str]) -> None:
    """At the end, as the export writes it; else the text stays whole."""
    assert found == appointment_of(text)


def test_remarks_stay_with_the_hour() -> None:
    """Notes and the place become the description, the appointment has its field."""
    entry = {
        **MORNING,
        "description": "Eingang links.",
        "attending_type": "Nur mit Termin.",
        "notes": "3. Stock",
    }

    assert [("required", "Haus, Eingang links. 3. Stock")] == [
        (row["appointment"], row["description"]) for row in rows(given(entry), "Haus")
    ]
