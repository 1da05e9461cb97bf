"""What a written message means as a question about what was shown: "and where is that?", "the second one"."""

from __future__ import annotations

from bot.core.answers import map_action
from bot.core.asking import AspectAnswer
from bot.core.cards import offer_card
from bot.core.cues import ASPECTS, DAYS, SPEAKS, Cues
from bot.core.replies import Screen, Step
from bot.core.understanding import DANGER, PLACE_QUESTIONS, SMALL_TALK
from bot.core.written import Meant, Written, met_by

SCHEDULED = (
    "learn_german", "integration_course", "language_exam", "literacy_course", "job_german",
    "language_practice",
    "adult_education", "migration_advice", "meet_people", "meet_parents", "sport", "culture", "seniors",
    "youth", "homework_help", "volunteer", "volunteer_training", "parenting", "low_cost", "events", "debt",
    "pregnancy", "mental_health", "letters_and_forms", "job_application", "appointment",
)  # fmt: skip
"""needs with courses, groups and consultations, of which "in the evening" and "for women" can be asked"""
_ORDINALS = ("first", "second", "third")
_TIMES = (*DAYS, "weekend", "today", "tomorrow", "evening", "morning")
_ASKS_FOR = {"free": "cost", **dict.fromkeys(_TIMES, "when")}
"""what is asked of one offer by naming a wish: "free?", "open now?" """
_TOLD = ("where", "when", "cost", "bring", "phone", "spoken", "who")
_WEAK_REST = 2  # words without meaning to us around a cue, where else nothing would be understood
_PLACE_REST = 1


class FollowUp(Written):
    """Reads a message as asking on."""

    def question(self) -> Meant | None:
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
        if self.denies():  # "not in the evening"
            wishes = tuple(wish for wish in before.wishes if wish not in cues.found)
        screen = self.actions.need(before.need, None, wishes)
        return Meant(Step((screen,)), before.need, met_by(screen), before.near)
