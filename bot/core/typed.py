"""What a written message means in a talk: an answer to a question, one about what was shown, a new topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.core.actions import Actions
from bot.core.answers import map_action
from bot.core.asking import AspectAnswer, TalkConsent
from bot.core.cards import offer_card
from bot.core.checks import Place, walk
from bot.core.cues import ASPECTS, DAYS, SPEAKS, Cues
from bot.core.effects import Count
from bot.core.guided import option_in_full, option_meant
from bot.core.replies import AskBack, DangerAnswer, NeedAnswer, Page, Rows, Screen, Step
from bot.core.text import normalise
from bot.core.understanding import DANGER, PLACE_QUESTIONS, SMALL_TALK, Understanding

ROLES = ("seek:apprenticeship", "give:offer_training")
NO_MONEY = ("asylum_benefits", "jobcenter_benefit", "losing_home", "low_cost", "debt")
ABOUT_LANGUAGE = ("learn_german", "language_practice", "language_exam", "interpreter", "adult_education",
                  "change_language", "literacy_course", "job_german", "integration_course")  # fmt: skip
"""needs in whose question a language is the thing itself, unless somebody shall speak it"""
SCHEDULED = (
    "learn_german", "integration_course", "language_exam", "literacy_course", "job_german",
    "language_practice",
    "adult_education", "migration_advice", "meet_people", "meet_parents", "sport", "culture", "seniors",
    "youth", "homework_help", "volunteer", "volunteer_training", "parenting", "low_cost", "events", "debt",
    "pregnancy", "mental_health", "letters_and_forms", "job_application", "appointment",
)  # fmt: skip
"""needs with courses, groups and consultations, of which "in the evening" and "for women" can be asked"""
FOR_HELPERS = ("hire_newcomer", "offer_training", "offer_housing", "donate", "understand_integration")
"""needs in whose question a language is that of somebody else"""
_BARE = {"more", "first", "second", "third", "yes", "no", "back", "restart"}
_ORDINALS = ("first", "second", "third")
_TELLING = 3  # words of a message that may hide a danger
_BRIEF = 6  # words of a question; more are a story
_NOW = ("today", "tomorrow", "this_week", "morning", "evening")
_NUMBER = re.compile(r"\d{3}")
_TIMES = (*DAYS, "weekend", "today", "tomorrow", "evening", "morning")
_ASKS_FOR = {"free": "cost", **dict.fromkeys(_TIMES, "when")}
"""what is asked of one offer by naming a wish: "free?", "open now?" """
_TOLD = ("where", "when", "cost", "bring", "phone", "spoken", "who")
_WEAK_REST = 2  # words without meaning to us around a cue, where else nothing would be understood
_PLACE_REST = 1


class Meant(NamedTuple):
    """What a message leads to, and what is remembered of it."""

    step: Step
    need: str = ""
    """the need that is talked about afterwards"""
    wishes: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Typed:
    """Reads one written message in the light of the talk."""

    actions: Actions
    understood: Understanding
    cues: Cues

    def meant(self) -> Meant:
        """Danger first, then what was asked for, then follow-ups, then a new topic."""
        if step := self._option_in_full():
            return step
        alarm = [need for need in self.understood.chosen if need in DANGER]
        sure = bool(alarm) and self.understood.decision == "answer"
        if sure and not self._says_nothing():
            asked_on = None if self._names_a_number() else self._follow_up()
            return self._beside(alarm, asked_on) if asked_on else self.topic()
        meant = self._expected(alarmed=bool(alarm)) or self._ambiguous() or self._follow_up()
        if meant:
            return self._beside(alarm, meant)
        if not self._says_nothing():
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

    def _names_a_number(self) -> bool:
        """110 and 112 are no follow-up."""
        return bool(_NUMBER.search(self.actions.turn.text))

    def _says_nothing(self) -> bool:
        """Whether a message is a bare "more", "yes", "the second": what it sounds like is chance."""
        bare = len(self.cues.found) == 1 and self.cues.found[0] in _BARE
        return bare and not self.cues.rest and not self._names_a_number()

    @property
    def _said(self) -> str:
        """ "yes" or "no", where a message says nothing else."""
        said = self.cues.among(("yes", "no"))
        return said[0] if len(self.cues.found) == 1 and said and not self.cues.rest else ""

    def _expected(self, *, alarmed: bool) -> Meant | None:
        """The answer to a question that is open: for the team, of a check, or "did this help?"."""
        before, text = self.actions.before, self.actions.turn.text
        verb, _, name = before.awaiting.partition(":")
        if verb in ("talk", "consent"):
            return self._for_the_team(verb, name)
        if verb == "write" or self.actions.turn.in_case:
            return Meant(self.actions.handover.written(text))
        if place := self._place():
            return self._in_check(place, alarmed=alarmed)
        last = before.shown[0].removeprefix("need:") if before.shown else ""
        if not self._said or last not in self.actions.centre.knowledge.guides or last in SMALL_TALK:
            return None
        if last in DANGER:  # whatever is said: the help once more
            return Meant(Step((self.actions.need(last),)), last)
        action = f"more:{last}" if self._said == "yes" else f"useless:{last}"
        return Meant(self.actions.do(action), before.need, near=before.near)

    def _for_the_team(self, verb: str, name: str) -> Meant | None:
        """The question for the team, in other words, or a yes or no that belongs on a button."""
        near = self.actions.before.near
        if self._said == "no":
            return Meant(self.actions.do("cancel"))
        if self._said == "yes":
            page = Screen(Page("press"))  # the buttons stand under the message before: it holds the text
            return Meant(Step((page,), awaiting=f"{verb}:{name}"), near=near)
        if verb == "consent" and self.understood.decision == "answer":
            return None  # something else
        return Meant(self.actions.handover.consent(name, self.actions.turn.text), near=near)

    def _option_in_full(self) -> Meant | None:
        """The very words of an option, whatever they sound like."""
        place = self._place()
        if place is None or place.result or self.actions.before.awaiting:
            return None
        translate = self.actions.centre.translators.get(self.actions.language, lambda _, german: german)
        sign = option_in_full(place, self.actions.turn.text, translate)
        return Meant(self.actions.do(f"check:{place.check.id}/{place.way}{sign}")) if sign else None

    def _place(self) -> Place | None:
        """Where the person stands in a guided check."""
        last = self.actions.before.shown[0] if self.actions.before.shown else ""
        verb, _, name = last.partition(":")
        check_id, _, way = name.partition("/")
        check = self.actions.centre.knowledge.checks.get(check_id) if verb == "check" else None
        return walk(check, way) if check and check.steps else None

    def _in_check(self, place: Place, *, alarmed: bool) -> Meant | None:
        """A step back, a new start, an option; something else only where it is a topic of its own."""
        own = f"check:{place.check.id}/"
        if not self.cues.rest and self.cues.among(("back", "restart")):
            way = "" if "restart" in self.cues.found else place.way[:-1]
            return Meant(self.actions.do(own + way))
        if place.result:
            return None
        translate = self.actions.centre.translators.get(self.actions.language, lambda _, german: german)
        spoken = (self.understood.language, "de", "en")
        negations = frozenset().union(*(self.actions.centre.negations.get(code, ()) for code in spoken))
        sign = None if alarmed else option_meant(place, self.actions.turn.text, translate, negations)
        if sign:
            return Meant(self.actions.do(own + place.way + sign))
        if (self.understood.decision == "answer" or self.understood.organization) and not self._said:
            return None
        return Meant(Step((self.actions.guided.question(place, again=True),)))

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

    def _follow_up(self) -> Meant | None:
        """A question about what was shown: only cues in it, or next to nothing else."""
        before, understood, cues = self.actions.before, self.understood, self.cues
        if understood.organization or not self._asks(cues):
            return None
        event = before.shown[0] if before.shown and before.shown[0].startswith("event:") else ""
        if event and cues.among(_TOLD) and not cues.rest:
            return Meant(self.actions.do(event))
        if not before.listed:
            return None
        chosen = understood.chosen[0] if understood.chosen else ""
        lost = understood.decision == "reject" and len(cues.rest) <= _WEAK_REST
        vague = chosen in PLACE_QUESTIONS and len(cues.rest) <= _PLACE_REST
        spoken = bool(cues.languages) and bool(cues.among((SPEAKS, "spoken")))
        own = (*PLACE_QUESTIONS, *SMALL_TALK, *(("change_language",) if spoken else ()))
        sure = understood.decision == "answer" and chosen not in own
        if (cues.rest and not lost and not vague) or (
            cues.bare and sure and chosen not in (*DANGER, before.need) and not cues.among(ASPECTS)
        ):
            return None
        if before.need in DANGER:  # no place, no price: the help once more
            once_more = Meant(Step((self.actions.need(before.need),)), before.need)
            return self._which(cues) or (once_more if cues.among(ASPECTS) or cues.wishes else None)
        return self._which(cues) or self._aspects(cues) or self._wished(cues)

    @staticmethod
    def _asks(cues: Cues) -> bool:
        return bool(cues.among(ASPECTS) or cues.wishes or cues.languages)

    def _which(self, cues: Cues) -> Meant | None:
        """ "The second one", "more"."""
        before = self.actions.before
        ordinals = [_ORDINALS.index(cue) for cue in cues.among(_ORDINALS)]
        if ordinals and not cues.wishes:
            if ordinals[0] >= len(before.listed):
                return None
            return Meant(self.actions.do(before.listed[ordinals[0]]), before.need, before.wishes, before.near)
        if cues.found == ("more",) and before.need:
            return Meant(self.actions.do(f"more:{before.need}"), before.need, (), before.near)
        return None

    def _aspects(self, cues: Cues) -> Meant | None:
        """ "And where is that?", of the offer that stands first, or of the one that was opened."""
        knowledge, before = self.actions.centre.knowledge, self.actions.before
        opened = next((action for action in before.shown if action.startswith(("offer:", "quiet:"))), "")
        one = bool(opened) or before.need not in SCHEDULED  # not one of several courses or groups
        wished = {aspect for wish in cues.wishes if (aspect := _ASKS_FOR.get(wish))} if one else set()
        told = tuple(dict.fromkeys((*cues.among(_TOLD), *sorted(wished))))
        if not told or cues.languages or (cues.wishes and not wished):
            return None
        verb, _, ref = (opened or before.listed[0]).partition(":")
        offer = knowledge.offers.get(ref)
        if offer is None or verb == "quiet":
            return None
        card = offer_card(knowledge, offer, self.actions.turn.at)
        bring = self.actions.answers.bring(before.need) if before.need else ()
        where = (map_action(card.contact),) if "where" in told and map_action(card.contact) else ()
        rows = (where, (f"offer:{offer.ref}", "topics"))
        screen = Screen(AspectAnswer(told, card, bring), tuple(filter(None, rows)))
        return Meant(Step((screen,)), before.need, before.wishes, before.near)

    def _wished(self, cues: Cues) -> Meant | None:
        """ "In the evening", "do they speak Arabic?": the same need once more, the wishes added."""
        before = self.actions.before
        if not before.need or not (cues.wishes or cues.languages):
            return None
        wishes = tuple(dict.fromkeys((*before.wishes, *cues.wishes, *cues.languages)))
        if self._denies():  # "not in the evening"
            wishes = tuple(wish for wish in before.wishes if wish not in cues.found)
        screen = self.actions.need(before.need, None, wishes)
        return Meant(Step((screen,)), before.need, _met(screen), before.near)

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
            return Meant(Step(screens, counted), about, _met(screens[0]), near)
        if understood.decision == "clarify":
            person = ("talk",) if self.actions.centre.team else ()
            rows = (*((f"need:{need}",) for need in understood.chosen), ("topics", *person))
            asked = Count("asked_back", understood.chosen[0] if understood.chosen else "")
            return Meant(Step((Screen(AskBack(), rows),), (asked,)), before.need, before.wishes, near)
        lost = self.actions.not_understood(understood.chosen)
        return Meant(Step((lost,), (Count("not_understood", ""),)), before.need, before.wishes, near)

    def _wishes(self, need: str) -> tuple[str, ...]:
        """What is wished of the offers, where it makes sense; a language where somebody shall speak it."""
        if need in DANGER or self._denies():
            return ()
        brief = len(self.actions.turn.text.split()) <= _BRIEF
        shall_speak = SPEAKS in self.cues.found or (brief and need not in ABOUT_LANGUAGE)
        named = self.cues.languages if shall_speak and need not in (*FOR_HELPERS, "interpreter") else ()
        wishes = self.cues.wishes if need in SCHEDULED else ()
        if not brief:  # in a story "now" is when it happens
            wishes = tuple(wish for wish in wishes if wish not in _NOW)
        return (*wishes, *named)

    def _denies(self) -> bool:
        """Whether a message says "not"."""
        spoken = (self.understood.language, "de")
        words = normalise(self.actions.turn.text).split()
        return any(
            not self.actions.centre.negations.get(code, frozenset()).isdisjoint(words) for code in spoken
        )

    def _is_about_office(self) -> bool:
        """Whether an office itself is asked for; help in danger comes before any office."""
        known = self.understood.organization in self.actions.centre.knowledge.organizations
        return known and self.understood.about_office and not set(self.understood.chosen) & set(DANGER)


def _met(screen: Screen) -> tuple[str, ...]:
    """The wishes that hold from now on: what nothing could meet is not asked again."""
    return screen.view.met if isinstance(screen.view, NeedAnswer) else ()
