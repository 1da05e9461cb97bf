"""The replies about going there: times, reminders, calendar, cards to show, places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.answers import VIOLENCE, map_action
from bot.core.cards import OfferCard, Prose, guide_prose, offer_card
from bot.core.effects import Count, DropReminder, SetReminder
from bot.core.keeping import (
    CalendarFile,
    ForFriend,
    PlacePage,
    ReferralCard,
    ReminderDropped,
    ReminderNotice,
    ReminderSet,
    RemindersPage,
    SlotChanged,
    SlotPage,
    SlotsPage,
)
from bot.core.knowledge import Knowledge, Offer
from bot.core.replies import LAST, Page, Screen, Step
from bot.core.schedule import BERLIN, Slot
from bot.core.slots import coming, reminders, slot_at, slot_name, slot_named

GONE = Step((Screen(Page("gone"), LAST),))


@dataclass(frozen=True)
class Visits:
    """What can be kept of the offers at one moment."""

    knowledge: Knowledge
    now: datetime
    kept: tuple[str, ...] = ()
    """slots the person is reminded of, as `ref@2026-12-01T14:00`"""
    need: str = ""
    """the need that is talked about"""

    def to(self, verb: str, name: str) -> Step:
        """What a button about a visit does."""
        if verb == "place":
            return self._place(name)
        if verb in ("slot", "ics", "bell", "mute"):
            return self._with_slot(verb, name)
        offer = self.knowledge.offers.get(name)
        if offer is None or not self._is_open_to_all(offer):
            return GONE
        card = offer_card(self.knowledge, offer, self.now)
        return self._slots(card) if verb == "keep" else self._referral(verb, card)

    def reminders(self) -> Step:
        """All that the person is reminded of, each with a button that ends it."""
        kept = [pair for entry in self.kept if (pair := self._kept(entry))]
        page = RemindersPage(tuple((offer_card(self.knowledge, o, self.now), start) for o, start in kept))
        rows = tuple((f"mute:{slot_name(offer.ref, start)}",) for offer, start in kept)
        return Step((Screen(page, (*rows, *LAST)),))

    def notice(self, ref: str, start: datetime) -> Screen | None:
        """What is said when it is time to remind: nothing where the offer is gone or the slot is over."""
        offer = self.knowledge.offers.get(ref)
        if offer is None or not self._is_open_to_all(offer):
            return None
        card = offer_card(self.knowledge, offer, self.now)
        slot = slot_at(self.knowledge, offer, start, self.now)
        if slot is None:
            return Screen(SlotChanged(card, start), ((f"keep:{ref}",), (f"offer:{ref}",)))
        if slot.end <= self.now:
            return None
        name = slot_name(ref, start)
        return Screen(ReminderNotice(card, slot), ((f"card:{ref}", f"mute:{name}"), _near(card)))

    def _slots(self, card: OfferCard) -> Step:
        slots = coming(self.knowledge, card.offer, self.now)
        rows = tuple((f"slot:{slot_name(card.offer.ref, slot.start)}",) for slot in slots)
        return Step((Screen(SlotsPage(card), (*rows, (f"offer:{card.offer.ref}", "topics"))),))

    def _with_slot(self, verb: str, name: str) -> Step:
        named = slot_named(name, self.knowledge)
        if named is None or not self._is_open_to_all(named[0]):
            return GONE
        offer, (start, *_) = named
        card = offer_card(self.knowledge, offer, self.now)
        slot = slot_at(self.knowledge, offer, start, self.now)
        if verb == "mute":
            view = ReminderDropped(card, slot) if slot else Page("done")
            return Step((Screen(view, LAST),), (DropReminder(offer.ref, start),))
        if slot is None or slot.end <= self.now:
            return Step((Screen(SlotChanged(card, start), ((f"keep:{offer.ref}",), *LAST)),))
        if verb == "ics":
            return Step((Screen(CalendarFile(card, slot)),), (Count("followed", "ics"),))
        return self._remind(card, slot, name) if verb == "bell" else self._slot(card, slot, name)

    def _remind(self, card: OfferCard, slot: Slot, name: str) -> Step:
        moments = reminders(slot.start, self.now)
        screen = Screen(ReminderSet(card, slot, moments), ((f"mute:{name}", f"ics:{name}"), *LAST))
        if not moments:
            return Step((screen,))
        return Step((screen,), (SetReminder(card.offer.ref, slot.start), Count("followed", "bell")))

    def _slot(self, card: OfferCard, slot: Slot, name: str) -> Step:
        ref = card.offer.ref
        reminded = f"{ref}@{slot.start:%Y-%m-%dT%H:%M}" in self.kept
        page = SlotPage(card, slot, reminded)
        first = (f"ics:{name}", f"{'mute' if reminded else 'bell'}:{name}")
        return Step((Screen(page, (first, (f"card:{ref}",), *LAST)),))

    def _referral(self, verb: str, card: OfferCard) -> Step:
        ref = card.offer.ref
        if verb == "share":
            return Step((Screen(ForFriend(card)),), (Count("followed", "share"),))
        served = card.offer.service.needs
        need = self.need if self.need in served else served[0]
        guide = self.knowledge.guides.get(need)
        wish = Prose(f"{need}/wish", guide.wish) if guide and guide.wish else None
        today = self.now.astimezone(BERLIN).date()
        bring = guide_prose(f"{need}/bring", guide.bring, today) if guide else ()
        view = ReferralCard(card, wish, card.documents or bring)
        if verb == "print":
            return Step((Screen(replace(view, printed=True)),), (Count("followed", "print"),))
        rows = ((f"print:{ref}", f"share:{ref}"), _near(card))
        return Step((Screen(view, rows),), (Count("followed", "card"),))

    def _place(self, name: str) -> Step:
        body, _, place = name.partition("/")
        organization = self.knowledge.organizations.get(body)
        found = [spot for spot in organization.locations if spot.id == place] if organization else []
        today = self.now.astimezone(BERLIN).date()
        if not organization or not found or not found[0].may_be_shown(today, organization.confidence):
            return GONE
        return Step((Screen(PlacePage(organization.name, found[0])),), (Count("followed", "map"),))

    def _is_open_to_all(self, offer: Offer) -> bool:
        """Whether an offer may be shown with its place: never where people are protected from violence."""
        today = self.now.astimezone(BERLIN).date()
        return offer.may_be_shown(today) and VIOLENCE not in offer.service.needs

    def _kept(self, entry: str) -> tuple[Offer, datetime] | None:
        ref, _, moment = entry.partition("@")
        offer = self.knowledge.offers.get(ref)
        return (offer, datetime.fromisoformat(moment).replace(tzinfo=BERLIN)) if offer else None


def _near(card: OfferCard) -> tuple[str, ...]:
    return tuple(filter(None, (map_action(card.contact), f"offer:{card.offer.ref}")))
