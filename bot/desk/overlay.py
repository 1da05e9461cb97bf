"""`overlay apply`: edits made on the phone or the desk go into the files, if every file stays whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml.error import YAMLError

from bot.core.edits import Edit
from bot.files.overlay import by_file, write
from bot.files.refusals import why
from bot.files.town import Folders, Town, read
from bot.storage.edits import Made

_INTENTS = "intents/"


@dataclass(frozen=True)
class Applied:
    """What became of edits."""

    written: tuple[Made, ...]
    lost: tuple[Made, ...]
    """their place is gone"""
    kept: Mapping[str, str]
    """file -> why it stayed as it was, in German"""


def apply(folders: Folders, in_force: Sequence[Made]) -> Applied:
    """Write edits into the files; a file that cannot be written, or would be broken, stays as it is.

    Where it ends in the middle, it can be done again: an edit that is in its file already changes nothing.
    """
    written, lost, kept = [], [], _would_break(folders, [made.edit for made in in_force])
    for file in dict.fromkeys(made.edit.file for made in in_force):
        if file in kept:
            continue
        here = [made for made in in_force if made.edit.file == file]
        edits, refused = put(folders, file, [made.edit for made in here])
        if refused:
            kept[file] = refused
            continue
        lost += [made for made in here if made.edit in edits]
        written += [made for made in here if made.edit not in edits]
    return Applied(tuple(written), tuple(lost), kept)


def put(folders: Folders, file: str, edits: Iterable[Edit]) -> tuple[list[Edit], str]:
    """Write edits into one file; those whose place is gone, and why nothing could be written."""
    try:
        return write(path_of(folders, file), edits), ""
    except OSError as error:
        return [], f"kann nicht geschrieben werden ({why(error)})"
    except (ValueError, YAMLError):
        return [], "lässt sich nicht lesen; bitte zuerst mit „run_bot.py check“ ansehen"


def put_directly(folders: Folders, edits: Sequence[Edit]) -> tuple[list[Edit], list[Edit]]:
    """Write edits that are not in the overlay; those that stand in files now, and those that do not."""
    broken, done = _would_break(folders, edits), []
    for file, here in by_file(edits).items():
        if file not in broken:
            missed, refused = put(folders, file, here)
            done += [] if refused else [edit for edit in here if edit not in missed]
    return done, [edit for edit in edits if edit not in done]


def path_of(folders: Folders, file: str) -> Path:
    """Where a file lies; ValueError where that would be outside of the town."""
    folder = (folders.intents if file.startswith(_INTENTS) else folders.knowledge).resolve()
    path = (folder / file.removeprefix(_INTENTS)).resolve()
    if not path.is_relative_to(folder):
        raise ValueError(file)
    return path


def _would_break(folders: Folders, edits: Sequence[Edit]) -> dict[str, str]:
    """The files that have a mistake with edits over them, and its words."""
    phrases = any(edit.file.startswith(_INTENTS) for edit in edits)
    return broken(read(folders, phrases=phrases, edits=edits), {edit.file for edit in edits})


def broken(town: Town, files: Iterable[str]) -> dict[str, str]:
    """Those of some files that have a mistake, with its words."""
    told = {
        problem.file: f"wäre fehlerhaft: {problem.what}; {problem.remedy}"
        for problem in reversed(town.files_problems)
        if problem.severity == "error"
    }
    names = {file: _name(town.folders, file) for file in files}
    return {file: told[name] for file, name in names.items() if name in told}


def _name(folders: Folders, file: str) -> str:
    """How a document of this file is called."""
    if file.startswith(_INTENTS):
        return f"{folders.intents.name}/{file.removeprefix(_INTENTS)}"
    return f"{folders.knowledge.name}/{file}"
