"""What a written message means in a talk: an answer to a question, one about what was shown, a new topic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.core.actions import Actions
from bot.core.answers import map_action
from bot.core.asking import AspectAnswer
from bot.core.cards import offer_card
from bot.core.checks import Place, walk
from bot.core.cues import ASPECTS, SPEAKS, Cues
from bot.core.effects import Count
from bot.core.guided import option_meant
from bot.core.replies import AskBack, NeedAnswer, Rows, Screen, Step
from bot.core.understanding import DANGER, PLACE_QUESTIONS, SMALL_TALK, Understanding

ROLES = ("seek:apprenticeship", "give:offer_training")
NO_MONEY = ("asylum_benefits", "jobcenter_benefit", "losing_home", "low_cost", "debt")
ABOUT_LANGUAGE = ("learn_german", "language_practice", "language_exam", "interpreter", "adult_education",
                  "change_language", "literacy_course", "job_german", "integration_course")  # fmt: skip
"""needs in whose question a language is the thing itself, unless somebody shall speak it"""
_BARE = {"more", "first", "second", "third", "yes", "no", "back", "restart"}
_ORDINALS = ("first", "second", "third")
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
        alarm = [need for need in self.understood.chosen if need in DANGER]
        if alarm and self.understood.decision == "answer" and not self._says_nothing():
            return self._beside_alarm(alarm[0]) or self.topic()
        meant = self._expected() or self._ambiguous() or self._follow_up()
        if meant or not self._says_nothing():
            return meant or self.topic()
        return Meant(Step((self.actions.page("topics"),)), self.actions.before.need)

    def _beside_alarm(self, need: str) -> Meant | None:
        """ "Something for women?" after an answer asks on; what it may hide stands behind a button."""
        numbers = any(sign.isdecimal() for sign in self.actions.turn.text)
        if self.cues.rest or numbers or not self.actions.before.need:
            return None
        meant = self._wished(self.cues)
        if meant is None:
            return None
        first, *others = meant.step.screens
        screens = (replace(first, rows=((f"need:{need}",), *first.rows)), *others)
        return meant._replace(step=replace(meant.step, screens=screens))

    def _says_nothing(self) -> bool:
        """Whether a message is a bare "more", "yes", "the second": what it sounds like is chance."""
        numbers = any(sign.isdecimal() for sign in self.actions.turn.text)
        return bool(self.cues.found) and not (set(self.cues.found) - _BARE or self.cues.rest or numbers)

    def _expected(self) -> Meant | None:
        """The answer to a question that is open: for the team, of a check, or "did this help?"."""
        before, text = self.actions.before, self.actions.turn.text
        verb, _, name = before.awaiting.partition(":")
        if verb == "talk":
            return Meant(self.actions.handover.consent(name, text), near=before.near)
        if verb == "write" or self.actions.turn.in_case:
            return Meant(self.actions.handover.written(text))
        if place := self._place():
            return self._in_check(place)
        last = before.shown[0] if before.shown else ""
        said = self.cues.among(("yes", "no"))
        if len(self.cues.found) == 1 and said and not self.cues.rest and last.startswith("need:"):
            action = f"{'helped' if said == ('yes',) else 'useless'}:{last.removeprefix('need:')}"
            return Meant(self.actions.do(action), near=before.near)
        return None

    def _place(self) -> Place | None:
        """Where the person stands in a guided check."""
        last = self.actions.before.shown[0] if self.actions.before.shown else ""
        verb, _, name = last.partition(":")
        check_id, _, way = name.partition("/")
        check = self.actions.centre.knowledge.checks.get(check_id) if verb == "check" else None
        place = walk(check, way) if check and check.steps else None
        return place if place and place.step else None

    def _in_check(self, place: Place) -> Meant | None:
        """A step back, a new start, an option; something else only where it is a topic of its own."""
        own = f"check:{place.check.id}/"
        if not self.cues.rest and self.cues.among(("back", "restart")):
            way = "" if "restart" in self.cues.found else place.way[:-1]
            return Meant(self.actions.do(own + way))
        translate = self.actions.centre.translators.get(self.actions.language, lambda _, german: german)
        spoken = (self.understood.language, "de", "en")
        negations = frozenset().union(*(self.actions.centre.negations.get(code, ()) for code in spoken))
        if sign := option_meant(place, self.actions.turn.text, translate, negations):
            return Meant(self.actions.do(own + place.way + sign))
        if self.understood.decision == "answer" or self.understood.organization:
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
        if not before.listed or understood.organization or not self._asks(cues):
            return None
        chosen = understood.chosen[0] if understood.chosen else ""
        lost = understood.decision == "reject" and len(cues.rest) <= _WEAK_REST
        vague = chosen in PLACE_QUESTIONS and len(cues.rest) <= _PLACE_REST
        spoken = bool(cues.languages) and bool(cues.among((SPEAKS, "spoken")))
        own = (*PLACE_QUESTIONS, *SMALL_TALK, *(("change_language",) if spoken else ()))
        sure = understood.decision == "answer" and chosen not in own
        if (cues.rest and not lost and not vague) or (
            cues.bare and sure and chosen != before.need and not self._says_nothing()
        ):
            return None
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
        """ "And where is that?", of the offer that stands first."""
        told = cues.among(_TOLD)
        knowledge, before = self.actions.centre.knowledge, self.actions.before
        if not told or cues.wishes or cues.languages:
            return None
        last = next((action for action in before.shown if action.startswith(("offer:", "quiet:"))), "")
        verb, _, ref = (last or before.listed[0]).partition(":")
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
        wishes = tuple(dict.fromkeys((*before.wishes, *cues.wishes, *cues.languages)))
        if not before.need or not (cues.wishes or cues.languages):
            return None
        screen = self.actions.need(before.need, None, wishes)
        return Meant(Step((screen,)), before.need, _met(screen), before.near)

    def topic(self) -> Meant:
        """What the message itself is about, as far as it was understood."""
        understood = self.understood
        near = tuple(
            need for need, _ in understood.needs[:6] if need not in (*understood.chosen, *SMALL_TALK)
        )
        if self._is_about_office():
            return Meant(Step((self.actions.answers.organization(understood.organization or ""),)), near=near)
        if understood.decision == "answer":
            # with two needs in one message it is not known which of them a wish belongs to
            wishes = self._wishes(understood.chosen[0]) if len(understood.chosen) == 1 else ()
            screens = tuple(self.actions.need(n, understood.organization, wishes) for n in understood.chosen)
            answered = [s.view.need for s in screens if isinstance(s.view, NeedAnswer)]
            counted = tuple(Count("need", need) for need in understood.chosen)
            return Meant(Step(screens, counted), next(iter(answered), ""), _met(screens[0]), near)
        if understood.decision == "clarify":
            person = ("talk",) if self.actions.centre.team else ()
            rows = (*((f"need:{need}",) for need in understood.chosen), ("topics", *person))
            asked = Count("asked_back", understood.chosen[0] if understood.chosen else "")
            return Meant(Step((Screen(AskBack(), rows),), (asked,)), near=near)
        lost = self.actions.not_understood(understood.chosen)
        return Meant(Step((lost,), (Count("not_understood", ""),)), near=near)

    def _wishes(self, need: str) -> tuple[str, ...]:
        """What is wished of the offers; a language only where somebody shall speak it."""
        spoken = SPEAKS in self.cues.found or need not in ABOUT_LANGUAGE
        named = self.cues.languages if spoken else ()
        return (*self.cues.wishes, *named) if need not in DANGER else ()

    def _is_about_office(self) -> bool:
        """Whether an office itself is asked for; help in danger comes before any office."""
        known = self.understood.organization in self.actions.centre.knowledge.organizations
        return known and self.understood.about_office and not set(self.understood.chosen) & set(DANGER)


def _met(screen: Screen) -> tuple[str, ...]:
    """The wishes that hold from now on: what nothing could meet is not asked again."""
    return screen.view.met if isinstance(screen.view, NeedAnswer) else ()
