"""The nouns of a talk: what a person does, what is remembered, what is replied, what is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Attachment = Literal["voice", "picture", "place", "contact", "file", "sticker", "unreadable"]


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


@dataclass(frozen=True)
class Conversation:
    """What is remembered of a talk: languages and ids, never a text."""

    chosen: str | None = None
    """the language the person picked"""
    language: str | None = None
    """the language of the last reply"""
    shown: tuple[str, ...] = ()
    """actions that would show again what was last shown"""


Style = Literal["plain", "bold", "link", "phone"]


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
class Message:
    """One message, ready for any channel."""

    language: str
    spans: tuple[Span, ...]
    rows: tuple[tuple[Button, ...], ...] = ()

    @property
    def text(self) -> str:
        """The plain text."""
        return "".join(span.text for span in self.spans)
