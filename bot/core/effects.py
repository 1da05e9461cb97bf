"""What a turn changes beyond the talk: said by the core, done by the assistant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

CountKind = Literal[
    "wish",
    "helped",
    "useless",
    "need",
    "asked_back",
    "not_understood",
    "followed",
    "check",
    "shown",
    "talk",
    "opened",
]
NoticeKind = Literal["wrong", "proposal"]


@dataclass(frozen=True)
class Count:
    """One more of something, by month and language; nobody stands behind it."""

    kind: CountKind
    subject: str
    """a need, a language, an action, an offer that was shown; nothing for a talk that begins"""


@dataclass(frozen=True)
class SetReminder:
    """Remind of a slot; `start` is aware."""

    offer: str
    start: datetime


@dataclass(frozen=True)
class DropReminder:
    """Do not remind of a slot."""

    offer: str
    start: datetime


@dataclass(frozen=True)
class Follow:
    """Announce the events of a topic."""

    topic: str


@dataclass(frozen=True)
class Unfollow:
    """Announce them no longer; without a topic none at all."""

    topic: str = ""


@dataclass(frozen=True)
class OpenCase:
    """Hand a question over to the team, with the person's consent."""

    subject: str
    """a need, an offer, or nothing"""
    text: str
    slots: tuple[datetime, ...] = ()
    """aware; wished for an appointment"""


@dataclass(frozen=True)
class WriteToCase:
    """The person writes back in the open case."""

    text: str


@dataclass(frozen=True)
class EndCase:
    """The person closes the open case."""


@dataclass(frozen=True)
class TellWrong:
    """Something is wrong with an entry."""

    subject: str
    """an offer or an organization"""
    detail: str


@dataclass(frozen=True)
class Propose:
    """A partner proposes an offer, in words that were shown and agreed to."""

    text: str


Effect: TypeAlias = (
    Count
    | SetReminder
    | DropReminder
    | Follow
    | Unfollow
    | OpenCase
    | WriteToCase
    | EndCase
    | TellWrong
    | Propose
)
