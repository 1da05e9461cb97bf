"""Mistakes people make in YAML, each in the real files: told at its line, with a remedy in plain German."""

import shutil
from pathlib import Path

import pytest

from bot.files.problems import Problem
from bot.files.town import Folders, read
from tests.conftest import HOME

ORGANIZATION, GUIDE = "organizations/vhs.yaml", "guides/find_flat.yaml"
CLOSURES, EVENTS = "closures.yaml", "events.yaml"
EVENT = """events:
  - id: fest
    topics: [housing]
    name: Fest
    start: 2026-12-12T18:00
    end: 2026-12-12T20:00
    organizer: izf
    location: forum
    source: koordination
    confidence: high
"""
CLOSURE = "closures:\n  - start: 2026-12-24\n    end: 2026-12-31\n    organizations: [vhs]\n"
SCHEDULE = """    schedules:
      - byday: TU
        opens_at: 14:00
        closes_at: 16:00
    name: Deutschkurse auf allen Stufen"""
NAME = "    name: Deutschkurse auf allen Stufen"
# fmt: off
MISTAKES = {  # name: (file, what stands there, what is written instead, what is told)
    "tab": (ORGANIZATION, "    addresses:", "\t  addresses:", "bitte durch Leerzeichen ersetzen"),
    "no colon": (ORGANIZATION, "legal_status: m", "legal_status m", "fehlt ein Doppelpunkt"),
    "no space": (ORGANIZATION, "legal_status: m", "legal_status:m", "dem Doppelpunkt fehlt ein Leerzeichen"),
    "quote": (ORGANIZATION, "description: s", 'description: "s', "schließende Anführungszeichen ergänzen"),
    "indentation": (ORGANIZATION, "  source: vhs_site\n", " source: vhs_site\n", "gleich weit einrücken"),
    "twice": (ORGANIZATION, "legal_status:", "name: VHS\nlegal_status:", "steht doppelt (zuerst in Zeile"),
    "no list": (
        ORGANIZATION,
        "[vhs, Volkshochschule, VHS Esslingen]",
        "vhs, VHS",
        "je Angabe eine Zeile mit „- “",
    ),
    "bracket": (ORGANIZATION, "VHS Esslingen]", "VHS Esslingen", "bitte die Klammer schließen"),
    "field": (ORGANIZATION, "legal_status:", "legal_staus:", "meinten Sie „legal_status“?"),
    "choice": (ORGANIZATION, "confidence: high", "confidence: hihg", "meinten Sie „high“?"),
    "need": (ORGANIZATION, "  - learn_german\n", "  - lern_german\n", "meinten Sie „learn_german“?"),
    "missing": (ORGANIZATION, "name: Volkshochschule Esslingen am Neckar\n", "", "das Feld „name“ fehlt"),
    "id": (ORGANIZATION, "id: vhs\n", "id: volkshochschule\n", "bitte beide gleich schreiben"),
    "web page": (ORGANIZATION, "https://www.vhs", "www.vhs", "bitte mit https:// beginnen"),
    "postal code": (ORGANIZATION, "73728", "7372", "bitte fünf Ziffern schreiben"),
    "empty": (
        ORGANIZATION,
        "description: städtische Erwachsenenbildung",
        "description:",
        "hier steht nichts",
    ),
    "colon": (
        ORGANIZATION,
        "description: städtische",
        "description: vhs: städtische",
        "in Anführungszeichen",
    ),
    "source": (ORGANIZATION, "source: vhs_site", "source: vhs_seite", "meinten Sie „vhs_site“?"),
    "umlaut": (ORGANIZATION, "id: am_eck", "id: Am_Östeck", "nur Kleinbuchstaben ohne Umlaute"),
    "place": (
        ORGANIZATION,
        "locations: [hauptstelle]",
        "locations: [haupstelle]",
        "meinten Sie „hauptstelle“?",
    ),
    "weekday": (ORGANIZATION, NAME, SCHEDULE.replace("TU", "DI"), "ist kein Wochentag"),
    "clock": (ORGANIZATION, NAME, SCHEDULE.replace("14:00", "25:00"), "ist keine Uhrzeit"),
    "closes first": (ORGANIZATION, NAME, SCHEDULE.replace("16:00", "13:00"), "bitte die Uhrzeiten prüfen"),
    "phone": (ORGANIZATION, "locations:\n", "phones:\n  - number: 0711 abc\nlocations:\n", "„0711 abc“"),
    "too long": (GUIDE, "title: Wohnung suchen", "title: " + "Wohnung suchen " * 9, "höchstens 60 Zeichen"),
    "offer": (GUIDE, "services: [", "services: [vhs/deutschkurs, ", "meinten Sie „vhs/deutschkurse“?"),
    "hotline": (GUIDE, "hotlines: []", "hotlines: [euronotfall]", "meinten Sie „euronotruf“?"),
    "order of days": (CLOSURES, "closures: []", CLOSURE.replace("12-31", "12-20"), "bitte die Tage prüfen"),
    "German date": (
        CLOSURES,
        "closures: []",
        CLOSURE.replace("2026-12-31", "31.12.2026"),
        "so schreiben: 2026",
    ),
    "event without time": (
        EVENTS,
        "events: []",
        EVENT.replace("    end: 2026-12-12T20:00\n", ""),
        "„end“ fehlt",
    ),
    "event's place": (EVENTS, "events: []", EVENT.replace("forum", "fourm"), "meinten Sie „forum“?"),
    "organizer": (EVENTS, "events: []", EVENT.replace("izf", "izv"), "meinten Sie „izf“?"),
    "language": (EVENTS, "events: []", f"{EVENT}    languages: [Deutsch]\n", "meinten Sie „de“?"),
}
# fmt: on


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The knowledge of Esslingen, to be broken."""
    return Path(shutil.copytree(HOME / "knowledge", tmp_path / "knowledge"))


def problems(folder: Path) -> list[Problem]:
    """What `check` would say of it."""
    return read(Folders(folder, HOME / "intents", folder, None), phrases=False).files.problems


def make(folder: Path, name: str) -> tuple[str, int, int]:
    """Make a mistake; its file, and the first and last line that were touched."""
    file, old, new, _ = MISTAKES[name]
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, name
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return f"knowledge/{file}", line, line + new.count("\n")


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_where_it_is(folder: Path, name: str) -> None:
    """File and line are those of the mistake, the remedy is plain German, hardly anything else is told."""
    file, first, last = make(folder, name)
    found = problems(folder)
    near = [each for each in found if each.file == file and first - 1 <= each.line <= last + 1]

    assert any(MISTAKES[name][3] in str(each) for each in near), "\n".join(map(str, found))
    assert len(found) <= 4, "\n".join(map(str, found))


def test_all_are_told_at_once(folder: Path) -> None:
    """One run tells mistakes of several files."""
    names = ("postal code", "hotline", "German date", "organizer")
    for name in names:
        make(folder, name)
    text = "\n".join(map(str, problems(folder)))

    assert [] == [name for name in names if MISTAKES[name][3] not in text]


def test_there_are_enough() -> None:
    """The bar says twenty kinds."""
    assert 20 <= len(MISTAKES)
