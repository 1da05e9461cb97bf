"""What may be shown of an offer or an organization on a given day, gathered for the reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar

from bot.core.hsds import Appointment, Fact, Hotline, Location, Organization, Phone, Service
from bot.core.knowledge import Knowledge, Offer
from bot.core.provenance import Confidence
from bot.core.schedule import BERLIN, Nothing, Slot, State, closures_for, slots, state

E = TypeVar("E", Phone, Location)


@dataclass(frozen=True)
class Prose:
    """A German text of `knowledge/` and the context its translation is filed under."""

    context: str
    text: str


@dataclass(frozen=True)
class Contact:
    """The ways to reach a place that may be shown."""

    phones: tuple[Phone, ...] = ()
    email: str | None = None
    website: str | None = None
    location: Location | None = None
    organization: str = ""
    transport: tuple[Prose, ...] = ()
    """bus and train"""
    access: tuple[Prose, ...] = ()
    """ramps and lifts"""

    @property
    def exists(self) -> bool:
        """Whether there is any way at all."""
        return bool(self.phones or self.email or self.website or self.location)


@dataclass(frozen=True)
class OfferCard:
    """One offer as a reader may see it."""

    offer: Offer
    name: Prose
    organization: Prose | None
    """what kind of body runs it, beside its German name"""
    contact: Contact
    times: State
    appointment: Appointment | None
    description: Prose | None = None
    eligibility: Prose | None = None
    fees: Prose | None = None
    process: Prose | None = None
    alert: Prose | None = None
    documents: tuple[Prose, ...] = ()
    languages: tuple[str, ...] = ()
    checked: date | None = None
    """when the centre last confirmed the offer"""
    example: bool = False
    """the times are made up"""


@dataclass(frozen=True)
class OrganizationCard:
    """One organization as a reader may see it; nothing but its name where it is closed for good."""

    organization: Organization
    description: Prose | None
    contact: Contact
    offers: tuple[Offer, ...]
    notes: tuple[Prose, ...] = ()
    alert: Prose | None = None
    closed: bool = False


def offer_card(knowledge: Knowledge, offer: Offer, now: datetime) -> OfferCard:
    """Gather an offer for a reader at a moment."""
    service, on = offer.service, now.astimezone(BERLIN).date()
    rows = [row for row in service.schedules if row.may_be_shown(on, service.confidence)]
    times = state(rows, now, closures_for(offer.organization.id, knowledge.closures)) if rows else Nothing()

    def prose(field: str, fact: Fact | None) -> Prose | None:
        return prose_of(f"{offer.ref}/{field}", fact, on, service.confidence)

    return OfferCard(
        offer=offer,
        name=Prose(f"{offer.ref}/name", service.name.value),
        organization=_description(offer.organization, on),
        contact=offer_contact(offer, on),
        times=times,
        appointment=service.appointment,
        description=prose("description", service.description),
        eligibility=prose("eligibility_description", service.eligibility_description),
        fees=prose("fees_description", service.fees_description),
        process=prose("application_process", service.application_process),
        alert=prose("alert", service.alert) or _alert(offer.organization, on),
        documents=_all_prose(
            f"{offer.ref}/required_documents", service.required_documents, on, service.confidence
        ),
        languages=service.languages or offer.organization.languages,
        checked=service.assured_date,
        example=any(row.example for row in rows),
    )


def offer_slots(knowledge: Knowledge, offer: Offer, after: datetime) -> Iterator[Slot]:
    """The slots of an offer that end after an aware moment."""
    on = after.astimezone(BERLIN).date()
    rows = [row for row in offer.service.schedules if row.may_be_shown(on, offer.service.confidence)]
    return slots(rows, after, closures_for(offer.organization.id, knowledge.closures))


def organization_card(knowledge: Knowledge, organization: Organization, on: date) -> OrganizationCard:
    """Gather an organization for a reader on a day."""
    closed = organization.status == "defunct"
    offers = tuple(
        o for o in knowledge.offers.values() if o.organization.id == organization.id and o.may_be_shown(on)
    )
    return OrganizationCard(
        organization=organization,
        description=_description(organization, on),
        contact=Contact() if closed else organization_contact(organization, on),
        offers=offers,
        notes=_all_prose(f"{organization.id}/notes", organization.notes, on, organization.confidence),
        alert=_alert(organization, on),
        closed=closed,
    )


def organization_contact(organization: Organization, on: date) -> Contact:
    """The ways to reach an organization."""
    return _contact(organization, None, on)


@lru_cache(maxsize=256)
def offer_contact(offer: Offer, on: date) -> Contact:
    """The ways to reach an offer: its own, else its organization's; a place only where the offer names it."""
    return _contact(offer.organization, offer.service, on)


