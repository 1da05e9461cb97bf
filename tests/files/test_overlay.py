"""Edits over the files: in what is read, and written into YAML with its comments kept."""

from pathlib import Path

import pytest

from bot.core.edits import Edit, name_of
from bot.files import yaml_text
from bot.files.overlay import changed, write
from bot.files.town import read
from tests.conftest import HOME
from tests.files.small_folder import FILES, SCHOOL, town

FILE = "organizations/schule.yaml"
TEXT = """\
# oben
id: schule
services:
  - id: a
    fees: kostenlos  # stimmt das?
    # zu den Unterlagen
    documents:
      - Pass
      # fehlt noch etwas?

  # zu b
  - id: b
    name: >-
      Lang
      und breit
    # Ende von b
  - id: c
    rows:
      - {byday: "MO", opens_at: 08:00}
    when: 2026-12-24
# zur Liste
closures: []
# Schluss
"""


def edited(*edits: Edit) -> str:
    """The text with edits; made once more they change nothing."""
    text, missed = changed(TEXT, edits)

    assert (text, missed) == changed(text, edits)
    return text


def at(*path: str, value: object = "2026-11-28", action: str = "set") -> Edit:
    """An edit of the text."""
    return Edit(FILE, path, action, value)  # type: ignore[arg-type]


@pytest.mark.parametrize("folder", ["knowledge", "intents"])
def test_every_real_file_comes_back_as_it_was(folder: str) -> None:
    """Nothing is lost or moved by reading a file to write it: what remains are doubled spaces."""
    files = [p for p in (HOME / folder).rglob("*.yaml") if p.stat().st_size < 20_000]
    texts = {p.name: p.read_text(encoding="utf-8") for p in files}
    squeezed = {name: " ".join(text.split()) for name, text in texts.items()}

    assert squeezed == {name: " ".join(changed(text, ())[0].split()) for name, text in texts.items()}


def test_what_is_written_is_read_as_what_was_read(tmp_path: Path) -> None:
    """Both readers of YAML give the same texts, folded ones and numbers too, for all real files."""
    for path in sorted((HOME / "knowledge").rglob("*.yaml")):
        edit = Edit(path.name, ("zz",), "set", "10:00")
        text, _ = changed(path.read_text(encoding="utf-8"), [edit])
        (tmp_path / "new.yaml").write_text(text, encoding="utf-8")
        before = yaml_text.read(path).data

        assert isinstance(before, dict)
        assert {**before, "zz": "10:00"} == yaml_text.read(tmp_path / "new.yaml").data


def test_a_new_field_stands_before_the_comment_on_the_neighbour() -> None:
    """A comment stays with what it is about."""
    text = edited(at("services", "b", "assured_date"), at("services", "c", "assured_date"))

    for kept in (
        "      und breit\n    assured_date: 2026-11-28\n    # Ende von b\n  - id: c\n",
        "    when: 2026-12-24\n    assured_date: 2026-11-28\n# zur Liste\n",
    ):
        assert kept in text


def test_a_text_that_becomes_a_mapping_keeps_its_comments() -> None:
    """The one in its line as well as those on the lines after it."""
    text = edited(
        at("services", "a", "fees", value={"value": "Kosten: 5 Euro # neu"}),
        at("services", "a", "documents", name_of("Pass"), value={"value": "Pass"}),
    )

    for kept in (
        "# stimmt das?\n      value: 'Kosten: 5 Euro # neu'\n    # zu den Unterlagen\n    documents:\n",
        "      - value: Pass\n      # fehlt noch etwas?\n\n  # zu b\n  - id: b\n",
    ):
        assert kept in text


def test_an_item_is_added_to_a_list_that_was_empty() -> None:
    """It is written one line a field, as people do."""
    text = edited(at("closures", action="append", value={"start": "2026-12-24", "organizations": ["izf"]}))

    assert text.endswith(
        "# zur Liste\nclosures:\n  - start: 2026-12-24\n    organizations:\n      - izf\n# Schluss\n"
    )


@pytest.mark.parametrize("gone", ["a", "b", "c"])
def test_what_is_dropped_takes_no_comment_of_its_neighbours_along(gone: str) -> None:
    """The first, one in the middle, and the last of a list."""
    text = edited(at("services", gone, action="drop", value=None))
    kept = [line for line in ("# oben", "# zu b", "# Ende von b", "# zur Liste", "# Schluss") if line in text]

    assert ["# oben", "# zu b", "# Ende von b", "# zur Liste", "# Schluss"] == kept


@pytest.mark.parametrize(
    "value", ["a: b # c", "zwei\nZeilen", "ja", "", "- x", "'", '"', "{", "@x", "12:30", "٣"]
)
def test_any_text_is_read_as_it_was_set(value: str, tmp_path: Path) -> None:
    """Signs of YAML in a text are only signs."""
    path = tmp_path / "x.yaml"
    path.write_text(edited(at("services", "b", "name", value=value)), encoding="utf-8")
    data = yaml_text.read(path).data

    assert isinstance(data, dict)
    assert value == data["services"][1]["name"]


def test_an_edit_whose_place_is_gone_is_handed_back(tmp_path: Path) -> None:
    """The others are made, and the file keeps who may read it."""
    path, lost = tmp_path / "schule.yaml", at("services", "zz", "fees")
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0o640)

    assert [lost] == write(path, [lost, at("id", value="neu")])
    assert (TEXT.replace("id: schule", "id: neu"), 0o640) == (
        path.read_text(encoding="utf-8"),
        path.stat().st_mode & 0o777,
    )
    assert [path] == list(tmp_path.iterdir())


def test_edits_lie_over_what_is_read(tmp_path: Path) -> None:
    """The models are made of the files with the edits; one without a place is a hint, no mistake."""
    lost = at("services", "zz", "fees")
    small = town(tmp_path, FILES)
    edits = [at("services", "kurse", "fees_description", value="5 Euro"), lost]
    read_again = read(small.folders, edits=edits)
    (school,) = (file for file in read_again.files.organizations if file.document.name == SCHOOL)

    assert school.model
    assert school.model.services[0].fees_description
    assert ("5 Euro", [], ["services.zz.fees"]) == (
        school.model.services[0].fees_description.value,
        read_again.files.problems,
        [hint.field for hint in school.document.hints],
    )
