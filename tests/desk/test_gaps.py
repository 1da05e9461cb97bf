"""The list of gaps."""

import pytest

from bot.desk.gap_groups import MissingOffer
from bot.desk.gaps import judged, lines, numbered, seeds
from bot.storage.gaps import Shown

BEES = Shown("bienen halten", "de", "2026-11", "not_understood", "", 2, 7)
BIKE = Shown("ikinci el bisiklet", "tr", "2026-11", "asked_back", "mobility", 3, 4, "need:low_cost")
WASHING = Shown("[…] Waschmaschine", "de", "2026-10", "useless", "low_cost", 7, 9)
TITLES = {"low_cost": "Günstig einkaufen"}


def test_gaps_are_listed_in_groups_in_german() -> None:
    """The open group asked most comes first, with number, need, language and kind; judged ones come last."""
    assert [
        "Nr. 9: 7-mal, Günstig einkaufen",
        "     7  2026-10  Deutsch, Antwort half nicht: […] Waschmaschine",
        "Nr. 7: 2-mal, kein Anliegen",
        "     2  2026-11  Deutsch, nicht verstanden: bienen halten",
        "Nr. 4: 3-mal, mobility – gehört zu „Günstig einkaufen“",
        "     3  2026-11  Türkisch, nachgefragt: ikinci el bisiklet",
    ] == list(lines([BEES, BIKE, WASHING], TITLES))


def test_a_language_nobody_knows_stays_as_it_is() -> None:
    """A code without a German name is shown itself."""
    told = list(lines([Shown("x y", "xx", "2026-11", "useless", "", 2, 1)], {}))

    assert "     2  2026-11  xx, Antwort half nicht: x y" == told[1]


def test_no_gap_yet() -> None:
    """An empty list says so."""
    assert ["Noch haben keine zwei Menschen dasselbe gefragt, ohne dass der Bot helfen konnte."] == list(
        lines([], {})
    )


def test_a_group_is_found_by_its_oldest_question() -> None:
    """The smallest number of a group names it, and no other does."""
    shown = [WASHING, WASHING._replace(text="waschmaschine […]", number=3, times=2), BEES]
    group = numbered(shown, 3)

    assert group is not None
    assert (9, 3) == group.numbers
    assert numbered(shown, 9) is None


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("not_ours", "nicht unser Thema"),
        ("need:low_cost", "gehört zu „Günstig einkaufen“"),
        ("gap:Imkerkurs", "Lücke in unserem Angebot: Imkerkurs"),
    ],
)
def test_what_was_noted_is_said(verdict: str, said: str) -> None:
    """The verdict is repeated in German, with the question."""
    group = numbered([BEES], 7)

    assert group is not None
    assert f"Vermerkt für „bienen halten“ (2-mal): {said}." == judged(group, verdict, TITLES)


def test_the_seeds_of_new_offers() -> None:
    """Each has how often it was asked, by language and month, and in which words; none is said as well."""
    seed = MissingOffer("Imkerkurs", 3, {"2026-10": 1, "2026-11": 2}, {"de": 2, "tr": 1}, ("bienen halten",))

    assert [
        "Imkerkurs: 3-mal (Deutsch 2, Türkisch 1; 2026-10 1, 2026-11 2)",
        "        bienen halten",
    ] == list(seeds([seed]))
    assert ["Noch ist keine Lücke in unserem Angebot vermerkt."] == list(seeds([]))
