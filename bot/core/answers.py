"""The replies about needs, offers and organizations: which facts, which buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

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
)
from bot.core.schedule import BERLIN, Nothing

VIOLENCE, EMERGENCY = "violence_against_women", "emergency"
AFTER_EMERGENCY = ("need:mental_health", "need:hospital", "need:find_doctor")
LINES, OTHERS, OFFERS = 4, 2, 8
"""lines of a guide, further offers behind buttons, offers of an organization: what fits a phone"""


@dataclass(frozen=True)
class Answers:
    """The knowledge as it stands at one moment."""

    knowledge: Knowledge
    now: datetime

    @property
    def today(self) -> date:
        """The day in Berlin."""
        return self.now.astimezone(BERLIN).date()

    def need(self, need: str, office: str | None = None) -> Screen:
        """The answer to a need; an office that was named comes first among the offers."""
        if need in (VIOLENCE, EMERGENCY):
            return self._danger(need)
        guide = self.knowledge.guides[need]
        offers = sorted(self._reachable_first(need), key=lambda offer: offer.organization.id != office)
        card = offer_card(self.knowledge, offers[0], self.now) if offers else None
        bring = self._texts(guide, "bring")
        answer = NeedAnswer(
            need,
            _title(guide),
            guide.emoji,
            self._texts(guide, "sentences")[: LINES - bool(bring)],
            bring,
            card,
            self._hotlines(guide)[: 1 if card else None],
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
        return Screen(view, (*_offer_rows(offers[:OFFERS]), ("topics", "partners")))

    def offer(self, ref: str, *, quiet: bool = False) -> Screen:
        """One offer in full; `quiet` (and always for protection from violence) names no place."""
        offer = self.knowledge.offers[ref]
        if not offer.may_be_shown(self.today):
            return Screen(Page("gone"), (("topics", "partners"),))
        card = offer_card(self.knowledge, offer, self.now)
        if quiet or _protects(offer):
            view = OfferAnswer(card, quiet=True, hotlines=self._hotlines(self.knowledge.guides[VIOLENCE]))
            return Screen(view, ((f"need:{VIOLENCE}", "topics"),))
        near = tuple(filter(None, (_map(card.contact), f"org:{offer.organization.id}")))
        return Screen(OfferAnswer(card), (near, ("topics", "partners")))

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
        last = tuple(filter(None, (_map(card.contact), "topics", "partners")))
        return Screen(OrganizationAnswer(card, first), (*_offer_rows(list(card.offers[:OFFERS])), last))

    def topic(self, topic: str) -> Screen:
        """The needs of one topic."""
        rows = tuple((f"need:{need}",) for need in self.knowledge.needs[topic])
        return Screen(TopicPage(topic), (*rows, ("topics", "partners")))

    def partners(self, name: str) -> Screen:
        """The organizations of one group, or those that serve one topic."""
        return Screen(
            PartnerPage(name), (*_pairs([f"org:{o}" for o in self._members(name)]), ("topics", "partners"))
        )

    def desk(self) -> Contact:
        """The house of the centre: where to ask when nothing else is known."""
        houses = [
            o
            for group in ("house", "centre")
            for o in self.knowledge.organizations.values()
            if group in o.groups
        ]
        contacts = [contact_of(house, self.today) for house in houses]
        whole = [contact for contact in contacts if contact.location and contact.phones]
        return next(iter([*whole, *(c for c in contacts if c.location)]), Contact())

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
        place = _map(card.contact) if card else ""
        first = tuple(filter(None, (more, place)))
        return (first, ("topics", "partners")) if first else (("topics", "partners"),)

    def _has_more(self, guide: Guide, offers: list[Offer]) -> bool:
        """Whether something is left to say behind the first answer."""
        hidden = len(self._texts(guide, "sentences")) > LINES - bool(self._texts(guide, "bring"))
        return hidden or bool(self._texts(guide, "more")) or len(offers) > 1 + OTHERS

    def _reachable_first(self, need: str) -> list[Offer]:
        offers = self.knowledge.offers_for(need, self.today)
        return sorted(offers, key=lambda offer: not offer_contact(offer, self.today).exists)

    def _texts(self, guide: Guide, field: str) -> tuple[Prose, ...]:
        return guide_prose(f"{guide.need}/{field}", getattr(guide, field), self.today)

    def _hotlines(self, guide: Guide) -> tuple[Hotline, ...]:
        found = (self.knowledge.hotlines[name] for name in guide.hotlines)
        return tuple(hotline_on(h, self.today) for h in found if h.may_be_shown(self.today))


def _protects(offer: Offer) -> bool:
    """Whether an offer is first of all there for people who are threatened."""
    return offer.service.needs[0] == VIOLENCE


def _title(guide: Guide) -> Prose:
    return Prose(f"{guide.need}/title", guide.title)


def _map(contact: Contact) -> str:
    return f"map:{contact.organization}/{contact.location.id}" if contact.location else ""


def _offer_rows(offers: list[Offer]) -> tuple[tuple[str, ...], ...]:
    return tuple((f"offer:{offer.ref}",) for offer in offers)


def _pairs(actions: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(actions[at : at + 2]) for at in range(0, len(actions), 2))
