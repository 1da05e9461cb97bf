"""YAML where every value stays text and knows its place.

Plain YAML turns `10:00` into 600, `no` into False, `+49…` into a number, and silently keeps the last
of two equal keys. Here nothing is guessed: the models make the types. Anchors, tags, directives and
several documents in one file are refused, and everything has a limit, so that a broken or hostile file
can neither grow nor run.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from bot.files.disk import Unreadable, contents
from bot.files.problems import Problem
from bot.files.yaml_complaints import complaint, stuck_dash, without_space

Path_ = tuple[str | int, ...]
Value: TypeAlias = str | list[Any] | dict[str, Any] | None
MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_NODES = 20_000
"""values and field names of a file"""
MAX_TEXT = 10_000
"""characters of one value"""
MAX_KEY = 100
"""characters of a field name"""
MAX_TWICE = 50
"""repeated fields that are told one by one"""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff]")
"""what can be written as an escape, or turns the direction of all that follows"""
_DIRECTIVE = re.compile(r"(?:\A|[\n\r\x85\u2028\u2029])%(?:YAML|TAG)\b")
_REWRITE = "bitte die Zeile neu tippen"
_UTF_8 = "bitte im Editor mit der Kodierung UTF-8 speichern"


@dataclass
class Document:
    """One file: its data, the place of every value and key, and what was wrong with its form."""

    name: str
    data: Value = None
    places: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    key_places: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    only_comments: set[Path_] = field(default_factory=set)
    """where a value is empty and a comment stands in its line"""
    hints: list[Problem] = field(default_factory=list)
    """what keeps nobody from reading the file"""

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
        raw = contents(path, MAX_BYTES + 1)
    except Unreadable as error:
        document.problems.append(_problem(document, None, error.what, error.remedy))
        return document
    return _parse(raw.removeprefix(codecs.BOM_UTF8), document)


def _parse(raw: bytes, document: Document) -> Document:
    try:
        _Builder(document).build(_text(raw))
    except _Refused as error:
        document.problems.append(_problem(document, error.mark, error.what, error.remedy))
    except yaml.MarkedYAMLError as error:
        line, column, what, remedy = complaint(error, raw)
        document.problems.append(Problem(document.name, line + 1, column + 1, "", what, remedy))
    except yaml.reader.ReaderError as error:
        mark = _line(raw, error.position)
        what = "ein unsichtbares Steuerzeichen steht im Text"
        document.problems.append(_problem(document, mark, what, _REWRITE))
    return document


def _text(raw: bytes) -> str:
    """The text of a file, if it is one of ours. Raises _Refused."""
    if len(raw) > MAX_BYTES:
        raise _Refused(_line(raw, 0), "die Datei ist größer als 1 MB", "bitte in mehrere Dateien teilen")
    if b"\0" in raw:
        what = "die Datei ist keine Textdatei in UTF-8 (sie enthält Null-Zeichen)"
        raise _Refused(_line(raw, raw.index(b"\0")), what, _UTF_8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        what = "die Datei ist nicht in UTF-8 gespeichert"
        raise _Refused(_line(raw, error.start), what, _UTF_8) from error
    if found := _DIRECTIVE.search(text):
        what = "Angaben mit „%“ am Zeilenanfang sind nicht erlaubt"
        place = len(text[: found.end()].encode())
        raise _Refused(_line(raw, place), what, "bitte die Zeile löschen")
    return text


def _line(raw: bytes, position: int) -> yaml.Mark:
    """The beginning of the line in which a byte stands."""
    return yaml.Mark("", 0, raw.count(b"\n", 0, position), 0, None, 0)


def _problem(document: Document, mark: yaml.Mark | None, what: str, remedy: str) -> Problem:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(document.name, line, column, "", what, remedy)


class _Builder:
    """Builds the data from parser events, so that depth, anchors and tags are seen before they matter."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.events: Iterator[Any] = iter(())
        self.nodes = 0
        self.lines: list[str] = []

    def build(self, text: str) -> None:
        self.lines = text.splitlines()
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
            self._refuse_swallowed(event)
            if event.value == "" and not event.style:
                self._note_comment(mark, path)
                return None
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _note_comment(self, mark: yaml.Mark, path: Path_) -> None:
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        if line[mark.column :].lstrip().startswith("#"):
            self.document.only_comments.add(path)

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
        self.nodes += 1
        if self.nodes > MAX_NODES:
            what = f"die Datei enthält mehr als {MAX_NODES} Angaben"
            raise _Refused(_mark(event), what, "bitte in mehrere Dateien teilen")

    def _refuse_swallowed(self, event: Any) -> None:
        """A text that has swallowed the lines below it, because they look like no item and no field."""
        first, last = event.start_mark, event.end_mark.line
        if event.style or not event.value:
            return
        begins = not self.lines[first.line][: first.column].strip()
        for number in range(first.line + (not begins), last + 1):
            line = self.lines[number] if number < len(self.lines) else ""
            mark = yaml.Mark("", 0, number, len(line) - len(line.lstrip()), None, 0)
            if told := stuck_dash(line) or without_space(line):
                raise _Refused(mark, *told)
            if number > first.line and line.lstrip().startswith("- "):
                what = "diese Angabe einer Liste ist zu weit eingerückt"
                raise _Refused(mark, what, "bitte gleich weit einrücken wie die Zeile darüber")

    def _sequence(self, path: Path_) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path_) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            self._refuse(event, path)
            key, mark = _key(event), _mark(event)
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
        if len(self.document.problems) == MAX_TWICE:
            raise _Refused(mark, "hier und danach stehen Felder doppelt", "bitte die ganze Datei prüfen")
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


def _mark(event: Any) -> yaml.Mark:
    mark: yaml.Mark = event.start_mark
    return mark


def _scalar(event: Any) -> str:
    text = str(event.value)
    if len(text) > MAX_TEXT:
        what = f"der Text ist länger als {MAX_TEXT} Zeichen"
        raise _Refused(_mark(event), what, "bitte kürzen und die Anführungszeichen prüfen")
    if _UNPRINTABLE.search(text):
        raise _Refused(_mark(event), "ein unsichtbares Steuerzeichen steht im Text", _REWRITE)
    return text


def _key(event: Any) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        raise _Refused(_mark(event), "hier steht kein Feldname", "bitte die Einrückung prüfen")
    key = _scalar(event)
    if len(key) > MAX_KEY or any(sign in key for sign in "\n\u2028\u2029"):
        what = f"der Feldname ist länger als {MAX_KEY} Zeichen oder als eine Zeile"
        raise _Refused(_mark(event), what, "bitte „Feld: Wert“ schreiben")
    return key
