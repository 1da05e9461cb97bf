"""From a document to a model: every mistake in German, at its line."""

from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, RootModel

from bot.core.hsds import Id, Text
from bot.core.schedule import Closure, Schedule
from bot.files.problems import Problem
from bot.files.validation import validated
from bot.files.yaml_text import Document, read


class Door(BaseModel):
    """A door, for trying out."""

    model_config = ConfigDict(extra="forbid")

    width: int = Field(80, ge=60, le=200)
    open: bool = True
    label: Annotated[str, Field(min_length=1, max_length=10)] = "Tür"


class Building(BaseModel):
    """A house with doors, for trying out."""

    model_config = ConfigDict(extra="forbid")

    id: Id
    name: Text | None = None
    doors: tuple[Door, ...] = ()


class Doors(RootModel[dict[str, Door]]):
    """Doors by name."""


def document(folder: Path, text: str) -> Document:
    """A file that was read."""
    (folder / "haus.yaml").write_text(text, encoding="utf-8")
    return read(folder / "haus.yaml", "haus.yaml")


def problems(folder: Path, text: str, model: type[BaseModel] = Building) -> list[Problem]:
    """What is wrong with a text as a model."""
    file = document(folder, text)
    validated(model, file)
    return sorted(file.problems)


def test_a_right_file_becomes_its_model(tmp_path: Path) -> None:
    """What is right is made into the model, with types, and notes nothing."""
    file = document(tmp_path, "id: haus\ndoors:\n  - width: 90\n    open: false\n")

    assert Building(id="haus", doors=(Door(width=90, open=False),)) == validated(Building, file)
    assert [] == file.problems


def test_every_mistake_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    """All mistakes are noted in one go, each at its line, and there is no model."""
    file = document(tmp_path, "id: Haus 1\ndoors:\n  - width: breit\n  - open: vielleicht\n    colour: rot\n")

    assert None is validated(Building, file)
    assert [(1, "id"), (3, "doors[0].width"), (4, "doors[1].open"), (5, "doors[1].colour")] == [
        (problem.line, problem.field) for problem in sorted(file.problems)
    ]


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        ("name: x\n", 1, "das Feld „id“ fehlt", "bitte „id: …“ ergänzen"),
        ("id: haus\nnaem: x\n", 2, "das Feld „naem“ gibt es hier nicht", "meinten Sie „name“?"),
        (
            "id: haus\ndoors:\n  - widht: 90\n",
            3,
            "das Feld „widht“ gibt es hier nicht",
            "meinten Sie „width“?",
        ),
        (
            "id: haus\nname:\n  value: y\n  vlaue: x\n",
            4,
            "das Feld „vlaue“ gibt es hier nicht",
            "meinten Sie „value“?",
        ),
        ("id: haus\ndoor:\n  - width: 90\n", 2, "das Feld „door“ gibt es hier nicht", "meinten Sie „doors“?"),
        ("id: haus\nxyzxyz: 1\n", 2, "das Feld „xyzxyz“ gibt es hier nicht", "bitte die Schreibweise prüfen"),
        ("id: Haus 1\n", 1, "„Haus 1“ ist keine Kennung", "zum Beispiel „haus_1“"),
        ("id: [haus]\n", 1, "hier wird ein einfacher Text erwartet", "in eine Zeile"),
        ("id:\n", 1, "hier steht nichts", "bitte ausfüllen"),
        ("id: haus\ndoors: offen\n", 2, "„offen“ ist keine Liste", "„- “"),
        ("id: haus\ndoors:\n  - offen\n", 3, "„offen“ steht, wo Felder erwartet werden", "„feld: wert“"),
        ("id: haus\ndoors: [{width: breit}]\n", 2, "„breit“ ist keine Zahl", "nur Ziffern"),
        ("id: haus\ndoors: [{width: 20}]\n", 2, "„20“ liegt außerhalb", "bitte die Zahl prüfen"),
        (
            "id: haus\ndoors: [{open: jein}]\n",
            2,
            "„jein“ ist weder true noch false",
            "true (ja) oder false (nein)",
        ),
        ("id: „haus“\n", 1, "in Anführungszeichen, wie Word sie macht", "bitte ohne sie schreiben: haus"),
        ("id: haus\ndoors: [{label: {Tür: Hof}}]\n", 2, "im Text steht ein Doppelpunkt", "Anführungszeichen"),
        ("id: haus\ndoors:\n  - width:90\n", 3, "nach dem Doppelpunkt fehlt ein Leerzeichen", "„width: 90“"),
        ('id: haus\ndoors: [{label: ""}]\n', 2, "hier steht nichts", "bitte ausfüllen"),
        ("id: haus\ndoors: [{label: ein langer Text}]\n", 2, "zu lang", "höchstens 10 Zeichen"),
        ("- id: haus\n", 1, "der Wert steht, wo Felder erwartet werden", "„feld: wert“"),
        ("idd: haus\n", 1, "das Feld „idd“ gibt es hier nicht", "meinten Sie „id“?"),
        ("id: haus\ndoors: {width: 90}\n", 2, "der Wert ist keine Liste", "„- “"),
        (
            "id: haus\ndoors:\n  - {height: 1, colour: rot, key: ja}\n  - {wood: 1, glass: 2, iron: 3}\n",
            3,
            "ab hier stehen Felder, die nicht hierher gehören („height“ und andere)",
            "bitte prüfen, ob darüber eine Zeile fehlt",
        ),
    ],
)
def test_a_mistake_is_told_in_german_with_what_to_do(
    tmp_path: Path, text: str, line: int, what: str, remedy: str
) -> None:
    """Each kind of mistake has its line, a German sentence and a way to mend it."""
    (problem,) = problems(tmp_path, text)

    assert line == problem.line
    assert what in problem.what
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        ("byday: MI\nopens_at: 09:00\ncloses_at: 11:00\n", 1, "„MI“ ist kein Wochentag", "Mittwoch ist WE"),
        ("byday: MO\nopens_at: 9 Uhr\ncloses_at: 11:00\n", 2, "„9 Uhr“ ist keine Uhrzeit", "09:00"),
        ("byday: MO\nopens_at: 11:00\ncloses_at: 09:00\n", 3, "liegt nicht nach", "Uhrzeiten prüfen"),
        ("byday: 1MO\nopens_at: 09:00\ncloses_at: 11:00\n", 1, "nur mit „freq: MONTHLY", "MO"),
        (
            "byday: MO\nopens_at: 09:00\ncloses_at: 11:00\nfreq: DAILY\n",
            4,
            "„DAILY“ ist hier nicht",
            "WEEKLY, MONTHLY",
        ),
        (
            "byday: MO\nopens_at: 09:00\ncloses_at: 11:00\nvalid_to: bald\n",
            4,
            "„bald“ ist kein Datum",
            "2026-09-15",
        ),
    ],
)
def test_mistakes_in_times_are_told_by_the_schedule_itself(
    tmp_path: Path, text: str, line: int, what: str, remedy: str
) -> None:
    """What a schedule finds wrong becomes the problem, its last sentence the remedy."""
    (problem,) = problems(tmp_path, text, Schedule)

    assert line == problem.line
    assert what in problem.what
    assert remedy in problem.remedy


