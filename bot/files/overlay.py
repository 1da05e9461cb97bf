"""Edits over files: in the data as they were read, and, to keep them for good, in the files themselves."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from bot.core.edits import Edit, NotFound, change
from bot.files.yaml_text import Document


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
    text, missed = changed(path.read_text(encoding="utf-8"), edits)
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.chmod(path.stat().st_mode)
    beside.replace(path)
    return missed


def changed(text: str, edits: Iterable[Edit]) -> tuple[str, list[Edit]]:
    """The text of a file with edits made in it, and the edits whose place is gone."""
    from bot.files.round_trip import change_kept, round_trip  # ruamel.yaml is needed only to write

    yaml, missed = round_trip(), []
    data = yaml.load(text)
    for edit in edits:
        try:
            change_kept(data, edit)
        except NotFound:
            missed.append(edit)
    written = io.StringIO()
    yaml.dump(data, written)
    return written.getvalue(), missed
