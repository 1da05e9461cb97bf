"""The list of gaps."""

from bot.desk.gaps import lines
from bot.storage.gaps import Shown


def test_gaps_are_listed_by_need_in_german() -> None:
    """The need missed most comes first, in it the question asked most, with its language and kind."""
    told = list(
        lines(
            [
                Shown("bienen halten", "de", "2026-11", "not_understood", "", 2),
                Shown("ikinci el bisiklet", "tr", "2026-11", "asked_back", "low_cost", 2),
                Shown("[…] Waschmaschine", "de", "2026-10", "useless", "low_cost", 7),
            ]
        )
    )

    assert [
        "low_cost",
        "     7  2026-10  Deutsch, Antwort half nicht: […] Waschmaschine",
        "     2  2026-11  Türkisch, nachgefragt: ikinci el bisiklet",
        "kein Anliegen",
        "     2  2026-11  Deutsch, nicht verstanden: bienen halten",
    ] == told


def test_a_language_nobody_knows_stays_as_it_is() -> None:
    """A code without a German name is shown itself."""
    told = list(lines([Shown("x y", "xx", "2026-11", "useless", "", 2)]))

    assert "     2  2026-11  xx, Antwort half nicht: x y" == told[1]


def test_no_gap_yet() -> None:
    """An empty list says so."""
    assert ["Noch haben keine zwei Menschen dasselbe gefragt, ohne dass der Bot helfen konnte."] == list(
        lines([])
    )
