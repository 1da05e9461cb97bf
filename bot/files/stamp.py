"""A fingerprint of a folder: the same as long as no file in it says anything else."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot.files import disk
from bot.files.yaml_text import MAX_BYTES

_MOST = 10 * MAX_BYTES


def stamp(folder: Path, *endings: str) -> str:
    """The fingerprint of all files with one of these endings; a file that cannot be read counts, too."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in endings):
        digest.update(path.relative_to(folder).as_posix().encode())
        try:
            digest.update(hashlib.sha256(disk.contents(path, _MOST)).digest())
        except disk.Unreadable as error:
            digest.update(error.what.encode())
    return digest.hexdigest()[:20]
