"""Working days of the team, and hours at which a message does not wake anybody."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.core.schedule import BERLIN, holiday

ANSWER_WITHIN = 2
"""working days after which an unanswered case is brought up again"""
_MORNING, _EVENING = time(9, 0), time(20, 0)
_SATURDAY = 5


def is_workday(day: date) -> bool:
    """Monday to Friday, no public holiday in Baden-Württemberg."""
    return day.weekday() < _SATURDAY and holiday(day, "public") is None


def overdue(since: datetime) -> datetime:
    """The aware moment after two working days, at the same time of day; at nine if it began on none."""
    local = since.astimezone(BERLIN)
    day, clock = local.date(), local.time()
    if not is_workday(day):
        clock = _MORNING
    left = ANSWER_WITHIN
    while left:
        day += timedelta(days=1)
        left -= is_workday(day)
    return datetime.combine(day, clock, BERLIN)


def decent(moment: datetime) -> datetime:
    """The moment itself between nine and eight in the evening, else nine o'clock next."""
    local = moment.astimezone(BERLIN)
    if _MORNING <= local.time() < _EVENING:
        return moment
    day = local.date() + timedelta(days=local.time() >= _EVENING)
    return datetime.combine(day, _MORNING, BERLIN)
