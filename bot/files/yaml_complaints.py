"""What the YAML parser complains of, in German, with its place and what to do.

The parser tells where it stumbled, not what somebody did: that stands in the line, or in the one above.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

Complaint = tuple[int, int, str, str]
"""line and column, from 0; what is wrong; what to do"""
_BLANKS = "\u00a0\u2007\u202f\u3000"
"""spaces of word processors and web pages, which are none in YAML"""
_ODD_BLANK = re.compile(rf"^ *(?:[^\s:]*[:-])? *([{_BLANKS}])")
_TOGETHER = re.compile(r"^ *(?:- +)?([A-Za-z_][\w-]*):(?! |$)([^\s/].*|/(?!/).*)")
_STUCK = re.compile(rf"^ *(?:-(?=[^\s-])|-[{_BLANKS}]|[–—−•·])[ {_BLANKS}]*(.*)")
_FIELD = re.compile(r"^ *(?:- +)?([A-Za-z_][\w-]*):(?: |$)")
_FORGOTTEN = re.compile(r"^ *(?:- +)?([a-z_]+)[： ]+(\S.*)")
_NOTHING = re.compile(r"^ *(?:- +)?([^\s:]+): +(\[\]|\{\})(?: +#.*)?$")
_OPENED = re.compile(r"""^ *(?:- +)?(?:[^\s:"']+: +)?(["'])""")
_SIGN = re.compile(r"^ *(?:- +)*(?:[^\s:]+: +)?([@%`*>|,\]}?&!])")
_CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )")
_SHOWN = 60


def stuck_dash(line: str) -> tuple[str, str] | None:
    """What is wrong with a line that begins with a dash that makes no list, if it is one."""
    if not (found := _STUCK.match(line)):
        return None
    if line.lstrip().startswith("-"):
        return "nach dem Strich fehlt ein Leerzeichen", f"bitte „- {_short(found[1])}“ schreiben"
    what = f"„{line.lstrip()[0]}“ ist nicht der einfache Strich, mit dem eine Liste beginnt"
    return what, f"bitte „- {_short(found[1])}“ schreiben (Strich von der Tastatur, dann ein Leerzeichen)"


def without_space(line: str) -> tuple[str, str] | None:
    """What is wrong with `field:value`, if the line is one."""
    if not (found := _TOGETHER.match(line)):
        return None
    return "nach dem Doppelpunkt fehlt ein Leerzeichen", f"bitte „{found[1]}: {_short(found[2])}“ schreiben"


def complaint(error: yaml.MarkedYAMLError, raw: bytes) -> Complaint:
    """The parser's English complaint, in German, at the line that is to be mended."""
    mark, text = _mark(error), f"{error.context or ''} {error.problem or ''}"
    lines = raw.decode("utf-8", "replace").splitlines()
    stumbled = error.problem_mark.line if error.problem_mark else mark.line
    place = _Place(lines, mark.line, mark.column, stumbled)
    looks = (_conflict, _tab, _odd_blank, _empty_brackets)
    for look in (*looks, *(look for sign, look in _BY_TEXT if sign in text)):
        if found := look(place):
            return found
    what, remedy = next((told for sign, *told in _SYNTAX if sign in text), _NO_YAML)
    return mark.line, mark.column, what, remedy


def _mark(error: yaml.MarkedYAMLError) -> Any:
    """What is opened and never closed is told where it opens, all else where the parser stumbled."""
    opened = any(sign in (error.context or "") for sign in ("quoted scalar", "flow", "simple key"))
    return error.context_mark if opened and error.context_mark else error.problem_mark


@dataclass(frozen=True)
class _Place:
    """The line at which the parser stumbled, among all lines."""

    lines: list[str]
    number: int
    column: int
    stumbled: int
    """the line it was reading when it gave up"""

    @property
    def line(self) -> str:
        return self._at(self.number)

    @property
    def before(self) -> int:
        """The number of the line above, without empty ones and comments; -1 if there is none."""
        whole = (n for n in range(self.number - 1, -1, -1) if self._at(n).strip(" #") and not self._noted(n))
        return next(whole, -1)

    @property
    def above(self) -> str:
        return self._at(self.before)

    def _at(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def _noted(self, number: int) -> bool:
        return self._at(number).lstrip().startswith("#")

    def told(self, number: int, what: str, remedy: str) -> Complaint:
        """A complaint at the beginning of a line."""
        return number, _indent(self._at(number)), what, remedy


def _conflict(place: _Place) -> Complaint | None:
    for number, line in enumerate(place.lines):
        if _CONFLICT.match(line):
            remedy = "bitte eine behalten, die andere und die Zeilen mit <<<<<<<, ======= und >>>>>>> löschen"
            return place.told(number, "hier stehen zwei Fassungen nebeneinander (von Git)", remedy)
    return None


def _tab(place: _Place) -> Complaint | None:
    line = place.lines[place.stumbled] if place.stumbled < len(place.lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        what = "ein Tabulator steht in der Einrückung"
        return place.stumbled, 0, what, "bitte durch Leerzeichen ersetzen"
    if "\t" in place.line[place.column : place.column + 1]:
        return place.number, place.column, "hier steht ein Tabulator", "bitte durch ein Leerzeichen ersetzen"
    return None


def _odd_blank(place: _Place) -> Complaint | None:
    for number in (place.before, place.number):
        if number >= 0 and number < len(place.lines) and (found := _ODD_BLANK.match(place.lines[number])):
            what = "hier steht ein geschütztes Leerzeichen, wie es beim Kopieren aus Word entsteht"
            return number, found.start(1), what, "bitte löschen und ein gewöhnliches Leerzeichen tippen"
    return None


def _empty_brackets(place: _Place) -> Complaint | None:
    """`closures: []` with entries below."""
    found = _NOTHING.match(place.above)
    deeper = _indent(place.line) > _indent(place.above) or place.line.lstrip().startswith("- ")
    if not found or not deeper:
        return None
    what = f"hinter „{found[1]}:“ steht „{found[2]}“, das heißt leer, und darunter stehen doch Angaben"
    return place.before, found.start(2), what, f"bitte „{found[2]}“ löschen"


def _no_colon(place: _Place) -> Complaint | None:
    """A line that is neither `field: value` nor an item of a list."""
    return _neither(place, place.number, place.line, place.above)


def _neither(place: _Place, number: int, line: str, above: str) -> Complaint | None:
    if told := without_space(line) or stuck_dash(line):
        return place.told(number, *told)
    item, forgotten = line.strip(), _FORGOTTEN.match(line)
    if _in_list(line, above, two_words=bool(forgotten)) and item[0] not in "-[{":
        what = "der Zeile fehlt der Strich, mit dem jede Angabe einer Liste beginnt"
        return place.told(number, what, f"bitte „- {_short(item)}“ schreiben")
    if forgotten:
        what = f"nach dem Feldnamen „{forgotten[1]}“ fehlt ein Doppelpunkt"
        remedy = f"bitte „{forgotten[1]}: {_short(forgotten[2])}“ schreiben"
        return place.told(number, what, remedy)
    return None


def _in_list(line: str, above: str, *, two_words: bool) -> bool:
    """Whether a line is likely to be an item; two words may as well be a field without its colon."""
    begins, goes_on = above.rstrip().endswith(":"), above.lstrip().startswith("- ")
    if not two_words:
        return begins or goes_on
    deeper = _indent(line) - _indent(above)
    return (begins and deeper > 0) or (goes_on and deeper >= 0 and not _FIELD.match(above))


def _two_colons(place: _Place) -> Complaint | None:
    """A colon where none may stand: in a text, or in a line that is too far to the right."""
    above, field = place.above, _FIELD.match(place.line)
    if field and place.column < field.end(1) + 1:  # the only colon: the line above did not expect a field
        if above.lstrip().startswith("- ") and not _FIELD.match(above) and not without_space(above):
            what, text = "diesem Eintrag fehlt der Feldname", _short(above.strip()[2:])
            return place.told(
                place.before, what, f"bitte wie die Nachbarzeilen schreiben, meist „- value: {text}“"
            )
        if not _FIELD.match(above) and _indent(above) <= _indent(place.line):
            return _neither(place, place.before, above, "")
        if _indent(place.line) > _indent(above):
            width = _indent(above) + (2 if above.lstrip().startswith("- ") else 0)
            what = "die Zeile ist weiter eingerückt als die darüber"
            return place.told(place.number, what, f"bitte mit {width} Leerzeichen beginnen")
    if field:
        what = "im Text steht ein Doppelpunkt"
        remedy = f"bitte den ganzen Text hinter „{field[1]}:“ in Anführungszeichen setzen"
        return place.number, place.column, what, remedy
    return None


def _after_the_end(place: _Place) -> Complaint | None:
    """Something stands behind a closed quotation mark or bracket; or one was not closed further up."""
    if told := _never_closed(place) or _begun_without_dash(place):
        return told
    ended = place.line[: place.column].rstrip()
    if ended.endswith(("]", "}")):
        what = "hinter der schließenden Klammer steht noch etwas"
        return place.number, place.column, what, "bitte mit in die Klammer schreiben oder löschen"
    if ended.endswith(('"', "'")):
        what = "hinter dem schließenden Anführungszeichen steht noch Text"
        remedy = f"bitte den ganzen Text in Anführungszeichen setzen; innen ist {ended[-1]} nicht erlaubt"
        return place.number, place.column, what, remedy
    return None


def _never_closed(place: _Place) -> Complaint | None:
    """The line above whose quotation mark was closed only by the one that opens here."""
    for number in range(place.number - 1, -1, -1):
        line = place.lines[number]
        opened = _OPENED.match(line)
        if opened and opened[1] in place.line and opened[1] not in line[opened.end() :]:
            return number, opened.start(1), *_OPEN_QUOTE
        if '"' in line or "'" in line:
            return None
    return None


def _begun_without_dash(place: _Place) -> Complaint | None:
    """The second item of a list is no surprise; the first one lacks its dash."""
    edge, first, number = _indent(place.line), place.number, place.number - 1
    while number >= 0 and _indent(place.lines[number]) > edge:
        first = first if place.lines[number].lstrip().startswith("#") else number
        number -= 1
    dashes = [line.lstrip().startswith("- ") for line in (place.line, place.lines[first])]
    if first == place.number or dashes != [True, False] or not place.lines[number].endswith(":"):
        return None
    what = "der Eintrag einer Liste beginnt hier ohne Strich"
    remedy = "bitte die erste Zeile des Eintrags mit „- “ beginnen (oder die gelöschte Zeile wieder einfügen)"
    return place.told(first, what, remedy)


def _first_sign(place: _Place) -> Complaint | None:
    if not (found := _SIGN.match(place.line)):
        return None
    what = f"ein Text darf nicht mit „{found[1]}“ beginnen"
    return place.number, found.start(1), what, "bitte den ganzen Text in Anführungszeichen setzen"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_BY_TEXT: tuple[tuple[str, Callable[[_Place], Complaint | None]], ...] = (
    ("could not find expected ':'", _no_colon),
    ("mapping values are not allowed", _two_colons),
    ("did not find expected key", _after_the_end),
    ("did not find expected '-' indicator", _never_closed),
    ("cannot start any token", _first_sign),
    ("while scanning an alias", _first_sign),
    ("while scanning a block scalar", _first_sign),
    ("did not find expected node content", _first_sign),
)
_OPEN_QUOTE = (
    "ein Anführungszeichen wird nicht geschlossen",
    "bitte das schließende Anführungszeichen ergänzen",
)
_INDENT = "bitte gleich weit einrücken wie die Nachbarzeilen"
_NO_YAML = (
    "die Zeile ist so nicht lesbar",
    "bitte Einrückung, Doppelpunkte und Anführungszeichen mit einer anderen Datei vergleichen",
)
_SYNTAX = (
    (
        "mapping values are not allowed",
        "ein Doppelpunkt steht an falscher Stelle",
        "bitte den Text in Anführungszeichen setzen oder die Einrückung prüfen",
    ),
    (
        "could not find expected ':'",
        "nach dem Feldnamen fehlt ein Doppelpunkt",
        "bitte „Feld: Wert“ schreiben",
    ),
    ("found unexpected end of stream", *_OPEN_QUOTE),
    ("did not find expected key", "die Einrückung passt nicht zur Zeile darüber", _INDENT),
    ("did not find expected '-' indicator", "die Einrückung passt nicht zur Liste darüber", _INDENT),
    (
        "did not find expected ',' or",
        "eine Klammer [ ] oder { } wird nicht geschlossen",
        "bitte die Klammer schließen",
    ),
    (
        "block sequence entries are not allowed",
        "eine Liste beginnt in der Zeile des Feldnamens",
        "bitte den Strich in die nächste Zeile schreiben, eingerückt",
    ),
    ("nesting", "zu tief verschachtelt", "bitte die Einrückung prüfen"),
)
