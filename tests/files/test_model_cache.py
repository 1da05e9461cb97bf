"""What was learnt is kept on disk, and only used for exactly the same input."""

from pathlib import Path

import pytest

from bot.core.understanding import Given, Office, Understander
from bot.files import model_cache
from bot.files.problems import BrokenFiles

GIVEN = Given([Office("vhs", ("vhs",), ("arzt",))])
PHRASES = {word: [f"{word} suchen", f"{word} finden", word] for word in ("wohnung", "arzt")}


@pytest.fixture
def intents(tmp_path: Path) -> Path:
    """A folder of two needs in one language."""
    folder = tmp_path / "intents"
    (folder / "de").mkdir(parents=True)
    (folder / "needs.yaml").write_text("all:\n  wohnung: a flat\n  arzt: a doctor\n", encoding="utf-8")
    (folder / "languages.yaml").write_text("de: {native_name: Deutsch}\n", encoding="utf-8")
    write(folder)
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where what was learnt is kept."""
    return tmp_path / "cache"


def write(folder: Path, *more: str) -> None:
    """Write the phrases, some more for the doctor."""
    rows = {**PHRASES, "arzt": [*PHRASES["arzt"], *more]}
    text = "".join(f"  {need}: [{', '.join(texts)}]\n" for need, texts in rows.items())
    (folder / "de" / "all.yaml").write_text(f"language: de\nphrases:\n{text}", encoding="utf-8")


def test_second_start_learns_nothing(intents: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its cache filled, a start learns nothing and understands the same."""
    first = model_cache.understander(intents, cache, GIVEN).understand("arzt finden")
    monkeypatch.setattr(Understander, "learn", None)

    assert model_cache.understander(intents, cache, GIVEN).understand("arzt finden") == first


def test_one_more_phrase_is_learnt(intents: Path, cache: Path) -> None:
    """A changed phrase takes effect at once."""
    model_cache.understander(intents, cache, GIVEN)
    write(intents, "doktor")
    model_cache.understander(intents, cache, GIVEN)

    assert len(list(cache.glob("understanding-*"))) == 2


def test_broken_cache_is_learnt_anew(intents: Path, cache: Path) -> None:
    """A half-written or damaged cache is no reason to fail."""
    model_cache.understander(intents, cache, GIVEN)
    for place in cache.glob("understanding-*"):
        (place / "weights.npy").write_bytes(b"nonsense")

    assert model_cache.understander(intents, cache, GIVEN).understand("arzt").needs[0][0] == "arzt"


def test_old_ones_are_forgotten(intents: Path, cache: Path) -> None:
    """The folder does not grow without end."""
    for number in range(6):
        write(intents, f"wort {number}")
        model_cache.understander(intents, cache, GIVEN)

    assert len(list(cache.iterdir())) <= 4


def test_without_a_folder(intents: Path, cache: Path) -> None:
    """Without a folder it learns each time and writes nothing."""
    assert model_cache.understander(intents, None, GIVEN).understand("wohnung").needs[0][0] == "wohnung"
    assert not cache.exists()


def test_folder_that_cannot_be_written(intents: Path, cache: Path) -> None:
    """A folder that cannot be made is no reason to fail."""
    cache.write_text("in the way", encoding="utf-8")

    assert model_cache.understander(intents, cache, GIVEN).understand("wohnung").needs[0][0] == "wohnung"


def test_what_is_taken_as_it_is_needs_no_learning(intents: Path, cache: Path) -> None:
    """Names of offices, small words and words around names change without anything being learnt anew."""
    model_cache.understander(intents, cache, GIVEN)
    (intents / "redaction.yaml").write_text("de: {titles: [herr]}\n", encoding="utf-8")
    (intents / "words.yaml").write_text("but: {de: [aber]}\n", encoding="utf-8")
    model_cache.understander(intents, cache, GIVEN)

    assert len(list(cache.glob("understanding-*"))) == 1


def test_broken_phrases_are_told(intents: Path, cache: Path) -> None:
    """What cannot be read is not learnt, and the reason is raised with its line."""
    (intents / "de" / "all.yaml").write_text("language: de\nphrases:\n  katze: [x]\n", encoding="utf-8")

    with pytest.raises(BrokenFiles) as raised:
        model_cache.understander(intents, cache, GIVEN)

    assert [3] == [problem.line for problem in raised.value.problems]
