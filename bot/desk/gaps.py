"""`gaps`: what several people asked and the bot could not answer, put together, in German."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from babel import Locale

from bot.desk.gap_groups import Group, MissingOffer, groups
from bot.storage.gaps import LONGEST_VERDICT, MISSING, NOT_OURS, TO_NEED, Shown

LONGEST_TITLE = LONGEST_VERDICT - len(MISSING)
KINDS = {
    "not_understood": "nicht verstanden",
    "asked_back": "nachgefragt",
    "useless": "Antwort half nicht",
}


def number_of(group: Group) -> int:
    """What names a group: its oldest question."""
    return min(group.numbers)


def numbered(shown: Sequence[Shown], number: int) -> Group | None:
    """The group that has this number, or nothing."""
    return next((group for group in groups(shown) if number_of(group) == number), None)


def lines(shown: Sequence[Shown], titles: Mapping[str, str]) -> Iterator[str]:
    """The groups with their numbers, the most frequent first; those that are open before the others."""
    found = groups(shown, titles=titles)
    if not found:
        yield "Noch haben keine zwei Menschen dasselbe gefragt, ohne dass der Bot helfen konnte."
    for group in sorted(found, key=lambda group: bool(group.verdict)):
        verdict = f" – {verdict_words(group.verdict, titles)}" if group.verdict else ""
        near = group.need_title or "kein Anliegen"
        yield f"Nr. {number_of(group)}: {group.total}-mal, {near}{verdict}"
        yield from map(_line, group.texts)


def _line(gap: Shown) -> str:
    kind = KINDS.get(gap.kind, gap.kind)
    return f"{gap.times:6}  {gap.month}  {_language(gap.language)}, {kind}: {gap.text}"


def _language(code: str) -> str:
    return str(Locale("de").languages.get(code.partition("_")[0], code))


def verdict_words(verdict: str, titles: Mapping[str, str]) -> str:
    """A verdict in German."""
    if verdict == NOT_OURS:
        return "nicht unser Thema"
    if verdict.startswith(TO_NEED):
        need = verdict.removeprefix(TO_NEED)
        return f"gehört zu „{titles.get(need, need)}“"
    return f"Lücke in unserem Angebot: {verdict.removeprefix(MISSING)}"


def judged(group: Group, verdict: str, titles: Mapping[str, str]) -> str:
    """What was just noted of a group."""
    return f"Vermerkt für „{group.title}“ ({group.total}-mal): {verdict_words(verdict, titles)}."


def seeds(missing: Iterable[MissingOffer]) -> Iterator[str]:
    """What our offer lacks: how often, when and in which languages it was asked."""
    none = True
    for offer in missing:
        none = False
        languages = ", ".join(f"{_language(code)} {times}" for code, times in offer.by_language.items())
        months = ", ".join(f"{month} {times}" for month, times in offer.by_month.items())
        yield f"{offer.title}: {offer.total}-mal ({languages}; {months})"
        yield from (f"        {text}" for text in offer.texts)
    if none:
        yield "Noch ist keine Lücke in unserem Angebot vermerkt."
