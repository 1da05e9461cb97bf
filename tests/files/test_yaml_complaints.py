"""What the YAML parser stumbles over is told at the line that is to be mended, in plain German."""

from pathlib import Path

import pytest

from bot.files.yaml_text import read

SPACE, DASH = "nach dem Doppelpunkt fehlt ein Leerzeichen", "nach dem Strich fehlt ein Leerzeichen"
ITEM = "der Zeile fehlt der Strich, mit dem jede Angabe einer Liste beginnt"
FAR, QUOTE = "die Zeile ist weiter eingerückt als die darüber", "ein Anführungszeichen wird nicht geschlossen"
WORD = "hier steht ein geschütztes Leerzeichen, wie es beim Kopieren aus Word entsteht"
BEHIND = "hinter dem schließenden Anführungszeichen steht noch Text"
# fmt: off
STUMBLES = [  # text, line, what is told, a word of the remedy
    ("id: a\nfeld:wert\nb: c\n", 2, SPACE, "„feld: wert“"),
    ("id: a\nurl:https://x.de\n", 2, SPACE, "„url: https://x.de“"),
    ("a:\n  - value:Text\n    source: x\n", 2, SPACE, "„value: Text“"),
    ("a:\n  - value: Text\n    source:x\n    b: y\n", 3, SPACE, "„source: x“"),
    ("a: Text\n  source:x\nb: c\n", 2, SPACE, "„source: x“"),
    ("id: a\nfeld wert\nb: c\n", 2, "nach dem Feldnamen „feld“ fehlt ein Doppelpunkt", "„feld: wert“"),
    ("feld wert\nb: c\n", 1, "nach dem Feldnamen „feld“ fehlt ein Doppelpunkt", "„feld: wert“"),
    ("needs:\na_b\nb: c\n", 2, ITEM, "„- a_b“"),
    ("needs:\n  - a_b\n  c_d\n  - e\n", 3, ITEM, "„- c_d“"),
    ("de:\n  - ein Satz\n  noch ein Satz\nb: c\n", 3, ITEM, "„- noch ein Satz“"),
    ("needs:\n  -a_b\n  -c_d\nb: c\n", 2, DASH, "„- a_b“"),
    ("needs:\n  - a_b\n  -c_d\nb: c\n", 3, DASH, "„- c_d“"),
    ("needs:\n  - a_b\n    - c_d\n", 3, "diese Angabe einer Liste ist zu weit eingerückt", "gleich weit"),
    ("needs:\n  – a_b\n", 2, "„–“ ist nicht der einfache Strich, mit dem eine Liste beginnt", "„- a_b“"),
    ("closures: []\n\n  # x\n  - start: 1\n", 1,
     "hinter „closures:“ steht „[]“, das heißt leer, und darunter stehen doch Angaben", "„[]“ löschen"),
    ("closures: []  # keine\n- start: 1\n", 1,
     "hinter „closures:“ steht „[]“, das heißt leer, und darunter stehen doch Angaben", "„[]“ löschen"),
    ("a:\n\u00a0\u00a0- b\n", 2, WORD, "gewöhnliches Leerzeichen"),
    ("a:\u00a0b\nc: d\n", 1, WORD, "gewöhnliches Leerzeichen"),
    ("a: b\nd: Achtung: x\n", 2, "im Text steht ein Doppelpunkt", "hinter „d:“"),
    ("a: b\n  c: d\n", 2, FAR, "mit 0 Leerzeichen"),
    ("a:\n  - b: c\n     d: e\n", 3, FAR, "mit 4 Leerzeichen"),
    ('a: "x\nb: "c"\nd: e\n', 1, QUOTE, "ergänzen"),
    ('a: "Haus" im Hof\nb: c\n', 1, BEHIND, 'innen ist " nicht erlaubt'),
    ("a: 'Das ist's'\n", 1, BEHIND, "innen ist ' nicht erlaubt"),
    ("a: [b], c\n", 1, "hinter der schließenden Klammer steht noch etwas", "in die Klammer"),
    ('a:\n  - b: "x\n  - b: y\n  - b: "z"\n', 2, QUOTE, "ergänzen"),
    ('a:\n  - "x\n  - y\n  - "z"\n', 2, QUOTE, "ergänzen"),
    ("a:\n    b: c\n  - b: d\n", 2, "der Eintrag einer Liste beginnt hier ohne Strich", "gelöschte Zeile"),
    ("a:\n  - b\n- c\nd: e\n", 3, "die Einrückung passt nicht zur Zeile darüber", "gleich weit einrücken"),
    ("a:\n  - Text\n    b: c\n", 2, "diesem Eintrag fehlt der Feldname", "„- value: Text“"),
    ("a:\n  -\tb\n", 2, "hier steht ein Tabulator", "durch ein Leerzeichen"),
    ("a: *wichtig*\n", 1, "ein Text darf nicht mit „*“ beginnen", "in Anführungszeichen"),
    ("a: - b\n", 1, "eine Liste beginnt in der Zeile des Feldnamens", "in die nächste Zeile"),
    ("<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> x\n", 1,
     "hier stehen zwei Fassungen nebeneinander (von Git)", "bitte eine behalten"),
]
# fmt: on


@pytest.mark.parametrize(("text", "line", "what", "remedy"), STUMBLES)
def test_a_stumble_is_told_where_it_is_mended(
    tmp_path: Path, text: str, line: int, what: str, remedy: str
) -> None:
    """Often the line above is the one to mend; the remedy shows how it is written right."""
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    (problem,) = read(path).problems

    assert (line, what) == (problem.line, problem.what)
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    "text",
    ["a: ein Text\n  geht weiter\n", "byday: -1MO\n", "a:\n  langer Text\n  14:30 Uhr\n", "a: [b,\n  c]\n"],
)
def test_a_text_may_have_several_lines(tmp_path: Path, text: str) -> None:
    """Only lines that look like a field or an item are taken for one."""
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")

    assert [] == read(path).problems
