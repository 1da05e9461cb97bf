"""What was learnt from the phrases, kept on disk so that the next start is quick."""

import hashlib
import inspect
import json
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot.core import (
    calibration,
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
)
from bot.core.understanding import Given, Lessons, Phrase, Understander

_CODE = (
    calibration,
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
)

_ROOT = Path(__file__).resolve().parent.parent.parent
_KEPT = 3  # learnt states stay in the folder


def understander(lessons: Lessons, given: Given, folder: Path | None) -> Understander:
    """Learn, or load what was learnt from exactly these lessons by exactly this code."""
    if folder is None:
        return Understander.learn(lessons, given)
    told = _told(lessons)
    place = folder / f"understanding-{_key(told)}"
    if known := _load(place, given):
        return known
    _learn_apart(told, place)
    return _load(place, given) or Understander.learn(lessons, given)


def _told(lessons: Lessons) -> str:
    rows = [(phrase.text, phrase.need, phrase.language) for phrase in lessons.phrases]
    return json.dumps([rows, lessons.needs, lessons.languages, lessons.foreign], ensure_ascii=False)


def _learn_apart(told: str, place: Path) -> None:
    """Learn in a process of its own, so that the memory it takes is given back when it ends."""
    command = [sys.executable, "-m", "bot.files.model_cache", str(place.resolve())]
    subprocess.run(  # noqa: S603 - our own module
        command, input=told, text=True, encoding="utf-8", errors="surrogatepass", cwd=_ROOT, check=False
    )


def _learn_and_save() -> None:
    """What the process of its own does; a folder that cannot be written is no reason to fail."""
    rows, *others = json.loads(sys.stdin.buffer.read().decode("utf-8", "surrogatepass"))
    learnt = Understander.learn(Lessons([Phrase(*row) for row in rows], *others), Given())
    with suppress(OSError):
        _save(learnt, Path(sys.argv[1]))


def _key(told: str) -> str:
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass"))
    digest.update(np.__version__.encode())
    for module in _CODE:
        digest.update(inspect.getsource(module).encode())
    return digest.hexdigest()[:20]


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
