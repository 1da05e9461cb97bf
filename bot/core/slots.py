"""Slots people keep: a short name for each, those to come, and when to remind of one.

A Telegram button holds 64 bytes, an offer's ref takes up to 52 of them; so a slot is `mark@minutes`, the mark
a checksum of the ref and the minutes counted since 2025, both in base 36.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from zlib import crc32

from bot.core.cards import offer_slots
from bot.core.knowledge import Knowledge, Offer
from bot.core.schedule import BERLIN, Slot

CHOICES = 6
"""slots to choose from"""
MOST = 2
"""slots that one name holds"""
EVENING, BEFORE = time(18, 0), timedelta(hours=2)
"""the two reminders: in the evening before, and shortly before"""
_SINCE = datetime(2025, 1, 1, tzinfo=UTC)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def slot_name(ref: str, *starts: datetime) -> str:
    """`1x9k2z@5f3a1`: an offer and one or two of its slots, for a button."""
    return "@".join([_mark(ref), *(_base36(int((start - _SINCE).total_seconds()) // 60) for start in starts)])


def slot_named(name: str, knowledge: Knowledge) -> tuple[Offer, tuple[datetime, ...]] | None:
    """The offer and the moments of a name as it stands on a button; None if it names nothing (any more)."""
    mark, *minutes = name.split("@")
    offer = {_mark(ref): offer for ref, offer in knowledge.offers.items()}.get(mark)
    try:
        starts = tuple((_SINCE + timedelta(minutes=int(text, 36))).astimezone(BERLIN) for text in minutes)
    except (ValueError, OverflowError):
        return None
    if offer is None or not 1 <= len(starts) <= MOST or slot_name(offer.ref, *starts) != name:
        return None
    return offer, starts


def coming(knowledge: Knowledge, offer: Offer, now: datetime) -> list[Slot]:
    """The next slots of an offer that have not begun."""
    return list(islice((s for s in offer_slots(knowledge, offer, now) if s.start > now), CHOICES))


def slot_at(knowledge: Knowledge, offer: Offer, start: datetime, now: datetime) -> Slot | None:
    """The slot that begins at a moment, if the offer still has it."""
    found = offer_slots(knowledge, offer, min(now, start))
    for slot in found:
        if slot.start >= start:
            return slot if slot.start == start else None
    return None


def reminders(start: datetime, now: datetime) -> tuple[datetime, ...]:
    """When to remind of a slot: aware moments after now."""
    local = start.astimezone(BERLIN)
    evening = datetime.combine(local.date() - timedelta(days=1), EVENING, BERLIN)
    return tuple(moment for moment in (evening, start - BEFORE) if moment > now)


def _mark(ref: str) -> str:
    return _base36(crc32(ref.encode()))


def _base36(number: int) -> str:
    digits: Iterable[str] = ()
    while number > 0:
        number, digit = divmod(number, 36)
        digits = (_DIGITS[digit], *digits)
    return "".join(digits) or "0"
