"""Days in German, as coordinators type them."""

from datetime import date

import pytest

from bot.coordinators.german_days import days_in, until_in

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "days", "rest"),
    [
        ("vhs 24.12.", ("2026-12-24", "2026-12-24"), "vhs"),
        ("vhs 24.12.-2.1.", ("2026-12-24", "2027-01-02"), "vhs"),
        ("vhs 24.12. bis 2.1. Ferien", ("2026-12-24", "2027-01-02"), "vhs Ferien"),
        ("vhs vom 1.2.2027 – 3.2.2027", ("2027-02-01", "2027-02-03"), "vhs"),
        ("vhs bis 15.12.", ("2026-11-28", "2026-12-15"), "vhs"),
        ("vhs 24.-26.12.", ("2026-12-24", "2026-12-26"), "vhs"),
        ("vhs 24 - 26.12.", ("2026-12-24", "2026-12-26"), "vhs"),
        ("vhs 24.12-2.1", ("2026-12-24", "2027-01-02"), "vhs"),
        ("vhs am 24. Dezember", ("2026-12-24", "2026-12-24"), "vhs"),
        ("vhs 1. März 2027", ("2027-03-01", "2027-03-01"), "vhs"),
        ("vhs 24. Dez. bis 2. Januar", ("2026-12-24", "2027-01-02"), "vhs"),
        ("vhs 2026-12-24", ("2026-12-24", "2026-12-24"), "vhs"),
        ("vhs am Freitag", ("2026-12-04", "2026-12-04"), "vhs"),
        ("vhs Samstag", ("2026-11-28", "2026-11-28"), "vhs"),
        ("vhs nächsten Samstag", ("2026-12-05", "2026-12-05"), "vhs"),
        ("vhs bis Freitag", ("2026-11-28", "2026-12-04"), "vhs"),
        ("vhs heute und morgen", ("2026-11-28", "2026-11-29"), "vhs"),
        ("vhs Montag bis Mittwoch", ("2026-11-30", "2026-12-02"), "vhs"),
        ("vhs Freitag bis Montag", ("2026-12-04", "2026-12-07"), "vhs"),
        ("vhs 24.12. bis 2.1.2027", ("2026-12-24", "2027-01-02"), "vhs"),
        ("vhs 2.1.2027-24.12.2026", ("2027-01-02", "2026-12-24"), "vhs"),
        ("vhs 15.12. 10 Uhr", ("2026-12-15", "2026-12-15"), "vhs 10 Uhr"),
        ("heute jobcenter", ("2026-11-28", "2026-11-28"), "jobcenter"),
        ("Tafel morgen", ("2026-11-29", "2026-11-29"), "Tafel"),
        ("vhs 27.11.", ("2027-11-27", "2027-11-27"), "vhs"),
        ("vhs 3.12.26", ("2026-12-03", "2026-12-03"), "vhs"),
    ],
)
def test_days_are_read(text: str, days: tuple[str, str], rest: str) -> None:
    """A day without a year is the next one; what is left is the rest of the message."""
    first, last = map(date.fromisoformat, days)

    assert ((first, last), rest) == days_in(text, TODAY)


@pytest.mark.parametrize(
    "text", ["vhs", "", "31.2.", "vhs 45.99.", "Raum 3.14", "24.12.-31.2.", "Freitagstreff", "3 - 5"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    """Days that do not exist and other numbers are left in the text."""
    days, _ = days_in(text, TODAY)

    assert days is None


@pytest.mark.parametrize(
    ("text", "until", "rest"),
    [
        ("vhs bis 15.12. Der Kurs fällt aus.", "2026-12-15", "vhs Der Kurs fällt aus."),
        ("vhs bis 15.12.: Der Kurs fällt aus.", "2026-12-15", "vhs Der Kurs fällt aus."),
        ("vhs Am 3.12. ist zu, bis zum 15.12.", "2026-12-15", "vhs Am 3.12. ist zu,"),
        ("vhs bis Freitag Der Kurs am Montag fällt aus", "2026-12-04", "vhs Der Kurs am Montag fällt aus"),
        ("vhs 15.12. Der Kurs am Montag fällt aus", "2026-12-15", "vhs Der Kurs am Montag fällt aus"),
        ("vhs bis 31.2. zu", None, "vhs bis 31.2. zu"),
        ("vhs Der Kurs am Montag fällt aus", None, "vhs Der Kurs am Montag fällt aus"),
    ],
)
def test_the_last_day_is_what_follows_bis(text: str, until: str | None, rest: str) -> None:
    """Other days belong to what is told."""
    assert (until and date.fromisoformat(until), rest) == until_in(text, TODAY)
