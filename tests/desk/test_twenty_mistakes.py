"""Mistakes people make in YAML, each in the real files: told at its line, with a remedy in plain German."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import run_bot
from bot.files.problems import Problem
from bot.files.town import Folders, read
from tests.conftest import HOME
from tests.desk.mistakes import EVENTS, MISTAKES, ORGANIZATION, Mistake

ENCODING = "die Datei ist nicht in UTF-8 gespeichert; bitte im Editor mit der Kodierung UTF-8 speichern"
ENDING = "die Datei endet auf .yml und wird nicht gelesen; bitte in „events.yaml“ umbenennen"
Told = tuple[str, int, str]
"""file, line, and all that is said"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The knowledge of Esslingen, to be broken."""
    return Path(shutil.copytree(HOME / "knowledge", tmp_path / "knowledge"))


def told(found: list[Problem]) -> list[Told]:
    """File, line and sentence of each problem."""
    return [(each.file, each.line, f"{each.what}; {each.remedy}") for each in found]


def problems(folder: Path) -> list[Told]:
    """What `check` would say of it."""
    return told(read(Folders(folder, HOME / "intents", folder, None), phrases=False).files.problems)


def make(folder: Path, mistake: Mistake, file: str | None = None) -> Told:
    """Make a mistake, in a copy of its file if another is named; what must be told of it."""
    text, file = (folder / mistake.file).read_text(encoding="utf-8"), file or mistake.file
    head, found, rest = text.partition(mistake.old)
    if found:
        start, text = head.rfind("\n", 0, head.rfind("\n")), head + mistake.new + rest
    else:  # there is an entry already: one more
        start, text = len(text) - 1, text + mistake.new.partition("\n")[2]
    place = text.index(f"\n{mistake.at}", max(start, 0))
    own, name = Path(mistake.file).stem, Path(file).stem
    text = text.replace(f"\nid: {own}\n", f"\nid: {name}\n")
    (folder / file).write_text(text, encoding="utf-8")
    return f"knowledge/{file}", text[:place].count("\n") + 2, f"{mistake.what}; {mistake.remedy}"


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_where_it_is(folder: Path, name: str) -> None:
    """File and line are those of the mistake, the remedy is plain German, nothing else is told."""
    assert [make(folder, MISTAKES[name])] == problems(folder)


def latin(folder: Path, file: str) -> Told:
    """Save a copy of a file the way old editors do."""
    text = (folder / ORGANIZATION).read_text(encoding="utf-8").replace("id: vhs\n", "id: latin\n")
    (folder / file).write_bytes(text.encode("latin-1", "replace"))
    line = next(number for number, each in enumerate(text.splitlines(), 1) if not each.isascii())
    return f"knowledge/{file}", line, ENCODING


def ending(folder: Path) -> Told:
    """Name a file the way other programs do."""
    shutil.copy(folder / EVENTS, folder / "events.yml")
    return "knowledge/events.yml", 1, ENDING


def test_a_file_in_another_encoding_is_told(folder: Path) -> None:
    """At the first line that cannot be read."""
    assert [latin(folder, "organizations/latin.yaml")] == problems(folder)


def test_a_file_with_another_ending_is_told(folder: Path) -> None:
    """It was passed over in silence."""
    assert [ending(folder)] == problems(folder)


def test_all_are_told_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One run of `check` tells every kind, each at its file and line, and nothing that is none."""
    expected = [latin(folder, "organizations/latin.yaml"), ending(folder)]
    for number, name in enumerate(sorted(MISTAKES, key="id".__eq__)):  # copies are made of what "id" breaks
        mistake = MISTAKES[name]
        own = mistake.file == ORGANIZATION and name != "id"  # it is about the name of its file
        copy = f"organizations/vhs_{number}.yaml" if own else None
        another = replace(mistake, new=mistake.new.replace("id: fest", f"id: fest_{number}"))
        expected.append(make(folder, another, copy))
    monkeypatch.setenv("KNOWLEDGE_DIR", str(folder))
    monkeypatch.setattr("sys.argv", ["run_bot.py", "check"])
    code, said = run_bot.main(), capsys.readouterr()
    lines = [line for line in said.out.splitlines() if "Hinweis: " not in line]
    whole = [re.sub(r"^(\S+):(\d+):\d+: (?:[a-z_]+[\[\].\w]*: )?", r"\1:\2: ", line) for line in lines]

    assert 1 == code
    assert sorted(f"{file}:{line}: {sentence}" for file, line, sentence in expected) == sorted(whole)
    assert said.err.startswith(f"{len(expected)} Fehler, ")


def test_there_are_enough() -> None:
    """The bar says twenty kinds."""
    assert 20 <= len(MISTAKES)
