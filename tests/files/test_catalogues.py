"""The folder `translations/` as it becomes voices."""

from pathlib import Path

import pytest

from bot.files import catalogues
from bot.files.catalogues import Voices, catalogue_path

HEAD = 'msgid ""\nmsgstr ""\n"Language: tr\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
HELLO = '#: a.py:1\nmsgid "Hello {name}"\nmsgstr "Merhaba {name}"\n'


def write(home: Path, text: str | bytes, domain: str = "bot", language: str = "tr") -> Path:
    """Write one catalogue; the folder of all."""
    path = catalogue_path(home / "translations", language, domain)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return home / "translations"


def test_a_voice_speaks_from_its_catalogue(tmp_path: Path) -> None:
    """What is translated is said in the language."""
    voices = Voices(write(tmp_path, HEAD + HELLO), ("tr",))

    assert "Merhaba Ada" == voices["tr"].say("Hello {name}", name="Ada")


def test_texts_of_the_town_have_a_catalogue_of_their_own(tmp_path: Path) -> None:
    """Translations of knowledge are found by context and German."""
    text = HEAD + 'msgctxt "amt/name"\nmsgid "Beratung"\nmsgstr "Danışma"\n'
    voices = Voices(write(tmp_path, text, "knowledge"), ("tr",))

    assert ("Danışma", True) == voices["tr"].translated("amt/name", "Beratung")
    assert ("Beratung", False) == voices["tr"].translated("schule/name", "Beratung")


def test_a_translation_of_an_older_text_is_not_shown(tmp_path: Path) -> None:
    """A fuzzy translation waits for a person, and the original is said."""
    voices = Voices(write(tmp_path, HEAD + "#, fuzzy\n" + HELLO), ("tr",))

    assert "Hello Ada" == voices["tr"].say("Hello {name}", name="Ada")


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    """On a read-only disk the bot speaks all the same."""
    cache = tmp_path / "cache"
    cache.write_text("a file where a folder should be")
    voices = Voices(write(tmp_path, HEAD + HELLO), ("tr",), cache)

    assert "Merhaba Ada" == voices["tr"].say("Hello {name}", name="Ada")


def test_a_cache_is_filled_with_whole_files_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails in the middle leaves nothing that the next start would read."""
    cache = tmp_path / "cache"

    def half(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:10])
        raise OSError("the disk is full")

    folder = write(tmp_path, HEAD + HELLO)
    monkeypatch.setattr(Path, "write_bytes", half)
    said = Voices(folder, ("tr",), cache)["tr"].say("Hello {name}", name="Ada")

    assert "Merhaba Ada" == said
    assert [] == list(cache.iterdir())


def test_an_empty_translation_is_no_translation(tmp_path: Path) -> None:
    """Where nobody wrote anything the original is said."""
    voices = Voices(write(tmp_path, HEAD + 'msgid "Hello"\nmsgstr ""\n'), ("tr",))

    assert "Hello" == voices["tr"].say("Hello")


def test_a_language_without_catalogues_speaks_english(tmp_path: Path) -> None:
    """A new language works before its first translation."""
    assert "Hello" == Voices(tmp_path / "translations", ("tr",))["tr"].say("Hello")


def test_only_languages_of_the_bot_have_a_voice(tmp_path: Path) -> None:
    """A catalogue of a language the bot does not list is not used."""
    voices = Voices(write(tmp_path, HEAD + HELLO), ("de",))

    assert (["de"], 1) == (list(voices), len(voices))
    with pytest.raises(KeyError):
        voices["tr"]


def test_what_was_compiled_is_used_again(tmp_path: Path) -> None:
    """The second start takes the compiled catalogue from the cache."""
    folder, cache = write(tmp_path, HEAD + HELLO), tmp_path / "cache"
    first = Voices(folder, ("tr",), cache)["tr"].say("Hello {name}", name="Ada")
    (kept,) = cache.iterdir()
    before = kept.stat().st_mtime_ns
    second = Voices(folder, ("tr",), cache)["tr"].say("Hello {name}", name="Ada")

    assert ("Merhaba Ada", "Merhaba Ada") == (first, second)
    assert before == kept.stat().st_mtime_ns


def test_a_changed_catalogue_is_compiled_anew(tmp_path: Path) -> None:
    """The cache never hides a new translation."""
    cache = tmp_path / "cache"
    Voices(write(tmp_path, HEAD + HELLO), ("tr",), cache)["tr"].say("Hello {name}", name="Ada")
    changed = Voices(write(tmp_path, HEAD + HELLO.replace("Merhaba", "Selam")), ("tr",), cache)

    assert "Selam Ada" == changed["tr"].say("Hello {name}", name="Ada")


def test_right_catalogues_have_no_problems(tmp_path: Path) -> None:
    """Placeholders that were kept, and missing files, are no mistake."""
    assert [] == catalogues.problems(write(tmp_path, HEAD + HELLO), ("de", "tr"))


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("Merhaba", "name"),
        ("Merhaba {nme}", "name, nme"),
        ("Merhaba {name} {age}", "age"),
        ("Merhaba {0}", "0, name"),
        ("Merhaba {name", "name, { }"),
    ],
)
def test_a_lost_placeholder_is_told_at_its_line(tmp_path: Path, given: str, named: str) -> None:
    """A translation must keep exactly the placeholders of its source."""
    folder = write(tmp_path, HEAD + HELLO.replace("Merhaba {name}", given))
    (problem,) = catalogues.problems(folder, ("tr",))

    assert ("translations/tr/LC_MESSAGES/bot.po", 7) == (problem.file, problem.line)
    assert f"({', '.join(sorted(named.split(', ')))})" in problem.what


def test_placeholders_of_a_waiting_translation_do_not_matter(tmp_path: Path) -> None:
    """A fuzzy translation is not shown, so its placeholders may be wrong."""
    folder = write(tmp_path, HEAD + "#, fuzzy\n" + HELLO.replace("{name}", "", 1))

    assert [] == catalogues.problems(folder, ("tr",))


@pytest.mark.parametrize(
    ("text", "line"),
    [(HEAD + "unsinn\n", 6), ((HEAD + HELLO).replace("Merhaba", "Grüß").encode("latin-1"), 1)],
)
def test_an_unreadable_catalogue_is_one_problem(tmp_path: Path, text: str | bytes, line: int) -> None:
    """A file that is no catalogue is told in German, and the other one is still looked at."""
    write(tmp_path, HEAD + HELLO.replace("Merhaba {name}", "Merhaba"), "knowledge")
    broken, lost = catalogues.problems(write(tmp_path, text), ("tr",))

    assert ("translations/tr/LC_MESSAGES/bot.po", line) == (broken.file, broken.line)
    assert "nicht lesbar" in broken.what
    assert "translations/tr/LC_MESSAGES/knowledge.po" == lost.file
