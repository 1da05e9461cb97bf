"""Invented traffic: single messages drawn by chance, always the same for the same seed, stored nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.random import Generator

from bot.core.knowledge import Knowledge
from bot.storage.counts import Row
from bot.storage.gaps import Shown

SEED = 20261128
MESSAGES_A_MONTH = 6_000
"""of the demonstration"""
Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"
Chosen: TypeAlias = "np.ndarray[Any, np.dtype[np.bool_]]"

_LANGUAGES = ("ar", "uk", "de", "tr", "fa", "en", "ti", "ru", "ku", "ro", "fr", "it", "es", "pl")
"""the most frequent first; all others come after these"""
_YEAR = (1.0, 0.95, 1.0, 0.9, 0.9, 0.85, 0.8, 0.7, 1.15, 1.3, 1.2, 0.8)
"""how lively each month is: courses begin in September"""
_FAVOURED = {
    "learn_german": 6,
    "find_flat": 5,
    "find_job": 4,
    "find_doctor": 3,
    "migration_advice": 3,
    "school_enrolment": 2,
}
_SEASONS = {"school_enrolment": (8, 9), "learn_german": (9, 10), "kindergarten": (2, 3)}
"""months in which a need is asked for twice as often"""
_DECISIONS = {"need": 0.52, "opened": 0.3, "asked_back": 0.11, "not_understood": 0.07}
_STEPS = {
    "map": 0.4,
    "ics": 0.1,
    "bell": 0.12,
    "card": 0.13,
    "print": 0.04,
    "share": 0.09,
    "topic": 0.05,
    "talk": 0.07,
}
_BEGINS, _FOLLOWED, _RATED, _CHECKED, _WISHED = 0.38, 0.16, 0.1, 0.015, 0.002
_WISHES = ("vi", "bn", "ta", "am", "pt")
_GAPS = (
    ("Wo kann ich einen kleinen Garten pachten?", "de", "meet_people", 9, "gap:Gartenplatz"),
    ("أين يمكنني استئجار حديقة صغيرة؟", "ar", "meet_people", 6, "gap:Gartenplatz"),
    ("Де можна навчитися шити?", "uk", "adult_education", 12, ""),
    ("Bisikletimi nerede tamir ettirebilirim?", "tr", "mobility", 7, ""),
    ("ልብሲ ናበይ ከዐሪ እኽእል?", "ti", "low_cost", 3, ""),
    ("کجا می‌توانم حیوان خانگی‌ام را واکسن بزنم؟", "fa", "", 4, ""),
    ("Can I borrow a van to move house?", "en", "find_flat", 8, "gap:Transporter leihen"),
    ("Where can I print documents for free?", "en", "low_cost", 15, ""),
)  # fmt: skip


@dataclass(frozen=True)
class Messages:
    """Single messages: in each array one number for each of them, the place in the list of the same name."""

    months: tuple[str, ...]
    languages: tuple[str, ...]
    needs: tuple[str, ...]
    decisions: tuple[str, ...]
    month: Numbers
    language: Numbers
    need: Numbers
    decision: Numbers
    chances: np.ndarray[Any, np.dtype[np.float64]]
    """by chance more happens with a message: five numbers between 0 and 1 for each"""


def draw(
    chance: Generator, knowledge: Knowledge, languages: Sequence[str], months: Sequence[str], messages: int
) -> Messages:
    """Messages of some months, each with a language, a need and what the bot did."""
    spoken = [*(x for x in _LANGUAGES if x in languages), *(x for x in languages if x not in _LANGUAGES)]
    needs = tuple(need for need in knowledge.all_needs if need in knowledge.guides)
    month = chance.choice(len(months), messages, p=_shares([_YEAR[int(m[5:]) - 1] for m in months]))
    language = chance.choice(len(spoken), messages, p=_shares([1 / (i + 1.5) for i in range(len(spoken))]))
    base = chance.uniform(0.25, 1.0, len(needs)) * [_FAVOURED.get(need, 1) for need in needs]
    need = np.zeros(messages, np.int64)
    for i, name in enumerate(months):
        season = [2 if int(name[5:]) in _SEASONS.get(n, ()) else 1 for n in needs]
        here = month == i
        need[here] = chance.choice(len(needs), int(here.sum()), p=_shares(list(base * season)))
    decision = chance.choice(len(_DECISIONS), messages, p=list(_DECISIONS.values()))
    chances = chance.random((messages, 5))
    return Messages(
        tuple(months), tuple(spoken), needs, tuple(_DECISIONS), month, language, need, decision, chances
    )


def tally(messages: Messages, knowledge: Knowledge) -> list[Row]:
    """The counts that the bot would have kept of these messages."""
    found = Counter[tuple[str, str, str, str]]()
    keys = np.stack([messages.month, messages.language, messages.need, messages.decision])
    for kind, chosen, subjects in _happenings(messages, knowledge):
        several, times = np.unique(np.vstack([keys[:, chosen], subjects[chosen]]), axis=1, return_counts=True)
        for (month, language, need, _, subject), number in zip(several.T, times, strict=True):
            name = _subject(kind, messages.needs[need], int(subject), knowledge)
            if name is not None:
                spoken = "" if kind == "wish" else messages.languages[language]
                found[messages.months[month], kind, name, spoken] += int(number)
    return [Row(*key, number) for key, number in sorted(found.items())]


def _happenings(messages: Messages, knowledge: Knowledge) -> Iterator[tuple[str, Chosen, Numbers]]:
    """Each kind, which messages it happened with, and a number that says what it was about."""
    begins, follows, rates, picks, rare = messages.chances.T
    answered = messages.decision <= 1  # needs that were understood or opened
    pick = (picks * 1000).astype(np.int64)
    for i, kind in enumerate(messages.decisions):
        yield kind, messages.decision == i, pick * 0
    yield "talk", begins < _BEGINS, pick * 0
    yield "shown", answered, pick % 7
    steps = np.searchsorted(np.cumsum(list(_STEPS.values())), picks)
    yield "followed", answered & (follows < _FOLLOWED), np.minimum(steps, len(_STEPS) - 1)
    useful = 0.72 + 0.25 * (messages.need % 10) / 10
    yield "helped", answered & (rates < _RATED * useful), pick * 0
    yield "useless", answered & (rates >= _RATED * useful) & (rates < _RATED), pick * 0
    yield "check", answered & (rare < _CHECKED), pick % max(len(knowledge.checks), 1)
    yield "wish", rare > 1 - _WISHED, np.minimum((picks * picks * 6).astype(np.int64), len(_WISHES) - 1)


def _subject(kind: str, need: str, number: int, knowledge: Knowledge) -> str | None:
    """What was counted, as the bot names it; None where nothing is."""
    if kind in ("talk", "not_understood"):
        return ""
    if kind == "shown":
        named = knowledge.guides[need].services
        return named[number % len(named)] if named else None
    if kind == "followed":
        return tuple(_STEPS)[number]
    if kind == "check":
        return tuple(knowledge.checks)[number] if knowledge.checks else None
    return _WISHES[number] if kind == "wish" else need


def rows(knowledge: Knowledge, languages: Sequence[str], months: Sequence[str]) -> list[Row]:
    """The counts of the demonstration."""
    chance = np.random.default_rng(SEED)
    messages = draw(chance, knowledge, languages, months, MESSAGES_A_MONTH * len(months))
    return tally(messages, knowledge)


def gaps(months: Sequence[str]) -> list[Shown]:
    """Invented questions without an answer."""
    return [
        Shown(text, language, months[i % len(months)], "not_understood", need, times, i, verdict)
        for i, (text, language, need, times, verdict) in enumerate(_GAPS)
    ]


def _shares(weights: Sequence[float]) -> list[float]:
    whole = sum(weights)
    return [weight / whole for weight in weights]
