"""Slots: short names, those to come, when to remind; working days and decent hours."""

from datetime import datetime

import pytest

from bot.core.slots import coming, reminders, slot_at, slot_name, slot_named
from bot.core.workdays import decent, is_workday, overdue
from tests.core.small_town import NOW, at, knowledge, offer_of, organization, service

ROW = {"byday": "TU,TH", "opens_at": "14:00", "closes_at": "16:00", "confidence": "high"}
BODY = organization("amt", service("rat", schedules=[ROW]))
TOWN = knowledge(BODY)


def test_a_name_is_short_and_leads_back() -> None:
    """An offer and two slots fit a Telegram button with the verb, whatever the offer is called."""
    starts = (at("2026-11-26T14:00"), at("2026-12-01T14:00"))
    name = slot_name("amt/rat", *starts)
    named = slot_named(name, TOWN)

    assert len(f"first:{name}".encode()) < 40
    assert named
    assert ("amt/rat", starts) == (named[0].ref, named[1])


@pytest.mark.parametrize(
    "name", ["", "x", "x@1", "@", "zzz@@", "1@ü", slot_name("amt/weg", NOW), "1@" + "z" * 40]
)
def test_a_name_of_nothing_is_nothing(name: str) -> None:
    """Forged and old names lead nowhere."""
    assert None is slot_named(name, TOWN)


def test_slots_to_come_have_not_begun() -> None:
    """On a Tuesday at five past one the slot at two is the first; while it runs, the next."""
    offer = offer_of(BODY)

    assert at("2026-11-24T14:00") == coming(TOWN, offer, NOW)[0].start
    assert at("2026-11-26T14:00") == coming(TOWN, offer, at("2026-11-24T14:30"))[0].start


@pytest.mark.parametrize(
    ("start", "there"), [("2026-11-26T14:00", True), ("2026-11-26T15:00", False), ("2026-11-27T14:00", False)]
)
def test_a_slot_is_looked_up_by_its_beginning(start: str, there: bool) -> None:
    """Only the exact beginning is the slot somebody kept."""
    assert there is (slot_at(TOWN, offer_of(BODY), at(start), NOW) is not None)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-24T13:05", ["2026-11-25T18:00", "2026-11-26T12:00"]),
        ("2026-11-25T19:00", ["2026-11-26T12:00"]),
        ("2026-11-26T13:00", []),
    ],
)
def test_reminders_come_in_the_evening_and_two_hours_before(now: str, expected: list[str]) -> None:
    """Those that would be too late are left out."""
    assert [at(text) for text in expected] == list(reminders(at("2026-11-26T14:00"), at(now)))


def test_the_evening_before_keeps_its_hour_when_the_clocks_change() -> None:
    """Six in the evening on the Saturday before the change, and two real hours before the slot."""
    evening, before = reminders(at("2026-10-25T09:00"), at("2026-10-20T09:00"))

    assert at("2026-10-24T18:00") == evening
    assert "2026-10-25T07:00:00+01:00" == before.astimezone(at("2026-10-25T09:00").tzinfo).isoformat()


@pytest.mark.parametrize(
    ("since", "due"),
    [
        ("2026-11-24T13:05", "2026-11-26T13:05"),
        ("2026-11-27T13:05", "2026-12-01T13:05"),
        ("2026-11-28T22:00", "2026-12-01T09:00"),
        ("2026-12-23T10:00", "2026-12-28T10:00"),
    ],
)
def test_two_working_days_leave_out_weekends_and_holidays(since: str, due: str) -> None:
    """Friday to Tuesday; over Christmas to the Monday after."""
    assert at(due) == overdue(at(since))


def test_holidays_of_the_state_are_no_working_days() -> None:
    """Epiphany is a holiday in Baden-Württemberg."""
    assert not is_workday(datetime(2027, 1, 6).date())  # noqa: DTZ001 - a day


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-11-24T08:59", "2026-11-24T09:00"),
        ("2026-11-24T09:00", "2026-11-24T09:00"),
        ("2026-11-24T19:59", "2026-11-24T19:59"),
        ("2026-11-24T20:00", "2026-11-25T09:00"),
        ("2026-11-24T23:30", "2026-11-25T09:00"),
    ],
)
def test_nobody_is_woken_by_news(moment: str, told: str) -> None:
    """Between nine and eight in the evening at once, else at nine."""
    assert at(told) == decent(at(moment))
