"""The replies of guided checks: the question, the result, the list to tick off; what a typed answer means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from rapidfuzz.distance import Levenshtein

from bot.core.asking import Checklist, CheckResult, ChecksPage, CheckStep
from bot.core.cards import Prose, hotline_on, offer_card
from bot.core.checks import Audience, Check, Item, Line, Option, Place, applies, walk
from bot.core.effects import Count
from bot.core.knowledge import Knowledge, Source
from bot.core.replies import LAST, Rows, Screen, Step, in_rows
from bot.core.schedule import BERLIN
from bot.core.text import normalise

_ALIKE = 80  # per cent
_BARE_QUESTION = 2  # words; "Duldung?" is an answer
_SHORT, _SHORT_DENIAL = 6, 4  # words of an answer in which one word is telling
_CARDS = 1  # offers in full, the others stand behind buttons
Translate = Callable[[str, str], str]
"""(context, German) -> the words of the reader's language"""


@dataclass(frozen=True)
class Guided:
    """The checks as they stand at one moment, and what the person has ticked off."""

    knowledge: Knowledge
    now: datetime
    ticked: tuple[str, ...] = ()

    def to(self, name: str) -> Step | None:
        """Where a way leads; None if there is no such check or way (any more)."""
        check_id, _, way = name.partition("/")
        check = self.knowledge.checks.get(check_id)
        if check is None:
            return None
        if check.items:
            return Step((self._list(check, self.ticked),))
        place = walk(check, way)
        if place is None:
            return None
        if place.step:
            return Step((self.question(place),))
        return Step((self._result(place),), (Count("check", check.id),))

    def page(self, audiences: Iterable[Audience] = ()) -> Screen:
        """All checks for some groups of people."""
        wanted = tuple(audiences)
        found = [c for c in self.knowledge.checks.values() if not wanted or c.audience in wanted]
        return Screen(ChecksPage(), (*((f"check:{check.id}/",) for check in found), *LAST))

    def question(self, place: Place, *, again: bool = False) -> Screen:
        """The open question, one option a row."""
        own = f"check:{place.check.id}/"
        rows = [(f"{own}{place.way}{sign}",) for sign, _ in place.options]
        return Screen(CheckStep(place, again), (*rows, *_below(place)))

    def tick(self, name: str) -> tuple[Step | None, tuple[str, ...]]:
        """Tick an item off, or on again; what is ticked afterwards. A finished list is forgotten."""
        check_id, _, item = name.partition("/")
        check = self.knowledge.checks.get(check_id)
        if check is None or item not in {i.id for i in check.items}:
            return None, self.ticked
        ticked = tuple(t for t in self.ticked if t != name) if name in self.ticked else (*self.ticked, name)
        screen = self._list(check, ticked)
        done = all(f"{check_id}/{i.id}" in ticked for i in self._visible(check))
        return Step((screen,)), tuple(t for t in ticked if not done or not t.startswith(f"{check_id}/"))

    def _list(self, check: Check, ticked: tuple[str, ...]) -> Screen:
        items = [
            (item.id, Prose(f"{check.id}/items", item.value), f"{check.id}/{item.id}" in ticked)
            for item in self._visible(check)
        ]
        ticks = [f"tick:{check.id}/{item.id}" for item in self._visible(check)]
        answers = [f"need:{item.need}" for item in self._visible(check) if item.need]
        rows = (*in_rows(ticks, 4), *in_rows(list(dict.fromkeys(answers)), 2))
        return Screen(Checklist(check, tuple(items)), (*rows, (f"untick:{check.id}/", "topics")))

    def _visible(self, check: Check) -> list[Item]:
        return [item for item in check.items if item.may_be_shown(self._today)]

    def _result(self, place: Place) -> Screen:
        check, result = place.check, place.result
        if result is None:
            raise ValueError(f"{place.name} is no result")
        lines, documents = (self._shown(place, kind) for kind in (result.lines, result.documents))
        offers = [self.knowledge.offers[ref] for ref in result.services]
        open_ = [offer for offer in offers if offer.may_be_shown(self._today)]
        hotlines = (self.knowledge.hotlines[name] for name in result.hotlines)
        view = CheckResult(
            place,
            _prose(place, "lines", lines),
            _prose(place, "documents", documents),
            tuple(offer_card(self.knowledge, offer, self.now) for offer in open_[:_CARDS]),
            tuple(hotline_on(h, self._today) for h in hotlines if h.may_be_shown(self._today)),
            self._sources([*lines, *documents]),
        )
        more = [f"offer:{offer.ref}" for offer in open_[_CARDS:]]
        rows: Rows = tuple((action,) for action in (*more, *(f"need:{need}" for need in result.needs)))
        talk = (f"talk:{check.needs[0]}",) if check.needs and result.handover else ()
        return Screen(view, (*rows, *((talk,) if talk else ()), *_below(place), *LAST))

    def _shown(self, place: Place, lines: Iterable[Line]) -> list[Line]:
        return [line for line in lines if line.may_be_shown(self._today) and applies(line.when, place.taken)]

    def _sources(self, lines: Iterable[Line]) -> tuple[tuple[str, Source], ...]:
        names = dict.fromkeys(name for line in lines for name in line.source)
        return tuple((name, self.knowledge.sources[name]) for name in names if name in self.knowledge.sources)

    @property
    def _today(self) -> date:
        return self.now.astimezone(BERLIN).date()


