"""The calendar file, read by a second library."""

from datetime import UTC, datetime, timedelta

import pytest
import vobject

from bot.core.conversation import CalendarEntry
from bot.core.schedule import BERLIN
from bot.prints.calendar_file import calendar_file


def entry(start: datetime) -> CalendarEntry:
    """Two hours of advice."""
    return CalendarEntry(
        "izf-rat-20261124T1400@wegweiser", "استشارة, Beratung", start, start + timedelta(hours=2),
        "Schelztorstraße 38, 73728 Esslingen", "Integrationszentrum\n+49 711 3512-2450",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "offset"),
    [("2026-10-24", 2), ("2026-10-26", 1), ("2027-03-27", 1), ("2027-03-29", 2), ("2026-11-24", 1)],
)
def test_a_second_library_reads_the_same_time(day: str, offset: int) -> None:
    """14:00 in Esslingen is 14:00 on either side of the change of clocks, by the rules inside the file."""
    start = datetime.fromisoformat(f"{day}T14:00").replace(tzinfo=BERLIN)
    event = vobject.readOne(calendar_file(entry(start)).decode()).vevent
    read = event.dtstart.value

    assert "14:00" == f"{read:%H:%M}"
    assert timedelta(hours=offset) == read.utcoffset()
    assert start.astimezone(UTC) == read.astimezone(UTC)
    assert timedelta(hours=2) == event.dtend.value - read


def test_the_file_says_what_and_where_and_rings_before() -> None:
    """Title, place and note survive commas, line breaks and Arabic; an alarm rings two hours before."""
    start = datetime(2026, 11, 24, 14, tzinfo=BERLIN)
    calendar = vobject.readOne(calendar_file(entry(start)).decode())
    event = calendar.vevent

    assert "استشارة, Beratung" == event.summary.value
    assert "Schelztorstraße 38, 73728 Esslingen" == event.location.value
    assert "Integrationszentrum\n+49 711 3512-2450" == event.description.value
    assert timedelta(hours=-2) == event.valarm.trigger.value
    assert ["Europe/Berlin"] == [zone.tzid.value for zone in calendar.vtimezone_list]


def test_lines_are_short_and_end_as_the_standard_asks() -> None:
    """No line is longer than 75 octets, and each ends with CR LF (RFC 5545, 3.1)."""
    raw = calendar_file(entry(datetime(2026, 11, 24, 14, tzinfo=BERLIN)))

    assert raw.endswith(b"\r\n")
    assert 75 >= max(len(line) for line in raw.split(b"\r\n"))