def contact_at(organization: Organization, name: str | None, on: date) -> Contact:
    """The ways to reach an organization, at the place that is named or at none."""
    contact = organization_contact(organization, on)
    places = _visible((p for p in organization.locations if p.id == name), on, organization.confidence)
    return replace(contact, location=places[0] if places else None)


def _description(organization: Organization, on: date) -> Prose | None:
    return prose_of(f"{organization.id}/description", organization.description, on, organization.confidence)


def _alert(organization: Organization, on: date) -> Prose | None:
    return prose_of(f"{organization.id}/alert", organization.alert, on, organization.confidence)


def hotline_on(hotline: Hotline, on: date) -> Hotline:
    """A hotline with its hours only as long as they are known to be right."""
    known = on <= (hotline.hours_recheck_by or on)
    hours = (
        hotline.hours
        if known and hotline.hours and hotline.hours.may_be_shown(on, hotline.confidence)
        else None
    )
    rows = tuple(row for row in hotline.schedules if known and row.may_be_shown(on, hotline.confidence))
    return hotline.model_copy(update={"hours": hours, "schedules": rows})


def _contact(organization: Organization, service: Service | None, on: date) -> Contact:
    trust = organization.confidence
    own = (service.phones, service.email, service.url) if service else ((), None, None)
    wanted = (place for place in organization.locations if service is None or place.id in service.locations)
    places = _visible(wanted, on, trust)
    return Contact(
        phones=_visible(own[0], on, trust) or _visible(organization.phones, on, trust),
        email=_first(own[1], organization.email, on, trust),
        website=_first(own[2], organization.website, on, trust),
        location=places[0] if places else None,
        organization=organization.id,
        transport=_told(places, "transportation", on, trust),
        access=_told(places, "accessibility", on, trust),
    )


def _told(places: tuple[Location, ...], field: str, on: date, trust: Confidence | None) -> tuple[Prose, ...]:
    """What is said about the first place in one of its fields."""
    if not places:
        return ()
    place, facts = places[0], getattr(places[0], field) or ()
    listed = facts if isinstance(facts, tuple) else (facts,)
    return _all_prose(f"{place.id}/access", listed, on, place.confidence or trust)


def _visible(entries: Iterable[E], on: date, trust: Confidence | None) -> tuple[E, ...]:
    """The phones or places that may be shown, without remarks that may not."""
    return tuple(
        entry
        if prose_of("", entry.description, on, entry.confidence or trust)
        else entry.model_copy(update={"description": None})
        for entry in entries
        if entry.may_be_shown(on, trust)
    )


def _first(own: Fact | None, inherited: Fact | None, on: date, trust: Confidence | None) -> str | None:
    return next((fact.value for fact in (own, inherited) if fact and fact.may_be_shown(on, trust)), None)


def prose_of(context: str, fact: Fact | None, on: date, trust: Confidence | None) -> Prose | None:
    """A fact as a text for readers, if it may be shown on a day."""
    return Prose(context, fact.value) if fact and fact.may_be_shown(on, trust) else None


def _all_prose(context: str, facts: Iterable[Fact], on: date, trust: Confidence | None) -> tuple[Prose, ...]:
    return tuple(Prose(context, fact.value) for fact in facts if fact.may_be_shown(on, trust))


def guide_prose(context: str, facts: Iterable[Fact], on: date) -> tuple[Prose, ...]:
    """The sentences of a guide that may be shown on a day."""
    return _all_prose(context, facts, on, None)
