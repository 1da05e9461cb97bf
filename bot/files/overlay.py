"""Edits over files: in the data as they were read, and, to keep them for good, in the files themselves."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.core.edits import Edit, NotFound, change
from bot.files.yaml_text import Document

_WIDTH = 4096
"""characters after which a line would be broken: never, as people have broken them already"""


def lay_over(document: Document, edits: Iterable[Edit]) -> None:
    """Change the data of a document; an edit whose place is gone becomes a hint."""
    for edit in edits:
        try:
            change(document.data, edit)
        except NotFound as error:
            what = f"eine Änderung vom Telefon oder Schreibtisch findet „{error}“ nicht mehr"
            hint = document.problem((), what, "bitte mit „run_bot.py overlay“ ansehen und zurücknehmen")
            document.hints.append(replace(hint, field=".".join(edit.path), severity="warning"))


def by_file(edits: Iterable[Edit]) -> Mapping[str, list[Edit]]:
    """Edits sorted by their file."""
    sorted_: dict[str, list[Edit]] = {}
    for edit in edits:
        sorted_.setdefault(edit.file, []).append(edit)
    return sorted_


def write(path: Path, edits: Iterable[Edit]) -> list[Edit]:
    """Make edits in a file, keeping its comments and its form; those whose place is gone.

    The file is there whole, old or new, at any moment. Raises OSError.
    """
    yaml = _round_trip()
    data, missed = yaml.load(path.read_text(encoding="utf-8")), []
    for edit in edits:
        try:
            change(data, edit)
        except NotFound:
            missed.append(edit)
    written = io.StringIO()
    yaml.dump(data, written)
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(written.getvalue(), encoding="utf-8")
    beside.chmod(path.stat().st_mode)
    beside.replace(path)
    return missed


def _round_trip() -> Any:
    from ruamel.yaml import YAML  # only to write: reading it does differently from us

    yaml = YAML()
    yaml.width = _WIDTH
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml
