"""A file that holds no organizations of HSDS 3 is told in a German sentence that helps."""

import json
from pathlib import Path

import pytest

from bot.desk.hsds.drafts import BadImport, drafted
from bot.desk.hsds.import_file import LARGEST

SERVICE = {"name": "Rat", "fees_description": "0 Euro"}
PLACE = {"name": "Haus", "addresses": [{"address_1": "Ufer 1", "city": "Esslingen"}]}
OLD = {"name": "Amt", "services": [{"name": "Rat", "regular_schedules": []}]}
OLD_PLACE = {"name": "Amt", "locations": [{"name": "Haus", "physical_addresses": []}]}


def complaint(path: Path) -> str:
    """What is said of a file that cannot be read."""
    with pytest.raises(BadImport) as caught:
        drafted(path, path.parent / "d")
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "kein gültiges JSON: Bei Zeile 1, Zeichen 1 geht es nicht weiter"),
        (b'[{"name":\n "Amt",}]', "kein gültiges JSON: Bei Zeile 2, Zeichen 8"),
        ('["Müll"]'.encode("latin-1"), "Bitte mit UTF-8 speichern"),
        (b"[" * 100_000, "kein gültiges JSON: zu tief"),
        (b"[" + b"9" * 5000 + b"]", "kein gültiges JSON: zu tief verschachtelt oder zu lange Zahlen"),
        (b"PK\x03\x04xxx", "ZIP- oder Excel-Datei"),
        (b"\n<!doctype html>", "Internetseite oder XML"),
        (b"[1, 2]", "Liste von HSDS-Einrichtungen"),
        (b"7", "Liste von HSDS-Einrichtungen"),
        (b"[]", "Die Liste ist leer"),
        (b'[{"name": ""}, {"description": "x"}]', "keine Einrichtung mit einem Namen"),
        (json.dumps([SERVICE]).encode(), "Angebote (service), erwartet werden Einrichtungen"),
        (json.dumps({"contents": [PLACE]}).encode(), "Orte (location), erwartet werden Einrichtungen"),
        (json.dumps({"organizations": [], "services": []}).encode(), "einzelne Tabellen"),
        (json.dumps({"name": "x", "resources": []}).encode(), "einzelne Tabellen"),
        (json.dumps([OLD]).encode(), "HSDS 2 (darin steht „regular_schedules“)"),
        (json.dumps([OLD_PLACE]).encode(), "HSDS 2 (darin steht „physical_addresses“)"),
    ],
)
def test_what_is_broken_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    """What it is instead, or where it breaks; nothing is written."""
    (tmp_path / "x.json").write_bytes(content)

    assert said in complaint(tmp_path / "x.json")
    assert not (tmp_path / "d").exists()


def test_files_that_are_none_are_told(tmp_path: Path) -> None:
    """A folder, a table, nothing at all, or more than can be read at once."""
    (tmp_path / "x.csv").write_text("id,name", encoding="utf-8")
    with (tmp_path / "large.json").open("wb") as file:
        file.truncate(LARGEST + 1)

    assert "keine gewöhnliche Datei" in complaint(tmp_path)
    assert "Tabelle (CSV)" in complaint(tmp_path / "x.csv")
    assert "lässt sich nicht lesen" in complaint(tmp_path / "none.json")
    assert "größer als 20 MB (20 MB)" in complaint(tmp_path / "large.json")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"name": "Amt"}, "Ein Entwurf liegt in"),
        ({"contents": [{"name": "Amt"}], "page_number": 1, "total_pages": 3}, "nur Seite 1 von 3"),
        ([{"name": "Amt"}, {}], "Ohne Namen, daher ausgelassen: 1"),
        ([{"name": 5.5, "services": 3, "phones": ["0711"]}], "2 Angaben fanden keinen Platz"),
    ],
)
def test_what_is_readable_is_read(tmp_path: Path, content: object, said: str) -> None:
    """A single organization, a page of a list, odd types: each says what is missing."""
    (tmp_path / "x.json").write_text(json.dumps(content), encoding="utf-8-sig")

    assert said in drafted(tmp_path / "x.json", tmp_path / "d")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """With the reason, in German words around it."""
    (tmp_path / "x.json").write_text('{"name": "Amt"}', encoding="utf-8")
    (tmp_path / "d").write_text("", encoding="utf-8")

    assert "lässt sich nichts schreiben" in complaint(tmp_path / "x.json")
