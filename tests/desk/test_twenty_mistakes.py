"""Mistakes people make in YAML, each in the real files: told at its line, with a remedy in plain German."""

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import run_bot
from bot.files.problems import Problem
from bot.files.town import Folders, read
from tests.conftest import HOME

ORGANIZATION, GUIDE = "organizations/vhs.yaml", "guides/find_flat.yaml"
DOCTOR = "guides/find_doctor.yaml"
CLOSURES, EVENTS = "closures.yaml", "events.yaml"
EVENT = """  - id: fest
    topics: [housing]
    name: Fest
    start: 2026-12-12T18:00
    end: 2026-12-12T20:00
    organizer: izf
    location: forum
    source: koordination
    confidence: high
"""
CLOSURE = "  - start: 2026-12-24\n    end: 2026-12-31\n    organizations: [vhs]\n"
SCHEDULE = """    schedules:
      - byday: TU
        opens_at: 14:00
        closes_at: 16:00
    name: Deutschkurse auf allen Stufen
"""
NAME = "    name: Deutschkurse auf allen Stufen\n"
SECOND = "  - id: deutschkurse\n    needs: [learn_german]\n    name: Noch einmal\n"


@dataclass(frozen=True)
class Mistake:
    """What stands in a file, what is written instead, the line that is told, and what is said of it."""

    old: str
    new: str
    at: str
    """how the told line begins; the first one from the place that was touched, or the one before it"""
    what: str
    remedy: str
    file: str = ORGANIZATION


def closure(old: str, new: str, at: str, what: str, remedy: str) -> Mistake:
    """A mistake in a closure that is entered."""
    entered = f"closures:\n{CLOSURE.replace(old, new)}"
    return Mistake("closures: []\n", entered, at, what, remedy, CLOSURES)


def event(old: str, new: str, at: str, what: str, remedy: str) -> Mistake:
    """A mistake in an event that is entered."""
    return Mistake("events: []\n", f"events:\n{EVENT.replace(old, new)}", at, what, remedy, EVENTS)


def hours(old: str, new: str, at: str, what: str, remedy: str) -> Mistake:
    """A mistake in the hours of an offer."""
    return Mistake(NAME, SCHEDULE.replace(old, new), at, what, remedy)


