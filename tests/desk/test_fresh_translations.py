"""A changed German sentence makes exactly its translations outdated; confirming restores them."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.assistant import Speaker
from bot.core.conversation import Conversation, Turn
from bot.desk import shelf
from bot.desk.messages import update
from bot.files import po_files
from bot.files.town import Folders, Town, read
from tests.conftest import HOME, at

OLD = "Überweisen Sie nie Geld, bevor Sie die Wohnung gesehen haben. Das ist meist Betrug."
NEW = "Überweisen Sie nie Geld, bevor Sie die Wohnung gesehen haben. Das ist fast immer Betrug."
OTHER = (
    "Lassen Sie sich beim Amt für Soziales, Integration und Sport vormerken. "
    "Es hat auch eine Liste für Notfälle."
)
CONTEXT = "find_flat/sentences"
NOTE = "So far, some of this is only in German."
READERS = ("ar", "tr", "uk")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Esslingen after a sentence was changed and `messages` was run."""
    home = tmp_path_factory.mktemp("copy")
    for name in ("knowledge", "translations"):
        shutil.copytree(HOME / name, home / name)
    guide = home / "knowledge" / "guides" / "find_flat.yaml"
    guide.write_text(guide.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    town = town_in(home)
    list(update(town, HOME))
    return town


def town_in(home: Path) -> Town:
    """The town of a copy; what it understands is that of Esslingen."""
    return read(Folders(home / "knowledge", HOME / "intents", home / "translations", HOME / "var" / "cache"))


def fuzzy(folder: Path, language: str) -> list[tuple[str | None, str, str]]:
    """What waits in the knowledge of a language: context, source, the source before."""
    catalogue = shelf.stored(folder, language, "knowledge")
    return [
        (message.context, po_files.text(message.id), po_files.text(message.previous_id))
        for message in po_files.entries(catalogue).values()
        if message.fuzzy
    ]


def answers(town: Town, languages: Iterable[str]) -> dict[str, str]:
    """What readers get who ask how to find a flat."""
    speaker = Speaker(town.centre(examples=False), town.voices, town.language_names)
    said = {}
    for language in languages:
        turn = Turn("p", at("2026-11-28 10:00"), action="need:find_flat", phone_language=language)
        reply, _ = speaker.decide(turn, Conversation(language, language))
        said[language] = "\n".join(message.text for message in speaker.words(reply, turn))
    return said


def test_each_language_has_exactly_one_text_more_to_do(changed: Town) -> None:
    """It is the changed sentence, beside the one that its translation was made from."""
    before, after = HOME / "translations", changed.folders.translations
    languages = [language for language in shelf.languages(changed) if "knowledge" in shelf.domains(language)]
    more = {code: [w for w in fuzzy(after, code) if w not in fuzzy(before, code)] for code in languages}

    assert len(languages) > len(READERS)
    assert "de_leicht" in languages
    assert {code: [(CONTEXT, NEW, OLD)] for code in languages} == more


@pytest.mark.parametrize("language", READERS)
def test_readers_see_the_german_sentence_and_are_told(changed: Town, language: str) -> None:
    """The changed sentence is German, the answer says so, its other sentences stay translated."""
    voice = changed.voices[language]
    said = answers(changed, [language])[language]

    assert NEW in said
    assert voice.say(NOTE) in said
    assert voice.say(NOTE) != NOTE
    assert OTHER not in said
    assert voice.translated(CONTEXT, OTHER)[0] in said


def test_a_confirmed_translation_is_shown_again(changed: Town, tmp_path: Path) -> None:
    """Once the flag is gone readers get their own language, and no note."""
    shutil.copytree(changed.folders.translations, tmp_path / "translations")
    shutil.copytree(changed.folders.knowledge, tmp_path / "knowledge")
    own = {}
    for language in READERS:
        catalogue = shelf.stored(tmp_path / "translations", language, "knowledge")
        entry = po_files.entries(catalogue)[CONTEXT, NEW]
        entry.flags.discard("fuzzy")
        own[language] = po_files.text(entry.string)
        shelf.keep(tmp_path / "translations", language, {"knowledge": catalogue})
    town = town_in(tmp_path)

    for language, said in answers(town, READERS).items():
        assert own[language] in said
        assert NEW not in said
        assert town.voices[language].say(NOTE) not in said
