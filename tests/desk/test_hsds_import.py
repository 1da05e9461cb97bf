"""Organizations of HSDS become drafts: what was exported comes back, what is broken is told."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.core.hsds import Organization
from bot.core.schedule import BERLIN
from bot.desk.hsds.drafts import drafted
from bot.desk.hsds.export import as_json, exported
from bot.desk.hsds.ids import uuid_of
from bot.files import yaml_text
from bot.files.town import Town

NOW = datetime(2026, 11, 24, 13, 5, tzinfo=BERLIN)


def _told(folder: Path, given: object, ours: dict[str, str] | None = None) -> str:
    """Import entries; what was said."""
    (folder / "x.json").write_text(json.dumps(given), encoding="utf-8")
    return drafted(folder / "x.json", folder / "d", ours or {})


def _draft(folder: Path, name: str) -> dict[str, Any]:
    """What stands in a draft."""
    data = yaml_text.read(folder / "d" / f"{name}.yaml").data
    assert isinstance(data, dict)
    return data


def _notes(folder: Path, name: str) -> str:
    """What is told at the top of a draft, in one line."""
    lines = (folder / "d" / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    return " ".join(" ".join(line.strip("# ") for line in lines if line.startswith("#")).split())


def test_a_draft_is_hidden_and_lacks_only_its_needs(town: Town, tmp_path: Path) -> None:
    """Once a need is filled in, each draft of our own export is valid; no reader sees it."""
    knowledge = town.files.knowledge(town.intents.needs, examples=True)
    (tmp_path / "x.json").write_text(as_json(exported(knowledge, town.voices["de"], NOW)), encoding="utf-8")
    told = drafted(tmp_path / "x.json", tmp_path / "drafts")
    found = []
    for path in (tmp_path / "drafts").glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("# needs: [learn_german]", "needs: [learn_german]")
        path.write_text(text, encoding="utf-8")
        found.append(Organization.model_validate(yaml_text.read(path).data))

    assert f"{len(found)} Entwürfe" in told
    assert len(found) > 40
    assert not any(body.may_be_shown(NOW.date()) for body in found)
    assert not any(
        service.may_be_shown(NOW.date(), body.confidence) for body in found for service in body.services
    )


def test_what_is_ours_is_named_and_keeps_its_id(tmp_path: Path) -> None:
    """By its name, or by the id that our export gave it; the parent is known, too."""
    given = [{"name": "VHS"}, {"name": "Neu", "id": uuid_of("organization", "aok")}, {"name": "VHS"},
        {"name": "Kind", "parent_organization_id": uuid_of("organization", "vhs")}]  # fmt: skip
    told = _told(tmp_path, given, {"VHS": "vhs", "AOK": "aok"})
    parent = _draft(tmp_path, "kind")["parent_organization_id"]

    assert "Bei uns gibt es schon (bitte vergleichen, nicht ersetzen): aok, vhs" in told
    assert "vhs" == parent
    assert "knowledge/organizations/vhs.yaml gibt es schon" in (tmp_path / "d" / "vhs.yaml").read_text(
        "utf-8"
    )
    assert (tmp_path / "d" / "vhs_2.yaml").exists()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A draft that somebody has worked on stays."""
    (tmp_path / "x.json").write_text(json.dumps([{"name": "Tafel"}, {"name": "Tafel"}, {}]), encoding="utf-8")
    (tmp_path / "tafel.yaml").write_text("meins", encoding="utf-8")
    told = drafted(tmp_path / "x.json", tmp_path)

    assert "meins" == (tmp_path / "tafel.yaml").read_text(encoding="utf-8")
    assert "Nicht überschrieben: tafel.yaml" in told
    assert "ausgelassen: 1" in told
    assert (tmp_path / "tafel_2.yaml").exists()


LOST = {
    "name": "Amt",
    "tax_id": "DE 12",
    "year_incorporated": 2011,
    "logo": "https://example.org/logo.png",
    "email": "kein Zeichen davor",
    "website": "www.example.org",
    "programs": [{"name": "Programm Fluss", "description": "Für alle am Ufer"}],
    "contacts": [
        {"name": "Anna Amsel", "title": "Leiterin", "email": "amsel@example.org"},
        {"name": "Bodo Bussard", "email": "bussard@example.org", "phones": [{"number": "(0711) 35 12–77"}]},
    ],
    "phones": [{"number": "nach Absprache"}, {"number": "0711 1", "type": "pager", "extension": 44}],
    "locations": [
        {"id": "netz", "location_type": "virtual", "name": "Im Netz"},
        {
            "id": "haus",
            "name": "Haus",
            "latitude": 148.7,
            "longitude": 9.3,
            "schedules": [{"byday": "TU", "opens_at": "07:15", "closes_at": "19:45"}],
            "addresses": [
                {"address_1": "Ufer 1", "address_2": "3. Stock", "postal_code": "F-67", "city": "Esslingen",
                 "attention": "Frau Meise", "region": "Neckar-Alb", "address_type": "postal"}
            ],
            "accessibility": [{"description": "Rampe", "details": "am Hof", "url": "https://example.org/r"}],
            "phones": [{"number": "0711 2"}],
        },
    ],
    "services": [
        {"description": "Ohne Namen, aber mit Text"},
        {
            "name": "Rat",
            "status": "paused",
            "minimum_age": 6.5,
            "maximum_age": "bis zwölf",
            "assured_date": "2026-10-05",
            "wait_time": "drei Wochen",
            "languages": [{"name": "Klingonisch"}, {"code": "de-DE", "note": "auch Schwäbisch"}],
            "fees": "Spende",
            "cost_options": [{"option": "Kinder", "amount": 3.5, "currency": "EUR", "valid_to": "2027-01"}],
            "required_documents": [{"document": "Pass", "uri": "https://example.org/pass"}],
            "service_at_locations": [
                {
                    "location_id": "haus",
                    "description": "Im Keller",
                    "phones": [{"number": "0711 3"}],
                    "schedules": [{"byday": "MO", "opens_at": "09:00:00", "closes_at": "11:30:00"}],
                },
                {"location_id": "netz"},
                {"location": {"addresses": [{"address_1": "Hof 2", "city": "Esslingen"}]}},
            ],
            "schedules": [{"byday": "FR", "opens_at": "10:10", "closes_at": "11:11", "count": 5}],
            "attributes": [{"taxonomy_term": {"name": "Beratung"}}],
        },
    ],
}  # fmt: skip
TIDIED = {"(0711) 35 12–77": "0711 35 12-77", "09:00:00": "09:00", "11:30:00": "11:30", "de-DE": "de"}


