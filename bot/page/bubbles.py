"""Messages as the phone shows them: lines in their own direction, what is attached in a labelled box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from bot.channels.telegram_sending import html
from bot.core.conversation import Attached, Button, CalendarEntry, Message, PrintedCard, Span, Venue
from bot.core.schedule import BERLIN

_SCHEMES = ("https://", "http://", "tel:", "mailto:")


@dataclass(frozen=True)
class Box:
    """Something attached: what it is, and the lines that stand in it."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Bubble:
    """One message, ready for the page."""

    language: str
    direction: str
    lines: tuple[Markup, ...]
    rows: tuple[tuple[Button, ...], ...]
    box: Box | None


def bubble(message: Message, *, right_to_left: bool) -> Bubble:
    """A message as the phone shows it."""
    return Bubble(
        message.language.partition("_")[0],
        "rtl" if right_to_left else "ltr",
        tuple(_line(line) for line in _lines(message.spans)),
        tuple(row for row in message.rows if row),
        _box(message.attached) if message.attached else None,
    )


def _lines(spans: Iterable[Span]) -> Iterator[tuple[Span, ...]]:
    line: list[Span] = []
    for span in spans:
        if span.text == "\n":
            yield tuple(line)
            line = []
        else:
            line.append(span)
    if line:
        yield tuple(line)


def _line(spans: tuple[Span, ...]) -> Markup:
    """Escaped by the same hand as for Telegram; what a link opens, opens beside the desk."""
    safe = tuple(
        span if not span.target or span.target.startswith(_SCHEMES) else Span(span.text) for span in spans
    )
    written = html(safe).replace('<a href="', '<a target="_blank" rel="noreferrer" href="')
    return Markup(written)  # noqa: S704 - escaped above


def _box(extra: Attached) -> Box:
    if isinstance(extra, Venue):
        return Box("📍 Ort auf der Karte", (extra.title, extra.address))
    if isinstance(extra, CalendarEntry):
        start, end = extra.start.astimezone(BERLIN), extra.end.astimezone(BERLIN)
        when = f"{start:%d.%m.%Y, %H:%M} bis {end:%H:%M} Uhr"
        return Box("📅 Termin für den Kalender (Datei)", (extra.title, when, extra.place))
    if isinstance(extra, PrintedCard):
        return Box("🖼 Karte zum Vorzeigen (Bild)", (extra.title, *extra.german, *extra.own))
    return Box("🔊 Aufnahme zum Anhören", (extra.path,))
