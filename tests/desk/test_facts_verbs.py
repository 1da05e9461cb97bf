"""`recheck`, `confirm`, `overlay` as they are typed, on the small town."""

from collections.abc import Callable
from pathlib import Path

import pytest

import run_bot
from tests.files.small_folder import SCHOOL, write

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Type a verb; its exit code and all it said."""
    write(tmp_path)
    for name in ("knowledge", "intents", "translations"):
        (tmp_path / name).mkdir(exist_ok=True)
        monkeypatch.setenv(f"{name.upper()}_DIR", str(tmp_path / name))
    monkeypatch.setenv("CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'town.sqlite3'}")

    def typed(*words: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["run_bot.py", *words])
        code = run_bot.main()
        said = capsys.readouterr()
        return code, said.out + said.err

    return typed


def test_a_yes_goes_into_the_file_and_off_the_list(run: Run, tmp_path: Path) -> None:
    """And is told with its place."""
    _, before = run("recheck", "--all")
    code, said = run("confirm", "schule", "--yes", "--on", "2026-11-28", "--service", "tests")
    _, after = run("recheck", "--all")

    assert (0, True) == (code, said.startswith("In die Dateien geschrieben (1):"))
    assert "assured_date: 2026-11-28" in (tmp_path / SCHOOL).read_text(encoding="utf-8")
    assert [True, False] == ["Kleinstadt: Einstufung" in listed for listed in (before, after)]


def test_where_files_cannot_be_written_the_database_keeps_the_yes(run: Run, tmp_path: Path) -> None:
    """It is in force at once; later it is taken back or written."""
    barrier = tmp_path / "knowledge/organizations/.schule.yaml.new"
    barrier.mkdir()
    _, noted = run("confirm", "schule", "--yes")
    _, listed = run("overlay")
    _, after = run("recheck", "--all")
    kept, why = run("overlay", "apply")
    barrier.rmdir()
    dropped, _ = run("overlay", "drop", "1")
    written, said = run("overlay", "apply")

    assert "In der Datenbank vermerkt (3):" in noted
    assert 3 == len(listed.splitlines())
    assert "Volkshochschule Kleinstadt" not in after
    assert (1, True) == (kept, "kann nicht geschrieben werden" in why)
    assert (0, 0, "2 Änderungen stehen jetzt in den Dateien.\n") == (dropped, written, said)
    assert (0, "Keine Änderungen: Alles steht in den Dateien.\n") == run("overlay")
    assert 2 == run("overlay", "log")[1].count("in den Dateien seit")


def test_letters_are_written_for_all_who_have_something_due(run: Run, tmp_path: Path) -> None:
    """One file each."""
    code, _ = run("confirm", "--out", str(tmp_path / "letters"))

    assert (0, ["schule.eml"]) == (code, [path.name for path in (tmp_path / "letters").iterdir()])


@pytest.mark.parametrize(
    "words",
    [("confirm", "weg"), ("confirm", "--yes"), ("confirm", "schule", "--service", "kurse"),
     ("confirm", "schule", "--yes", "--service", "weg"), ("overlay", "drop"), ("overlay", "drop", "9")],
)  # fmt: skip
def test_what_cannot_be_done_is_told(words: tuple[str, ...], run: Run) -> None:
    """In German, and nothing is changed."""
    code, said = run(*words)

    assert code
    assert said.strip()
    assert (0, "Keine Änderungen: Alles steht in den Dateien.\n") == run("overlay", "log")


def test_the_table_has_a_line_for_each_item(run: Run, tmp_path: Path) -> None:
    """And one with the names of the columns."""
    run("recheck", "--csv", str(tmp_path / "list.csv"))
    rows = (tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()

    assert "fällig;Art;Eintrag;Was;gezeigt;Stelle;Meldung" == rows[0]
    assert 7 == len(rows)