def leaves(value: object) -> Iterator[str]:
    """Every text and number of a file, but for its ids."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from () if key in ("id", "location_id") else leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield str(value)


def test_nothing_is_lost_without_a_word(tmp_path: Path) -> None:
    """Whatever stands in a file stands in its draft, as a field or in the notes at its top."""
    told = _told(tmp_path, LOST)
    text = (tmp_path / "d" / "amt.yaml").read_text(encoding="utf-8")
    whole = " ".join(text.replace("\n# ", " ").split())

    assert [] == [leaf for leaf in leaves(LOST) if TIDIED.get(leaf, leaf) not in whole]
    assert "Angaben fanden keinen Platz oder nicht ganz; auch das steht oben, in amt.yaml" in told


def test_what_has_a_field_is_in_it(tmp_path: Path) -> None:
    """Also where it stands elsewhere in the file: at a contact person, or at the place of a service."""
    _told(tmp_path, LOST)
    draft = _draft(tmp_path, "amt")
    (rat,) = draft["services"]
    house = draft["locations"][0]

    assert ["0711 1", "0711 35 12-77", "0711 2"] == [phone["number"] for phone in draft["phones"]]
    assert ["Durchwahl 44", "Bodo Bussard", "Haus"] == [phone["description"] for phone in draft["phones"]]
    assert ("amsel@example.org", ["haus", "hof_2"]) == (draft["email"], rat["locations"])
    assert ("3. Stock", ["Rampe, am Hof, (https://example.org/r)"]) == (
        house["addresses"][0]["address_2"],
        house["accessibility"],
    )
    assert ("Spende; Kinder: 3.5 EUR", ["de"]) == (rat["fees_description"], rat["languages"])
    assert [("MO", "09:00", "Haus")] == [
        (row["byday"], row["opens_at"], row["description"]) for row in rat["schedules"]
    ]


def test_long_texts_go_on_elsewhere(tmp_path: Path) -> None:
    """That of an organization in its notes, any other at the top of the draft; cut after a sentence."""
    long = " ".join(f"Das ist Satz Nummer {number}." for number in range(40))
    given = {"name": "Amt", "description": f"Kurz.\n\n{long}", "services": [{"name": "Rat", "alert": long}]}
    _told(tmp_path, given)
    draft = _draft(tmp_path, "amt")
    (rat,) = draft["services"]

    assert "Kurz." == draft["description"]
    assert long == " ".join(draft["notes"])
    assert all(len(text) <= 600 and text.endswith(".") for text in (*draft["notes"], rat["alert"]))
    assert f"Hinweis (alert): zu lang, hier fehlt der Rest: {long[len(rat['alert']) + 1 :]}" in _notes(
        tmp_path, "amt"
    )


@pytest.mark.parametrize(
    ("number", "tidied"),
    [
        ("(0711) 3512-0", "0711 3512-0"),
        ("+49 (0)711/35 12", "+49 711/35 12"),
        ("+49 (711) 3512", "+49 711 3512"),
        ("0711.35.12", "0711 35 12"),
        ("tel:+49-711-3512", "+49-711-3512"),
        (' "0711 – 3512" ', "0711 - 3512"),
        ("110", "110"),
    ],
)
def test_numbers_are_written_as_ours(tmp_path: Path, number: str, tidied: str) -> None:
    """Brackets and dots are a matter of taste, the digits stay."""
    _told(tmp_path, {"name": "Amt", "phones": [{"number": number}]})

    assert [{"number": tidied}] == _draft(tmp_path, "amt")["phones"]


def test_a_place_that_stands_twice_is_one(tmp_path: Path) -> None:
    """Only what differs the second time is told."""
    place = {"id": "p", "name": "Haus", "addresses": [{"address_1": "Ufer 1", "city": "Esslingen"}]}
    again = {**place, "transportation": "Bus 101"}
    service = {"name": "Rat", "service_at_locations": [{"location": again}]}
    _told(tmp_path, {"name": "Amt", "locations": [place], "services": [service]})
    draft = _draft(tmp_path, "amt")

    assert (["haus"], ["haus"]) == (
        [each["id"] for each in draft["locations"]],
        draft["services"][0]["locations"],
    )
    assert "Anfahrt (transportation): Bus 101" in _notes(tmp_path, "amt")


def test_what_is_too_large_is_told(tmp_path: Path) -> None:
    """A draft that `check` would refuse is not written; what nobody can read is cut."""
    given = [{"name": "Viel", "description": "x" * 1_200_000}, {"name": "Amt", "logo": "x" * 50_000}]
    told = _told(tmp_path, given)

    assert "Zu groß für eine Datei von uns, daher ausgelassen: viel.yaml" in told
    assert ["amt.yaml"] == [path.name for path in (tmp_path / "d").iterdir()]
    assert "… (mehr in der HSDS-Datei)" in _notes(tmp_path, "amt")


def test_a_fax_is_no_number_to_ring_and_persian_words_stay_whole(tmp_path: Path) -> None:
    """The kind of a number is kept, and the joiner within a word."""
    given = {"name": "مرکز\u200cها", "phones": [{"number": "0711 12", "type": "fax"}]}
    (tmp_path / "x.json").write_text(json.dumps(given), encoding="utf-8")
    drafted(tmp_path / "x.json", tmp_path / "d")
    (path,) = (tmp_path / "d").glob("*.yaml")
    data = yaml_text.read(path).data

    assert isinstance(data, dict)
    assert ("مرکز\u200cها", [{"number": "0711 12", "type": "fax"}]) == (data["name"], data["phones"])


def test_hours_that_cannot_be_said_are_left_out(tmp_path: Path) -> None:
    """Better no time than a wrong one."""
    fine = {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00+01:00", "closes_at": "11:00+01:00"}
    odd = [
        {**fine, "freq": "DAILY"}, {**fine, "opens_at": "08:00Z"}, {**fine, "opens_at": "9:00+01:00"},
        {**fine, "byday": "XX"}, {**fine, "valid_from": "soon"}, {**fine, "closes_at": "08:00+01:00"},
    ]  # fmt: skip
    given = {
        "name": "Amt",
        "services": [{"name": "Rat", "schedules": [{**fine, "until": "2027-01-04"}, *odd]}],
    }
    (tmp_path / "x.json").write_text(json.dumps(given), encoding="utf-8")
    drafted(tmp_path / "x.json", tmp_path / "d")
    data = yaml_text.read(tmp_path / "d" / "amt.yaml").data

    assert isinstance(data, dict)
    assert [("09:00", "2027-01-04")] == [
        (row["opens_at"], row["valid_to"]) for row in data["services"][0]["schedules"]
    ]


def test_hostile_texts_stay_text(tmp_path: Path) -> None:
    """Signs of YAML and of the screen do not get out of their value."""
    evil = "x: y\n- &a *b !!python # \u202e\x1b[31m"
    (tmp_path / "x.json").write_text(json.dumps({"name": evil, "description": evil}), encoding="utf-8")
    drafted(tmp_path / "x.json", tmp_path / "d")
    (path,) = (tmp_path / "d").glob("*.yaml")
    document = yaml_text.read(path)

    assert [] == document.problems
    assert isinstance(document.data, dict)
    assert "x: y - &a *b !!python # [31m" == document.data["name"]
