"""The parts of an HSDS organization that hang on several others: texts, languages, phones, places."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.core.cards import Prose, prose_of
from bot.core.hsds import Address, Fact, Location, Organization, Phone, shown
from bot.core.provenance import Confidence
from bot.core.voice import Voice
from bot.desk.hsds.ids import uuid_of

Entry = dict[str, Any]
_MAY_BE_EMPTY = ("description", "postal_code")


class Parts:
    """Makes the parts that may be shown on a day, in one language."""

    def __init__(self, voice: Voice, today: date) -> None:
        self.voice, self.today = voice, today

    def location(self, body: Organization, place: Location) -> Entry:
        """A place of an organization."""
        own, trust = uuid_of("location", body.id, place.id), place.confidence or body.confidence
        context = f"{place.id}/access"
        access = [self.said(context, fact.value) for fact in shown(place.accessibility, self.today, trust)]
        return filled(
            id=own,
            location_type="physical",
            organization_id=uuid_of("organization", body.id),
            name=place.name,
            description=self.text(prose_of(f"{place.id}/remark", place.description, self.today, trust)),
            transportation=self.text(prose_of(context, place.transportation, self.today, trust)),
            latitude=place.latitude,
            longitude=place.longitude,
            addresses=[_address(own, address) for address in place.addresses],
            accessibility=[
                {"id": uuid_of("accessibility", own, fact.value), "location_id": own, "description": text}
                for fact, text in zip(shown(place.accessibility, self.today, trust), access, strict=True)
            ],
        )

    def phones(self, body: Organization, phones: Iterable[Phone], **owner: str) -> list[Entry]:
        """The numbers that may be shown, with the languages spoken there."""
        found = []
        for phone in phones:
            if phone.may_be_shown(self.today, body.confidence):
                own = uuid_of("phone", *owner.values(), phone.type, phone.number)
                trust = phone.confidence or body.confidence
                remark = prose_of(f"{body.id}/remark", phone.description, self.today, trust)
                languages = self.languages(phone.languages, phone_id=own)
                found.append(
                    filled(
                        id=own,
                        **owner,
                        number=phone.number,
                        type=phone.type,
                        description=self.text(remark),
                        languages=languages,
                    )
                )
        return found

    def languages(self, codes: Iterable[str], **owner: str) -> list[Entry]:
        """Languages by their code, named in the language of the export."""
        names = self.voice.locale.languages
        return [
            {
                "id": uuid_of("language", *owner.values(), code),
                **owner,
                "name": names.get(code, code),
                "code": code,
            }
            for code in dict.fromkeys(codes)
        ]

    def plain(self, fact: Fact | None, trust: Confidence | None) -> str | None:
        """A fact that is no text of any language, if it may be shown."""
        return fact.value if fact and fact.may_be_shown(self.today, trust) else None

    def text(self, prose: Prose | None) -> str | None:
        """A text in the language of the export, else in German."""
        return self.said(prose.context, prose.text) if prose else None

    def said(self, context: str, german: str) -> str:
        """A text filed under a context in the language of the export, else in German."""
        return self.voice.translated(context, german)[0]


def _address(owner: str, address: Address) -> Entry:
    return filled(
        id=uuid_of("address", owner, address.line),
        location_id=owner,
        address_1=address.address_1,
        address_2=address.address_2,
        city=address.city,
        state_province=address.state_province,
        postal_code=address.postal_code or "",
        country=address.country,
        address_type="physical",
    )


def filled(**fields: Any) -> Entry:
    """Only what is there; of empty texts, those that HSDS requires."""
    return {
        key: value
        for key, value in fields.items()
        if value not in (None, "", []) or (value == "" and key in _MAY_BE_EMPTY)
    }
