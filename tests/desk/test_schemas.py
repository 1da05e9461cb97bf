"""The schemas an editor completes with: in step with the models, in German, as open as our reader."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from pydantic import BaseModel
from ruamel.yaml import YAML

from bot.desk import schemas
from bot.desk.schema_words import of_field, of_model
from bot.desk.schemas import MODELS, head, ids, kind_of, outdated, schema, text_of, write
from bot.files.town import Town
from tests.conftest import HOME
from tests.files.small_folder import town as small_town

FOLDER = HOME / "knowledge" / schemas.FOLDER
FILES = [
    (folder, path.relative_to(HOME / folder))
    for folder in ("knowledge", "intents")
    for path in sorted((HOME / folder).rglob("*.yaml"))
]
NAMES = [f"{folder}/{inner.as_posix()}" for folder, inner in FILES]


def as_an_editor_sees_it(text: str) -> Any:
    """YAML 1.2, with days as text."""
    return _days_as_text(YAML(typ="safe", pure=True).load(text))


def _days_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _days_as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_days_as_text(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def kept(kind: str) -> Draft7Validator:
    """The schema of a kind as it lies in its folder."""
    return Draft7Validator(json.loads((FOLDER / f"{kind}.json").read_text(encoding="utf-8")))


def models() -> dict[str, type[BaseModel]]:
    """Every model of every kind of file, by its name."""
    return {name: each for model in MODELS.values() for name, each in schemas._models(model).items()}


def without_titles(made: dict[str, Any]) -> dict[str, Any]:
    """A schema without what the needs and topics are called at the moment."""
    for name in ("need", "topic"):
        made["$defs"][name].pop("enumDescriptions", None)
    return made


@pytest.mark.parametrize("kind", MODELS)
def test_the_schemas_are_in_step_with_the_models(town: Town, kind: str) -> None:
    """What lies in the folder is what the models say; else `run_bot.py schemas` must be called."""
    made = json.loads(text_of(schema(kind, ids(town))))

    assert without_titles(made) == without_titles(dict(kept(kind).schema))


@pytest.mark.parametrize("name", sorted(models()))
def test_every_field_has_german_words_and_an_example(name: str) -> None:
    """Whoever adds a field writes what belongs into it, with an example, and what each choice means."""
    model = models()[name]

    assert of_model(model).endswith((".", ":"))
    for field_name, field in model.model_fields.items():
        if field_name != "root":
            word = of_field(model, field.alias or field_name)
            assert word.text.rstrip().endswith((".", ")", "?")), field_name
            assert word.example is not None, field_name


@pytest.mark.parametrize("kind", MODELS)
def test_the_examples_of_plain_fields_are_right_themselves(town: Town, kind: str) -> None:
    """An example that is copied into the file is accepted there, if it is no shortened block."""
    made = schema(kind, ids(town))
    wrong = []
    for part in (made, *made["$defs"].values()):
        for key, inner in part.get("properties", {}).items():
            for example in inner["examples"]:
                if "{" not in str(example):
                    asked = {**inner, "$defs": made["$defs"]}
                    wrong += [(key, e.message) for e in Draft7Validator(asked).iter_errors(example)]

    assert [] == wrong


@pytest.mark.parametrize("kind", MODELS)
def test_every_schema_is_one_and_is_german_throughout(town: Town, kind: str) -> None:
    """It is valid itself, every field is described, and no docstring or title of the code is left."""
    made = schema(kind, ids(town))
    Draft7Validator.check_schema(made)
    parts = [made, *(part for name, part in made["$defs"].items() if name not in ("need", "topic"))]

    assert [] == [part for part in parts if not part.get("description")]
    assert [] == [k for part in parts for k, inner in part.get("properties", {}).items() if "title" in inner]


@pytest.mark.parametrize(("folder", "inner"), FILES, ids=NAMES)
def test_every_file_of_the_town_is_right_by_its_schema(folder: str, inner: Path) -> None:
    """What the bot reads, an editor takes too; and the first line leads the editor to the schema."""
    path = HOME / folder / inner
    kind = kind_of(folder, inner)
    text = path.read_text(encoding="utf-8")

    assert kind is not None
    assert head(path, kind, HOME / "knowledge") == text.partition("\n")[0] + "\n"
    assert [] == [
        f"{error.json_path}: {error.message}" for error in kept(kind).iter_errors(as_an_editor_sees_it(text))
    ]


ORGANIZATION = """\
id: tafel
name: Tafel
groups: [further_body]
description: Lebensmittel
confidence: high
source: koordination
website: https://www.example.org
locations:
  - id: laden
    addresses: [{address_1: Weg 1, postal_code: 73728, city: Esslingen}]
services:
  - id: laden
    needs: [low_cost]
    name: {value: Laden, confidence: medium}
    schedules:
      - byday: MO,WE
        opens_at: 14:00
        closes_at: 16:00
        closed_on: public
        valid_to: 2027-03-31
"""
WRONG = [
    ("name: Tafel", "naem: Tafel"),
    ("[further_body]", "[partner]"),
    ("needs: [low_cost]", "needs: [low_costs]"),
    ("confidence: high", "confidence: hoch"),
    ("https://www.example.org", "www.example.org"),
    ("opens_at: 14:00", "opens_at: 14 Uhr"),
    ("opens_at: 14:00", "opens_at: 25:00"),
    ("valid_to: 2027-03-31", "valid_to: 31.03.2027"),
    ("postal_code: 73728", "postal_code: D-73728"),
    ("byday: MO,WE", "byday: [MO, WE]"),
    ("value: Laden", "wert: Laden"),
    ("closed_on: public", "closed_on: never"),
    ("description: Lebensmittel\n", ""),
    ("id: tafel", "id: Die Tafel"),
]


def test_short_forms_are_allowed(town: Town) -> None:
    """Plain text or a mapping, one or many, numbers where our reader keeps text: all are accepted."""
    checker = Draft7Validator(schema("organization", ids(town)))

    assert [] == [e.message for e in checker.iter_errors(as_an_editor_sees_it(ORGANIZATION))]


@pytest.mark.parametrize(("right", "wrong"), WRONG)
def test_an_editor_underlines_the_usual_mistakes(town: Town, right: str, wrong: str) -> None:
    """Unknown fields and words, wrong days and times, and what is missing are refused while typing."""
    text = as_an_editor_sees_it(ORGANIZATION.replace(right, wrong, 1))

    assert not Draft7Validator(schema("organization", ids(town))).is_valid(text)


def test_a_changed_need_makes_the_schemas_outdated_until_they_are_written(tmp_path: Path) -> None:
    """`check` tells when the help of the editor is not up to date, writing it anew ends that."""
    town = small_town(tmp_path)
    before = outdated(town)
    written = list(write(town))

    assert ["knowledge/schemas/organization.json"] == [hint.file for hint in before]
    assert ["warning"] == [hint.severity for hint in before]
    assert len(MODELS) == len(written)
    assert [] == outdated(town)
    assert [] == list(write(town))


def test_the_recommended_extension_reads_the_first_line() -> None:
    """VS Code offers the extension that completes by our schemas."""
    assert "redhat.vscode-yaml" in (HOME / ".vscode" / "extensions.json").read_text(encoding="utf-8")
