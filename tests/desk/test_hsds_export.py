"""What we export is HSDS 3, says nothing of ours, and never tells a wrong opening."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import yaml
from dateutil import rrule
from jsonschema import FormatChecker
from jsonschema.validators import validator_for

from bot.core.hsds import Organization
from bot.core.knowledge import Knowledge
from bot.core.schedule import BERLIN, Closure, Schedule, slots
from bot.desk.hsds.export import as_json, exported
from bot.desk.hsds.schedules import HORIZON_DAYS, as_hsds, runs
from bot.files.town import Town
from tests.conftest import HOME, at

NOW = at("2026-11-24T13:05")
SCHEMA = json.loads((HOME / "tests" / "hsds" / "organization.json").read_text(encoding="utf-8"))
OURS = {
    "needs",
    "closed_on",
    "confidence",
    "source",
    "recheck_by",
    "attributes",
    "groups",
    "example",
    "tests",
}
CLOSURES = [
    Closure(start=date(2026, 12, 21), end=date(2027, 1, 8)),
    Closure(start=date(2027, 3, 2), end=date(2027, 3, 2)),
]


def of(town: Town, language: str = "de", *, examples: bool = False) -> list[dict[str, Any]]:
    """The export of Esslingen, as it is read by others."""
    knowledge = town.files.knowledge(town.intents.needs, examples=examples)
    found: list[dict[str, Any]] = json.loads(as_json(exported(knowledge, town.voices[language], NOW)))
    return found


def all_of(value: Any) -> Iterator[dict[str, Any]]:
    """Every object within an export."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from all_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from all_of(inner)


@pytest.mark.parametrize(("language", "examples"), [("de", False), ("de", True), ("ar", True)])
def test_it_is_valid(town: Town, language: str, examples: bool) -> None:
    """The schema of the standard accepts every organization, in any language."""
    validator = validator_for(SCHEMA)(SCHEMA, format_checker=FormatChecker())

    assert [] == [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
        for organization in of(town, language, examples=examples)
        for error in validator.iter_errors(organization)
    ]


def test_ids_are_stable_and_ours_are_left_out(town: Town) -> None:
    """The same entry has the same UUID every time; no key of ours is in it."""
    first, second = of(town, examples=True), of(town, examples=True)
    keys = {key for found in all_of(first) for key in found}

    assert first == second
    assert len({organization["id"] for organization in first}) == len(first) > 40
    assert set() == keys & OURS


def test_texts_are_in_the_language_that_is_asked_for(town: Town) -> None:
    """Names of offers are translated where a translation is known."""
    german, turkish = (
        {service["id"]: service["name"] for each in of(town, code) for service in each.get("services", ())}
        for code in ("de", "tr")
    )

    assert german.keys() == turkish.keys()
    assert len(german) // 2 < sum(german[id_] != turkish[id_] for id_ in german)


def days_by_hsds(rows: list[dict[str, Any]], first: date, last: date) -> set[tuple[str, str]]:
    """The openings that a reader finds who knows nothing but HSDS and RFC 5545."""
    found: set[tuple[str, str]] = set()
    for row in rows:
        begin, end = date.fromisoformat(row["valid_from"]), date.fromisoformat(row["valid_to"])
        text = f"FREQ={row['freq']};INTERVAL={row['interval']};BYDAY={row['byday']};WKST={row['wkst']}"
        rule = rrule.rrulestr(
            text, dtstart=datetime.combine(date.fromisoformat(row["dtstart"]), datetime.min.time())
        )
        for moment in rule.between(
            datetime.combine(max(first, begin), datetime.min.time()),
            datetime.combine(min(last, end), datetime.min.time()),
            inc=True,
        ):
            found.add((f"{moment:%Y-%m-%d}", row["opens_at"][:5]))
    return found


@pytest.mark.parametrize(
    "row",
    [
        {"byday": "TU,TH", "opens_at": "14:00", "closes_at": "16:00"},
        {"byday": "MO", "opens_at": "09:00", "closes_at": "11:00", "interval": "2", "dtstart": "2026-11-30"},
        {"byday": "1WE", "freq": "MONTHLY", "opens_at": "17:00", "closes_at": "19:00"},
        {
            "byday": "-1FR",
            "freq": "MONTHLY",
            "opens_at": "10:00",
            "closes_at": "12:00",
            "closed_on": "public",
        },
        {
            "byday": "FR",
            "opens_at": "08:00",
            "closes_at": "12:00",
            "valid_from": "2027-01-10",
            "valid_to": "2027-06-30",
        },
        {"byday": "SA", "opens_at": "10:00", "closes_at": "12:00", "until": "2027-02-20"},
    ],
)
def test_a_reader_of_hsds_finds_the_same_days(row: dict[str, str]) -> None:
    """Holidays and closures are gaps between rows: no opening is told that is none, none is missing."""
    schedule = Schedule.model_validate({**row, "confidence": "high"})
    first = NOW.date()
    written = [as_hsds(run, "amt/rat") for run in runs(schedule, CLOSURES, first)]
    last = first + timedelta(days=HORIZON_DAYS)
    begin = datetime.combine(first, datetime.min.time(), BERLIN)
    ours = {
        (f"{slot.start:%Y-%m-%d}", f"{slot.start:%H:%M}")
        for slot in slots([schedule], begin, CLOSURES, horizon_days=HORIZON_DAYS)
    }

    assert ours
    assert ours == days_by_hsds(written, first, last)
    assert len({each["id"] for each in written}) == len(written)


ALONE = """
id: amt
name: Amt
groups: [further_body]
description: Hilft.
notes: [Es gibt Kaffee.]
alert: Heute zu.
confidence: high
"""
RAT = """
services:
  - {id: rat, needs: [learn_german], name: Rat, appointment: required, confidence: high}
  - {id: tat, needs: [learn_german], name: Tat, appointment: possible, application_process: Bitte anrufen.,
     confidence: high}
  - {id: tag, needs: [learn_german], name: Tag, appointment: required, confidence: high,
     schedules: [{byday: MO, opens_at: "09:00", closes_at: "11:00"}]}
  - {id: frei, needs: [learn_german], name: Frei, appointment: none, confidence: high}
"""


def amt(town: Town, text: str) -> dict[str, Any]:
    """The export of one organization."""
    body = Organization.model_validate(yaml.safe_load(text))
    knowledge = Knowledge(organizations={"amt": body}, guides={}, hotlines={}, topics={})
    (found,) = exported(knowledge, town.voices["de"], NOW)
    return found


def test_notes_and_alerts_of_an_organization_are_told(town: Town) -> None:
    """As paragraphs of its description; the alert only where no service can tell it."""
    alone, with_services = amt(town, ALONE), amt(town, ALONE + RAT)

    assert "Hilft.\n\nEs gibt Kaffee.\n\nHeute zu." == alone["description"]
    assert "Hilft.\n\nEs gibt Kaffee." == with_services["description"]
    assert {"Heute zu."} == {service["alert"] for service in with_services["services"]}


def test_an_appointment_without_hours_is_told(town: Town) -> None:
    """At the end of how to apply; with hours it stands there."""
    services = {service["name"]: service for service in amt(town, ALONE + RAT)["services"]}
    applying = {name: service.get("application_process") for name, service in services.items()}

    assert {
        "Rat": "Nur mit Termin.", "Tat": "Bitte anrufen. Ein Termin ist möglich.", "Tag": None, "Frei": None
    } == applying  # fmt: skip
    assert {"Nur mit Termin."} == {row["attending_type"] for row in services["Tag"]["schedules"]}
