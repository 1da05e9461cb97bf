"""What is shown of things people keep: times, reminders, cards, places, events."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from bot.core.cards import Contact, OfferCard, Prose
from bot.core.events import Occurrence
from bot.core.hsds import Location
from bot.core.schedule import Slot


@dataclass(frozen=True)
class Forgotten:
    """What was deleted: whether anything was remembered of the talk, and how many of each."""

    talk: bool
    reminders: int
    topics: int
    questions: int


@dataclass(frozen=True)
class SlotsPage:
    """The next slots of an offer, behind buttons; nothing where its times are not known."""

    card: OfferCard
    asks: bool = False
    """for an appointment, where one or two are chosen"""


@dataclass(frozen=True)
class SlotPage:
    """One slot, and what can be done with it."""

    card: OfferCard
    slot: Slot
    reminded: bool = False


@dataclass(frozen=True)
class ReminderSet:
    """When the person will be reminded; never, where it is too late for that."""

    card: OfferCard
    slot: Slot
    moments: tuple[datetime, ...]


@dataclass(frozen=True)
class ReminderDropped:
    """No reminder any more."""

    card: OfferCard
    slot: Slot


@dataclass(frozen=True)
class RemindersPage:
    """All slots the person is reminded of."""

    kept: tuple[tuple[OfferCard, datetime], ...]


@dataclass(frozen=True)
class ReminderNotice:
    """It is time to remind of a slot."""

    card: OfferCard
    slot: Slot


@dataclass(frozen=True)
class SlotChanged:
    """A slot that somebody kept does not take place."""

    card: OfferCard
    start: datetime


@dataclass(frozen=True)
class CalendarFile:
    """A slot as a file for the calendar."""

    card: OfferCard
    slot: Slot


@dataclass(frozen=True)
class ReferralCard:
    """What to show at the desk: the place, the time, the person's wish in German and in their language."""

    card: OfferCard
    wish: Prose | None
    documents: tuple[Prose, ...] = ()
    printed: bool = False
    """as a picture"""


@dataclass(frozen=True)
class ForFriend:
    """An offer in a few lines to be sent on."""

    card: OfferCard


@dataclass(frozen=True)
class PlacePage:
    """A place on the map."""

    name: str
    location: Location


@dataclass(frozen=True)
class EventCard:
    """One event as a reader may see it, at its next time."""

    occurrence: Occurrence
    name: Prose
    organizer: str
    description: Prose | None = None
    audience: Prose | None = None
    price: Prose | None = None
    registration: Prose | None = None
    contact: Contact = field(default_factory=Contact)


@dataclass(frozen=True)
class EventsPage:
    """What takes place in the next days, behind buttons; of one topic or of all."""

    topic: str
    cards: tuple[EventCard, ...]
    followed: bool
    week: bool = True
    """there are some in the next seven days"""


@dataclass(frozen=True)
class EventPage:
    """One event in full; `news` where the bot tells of it by itself."""

    card: EventCard
    news: bool = False


@dataclass(frozen=True)
class Following:
    """A topic is followed, or no longer; all topics without one."""

    topic: str
    on: bool


KeepingView: TypeAlias = (
    SlotsPage
    | SlotPage
    | ReminderSet
    | ReminderDropped
    | RemindersPage
    | ReminderNotice
    | SlotChanged
    | CalendarFile
    | ReferralCard
    | ForFriend
    | PlacePage
    | EventsPage
    | EventPage
    | Following
    | Forgotten
)