# fmt: off
MISTAKES = {
    "tab": Mistake(
        "    addresses:", "\t  addresses:", "\t  addresses:",
        "ein Tabulator steht in der Einrückung", "bitte durch Leerzeichen ersetzen"),
    "no colon": Mistake(
        "legal_status: m", "legal_status m", "legal_status",
        "nach dem Feldnamen „legal_status“ fehlt ein Doppelpunkt",
        "bitte „legal_status: municipal_government“ schreiben"),
    "no space": Mistake(
        "legal_status: m", "legal_status:m", "legal_status",
        "nach dem Doppelpunkt fehlt ein Leerzeichen", "bitte „legal_status: municipal_government“ schreiben"),
    "quote": Mistake(
        "description: s", 'description: "s', "description",
        "ein Anführungszeichen wird nicht geschlossen", "bitte das schließende Anführungszeichen ergänzen"),
    "indentation": Mistake(
        "  source: vhs_site\n", " source: vhs_site\n", " source: vhs_site",
        "die Einrückung passt nicht zur Zeile darüber", "bitte gleich weit einrücken wie die Nachbarzeilen"),
    "too far": Mistake(
        "confidence: high\nneeds", "  confidence: high\nneeds", "  confidence",
        "die Zeile ist weiter eingerückt als die darüber", "bitte mit 0 Leerzeichen beginnen"),
    "twice": Mistake(
        "legal_status:", "name: VHS\nlegal_status:", "name: VHS",
        "das Feld „name“ steht doppelt (zuerst in Zeile 5)", "bitte eines der beiden löschen"),
    "no list": Mistake(
        "[vhs, Volkshochschule, VHS Esslingen]", "vhs, VHS", "alternate_name",
        "„vhs, VHS“ ist keine Liste", "bitte je Angabe eine Zeile mit „- “ am Anfang"),
    "no dashes": Mistake(
        "  - learn_german\n  - integration_course\n", "learn_german\nintegration_course\n", "learn_german",
        "der Zeile fehlt der Strich, mit dem jede Angabe einer Liste beginnt",
        "bitte „- learn_german“ schreiben"),
    "dash without space": Mistake(
        "  - learn_german\n", "  -learn_german\n", "  -learn_german",
        "nach dem Strich fehlt ein Leerzeichen", "bitte „- learn_german“ schreiben"),
    "bracket": Mistake(
        "VHS Esslingen]", "VHS Esslingen", "alternate_name",
        "eine Klammer [ ] oder { } wird nicht geschlossen", "bitte die Klammer schließen"),
    "field": Mistake(
        "legal_status:", "legal_staus:", "legal_staus",
        "das Feld „legal_staus“ gibt es hier nicht", "meinten Sie „legal_status“?"),
    "choice": Mistake(
        "confidence: high", "confidence: hihg", "confidence",
        "„hihg“ ist hier nicht erlaubt", "meinten Sie „high“? Erlaubt sind: high, medium, low, none"),
    "need": Mistake(
        "  - learn_german\n", "  - lern_german\n", "  - lern_german",
        "„lern_german“ ist kein bekanntes Anliegen", "meinten Sie „learn_german“?"),
    "need in German": Mistake(
        "  - learn_german\n", "  - wohnen\n", "  - wohnen",
        "„wohnen“ ist kein bekanntes Anliegen",
        "meinten Sie „find_flat“ (Wohnung suchen)?"),
    "missing": Mistake(
        "name: Volkshochschule Esslingen am Neckar\n", "", "id: ",
        "das Feld „name“ fehlt", "bitte „name: …“ ergänzen"),
    "id": Mistake(
        "id: vhs\n", "id: volkshochschule\n", "id: volkshochschule",
        "„volkshochschule“ und der Dateiname „vhs.yaml“ sind verschieden", "bitte beide gleich schreiben"),
    "two of one id": Mistake(
        "services:\n", f"services:\n{SECOND}", "  - id: deutschkurse\n    needs: [learn_german, ",
        "die Kennung „deutschkurse“ steht doppelt (zuerst in Zeile 44)", "bitte eine andere Kennung wählen"),
    "web page": Mistake(
        "https://www.vhs", "www.vhs", "  value: www",
        "„www.vhs-esslingen.de“ ist keine Internetadresse", "bitte mit https:// beginnen"),
    "postal code": Mistake(
        "73728", "7372", "        postal_code",
        "„7372“ ist keine Postleitzahl", "bitte fünf Ziffern schreiben, zum Beispiel 73728"),
    "empty": Mistake(
        "description: städtische Erwachsenenbildung", "description:", "description:",
        "hier steht nichts", "bitte ausfüllen oder das Feld löschen"),
    "colon": Mistake(
        "description: städtische", "description: vhs: städtische", "description: vhs:",
        "im Text steht ein Doppelpunkt",
        "bitte den ganzen Text hinter „description:“ in Anführungszeichen setzen"),
    "source": Mistake(
        "source: vhs_site", "source: vhs_seite", "  source: vhs_seite",
        "„vhs_seite“ ist unbekannt (Quelle in sources.yaml)", "meinten Sie „vhs_site“?"),
    "umlaut": Mistake(
        "id: am_eck", "id: Am_Östeck", "  - id: Am_Östeck",
        "„Am_Östeck“ ist keine Kennung",
        "bitte nur Kleinbuchstaben ohne Umlaute, Ziffern und _ schreiben, zum Beispiel „am_oesteck“"),
    "place": Mistake(
        "locations: [hauptstelle]", "locations: [haupstelle]", "    locations: [haupstelle]",
        "„haupstelle“ ist unbekannt (Ort dieser Einrichtung)", "meinten Sie „hauptstelle“?"),
    "phone": Mistake(
        "locations:\n", "phones:\n  - number: 0711 abc\nlocations:\n", "  - number",
        "„0711 abc“ ist keine Telefonnummer",
        "bitte nur Ziffern und Leerzeichen schreiben, zum Beispiel 0711 35120"),
    "language": Mistake(
        "legal_status:", "languages: [eng]\nlegal_status:", "languages: [eng]",
        "„eng“ ist unbekannt (Kürzel einer Sprache)", "meinten Sie „en“ (Englisch)?"),
    "weekday": hours(
        "TU", "DI", "      - byday",
        "„DI“ ist kein Wochentag", "Erlaubt: MO, TU, WE, TH, FR, SA, SU (Dienstag ist TU)"),
    "clock": hours(
        "14:00", "25:00", "        opens_at",
        "„25:00“ ist keine Uhrzeit", "Erlaubt: 00:00 bis 23:59, zum Beispiel 14:00"),
    "German clock": hours(
        "14:00", "8.30", "        opens_at",
        "„8.30“ ist keine Uhrzeit", "bitte so schreiben: 08:30"),
    "closes first": hours(
        "16:00", "13:00", "        closes_at",
        "„closes_at“ 13:00 liegt nicht nach „opens_at“ 14:00", "bitte die Uhrzeiten prüfen"),
    "too long": Mistake(
        "title: Arzt finden", f"title: {'Arzt finden' * 9}", "title",
        f"„{('Arzt finden' * 9)[:80]}…“ ist zu lang",
        "bitte kürzer schreiben (höchstens 60 Zeichen)", DOCTOR),
    "offer": Mistake(
        "services: [", "services: [vhs/deutschkurs, ", "services",
        "„vhs/deutschkurs“ ist kein bekanntes Angebot", "meinten Sie „vhs/deutschkurse“?", GUIDE),
    "offer of another": Mistake(
        "services: [", "services: [jobcentr/beratung, ", "services",
        "„jobcentr/beratung“ ist kein bekanntes Angebot",
        "bitte ein Angebot von „jobcenter“ nennen, zum Beispiel „jobcenter/arbeit“, „jobcenter/arbeitgeber“, "
        "„jobcenter/deutschkurse“", GUIDE),
    "hotline": Mistake(
        "hotlines: []", "hotlines: [euronotfall]", "hotlines",
        "„euronotfall“ ist unbekannt (Nummer in hotlines.yaml)", "meinten Sie „euronotruf“?", GUIDE),
    "order of days": closure(
        "12-31", "12-20", "    end",
        "„end“ 2026-12-20 liegt vor „start“ 2026-12-24", "bitte die Tage prüfen"),
    "German date": closure(
        "2026-12-31", "31.12.2026", "    end",
        "„31.12.2026“ ist kein Datum", "bitte so schreiben: 2026-12-31"),
    "closed office": closure(
        "vhs", "vsh", "    organizations",
        "„vsh“ ist unbekannt (Einrichtung)", "meinten Sie „vhs“?"),
    "entries below []": Mistake(
        "locations:\n", "phones: []\n  - number: 0711 35120\nlocations:\n", "phones: []",
        "hinter „phones:“ steht „[]“, das heißt leer, und darunter stehen doch Angaben",
        "bitte „[]“ löschen"),
    "event without end": event(
        "    end: 2026-12-12T20:00\n", "", "  - id: ",
        "„end“ fehlt oder liegt nicht nach „start“", "bitte die Zeiten prüfen"),
    "event's place": event(
        "forum", "fourm", "    location",
        "„fourm“ ist unbekannt (Ort dieser Einrichtung)", "meinten Sie „forum“?"),
    "organizer": event(
        "izf", "izv", "    organizer",
        "„izv“ ist unbekannt (Einrichtung)", "meinten Sie „izf“?"),
    "event's language": event(
        "    source", "    languages: [Deutsch]\n    source", "    languages",
        "„Deutsch“ ist kein Kürzel einer Sprache", "meinten Sie „de“?"),
}
# fmt: on
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
