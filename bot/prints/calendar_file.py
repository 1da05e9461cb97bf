"""A slot as an iCalendar file (RFC 5545), with the rules of the time zone and an alarm two hours before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from bot.core.conversation import CalendarEntry

ALARM = timedelta(hours=2)
_ZONE = ZoneInfo("Europe/Berlin")


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
    calendar.add_component(event)
    calendar.add_missing_timezones(last_date=(entry.end + timedelta(days=366)).date())
    return bytes(calendar.to_ical())


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -ALARM)
    return alarm
