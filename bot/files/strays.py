"""Files that nobody reads, because of their name or the folder they lie in: a coordinator must not wonder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bot.files.problems import Problem, nearest

_NOT_OURS = ("schemas", "audio")
"""folders with files of another kind"""


def strays(folder: Path, is_read: Callable[[Path], bool], known: Iterable[str]) -> list[Problem]:
    """A problem for each file below a folder that looks like one of ours and is not read.

    `known` are the names of the single files there may be.
    """
    known = tuple(known)
    return [
        Problem(f"{folder.name}/{inner.as_posix()}", 1, 1, "", *told)
        for inner in _files(folder)
        if not is_read(inner) and (told := _told(inner, known))
    ]


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        ours = inner.parts[0] not in _NOT_OURS and not any(
            part.startswith((".", "_")) for part in inner.parts
        )
        if ours and path.is_file():
            yield inner


def _told(inner: Path, known: tuple[str, ...]) -> tuple[str, str] | None:
    """What is wrong with a name; None for a file of another kind, such as a README."""
    name = inner.name.lower().removesuffix(".txt")
    if not name.endswith((".yaml", ".yml")):
        return None
    right = f"{name.removesuffix('.yml').removesuffix('.yaml')}.yaml"
    if not inner.name.endswith(".yaml"):
        ending = inner.name[len(right) - len(".yaml") :]
        return f"die Datei endet auf {ending} und wird nicht gelesen", f"bitte in „{right}“ umbenennen"
    bare = inner.as_posix().removesuffix(".yaml")
    found = nearest(bare, [name.removesuffix(".yaml") for name in known])  # the ending makes all alike
    remedy = (
        f"meinten Sie „{found}.yaml“?"
        if found
        else "bitte in den Ordner legen, in den sie gehört, oder löschen"
    )
    return "diese Datei wird nicht gelesen: Name oder Ordner stimmen nicht", remedy
