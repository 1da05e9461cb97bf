"""The language of a message, and what hints do."""

import pytest

from bot.core.language import LanguageGuesser, LanguageHints, known_language, learn_languages

TEXTS = {
    "de": ["ich suche eine wohnung", "wo kann ich deutsch lernen", "Kita", "die Anmeldung", "Jobcenter"],
    "en": ["i am looking for a flat", "where can i learn german", "Kita place", "Anmeldung help"],
    "tr": ["ev arıyorum", "nerede almanca öğrenebilirim", "Kita yeri", "Anmeldung lazım", "Jobcenter"],
    "ru": ["ищу квартиру", "где учить немецкий", "нужна работа", "kak naiti rabotu", "Jobcenter", "Kita"],
    "uk": ["шукаю квартиру", "де вчити німецьку", "потрібна робота", "їжа"],
    "ar": ["أبحث عن شقة", "أين أتعلم الألمانية", "bidi sha2a", "wein b2dar"],
    "fa": ["دنبال خانه می‌گردم", "کجا آلمانی یاد بگیرم", "mikham khane peyda konam"],
}


@pytest.fixture(scope="module")
def guesser() -> LanguageGuesser:
    """A guesser of seven languages."""
    return learn_languages([(text, code) for code, texts in TEXTS.items() for text in texts], TEXTS)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ich brauche eine wohnung", "de"),
        ("i need a flat", "en"),
        ("ev arıyorum lütfen", "tr"),
        ("квартиру где", "ru"),
        ("їжа потрібна", "uk"),
        ("شقة", "ar"),
        ("می‌گردم", "fa"),
        ("bidi sha2a", "ar"),
        ("kak naiti kvartiru", "ru"),
    ],
)
def test_clear_messages(guesser: LanguageGuesser, text: str, language: str) -> None:
    """A clear message names its language, by script or by letters."""
    assert guesser.language(text, LanguageHints()) == language


def test_office_word_switches_nothing(guesser: LanguageGuesser) -> None:
    """A German office word alone leaves the language as it was."""
    assert guesser.language("Kita", LanguageHints(chosen="tr")) == "tr"
    assert guesser.language("Jobcenter", LanguageHints(last="ru", phone="de")) == "ru"


def test_mixed_message_keeps_its_language(guesser: LanguageGuesser) -> None:
    """A Turkish message with a German word in it is Turkish."""
    assert guesser.language("Anmeldung nerede lazım", LanguageHints(phone="de")) == "tr"


def test_clear_message_wins_over_hints(guesser: LanguageGuesser) -> None:
    """Whoever writes a whole sentence in a language gets it answered in that language."""
    hints = LanguageHints(chosen="de", phone="de")

    assert guesser.language("أين أتعلم الألمانية", hints) == "ar"


@pytest.mark.parametrize("text", ["", "123", "😂", "Kita", "你好"])
def test_nothing_to_go_by_falls_to_hints(guesser: LanguageGuesser, text: str) -> None:
    """Where the letters say nothing, the hints decide: chosen, last, phone."""
    assert guesser.language(text, LanguageHints(chosen="fa", last="de", phone="en")) == "fa"
    assert guesser.language(text, LanguageHints(phone="uk")) == "uk"


@pytest.mark.parametrize(
    ("code", "known"),
    [("en-GB", "en"), ("prs", "fa"), ("de_AT", "de"), ("RU", "ru"), ("sr", None), ("xx", None), (None, None)],
)
def test_regional_codes(guesser: LanguageGuesser, code: str | None, known: str | None) -> None:
    """Codes of phones are mapped to the bot's languages, unknown ones are ignored."""
    assert known_language(code, guesser.languages) == known


def test_arrays_there_and_back(guesser: LanguageGuesser) -> None:
    """What was learnt survives being kept as arrays."""
    again = LanguageGuesser.from_arrays(guesser.to_arrays())

    assert again.language("ev arıyorum", LanguageHints()) == "tr"
