"""`run_bot.py report`, from its arguments to the files."""

from __future__ import annotations

import argparse
import asyncio

import pytest

from bot.storage.counts import Counts, Row
from bot.storage.database import Database
from bot.verbs.reporting import report


@pytest.fixture
def database_file(tmp_path, monkeypatch):
    """A database of its own, not made yet."""
    path = tmp_path / "counts.sqlite3"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    return path


def arguments(folder, *, first="2026-07", last="2026-12", pdf=False, csv=False, demo=False):
    """What is typed."""
    return argparse.Namespace(first=first, last=last, out=folder, pdf=pdf, csv=csv, demo=demo)


def test_a_demonstration_touches_no_database(database_file, tmp_path, capsys):
    """Page, PDF and tables are written, and no database is made."""
    assert 0 == report(arguments(tmp_path / "out", pdf=True, csv=True, demo=True))

    paths = capsys.readouterr().out.splitlines()
    assert not database_file.exists()
    assert {"html", "pdf", "csv"} == {path.rpartition(".")[2] for path in paths}
    assert len(paths) == sum(path.is_file() for path in (tmp_path / "out").rglob("*"))


def test_a_report_is_made_of_what_was_counted(database_file, tmp_path):
    """Counts of the months asked for are in it, those of others are not."""

    async def count():
        database = Database(f"sqlite:///{database_file}")
        await database.open()
        rows = [Row("2026-08", "talk", "", "de", 1235), Row("2026-06", "talk", "", "de", 4000)]
        await Counts(database).add_all(rows)
        await database.close()

    asyncio.run(count())
    assert 0 == report(arguments(tmp_path / "out"))

    text = (tmp_path / "out" / "bericht_2026-07_2026-12.html").read_text(encoding="utf-8")
    assert "Es begannen rund 1.235 Gespräche." in text
    assert "4.000" not in text


@pytest.mark.parametrize(
    ("first", "last", "part"),
    [
        ("2026-13", "2026-12", "„2026-13“ ist kein Monat"),
        ("2026-09", "2026-07", "kann also nicht schon mit Juli 2026 enden"),
        (None, "2026-7", "„2026-7“ ist kein Monat"),
    ],
)
def test_wrong_months_are_told_and_nothing_is_written(database_file, tmp_path, capsys, first, last, part):
    """One German line, and neither a file nor a database."""
    assert 1 == report(arguments(tmp_path / "out", first=first, last=last))

    assert part in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert not database_file.exists()


def test_a_folder_that_cannot_be_written_is_told(database_file, tmp_path, capsys):
    """Where a file stands in the place of the folder, the reason is said in German."""
    (tmp_path / "out").write_text("", encoding="utf-8")

    assert 1 == report(arguments(tmp_path / "out", demo=True))
    assert "lässt sich dort nicht speichern" in capsys.readouterr().err
