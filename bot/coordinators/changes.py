"""`/schliessen` and `/hinweis`: an organization is closed for some days, a hint stands at an offer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.coordinators.german_days import days_in, until_in
from bot.coordinators.names import offers_meant, organizations_meant
from bot.coordinators.words import PRESS, Words, day_of, span_of
from bot.core.conversation import Message, Span
from bot.core.edits import Edit
from bot.core.knowledge import Knowledge
from bot.core.text import normalise

SOURCE = "koordination"
"""in sources.yaml: what the centre itself says"""
_LONGEST, _SHORTEST = 300, 5
_FARTHEST = timedelta(days=366)
"""ahead: whatever lies beyond is a slip of the finger"""
_DAYS = 7
_SHOWN = 60
"""letters of what was not understood"""

Made = tuple[tuple[Edit, ...], Message]


@dataclass(frozen=True)
class Changes:
    """Reads what is to be changed, asks, and gives the edits."""

    knowledge: Knowledge
    words: Words

    async def close(self, text: str, today: date) -> Message:
        """Which organization, which days: asked for where the command does not say it."""
        days, rest = days_in(text, today)
        found = organizations_meant(rest, self.knowledge) if rest else []
        if len(found) != 1:
            unknown = rest if rest and not found else ""
            return self._which_body(found, days, unknown)
        return self._when(found[0], today) if days is None else self._sure_closed(found[0], *days, today)

    async def note(self, text: str, today: date) -> Message:
        """Which offer, which words, until when."""
        until, rest = until_in(text, today)
        if until and not today <= until <= today + _FARTHEST:
            until = None
        found = offers_meant(rest, self.knowledge) if rest else []
        said = self._said_in(rest)
        if until is None or not found or not said:
            return self._explained(until, found, said)
        rows = [((self._name(ref), f"{PRESS}note:{_key(ref)}@{until:%Y%m%d}"),) for ref in found]
        question = f"Bei welchem Angebot soll das bis {day_of(until)} stehen?"
        return self.words.said(question, Span(said, "quote"), rows=rows)

    async def pressed(self, verb: str, name: str, quoted: str, today: date, *, sure: bool) -> Message | Made:
        """A choice, or the yes that makes the edits."""
        try:
            if verb == "close":
                return self._closed(name, today, sure=sure)
            if verb == "note":
                return self._noted(name, quoted, today, sure=sure)
        except ValueError:  # a day that is none
            pass
        return self.words.said("Diese Taste gilt nicht mehr.")

    def _which_body(self, found: Iterable[str], days: tuple[date, date] | None, unknown: str) -> Message:
        bodies = list(found) or [o.id for o in self.knowledge.organizations.values() if o.status == "active"]
        named = sorted((self._body(body), body) for body in bodies)
        when = f"/{days[0]:%Y%m%d}/{days[1]:%Y%m%d}" if days else ""
        rows = [((label, f"{PRESS}close:{body}{when}"),) for label, body in named[:90]]
        told = f"„{unknown[:_SHOWN]}“ kenne ich nicht." if unknown else ""
        return self.words.said("Welche Einrichtung ist geschlossen?", told, rows=rows)

    def _when(self, body: str, today: date) -> Message:
        days = [today + timedelta(days=number) for number in range(_DAYS)]
        rows = [((day_of(day), f"{PRESS}close:{body}/{day:%Y%m%d}/{day:%Y%m%d}"),) for day in days]
        other = f"Ein anderer Tag: /schliessen {body.replace('_', ' ')} 24.12.-2.1."
        return self.words.said(f"{self._body(body)}: an welchem Tag?", other, rows=rows)

    def _sure_closed(self, body: str, first: date, last: date, today: date) -> Message:
        if wrong := _wrong_days(first, last, today):
            return self.words.said(wrong, span_of(first, last), "Bitte die Tage prüfen.")
        if _stands(self.knowledge, body, first, last):
            return self.words.said("Das ist schon eingetragen.", self._body(body), span_of(first, last))
        name = f"close:{body}/{first:%Y%m%d}/{last:%Y%m%d}"
        return self.words.sure(f"{self._body(body)} geschlossen?", name, span_of(first, last))

    def _closed(self, name: str, today: date, *, sure: bool) -> Message | Made:
        body, *days = name.split("/")
        if body not in self.knowledge.organizations:
            return self.words.said("Diese Einrichtung gibt es nicht mehr.")
        if len(days) != 2:  # noqa: PLR2004 - the first day and the last
            return self._when(body, today)
        first, last = map(date.fromisoformat, days)
        if not sure or _wrong_days(first, last, today) or _stands(self.knowledge, body, first, last):
            return self._sure_closed(body, first, last, today)
        closure = {"start": str(first), "end": str(last), "organizations": [body]}
        edit = Edit("closures.yaml", ("closures",), "append", closure)
        told = self.words.said("✅ Eingetragen.", f"{self._body(body)} geschlossen: {span_of(first, last)}.")
        return (edit,), told

    def _noted(self, name: str, quoted: str, today: date, *, sure: bool) -> Message | Made:
        key, _, until = name.partition("@")
        ref = next((ref for ref in self.knowledge.offers if _key(ref) == key), "")
        offer = self.knowledge.offers.get(ref)
        if offer is None or not quoted:
            return self.words.said("Angebot oder Text ist nicht mehr da.", "Bitte noch einmal: /hinweis")
        day = date.fromisoformat(until)
        if not today <= day <= today + _FARTHEST:
            return self.words.said("Der letzte Tag ist vorbei.", "Bitte noch einmal: /hinweis")
        if not sure:
            question = f"{self._name(ref)}: Diesen Hinweis zeigen?"
            return self.words.sure(question, f"note:{name}", Span(quoted, "quote"), f"bis {day_of(day)}")
        alert = {
            "value": quoted, "source": SOURCE, "confidence": "high",
            "assured_date": str(today), "recheck_by": str(day),
        }  # fmt: skip
        file = f"organizations/{offer.organization.id}.yaml"
        edit = Edit(file, ("services", offer.service.id, "alert"), "set", alert)
        seen = f"Wer das Angebot öffnet, liest den Hinweis bis {day_of(day)}, auf Deutsch."
        return (edit,), self.words.said("✅ Eingetragen.", self._name(ref), seen)

    def _explained(self, until: object, found: list[str], said: str) -> Message:
        """What is missing in a command, and how it is written."""
        missing = [
            *(() if found else ("Welches Angebot? Den Namen der Einrichtung zuerst.",)),
            *(() if until else ("Bis wann? Zum Beispiel „bis 15.12.“, ab heute und höchstens ein Jahr.",)),
            *(() if said else ("Was sollen die Leute lesen? Ein kurzer Satz, höchstens 300 Zeichen.",)),
        ]
        example = "Beispiel: /hinweis vhs bis 15.12. Der Kurs fällt aus."
        return self.words.said("So geht ein Hinweis:", *missing, example)

    def _said_in(self, text: str) -> str:
        """The words of a hint: what follows the name of the offer or its organization."""
        names = [
            *(o.service.name.value for o in self.knowledge.offers.values()),
            *(n for o in self.knowledge.organizations.values() for n in (o.name, *o.alternate_name)),
            *(o.id.replace("_", " ") for o in self.knowledge.organizations.values()),
            *(o.service.id.replace("_", " ") for o in self.knowledge.offers.values()),
        ]
        known = {normalise(name) for name in names}
        said = _without_name(_without_name(text, known, 1), known, 0)
        return said if _SHORTEST <= len(said) <= _LONGEST else ""

    def _name(self, ref: str) -> str:
        offer = self.knowledge.offers[ref]
        return f"{offer.service.name.value} ({self._body(offer.organization.id)})"

    def _body(self, body: str) -> str:
        organization = self.knowledge.organizations[body]
        return min((organization.name, *organization.alternate_name[:1]), key=len)


def _wrong_days(first: date, last: date, today: date) -> str:
    """Why nothing is closed on some days, or nothing."""
    if last < first:
        return "Der letzte Tag liegt vor dem ersten."
    if last < today:
        return "Das ist schon vorbei."
    return "Das liegt mehr als ein Jahr voraus." if last > today + _FARTHEST else ""


def _stands(knowledge: Knowledge, body: str, first: date, last: date) -> bool:
    """Whether it is entered already, for this one alone."""
    return any(
        (first, last) == (each.start, each.end) and (body,) == tuple(each.organizations)
        for each in knowledge.closures
    )


def _key(ref: str) -> str:
    """What names an offer in a button: its ref may be too long for one."""
    return hashlib.sha256(ref.encode()).hexdigest()[:12]


def _without_name(text: str, known: set[str], least: int) -> str:
    """A text without the longest name it begins with; without so many words where it begins with none."""
    words = text.split()
    fits = [n for n in range(1, len(words) + 1) if normalise(" ".join(words[:n])) in known]
    return " ".join(words[max(fits, default=least) :]).strip(" :,–-")
