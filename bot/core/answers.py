"""The replies about needs, offers and organizations: which facts, which buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import compress

from bot.core.cards import (
    Contact,
    OfferCard,
    Prose,
    guide_prose,
    hotline_on,
    offer_card,
    offer_contact,
    organization_card,
)
from bot.core.cards import organization_contact as contact_of
from bot.core.facets import Facets, spoken
from bot.core.hsds import Hotline
from bot.core.knowledge import Guide, Knowledge, Offer
from bot.core.replies import (
    DangerAnswer,
    MoreAnswer,
    NeedAnswer,
    OfferAnswer,
    OrganizationAnswer,
    Page,
    PartnerPage,
    Screen,
    TopicPage,
    in_rows,
)
from bot.core.schedule import BERLIN, Nothing
from bot.core.understanding import SMALL_TALK
from bot.core.voice import STYLES

FALLBACK = "de"
VIOLENCE, EMERGENCY = "violence_against_women", "emergency"
AFTER_EMERGENCY = ("need:mental_health", "need:hospital", "need:find_doctor")
PARTNER = "become_partner"
"""the need under whose answer an offer can be proposed"""
LINES, OTHERS, OFFERS = 4, 2, 8
"""lines of a guide, further offers behind buttons, offers of an organization: what fits a phone"""


@dataclass(frozen=True)
class Answers:
    """The knowledge as it stands at one moment, for a reader of one language."""

    knowledge: Knowledge
    now: datetime
    language: str = FALLBACK
    team: bool = False
    """whether people of the centre can be written to"""

    @property
    def today(self) -> date:
        """The day in Berlin."""
        return self.now.astimezone(BERLIN).date()

    def need(self, need: str, office: str | None = None, wishes: tuple[str, ...] = ()) -> Screen:
        """The answer to a need; first what meets most wishes, then the office that was named."""
        if need in (VIOLENCE, EMERGENCY):
            return self._danger(need)
        guide, facets = self.knowledge.guides[need], Facets(self.knowledge, self.now)
        offers = sorted(self._reachable_first(need), key=lambda offer: offer.organization.id != office)
        offers = facets.ranked(offers, wishes, need)
        card = offer_card(self.knowledge, offers[0], self.now) if offers else None
        bring = self._texts(guide, "bring")
        # an offer for something else may have what was wished for, but it is not what was wished
        met = facets.met(offers[0], wishes) if offers and offers[0].service.needs[0] == need else ()
        answer = NeedAnswer(
            need,
            _title(guide),
            guide.emoji,
            () if met else self._texts(guide, "sentences")[: LINES - bool(bring)],
            () if met else bring,
            card,
            self._hotlines(guide)[: 1 if card else None],
            met=met,
            unmet=tuple(wish for wish in wishes if wish not in met),
            speaks=self.language if offers and self._is_spoken(offers[0]) else None,
        )
        return Screen(answer, (*_offer_rows(offers[1 : 1 + OTHERS]), *self._below(guide, card, offers)))

    def more(self, need: str) -> Screen:
        """What else is good to know about a need, and all its further offers."""
        guide = self.knowledge.guides[need]
        sentences, bring = self._texts(guide, "sentences"), self._texts(guide, "bring")
        lines = (*sentences[LINES - bool(bring) :], *self._texts(guide, "more"))
        view = MoreAnswer(_title(guide), guide.emoji, lines, bring, self._hotlines(guide))
        if need == VIOLENCE:
            return Screen(view, (("topics",),))
        offers = self._reachable_first(need)
        return Screen(view, (*_offer_rows(offers[:OFFERS]), (f"wrong:{need}",), ("topics", "partners")))

    def offer(self, ref: str, *, quiet: bool = False) -> Screen:
        """One offer in full; `quiet` (and always for protection from violence) names no place."""
        offer = self.knowledge.offers[ref]
        if not offer.may_be_shown(self.today):
            return Screen(Page("gone"), (("topics", "partners"),))
        card = offer_card(self.knowledge, offer, self.now)
        if quiet or _protects(offer):
            view = OfferAnswer(card, quiet=True, hotlines=self._hotlines(self.knowledge.guides[VIOLENCE]))
            return Screen(view, ((f"need:{VIOLENCE}", "topics"),))
        near = tuple(filter(None, (map_action(card.contact), f"org:{offer.organization.id}")))
        return Screen(
            OfferAnswer(card), (near, *self._to_keep(card), (f"wrong:{ref}",), ("topics", "partners"))
        )

    def organization(self, name: str) -> Screen:
        """One organization, what it offers behind buttons."""
        card = organization_card(self.knowledge, self.knowledge.organizations[name], self.today)
        if card.closed:
            needs = tuple((f"need:{need}",) for need in card.organization.needs[:3])
            return Screen(OrganizationAnswer(card), (*needs, ("topics", "partners")))
        if card.offers and all(_protects(offer) for offer in card.offers):
            view = OrganizationAnswer(card, hotlines=self._hotlines(self.knowledge.guides[VIOLENCE]))
            return Screen(view, ((f"need:{VIOLENCE}",), ("topics",)))
        cards = (offer_card(self.knowledge, offer, self.now) for offer in card.offers)
        first = next(
            (c for c in cards if not isinstance(c.times, Nothing) or c.appointment or c.process), None
        )
        last = tuple(filter(None, (map_action(card.contact), "topics", "partners")))
        rows = (*_offer_rows(list(card.offers[:OFFERS])), (f"wrong:{name}",), last)
        return Screen(OrganizationAnswer(card, first), rows)

    def topic(self, topic: str) -> Screen:
        """The needs of one topic."""
        rows = tuple((f"need:{need}",) for need in self.knowledge.needs[topic])
        return Screen(TopicPage(topic), (*rows, ("topics", "partners")))

    def partners(self, name: str) -> Screen:
        """The organizations of one group, or those that serve one topic."""
        members = in_rows([f"org:{member}" for member in self._members(name)], 2)
        return Screen(PartnerPage(name), (*members, ("topics", "partners")))

    def bring(self, need: str) -> tuple[Prose, ...]:
        """What to bring for a need."""
        guide = self.knowledge.guides.get(need)
        return self._texts(guide, "bring") if guide else ()

    def desk(self) -> Contact:
        """The house of the centre: where to ask when nothing else is known."""
        return _desk(self.knowledge, self.today)

    def _members(self, name: str) -> list[str]:
        living = [
            o
            for o in self.knowledge.organizations.values()
            if o.status != "defunct" and o.may_be_shown(self.today)
        ]
        if name not in self.knowledge.needs:
            return [o.id for o in living if name in o.groups]
        needs = set(self.knowledge.needs[name])
        return [o.id for o in living if any(needs & set(service.needs) for service in o.services)]

    def _danger(self, need: str) -> Screen:
        guide, quiet = self.knowledge.guides[need], need == VIOLENCE
        view = DangerAnswer(
            need, _title(guide), guide.emoji, self._texts(guide, "sentences"), self._hotlines(guide), quiet
        )
        if not quiet:
            return Screen(view, (*((action,) for action in AFTER_EMERGENCY), ("topics",)))
        refs = [f"quiet:{offer.ref}" for offer in self.knowledge.offers_for(need, self.today)[:3]]
        return Screen(view, (*((ref,) for ref in refs), (f"more:{need}", "topics")))

    def _below(
        self, guide: Guide, card: OfferCard | None, offers: list[Offer]
    ) -> tuple[tuple[str, ...], ...]:
        more = f"more:{guide.need}" if self._has_more(guide, offers) else ""
        place = map_action(card.contact) if card else ""
        recorded = (self.language, guide.need) in self.knowledge.recordings
        first = tuple(filter(None, (more, place, f"hear:{guide.need}" if recorded else "")))
        checks = tuple((f"check:{check}/",) for check in self.knowledge.checks_for(guide.need))
        keep = self._to_keep(card) if card else ()
        answers = bool(guide.sentences or card) and guide.need not in SMALL_TALK
        asked = ((f"helped:{guide.need}", f"useless:{guide.need}"), (f"wrong:{guide.need}",))
        propose = ("propose",) if guide.need == PARTNER else ()
        rows = (first, *keep, *checks, propose, *(asked if answers else ()), ("topics", "partners"))
        return tuple(filter(None, rows))

    def _to_keep(self, card: OfferCard) -> tuple[tuple[str, ...], ...]:
        """The buttons under an offer that take something along: its card, one of its times."""
        if VIOLENCE in card.offer.service.needs:  # nothing that can be found on somebody
            return ()
        timed = not isinstance(card.times, Nothing)
        keep = (f"keep:{card.offer.ref}",) if timed else ()
        ask = ((f"want:{card.offer.ref}",),) if timed and self.team and card.appointment != "none" else ()
        return ((f"card:{card.offer.ref}", *keep), *ask)

    def _has_more(self, guide: Guide, offers: list[Offer]) -> bool:
        """Whether something is left to say behind the first answer."""
        hidden = len(self._texts(guide, "sentences")) > LINES - bool(self._texts(guide, "bring"))
        return hidden or bool(self._texts(guide, "more")) or len(offers) > 1 + OTHERS

    def _reachable_first(self, need: str) -> list[Offer]:
        """Where the reader's language is spoken comes first, what cannot be reached comes last."""
        groups = _by_reach(self.knowledge, need, self.today)
        # only among those that are there for the need itself: advice in Arabic is no course
        return [
            offer
            for group in groups
            for offer in sorted(group, key=lambda o: not (o.service.needs[0] == need and self._is_spoken(o)))
        ]

    def _is_spoken(self, offer: Offer) -> bool:
        """Whether a reader who is no reader of German is understood at the counter."""
        return self.language not in (FALLBACK, *STYLES) and self.language in spoken(offer)

    def _texts(self, guide: Guide, field: str) -> tuple[Prose, ...]:
        return guide_prose(f"{guide.need}/{field}", getattr(guide, field), self.today)

    def _hotlines(self, guide: Guide) -> tuple[Hotline, ...]:
        found = (self.knowledge.hotlines[name] for name in guide.hotlines)
        return tuple(hotline_on(h, self.today) for h in found if h.may_be_shown(self.today))


