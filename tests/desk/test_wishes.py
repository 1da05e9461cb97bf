"""The list of wished languages."""

from bot.desk.wishes import lines
from bot.storage.counts import Counted


def test_wishes_are_listed_in_german() -> None:
    """Month, count and the German name of the language; a code nobody knows stays as it is."""
    told = list(lines([Counted("2026-12", "pt", 3), Counted("2026-11", "xx", 1), Counted("2026-11", "", 2)]))

    assert ["2026-12     3  Portugiesisch", "2026-11     1  xx", "2026-11     2  unbekannt"] == told


def test_no_wish_yet() -> None:
    """An empty list says so."""
    assert ["Noch hat niemand um eine weitere Sprache gebeten."] == list(lines([]))
