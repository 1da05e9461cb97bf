"""The replies about talking to a person: what the team would see, consent, appointment requests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.answers import VIOLENCE
from bot.core.asking import TalkConsent, TalkPage
from bot.core.cards import offer_card
from bot.core.effects import Count, Effect, EndCase, OpenCase, WriteToCase
from bot.core.keeping import SlotsPage
from bot.core.knowledge import Knowledge, Offer
from bot.core.replies import LAST, Page, Screen, Step
from bot.core.schedule import BERLIN
from bot.core.slots import coming, slot_at, slot_name, slot_named

LONGEST_QUESTION = 1500
"""characters of a question that are passed on"""


@dataclass(frozen=True)
class Handover:
    """The way to the team, at one moment, for a reader of one language."""

    knowledge: Knowledge
    now: datetime
    language: str
    team: bool
    case: int | None = None
    """the open case"""

    def to(self, verb: str, name: str, question: str) -> Step | None:
        """What a button about the team does; None if what it names is gone."""
        if not self.team:
            return None
        if verb in ("write", "end"):
            return self._in_case(verb)
        if verb == "want":
            return self._first_slot(name)
        if "@" in name:
            return self._with_slots(verb, name, question)
        known = verb not in ("first", "both") and (not name or name in self.knowledge.guides)
        return self._question(verb, name, question) if known else None

    def _question(self, verb: str, name: str, question: str) -> Step:
        """A question is sent, or shown before it is sent, or asked for."""
        if verb == "send" and (question or "@" in name):  # of a message that is gone nothing can be sent
            return self._sent(name, question)
        if question and verb == "talk":
            return self.consent(name, question)
        return Step((Screen(TalkPage("ask"), (("cancel",),)),), awaiting=f"talk:{name}")

    def consent(self, name: str, text: str) -> Step:
        """Show what the team would see, and ask."""
        text = text.strip()[:LONGEST_QUESTION]
        subject, slots, offer = self._meant(name)
        card = offer_card(self.knowledge, offer, self.now) if offer else None
        view = TalkConsent(subject, self.language, text, slots, card)
        reword = ((f"reword:{name}",),) if text else ()
        screen = Screen(view, ((f"send:{name}",), *reword, ("cancel",)))
        return Step((screen,), awaiting=f"consent:{name}")

    def written(self, text: str) -> Step:
        """The person wrote back in the open case."""
        if self.case is None:
            return Step((Screen(TalkPage("nothing_open"), (("talk",), *LAST)),))
        text = text.strip()[:LONGEST_QUESTION]
        return Step((Screen(TalkPage("written"), (("write", "end"),)),), (WriteToCase(text),))

    def _sent(self, name: str, text: str) -> Step:
        subject, slots, _ = self._meant(name)
        effect: Effect = OpenCase(subject, text, slots)
        if self.case is not None and not slots:
            effect = WriteToCase(text)
        return Step(
            (Screen(TalkPage("sent"), (("write", "end"), *LAST)),), (effect, Count("followed", "talk"))
        )

    def _in_case(self, verb: str) -> Step:
        if self.case is None:
            return Step((Screen(TalkPage("nothing_open"), (("talk",), *LAST)),))
        if verb == "write":
            return Step((Screen(TalkPage("write"), (("cancel",),)),), awaiting="write")
        return Step((Screen(TalkPage("ended"), LAST),), (EndCase(),))

    def _first_slot(self, ref: str) -> Step | None:
        offer = self.knowledge.offers.get(ref)
        if offer is None or not self._is_open(offer):
            return None
        return self._choose(offer, "first", ())

    def _with_slots(self, verb: str, name: str, question: str) -> Step | None:
        """One slot is chosen: choose a second one, or go on without; two: ask for a way to call back."""
        named = slot_named(name, self.knowledge)
        if named is None or not self._is_open(named[0]):
            return None
        offer, starts = named
        if min(starts) <= self.now or not all(slot_at(self.knowledge, offer, s, self.now) for s in starts):
            return self._choose(offer, "first", ())
        if verb == "first":
            return self._choose(offer, "both", starts)
        if verb == "both":
            return replace(self.consent(name, ""), awaiting=f"talk:{name}")
        return self._question(verb, name, question)

    def _choose(self, offer: Offer, verb: str, taken: tuple[datetime, ...]) -> Step:
        card = offer_card(self.knowledge, offer, self.now)
        slots = [slot for slot in coming(self.knowledge, offer, self.now) if slot.start not in taken]
        rows = tuple((f"{verb}:{slot_name(offer.ref, *taken, slot.start)}",) for slot in slots)
        alone = ((f"both:{slot_name(offer.ref, *taken)}",),) if taken else ()
        return Step((Screen(SlotsPage(card, asks=True), (*rows, *alone, ("cancel",))),))

    def _is_open(self, offer: Offer) -> bool:
        """Whether an offer can be asked for: those that protect from violence have numbers to call."""
        return offer.may_be_shown(self.now.astimezone(BERLIN).date()) and VIOLENCE not in offer.service.needs

    def _meant(self, name: str) -> tuple[str, tuple[datetime, ...], Offer | None]:
        named = slot_named(name, self.knowledge) if "@" in name else None
        return (named[0].ref, named[1], named[0]) if named else (name, (), None)


def cancelled() -> Step:
    """Nothing is passed on."""
    return Step((Screen(Page("cancelled"), LAST),))
