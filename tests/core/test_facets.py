"""Wishes: which offer meets them, and how they rank."""

from typing import Any

import pytest

from bot.core.answers import Answers
from bot.core.facets import Facets
from bot.core.replies import NeedAnswer
from tests.core.small_town import NOW, knowledge, offer_of, organization, service


def row(byday: str, opens: str, closes: str, **fields: Any) -> dict[str, Any]:
    """A schedule row."""
    return {"byday": byday, "opens_at": opens, "closes_at": closes, "confidence": "high", **fields}


@pytest.mark.parametrize(
    ("fields", "wish", "met"),
    [
        ({"attributes": ["women"]}, "women", True),
        ({}, "women", False),
        ({"attributes": ["b2"]}, "advanced", True),
        ({"attributes": ["a1"]}, "beginner", True),
        ({"attributes": ["a1"]}, "b1", False),
        ({"languages": ["tr"]}, "lang:tr", True),
        ({"schedules": [row("TU", "14:00", "16:00", languages=["tr"])]}, "lang:tr", True),
        ({"schedules": [row("TU", "18:00", "20:00")]}, "evening", True),
        ({"schedules": [row("TU", "16:00", "18:00")]}, "evening", False),
        ({"schedules": [row("TU", "09:00", "12:00")]}, "morning", True),
        ({"schedules": [row("SA", "09:00", "12:00")]}, "weekend", True),
        ({"schedules": [row("SA", "09:00", "12:00")]}, "saturday", True),
        ({"schedules": [row("TU", "14:00", "16:00")]}, "saturday", False),
        ({"schedules": [row("TU", "14:00", "16:00")]}, "today", True),
        ({"schedules": [row("WE", "14:00", "16:00")]}, "tomorrow", True),
        ({"schedules": [row("MO", "14:00", "16:00")]}, "this_week", False),
    ],
)
def test_a_wish_is_met_or_not_known(fields: dict[str, Any], wish: str, met: bool) -> None:
    """By what is said of the offer, its languages, its next times."""
    body = organization("amt", service("rat", **fields))

    assert ((wish,) if met else ()) == Facets(knowledge(body), NOW).met(offer_of(body), (wish,))


PLAIN = organization("aa", service("kurs"))
EVENING = organization("bb", service("kurs", attributes=["evening"]))
ADVICE = organization(
    "cc", service("rat", needs=["language_practice", "learn_german"], attributes=["evening", "free"])
)


def answer(*wishes: str, language: str = "de", town: Any = None) -> NeedAnswer:
    """The answer to somebody who wants to learn German."""
    view = (
        Answers(town or knowledge(PLAIN, EVENING, ADVICE), NOW, language)
        .need("learn_german", None, wishes)
        .view
    )
    assert isinstance(view, NeedAnswer)
    return view


def test_the_offer_that_meets_most_comes_first() -> None:
    """The evening course before the other; what nobody has is said."""
    view = answer("evening", "women")

    assert view.card
    assert ("bb/kurs", ("evening",), ("women",)) == (view.card.offer.ref, view.met, view.unmet)


def test_an_offer_for_something_else_is_not_moved_up() -> None:
    """Free advice is no free course."""
    view = answer("free")

    assert view.card
    assert ("aa/kurs", (), ("free",)) == (view.card.offer.ref, view.met, view.unmet)


def test_where_the_language_of_the_reader_is_spoken_comes_first_and_is_said() -> None:
    """Not for readers of German."""
    turkish = organization("dd", service("kurs", languages=["de", "tr"]))
    town = knowledge(PLAIN, turkish)
    own, german = answer(language="tr", town=town), answer(language="de", town=town)

    assert own.card and german.card  # noqa: PT018
    assert ("dd/kurs", "tr") == (own.card.offer.ref, own.speaks)
    assert ("aa/kurs", None) == (german.card.offer.ref, german.speaks)
