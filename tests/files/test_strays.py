"""A file that nobody reads is told: a coordinator would wonder why it changes nothing."""

from pathlib import Path

import pytest

from tests.files.small_folder import town

EVENTS = "events: []\n"


@pytest.mark.parametrize(
    ("file", "what", "remedy"),
    [
        (
            "knowledge/events.yml",
            "die Datei endet auf .yml und wird nicht gelesen",
            "bitte in „events.yaml“ umbenennen",
        ),
        (
            "knowledge/guides/kita.yaml.txt",
            "die Datei endet auf .yaml.txt und wird nicht gelesen",
            "bitte in „kita.yaml“ umbenennen",
        ),
        (
            "intents/de/work.YAML",
            "die Datei endet auf .YAML und wird nicht gelesen",
            "bitte in „work.yaml“ umbenennen",
        ),
        (
            "intents/word.yml",
            "die Datei endet auf .yml und wird nicht gelesen",
            "bitte in „word.yaml“ umbenennen",
        ),
        (
            "knowledge/event.yaml",
            "diese Datei wird nicht gelesen: Name oder Ordner stimmen nicht",
            "meinten Sie „events.yaml“?",
        ),
        (
            "knowledge/vhs.yaml",
            "diese Datei wird nicht gelesen: Name oder Ordner stimmen nicht",
            "bitte in den Ordner legen, in den sie gehört, oder löschen",
        ),
        (
            "knowledge/organizations/neu/vhs.yaml",
            "diese Datei wird nicht gelesen: Name oder Ordner stimmen nicht",
            "bitte in den Ordner legen, in den sie gehört, oder löschen",
        ),
    ],
)
def test_a_file_nobody_reads_is_told(tmp_path: Path, file: str, what: str, remedy: str) -> None:
    """Its name shows which one, the remedy how it is to be called."""
    found = town(tmp_path, {file: EVENTS}).files_problems

    assert [(file, 1, what, remedy)] == [(p.file, p.line, p.what, p.remedy) for p in found]


@pytest.mark.parametrize(
    "file",
    ["knowledge/README.md", "knowledge/_vorlage.yaml", "knowledge/schemas/x.yaml", "intents/.alt/x.yml"],
)
def test_what_is_no_file_of_ours_is_passed_over(tmp_path: Path, file: str) -> None:
    """Templates, hidden folders and texts about the files are nobody's mistake."""
    assert [] == town(tmp_path, {file: EVENTS}).files_problems
