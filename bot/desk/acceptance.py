"""Acceptance sentences: what newcomers write, under `tests` of an offer, that must lead to this offer.

A sentence leads to an offer if the bot answers it and shows the offer or lists it behind a button; a question
back does not do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.core.centre import Centre
from bot.core.conversation import Conversation, Turn
from bot.core.dialogue import respond
from bot.core.hsds import Organization
from bot.core.knowledge import Guide
from bot.core.understood import Understanding
from bot.desk.explain import Explainer, explainer
from bot.files.problems import Problem
from bot.files.town import Town
from bot.files.yaml_text import Document, Path_

_LISTED = ("offer", "quiet")
"""verbs of the buttons that open an offer"""
_LISTS_OTHERS = 3


@dataclass(frozen=True)
class Sentence:
    """One acceptance sentence, with its place in the file of the organization."""

    text: str
    ref: str
    need: str
    """the first one of the offer"""
    document: Document
    path: Path_


@dataclass(frozen=True)
class Outcome:
    """What the bot does with a sentence."""

    understood: Understanding | None
    offers: tuple[str, ...]
    """shown or listed, in their order"""


def sentences(town: Town) -> list[Sentence]:
    """All acceptance sentences, in the order of the files."""
    return [sentence for file in town.files.organizations for sentence in _of(file.document, file.model)]


def _of(document: Document, organization: Organization | None) -> Iterator[Sentence]:
    for number, service in enumerate(organization.services if organization else ()):
        ref = f"{organization.id}/{service.id}" if organization else ""
        for place, text in enumerate(service.tests):
            path = ("services", number, "tests", place)
            yield Sentence(text, ref, service.needs[0], document, path)


def outcome(text: str, centre: Centre, now: datetime) -> Outcome:
    """What somebody gets who writes this and nothing before it."""
    reply, after = respond(Turn("desk", now, text=text), Conversation(), centre)
    opened = (action.partition(":") for action in after.listed)
    return Outcome(reply.understood, tuple(ref for verb, _, ref in opened if verb in _LISTED))


def broken(town: Town, centre: Centre, now: datetime) -> list[Problem]:
    """Every acceptance sentence that does not lead to its offer, with the phrase that pulls it elsewhere.

    Offers that may not be shown on this day are passed over: that they are out of date is told elsewhere.
    """
    explain: Explainer | None = None
    found = []
    for sentence in sentences(town):
        if not centre.knowledge.offers[sentence.ref].may_be_shown(now.date()):
            continue
        what_happens = outcome(sentence.text, centre, now)
        if sentence.ref not in what_happens.offers:
            explain = explain or explainer(centre.understander, town.intents.phrases)
            found.append(_Broken(sentence, what_happens, centre, town, explain).problem())
    return found


@dataclass(frozen=True)
class _Broken:
    """A sentence that leads elsewhere, and all that it takes to say why."""

    sentence: Sentence
    outcome: Outcome
    centre: Centre
    town: Town
    explain: Explainer

    def problem(self) -> Problem:
        what = f"„{self.sentence.text}“ führt nicht zu diesem Angebot: {self._instead()}"
        return self.sentence.document.problem(self.sentence.path, what, self._remedy())

    def _instead(self) -> str:
        """What the bot does, in German."""
        understood = self.outcome.understood
        if understood is None or understood.decision == "reject":
            return "der Bot versteht ihn nicht"
        titles = " und ".join(f"„{self._title(need)}“" for need in understood.chosen)
        if understood.decision == "clarify":
            return f"der Bot fragt zurück, ob {titles.replace(' und ', ' oder ')} gemeint ist"
        if self.outcome.offers and self.sentence.need in understood.chosen:
            others = ", ".join(self.outcome.offers[:_LISTS_OTHERS])
            return f"der Bot antwortet zu {titles}, nennt dort aber nur {others}"
        return f"der Bot antwortet zu {titles}"

    def _remedy(self) -> str:
        understood = self.outcome.understood
        if understood and understood.decision == "answer" and self.sentence.need in understood.chosen:
            where = f"knowledge/guides/{self.sentence.need}.yaml"
            return f"bitte das Angebot unter „services“ in {where} weiter nach vorn stellen"
        return f"{self._pull()}bitte dort ändern, oder diesen Satz hier"

    def _pull(self) -> str:
        """The example phrase that is most like the sentence, of the need it went to."""
        understood = self.outcome.understood
        like = self.explain.why(self.sentence.text, understood)["phrases"] if understood else []
        if not isinstance(like, list) or not like:
            return ""
        text, need, _ = like[0]
        return f"dorthin zieht der Beispielsatz „{text}“ ({place_of(self.town, need, text)}); "

    def _title(self, need: str) -> str:
        guide: Guide | None = self.centre.knowledge.guides.get(need)
        return guide.title if guide else need


def place_of(town: Town, need: str, text: str) -> str:
    """File and line of an example phrase: `intents/de/housing.yaml:12`."""
    for document in town.intents.documents:
        phrases = document.data.get("phrases") if isinstance(document.data, dict) else None
        texts = phrases.get(need) if isinstance(phrases, dict) else None
        if isinstance(texts, list) and text in texts:
            line, _ = document.place(("phrases", need, texts.index(text)))
            return f"{document.name}:{line}"
    return "intents/"
