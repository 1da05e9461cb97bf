"""What a written message means in a talk: an answer to a question, one about what was shown, a new topic."""

from __future__ import annotations

from dataclasses import replace

from bot.core.asking import TalkConsent
from bot.core.cues import SPEAKS
from bot.core.effects import Count
from bot.core.expected import Expected
from bot.core.follow_ups import SCHEDULED, FollowUp
from bot.core.replies import AskBack, DangerAnswer, NeedAnswer, Rows, Screen, Step
from bot.core.understanding import DANGER, SMALL_TALK
from bot.core.written import Meant, Written, met_by

ROLES = ("seek:apprenticeship", "give:offer_training")
NO_MONEY = ("asylum_benefits", "jobcenter_benefit", "losing_home", "low_cost", "debt")
ABOUT_LANGUAGE = ("learn_german", "language_practice", "language_exam", "interpreter", "adult_education",
                  "change_language", "literacy_course", "job_german", "integration_course")  # fmt: skip
"""needs in whose question a language is the thing itself, unless somebody shall speak it"""
FOR_HELPERS = ("hire_newcomer", "offer_training", "offer_housing", "donate", "understand_integration")
"""needs in whose question a language is that of somebody else"""
_TELLING = 3  # words of a message that may hide a danger
_BRIEF = 8  # words of a question; more are a story
_NOW = ("today", "tomorrow", "this_week")


class Typed(Written):
    """Reads a message: danger first, then what is open, then the topic."""

    @property
    def _expected(self) -> Expected:
        return Expected(self.actions, self.understood, self.cues)

    @property
    def _on(self) -> FollowUp:
        return FollowUp(self.actions, self.understood, self.cues)

    def meant(self) -> Meant:
        """Danger first, then what was asked for, then follow-ups, then a new topic."""
        if step := self._expected.option_in_full():
            return step
        alarm = [need for need in self.understood.chosen if need in DANGER]
        sure = bool(alarm) and self.understood.decision == "answer"
        if sure and not self.says_nothing():
            asked_on = None if self.names_a_number() else self._on.question()
            return self._beside(alarm, asked_on) if asked_on else self.topic()
        meant = self._expected.answer(alarmed=bool(alarm)) or self._ambiguous() or self._on.question()
        if meant:
            return self._beside(alarm, meant)
        if not self.says_nothing():
            return self.topic()
        return Meant(Step((self.actions.page("topics"),)), self.actions.before.need)

    def _beside(self, alarm: list[str], meant: Meant) -> Meant:
        """ "Something for women?" may hide a danger: the help stands behind the first button."""
        sure = self.understood.decision == "answer"
        telling = bool(self.cues.rest) and len(self.actions.turn.text.split()) >= _TELLING
        women = ["violence_against_women"] if "women" in self.cues.found else []
        needs = dict.fromkeys((*(alarm if sure or telling else ()), *women))
        first, *others = meant.step.screens
        if not needs or getattr(first.view, "need", "") in DANGER:
            return meant
        help_ = tuple((f"need:{need}",) for need in needs)
        consent = isinstance(first.view, TalkConsent)  # "yes, send it" stays where it is
        rows = (*first.rows, *help_) if consent else (*help_, *first.rows)
        return meant._replace(step=replace(meant.step, screens=(replace(first, rows=rows), *others)))

    def _ambiguous(self) -> Meant | None:
        """A bare word of which it cannot be known who says it: ask back by role."""
        if self.cues.rest:
            return None
        effect = (Count("asked_back", self.cues.found[0]),) if self.cues.found else ()
        if self.cues.found == ("training",):
            rows: Rows = tuple((action,) for action in ROLES)
            return Meant(Step((Screen(AskBack("training"), (*rows, ("topics",))),), effect))
        if self.cues.found == ("no_money",):
            checks = self.actions.centre.knowledge.checks_for(NO_MONEY[1])
            rows = tuple((f"need:{n}",) for n in NO_MONEY if n in self.actions.centre.knowledge.guides)
            offered = (*rows, *((f"check:{check}/",) for check in checks), ("topics",))
            return Meant(Step((Screen(AskBack("no_money"), offered),), effect))
        return None

    def topic(self) -> Meant:
        """What the message itself is about, as far as it was understood."""
        understood, before = self.understood, self.actions.before
        near = tuple(
            need for need, _ in understood.needs[:6] if need not in (*understood.chosen, *SMALL_TALK)
        )
        if self._is_about_office():
            return Meant(Step((self.actions.answers.organization(understood.organization or ""),)), near=near)
        if understood.decision == "answer":
            # with two needs in one message it is not known which of them a wish belongs to
            wishes = self._wishes(understood.chosen[0]) if len(understood.chosen) == 1 else ()
            screens = tuple(self.actions.need(n, understood.organization, wishes) for n in understood.chosen)
            answered = [s.view.need for s in screens if isinstance(s.view, (NeedAnswer, DangerAnswer))]
            counted = tuple(Count("need", need) for need in understood.chosen)
            answered.sort(key=lambda need: (need in SMALL_TALK, need not in SCHEDULED and len(answered) > 1))
            about = next((need for need in answered if need not in SMALL_TALK), "")
            return Meant(Step(screens, counted), about, met_by(screens[0]), near)
        if understood.decision == "clarify":
            person = ("talk",) if self.actions.centre.team else ()
            rows = (*((f"need:{need}",) for need in understood.chosen), ("topics", *person))
            asked = Count("asked_back", understood.chosen[0] if understood.chosen else "")
            return Meant(Step((Screen(AskBack(), rows),), (asked,)), before.need, before.wishes, near)
        lost = self.actions.not_understood(understood.chosen)
        return Meant(Step((lost,), (Count("not_understood", ""),)), before.need, before.wishes, near)

    def _wishes(self, need: str) -> tuple[str, ...]:
        """What is wished of the offers, where it makes sense; a language where somebody shall speak it."""
        if need in DANGER or self.denies():
            return ()
        brief = len(self.actions.turn.text.split()) <= _BRIEF
        shall_speak = SPEAKS in self.cues.found or (brief and need not in ABOUT_LANGUAGE)
        named = self.cues.languages if shall_speak and need not in (*FOR_HELPERS, "interpreter") else ()
        wishes = self.cues.wishes if need in SCHEDULED else ()
        if not brief:  # in a story "now" is when it happens
            wishes = tuple(wish for wish in wishes if wish not in _NOW)
        return (*wishes, *named)

    def _is_about_office(self) -> bool:
        """Whether an office itself is asked for; help in danger comes before any office."""
        known = self.understood.organization in self.actions.centre.knowledge.organizations
        return known and self.understood.about_office and not set(self.understood.chosen) & set(DANGER)
