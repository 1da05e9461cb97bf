"""Musterstadt: a town small enough to hold in the head, built from the models, with no file behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from gettext import NullTranslations
from types import SimpleNamespace
from typing import Any

from bot.core.checks import Check
from bot.core.events import Event
from bot.core.hsds import Hotline, Organization
from bot.core.knowledge import Guide, Knowledge, Offer, Topic
from bot.core.schedule import BERLIN, Closure
from bot.core.understanding import LanguageHints, Understanding
from bot.core.voice import Voice

LANGUAGES = {"de": "Deutsch", "en": "English", "ar": "العربية", "fa": "فارسی", "tr": "Türkçe"}
NEEDS = {
    "language": ("learn_german", "language_practice"),
    "health": ("find_doctor", "hospital", "mental_health", "emergency", "violence_against_women"),
    "help_out": ("volunteer", "donate", "offer_housing", "volunteer_training", "understand_integration"),
    "centre": ("become_partner", "hire_newcomer", "offer_training"),
    "assistant": ("greeting", "change_language", "privacy", "contact"),
}


def at(text: str) -> datetime:
    """A moment on the clock in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


NOW = at("2026-11-24T13:05")  # a Tuesday


def fact(value: str, **fields: Any) -> dict[str, Any]:
    """A fact as it stands in a file."""
    return {"value": value, **fields}


def service(name: str = "angebot", /, **fields: Any) -> dict[str, Any]:
    """A service as it stands in a file, sure unless the fields say otherwise."""
    return {"id": name, "needs": ["learn_german"], "name": "Angebot", "confidence": "high", **fields}


def organization(name: str = "amt", /, *services: dict[str, Any], **fields: Any) -> Organization:
    """An organization, sure unless the fields say otherwise."""
    whole = {
        "id": name,
        "name": "Amt für alles",
        "groups": ["city_department"],
        "description": "für alle da",
        "confidence": "high",
        "services": list(services),
        **fields,
    }
    return Organization.model_validate(whole)


def offer_of(body: Organization) -> Offer:
    """The first offer of an organization."""
    return Offer(body, body.services[0])


def place(name: str = "haupthaus", street: str = "Musterstraße 1", /, **fields: Any) -> dict[str, Any]:
    """A location as it stands in a file."""
    address = {"address_1": street, "postal_code": "70000", "city": "Musterstadt"}
    return {"id": name, "addresses": [address], **fields}


def guide(need: str, **fields: Any) -> Guide:
    """A guide; its sentences and lists are plain texts that are all sure."""
    sure = {
        key: [fact(text, confidence="high") if isinstance(text, str) else text for text in value]
        if key in ("sentences", "bring", "more")
        else value
        for key, value in fields.items()
    }
    return Guide.model_validate({"need": need, "emoji": "🔹", "title": f"Titel {need}", **sure})


HOUSE = organization(
    "haus",
    name="Forum Musterstadt",
    groups=["house"],
    phones=[{"number": "0711 100200"}],
    locations=[place(latitude="48.74", longitude="9.3")],
)
SCHOOL = organization(
    "schule",
    service(
        "deutschkurse",
        needs=["learn_german", "language_practice"],
        name="Deutschkurse",
        description="Kurse auf allen Stufen.",
        eligibility_description="für Erwachsene",
        fees_description="50 Euro",
        application_process="Sie machen vorher einen Test.",
        required_documents=["Ausweis", "Zertifikate"],
        locations=["schulhaus"],
    ),
    name="Volkshochschule Musterstadt",
    alternate_name=["vhs"],
    groups=["cooperation_partner"],
    website="https://www.vhs.example/",
    locations=[place("schulhaus", "Schulweg 2")],
)
ADVICE = organization(
    "beratung",
    service(
        "sprechstunde",
        needs=["learn_german", "find_doctor"],
        name="Sprechstunde",
        languages=["de", "ar"],
        schedules=[{"byday": "MO,WE", "opens_at": "14:00", "closes_at": "16:00"}],
    ),
    name="Beratung für Zugewanderte",
    groups=["cooperation_partner"],
    email="beratung@muster.example",
)
SHELTER = organization(
    "frauenhilfe",
    service("schutz", needs=["violence_against_women"], name="Schutz für Frauen"),
    name="Frauen helfen",
    groups=["cooperation_partner"],
    phones=[{"number": "0711 300400"}],
)
YOUTH = organization(
    "jugendamt",
    service(
        "kinderschutz",
        needs=["hospital", "violence_against_women"],
        name="Kinderschutz",
        locations=["amtshaus"],
    ),
    name="Jugendamt",
    locations=[place("amtshaus", "Amtsgasse 3")],
)
CLOSED = organization(
    "altes_cafe",
    service("treff", needs=["language_practice"], name="Treff"),
    name="Altes Café",
    groups=["cooperation_partner"],
    needs=["language_practice"],
    phones=[{"number": "0711 500600"}],
    status="defunct",
)
HOTLINES = (
    {"id": "rettung", "name": "Rettungsdienst", "number": "112", "needs": ["emergency"]},
    {"id": "polizei", "name": "Polizei", "number": "110", "needs": ["emergency"]},
    {"id": "frauen", "name": "Hilfetelefon", "number": "116016", "needs": ["violence_against_women"]},
    {"id": "eltern", "name": "Elterntelefon", "number": "0800 1110550", "needs": ["violence_against_women"]},
    {"id": "kinder", "name": "Kindertelefon", "number": "116 111", "needs": ["violence_against_women"]},
)
GUIDES = (
    guide(
        "learn_german",
        sentences=["Satz eins.", "Satz zwei.", "Satz drei.", "Satz vier.", "Satz fünf."],
        more=["Noch etwas."],
        services=["schule/deutschkurse"],
    ),
    guide(
        "find_doctor",
        sentences=["Zuerst zum Hausarzt."],
        bring=["Versichertenkarte"],
        hotlines=["polizei", "frauen"],
    ),
    guide("emergency", sentences=["In Lebensgefahr: 112."], hotlines=["rettung", "polizei"]),
    guide(
        "violence_against_women",
        sentences=["In Gefahr: 110.", "Hilfetelefon 116 016, Tag und Nacht."],
        more=["Hilfe gibt es mit jedem Aufenthaltsstatus."],
        services=["frauenhilfe/schutz", "jugendamt/kinderschutz"],
        hotlines=["polizei", "frauen", "rettung", "eltern", "kinder"],
    ),
    guide("mental_health", hotlines=["rettung", "polizei"]),
)


