"""The months of a report."""

from __future__ import annotations

from datetime import date

import pytest

from bot.desk.report.period import BadPeriod, Period, half_year_to


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-07", "2026-12", "Juli bis Dezember 2026"),
        ("2026-07", "2026-07", "Juli 2026"),
        ("2025-10", "2026-03", "Oktober 2025 bis März 2026"),
    ],
)
def test_a_period_is_said_in_german(first, last, words):
    """A council reads the months as it would say them."""
    assert words == Period(first, last).words


def test_months_run_over_the_turn_of_the_year():
    """Every month is there once, both ends included."""
    assert ("2025-11", "2025-12", "2026-01") == Period("2025-11", "2026-01").months


@pytest.mark.parametrize(
    ("first", "last", "part"),
    [
        ("2026-13", "2026-12", "„2026-13“ ist kein Monat"),
        ("2026-00", "2026-12", "„2026-00“ ist kein Monat"),
        ("2026-7", "2026-12", "so schreiben: 2026-07"),
        ("", "2026-12", "ist kein Monat"),
        ("2026-07", "Dezember", "„Dezember“ ist kein Monat"),
        ("2026-09", "2026-07", "kann also nicht schon mit Juli 2026 enden"),
        ("2020-01", "2026-07", "höchstens 12 Monate"),
    ],
)
def test_wrong_months_are_told_in_german(first, last, part):
    """Whoever mistypes a month reads what to write instead."""
    with pytest.raises(BadPeriod) as told:
        Period(first, last)

    assert part in str(told.value)


def test_without_months_it_is_the_last_half_year():
    """The six months that end with today's."""
    assert Period("2026-06", "2026-11") == half_year_to(date(2026, 11, 28))
