"""What a button could be made to say: true names, foreign, cut, doubled, overlong ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from random import Random

from bot.core import actions, labels
from bot.core.checks import SIGNS
from bot.core.knowledge import Knowledge
from bot.core.slots import coming, slot_name
from tests.fuzz.strange import SEQUENCES, text

VERBS = tuple(sorted({
    *(action.partition(":")[0] for action in labels._FIXED), *labels._VERBS, *actions._VISITS,
    *actions._EVENTS, *actions._TALK, *actions._PAGES, *actions.DOORS, "need", "topic", "org", "offer",
    "quiet", "lang", "check", "checks", "consent", "gone", "voice", "unreadable", "team", "case", "close", "",
}))  # fmt: skip
OWN = (
    "1",
    "2",
    "9999999999",
    "-1",
    "newcomer",
    "de",
    "de_easy",
    "ar",
    "tlh",
    "house",
    "/",
    "@",
    ":",
    "::",
    "../..",
)
SIGNS_OF_TROUBLE = (
    "\0",
    "\x1b[31m",
    "\u202e",
    "\ud83d",
    "é",
    "٣",
    "％",
    "<b>",
    "&#0;",
    "'--",
    "\n",
    "a" * 70,
    "😀" * 17,
)


@dataclass(frozen=True)
class Names:
    """All that buttons name."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, knowledge: Knowledge, now: datetime) -> Names:
        """Those of a town, with true slots and made-up ones, and ways through checks."""
        slots = [
            (ref, slot.start)
            for ref, offer in knowledge.offers.items()
            for slot in coming(knowledge, offer, now)
        ]
        off = (timedelta(), timedelta(minutes=1), timedelta(days=-400), timedelta(days=3000))
        ways = [f"{check}/{''.join(way)}" for check in knowledge.checks
                for size in (0, 1, 2) for way in product(SIGNS[:4], repeat=size)]  # fmt: skip
        items = [f"{check.id}/{item.id}" for check in knowledge.checks.values() for item in check.items]
        places = [
            f"{body.id}/{spot.id}" for body in knowledge.organizations.values() for spot in body.locations
        ]
        return cls((
            *knowledge.guides, *knowledge.offers, *knowledge.organizations, *knowledge.needs,
            *knowledge.events,            *knowledge.checks, *ways, *items, *places, *OWN,
            *(slot_name(ref, start + by) for ref, start in slots for by in off),
            *(slot_name(ref, start, start + by) for ref, start in slots for by in off),
        ))  # fmt: skip


def made_up(chance: Random, names: Names) -> str:
    """The data of a press."""
    name = chance.choice(names.names)
    data = f"{chance.choice(VERBS)}:{name}" if chance.random() < 0.85 else chance.choice(VERBS)
    return data if chance.random() < 0.5 else _spoilt(chance, data, chance.choice(names.names))


def _spoilt(chance: Random, data: str, other: str) -> str:
    at = chance.randint(0, len(data))
    return chance.choice((
        data[:at], data + data, data[:at] + other, f"{data}@{other}", f"{data}/{other}", data.upper(),
        f" {data} ", data[:at] + chance.choice((*SIGNS_OF_TROUBLE, *SEQUENCES)) + data[at:],
        text(chance)[:300] or ":", f"{data}{chance.choice(SIGNS)}", data.replace("@", "@-"), "",
        data.replace("@", "@" + "0" * (64 - len(data))), data * 20,
    ))  # fmt: skip
