"""Asking a partner "still right?": a letter with that partner's own data, and what their yes changes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP

from bot.core.cards import Contact, OfferCard, OrganizationCard, offer_card, organization_card
from bot.core.edits import Edit
from bot.core.hsds import Location, Phone, Service
from bot.core.knowledge import Knowledge, Offer
from bot.core.schedule import BERLIN, Schedule
from bot.core.voice import Voice
from bot.desk.entries import confirmed, entries
from bot.desk.german_days import day, row_words
from bot.files.town import Town

_WIDTH = 74
_APPOINTMENT = {
    "none": "nicht nötig, man kann einfach kommen",
    "possible": "möglich",
    "required": "nur mit Termin",
}
_EXAMPLE = "„1–4 stimmen. 5: Die neue Nummer ist 0711 …“"


class Unknown(Exception):
    """There is no such organization or offer; the text says so in German."""


@dataclass(frozen=True)
class Letter:
    """An e-mail that is ready to be looked at and sent."""

    to: str
    """nothing where no address is known that may be shown"""
    subject: str
    body: str

    def eml(self) -> bytes:
        """The letter as a file that a mail program opens for sending; the sender is left to that program."""
        message = EmailMessage(policy=SMTP)
        if self.to:
            message["To"] = self.to
        message["Subject"] = self.subject
        message["X-Unsent"] = "1"
        message.set_content(self.body, charset="utf-8", cte="quoted-printable")
        return message.as_bytes()


def letter(town: Town, org: str, today: date) -> Letter:
    """The letter to an organization, with all that readers see of it; raises Unknown."""
    knowledge = town.files.knowledge(town.intents.needs, examples=False)
    organization = knowledge.organizations.get(org)
    if organization is None:
        raise Unknown(f"Die Einrichtung „{org}“ gibt es nicht. Alle stehen in knowledge/organizations/.")
    card = organization_card(knowledge, organization, today)
    body = _Body(knowledge, town.voices["de"], today).write(card)
    subject = f"Stimmt das noch? Wegweiser: {organization.name}"
    return Letter(card.contact.email or "", subject, body)


def yes(town: Town, org: str, today: date, services: Sequence[str] | None = None) -> tuple[Edit, ...]:
    """What changes when an organization says that all is right, or only these offers; raises Unknown.

    Without offers named, that is all that stood in the letter: nothing that readers do not see.
    """
    own = {entry.subject: entry for entry in entries(town) if entry.subject.partition("/")[0] == org}
    if org not in own:
        raise Unknown(f"Die Einrichtung „{org}“ gibt es nicht. Alle stehen in knowledge/organizations/.")
    offers = town.files.knowledge(town.intents.needs, examples=False).offers
    subjects = [f"{org}/{service}" for service in services or ()] or [
        subject for subject in own if subject not in offers or offers[subject].may_be_shown(today)
    ]
    if missing := [subject for subject in subjects if subject not in own]:
        names = ", ".join(subject.partition("/")[2] for subject in own if "/" in subject)
        raise Unknown(f"Das Angebot „{missing[0]}“ gibt es nicht. Diese gibt es: {names or 'keines'}.")
    seen = date.min if services else today
    return tuple(edit for subject in subjects for edit in confirmed(own[subject], today, seen=seen))


class _Body:
    """Writes the letter; its points are numbered from the first to the last."""

    def __init__(self, knowledge: Knowledge, voice: Voice, today: date) -> None:
        self.knowledge, self.voice, self.today = knowledge, voice, today
        self.number = 0

    def write(self, card: OrganizationCard) -> str:
        """The whole text."""
        centres = (o.name for o in self.knowledge.organizations.values() if "centre" in o.groups)
        centre = next(centres, "Ihr Integrationszentrum")
        sections = [self._section(*self._organization(card))]
        sections += [self._section(*self._offer(card, offer)) for offer in card.offers]
        parts = [
            "Guten Tag,\n",
            _filled(
                "der „Wegweiser“ zeigt Menschen, die neu in Esslingen sind, auf Telegram und in vielen "
                "Sprachen, wer ihnen weiterhilft. Auch Ihr Haus steht darin. Damit alles richtig bleibt, "
                "fragen wir von Zeit zu Zeit nach: Stimmt das noch?"
            ),
            _filled(
                "Bitte antworten Sie einfach auf diese E-Mail und nennen Sie die Nummern, zum Beispiel: "
                f"{_EXAMPLE} Wenn alles stimmt, genügt „Alles stimmt“."
            ),
            *sections,
            *self._hidden(card),
            _hanging(f"{self._point()}. ", "Fehlt ein Angebot, oder gibt es eines nicht mehr? Was?") + "\n",
            f"Vielen Dank und freundliche Grüße\n{centre}\n",
        ]
        return "\n".join(parts)

    def _hidden(self, card: OrganizationCard) -> Iterator[str]:
        """Offers that readers do not see, so that nobody takes silence for a yes."""
        owner, shown = card.organization, {offer.service.id for offer in card.offers}
        names = [s.name.value for s in owner.services if s.id not in shown and s.status != "defunct"]
        if names:
            asked = f"Das zeigen wir zurzeit nicht: {'; '.join(names)}. Gibt es das (noch)?"
            yield _hanging(f"{self._point()}. ", asked) + "\n"

    def _point(self) -> int:
        self.number += 1
        return self.number

    def _section(self, title: str, assured: date | None, points: list[tuple[str, str]]) -> str:
        known = [(label, text) for label, text in points if text]
        unknown = [label for label, text in points if not text]
        since = f"Zuletzt bestätigt: {day(assured)}" if assured else "Von Ihnen noch nicht bestätigt"
        lines = [textwrap.fill(title, _WIDTH), "-" * min(len(title), _WIDTH), since]
        lines += [_hanging(f"{self._point()}. ", f"{label}: {text}") for label, text in known]
        if unknown:
            asked = f"Das wissen wir noch nicht: {', '.join(unknown)}. Bitte ergänzen, was wichtig ist."
            lines.append(_hanging(f"{self._point()}. ", asked))
        return "\n".join(lines) + "\n"

    def _organization(self, card: OrganizationCard) -> tuple[str, date | None, list[tuple[str, str]]]:
        organization, contact = card.organization, card.contact
        places = [self._place(place) for place in self._places(card)]
        points = [
            ("Name", organization.name),
            ("Kurz gesagt", card.description.text if card.description else ""),
            ("Adresse", "; ".join(places)),
            *self._contact(contact),
            ("Sprachen", self.voice.language_names(organization.languages)),
        ]
        notes = [("Gut zu wissen", note.text) for note in card.notes]
        alert = [("Aktueller Hinweis", card.alert.text)] if card.alert else []
        return organization.name, organization.assured_date, [*points, *notes, *alert]

    def _places(self, card: OrganizationCard) -> Iterator[Location]:
        owner = card.organization
        return (place for place in owner.locations if place.may_be_shown(self.today, owner.confidence))

    def _place(self, place: Location) -> str:
        address = "; ".join(each.line for each in place.addresses)
        return f"{place.name}, {address}" if place.name else address

    def _contact(self, contact: Contact) -> list[tuple[str, str]]:
        return [
            ("Telefon", "; ".join(self._phone(phone) for phone in contact.phones)),
            ("E-Mail", contact.email or ""),
            ("Internetseite", contact.website or ""),
        ]

    def _phone(self, phone: Phone) -> str:
        return f"{phone.number} ({phone.description.value})" if phone.description else phone.number

    def _offer(self, owner: OrganizationCard, offer: Offer) -> tuple[str, date | None, list[tuple[str, str]]]:
        card = offer_card(self.knowledge, offer, datetime.combine(self.today, time(12), BERLIN))
        service = offer.service
        points = [
            ("Was", card.description.text if card.description else ""),
            ("Für wen", card.eligibility.text if card.eligibility else ""),
            ("Kosten", card.fees.text if card.fees else ""),
            ("Mitbringen", "; ".join(document.text for document in card.documents)),
            ("Anmeldung", card.process.text if card.process else ""),
            ("Termin", _APPOINTMENT.get(card.appointment or "", "")),
            ("Zeiten", self._times(service)),
            ("Sprachen", self.voice.language_names(card.languages)),
            ("Ort", self._place(card.contact.location) if card.contact.location else ""),
        ]
        own = [(label, text) for label, text in self._contact(card.contact) if text]
        above = self._contact(owner.contact)
        alert = [("Aktueller Hinweis", text) for text in _own_alert(card)]
        return card.name.text, card.checked, [*points, *(each for each in own if each not in above), *alert]

    def _times(self, service: Service) -> str:
        rows: list[Schedule] = [
            row for row in service.schedules if row.may_be_shown(self.today, service.confidence)
        ]
        return "; ".join(row_words(row, self.voice) for row in rows)


def _own_alert(card: OfferCard) -> list[str]:
    """The hint of an offer; that of its organization stands above already."""
    return [card.alert.text] if card.alert and card.alert.context.startswith(card.offer.ref) else []


def _filled(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False) + "\n"


def _hanging(number: str, text: str) -> str:
    """A numbered point; an address of the web is never broken."""
    return textwrap.fill(
        text, _WIDTH, initial_indent=f"{number:>4}", subsequent_indent=" " * 4,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
