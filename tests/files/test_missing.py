"""What many places name and nothing defines is told once, with the places that name it."""

import shutil
from pathlib import Path

import pytest

from bot.files.problems import Problem
from bot.files.town import Folders, read
from tests.conftest import HOME


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """All files of Esslingen, to be broken."""
    for name in ("knowledge", "intents"):
        shutil.copytree(HOME / name, tmp_path / name)
    return tmp_path


def found(home: Path) -> list[Problem]:
    """What is told of all but the translations."""
    return read(Folders(home / "knowledge", home / "intents", home, None), phrases=False).files_problems


def change(path: Path, old: str, new: str) -> None:
    """Write something else into a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_lost_organization_is_told_once(home: Path) -> None:
    """At its own file, with the number of places and the first three; no other is suggested."""
    (home / "knowledge/organizations/vhs.yaml").unlink()
    (problem,) = found(home)

    assert "knowledge/organizations/vhs.yaml" == problem.file
    assert problem.what.startswith("die Datei fehlt: die Einrichtung „vhs“ gibt es nicht, ")
    assert 3 == problem.what.count(".yaml:")
    assert "vvs" not in str(problem)


def test_a_lost_source_is_told_once(home: Path) -> None:
    """In the file where it should stand."""
    change(home / "knowledge/sources.yaml", "  vhs_site:\n", "  vhs_seite:\n")
    (problem,) = found(home)

    assert "knowledge/sources.yaml" == problem.file
    assert problem.what.startswith("hier fehlt „vhs_site“ (Quelle): ")


def test_two_places_are_told_one_by_one(home: Path) -> None:
    """It may be a slip of typing: each line is told, with what was meant."""
    path = home / "knowledge/closures.yaml"
    entry = "  - start: 2026-12-24\n    end: 2026-12-31\n    organizations: [vsh]\n"
    change(path, "closures: []\n", f"closures:\n{entry}{entry}")

    assert ["meinten Sie „vhs“?"] * 2 == [problem.remedy for problem in found(home)]


def test_a_folder_of_no_language_is_told(home: Path) -> None:
    """A language that stands in no list would be passed over in silence."""
    (home / "intents/xx").mkdir()
    (home / "intents/xx/work.yaml").write_text("language: xx\nphrases: {}\n", encoding="utf-8")
    (problem,) = found(home)

    assert ("intents/xx", 1) == (problem.file, problem.line)
    assert "der Ordner wird nicht gelesen: „xx“ steht nicht in intents/languages.yaml" == problem.what
