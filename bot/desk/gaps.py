"""`gaps`: what several people asked and the bot could not answer, in German."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from babel import Locale

from bot.storage.gaps import Shown

_KINDS = {
    "not_understood": "nicht verstanden",
    "asked_back": "nachgefragt",
    "useless": "Antwort half nicht",
}


def lines(gaps: Iterable[Shown]) -> Iterator[str]:
    """The needs with what was asked near them, the most frequent first."""
    needs: dict[str, list[Shown]] = {}
    for gap in gaps:
        needs.setdefault(gap.need, []).append(gap)
    if not needs:
        yield "Noch haben keine zwei Menschen dasselbe gefragt, ohne dass der Bot helfen konnte."
    for need in sorted(needs, key=lambda name: (-sum(gap.times for gap in needs[name]), name)):
        yield need or "kein Anliegen"
        yield from map(_line, sorted(needs[need], key=lambda gap: (-gap.times, gap.month, gap.text)))


def _line(gap: Shown) -> str:
    language = Locale("de").languages.get(gap.language, gap.language)
    return f"{gap.times:6}  {gap.month}  {language}, {_KINDS.get(gap.kind, gap.kind)}: {gap.text}"