@lru_cache(maxsize=2)
def _desk(knowledge: Knowledge, on: date) -> Contact:
    organizations = knowledge.organizations.values()
    houses = [o for group in ("house", "centre") for o in organizations if group in o.groups]
    contacts = [contact_of(house, on) for house in houses]
    whole = [contact for contact in contacts if contact.location and contact.phones]
    return next(iter([*whole, *(c for c in contacts if c.location)]), Contact())


@lru_cache(maxsize=128)
def _by_reach(knowledge: Knowledge, need: str, on: date) -> tuple[tuple[Offer, ...], tuple[Offer, ...]]:
    """The offers that can be reached on a day, and those that cannot."""
    offers = knowledge.offers_for(need, on)
    reached = [offer_contact(offer, on).exists for offer in offers]
    lost = [not can for can in reached]
    return tuple(compress(offers, reached)), tuple(compress(offers, lost))


def _protects(offer: Offer) -> bool:
    """Whether an offer is first of all there for people who are threatened."""
    return offer.service.needs[0] == VIOLENCE


def _title(guide: Guide) -> Prose:
    return Prose(f"{guide.need}/title", guide.title)


def map_action(contact: Contact) -> str:
    """Shows a place on the map: in the chat where its coordinates are known, else as a web page."""
    place = contact.location
    if place is None:
        return ""
    known = place.latitude is not None and place.longitude is not None
    return f"{'place' if known else 'map'}:{contact.organization}/{place.id}"


def _offer_rows(offers: list[Offer]) -> tuple[tuple[str, ...], ...]:
    return tuple((f"offer:{offer.ref}",) for offer in offers)
