"""YAML where every value stays text and knows its place.

Plain YAML turns `10:00` into 600, `no` into False, `+49…` into a number, and silently keeps the last
of two equal keys. Here nothing is guessed: the models make the types. Anchors, tags and several
documents in one file are refused, so that a broken or hostile file can neither grow nor run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from bot.files.problems import Problem

Path_ = tuple[str | int, ...]
Value: TypeAlias = str | list[Any] | dict[str, Any] | None
MAX_BYTES = 1_000_000
MAX_DEPTH = 20


@dataclass
class Document:
    """One file: its data, the place of every value and key, and what was wrong with its form."""

    name: str
    data: Value = None
    places: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    key_places: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path_, *, key: bool = False) -> tuple[int, int]:
        """Line and column of a value (or its key); of the nearest thing around it if it has none."""
        if key and path in self.key_places:
            return self.key_places[path]
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def problem(self, path: Path_, what: str, remedy: str, *, key: bool = False) -> Problem:
        """A problem at a value (or at its key) of this file."""
        return Problem(self.name, *self.place(path, key=key), dotted(path), what, remedy)


class _Refused(Exception):
    """The file has a form we do not read."""

    def __init__(self, mark: Any, what: str, remedy: str) -> None:
        super().__init__(what)
        self.mark, self.what, self.remedy = mark, what, remedy


def dotted(path: Path_) -> str:
    """`services[0].schedules[1].byday`"""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read(path: Path, name: str | None = None) -> Document:
    """Read one file; its problems stand in the document, nothing is raised."""
    document = Document(name or str(path))
    try:
        raw = path.read_bytes()
    except OSError as error:
        document.problems.append(
            _problem(
                document,
                None,
                f"Datei nicht lesbar ({error.strerror})",
                "bitte Namen und Rechte der Datei prüfen",
            )
        )
        return document
    return _parse(raw, document)


def _parse(raw: bytes, document: Document) -> Document:
    try:
        if len(raw) > MAX_BYTES:
            raise _Refused(
                yaml.Mark("", 0, 0, 0, None, 0),
                "die Datei ist größer als 1 MB",
                "bitte in mehrere Dateien teilen",
            )
        _Builder(document).build(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start)
        mark = yaml.Mark("", 0, line, 0, None, 0)
        document.problems.append(
            _problem(
                document,
                mark,
                "die Datei ist nicht in UTF-8 gespeichert",
                "bitte im Editor mit der Kodierung UTF-8 speichern",
            )
        )
    except _Refused as error:
        document.problems.append(_problem(document, error.mark, error.what, error.remedy))
    except yaml.MarkedYAMLError as error:
        what, remedy = _syntax(error, raw)
        document.problems.append(_problem(document, _where(error), what, remedy))
    except yaml.reader.ReaderError as error:
        line = raw[: error.position].count(b"\n")
        mark = yaml.Mark("", 0, line, 0, None, 0)
        document.problems.append(
            _problem(
                document, mark, "ein unsichtbares Steuerzeichen steht im Text", "bitte die Zeile neu tippen"
            )
        )
    return document


def _problem(document: Document, mark: yaml.Mark | None, what: str, remedy: str) -> Problem:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(document.name, line, column, "", what, remedy)


class _Builder:
    """Builds the data from parser events, so that depth, anchors and tags are seen before they matter."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.events: Iterator[Any] = iter(())

    def build(self, text: str) -> None:
        self.events = yaml.parse(text, Loader=yaml.CBaseLoader)
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise _Refused(_mark(event), "die Datei ist leer", "bitte füllen oder löschen")
        self.document.data = self._value(next(self.events), ())
        if self.document.data is None:
            raise _Refused(_mark(event), "die Datei ist leer", "bitte füllen oder löschen")
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise _Refused(
                _mark(event), "hier beginnt ein zweites Dokument („---“)", "bitte die Zeile „---“ löschen"
            )

    def _value(self, event: Any, path: Path_) -> Value:
        self._refuse(event, path)
        mark = _mark(event)
        self.document.places[path] = (mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            return None if event.value == "" and not event.style else str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _refuse(self, event: Any, path: Path_) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _Refused(
                _mark(event),
                "Verweise mit „&“ oder „*“ sind nicht erlaubt",
                "bitte den Text in Anführungszeichen setzen oder ausschreiben",
            )
        if event.tag:
            raise _Refused(
                _mark(event),
                "Angaben mit „!“ am Anfang sind nicht erlaubt",
                "bitte den Text in Anführungszeichen setzen",
            )
        if len(path) > MAX_DEPTH:
            raise _Refused(_mark(event), "zu tief verschachtelt", "bitte die Einrückung prüfen")

    def _sequence(self, path: Path_) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path_) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused(_mark(event), "hier steht kein Feldname", "bitte die Einrückung prüfen")
            key, mark = str(event.value), _mark(event)
            inner = (*path, key)
            twice = key in entries
            self.document.key_places.setdefault(inner, (mark.line + 1, mark.column + 1))
            value = self._value(next(self.events), inner)
            if twice:
                self._report_twice(inner, mark)
            else:
                entries[key] = value
        return entries

    def _report_twice(self, path: Path_, mark: yaml.Mark) -> None:
        first = self.document.key_places[path][0]
        self.document.problems.append(
            Problem(
                self.document.name,
                mark.line + 1,
                mark.column + 1,
                dotted(path),
                f"das Feld „{path[-1]}“ steht doppelt (zuerst in Zeile {first})",
                "bitte eines der beiden löschen",
            )
        )


def _where(error: yaml.MarkedYAMLError) -> Any:
    """What is opened and never closed is told where it opens, all else where the parser stumbled."""
    opened = any(sign in (error.context or "") for sign in ("quoted scalar", "flow", "simple key"))
    return error.context_mark if opened and error.context_mark else error.problem_mark


def _mark(event: Any) -> yaml.Mark:
    mark: yaml.Mark = event.start_mark
    return mark


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


def _syntax(error: yaml.MarkedYAMLError, raw: bytes) -> tuple[str, str]:
    """The parser's English complaint, in German, with what to do."""
    lines = raw.splitlines()
    number = error.problem_mark.line if error.problem_mark else 0
    line = lines[number] if number < len(lines) else b""
    if b"\t" in line[: len(line) - len(line.lstrip())]:
        return _TAB
    text = f"{error.context or ''} {error.problem or ''}"
    for sign, what, remedy in _SYNTAX:
        if sign in text:
            return what, remedy
    return "die Zeile ist kein gültiges YAML", "bitte Einrückung, Doppelpunkte und Anführungszeichen prüfen"
