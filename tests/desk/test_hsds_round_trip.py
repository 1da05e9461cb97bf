"""What was exported, imported and exported again says the same, but for a known few things."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from dateutil import rrule

from bot.core.hsds import Organization
from bot.core.knowledge import Knowledge
from bot.desk.hsds.drafts import drafted
from bot.desk.hsds.export import as_json, exported
from bot.files import yaml_text
from bot.files.town import Town
from tests.conftest import at

NOW = at("2026-11-24T13:05")
DAYS = 60
Entry = dict[str, Any]
CHECKED = {"services/assured_date"}
"""who imports has not checked it: the date is a note in the draft"""
REMARKS = {"services/schedules/description", "services/schedules/notes"}
"""the languages of an hour, and that it is made up, have no field in HSDS: they come back as a description"""
EVERYTHING = """
id: amt_fuer_alles
name: Amt für Alles
alternate_name: [AfA, Allesamt]
groups: [further_body]
description: Hilft bei allem.
legal_status: municipal_government
parent_organization_id: izf
phones:
  - {number: 0711 3512-0, description: "vormittags. Bitte lange klingeln lassen", languages: [de, tr]}
  - {number: +49 711 3512-99, type: fax}
email: alles@example.org
website: https://example.org
notes: [Bringen Sie Zeit mit., Es gibt Kaffee.]
alert: Der Aufzug ist kaputt.
confidence: high
locations:
  - id: haus
    name: Haus am Fluss
    description: hinter der Brücke
    addresses: [{address_1: Ufer 1, address_2: 3. Stock, postal_code: "73728", city: Esslingen am Neckar}]
    transportation: Bus 101
    accessibility: [Rampe am Hof, Aufzug bis zum 3. Stock]
    latitude: 48.7412
    longitude: 0.0
  - id: hof
    addresses: [{address_1: Rue 2, city: Straßburg, state_province: GE, country: FR}]
services:
  - id: rat
    needs: [learn_german]
    name: Rat
    alternate_name: Tat
    description: Wir raten.
    eligibility_description: Für alle
    minimum_age: 0
    maximum_age: 27
    fees_description: "Kostenlos; Kaffee: 1 Euro"
    application_process: Bitte anrufen.
    appointment: required
    required_documents: [Ausweis, Foto]
    languages: [de, ar]
    interpretation_services: Auf Wunsch
    phones: [{number: "112", type: text}]
    email: rat@example.org
    url: https://example.org/rat
    locations: [hof, haus]
    status: temporarily closed
    alert: Nur noch bis Mai.
    assured_date: 2026-11-01
    confidence: high
  - id: zeiten
    needs: [learn_german]
    name: Zeiten
    appointment: possible
    confidence: high
    schedules:
      - {byday: "MO,TH", opens_at: "09:00", closes_at: "12:00", description: Eingang am Hof}
      - {byday: "MO", opens_at: "14:00", closes_at: "16:00", appointment: required}
      - {byday: "FR", opens_at: "09:00", closes_at: "12:00", interval: 2, dtstart: 2026-11-27}
      - {byday: "WE", opens_at: "09:00", closes_at: "12:00", closed_on: [public, school]}
      - {byday: "-1TU", freq: MONTHLY, opens_at: "18:00", closes_at: "20:00", valid_to: 2027-03-31}
