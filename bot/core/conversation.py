"""The nouns of a talk: what a person does, what is remembered, what is replied, what is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

Attachment = Literal["voice", "picture", "place", "contact", "file", "sticker", "unreadable"]
SILENCE = timedelta(minutes=30)
"""after so long a silence a new message has nothing to do with the last"""


@dataclass(frozen=True)
class Turn:
    """One thing a person does: writes a text, presses a button (its action), or sends something else."""

    person: str
    at: datetime
    """aware"""
    text: str = ""
    action: str = ""
    attachment: Attachment | None = None
    phone_language: str | None = None
    question: str = ""
    """the person's own words, above the button that was pressed"""
    replies_to: str = ""
    """the message, as the channel names it, that a text answers"""
    in_case: bool = False
    """whether that message came from the team"""


@dataclass(frozen=True)
class Conversation:
    """What is remembered of a talk: languages and ids, never a text."""

    chosen: str | None = None
    """the language, or the style of one, that the person picked"""
    language: str | None = None
    """the language of the last reply"""
    shown: tuple[str, ...] = ()
    """actions that would show again what was last shown"""
    listed: tuple[str, ...] = ()
    """the offers that were last shown or listed, in their order: actions"""
    need: str = ""
    """the need that is talked about"""
    near: tuple[str, ...] = ()
    """needs that were near to the last question, but not answered"""
    wishes: tuple[str, ...] = ()
    """what an offer was last wished to be: "evening", "lang:ar" """
    awaiting: str = ""
    """the action that the next text completes"""
    ticked: tuple[str, ...] = ()
    """what is done of a checklist: `first_weeks/register`"""
    seen_at: datetime | None = None
    """aware; when the person last did something"""

    def at(self, now: datetime) -> Conversation:
        """What is still remembered at a moment: after a long silence only languages and checklists."""
        if self.seen_at is None or now - self.seen_at <= SILENCE:
            return self
        return Conversation(self.chosen, self.language, ticked=self.ticked)


@dataclass(frozen=True)
class Holdings:
    """What a person has asked for beyond the talk; loaded only for a turn that may show or change it."""

    reminders: tuple[str, ...] = ()
    """`organization/service@2026-12-01T14:00`, the next first"""
    topics: tuple[str, ...] = ()
    """topics whose events are announced to the person"""
    case: int | None = None
    """the number of the open case"""
    questions: int = 0
    """how many questions to the team are kept, open and closed ones"""


Style = Literal["plain", "bold", "link", "phone", "quote"]


@dataclass(frozen=True)
class Span:
    """A stretch of text in one style; a link or a phone number names its target."""

    text: str
    style: Style = "plain"
    target: str = ""


@dataclass(frozen=True)
class Button:
    """Something to press: it either does an action of ours or opens a web page."""

    label: str
    action: str
    url: str = ""


@dataclass(frozen=True)
class Venue:
    """A place on the map; degrees."""

    title: str
    address: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class CalendarEntry:
    """One slot for a calendar; start and end are aware, in Europe/Berlin."""

    uid: str
    title: str
    start: datetime
    end: datetime
    place: str
    note: str


@dataclass(frozen=True)
class PrintedCard:
    """A card to be drawn: German lines and those of the reader, and what its QR code opens."""

    title: str
    german: tuple[str, ...]
    own: tuple[str, ...]
    right_to_left: bool
    link: str


@dataclass(frozen=True)
class Recording:
    """A voice file: where it lies under `knowledge/audio`."""

    path: str


Attached: TypeAlias = Venue | CalendarEntry | PrintedCard | Recording


@dataclass(frozen=True)
class Message:
    """One message, ready for any channel."""

    language: str
    spans: tuple[Span, ...]
    rows: tuple[tuple[Button, ...], ...] = ()
    attached: Attached | None = None
    """what is sent along; the text then stands below it"""
    quotes: bool = False
    """whether it is shown as an answer to the question, so that the question can be passed on"""

    @property
    def text(self) -> str:
        """The plain text."""
        return "".join(span.text for span in self.spans)
