"""Mistakes people make in the YAML of `knowledge/`: what is written, where and how it is told."""

from dataclasses import dataclass

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
    "lost line": Mistake(
        "services:\n", "", "    needs: [learn_german, job_german]",
        "ab hier stehen Felder, die nicht hierher gehören („needs“ und andere)",
        "bitte prüfen, ob darüber eine Zeile fehlt oder die Einrückung falsch ist"),
    "lost dash": Mistake(
        "  - id: deutschkurse\n", "", "    needs: [learn_german, job_german]",
        "der Eintrag einer Liste beginnt hier ohne Strich",
        "bitte die erste Zeile des Eintrags mit „- “ beginnen (oder die gelöschte Zeile wieder einfügen)"),
    "German field": Mistake(
        "legal_status:", "telefon:", "telefon",
        "das Feld „telefon“ gibt es hier nicht", "meinten Sie „phones“?"),
    "Word's quotes": Mistake(
        "confidence: high", "confidence: „high“", "confidence",
        "der Wert steht in Anführungszeichen, wie Word sie macht", "bitte ohne sie schreiben: high"),
    "Word's list": Mistake(
        "  - learn_german\n", "  – learn_german\n", "  – learn_german",
        "„–“ ist nicht der einfache Strich, mit dem eine Liste beginnt",
        "bitte „- learn_german“ schreiben (Strich von der Tastatur, dann ein Leerzeichen)"),
    "id": Mistake(
        "id: vhs\n", "id: volkshochschule\n", "id: volkshochschule",
        "„volkshochschule“ und der Dateiname „vhs.yaml“ sind verschieden", "bitte beide gleich schreiben"),
    "two of one id": Mistake(
        "services:\n", f"services:\n{SECOND}", "  - id: deutschkurse\n    needs: [learn_german, ",
        "die Kennung „deutschkurse“ steht doppelt (zuerst in Zeile 44)", "bitte eine andere Kennung wählen"),
    "web page": Mistake(
        "https://www.vhs", "www.vhs", "  value: www",
        "„www.vhs-esslingen.de“ ist keine Internetadresse", "bitte so schreiben: https://www.vhs-esslingen.de"),
    "scheme": Mistake(
        "https://www.vhs", "htp://www.vhs", "  value: htp",
        "„htp://www.vhs-esslingen.de“ ist keine Internetadresse",
        "bitte so schreiben: https://www.vhs-esslingen.de"),
    "space in an address": Mistake(
        "https://www.vhs-esslingen.de", "https://www.vhs -esslingen.de", "  value: https",
        "in der Internetadresse „https://www.vhs -esslingen.de“ steht ein Leerzeichen",
        "bitte so schreiben: https://www.vhs-esslingen.de"),
    "postal code": Mistake(
        "73728", "7372", "        postal_code",
        "„7372“ ist keine Postleitzahl", "bitte fünf Ziffern schreiben, zum Beispiel 73728"),
    "empty": Mistake(
        "description: städtische Erwachsenenbildung", "description:", "description:",
        "hier steht nichts", "bitte ausfüllen oder das Feld löschen"),
    "comment": Mistake(
        "description: städtische", "description: #1 städtische", "description:",
        "hier steht nichts: Text, der mit „#“ beginnt, wird nicht gelesen",
        "bitte den ganzen Text in Anführungszeichen setzen"),
    "fact with a colon": Mistake(
        "services:\n", "notes:\n  - Wichtig: Bitte klingeln\nservices:\n", "  - Wichtig",
        "im Text steht ein Doppelpunkt", "bitte den ganzen Text in Anführungszeichen setzen"),
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
    "several days": hours(
        "TU", "MO bis FR", "      - byday",
        "„MO BIS FR“ sind mehrere Tage", "bitte so schreiben: MO,TU,WE,TH,FR"),
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
    "German moment": event(
        "2026-12-12T18:00", "12.12.2026 18:00", "    start",
        "„12.12.2026 18:00“ ist kein Zeitpunkt", "bitte so schreiben: 2026-12-12T18:00"),
    "German moment in words": event(
        "2026-12-12T20:00", "12.12.26, 20.30 Uhr", "    end",
        "„12.12.26, 20.30 Uhr“ ist kein Zeitpunkt", "bitte so schreiben: 2026-12-12T20:30"),
    "event without time": event(
        "2026-12-12T18:00", "2026-12-12", "    start",
        "„2026-12-12“ ist kein Zeitpunkt", "bitte Tag und Uhrzeit so schreiben: 2026-12-12T18:00"),
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
