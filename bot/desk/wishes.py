"""`wishes`: which languages people asked for that the bot does not speak, in German."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from babel import Locale

from bot.storage.counts import Counted


def lines(wishes: Iterable[Counted]) -> Iterator[str]:
    """One line for each month and language."""
    names = Locale("de").languages
    found = False
    for wish in wishes:
        found = True
        yield f"{wish.month}  {wish.times:4}  {names.get(wish.subject, wish.subject or 'unbekannt')}"
    if not found:
        yield "Noch hat niemand um eine weitere Sprache gebeten."
