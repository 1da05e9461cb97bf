"""Trouble is logged when it begins and when it ends, and tried against ever more slowly."""

import logging

import pytest
from sqlalchemy.exc import OperationalError

from bot.intake.weather import LONGEST, Weather


def test_trouble_is_logged_once_at_its_beginning_and_once_at_its_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A night without network leaves two lines, with the number of tries."""
    caplog.set_level(logging.INFO)
    weather = Weather()
    weather.fair("Telegram")
    for _ in range(100):
        weather.foul("Telegram", TimeoutError())
    weather.fair("Telegram")
    weather.fair("Telegram")

    assert [
        "Telegram: trouble (TimeoutError); nothing is lost, tries go on",
        "Telegram: works again after 100 failures",
    ] == caplog.messages


def test_tries_become_rarer_but_never_end() -> None:
    """Half a second first, ten seconds at last; and as at first once it has worked."""
    weather = Weather()
    waits = [weather.foul("Telegram", OSError()) for _ in range(2000)]
    weather.fair("Telegram")

    assert [0.5, 1, 2, 4, 8, 10] == waits[:6]
    assert {LONGEST} == set(waits[6:])
    assert 0.5 == weather.foul("Telegram", OSError())


def test_each_thing_has_its_own_weather() -> None:
    """The database may be in trouble while Telegram is not."""
    weather = Weather()
    weather.foul("Telegram", OSError())
    weather.foul("Telegram", OSError())

    assert (True, False) == (weather.is_foul("Telegram"), weather.is_foul("the database"))
    assert 0.5 == weather.foul("the database", OSError())
    weather.fair("Telegram")
    assert not weather.is_foul("Telegram")


def test_the_log_says_why_but_not_what_was_to_be_written(caplog: pytest.LogCaptureFixture) -> None:
    """Of a database's error its first line, without the statement and its values."""
    original = OSError("disk is full\nDETAIL: (ich suche Arbeit)")
    error = OperationalError("insert into inbox", {"content": "ich suche Arbeit"}, original)
    Weather().foul("the inbox", error)

    assert "OSError: disk is full" in caplog.text
    assert "Arbeit" not in caplog.text
