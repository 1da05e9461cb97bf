"""What the centre knows, and the few questions the conversation asks of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field

from bot.core.checks import Check
from bot.core.events import Event
from bot.core.hsds import Hotline, Id, Organization, Service, ServiceRef, Text
from bot.core.schedule import Closure


class Guide(BaseModel):
    """The short answer to one need: what to know and where to go first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    need: str
    emoji: str
    title: str = Field(min_length=1, max_length=60)
    wish: str | None = Field(None, min_length=1, max_length=160)
    """what somebody with this need says at the desk"""
    sentences: tuple[Text, ...] = ()
    bring: tuple[Text, ...] = ()
    more: tuple[Text, ...] = ()
    services: tuple[ServiceRef, ...] = ()
    hotlines: tuple[Id, ...] = ()


class Topic(BaseModel):
    """A group of needs as people see it in the menu."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    emoji: str
    title: str = Field(min_length=1, max_length=40)


class Source(BaseModel):
    """Where a fact was read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str
    url: str | None = None
    date: str | None = None


@dataclass(frozen=True, eq=False)
class Offer:
    """A service together with the organization that runs it."""

    organization: Organization
    service: Service

    @cached_property
    def ref(self) -> str:
        """`organization/service`, the id of an offer."""
        return f"{self.organization.id}/{self.service.id}"

    def may_be_shown(self, on: date) -> bool:
        """Whether a reader may see this offer on a day."""
        alive = "active" in (self.organization.status, self.service.status) and not (
            {"defunct", "inactive"} & {self.organization.status, self.service.status}
        )
        return alive and self.organization.may_be_shown(on) and self.service.may_be_shown(on)


@dataclass(frozen=True, eq=False)  # one is only itself, so what follows from it can be kept
class Knowledge:
    """All of `knowledge/`, checked: every id that is named exists."""

    organizations: Mapping[str, Organization]
    guides: Mapping[str, Guide]
    hotlines: Mapping[str, Hotline]
    topics: Mapping[str, Topic]
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """topic -> its needs, in the order of the menu"""
    closures: tuple[Closure, ...] = ()
    checks: Mapping[str, Check] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    recordings: frozenset[tuple[str, str]] = frozenset()
    """(language, need) of the answers that have been recorded"""

    @cached_property
    def offers(self) -> Mapping[str, Offer]:
        """Every offer by its ref."""
        pairs = (Offer(o, s) for o in self.organizations.values() for s in o.services)
        return {offer.ref: offer for offer in pairs}

    @cached_property
    def all_needs(self) -> tuple[str, ...]:
        """The ids of all needs."""
        return tuple(need for group in self.needs.values() for need in group)

    def checks_for(self, need: str) -> tuple[str, ...]:
        """The guided checks that help with a need."""
        return tuple(check.id for check in self.checks.values() if need in check.needs)

    def offers_for(self, need: str, on: date) -> list[Offer]:
        """The offers that serve a need and may be shown: those the guide names first, in its order."""
        return [offer for offer in self._ordered(need) if offer.may_be_shown(on)]

    def _ordered(self, need: str) -> Iterator[Offer]:
        named = self.guides[need].services if need in self.guides else ()
        yield from (self.offers[ref] for ref in named)
        yield from (o for ref, o in self.offers.items() if need in o.service.needs and ref not in named)
