"""Days in German, as coordinators type them."""

from datetime import date

import pytest

from bot.coordinators.german_days import days_in

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "days", "rest"),
    [
        ("vhs 24.12.", ("2026-12-24", "2026-12-24"), "vhs"),
        ("vhs 24.12.-2.1.", ("2026-12-24", "2027-01-02"), "vhs"),
        ("vhs 24.12. bis 2.1. Ferien", ("2026-12-24", "2027-01-02"), "vhs Ferien"),
        ("vhs vom 1.2.2027 – 3.2.2027", ("2027-02-01", "2027-02-03"), "vhs"),
        ("vhs bis 15.12. Der Kurs fällt aus.", ("2026-12-15", "2026-12-15"), "vhs Der Kurs fällt aus."),
        ("vhs bis 15.12.: Der Kurs fällt aus.", ("2026-12-15", "2026-12-15"), "vhs Der Kurs fällt aus."),
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


@pytest.mark.parametrize("text", ["vhs", "", "31.2.", "vhs 45.99.", "Raum 3.14"])
def test_what_is_no_day_is_none(text: str) -> None:
    """Days that do not exist and other numbers are left in the text."""
    days, _ = days_in(text, TODAY)

    assert days is None