"""


def with_everything(knowledge: Knowledge) -> Knowledge:
    """What is known, and an organization that has every field."""
    body = Organization.model_validate(yaml.safe_load(EVERYTHING))
    return replace(knowledge, organizations={**knowledge.organizations, body.id: body})


def imported(entries: list[Entry], folder: Path) -> list[Organization]:
    """Import entries, and fill in what the drafts ask for."""
    (folder / "x.json").write_text(as_json(entries), encoding="utf-8")
    drafted(folder / "x.json", folder / "drafts")
    found = []
    for path in (folder / "drafts").glob("*.yaml"):
        data = yaml_text.read(path).data
        assert isinstance(data, dict)
        found.append(Organization.model_validate(checked(data)))
    return found


def again(entries: list[Entry], knowledge: Knowledge, town: Town, folder: Path) -> list[Entry]:
    """Import entries and export them."""
    bodies = {body.id: body for body in imported(entries, folder)}
    return exported(replace(knowledge, organizations=bodies), town.voices["de"], NOW)


def checked(data: Entry) -> Entry:
    """A draft as the coordinator has filled it in."""
    services = [
        {**each, "needs": ["learn_german"], "confidence": "high"} for each in data.get("services", ())
    ]
    return {**data, "confidence": "high", "services": services}


def openings(rows: list[Entry]) -> set[tuple[date, str, str]]:
    """The openings of the next days, as one reads them who knows only HSDS."""
    found = set()
    for row in rows:
        begin = max(NOW.date(), date.fromisoformat(row["valid_from"]))
        end = min(NOW.date() + timedelta(days=DAYS), date.fromisoformat(row["valid_to"]))
        rule = rrule.rrulestr(
            f"FREQ={row['freq']};INTERVAL={row['interval']};BYDAY={row['byday']};WKST={row['wkst']}",
            dtstart=datetime.combine(date.fromisoformat(row["dtstart"]), time.min),
        )
        days = rule.between(datetime.combine(begin, time.min), datetime.combine(end, time.min), inc=True)
        found |= {(day.date(), row["opens_at"][:5], row["closes_at"][:5]) for day in days}
    return found


def sayings(entry: Entry, names: dict[str, str], path: str = "") -> Iterator[tuple[str, Any]]:
    """Every field of an entry with its path, without ids; a place is called by its address."""
    rows = entry.get("schedules", [])
    yield f"{path}schedules", openings(rows)
    for key in ("attending_type", "description", "notes"):
        yield f"{path}schedules/{key}", {row[key] for row in rows if key in row}
    for key, value in entry.items():
        if key in ("location_id", "parent_organization_id"):
            yield path + key, names[value]
        elif key in ("id", "schedules") or key.endswith("_id"):
            continue
        elif isinstance(value, list):
            for number, each in enumerate(value):
                called = each.get("name") or number
                yield from ((f"{p}", (called, v)) for p, v in sayings(each, names, f"{path}{key}/"))
        else:
            yield path + key, value


def told(entries: list[Entry]) -> dict[tuple[str, str], list[str]]:
    """What is said in each field of each organization."""
    names = {each["id"]: each["name"] for each in entries}
    for each in entries:
        for place in each.get("locations", ()):
            names[place["id"]] = place["addresses"][0]["address_1"]
    found: dict[tuple[str, str], list[str]] = {}
    for each in entries:
        for path, value in sayings(each, names):
            found.setdefault((each["name"], path), []).append(repr(value))
    return {key: sorted(values) for key, values in found.items()}


def differing(knowledge: Knowledge, town: Town, folder: Path) -> set[str]:
    """The fields that differ after a round trip."""
    first = exported(knowledge, town.voices["de"], NOW)
    before, after = told(first), told(again(first, knowledge, town, folder))
    return {path for body, path in before.keys() | after.keys()
            if before.get((body, path)) != after.get((body, path))}  # fmt: skip


def test_a_round_trip_changes_nothing(town: Town, tmp_path: Path) -> None:
    """Texts, phones, addresses, times, costs, languages and eligibility come back as they went."""
    knowledge = town.files.knowledge(town.intents.needs, examples=False)

    assert set() == differing(knowledge, town, tmp_path)


def test_only_the_remarks_of_example_hours_move(town: Town, tmp_path: Path) -> None:
    """Every opening comes back, its remarks in another field."""
    knowledge = town.files.knowledge(town.intents.needs, examples=True)

    assert REMARKS == differing(knowledge, town, tmp_path)


def test_with_every_field_only_the_date_of_our_check_is_lost(town: Town, tmp_path: Path) -> None:
    """An organization that says all that can be said comes back whole."""
    knowledge = with_everything(town.files.knowledge(town.intents.needs, examples=False))
    times = openings(
        [
            row
            for body in exported(knowledge, town.voices["de"], NOW)
            for service in body.get("services", ())
            for row in service.get("schedules", ())
        ]
    )

    assert CHECKED == differing(knowledge, town, tmp_path)
    assert len(times) > DAYS / 3


def test_an_hour_of_ours_comes_back_as_one_row(town: Town, tmp_path: Path) -> None:
    """The gaps at holidays and the changes of the clocks no longer cut it."""
    knowledge = with_everything(town.files.knowledge(town.intents.needs, examples=True))
    entries = exported(knowledge, town.voices["de"], NOW)
    split = sum(len(s.get("schedules", ())) for o in entries for s in o.get("services", ()))
    bodies = imported(entries, tmp_path)
    rows = [row for body in bodies for service in body.services for row in service.schedules]
    ours = [
        row
        for offer in knowledge.offers.values()
        for row in offer.service.schedules
        if row.may_be_shown(NOW.date(), offer.service.confidence)
    ]

    assert len(ours) == len(rows) < split / 4
    assert sorted(row.closed_on for row in ours) == sorted(row.closed_on for row in rows)