def knowledge(
    *bodies: Organization,
    guides: tuple[Guide, ...] = (),
    closures: tuple[Closure, ...] = (),
    checks: Mapping[str, Check] | None = None,
    events: tuple[Event, ...] = (),
) -> Knowledge:
    """Musterstadt, or only the organizations given; guides given take the place of those of the town."""
    bodies = bodies or (HOUSE, SCHOOL, ADVICE, SHELTER, YOUTH, CLOSED)
    plain = {need: guide(need) for group in NEEDS.values() for need in group}
    offers = {f"{body.id}/{entry.id}" for body in bodies for entry in body.services}
    own = {entry.need: _only_known(entry, offers) for entry in GUIDES}
    return Knowledge(
        organizations={body.id: body for body in bodies},
        guides={**plain, **own, **{entry.need: entry for entry in guides}},
        hotlines={entry["id"]: hotline(**entry) for entry in HOTLINES},  # type: ignore[misc]
        topics={topic: Topic(emoji="🔸", title=f"Thema {topic}") for topic in NEEDS},
        needs=NEEDS,
        closures=closures,
        checks=checks or {},
        events={event.id: event for event in events},
    )


def _only_known(entry: Guide, offers: set[str]) -> Guide:
    named = tuple(ref for ref in entry.services if ref in offers)
    return entry.model_copy(update={"services": named})


def hotline(**fields: Any) -> Hotline:
    """A hotline, sure unless the fields say otherwise."""
    return Hotline.model_validate({"confidence": "high", "id": "nummer", "needs": ["emergency"], **fields})


class Words(NullTranslations):
    """A catalogue in memory: own sentences by their English, texts of the town by context and German."""

    def __init__(self, words: Mapping[Any, str]) -> None:
        super().__init__()
        self.words = words

    def gettext(self, message: str) -> str:
        """The translation of a sentence, or the sentence."""
        return self.words.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        """The translation of a text in its context, or the text."""
        return self.words.get((context, message), message)


def voice(language: str = "en", words: Mapping[Any, str] | None = None) -> Voice:
    """A voice with only the words given; all else stays English or German."""
    return Voice(language, Words(words or {}), Words(words or {}))


def understood(
    decision: Any, *chosen: str, organization: str | None = None, language: str = "de"
) -> Understanding:
    """What an understander found out, with falling scores."""
    needs = tuple((need, 0.9 - number / 10) for number, need in enumerate(chosen))
    about_office = decision == "answer" and organization is not None
    return Understanding(decision, needs, chosen, organization, language, about_office)


class Knows:
    """An understander that knows a few texts by heart, turns all others down and keeps the hints it got."""

    def __init__(self, **answers: Understanding) -> None:
        self.answers = answers
        self.guesser = SimpleNamespace(foreign=("pt",))
        self.hints: list[LanguageHints] = []

    def understand(self, text: str, hints: LanguageHints) -> Understanding:
        """Look the text up."""
        self.hints.append(hints)
        return self.answers.get(text, understood("reject"))
