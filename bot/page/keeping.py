"""In die Dateien schreiben: edits that are in force go into the files, and the overlay is empty."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.files.overlay import write
from bot.files.town import Folders
from bot.page.house import House
from bot.storage.edits import Made

_INTENTS = "intents/"


@dataclass(frozen=True)
class Kept:
    """What became of the edits."""

    written: tuple[Made, ...]
    lost: tuple[Made, ...]
    """their place is gone"""
    unwritten: tuple[str, ...]
    """files that cannot be written"""


async def keep(house: House) -> Kept:
    """Write all edits in force, file by file; what was written is no longer in the overlay."""
    in_force = await house.storage.edits.in_force()
    kept = await asyncio.to_thread(_write, house.folders, in_force)
    await house.storage.edits.applied([made.number for made in kept.written], house.now())
    return kept


def _write(folders: Folders, in_force: Sequence[Made]) -> Kept:
    written: list[Made] = []
    lost: list[Made] = []
    unwritten: list[str] = []
    for file in dict.fromkeys(made.edit.file for made in in_force):
        here = [made for made in in_force if made.edit.file == file]
        try:
            missed = write(_path(folders, file), [made.edit for made in here])
        except (OSError, ValueError):
            unwritten.append(file)
            continue
        lost += [made for made in here if made.edit in missed]
        written += [made for made in here if made.edit not in missed]
    return Kept(tuple(written), tuple(lost), tuple(unwritten))


def _path(folders: Folders, file: str) -> Path:
    """Where a file lies; ValueError where that would be outside of the town."""
    inside = file.startswith(_INTENTS)
    folder = (folders.intents if inside else folders.knowledge).resolve()
    path = (folder / file.removeprefix(_INTENTS)).resolve()
    if not path.is_relative_to(folder):
        raise ValueError(file)
    return path
