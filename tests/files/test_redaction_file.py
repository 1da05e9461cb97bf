"""The words for taking out names: read, with every mistake named."""

from pathlib import Path

import pytest

from bot.files import redaction_file

GOOD = """\
de:
  introductions: [ich heiße, "* ist mein Name"]
  titles: [herr]
  streets: ["*straße"]
  stops: [und]
"""


def write(home: Path, text: str) -> Path:
    """A folder of intents with this file, and German as its only language."""
    folder = home / "intents"
    folder.mkdir()
    (folder / "languages.yaml").write_text("de: {native_name: Deutsch}\n", encoding="utf-8")
    (folder / "redaction.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_right_file_takes_names_out(tmp_path: Path) -> None:
    """The words that are read are the ones that redact."""
    read = redaction_file.read(write(tmp_path, GOOD))

    assert [] == read.problems
    assert read.redaction is not None
    assert "ich heiße […] und bin da" == read.redaction.redact("ich heiße Xav Feller und bin da")


def test_without_the_file_nothing_may_be_shown(tmp_path: Path) -> None:
    """A town without the file has no problem and no redaction."""
    read = redaction_file.read(tmp_path)

    assert ([], None) == (read.problems, read.redaction)


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("titles: [herr]", "title: [herr]", 3, "das Feld „title“ gibt es hier nicht"),
        ("  titles: [herr]\n", "", 2, "das Feld „titles“ fehlt"),
        ("[herr]", "herr", 3, "„herr“ ist keine Liste"),
        ("[herr]", '["…"]', 3, "„…“ hat keine Buchstaben"),
        ('"* ist mein Name"', '"ist * mein Name"', 2, "der Stern steht mitten in „ist * mein Name“"),
        ('"*straße"', "straße", 4, "in „straße“ fehlt der Stern für den Namen"),
        ("[und]", '["* und"]', 5, "in „* und“ steht ein Stern"),
        ("de:", "dee:", 1, "die Sprache „dee“ gibt es hier nicht"),
        ("de:\n", "- de:\n", 1, "hier stehen keine Sprachen"),
    ],
)
def test_every_mistake_is_named(tmp_path: Path, old: str, new: str, line: int, what: str) -> None:
    """A mistake has its line and its words, and nothing is redacted with half of the words."""
    read = redaction_file.read(write(tmp_path, GOOD.replace(old, new)))

    assert (line, what) in [(problem.line, problem.what) for problem in read.problems]
    assert {"intents/redaction.yaml"} == {problem.file for problem in read.problems}
    assert read.redaction is None


def test_the_real_file_is_right() -> None:
    """The file of this town has no mistake and all its languages."""
    folder = Path(__file__).resolve().parent.parent.parent / "intents"
    read = redaction_file.read(folder)

    assert [] == read.problems
    assert 19 == len(read.words)
