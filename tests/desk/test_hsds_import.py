"""Organizations of HSDS become drafts: what was exported comes back, what is broken is told."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from bot.core.hsds import Organization
from bot.core.schedule import BERLIN
from bot.desk.hsds_export import as_json, exported
from bot.desk.hsds_import import BadImport, drafted
from bot.files import yaml_text
from bot.files.town import Town

NOW = datetime(2026, 11, 24, 13, 5, tzinfo=BERLIN)


def test_what_was_exported_comes_back(town: Town, tmp_path: Path) -> None:
    """Names, texts and addresses are the same; with a need filled in, each draft is valid and hidden."""
    knowledge = town.files.knowledge(town.intents.needs, examples=True)
    (tmp_path / "x.json").write_text(as_json(exported(knowledge, town.voices["de"], NOW)), encoding="utf-8")
    told = drafted(tmp_path / "x.json", tmp_path / "drafts")
    found = {}
    for path in (tmp_path / "drafts").glob("*.yaml"):
        document = yaml_text.read(path)
        data = document.data
        assert isinstance(data, dict), document.problems
        for service in data.get("services", ()):
            service["needs"] = ["learn_german"]
        made = Organization.model_validate(data)
        found[made.name] = made
    ours = {o.name: o for o in knowledge.organizations.values() if o.name in found}
    vhs = next(o for o in found.values() if "Volkshochschule" in o.name)

    assert f"{len(found)} Entwürfe" in told
    assert len(ours) == len(found) > 40
    assert all("low" == organization.confidence for organization in found.values())
    assert "Mettinger Straße 125" in {place.addresses[0].address_1 for place in vhs.locations}
    assert "Deutschkurse auf allen Stufen" in {service.name.value for service in vhs.services}
    assert any(service.schedules for organization in found.values() for service in organization.services)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A draft that somebody has worked on stays."""
    (tmp_path / "x.json").write_text(json.dumps([{"name": "Tafel"}, {"name": "Tafel"}, {}]), encoding="utf-8")
    (tmp_path / "tafel.yaml").write_text("meins", encoding="utf-8")
    told = drafted(tmp_path / "x.json", tmp_path)

    assert "meins" == (tmp_path / "tafel.yaml").read_text(encoding="utf-8")
    assert "Nicht überschrieben: tafel.yaml" in told
    assert "ausgelassen: 1" in told
    assert (tmp_path / "tafel_2.yaml").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "kein gültiges JSON"),
        ("[1, 2]", "Liste von HSDS-Einrichtungen"),
        ("[]", "keine Einrichtung mit einem Namen"),
        ('[{"name": 5.5, "services": 3}]', ""),
        ("[" * 100_000, "kein gültiges JSON"),
    ],
)
def test_what_is_broken_is_told(tmp_path: Path, content: str, said: str) -> None:
    """In German, without a trace; odd types are passed over."""
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    try:
        drafted(tmp_path / "x.json", tmp_path / "d")
        complaint = ""
    except BadImport as error:
        complaint = str(error)

    assert said in complaint
    assert bool(said) == bool(complaint)


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
