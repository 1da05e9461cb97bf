"""What the YAML parser complains of, in German, with its place and what to do."""

from __future__ import annotations

from io import BytesIO
from itertools import islice
from typing import Any

import yaml


def where(error: yaml.MarkedYAMLError) -> Any:
    """What is opened and never closed is told where it opens, all else where the parser stumbled."""
    opened = any(sign in (error.context or "") for sign in ("quoted scalar", "flow", "simple key"))
    return error.context_mark if opened and error.context_mark else error.problem_mark


_TAB = ("ein Tabulator steht in der Einrückung", "bitte durch Leerzeichen ersetzen")
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
    (
        "found unexpected end of stream",
        "ein Anführungszeichen wird nicht geschlossen",
        "bitte das schließende Anführungszeichen ergänzen",
    ),
    (
        "did not find expected key",
        "die Einrückung passt nicht zur Zeile darüber",
        "bitte gleich weit einrücken wie die Nachbarzeilen",
    ),
    (
        "did not find expected '-' indicator",
        "die Einrückung passt nicht zur Liste darüber",
        "bitte gleich weit einrücken wie die Nachbarzeilen",
    ),
    (
        "did not find expected ',' or",
        "eine Klammer [ ] oder { } wird nicht geschlossen",
        "bitte die Klammer schließen",
    ),
    ("nesting", "zu tief verschachtelt", "bitte die Einrückung prüfen"),
)


def complaint(error: yaml.MarkedYAMLError, raw: bytes) -> tuple[str, str]:
    """The parser's English complaint, in German, with what to do."""
    number = error.problem_mark.line if error.problem_mark else 0
    line = next(islice(BytesIO(raw), number, None), b"")
    if b"\t" in line[: len(line) - len(line.lstrip())]:
        return _TAB
    text = f"{error.context or ''} {error.problem or ''}"
    for sign, what, remedy in _SYNTAX:
        if sign in text:
            return what, remedy
    return "die Zeile ist kein gültiges YAML", "bitte Einrückung, Doppelpunkte und Anführungszeichen prüfen"
