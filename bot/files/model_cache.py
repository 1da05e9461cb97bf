"""What was learnt from the phrases, kept on disk so that the next start is quick."""

import hashlib
import inspect
import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot.core import (
    calibration,
    chance,
    classifier,
    decision,
    features,
    language,
    learner,
    matcher,
    skeleton,
    text,
    understanding,
    vectors,
    verbatim,
)
from bot.core.understanding import Given, Understander
from bot.files import disk, intent_files
from bot.files.problems import BrokenFiles
from bot.files.yaml_text import MAX_BYTES

_CODE = (
    intent_files,
    calibration,
    chance,
    classifier,
    decision,
    features,
    language,
    learner,
    matcher,
    skeleton,
    text,
    understanding,
    vectors,
    verbatim,
)

_ROOT = Path(__file__).resolve().parent.parent.parent
_KEPT = 3  # learnt states stay in the folder


def understander(intents: Path, cache: Path | None, given: Given) -> Understander:
    """Learn from a folder of phrases, or load what was learnt from exactly these files by exactly this code.

    Raises BrokenFiles if the phrases are wrong.
    """
    if cache is not None:
        place = cache / f"understanding-{_key(intents)}"
        if known := _load(place, given):
            return known
        _learn_apart(intents, place)
        if known := _load(place, given):
            return known
    return _learn(intents, given)


def keep_longest(intents: Path, cache: Path | None) -> None:
    """Let what was learnt from these files go last, however much is tried out and learnt beside it."""
    if cache is not None:
        with suppress(OSError):
            os.utime(cache / f"understanding-{_key(intents)}")


def _learn(folder: Path, given: Given) -> Understander:
    intents = intent_files.read(folder)
    if intents.problems:
        raise BrokenFiles(intents.problems)
    return Understander.learn(intents.lessons, given)


def _learn_apart(intents: Path, place: Path) -> None:
    """Read and learn in a process of its own, so that the memory it takes is given back when it ends."""
    command = [sys.executable, "-m", "bot.files.model_cache", str(intents.resolve()), str(place.resolve())]
    subprocess.run(command, cwd=_ROOT, check=False)  # noqa: S603 - our own module


def _learn_and_save() -> None:
    """What the process of its own does; what hinders it is found and told by the one who started it."""
    with suppress(OSError, BrokenFiles):
        _save(_learn(Path(sys.argv[1]), Given()), Path(sys.argv[2]))


def _key(intents: Path) -> str:
    """A name for what is learnt from these files; those that are taken as they are do not count."""
    digest = hashlib.sha256(np.__version__.encode())
    for path in sorted(intents.rglob("*.yaml")):
        if path.name not in intent_files.TAKEN_AS_THEY_ARE:
            digest.update(path.relative_to(intents).as_posix().encode())
            digest.update(hashlib.sha256(_bytes(path)).digest())
    for module in _CODE:
        digest.update(inspect.getsource(module).encode())
    return digest.hexdigest()[:20]


def _bytes(path: Path) -> bytes:
    """What a file says, or why it says nothing: then learning tells it as a problem."""
    try:
        return disk.contents(path, MAX_BYTES + 1)
    except disk.Unreadable as error:
        return error.what.encode()


def _load(place: Path, given: Given) -> Understander | None:
    try:
        names = json.loads((place / "arrays.json").read_text(encoding="utf-8"))
        arrays = {name: np.load(place / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in names}
        return Understander.from_arrays(arrays, given)
    except (OSError, ValueError, KeyError):
        return None


def _save(known: Understander, place: Path) -> None:
    """Write the arrays beside, then move them in place at once: another process may be reading."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=place.parent, prefix=".learning-") as name:
        beside = Path(name) / place.name
        beside.mkdir()
        arrays = known.to_arrays()
        for key, array in arrays.items():
            np.save(beside / f"{key}.npy", array, allow_pickle=False)
        (beside / "arrays.json").write_text(json.dumps(sorted(arrays)), encoding="utf-8")
        _forget_older(place)
        if not place.exists():
            beside.rename(place)


def _forget_older(place: Path) -> None:
    """Keep the newest few, so that changed phrases do not fill the disk."""
    others = sorted(place.parent.glob("understanding-*"), key=lambda path: path.stat().st_mtime)
    for old in others[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


if __name__ == "__main__":
    _learn_and_save()
