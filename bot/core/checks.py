"""Guided checks: a small decision tree that ends in what to do, or a list to tick off.

Where somebody stands is the numbers of the options taken, one sign each: "213" is option 2, then 1, then 3.
So a button holds the whole way, and nothing has to be remembered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.core.hsds import Fact, Id, ServiceRef, Text

DEPTH = 5
"""questions on any way at most"""
SIGNS = "123456789"
Audience = Literal["employer", "landlord", "helper", "newcomer"]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,39}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Line(Fact):
    """A statement; with `when` only for those who took one of these options."""

    when: tuple[Name, ...] = ()


class Option(_Strict):
    """One answer to a question, and where it leads."""

    id: Name
    label: str = Field(min_length=1, max_length=55)
    says: tuple[str, ...] = ()
    """other words people write for it"""
    to: Name
    when: tuple[Name, ...] = ()


class Step(_Strict):
    """One question."""

    question: str = Field(min_length=1, max_length=160)
    hint: Text | None = None
    options: tuple[Option, ...] = Field(min_length=1, max_length=len(SIGNS))


class Result(_Strict):
    """Where a way ends."""

    title: str = Field(min_length=1, max_length=80)
    lines: tuple[Line, ...] = Field(min_length=1)
    documents: tuple[Line, ...] = ()
    services: tuple[ServiceRef, ...] = ()
    hotlines: tuple[Id, ...] = ()
    needs: tuple[str, ...] = ()
    handover: bool = True
    """whether the team, which is an office of the city, is offered; not to people without papers"""


class Item(Fact):
    """One thing to tick off, and the answer that says more."""

    id: Name
    need: str | None = None


class Check(_Strict):
    """One file of `knowledge/checks/`: questions that lead to results, or items to tick off."""

    id: Id
    audience: Audience
    emoji: str
    title: str = Field(min_length=1, max_length=55)
    needs: tuple[str, ...] = ()
    start: Name | None = None
    steps: Mapping[str, Step] = {}
    results: Mapping[str, Result] = {}
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where somebody stands in a check."""

    check: Check
    way: str
    name: str
    """of the step or the result"""
    taken: frozenset[str]
    """ids of the options taken"""

    @property
    def step(self) -> Step | None:
        """The question that is open, or None at a result."""
        return self.check.steps.get(self.name)

    @property
    def result(self) -> Result | None:
        """The result, or None while a question is open."""
        return self.check.results.get(self.name)

    @property
    def options(self) -> tuple[tuple[str, Option], ...]:
        """The options that are open here, each with its sign."""
        step = self.step
        numbered = zip(SIGNS, step.options, strict=False) if step else ()
        return tuple((sign, option) for sign, option in numbered if applies(option.when, self.taken))


def applies(when: tuple[str, ...], taken: frozenset[str]) -> bool:
    """Whether something is meant for somebody who took these options."""
    return not when or bool(taken.intersection(when))


def walk(check: Check, way: str) -> Place | None:
    """Go a way from the start; None if there is no such way (any more)."""
    place = Place(check, "", check.start or "", frozenset())
    for sign in way:
        option = dict(place.options).get(sign)
        if option is None:
            return None
        place = Place(check, place.way + sign, option.to, place.taken | {option.id})
    return place if place.step or place.result else None
