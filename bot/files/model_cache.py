"""What was learnt from the phrases, kept on disk so that the next start is quick."""

import hashlib
import inspect
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple
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
from bot.core.understanding import Office, Phrase, Understander

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


def understander(
    phrases: Sequence[Phrase],
    offices: Sequence[Office],
    needs: Sequence[str],
    languages: Sequence[str],
    folder: Path | None,
) -> Understander:
    """Learn from the phrases, or load what was learnt from exactly these by exactly this code."""
    if folder is None:
        return Understander.learn(phrases, offices, needs, languages)
    place = folder / f"understanding-{_key(phrases, needs, languages)}"
    if known := _load(place, offices):
        return known
    _learn_apart(phrases, needs, languages, place)
    return _load(place, offices) or Understander.learn(phrases, offices, needs, languages)


def _learn_apart(
    phrases: Sequence[Phrase], needs: Sequence[str], languages: Sequence[str], place: Path
) -> None:
    """Learn in a process of its own, so that the memory it takes is given back when it ends."""
    told = json.dumps([[astuple(phrase) for phrase in phrases], list(needs), list(languages)])
    command = [sys.executable, "-m", "bot.files.model_cache", str(place.resolve())]
    subprocess.run(command, input=told, text=True, cwd=_ROOT, check=False)  # noqa: S603 - our own module


def _learn_and_save() -> None:
    """What the process of its own does; a folder that cannot be written is no reason to fail."""
    phrases, needs, languages = json.load(sys.stdin)
    learnt = Understander.learn([Phrase(*row) for row in phrases], (), needs, languages)
    with suppress(OSError):
        _save(learnt, Path(sys.argv[1]))


def _key(phrases: Sequence[Phrase], needs: Sequence[str], languages: Sequence[str]) -> str:
    rows = [(phrase.text, phrase.need, phrase.language) for phrase in phrases]
    data = json.dumps([rows, list(needs), list(languages), np.__version__], ensure_ascii=False)
    digest = hashlib.sha256(data.encode("utf-8", "surrogatepass"))
    for module in _CODE:
        digest.update(inspect.getsource(module).encode())
    return digest.hexdigest()[:20]


def _load(place: Path, offices: Sequence[Office]) -> Understander | None:
    try:
        names = json.loads((place / "arrays.json").read_text(encoding="utf-8"))
        arrays = {name: np.load(place / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in names}
        return Understander.from_arrays(arrays, offices)
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
