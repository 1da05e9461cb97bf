"""A slot as an iCalendar file (RFC 5545), with the rules of the time zone and an alarm two hours before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from bot.core.conversation import CalendarEntry

ALARM = timedelta(hours=2)
_ZONE = ZoneInfo("Europe/Berlin")
_MARCH = 3


def calendar_file(entry: CalendarEntry) -> bytes:
    """The file of one entry; its times are wall-clock times in Berlin."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", datetime.now(UTC))
    event.add("summary", entry.title)
    for name, moment in (("dtstart", entry.start), ("dtend", entry.end)):
        event.add(name, moment.astimezone(_ZONE))
    if entry.place:
        event.add("location", entry.place)
    if entry.note:
        event.add("description", entry.note)
    event.add_component(_alarm(entry.title))
    calendar = Calendar()
    calendar.add("prodid", "-//Wegweiser//Integrationszentrum Esslingen//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_zone())
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _zone() -> Timezone:
    """The rule of the European Union since 1996 as two yearly rules, the form that every calendar reads."""
    zone = Timezone()
    zone.add("tzid", _ZONE.key)
    for part, name, month, offsets in (
        (TimezoneDaylight(), "CEST", 3, (1, 2)),
        (TimezoneStandard(), "CET", 10, (2, 1)),
    ):
        part.add("tzname", name)
        part.add("dtstart", datetime(1996, month, 31 if month == _MARCH else 27, offsets[0] + 1))  # noqa: DTZ001
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzoffsetfrom", timedelta(hours=offsets[0]))
        part.add("tzoffsetto", timedelta(hours=offsets[1]))
        zone.add_component(part)
    return zone


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -ALARM)
    return alarm