def test_an_end_before_its_start_is_told_at_the_end(tmp_path: Path) -> None:
    """Of two days in the wrong order the second is the mistake."""
    (problem,) = problems(tmp_path, "start: 2026-12-24\nend: 2026-12-23\n", Closure)

    assert (2, "end") == (problem.line, problem.field)


def test_no_english_and_no_python_reaches_the_coordinator(tmp_path: Path) -> None:
    """No message holds words of the library that found the mistake."""
    text = "id: Haus\nname: [1]\ndoors:\n  - width: x\n    open: x\n    label: []\n  - 7\nextra: 1\n"
    told = " ".join(map(str, problems(tmp_path, text))).lower()

    assert [] == [
        word for word in ("input", "should", "valid ", "error", "type", "none", "pydantic") if word in told
    ]


def test_a_mapping_by_name_keeps_the_names_in_the_path(tmp_path: Path) -> None:
    """In a file of named entries the name is part of the field."""
    (problem,) = problems(tmp_path, "vorne: {width: 90}\nhinten: {width: x}\n", Doors)

    assert (2, "hinten.width") == (problem.line, problem.field)


def test_a_part_of_a_file_can_be_validated(tmp_path: Path) -> None:
    """A value inside a file is made into a model, its mistakes told at their place in the file."""
    file = document(tmp_path, "house:\n  - width: x\n")
    made = validated(Door, file, ("house", 0), {"width": "x"})

    assert None is made
    assert [(2, "house[0].width")] == [(problem.line, problem.field) for problem in file.problems]


class Call(BaseModel):
    """A number to ring, for trying out."""

    model_config = ConfigDict(extra="forbid")

    number: str
    phones: tuple["Call", ...] = ()
    confidence: Literal["high", "low"] = "high"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("number: 1\ntelefon: 2\n", "meinten Sie „phones“?"),
        ("number: 1\nconfidence: hoch\n", "meinten Sie „high“? Erlaubt sind: high, low"),
        ("number: 1\nphones: 0711 1\n", "bitte mit den Feldnamen schreiben: „- number: 0711 1“"),
        ("number: 1\nphones:\n  - number:0711\n", "bitte „number: 0711“ schreiben"),
        ("number: 1\nphones:\n", "bitte ausfüllen oder das Feld löschen"),
        ("number: 1\nphones:\n  - 0711 1\n", "bitte mit den Feldnamen schreiben: „number: 0711 1“"),
    ],
)
def test_the_remedy_knows_the_fields(tmp_path: Path, text: str, remedy: str) -> None:
    """German words for fields are understood, and an entry is shown with the field it must have."""
    (problem,) = problems(tmp_path, text, Call)

    assert remedy == problem.remedy
