"""What the bot replies, before it is put into words: ids and facts, no sentence in any language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.core.asking import AskingView
from bot.core.cards import Contact, OfferCard, OrganizationCard, Prose
from bot.core.effects import Effect
from bot.core.hsds import Hotline
from bot.core.keeping import KeepingView
from bot.core.understanding import Understanding

PageName = Literal[
    "start",
    "topics",
    "partners",
    "languages",
    "language_set",
    "foreign",
    "help",
    "privacy",
    "in_group",
    "voice",
    "picture",
    "place",
    "contact",
    "file",
    "sticker",
    "unreadable",
    "gone",
    "done",
    "cancelled",
    "press",
    "event_over",
    "trouble",
    "too_fast",
]
Rows: TypeAlias = tuple[tuple[str, ...], ...]
"""rows of buttons, each button given by its action"""


@dataclass(frozen=True)
class NeedAnswer:
    """The short answer to a need and the offer to go to first."""

    need: str
    title: Prose
    emoji: str
    lines: tuple[Prose, ...]
    bring: tuple[Prose, ...] = ()
    card: OfferCard | None = None
    hotlines: tuple[Hotline, ...] = ()
    met: tuple[str, ...] = ()
    """what was wished for and the offer has"""
    unmet: tuple[str, ...] = ()
    """what was wished for and no offer has together with the rest"""
    speaks: str | None = None
    """the reader's language, where it is spoken at the counter"""


@dataclass(frozen=True)
class DangerAnswer:
    """The fixed answer where somebody is in danger; `quiet` for violence at home: no place, no trace."""

    need: str
    title: Prose
    emoji: str
    lines: tuple[Prose, ...]
    hotlines: tuple[Hotline, ...]
    quiet: bool


@dataclass(frozen=True)
class MoreAnswer:
    """What else is good to know about a need."""

    title: Prose
    emoji: str
    lines: tuple[Prose, ...]
    bring: tuple[Prose, ...]
    hotlines: tuple[Hotline, ...]


@dataclass(frozen=True)
class OfferAnswer:
    """One offer in full; without its place but with helplines where the person may be watched."""

    card: OfferCard
    quiet: bool = False
    hotlines: tuple[Hotline, ...] = ()


@dataclass(frozen=True)
class OrganizationAnswer:
    """One organization, the offer whose times are known, all its offers behind buttons."""

    card: OrganizationCard
    first: OfferCard | None = None
    hotlines: tuple[Hotline, ...] = ()


@dataclass(frozen=True)
class AskBack:
    """Two or three needs are near: which one is meant?"""

    about: Literal["need", "training", "no_money"] = "need"


@dataclass(frozen=True)
class NotUnderstood:
    """An honest no, with the nearest needs if any are near."""

    near: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A page of the bot itself."""

    name: PageName


@dataclass(frozen=True)
class Wished:
    """A wish for a language has been counted; its code where it is known."""

    language: str


@dataclass(frozen=True)
class Heard:
    """The recorded answer to a need."""

    recorded: str
    language: str


@dataclass(frozen=True)
class TopicPage:
    """The needs of one topic, behind buttons."""

    topic: str


@dataclass(frozen=True)
class PartnerPage:
    """The organizations of one group or one topic, behind buttons."""

    name: str


View: TypeAlias = (
    NeedAnswer
    | DangerAnswer
    | MoreAnswer
    | OfferAnswer
    | OrganizationAnswer
    | AskBack
    | NotUnderstood
    | Page
    | Wished
    | Heard
    | TopicPage
    | PartnerPage
    | KeepingView
    | AskingView
)


@dataclass(frozen=True)
class Screen:
    """One message to be: what it shows, and the buttons below it."""

    view: View
    rows: Rows = ()


LAST: Rows = (("topics", "partners"),)
"""the buttons that end a message: there is always a way on"""


def in_rows(actions: Sequence[str], width: int) -> Rows:
    """Buttons side by side, as many as fit."""
    return tuple(tuple(actions[at : at + width]) for at in range(0, len(actions), width))


@dataclass(frozen=True)
class Reply:
    """All that is said in one turn, in one language, and what it was understood from."""

    screens: tuple[Screen, ...]
    language: str
    desk: Contact
    """where to ask when nothing else is known: the house of the centre"""
    understood: Understanding | None = None
    also: str | None = None
    """a second language, for somebody whose own is none of ours and whose phone tells nothing"""
    effects: tuple[Effect, ...] = ()
    """what is to be done beyond saying something"""


@dataclass(frozen=True)
class Step:
    """What a turn leads to: what is shown, what is done, what the next text would complete."""

    screens: tuple[Screen, ...]
    effects: tuple[Effect, ...] = ()
    awaiting: str = ""
