"""From a message to a decision: answer, ask back, or say honestly that it was not understood."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import compress
from operator import itemgetter
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bot.core.classifier import softmax
from bot.core.clauses import Clauses, SmallWords, Wanted
from bot.core.decision import Lines, draw_lines
from bot.core.language import Guess, LanguageGuesser, LanguageHints, learn_languages
from bot.core.matcher import OUTSIDE, Arrays, Matcher, learn
from bot.core.offices import Mention, Office, OfficeFinder
from bot.core.parts import parts
from bot.core.text import normalise, tidy
from bot.core.understood import Decision, Given, Lessons, Phrase, Ranked, Understanding
from bot.core.vectors import Floats
from bot.core.verbatim import leaning

__all__ = [
    "Given",
    "LanguageHints",
    "Lessons",
    "Office",
    "Phrase",
    "SmallWords",
    "Understander",
    "Understanding",
]

DANGER = ("emergency", "violence_against_women")
SMALL_TALK = ("greeting", "thanks", "goodbye")  # stands around a need and is none then
PLACE_QUESTIONS = ("opening_hours", "location", "contact", "about_centre", "appointment")

_PARTS_MEAN, _PARTS_BEST = 0.75, 0.25  # what the parts of a message count beside the whole, for danger
_UNHEARD = 0.001  # share of a need of which a part says nothing
_LOUD_DANGER = 0.7  # share of one sentence that is enough, whatever surrounds it
_LEADING_DANGER = 0.55  # of the line is enough where danger is the likeliest need of all
_SURE_PART = 0.5  # score of each of two needs in one message
_TRACE = 0.002  # and in the whole: "bicycles and furniture to give away" is not about bicycles
_LIST, _TWO = 6, 2  # words, parts; a message that is no longer lists what is wanted
_LISTED_PART = 0.65  # score of a need in such a list
_SHORT_STORY, _SHORT_STORY_LETTERS = 15, 800  # words; a longer message tells of many things and means one
_OFFICE_SCORE = 0.9  # of an office's first need where the message is only about the office
_WEAK = 0.3  # a rest that is less sure than this says nothing beside an office's name
_SHORT = 4  # words
_SHORT_QUESTION = 8  # words; in a longer one an office is only mentioned
_CERTAIN_DANGER = 0.5  # score
_BESIDE_DANGER = 0.15  # score from which on another need is answered after it
_CHOICES = 3
_NEAR_ENOUGH = 0.06  # a further choice has at least this share of the first one's score
_SECOND_DANGER = 0.3  # the other danger is answered too from this share of the line on

Scores = dict[str, float]


@dataclass(frozen=True)
class Understander:
    """Everything learnt that is needed to understand a message."""

    matcher: Matcher
    guesser: LanguageGuesser
    lines: Lines
    finder: OfficeFinder
    clauses: Clauses

    @classmethod
    def learn(cls, lessons: Lessons, given: Given) -> Understander:
        """Learn from example phrases."""
        known = set(lessons.needs)
        examples = [
            (phrase.text, phrase.need or OUTSIDE)
            for phrase in lessons.phrases
            if phrase.need is None or phrase.need in known
        ]
        spoken = [(phrase.text, phrase.language) for phrase in lessons.phrases]
        guesser = learn_languages(spoken, lessons.languages, lessons.foreign)
        matcher, rehearsal = learn(examples, kept=DANGER)
        danger = [matcher.labels.index(need) for need in DANGER if need in matcher.labels]
        return cls(matcher, guesser, draw_lines(rehearsal, matcher.calibration, danger), *given.made())

    def understand(self, text: str, hints: LanguageHints = LanguageHints()) -> Understanding:  # noqa: B008 - frozen
        """Decide what a message is about."""
        text = tidy(text)
        evidence = self._evidence(text)
        scores = dict(self.matcher.ranked(evidence.agreed, as_they_are=evidence.example))
        known = self.matcher.vocabulary.known(normalise(text).split())
        mention = self.finder.find(text, lambda words: known[: len(words)])
        only_a_name = mention is not None and not mention.rest
        telling = not only_a_name and (any(known) or not text.isascii())  # random keys tell no language
        guess = self.guesser.guess(text if telling else "", hints)
        context = _Context(mention.office.id if mention else None, guess)
        if not only_a_name and (alarm := self._danger(evidence)):
            return context.answer(self._beside_danger(alarm, scores), scores)
        if evidence.example and max(scores.values(), default=0.0) >= self.lines.answer:
            # whoever wrote the example knew what it refuses, and where it is asked
            return self._about(evidence, scores, mention, context)
        if (refused := self.clauses.wanted(text)).refused != "nothing":
            return self._after_refusal(refused, scores, context)
        found = self._about(evidence, scores, mention, context)
        doubtful = found.decision == "answer" and found.chosen[0] not in SMALL_TALK
        if doubtful and self.clauses.elsewhere(text, guess.language):
            return replace(self._asked_back(scores, context), decision="clarify")
        return found

    def _about(
        self, evidence: _Evidence, scores: Scores, mention: Mention | None, context: _Context
    ) -> Understanding:
        """Decide for a message without danger."""
        if mention and (need := self._only_about(mention, scores)):
            return replace(context.answer((need,), {**scores, need: _OFFICE_SCORE}), about_office=True)
        two = self._two_needs(scores, evidence)
        if not two:
            return self._weighed(scores, context)
        likelier = tuple(sorted(two, key=lambda need: -scores.get(need, 0.0)))
        return context.understanding("answer", _leading(likelier, scores), two)

    def _after_refusal(self, wanted: Wanted, scores: Scores, context: _Context) -> Understanding:
        """What is meant by somebody who says what they do not want: the rest, if it says anything."""
        if wanted.text:
            evidence = self._evidence(wanted.text)
            rest = dict(self.matcher.ranked(evidence.agreed))
            if max(rest.values(), default=0.0) >= self.lines.answer:
                return self._about(evidence, rest, None, context)
        found = self._weighed(scores, context)
        if found.decision == "answer" and wanted.refused == "surely":
            return replace(self._asked_back(scores, context), decision="clarify")
        return found

    def _weighed(self, scores: Scores, context: _Context) -> Understanding:
        """Answer, ask back or reject by the lines; where two lead alike, nothing is answered."""
        (need, best), (_, second) = (*_leading((), scores)[:2], ("", 0.0), ("", 0.0))[:2]
        if need and best > second and best >= self.lines.answer:
            return context.answer((need,), scores)
        return self._asked_back(scores, context)

    def _asked_back(self, scores: Scores, context: _Context) -> Understanding:
        """Offer the nearest needs, as a question or beside an honest no."""
        ranked = _leading((), scores)
        offered = [pair for pair in ranked if pair[0] not in SMALL_TALK]
        best = ranked[0][1] if ranked else 0.0
        near = [need for need, score in offered[:_CHOICES] if score >= _NEAR_ENOUGH * best]
        near = near if len(near) > 1 else [need for need, _ in offered[:2]]
        near.sort(key=lambda need: need not in DANGER)  # the choice that matters most stands first
        decision: Literal["clarify", "reject"] = "clarify" if best >= self.lines.ask else "reject"
        return context.understanding(decision, ranked, tuple(near))

    def _evidence(self, text: str) -> _Evidence:
        """Look at the whole message and at each part of it; parts that only greet or thank are left out.

        A message that is an example word for word means what the example means, whatever else it sounds like.
        """
        found = self._heard(text)
        mark = self.matcher.verbatim.mark(text)
        return found if mark is None else found.certain(mark)

    def _heard(self, text: str) -> _Evidence:
        cut = parts(text)
        whole, *found = self.matcher.shares([text, *cut])
        telling = [self.matcher.best(shares) not in SMALL_TALK for shares in found]
        if not any(telling):
            return _Evidence(whole, whole, whole, text, cut, found)
        if not all(telling):
            whole = self.matcher.shares([". ".join(compress(cut, telling))])[0]
        table = np.stack(list(compress(found, telling)))
        loudest = table.max(axis=0)
        heard = whole + _PARTS_MEAN * table.mean(axis=0) + _PARTS_BEST * loudest
        agreed = np.log(whole + _UNHEARD) + np.log(table + _UNHEARD).mean(axis=0)
        return _Evidence(softmax(agreed), heard / heard.sum(), loudest, text, cut, found)

    def _danger(self, evidence: _Evidence) -> tuple[str, ...]:
        """Dangers that the message speaks of, the likelier one first."""
        at = {need: self.matcher.labels.index(need) for need in DANGER if need in self.matcher.labels}
        shares = {need: float(evidence.heard[index]) for need, index in at.items()}
        loudest = sum(float(evidence.loudest[index]) for index in at.values())
        leads = self.matcher.best(evidence.agreed) in DANGER
        line = self.lines.danger * (_LEADING_DANGER if leads else 1.0)
        if not at or (sum(shares.values()) < line and loudest < _LOUD_DANGER):
            return ()
        ranked = sorted(shares, key=lambda need: -shares[need])
        second = [need for need in ranked[1:] if shares[need] >= _SECOND_DANGER * self.lines.danger]
        return (ranked[0], *second)

    def _beside_danger(self, alarm: tuple[str, ...], scores: Scores) -> tuple[str, ...]:
        """Where danger is not certain, the likeliest other need is answered after it."""
        passed = (*DANGER, *SMALL_TALK)
        other = next((need for need, _ in _leading((), scores) if need not in passed), None)
        rival = max((scores[need] for need in alarm[1:]), default=0.0)
        doubtful = scores[alarm[0]] < _CERTAIN_DANGER
        meant = other is not None and scores[other] > max(rival, _BESIDE_DANGER)
        return (alarm[0], other) if other and doubtful and meant else alarm

    def _only_about(self, mention: Mention, scores: Scores) -> str | None:
        """The need of a message that only asks for an office: the office's own, or a finer one."""
        needs = mention.office.needs
        if not needs or len(mention.rest.split()) > _SHORT_QUESTION:
            return None
        top = _leading((), scores)[0][0]
        if mention.rest and top in needs and scores[top] >= self.lines.answer:
            return top
        rest = self.matcher.match(mention.rest)
        empty = not mention.rest or not rest or rest[0][0] in PLACE_QUESTIONS
        vague = bool(rest) and rest[0][1] < _WEAK and len(mention.rest.split()) <= _SHORT
        return needs[0] if empty or vague else None

    def _two_needs(self, scores: Scores, evidence: _Evidence) -> tuple[str, ...]:
        """Two needs joined by "and" or standing in two sentences, both of them sure."""
        words, letters = len(evidence.text.split()), len(evidence.text)
        short = words <= _SHORT_STORY and letters <= _SHORT_STORY_LETTERS and not evidence.example
        cuts = self.clauses.joined(evidence.text) if short else []
        if not cuts:
            return ()
        found: Scores = {}
        for shares in evidence.of_parts if cuts == evidence.parts else self.matcher.shares(cuts):
            need, score = self.matcher.leader(shares, SMALL_TALK)
            if scores.get(need, 0.0) >= _TRACE:
                found[need] = max(score, found.get(need, 0.0))
        leaders = [need for need, _ in _leading((), scores)[:_CHOICES]]
        sure = [need for need in leaders if found.get(need, 0.0) >= _SURE_PART]
        if words <= _LIST and len(cuts) == _TWO:  # "a flat and a German course"
            no_list = (*DANGER, *PLACE_QUESTIONS)
            sure += [n for n in found if found[n] >= _LISTED_PART and n not in (*sure, *no_list)]
        asked = sorted(sure[:2], key=list(found).index)  # answered in the order they were asked in
        return tuple(asked) if len(sure) > 1 and leaders[0] in sure else ()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Give all that was learnt as arrays, to be kept in a file."""
        return {**self.matcher.to_arrays(), **self.guesser.to_arrays(), "lines": self.lines.to_array()}

    @classmethod
    def from_arrays(cls, arrays: Arrays, given: Given) -> Understander:
        """Take up what was learnt before."""
        answer, ask, danger = map(float, np.asarray(arrays["lines"]))
        guesser = LanguageGuesser.from_arrays(arrays)
        return cls(Matcher.from_arrays(arrays), guesser, Lines(answer, ask, danger), *given.made())


@dataclass(frozen=True)
class _Evidence:
    """Shares of all labels, shape (labels,)."""

    agreed: Floats
    """what the whole message and its parts agree on: their product, as a story means one thing"""
    heard: Floats
    """the mean of the message and its parts, in which one sentence is enough to be heard: for danger"""
    loudest: Floats
    """the highest of the parts"""
    text: str
    parts: list[str]
    of_parts: list[Floats]
    example: bool = False
    """whether the message is an example word for word"""

    def certain(self, mark: int) -> _Evidence:
        """Nothing is left to weigh."""
        agreed, heard, loudest = (leaning(shares, mark) for shares in (self.agreed, self.heard, self.loudest))
        return replace(self, agreed=agreed, heard=heard, loudest=loudest, example=True)


@dataclass(frozen=True)
class _Context:
    """What is known of a message besides its need."""

    office: str | None
    guess: Guess

    def answer(self, needs: tuple[str, ...], scores: Scores) -> Understanding:
        """Answer these needs and rank the others behind them."""
        return self.understanding("answer", _leading(needs, scores), needs)

    def understanding(self, decision: Decision, ranked: Ranked, chosen: tuple[str, ...]) -> Understanding:
        """What was understood, with all that is known besides the need."""
        guess = self.guess
        return Understanding(decision, ranked, chosen, self.office, guess.language, foreign=guess.foreign)


def _leading(first: tuple[str, ...], scores: Scores) -> Ranked:
    """Rank the needs, with these ahead of all others, at scores that keep the order."""
    others = [pair for pair in scores.items() if pair[0] not in first] if first else scores.items()
    rest = sorted(others, key=itemgetter(1), reverse=True)
    top = rest[0][1] if rest else 0.0
    lead = [(need, max(scores.get(need, 0.0), top)) for need in first]
    return (*lead, *rest)
