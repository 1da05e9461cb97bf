"""Every script is written the one way in which texts are compared."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.skeleton import romanised, skeleton
from bot.core.text import LONGEST_TEXT, normalise, sentences, spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("FÜHRERSCHEIN", "fuehrerschein"),
        ("Ausla\u0308nder", "Ausländer"),
        ("Ausländer\u00adbehörde", "auslanderbehorde"),
        ("bitteee", "bitte"),
        ("İŞ ILANI", "iş ilanı"),
        ("مَرْحَبًا", "مرحبا"),
        ("أريد شقّة", "اريد شقه"),
        ("كيف", "کیف"),
        ("می‌خواهم ۱۲۳", "میخواهم 123"),
        ("ёлка", "елка"),
        ("Άδεια ΟΔΟΣ", "αδεια οδός"),
        ("ሠላም፡", "ሰላም"),
        ("l’apprendre su'aal", "lapprendre suaal"),
        ("Kita-Platz, gesucht!", "kita platz gesucht"),
    ],
)
def test_one_word_is_one_word(one: str, other: str) -> None:
    """Case, accents, marks, look-alike letters and digits of all scripts are levelled."""
    assert normalise(one) == normalise(other)


def test_neue_keeps_its_letters() -> None:
    """An e after a u is only taken for an umlaut where German could have one."""
    assert normalise("neue Quelle bauen") == "neue quelle bauen"


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing_that_matters(text: str) -> None:
    """What comes out has single spaces and no upper case, for whatever goes in."""
    normal = normalise(text)

    assert normal == " ".join(normal.split())
    assert len(normal) <= LONGEST_TEXT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("как найти квартиру", "kak naiti kvartiru"),
        ("αδεια", "adeia"),
        ("سلام", "salam"),
        ("жобцентр", "jobcenter"),
        ("میخوام خونه", "mikham khone"),
    ],
)
def test_skeletons_meet_across_scripts(one: str, other: str) -> None:
    """A word typed in Latin letters has the skeleton of its own script, but for silent ends."""
    assert skeleton(normalise(one)).removesuffix("h") == skeleton(normalise(other)).removesuffix("h")


def test_romanised_cyrillic() -> None:
    """Cyrillic is written the ways people type it, Latin is not written anew."""
    assert "djakuju" in romanised("дякую")
    assert romanised("danke") == []


def test_spelling_keeps_accents() -> None:
    """To tell languages apart, accents and digits inside words stay, numbers go."""
    assert spelling("Günaydın! 3arabi 2026") == "günaydın 3arabi"


def test_sentences_of_every_script() -> None:
    """A message is cut at the sentence ends of its script."""
    assert sentences("Hallo. كيف حالك؟ ሰላም።") == ["Hallo", "كيف حالك", "ሰላም"]


@pytest.mark.parametrize("letter", ["a", "ع", "ጸ", "é", " a", "🙏", "\u0301", "\ufdfa", "ü", "ж"])
def test_long_texts_are_quick(letter: str) -> None:
    """4,096 characters of any script are read in a few milliseconds."""
    text = (letter * LONGEST_TEXT)[:LONGEST_TEXT]
    start = time.perf_counter()
    skeleton(normalise(text))

    assert time.perf_counter() - start < 0.2  # a crowded machine included
