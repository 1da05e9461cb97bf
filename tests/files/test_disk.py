"""What lies in place of a file: folders, loops, pipes and devices are told and never waited for."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.files import disk
from bot.files.disk import Unreadable, contents, listed, there
from bot.files.yaml_text import read


def nothing(path: Path) -> None:
    """Not even a name."""


def dangling(path: Path) -> None:
    """A link that leads to nothing."""
    path.symlink_to("gibt_es_nicht")


def loop(path: Path) -> None:
    """A link that leads to itself."""
    path.symlink_to(path.name)


def device(path: Path) -> None:
    """A link to a device that never ends."""
    path.symlink_to("/dev/zero")


def plug(path: Path) -> None:
    """A socket."""
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (nothing, "sie fehlt"),
        (Path.mkdir, "ein Ordner"),
        (loop, "im Kreis"),
        (dangling, "sie fehlt"),
        (os.mkfifo, "keine gewöhnliche Datei"),
        (device, "keine gewöhnliche Datei"),
        (plug, "nicht lesbar"),
    ],
)
def test_what_is_no_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], word: str
) -> None:
    """Whatever stands in place of a file is one problem, in German, with a remedy."""
    monkeypatch.chdir(tmp_path)
    make(Path("datei.yaml"))
    (problem,) = read(Path("datei.yaml"), "knowledge/datei.yaml").problems

    assert ("knowledge/datei.yaml", 1, 1) == (problem.file, problem.line, problem.column)
    assert "Datei nicht lesbar" in problem.what
    assert word in problem.what
    assert problem.remedy.startswith("bitte")


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    """A name the disk does not take is a problem too."""
    assert "Name ist zu lang" in read(tmp_path / ("a" * 300)).problems[0].what


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (PermissionError(13, "denied"), "Leserechte"),
        (FileNotFoundError(2, "gone"), "sie fehlt"),
        (OSError(5, "broken"), "Datenträger"),
    ],
)
def test_what_the_disk_refuses_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, word: str
) -> None:
    """Missing rights, a broken disk and a file that vanished after it was listed are told in German."""

    def refuse(*_: object) -> int:
        raise error

    (tmp_path / "datei.yaml").write_text("a: b\n", encoding="utf-8")
    (path,) = listed(tmp_path)
    monkeypatch.setattr(disk.os, "open", refuse)

    assert word in read(path).problems[0].what


def test_never_more_is_read_than_wanted(tmp_path: Path) -> None:
    """Of a huge file only the beginning is taken into memory."""
    path = tmp_path / "riesig.yaml"
    with path.open("wb") as file:
        file.truncate(10**12)

    assert 5 == len(contents(path, 5))
    assert "1 MB" in read(path).problems[0].what


def test_a_folder_that_cannot_be_listed_stands_for_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then reading it says what is wrong, instead of silently finding nothing."""
    (tmp_path / "leer").mkdir()
    (tmp_path / "datei").write_text("", encoding="utf-8")

    assert [] == listed(tmp_path / "leer")
    assert [] == listed(tmp_path / "gibt_es_nicht")
    assert [tmp_path / "datei"] == listed(tmp_path / "datei")


def test_what_cannot_be_read_is_there_all_the_same(tmp_path: Path) -> None:
    """A loop or a link to nothing is no missing file: it shall be told."""
    (tmp_path / "kreis").symlink_to("kreis")
    (tmp_path / "nichts").symlink_to("gibt_es_nicht")

    assert [True, True, False] == [there(tmp_path / name) for name in ("kreis", "nichts", "fehlt")]


def test_what_is_refused_says_what_and_how() -> None:
    """The error holds both halves of a problem."""
    with pytest.raises(Unreadable) as caught:
        contents(Path("gibt_es_nicht"), 1)

    assert ("Datei nicht lesbar (sie fehlt)", "bitte anlegen oder den Namen prüfen") == (
        caught.value.what,
        caught.value.remedy,
    )
