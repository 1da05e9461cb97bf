"""Schedule rows for readers who know only HSDS: the days we are closed become gaps between rows.

HSDS rows are RFC 5545 rules without EXDATE, and know neither holidays nor closures. So each row of ours is
written out for the next twelve months, cut into rows that hold no closed day: every such row begins on its
first opening (`dtstart`, `valid_from`) and ends on its last (`until`, `valid_to`), both inclusive and said
twice, for readers look at one pair or the other. HSDS wants the offset from UTC with every time, so a row is
also cut where the clocks change. After twelve months, or after the last school holidays we know of where a
row pauses for them, nothing is said: an export is to be made anew before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from bot.core.schedule import BERLIN, Closure, Schedule, Slot, school_horizon, slots
from bot.desk.hsds.ids import uuid_of

HORIZON_DAYS = 365
_NAMING = (
    "freq",
    "interval",
    "byday",
    "dtstart",
    "valid_from",
    "opens_at",
    "closes_at",
    "languages",
    "appointment",
)


class Run(NamedTuple):
    """Openings of one row of ours that follow each other by its rule, with no closed day between them."""

    row: Schedule
    slots: tuple[Slot, ...]
    closed_after: bool
    """a closed day or another hour of the clock ended it, not the horizon"""


def runs(row: Schedule, closures: Sequence[Closure], first: date) -> Iterator[Run]:
    """The openings of a row from a day on, in time order."""
    days = _horizon(row, first)
    if days < 0:
        return
    begin = datetime.combine(first, time.min, BERLIN)
    never_closed = row.model_copy(update={"closed_on": ()})
    there = {slot.start for slot in slots([row], begin, closures, horizon_days=days)}

    def kind(slot: Slot) -> tuple[timedelta | None, ...] | None:
        return (slot.start.utcoffset(), slot.end.utcoffset()) if slot.start in there else None

    ruled = list(slots([never_closed], begin, horizon_days=days))
    for found, group in groupby(ruled, kind):
        run = tuple(group)
        if found:
            yield Run(row, run, run[-1] is not ruled[-1])


def _horizon(row: Schedule, first: date) -> int:
    """How many days ahead the openings of a row are known."""
    if "school" not in row.closed_on:
        return HORIZON_DAYS
    return min(HORIZON_DAYS, (school_horizon() - first).days)


def as_hsds(run: Run, owner: str) -> dict[str, Any]:
    """A run as a row of HSDS, without remarks; its id stays the same until its last day changes."""
    row, begin, end = run.row, run.slots[0].start, run.slots[-1].start
    last = end.date().isoformat() if run.closed_after else "on"
    return {
        "id": uuid_of("schedule", owner, *(getattr(row, name) for name in _NAMING), last),
        "valid_from": begin.date().isoformat(),
        "valid_to": end.date().isoformat(),
        "dtstart": begin.date().isoformat(),
        "timezone": _hours(begin),
        "until": end.date().isoformat(),
        "wkst": "MO",
        "freq": row.freq,
        "interval": row.interval,
        "byday": row.byday,
        "opens_at": _clock(begin),
        "closes_at": _clock(run.slots[0].end),
    }


def _clock(moment: datetime) -> str:
    """`14:00+01:00`"""
    return moment.isoformat(timespec="minutes").partition("T")[2]


def _hours(moment: datetime) -> int:
    offset = moment.utcoffset() or timedelta()
    return int(offset / timedelta(hours=1))
