"""The folder `intents/` as it becomes needs, languages, phrases and names."""

from pathlib import Path

import pytest

from bot.core.understanding import Phrase, SmallWords
from bot.files import intent_files
from bot.files.intent_files import Intents
from tests.files.small_folder import (
    FILES,
    LANGUAGES,
    NAMES,
    NEEDS,
    OUT_OF_SCOPE,
    PHRASES,
    instead,
    places,
    write,
)

TURKISH = "intents/tr/language.yaml"


def intents(home: Path, changes: dict[str, str | None] | dict[str, str] | None = None) -> Intents:
    """The intents of the small town."""
    return intent_files.read(write(home, changes).intents)


def test_a_right_folder_has_no_problems(tmp_path: Path) -> None:
    """The small town is read without a finding."""
    assert [] == intents(tmp_path).problems


def test_needs_keep_the_order_of_the_menu(tmp_path: Path) -> None:
    """Topics and needs come in the order of the registry."""
    read = intents(tmp_path)

    assert {"language": ("learn_german",), "health": ("find_doctor",)} == read.needs
    assert ("learn_german", "find_doctor") == read.all_needs


def test_a_need_stands_under_one_topic(tmp_path: Path) -> None:
    """A need listed twice in the registry is told."""
    twice = {NEEDS: FILES[NEEDS] + "  learn_german: x\n"}

    assert [(NEEDS, 5)] == [(problem.file, problem.line) for problem in intents(tmp_path, twice).problems]


def test_languages_keep_the_order_of_the_row(tmp_path: Path) -> None:
    """Languages come in the order of their file, with their own names."""
    read = intents(tmp_path)

    assert [("de", "Deutsch"), ("tr", "Türkçe")] == [
        (code, language.native_name) for code, language in read.languages.items()
    ]


def test_every_phrase_has_its_need_and_language(tmp_path: Path) -> None:
    """Phrases come with need and language; what is not ours has no need."""
    assert {
        Phrase("Wo kann ich Deutsch lernen?", "learn_german", "de"),
        Phrase("Deutschkurs", "learn_german", "de"),
        Phrase("Ich bin krank", "find_doctor", "de"),
        Phrase("Wie wird das Wetter?", None, "de"),
    } == set(intents(tmp_path).phrases)


def test_names_of_organizations_are_read(tmp_path: Path) -> None:
    """What people call an office stands beside its id."""
    assert (("schule", "Abendschule"), ("schule", "die vhs")) == intents(tmp_path).names


def test_a_phrase_stays_as_it_was_typed(tmp_path: Path) -> None:
    """Words that YAML would take for something else are phrases too."""
    read = intents(tmp_path, {OUT_OF_SCOPE: 'language: de\nphrases: [no, 112, 10:00, "ja?"]\n'})

    assert ["no", "112", "10:00", "ja?"] == [phrase.text for phrase in read.phrases if phrase.need is None]


def test_a_phrase_under_an_unknown_need_is_told_at_the_need(tmp_path: Path) -> None:
    """The name of the need is the mistake, its phrases are left out, and the others are kept."""
    read = intents(tmp_path, instead(PHRASES, "  find_doctor:", "  find_docter:"))
    (problem,) = read.problems

    assert [(PHRASES, 6, "phrases.find_docter")] == places([problem])
    assert "meinten Sie „find_doctor“?" == problem.remedy
    assert {"learn_german", None} == {phrase.need for phrase in read.phrases}


def test_one_phrase_under_two_needs_is_told(tmp_path: Path) -> None:
    """The second place of a phrase is the mistake, whatever its capitals."""
    read = intents(tmp_path, instead(PHRASES, "Ich bin krank", "DEUTSCHKURS"))
    (problem,) = read.problems

    assert [(PHRASES, 7, "phrases.find_doctor[0]")] == places([problem])
    assert "steht schon unter „learn_german“" in problem.what


def test_one_phrase_in_two_languages_is_no_mistake(tmp_path: Path) -> None:
    """The same word may mean different needs in different languages."""
    turkish = "language: tr\nphrases:\n  find_doctor:\n    - Deutschkurs\n"

    assert [] == intents(tmp_path, {TURKISH: turkish}).problems


