"""What was learnt is kept on disk, and only used for exactly the same input."""

from pathlib import Path

import pytest

from bot.core.understanding import Given, Lessons, Office, Phrase, Understander
from bot.files import model_cache

PHRASES = [
    Phrase(f"{word} {more}", word, "de") for word in ("wohnung", "arzt") for more in ("suchen", "finden", "")
]
OFFICES = [Office("vhs", ("vhs",), ("arzt",))]


def _understander(folder: Path | None, phrases: list[Phrase] = PHRASES) -> Understander:
    lessons = Lessons(phrases, ("wohnung", "arzt"), ("de", "en"))
    return model_cache.understander(lessons, Given(OFFICES), folder)


def test_second_start_learns_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its cache filled, a start learns nothing and understands the same."""
    first = _understander(tmp_path).understand("arzt finden")
    monkeypatch.setattr(Understander, "learn", None)

    assert _understander(tmp_path).understand("arzt finden") == first


def test_one_more_phrase_is_learnt(tmp_path: Path) -> None:
    """A changed phrase takes effect at once."""
    _understander(tmp_path)
    _understander(tmp_path, [*PHRASES, Phrase("doktor", "arzt", "de")])

    assert len(list(tmp_path.glob("understanding-*"))) == 2


def test_broken_cache_is_learnt_anew(tmp_path: Path) -> None:
    """A half-written or damaged cache is no reason to fail."""
    _understander(tmp_path)
    for place in tmp_path.glob("understanding-*"):
        (place / "weights.npy").write_bytes(b"nonsense")

    assert _understander(tmp_path).understand("arzt").needs[0][0] == "arzt"


def test_old_ones_are_forgotten(tmp_path: Path) -> None:
    """The folder does not grow without end."""
    for number in range(6):
        _understander(tmp_path, [*PHRASES, Phrase(f"wort {number}", "arzt", "de")])

    assert len(list(tmp_path.iterdir())) <= 4


def test_without_a_folder(tmp_path: Path) -> None:
    """Without a folder it learns each time and writes nothing."""
    assert _understander(None).understand("wohnung").needs[0][0] == "wohnung"
    assert list(tmp_path.iterdir()) == []


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder that cannot be made is no reason to fail."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    assert _understander(tmp_path / "file").understand("wohnung").needs[0][0] == "wohnung"
