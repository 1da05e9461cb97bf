"""Counts, added up by whatever a table asks for, and the German names of what was counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from babel import Locale

from bot.core.actions import DOORS
from bot.core.knowledge import Knowledge
from bot.desk.report.period import Period
from bot.storage.counts import Row

Key: TypeAlias = Callable[[Row], str]
ASKED = ("need", "opened")
"""a need was understood in a message, or chosen with a button"""
HELPERS, EMPLOYERS = "Helfende", "Arbeitgeber"


class Tally:
    """All counts of a period."""

    def __init__(self, rows: Iterable[Row], period: Period) -> None:
        self.months = period.months
        self._rows = [row for row in rows if row.month in set(period.months)]

    def sums(self, kinds: Iterable[str], key: Key) -> Counter[str]:
        """How often, by the key."""
        wanted, found = set(kinds), Counter[str]()
        for row in self._rows:
            if row.kind in wanted:
                found[key(row)] += row.number
        return found

    def by_month(self, *kinds: str) -> list[int]:
        """How often in each month."""
        found = self.sums(kinds, lambda row: row.month)
        return [found[month] for month in self.months]

    def grid(self, kinds: Iterable[str], key: Key) -> dict[str, list[int]]:
        """How often in each month, by the key."""
        wanted, found = set(kinds), dict[str, list[int]]()
        place = {month: i for i, month in enumerate(self.months)}
        for row in self._rows:
            if row.kind in wanted:
                found.setdefault(key(row), [0] * len(place))[place[row.month]] += row.number
        return found


@dataclass(frozen=True)
class Names:
    """What needs, topics, offers and languages are called in German."""

    topics: Mapping[str, str]
    needs: Mapping[str, str]
    topic_of: Mapping[str, str]
    offers: Mapping[str, str]
    checks: Mapping[str, str]

    def is_about_the_bot(self, need: str) -> bool:
        """Whether a need is a greeting or a question about the bot itself."""
        return self.topic_of.get(need) == "assistant"

    def topic(self, need: str) -> str:
        """The name of the topic a need belongs to."""
        return self.topics.get(self.topic_of.get(need, ""), "Frühere Anliegen")

    def need(self, need: str) -> str:
        """The name of a need; one that is no more has its id."""
        return self.needs.get(need, need.replace("_", " ") or "kein Anliegen")


def names(knowledge: Knowledge) -> Names:
    """The names that stand in the files."""
    return Names(
        topics={topic: entry.title for topic, entry in knowledge.topics.items()},
        needs={need: guide.title for need, guide in knowledge.guides.items()},
        topic_of={need: topic for topic, group in knowledge.needs.items() for need in group},
        offers={
            ref: f"{offer.service.name.value} ({offer.organization.name})"
            for ref, offer in knowledge.offers.items()
        },
        checks={check.id: check.title for check in knowledge.checks.values()},
    )


def language_name(code: str) -> str:
    """A language in German."""
    if code == "de_leicht":
        return "Leichte Sprache"
    return str(Locale("de").languages.get(code, code or "unbekannt"))


def door(need: str) -> str:
    """Behind which door a need of helpers or employers stands, or nothing."""
    doors = {"helper": HELPERS, "employer": EMPLOYERS}
    found = [name for key, name in doors.items() if need in DOORS[key]]
    return "beide" if len(found) > 1 else "".join(found)
