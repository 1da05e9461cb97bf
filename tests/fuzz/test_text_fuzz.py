"""50,000 strange texts: normalising never fails, never grows beyond a bound, leaves no control characters."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.skeleton import romanised, skeleton
from bot.core.text import LONGEST_TEXT, normalise, sentences, spelling, tidy
from tests.fuzz.strange import FOR_ITS_OWN, text

pytestmark = pytest.mark.slow
EXAMPLES, INPUTS = 500, 100
"""hypothesis draws so many seeds, and from each come so many inputs"""
MOST_SOUNDS = 2
"""letters of a skeleton for one of the text: x is ks"""
MOST_ROMAN = 4
"""letters of the Latin way to write one: shch"""


def controls(written: str) -> list[str]:
    """What no text to compare may hold: controls, line breaks of any kind, half characters."""
    return [sign for sign in written if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")]


def check_words(written: str) -> None:
    """Words with single spaces between them, within the bound, and the same when read again."""
    assert " ".join(written.split()) == written
    assert len(written) <= LONGEST_TEXT
    assert [] == controls(written)


def check(raw: str) -> None:
    """All promises for one text; a failure names it."""
    try:
        check_promises(raw)
    except Exception as error:
        raise AssertionError(f"{raw!r}: {error!r}") from error


def check_promises(raw: str) -> None:
    """Of words, a tidy text, a skeleton, Latin letters and sentences."""
    normal, spelt, neat, parts = normalise(raw), spelling(raw), tidy(raw), sentences(raw)
    check_words(normal)
    check_words(spelt)
    assert tidy(neat) == neat
    assert len(neat) <= LONGEST_TEXT
    bones = skeleton(normal)
    assert len(bones) <= MOST_SOUNDS * len(normal)
    assert " ".join(bones.split()) == bones
    assert [] == controls(bones)
    assert all(len(way) <= MOST_ROMAN * len(spelt) and not controls(way) for way in romanised(spelt))
    assert sum(map(len, parts)) <= LONGEST_TEXT
    assert all(part == part.strip() and part and "\n" not in part for part in parts)


def test_50_000_texts_are_normalised() -> None:
    """Every script, half characters, marks, controls and emoji come out bounded and plain."""
    counted: list[str] = []

    @settings(max_examples=EXAMPLES, **FOR_ITS_OWN)
    @given(seed=st.integers(0, 2**64), own=st.text(st.characters(), max_size=60))
    def check_many(seed: int, own: str) -> None:
        chance = Random(f"{seed} {own!r}")  # noqa: S311 - not a secret
        for raw in (own, *(text(chance) for _ in range(INPUTS - 1))):
            check(raw)
            counted.append(raw)

    check_many()

    assert len(counted) >= 50_000
    assert len(set(counted)) > 0.95 * len(counted)
