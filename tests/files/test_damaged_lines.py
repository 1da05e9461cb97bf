"""One damaged line in any file: `check` tells it briefly, names the file and never falls over."""

import random
import shutil
from pathlib import Path

from bot.files.town import Folders, read
from tests.conftest import HOME

DAMAGES = 36
MOST = 12
"""messages for one damage, at most"""
KINDS = ("delete", "twice", "swap", "in", "out", "colon", "quote")


def damaged(lines: list[str], at: int, kind: str) -> list[str]:
    """The lines with one of them damaged, as a slip of the hand does it."""
    line = lines[at]
    one = {
        "delete": [],
        "twice": [line, line],
        "in": [f"  {line}"],
        "out": [line.removeprefix("  ")],
        "colon": [line.replace(":", "", 1)],
        "quote": [line.replace('"', "", 1)],
    }
    if kind == "swap":
        return [*lines[:at], *lines[at : at + 2][::-1], *lines[at + 2 :]]
    return [*lines[:at], *one[kind], *lines[at + 1 :]]


def test_one_damaged_line_is_told_briefly(tmp_path: Path) -> None:
    """Damages drawn by a fixed seed: few messages, and the damaged file is among those named."""
    for name in ("knowledge", "intents"):
        shutil.copytree(HOME / name, tmp_path / name)
    files = sorted(tmp_path.glob("knowledge/*/*.yaml")) + sorted(tmp_path.glob("*/*.yaml"))
    chance, folders = random.Random(8), Folders(tmp_path / "knowledge", tmp_path / "intents", tmp_path, None)  # noqa: S311
    told, wrong = 0, []
    for number in range(DAMAGES):
        path, kind = chance.choice(files), KINDS[number % len(KINDS)]
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        at = chance.randrange(len(lines))
        path.write_text("".join(damaged(lines, at, kind)), encoding="utf-8")
        found = read(folders, phrases=False).files_problems
        path.write_text(text, encoding="utf-8")
        file = path.relative_to(tmp_path).as_posix()
        told += bool(found)
        if found and (len(found) > MOST or not any(file in f"{p.file} {p.what}" for p in found)):
            wrong.append((file, at + 1, kind, len(found)))

    assert [] == wrong
    assert told > DAMAGES // 4
