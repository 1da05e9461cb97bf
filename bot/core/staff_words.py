"""What the team reads in its group, in German: the people of the centre speak it, whoever they help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.conversation import Message, Span
from bot.core.schedule import BERLIN
from bot.core.wording import Vocabulary
from bot.core.writer import Writer, bold

_TOLD, _LONGEST = 5, 400
"""problems that are told, characters of each"""


class _Case(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def language(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def slots(self) -> tuple[datetime, ...]: ...
    @property
    def opened_at(self) -> datetime: ...
    @property
    def waiting_since(self) -> datetime | None: ...


class _Entry(Protocol):
    @property
    def author(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def at(self) -> datetime: ...


class StaffWords:
    """Writes messages to the group."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def opened(self, case: _Case, text: str) -> Message:
        """A new case."""
        writer = self._writer()
        writer.line("🆕 ", bold(f"Fall {case.number}"), " · ", self._topic(case))
        writer.line("🌐 Sprache: ", self._language(case))
        if case.slots:
            writer.line("📅 Terminwunsch: ", " oder ".join(map(self._moment, case.slots)))
        if text:
            writer.line(Span(text, "quote"))
        writer.line(
            "Antworten: auf diese Nachricht antworten. /language zeigt die Antwort des Bots, /close schließt."
        )
        return self._message(writer)

    def wrote(self, case: _Case, text: str) -> Message:
        """The person has written back."""
        writer = self._writer()
        writer.line("💬 ", bold(f"Fall {case.number}"), ": die Person schreibt")
        writer.line(Span(text, "quote"))
        return self._message(writer)

    def overdue(self, case: _Case) -> Message:
        """Nobody has answered for two working days."""
        since = self._moment(case.waiting_since or case.opened_at)
        return self._said(
            "⏰ ", f"Fall {case.number} wartet seit {since} auf eine Antwort.", self._topic(case)
        )

    def ended(self, case: _Case) -> Message:
        """The person has closed the case."""
        return self._said("✅ ", f"Fall {case.number}: die Person braucht keine Hilfe mehr.")

    def closed(self, case: _Case) -> Message:
        """The team has closed the case."""
        return self._said(
            "✅ ", f"Fall {case.number} ist geschlossen.", "Die Texte werden in 30 Tagen gelöscht."
        )

    def closed_already(self, case: _Case) -> Message:
        """An answer to a case that is closed."""
        return self._said(
            "ℹ️ ", f"Fall {case.number} ist schon geschlossen.", "Die Nachricht wurde nicht gesendet."
        )

    def passed_on(self, case: _Case) -> Message:
        """An answer goes to the person."""
        return self._said("📨 ", f"Fall {case.number}: Ihre Antwort geht an die Person.")

    def no_case(self) -> Message:
        """A command or reply that belongs to no case."""
        return self._said(
            "ℹ️ ",
            "Dazu gibt es keinen Fall.",
            "Bitte auf eine Nachricht des Bots antworten oder /case 12 schreiben.",
        )

    def language(self, case: _Case) -> Message:
        """Which language the person speaks."""
        return self._said(
            "🌐 ",
            f"Fall {case.number}: {self._language(case)}",
            "Das sagt der Bot dazu auf Deutsch:" if case.subject else "",
        )

    def overview(self, cases: Iterable[_Case]) -> Message:
        """All open cases."""
        writer = self._writer()
        cases = list(cases)
        writer.line("🗂 ", bold("Offene Fälle" if cases else "Kein Fall ist offen."))
        for case in cases:
            waits = " · ⏳ wartet auf Antwort" if case.waiting_since else ""
            writer.line(f"{case.number} · ", self._topic(case), f" · {self._language(case)}{waits}")
        return self._message(writer)

    def history(self, case: _Case, entries: Iterable[_Entry]) -> Message:
        """All texts of a case."""
        writer = self._writer()
        writer.line("🗂 ", bold(f"Fall {case.number}"), " · ", self._topic(case), f" · {self._language(case)}")
        for entry in entries:
            who = "Person" if entry.author == "person" else "Team"
            writer.line(f"{self._moment(entry.at)}, {who}:")
            writer.line(Span(entry.text or "(ohne Text)", "quote"))
        return self._message(writer)

    def reloaded(self, changes: str, misled: Sequence[object] = ()) -> Message:
        """The files have changed, and the bot answers from them; sentences that lead elsewhere are told."""
        told = [f"⚠️ {str(problem)[:_LONGEST]}" for problem in misled[:_TOLD]]
        more = f"und {len(misled) - _TOLD} weitere: run_bot.py check" if len(misled) > _TOLD else ""
        return self._said("🔄 ", "Neuer Stand übernommen.", f"{changes}.", *told, more)

    def kept(self, problems: Sequence[object]) -> Message:
        """The files have changed and are wrong: the bot goes on as before."""
        more = f"und {len(problems) - _TOLD} weitere: run_bot.py check" if len(problems) > _TOLD else ""
        told = [str(problem)[:_LONGEST] for problem in problems[:_TOLD]]
        first = "Geänderte Dateien nicht übernommen."
        return self._said("⚠️ ", first, "Der Bot antwortet weiter mit dem alten Stand.", *told, more)

    def _writer(self) -> Writer:
        return Writer(self.vocabulary.voices["de"])

    def _said(self, emoji: str, first: str, *others: str) -> Message:
        writer = self._writer()
        writer.line(emoji, bold(first))
        for text in filter(None, others):
            writer.line(text)
        return self._message(writer)

    @staticmethod
    def _message(writer: Writer) -> Message:
        return Message("de", writer.spans())

    def _topic(self, case: _Case) -> str:
        knowledge = self.vocabulary.knowledge
        if case.subject in knowledge.guides:
            return knowledge.guides[case.subject].title
        offer = knowledge.offers.get(case.subject)
        return f"{offer.service.name.value} ({offer.organization.name})" if offer else "ohne Thema"

    def _language(self, case: _Case) -> str:
        return self.vocabulary.voices["de"].language_names((case.language.partition("_")[0],))

    def _moment(self, moment: datetime) -> str:
        voice, local = self.vocabulary.voices["de"], moment.astimezone(BERLIN)
        return f"{voice.day(local.date())}, {voice.clock(local)} Uhr"
