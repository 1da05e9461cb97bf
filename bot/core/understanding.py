"""From a message to a decision: answer, ask back, or say honestly that it was not understood."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bot.core.decision import Lines, draw_lines
from bot.core.language import LanguageGuesser, LanguageHints, learn_languages
from bot.core.matcher import OUTSIDE, Arrays, Matcher, learn
from bot.core.offices import Mention, Office, OfficeFinder, office_finder
from bot.core.parts import joined, parts

__all__ = ["LanguageHints", "Office", "Phrase", "Understander", "Understanding"]

DANGER = ("emergency", "violence_against_women")
SMALL_TALK = ("greeting", "thanks", "goodbye")  # stands around a need and is none then
PLACE_QUESTIONS = ("opening_hours", "location", "contact", "about_centre", "appointment")

_PART_WORTH = 0.95  # what a part carries counts a little less than what the whole says
_OFFICE_SCORE = 0.9  # of an office's first need where the message is only about the office
_WEAK = 0.3  # a rest that is less sure than this says nothing beside an office's name
_SHORT = 4  # words
_CHOICES = 3
_NEAR_ENOUGH = 0.25  # a further choice has at least this share of the first one's score
_SECOND_DANGER = 0.3  # the other danger is answered too from this share of the line on

Scores = dict[str, float]


@dataclass(frozen=True)
class Phrase:
    """An example of what a person may write; need None means out of scope."""

    text: str
    need: str | None
    language: str


@dataclass(frozen=True)
class Understanding:
    """What was understood, and what to do about it."""

    decision: Literal["answer", "clarify", "reject"]
    needs: tuple[tuple[str, float], ...]
    chosen: tuple[str, ...]
    organization: str | None
    language: str


@dataclass(frozen=True)
class Understander:
    """Everything learnt that is needed to understand a message."""

    matcher: Matcher
    guesser: LanguageGuesser
    finder: OfficeFinder
    lines: Lines

    @classmethod
    def learn(
        cls,
        phrases: Sequence[Phrase],
        offices: Sequence[Office],
        needs: Sequence[str],
        languages: Sequence[str],
    ) -> "Understander":
        """Learn from example phrases."""
        known = set(needs)
        examples = [
            (phrase.text, phrase.need or OUTSIDE)
            for phrase in phrases
            if phrase.need is None or phrase.need in known
        ]
        matcher, rehearsal = learn(examples)
        danger = [matcher.labels.index(need) for need in DANGER if need in matcher.labels]
        guesser = learn_languages(((phrase.text, phrase.language) for phrase in phrases), languages)
        lines = draw_lines(rehearsal, matcher.calibration, danger)
        return cls(matcher, guesser, office_finder(offices), lines)

    def understand(self, text: str, hints: LanguageHints = LanguageHints()) -> Understanding:  # noqa: B008 - frozen
        """Decide what a message is about."""
        whole = dict(self.matcher.match(text))
        merged = self._with_parts(whole, text)
        alarm = self._danger(text)
        mention = self.finder.find(text)
        language = self.guesser.language(text, hints)
        if alarm:
            return self._decided(_leading(alarm, merged), alarm, mention, language)
        if mention and (need := self._only_about(mention, merged)):
            return self._decided(
                _leading((need,), {**merged, need: _OFFICE_SCORE}), (need,), mention, language
            )
        two = self._two_needs(merged, text)
        return (
            self._decided(_leading(two, merged), two, mention, language)
            if two
            else self._weighed(merged, mention, language)
        )

    def _weighed(self, scores: Scores, mention: Mention | None, language: str) -> Understanding:
        """Answer, ask back or reject by the lines."""
        ranked = _leading((), scores)
        best = ranked[0][1] if ranked else 0.0
        if best >= self.lines.answer:
            return self._decided(ranked, (ranked[0][0],), mention, language)
        near = tuple(need for need, score in ranked[:_CHOICES] if score >= _NEAR_ENOUGH * best)
        near = near if len(near) > 1 else tuple(need for need, _ in ranked[:2])
        asked = replace(self._decided(ranked, near, mention, language), decision="clarify")
        return asked if best >= self.lines.ask else replace(asked, decision="reject")

    @staticmethod
    def _decided(
        ranked: tuple[tuple[str, float], ...], chosen: tuple[str, ...], mention: Mention | None, language: str
    ) -> Understanding:
        office = mention.office.id if mention else None
        return Understanding("answer", ranked, chosen, office, language)

    def _with_parts(self, whole: Scores, text: str) -> Scores:
        """Let the part that carries a need speak for the message; small talk in parts is ignored."""
        merged = dict(whole)
        for part in parts(text):
            for need, score in self.matcher.match(part)[:_CHOICES]:
                if need not in SMALL_TALK:
                    merged[need] = max(merged[need], _PART_WORTH * score)
        return merged

    def _danger(self, text: str) -> tuple[str, ...]:
        """Dangers that the whole message or a part of it speaks of, the likelier one first."""
        found = dict.fromkeys((need for need in DANGER if need in self.matcher.labels), 0.0)
        alarmed = False
        for part in (text, *parts(text)):
            shares = self.matcher.shares(part)
            mine = {need: float(shares[self.matcher.labels.index(need)]) for need in found}
            alarmed = alarmed or (bool(mine) and sum(mine.values()) >= self.lines.danger)
            found = {need: max(found[need], mine[need]) for need in found}
        if not alarmed:
            return ()
        ranked = sorted(found, key=lambda need: -found[need])
        return tuple(
            need for need in ranked if need == ranked[0] or found[need] >= _SECOND_DANGER * self.lines.danger
        )

    def _only_about(self, mention: Mention, scores: Scores) -> str | None:
        """The need of a message that only asks for an office: the office's own, or a finer one."""
        needs = mention.office.needs
        if not needs:
            return None
        top = _leading((), scores)[0][0]
        if top in needs and scores[top] >= self.lines.answer:
            return top
        rest = self.matcher.match(mention.rest)
        empty = not mention.rest or not rest or rest[0][0] in PLACE_QUESTIONS
        vague = bool(rest) and rest[0][1] < _WEAK and len(mention.rest.split()) <= _SHORT
        return needs[0] if empty or vague else None

    def _two_needs(self, scores: Scores, text: str) -> tuple[str, ...]:
        """Two needs joined by "and" or standing in two sentences, both of them sure."""
        found: Scores = {}
        for part in joined(text):
            ranked = [pair for pair in self.matcher.match(part) if pair[0] not in SMALL_TALK]
            if ranked and ranked[0][1] >= self.lines.answer:
                found[ranked[0][0]] = max(ranked[0][1], found.get(ranked[0][0], 0.0))
        best = sorted(found, key=lambda need: -found[need])[:2]
        supported = sum(scores[need] for need in best) >= self.lines.answer
        return tuple(best) if len(best) > 1 and supported else ()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Give all that was learnt as arrays, to be kept in a file."""
        return {**self.matcher.to_arrays(), **self.guesser.to_arrays(), "lines": self.lines.to_array()}

    @classmethod
    def from_arrays(cls, arrays: Arrays, offices: Sequence[Office]) -> "Understander":
        """Take up what was learnt before."""
        answer, ask, danger = map(float, np.asarray(arrays["lines"]))
        guesser = LanguageGuesser.from_arrays(arrays)
        return cls(Matcher.from_arrays(arrays), guesser, office_finder(offices), Lines(answer, ask, danger))


def _leading(first: tuple[str, ...], scores: Scores) -> tuple[tuple[str, float], ...]:
    """Rank the needs, with these ahead of all others, at scores that keep the order."""
    rest = sorted(
        ((need, score) for need, score in scores.items() if need not in first), key=lambda pair: -pair[1]
    )
    top = rest[0][1] if rest else 0.0
    lead = [(need, max(scores.get(need, 0.0), top)) for need in first]
    return (*lead, *rest)
