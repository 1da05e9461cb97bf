"""What may be shown today, as HSDS 3: organizations with all that hangs on them, for other directories.

Keys that HSDS does not know are left out (needs, groups, confidence, source …), and so are the languages of
an organization: they stand with each service instead. Its notes are further paragraphs of its description.
An alert on an organization stands with each of its services; where it has none, it is the last paragraph.
That one comes by appointment stands with the hours; where there are none, at the end of how to apply.
Organizations that are closed have no field for that, so they are left out; a service that is closed for a
time comes without hours. HSDS wants a postal code with each address: it is empty where we know none. Offers
for people who are threatened name no place, as in the chat. How the hours are written: `schedules`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from bot.core.answers import VIOLENCE
from bot.core.cards import OfferCard, OrganizationCard, offer_card, organization_card, prose_of
from bot.core.hsds import Organization
from bot.core.knowledge import Knowledge, Offer
from bot.core.schedule import BERLIN, Schedule, closures_for
from bot.core.voice import Voice
from bot.desk.hsds.ids import uuid_of
from bot.desk.hsds.parts import Entry, Parts, filled
from bot.desk.hsds.schedules import as_hsds, runs

BETWEEN_NAMES = "; "
"""between the other names of an organization, for which HSDS has one text"""
BETWEEN_PARAGRAPHS = "\n\n"
"""between the description of an organization and its notes"""
_GONE = ("defunct", "inactive")
_PAUSED = "temporarily closed"
_APPOINTMENT = {"required": "By appointment only.", "possible": "An appointment is possible."}


def as_json(organizations: Sequence[Entry]) -> str:
    """The text of the file, with a line break at its end."""
    return json.dumps(organizations, ensure_ascii=False, indent=2) + "\n"


def exported(knowledge: Knowledge, voice: Voice, now: datetime) -> list[Entry]:
    """The organizations that may be shown at an aware moment, in the order of their ids."""
    export = _Export(knowledge, voice, now)
    bodies = sorted(knowledge.organizations.values(), key=lambda body: body.id)
    return [export.organization(body) for body in bodies if export.tells_of(body)]


class _Export(Parts):
    def __init__(self, knowledge: Knowledge, voice: Voice, now: datetime) -> None:
        super().__init__(voice, now.astimezone(BERLIN).date())
        self.knowledge, self.now = knowledge, now

    def tells_of(self, body: Organization | None) -> bool:
        """Whether an organization may be shown and is not closed for good."""
        return body is not None and body.status not in _GONE and body.may_be_shown(self.today)

    def organization(self, body: Organization) -> Entry:
        """An organization with its places and services."""
        card = organization_card(self.knowledge, body, self.today)
        own, trust = uuid_of("organization", body.id), body.confidence
        parent = body.parent_organization_id
        known = parent and self.tells_of(self.knowledge.organizations.get(parent))
        places = [place for place in body.locations if place.may_be_shown(self.today, trust)]
        return filled(
            id=own,
            name=body.name,
            alternate_name=BETWEEN_NAMES.join(body.alternate_name),
            description=self.about(card),
            email=card.contact.email,
            website=card.contact.website,
            legal_status=body.legal_status,
            parent_organization_id=uuid_of("organization", parent) if known else None,
            phones=self.phones(body, body.phones, organization_id=own),
            locations=[self.location(body, place) for place in places],
            services=[self.service(offer) for offer in card.offers],
        )

    def about(self, card: OrganizationCard) -> str:
        """What an organization is, then what else is to be known of it, a paragraph each."""
        alert = None if card.offers else card.alert
        return BETWEEN_PARAGRAPHS.join(filter(None, map(self.text, (card.description, *card.notes, alert))))

    def service(self, offer: Offer) -> Entry:
        """A service with its hours."""
        service, card = offer.service, offer_card(self.knowledge, offer, self.now)
        own, trust = uuid_of("service", offer.ref), offer.organization.confidence
        paused = _PAUSED in (service.status, offer.organization.status)
        hours = [] if paused else self.schedules(offer, own)
        interpreters = prose_of(
            f"{offer.ref}/interpretation_services",
            service.interpretation_services,
            self.today,
            service.confidence,
        )
        return filled(
            id=own,
            organization_id=uuid_of("organization", offer.organization.id),
            name=self.text(card.name),
            alternate_name=service.alternate_name,
            description=self.text(card.description),
            url=self.plain(service.url, trust),
            email=self.plain(service.email, trust),
            status=_PAUSED if paused else service.status,
            interpretation_services=self.text(interpreters),
            application_process=self.process(card, hours),
            fees_description=self.text(card.fees),
            eligibility_description=self.text(card.eligibility),
            minimum_age=service.minimum_age,
            maximum_age=service.maximum_age,
            assured_date=service.assured_date.isoformat() if service.assured_date else None,
            alert=self.text(card.alert),
            phones=self.phones(offer.organization, service.phones, service_id=own),
            schedules=hours,
            service_at_locations=self.places(offer, own),
            languages=self.languages(card.languages, service_id=own),
            cost_options=self.costs(card, own),
            required_documents=self.documents(card, own),
        )

    def process(self, card: OfferCard, hours: Sequence[Entry]) -> str:
        """How to apply, with the appointment where no hour tells of it."""
        attending = None if hours else _APPOINTMENT.get(card.appointment or "")
        return " ".join(filter(None, (self.text(card.process), attending and self.voice.say(attending))))

    def schedules(self, offer: Offer, owner: str) -> list[Entry]:
        """The hours of a service for the next months, one row after the other."""
        service, closures = offer.service, closures_for(offer.organization.id, self.knowledge.closures)
        found: dict[str, Entry] = {}
        for row in service.schedules:
            if row.may_be_shown(self.today, service.confidence):
                remarks = self.remarks(row, row.appointment or service.appointment)
                for run in runs(row, closures, self.today):
                    entry = as_hsds(run, owner)
                    found.setdefault(entry["id"], filled(**entry, service_id=owner, **remarks))
        return sorted(found.values(), key=lambda entry: (entry["valid_from"], entry["opens_at"], entry["id"]))

    def remarks(self, row: Schedule, appointment: str | None) -> Entry:
        """What has no field of its own: an appointment, the languages of this hour, that it is made up."""
        names = self.voice.language_names(row.languages)
        spoken = self.voice.say("Spoken there: {languages}", languages=names) if names else ""
        warning = self.voice.say("Example times only. They are not real.") if row.example else ""
        attending = _APPOINTMENT.get(appointment or "")
        return {
            "description": row.description,
            "attending_type": self.voice.say(attending) if attending else None,
            "notes": " ".join(filter(None, (warning, spoken))),
        }

    def places(self, offer: Offer, owner: str) -> list[Entry]:
        """Where a service is; nothing for protection from violence."""
        if offer.service.needs[0] == VIOLENCE:
            return []
        body = offer.organization
        visible = {place.id for place in body.locations if place.may_be_shown(self.today, body.confidence)}
        return [
            {
                "id": uuid_of("service_at_location", offer.ref, name),
                "service_id": owner,
                "location_id": uuid_of("location", body.id, name),
            }
            for name in dict.fromkeys(offer.service.locations)
            if name in visible
        ]

    def costs(self, card: OfferCard, owner: str) -> list[Entry]:
        """What it costs, as a text: we keep no amounts."""
        if not card.fees:
            return []
        text = self.text(card.fees)
        return [{"id": uuid_of("cost_option", owner), "service_id": owner, "amount_description": text}]

    def documents(self, card: OfferCard, owner: str) -> list[Entry]:
        """What to bring."""
        return [
            {
                "id": uuid_of("required_document", owner, document.text),
                "service_id": owner,
                "document": self.text(document),
            }
            for document in dict.fromkeys(card.documents)
        ]
