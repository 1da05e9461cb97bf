"""The entries of `knowledge/` in the words of HSDS 3: organizations, services, locations, phones.

A fact is either plain text, then it shares source and confidence with the entry it stands in,
or a mapping with `value` and its own source and confidence. Whether a fact may be shown is asked
with a date and the confidence it inherits, see `Provenance.may_be_shown`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot.core.provenance import Confidence, Provenance
from bot.core.schedule import Schedule

_WEB_PAGE = re.compile(r"https?://(?!https?:)[^\s/.?#,<>]+(?:\.[^\s/.?#,<>]+)+(?:[/?#:][^\s<>]*)?")
_SCHEME = re.compile(r"^<?(?:[a-z]{2,6}:[/\\]*|[htps]{3,6}/{2,})?(?:https?:/*)?", re.IGNORECASE)
_EMAIL = re.compile(r"(?:mailto:)?[^\s@/]+@[^\s@/]+\.[a-z]+")
Status = Literal["active", "inactive", "defunct", "temporarily closed"]
Appointment = Literal["none", "possible", "required"]
Attribute = Literal[
    "women",
    "children",
    "free",
    "evening",
    "weekend",
    "online",
    "beginner",
    "a1",
    "a2",
    "b1",
    "b2",
    "c1",
    "c2",
]
"""what is wished of an offer and can be said of it with yes"""
Group = Literal["centre", "house", "city_service", "cooperation_partner", "city_department", "further_body"]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
ServiceRef = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]+/[a-z][a-z0-9_]+$")]
Code = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


class Entry(Provenance):
    """Anything in `knowledge/` that says where it comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(Entry):
    """One statement, with its own source and confidence if they differ from its entry's."""

    value: str = Field(min_length=1, max_length=600)


def _as_mapping(value: Any) -> Any:
    return {"value": value} if isinstance(value, str) else value


def _is_web_page(fact: Fact) -> Fact:
    page = fact.value
    if _WEB_PAGE.fullmatch(page):
        return fact
    if page.startswith(("https://", "http://")) and re.search(r"\s", page):
        raise ValueError(f"in der Internetadresse „{page}“ steht ein Leerzeichen. {_page_meant(page)}.")
    raise ValueError(f"„{page}“ ist keine Internetadresse. {_page_meant(page)}.")


def _page_meant(page: str) -> str:
    """How the address of a web page is written right, if that can be told."""
    if _EMAIL.fullmatch(page):
        return "Bitte unter „email“ eintragen"
    if page.count("://") > 1 and re.search(r"\s", page):
        return "Bitte nur eine Adresse schreiben"
    meant = f"https://{_SCHEME.sub('', ''.join(page.split())).rstrip('.,;>')}"
    if _WEB_PAGE.fullmatch(meant):
        return f"Bitte so schreiben: {meant}"
    return "Bitte mit https:// beginnen, zum Beispiel https://www.esslingen.de"


Text = Annotated[Fact, BeforeValidator(_as_mapping)]
WebPage = Annotated[Text, AfterValidator(_is_web_page)]


class Phone(Entry):
    """A number a person may ring."""

    number: str = Field(pattern=r"^\+?[0-9][0-9 /-]+$")
    type: Literal["voice", "text", "fax", "cell"] = "voice"
    description: Text | None = None
    languages: tuple[Code, ...] = ()


class Address(BaseModel):
    """A postal address; street and number stand in `address_1`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    address_1: str = Field(min_length=1)
    address_2: str | None = None
    postal_code: str | None = Field(None, pattern=r"^[0-9]{5}$")
    city: str = Field(min_length=1)
    state_province: str = "BW"
    country: str = "DE"

    @property
    def line(self) -> str:
        """The address in one line, as it stands on an envelope."""
        city = f"{self.postal_code} {self.city}" if self.postal_code else self.city
        return ", ".join(part for part in (self.address_1, self.address_2, city) if part)


class Location(Entry):
    """A place people go to."""

    id: Id
    name: str | None = None
    description: Text | None = None
    addresses: tuple[Address, ...] = Field(min_length=1)
    transportation: Text | None = None
    accessibility: tuple[Text, ...] = ()
    latitude: float | None = Field(None, ge=-90, le=90)
    longitude: float | None = Field(None, ge=-180, le=180)


class Service(Entry):
    """One offer of one organization."""

    id: Id
    needs: tuple[str, ...] = Field(min_length=1)
    attributes: tuple[Attribute, ...] = ()
    name: Text
    alternate_name: str | None = None
    description: Text | None = None
    eligibility_description: Text | None = None
    minimum_age: int | None = Field(None, ge=0, le=120)
    maximum_age: int | None = Field(None, ge=0, le=120)
    fees_description: Text | None = None
    application_process: Text | None = None
    appointment: Appointment | None = None
    required_documents: tuple[Text, ...] = ()
    languages: tuple[Code, ...] = ()
    interpretation_services: Text | None = None
    phones: tuple[Phone, ...] = ()
    email: Text | None = None
    url: WebPage | None = None
    locations: tuple[Id, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    status: Status = "active"
    alert: Text | None = None
    tests: tuple[str, ...] = ()
    """what newcomers write that must lead here, in any language; shown to nobody"""


class Organization(Entry):
    """A body that offers services; one file in `knowledge/organizations/`."""

    id: Id
    name: str = Field(min_length=1, max_length=120)
    alternate_name: tuple[str, ...] = ()
    groups: tuple[Group, ...] = Field(min_length=1)
    description: Text
    legal_status: str | None = None
    parent_organization_id: Id | None = None
    needs: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    email: Text | None = None
    website: WebPage | None = None
    languages: tuple[Code, ...] = ()
    locations: tuple[Location, ...] = ()
    services: tuple[Service, ...] = ()
    status: Status = "active"
    alert: Text | None = None
    notes: tuple[Text, ...] = ()


class Hotline(Entry):
    """A number that helps nationwide; its hours vanish after `hours_recheck_by`, the number stays."""

    id: Id
    name: Text
    number: str = Field(pattern=r"^\+?[0-9][0-9 ]+$")
    hours: Text | None = None
    schedules: tuple[Schedule, ...] = ()
    hours_recheck_by: date | None = None
    languages: tuple[Code, ...] = ()
    needs: tuple[str, ...] = Field(min_length=1)


def shown(facts: Iterable[Fact], on: date, inherited: Confidence | None) -> list[Fact]:
    """The facts that may be shown on a day."""
    return [fact for fact in facts if fact.may_be_shown(on, inherited)]
