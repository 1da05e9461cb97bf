"""What is shown where the bot asks on: guided checks, feedback, handing over to a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from bot.core.cards import OfferCard, Prose
from bot.core.checks import Check, Place
from bot.core.hsds import Hotline
from bot.core.knowledge import Source


@dataclass(frozen=True)
class AspectAnswer:
    """One side of the offer that was shown last: where, when, how much."""

    aspects: tuple[str, ...]
    card: OfferCard
    bring: tuple[Prose, ...] = ()


@dataclass(frozen=True)
class CheckStep:
    """A question of a guided check, its options behind buttons."""

    place: Place
    again: bool = False
    """the person wrote something that is none of the options"""


@dataclass(frozen=True)
class CheckResult:
    """Where a guided check ends: only what may be shown today."""

    place: Place
    lines: tuple[Prose, ...]
    documents: tuple[Prose, ...]
    cards: tuple[OfferCard, ...]
    hotlines: tuple[Hotline, ...]
    sources: tuple[tuple[str, Source], ...]
    """id and source of what is said"""


@dataclass(frozen=True)
class Checklist:
    """A list to tick off."""

    check: Check
    items: tuple[tuple[str, Prose, bool], ...]
    """id, text, whether it is done"""


@dataclass(frozen=True)
class ChecksPage:
    """The guided checks for one group of people, behind buttons."""


@dataclass(frozen=True)
class Feedback:
    """Thanks for a yes; the nearest other needs and a person after a no."""

    helped: bool


@dataclass(frozen=True)
class TalkConsent:
    """What the team would see; nothing is passed on before the person agrees."""

    subject: str
    language: str
    text: str
    slots: tuple[datetime, ...] = ()
    card: OfferCard | None = None


@dataclass(frozen=True)
class TalkPage:
    """A page about talking to the team."""

    name: Literal["ask", "sent", "write", "written", "ended", "nothing_open"]


@dataclass(frozen=True)
class TellPage:
    """A page about telling the centre of a mistake, or of an offer."""

    name: Literal["ask", "told", "propose", "proposed"]
    subject: Prose | str | None = None
    """what it is about; a plain text is a name, the same in every language"""
    team: bool = False
    """whether what is right can be written to somebody"""


@dataclass(frozen=True)
class ProposalConsent:
    """The offer that would be sent; nothing is passed on before the person agrees."""

    text: str


@dataclass(frozen=True)
class StaffAnswer:
    """What somebody of the team wrote to the person, or that the team has closed the case."""

    text: str


AskingView: TypeAlias = (
    AspectAnswer
    | CheckStep
    | CheckResult
    | Checklist
    | ChecksPage
    | Feedback
    | TalkConsent
    | TalkPage
    | TellPage
    | ProposalConsent
    | StaffAnswer
)
