"""A town whose folders hold what they should not: it is told, never raised, never waited for."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.files.problems import BrokenFiles
from bot.files.town import read
from bot.files.validation import MAX_TOLD
from tests.files.small_folder import FILES, LANGUAGES, NEEDS, PHRASES, SCHOOL, instead, town, write

EVENTS = "knowledge/events.yaml"


def loop(path: Path) -> None:
    """A link that leads to itself."""
    path.symlink_to(path.name)


MAKERS: dict[str, Callable[[Path], None]] = {"folder": Path.mkdir, "pipe": os.mkfifo, "loop": loop}


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("file", [SCHOOL, PHRASES, NEEDS, EVENTS])
def test_what_stands_in_place_of_a_file_is_told_once(tmp_path: Path, file: str, kind: str) -> None:
    """A folder, a pipe or a loop under the name of a file is one problem of that file, optional or not."""
    folders = write(tmp_path, {file: None})
    (tmp_path / file).parent.mkdir(exist_ok=True)
    MAKERS[kind](tmp_path / file)
    told = [problem for problem in read(folders).problems if problem.file == file]

    assert ["Datei nicht lesbar"] == [problem.what.partition(" (")[0] for problem in told]


@pytest.mark.parametrize("kind", MAKERS)
def test_phrases_that_are_no_file_stop_the_start_and_not_the_clock(tmp_path: Path, kind: str) -> None:
    """Where phrases are looked at only to learn from them, they are told as well."""
    folders = replace(write(tmp_path, {PHRASES: None}), cache=tmp_path / "cache")
    MAKERS[kind](tmp_path / PHRASES)

    with pytest.raises(BrokenFiles, match=r"language\.yaml:1:1: Datei nicht lesbar"):
        read(folders, phrases=False).centre(examples=False)


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    """What cannot be listed does not count as empty."""
    folders = write(tmp_path)
    (tmp_path / "knowledge" / "checks").write_text("- x\n", encoding="utf-8")

    assert ["knowledge/checks"] == [problem.file for problem in read(folders).problems]


@pytest.mark.parametrize("code", ["../../etc", "/etc", "", "d" * 300, "de/..", "DE", "."])
def test_a_language_is_a_code_and_no_way_out_of_the_folder(tmp_path: Path, code: str) -> None:
    """No path can be smuggled in as a language."""
    changes = instead(LANGUAGES, "tr: {native_name: Türkçe, leader: ayse}", f'"{code}": {{native_name: X}}')

    told = [problem for problem in town(tmp_path, changes).problems if problem.file == LANGUAGES]
    assert [2] == [problem.line for problem in told]


def test_many_mistakes_of_a_file_are_told_up_to_a_limit(tmp_path: Path) -> None:
    """A file of nothing but unknown fields fills one screen, and the rest is a number."""
    text = FILES[SCHOOL] + "".join(f"unbekannt{number}: x\n" for number in range(5_000))
    told = [problem.what for problem in town(tmp_path, {SCHOOL: text}).problems if problem.file == SCHOOL]

    assert MAX_TOLD + 1 == len(told)
    assert f"dazu {5_000 - MAX_TOLD} weitere Fehler in dieser Datei" in told


def test_a_wrong_value_is_repeated_in_one_short_line(tmp_path: Path) -> None:
    """Thousands of characters or line breaks in a wrong place do not fill the screen."""
    long = instead(SCHOOL, "        opens_at: 09:00", '        opens_at: "' + "9\\n" * 4_000 + '"')
    told = town(tmp_path, long).problems

    assert 1 == len(told)
    assert "\n" not in str(told[0])
    assert len(str(told[0])) < 400


@pytest.mark.parametrize("kind", MAKERS)
def test_a_catalogue_that_is_no_file_is_told(tmp_path: Path, kind: str) -> None:
    """Translations are looked at with the same care."""
    catalogue = "translations/tr/LC_MESSAGES/bot.po"
    folders = write(tmp_path)
    (tmp_path / catalogue).parent.mkdir(parents=True)
    MAKERS[kind](tmp_path / catalogue)

    assert [catalogue] == [problem.file for problem in read(folders).problems]
