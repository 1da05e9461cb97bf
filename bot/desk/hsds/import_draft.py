"""An organization of an HSDS file in the form of our YAML, and what found no place in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.desk.hsds.export import BETWEEN_NAMES
from bot.desk.hsds.ids import Ids
from bot.desk.hsds.import_contacts import codes, contact, distinct, phones, some
from bot.desk.hsds.import_given import LONGEST, Given, clean, parted
from bot.desk.hsds.import_places import Places
from bot.desk.hsds.import_rows import appointment_of, rows

LONGEST_NAME = 120
_STATUS = ("active", "inactive", "defunct", "temporarily closed")
_TEXTS = ("alternate_name", "description", "eligibility_description", "interpretation_services", "alert")
_OLDEST = 120
"""years"""


class Draft(NamedTuple):
    """An organization under an id of ours."""

    id: str
    data: dict[str, Any]
    notes: tuple[str, ...]
    """what the coordinator has to know: what was left out or cut"""


def draft(data: Mapping[str, Any], own: str, known: Mapping[str, str]) -> Draft:
    """Make a draft; the organizations of the same file are known by their ids there."""
    given = Given(data)
    places = Places()
    for place in given.inner("locations", "Ort"):
        places.add(place)
    ids = Ids()
    services = [
        made for each in given.inner("services", "Angebot") if (made := _service(each, data, places, ids))
    ]
    name = given.text("name", LONGEST_NAME)
    about, *notes = given.paragraphs("description") or [name]
    reach = contact(given, "website")
    numbers = distinct([*reach.pop("phones", ()), *places.phones])
    entry = {
        "id": own,
        "name": name,
        **some(alternate_name=_names(given)),
        "groups": ["further_body"],
        "description": about,
        **some(legal_status=given.text("legal_status"), parent_organization_id=_parent(given, known)),
        "confidence": "low",
        **some(phones=numbers, **reach, locations=places.entries, services=services, notes=notes),
    }
    return Draft(own, entry, tuple(given.left()))


def _names(given: Given) -> list[str]:
    return [
        name for each in given.text("alternate_name").split(BETWEEN_NAMES.strip()) if (name := each.strip())
    ]


def _parent(given: Given, known: Mapping[str, str]) -> str:
    key = clean(given.data.get("parent_organization_id"))
    if key and key not in known:
        given.say("gehört zu einer Einrichtung, die nicht in der Datei steht (parent_organization_id)")
    return known.get(key, "")


def _service(given: Given, owner: Mapping[str, Any], places: Places, ids: Ids) -> dict[str, Any]:
    name = given.text("name")
    if not name:
        given.refuse_all("ohne Namen")
        return {}
    body = given.data.get("organization")
    if isinstance(body, dict) and all(body[key] == owner.get(key) for key in body):
        given.done_with("organization")
    at, numbers, hours = _at_places(given, places)
    appointment, process = appointment_of(given.text("application_process"))
    reach = contact(given, "url")
    documents = [each.text("document") for each in given.inner("required_documents", "Unterlage")]
    schedules = distinct([*rows(given.inner("schedules", "Zeit")), *hours])
    return {
        "id": ids.new(name),
        "name": name,
        **some(**{field: given.text(field) for field in _TEXTS}),
        **_ages(given),
        **some(
            fees_description=_fees(given),
            application_process=process,
            appointment=appointment,
            required_documents=[each for each in documents if each],
            languages=codes(given.inner("languages", "Sprache")),
            phones=distinct([*reach.pop("phones", ()), *numbers]),
            **reach,
            locations=at,
            schedules=schedules,
            status=_status(given),
        ),
        "confidence": "low",
    }


def _at_places(given: Given, places: Places) -> tuple[list[str], list[dict[str, Any]], list[dict[str, Any]]]:
    """The places of a service, and the numbers and hours that hold at one of them."""
    listed = given.inner("service_at_locations", "Angebot am Ort")
    at = [(each, places.of(each)) for each in listed]
    several = len({own for _, own in at}) > 1
    numbers, hours = [], []
    for each, own in at:
        where = places.name(own) if own and several else ""
        numbers += phones(each, where)
        hours += rows(each.inner("schedules", "Zeit"), where)
    return list(dict.fromkeys(own for _, own in at if own)), numbers, hours


def _ages(given: Given) -> dict[str, int]:
    found = {}
    for key in ("minimum_age", "maximum_age"):
        age = given.number(key, 0, _OLDEST)
        if age is not None and age == int(age):
            found[key] = int(age)
        elif age is not None:
            given.refuse(key, "bei uns nur ganze Jahre")
    return found


def _status(given: Given) -> str:
    """What differs from a service that is there as usual."""
    status = given.text("status")
    if status and status not in _STATUS:
        given.refuse("status", "diesen Stand gibt es bei uns nicht")
    return status if status in _STATUS and status != "active" else ""


def _fees(given: Given) -> str:
    """What it costs, in one text: we keep no amounts."""
    said = [given.text("fees_description"), given.text("fees")]
    for each in given.inner("cost_options", "Kosten"):
        amount = " ".join(filter(None, (each.text("amount"), each.text("currency").upper())))
        price = " ".join(filter(None, (amount, each.text("amount_description"))))
        said.append(": ".join(filter(None, (each.text("option"), price))))
    text, more = parted("; ".join(dict.fromkeys(filter(None, said))), LONGEST)
    if more:
        given.say(f"Kosten zu lang, hier fehlt der Rest: {more}")
    return text
