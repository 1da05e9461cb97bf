"""Words that ask on, found in messages; and the real ones of every language."""

import pytest

from bot.core.cues import ASPECTS, FACETS, CueFinder, CueWords
from bot.files.town import Town

GERMAN = CueWords(
    fillers=("und", "das", "ist", "am", "mit", "gibt es", "der"),
    cues={
        "where": ("wo", "wie komme ich hin"),
        "cost": ("kostet", "preis*"),
        "evening": ("abends", "am abend"),
        "children": ("kinderbetreuung",),
        "women": ("frauen*",),
        "second": ("das zweite",),
        "speaks": ("spricht",),
        "lang:tr": ("türkisch*",),
        "lang:de": ("deutsch*",),
        "neutral": ("frauenarzt",),
    },
)
FINDER = CueFinder({"de": GERMAN})


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("Und wo ist das?", ("where",), ()),
        ("wie komme ich hin", ("where",), ()),
        ("Preise?", ("cost",), ()),
        ("kosttet das", ("cost",), ()),
        ("das zweite", ("second",), ()),
        ("Deutschkurs abends mit Kinderbetreuung", ("evening", "children"), ("deutschkurs",)),
        ("Arzt, der Türkisch spricht", ("lang:tr", "speaks"), ("arzt",)),
        ("Frauenarzt", (), ("frauenarzt",)),
        ("Kurs B1", ("b1",), ("kurs",)),
        ("Kurs Б1", ("b1",), ("kurs",)),
        ("", (), ()),
    ],
)
def test_cues_and_what_is_left(text: str, found: tuple[str, ...], rest: tuple[str, ...]) -> None:
    """The longest stretch counts, endings and slips are forgiven, topics stay topics."""
    cues = FINDER.find(text, ("de",))

    assert (found, rest) == (cues.found, cues.rest)


def test_the_topic_is_what_is_left_without_wishes() -> None:
    """German stays, for it is learnt here; what is wished of the offer goes."""
    assert "deutsch kurs mit" == FINDER.find("Deutsch Kurs abends mit Kinderbetreuung", ("de",)).topic


def test_a_language_that_is_not_asked_for_is_not_looked_at() -> None:
    """Only the words of the languages given count."""
    assert () == FINDER.find("wo", ("en", "tr")).found


def test_every_language_has_words_for_everything(town: Town) -> None:
    """No aspect and no wish is without words in any of our languages."""
    wanted = {*ASPECTS, *FACETS, "yes", "no", "back", "restart", "training", "no_money", "speaks"}
    lacking = {
        code: missing
        for code, words in town.intents.cues.items()
        if (missing := {cue for cue in wanted if not words.cues.get(cue)})
    }

    assert set(town.intents.languages) == set(town.intents.cues)
    assert {} == lacking


FOLLOW_UPS = {
    "de": ("und wo ist das?", "wie teuer?"), "en": ("and where is that?", "how much?"),
    "ar": ("وين هاد؟", "متى؟"), "tr": ("orası nerede?", "ne kadar?"), "uk": ("а де це?", "скільки коштує?"),
    "ru": ("а где это?", "сколько стоит?"), "fa": ("کجاست؟", "چند است؟"),
    "fr": ("c'est où ?", "combien ça coûte ?"), "es": ("¿y dónde es?", "¿cuánto cuesta?"),
    "it": ("e dov'è?", "quanto costa?"), "ro": ("și unde e?", "cât costă?"),
    "pl": ("a gdzie to jest?", "ile kosztuje?"),
    "hr": ("a gdje je to?", "koliko košta?"), "el": ("και πού είναι;", "πόσο κάνει;"),
    "sq": ("po ku është?", "sa kushton?"), "ku": ("ew li ku ye?", "çend e?"),
    "so": ("xaggee ku taal?", "waa immisa?"), "ti": ("ኣበይ እዩ?", "ክንደይ እዩ?"), "ps": ("چیرته دی؟", "څومره دی؟"),
}  # fmt: skip


@pytest.mark.parametrize("language", list(FOLLOW_UPS))
def test_the_commonest_questions_need_nothing_else(town: Town, language: str) -> None:
    """ "And where is that?" and "how much?" consist of cues and fillers in every language."""
    finder = CueFinder(town.intents.cues)
    found = [finder.find(text, (language, "de", "en")) for text in FOLLOW_UPS[language]]

    assert [()] * len(found) == [cues.rest for cues in found]
    assert all(set(cues.found) & {"where", "cost", "when"} for cues in found)