def option_in_full(place: Place, text: str, translate: Translate) -> str | None:
    """The sign of the option whose label, or another word for it, was typed as it stands."""
    wanted = normalise(text)
    return next((s for s, option in place.options if wanted in _words_of(place, option, translate)), None)


def option_meant(
    place: Place, text: str, translate: Translate, negations: frozenset[str] = frozenset()
) -> str | None:
    """The sign of the option that a typed answer means: its number, its label, a word that stands for it.

    Where the answer says "not" (one of `negations`, normalised), so must the words of the option, and the
    other way round: a wrong yes would do harm. In a long answer a single word means little.
    """
    wanted = normalise(text)
    options = dict(place.options)
    if wanted in options:
        return wanted
    denied = not negations.isdisjoint(wanted.split())
    asks = text.rstrip().endswith(("?", "؟", ";")) and len(wanted.split()) > _BARE_QUESTION
    if asks:  # "what is a toleration?" is no answer
        return None
    best: tuple[float, str] = (_ALIKE, "")
    for sign, option in options.items():
        words = _words_of(place, option, translate)
        fitting = [word for word in words if denied is not negations.isdisjoint(word.split())]
        best = max(best, (_likeness(wanted, fitting, denied=denied), sign))
    return best[1] or None


def _words_of(place: Place, option: Option, translate: Translate) -> list[str]:
    """The label and the words of an option, in German and in the reader's language."""
    context = f"{place.check.id}/{place.name}/option"
    written = (option.label, *option.says)
    return [normalise(text) for text in (*written, *(translate(context, german) for german in written))]


def _likeness(wanted: str, words: Iterable[str], *, denied: bool) -> float:
    length = len(wanted.split())

    def alike(word: str) -> float:
        short = length <= _SHORT_DENIAL if denied else length <= _SHORT or " " in word
        if word and short and f" {word} " in f" {wanted} ":
            return 100.0
        return 100.0 * Levenshtein.normalized_similarity(wanted, word)

    return max(map(alike, words), default=0.0)


def _prose(place: Place, field: str, lines: Iterable[Line]) -> tuple[Prose, ...]:
    return tuple(Prose(f"{place.check.id}/{place.name}/{field}", line.value) for line in lines)


def _below(place: Place) -> Rows:
    """One step back, or back to the start."""
    if not place.way:
        return (("topics",),)
    start = f"restart:{place.check.id}/"
    return ((f"back:{place.check.id}/{place.way[:-1]}", start),) if len(place.way) > 1 else ((start,),)
