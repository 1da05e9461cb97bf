"""What was learnt from the phrases, kept on disk so that the next start is quick."""

import hashlib
import inspect
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from bot.core import (
    calibration,
    classifier,
    decision,
    features,
    language,
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
    matcher,
    skeleton,
    text,
    understanding,
    vectors,
)


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
    place = folder / f"understanding-{_key(phrases, offices, needs, languages)}"
    known = _load(place, offices)
    if known is None:
        known = Understander.learn(phrases, offices, needs, languages)
        _save(known, place)
    return known


def _key(
    phrases: Sequence[Phrase], offices: Sequence[Office], needs: Sequence[str], languages: Sequence[str]
) -> str:
    rows = [
        [(phrase.text, phrase.need, phrase.language) for phrase in phrases],
        [asdict(office) for office in offices],
    ]
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
    """Write the arrays; the list of names comes last and makes them valid."""
    arrays = known.to_arrays()
    place.mkdir(parents=True, exist_ok=True)
    for name, array in arrays.items():
        np.save(place / f"{name}.npy", array, allow_pickle=False)
    (place / "arrays.json").write_text(json.dumps(sorted(arrays)), encoding="utf-8")
