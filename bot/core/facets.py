"""Does an offer have what was wished for: in the evening, for women, where Arabic is spoken?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile

from bot.core.cards import offer_slots
from bot.core.cues import DAYS, LANGUAGE
from bot.core.knowledge import Knowledge, Offer
from bot.core.schedule import BERLIN, Slot

AHEAD = timedelta(days=14)
"""times further off are no answer to "on Saturday?" """
_EVENING, _LATE, _MORNING = time(17, 0), time(18, 30), time(11, 0)
_ADVANCED = {"b2", "c1", "c2"}
_BEGINNER = {"beginner", "a1"}
_SUNDAY = 6


@dataclass(frozen=True)
class Facets:
    """Looks at offers at one moment."""

    knowledge: Knowledge
    now: datetime

    def met(self, offer: Offer, wishes: Iterable[str]) -> tuple[str, ...]:
        """The wishes that an offer is known to meet."""
        return tuple(wish for wish in wishes if self._meets(offer, wish))

    def ranked(self, offers: list[Offer], wishes: tuple[str, ...], need: str) -> list[Offer]:
        """The offers that meet most wishes first, else in the order they were in.

        Only those that are there for the need itself are moved up: free advice is no free course.
        """
        return sorted(
            offers, key=lambda offer: -len(self.met(offer, wishes) if offer.service.needs[0] == need else ())
        )

    def _meets(self, offer: Offer, wish: str) -> bool:
        if wish.startswith(LANGUAGE):
            return wish.removeprefix(LANGUAGE) in spoken(offer)
        attributes = set(offer.service.attributes)
        if wish in attributes:
            return True
        if wish in ("beginner", "advanced"):
            return bool(attributes & (_BEGINNER if wish == "beginner" else _ADVANCED))
        fits = self._times.get(wish)
        return fits is not None and any(fits(slot) for slot in self._soon(offer))

    def _soon(self, offer: Offer) -> Iterable[Slot]:
        until = self.now + AHEAD
        return takewhile(lambda slot: slot.start <= until, offer_slots(self.knowledge, offer, self.now))

    @property
    def _times(self) -> dict[str, Callable[[Slot], bool]]:
        today = self.now.astimezone(BERLIN).date()
        sunday = today + timedelta(days=_SUNDAY - today.weekday())
        fits: dict[str, Callable[[Slot], bool]] = {
            "evening": lambda slot: slot.start.time() >= _EVENING or slot.end.time() > _LATE,
            "morning": lambda slot: slot.start.time() < _MORNING,
            "weekend": lambda slot: slot.start.weekday() >= DAYS.index("saturday"),
            "today": lambda slot: _day(slot) == today,
            "tomorrow": lambda slot: _day(slot) == today + timedelta(days=1),
            "this_week": lambda slot: _day(slot) <= sunday,
        }
        for number, name in enumerate(DAYS):
            fits[name] = lambda slot, number=number: slot.start.weekday() == number  # type: ignore[misc]
        return fits


def spoken(offer: Offer) -> frozenset[str]:
    """The languages spoken at an offer, at any of its times."""
    rows = (code for row in offer.service.schedules for code in row.languages)
    return frozenset((*(offer.service.languages or offer.organization.languages), *rows))


def _day(slot: Slot) -> date:
    return slot.start.astimezone(BERLIN).date()
