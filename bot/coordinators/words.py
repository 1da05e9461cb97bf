"""What coordinators read on the phone: German, one message, buttons that ask before they change anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from babel.dates import format_date

from bot.core.conversation import Button, Message, Span
from bot.core.voice import Voice
from bot.core.writer import Writer, bold

PRESS, SURE = "desk:", "desk!"
"""how the actions of these buttons begin: those that ask, and those that do"""
DETAILS = {
    "phone": "Telefon oder E-Mail",
    "address": "Adresse",
    "hours": "Öffnungszeiten",
    "price": "Preis",
    "closed": "gibt es nicht mehr",
    "other": "etwas anderes",
}
HELP = (
    "/stand – Zahlen der Woche",
    "/luecken – was Menschen vergeblich fragten",
    "/pruefen – Angaben bestätigen",
    "/schliessen vhs 24.12.-2.1. – eine Einrichtung ist zu",
    "/hinweis vhs bis 15.12. Der Kurs fällt aus. – ein Hinweis bei einem Angebot",
)

Rows = Iterable[tuple[tuple[str, str], ...]]
"""rows of (label, action)"""


def day_of(day: date) -> str:
    """`Montag, 30. November 2026`"""
    return format_date(day, "full", locale="de")


def span_of(first: date, last: date) -> str:
    """One day, or from one to another."""
    return day_of(first) if first == last else f"{day_of(first)} bis {day_of(last)}"


class Words:
    """Puts messages together."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def said(self, first: str, *lines: str | Span, rows: Rows = ()) -> Message:
        """A line that stands out, others below it, and buttons."""
        writer = Writer(self._voice)
        writer.line(bold(first))
        for line in lines:
            if line:
                writer.line(line)
        buttons = tuple(tuple(Button(label[:60], action) for label, action in row) for row in rows)
        return Message("de", writer.spans(), buttons)

    def sure(self, question: str, name: str, *lines: str | Span) -> Message:
        """Ask before something is changed; `name` is the action without its beginning."""
        rows = ((("✅ Ja", f"{SURE}{name}"), ("✖️ Abbrechen", f"{PRESS}cancel")),)
        return self.said(question, *lines, rows=rows)

    def figures(self, now: Mapping[tuple[str, str], int], before: Mapping[tuple[str, str], int]) -> list[str]:
        """The figures of a week beside those of the week before."""
        return [
            f"{label}: {_total(now, kinds)} (Vorwoche: {_total(before, kinds)})"
            for label, kinds in _FIGURES.items()
        ]


_FIGURES = {
    "💬 Gespräche": ("talk",),
    "✅ beantwortet": ("need",),
    "👆 per Taste geöffnet": ("opened",),
    "❔ nachgefragt": ("asked_back",),
    "🤷 nicht verstanden": ("not_understood",),
    "👍 hat geholfen": ("helped",),
    "👎 hat nicht geholfen": ("useless",),
    "➡️ weitergegangen (Karte, Kalender, Team …)": ("followed",),
}


def _total(counted: Mapping[tuple[str, str], int], kinds: tuple[str, ...]) -> int:
    return sum(number for (kind, _), number in counted.items() if kind in kinds)