@pytest.mark.parametrize(("file", "line"), [(PHRASES, 1), (OUT_OF_SCOPE, 1), (NAMES, 1)])
def test_a_file_in_the_wrong_folder_is_told(tmp_path: Path, file: str, line: int) -> None:
    """The language a file names is that of its folder."""
    (problem,) = intents(tmp_path, instead(file, "language: de", "language: tr")).problems

    assert [(file, line, "language")] == places([problem])
    assert "bitte „de“ schreiben" == problem.remedy


@pytest.mark.parametrize("file", [PHRASES, OUT_OF_SCOPE, NAMES])
def test_a_broken_file_is_one_problem_and_the_others_are_read(tmp_path: Path, file: str) -> None:
    """A syntax error is told once at its line; phrases and names of other files remain."""
    read = intents(tmp_path, {file: FILES[file] + "\t- x\n"})

    assert [(file, FILES[file].count("\n") + 1, "")] == places(read.problems)
    assert read.phrases


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("language: de\nphrases:\n  learn_german: Deutschkurs\n", 3, "phrases.learn_german"),
        ("language: de\nphrases:\n  learn_german:\n    - a: b\n", 4, "phrases.learn_german[0]"),
        ("language: de\n", 1, "phrases"),
        ("language: de\nphrases: {}\nfrases: {}\n", 3, "frases"),
    ],
)
def test_a_phrase_file_of_the_wrong_form_is_told(tmp_path: Path, text: str, line: int, field: str) -> None:
    """A phrase that is no list, no text, missing or misspelled is told at its line."""
    assert [(PHRASES, line, field)] == places(intents(tmp_path, {PHRASES: text}).problems)


def test_a_language_without_a_folder_is_no_mistake(tmp_path: Path) -> None:
    """A language may be announced before its phrases are written."""
    read = intents(tmp_path)

    assert "tr" in read.languages
    assert set() == {phrase.text for phrase in read.phrases if phrase.language == "tr"}


def test_a_language_must_have_a_name(tmp_path: Path) -> None:
    """A language without its own name is told at its entry."""
    text = FILES[LANGUAGES].replace("native_name: Türkçe, ", "")

    assert [(LANGUAGES, 2, "tr.native_name")] == places(intents(tmp_path, {LANGUAGES: text}).problems)


def test_all_files_of_a_language_are_read(tmp_path: Path) -> None:
    """Each file of a language's folder adds its phrases, whatever its name."""
    more = "language: de\nphrases:\n  learn_german: [Sprachkurs]\n"
    read = intents(tmp_path, {"intents/de/ergaenzung.yaml": more})

    assert Phrase("Sprachkurs", "learn_german", "de") in read.phrases


def test_small_words_and_other_languages_are_read(tmp_path: Path) -> None:
    """Refusals and the like of all languages come together, what is elsewhere stays by language."""
    words = "refusals: {de: [will nicht], en: [^no]}\nbut: {de: [aber]}\nand: {de: [und]}\n"
    words += "elsewhere: {de: [hund]}\n"
    files = {"intents/words.yaml": words, "intents/other_languages.yaml": "pt: [bom dia, obrigado]\n"}
    read = intents(tmp_path, files)

    assert [] == read.problems
    assert SmallWords(("will nicht", "^no"), ("aber",), ("und",), {"de": ("hund",)}) == read.words
    assert (("bom dia", "pt"), ("obrigado", "pt")) == read.foreign


def test_a_wrong_word_list_is_told(tmp_path: Path) -> None:
    """A misspelled list of small words is told at its line, with the right name."""
    (problem,) = intents(
        tmp_path, {"intents/words.yaml": "but: {de: [aber]}\nrefusal: {de: [nein]}\n"}
    ).problems

    assert [("intents/words.yaml", 2, "refusal")] == places([problem])
    assert "refusals" in problem.remedy


def test_without_phrases_the_rest_is_read(tmp_path: Path) -> None:
    """The bot starts without the phrases: needs, languages and names of offices are there."""
    intents(tmp_path)
    read = intent_files.read(tmp_path / "intents", phrases=False)

    assert () == read.phrases
    assert read.all_needs
    assert read.names
