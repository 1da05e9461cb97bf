"""What a written message means as an answer to what is open: for the team, in a check, to the bot."""

from __future__ import annotations

from bot.core.checks import Place, walk
from bot.core.guided import Translate, option_in_full, option_meant
from bot.core.replies import Page, Screen, Step
from bot.core.understanding import DANGER, SMALL_TALK
from bot.core.written import Meant, Written


class Expected(Written):
    """Reads a message as an answer."""

    def answer(self, *, alarmed: bool) -> Meant | None:
        """The answer to a question that is open: for the team, of a check, or "did this help?"."""
        before, text = self.actions.before, self.actions.turn.text
        verb, _, name = before.awaiting.partition(":")
        if verb in ("talk", "consent", "propose"):
            return self._to_propose() if verb == "propose" else self._for_the_team(verb, name)
        if verb == "write" or self.actions.turn.in_case:
            return Meant(self.actions.handover.written(text))
        if place := self._place():
            return self._in_check(place, alarmed=alarmed)
        last = before.shown[0].removeprefix("need:") if before.shown else ""
        if not self.said or last not in self.actions.centre.knowledge.guides or last in SMALL_TALK:
            return None
        if last in DANGER:  # whatever is said: the help once more
            return Meant(Step((self.actions.need(last),)), last)
        action = f"more:{last}" if self.said == "yes" else f"useless:{last}"
        return Meant(self.actions.do(action), before.need, near=before.near)

    def _for_the_team(self, verb: str, name: str) -> Meant | None:
        """The question for the team, in other words, or a yes or no that belongs on a button."""
        near = self.actions.before.near
        if self.said == "no":
            return Meant(self.actions.do("cancel"))
        if self.said == "yes":
            page = Screen(Page("press"))  # the buttons stand under the message before: it holds the text
            return Meant(Step((page,), awaiting=f"{verb}:{name}"), near=near)
        if verb == "consent" and self.understood.decision == "answer":
            return None  # something else
        return Meant(self.actions.handover.consent(name, self.actions.turn.text), near=near)

    def _to_propose(self) -> Meant | None:
        """An offer in the partner's words; something else only where it is a command or a no."""
        if self.said == "no":
            return Meant(self.actions.do("cancel"))
        if self.said == "yes":
            return Meant(Step((Screen(Page("press")),), awaiting="propose"))
        return Meant(self.actions.telling.consent(self.actions.turn.text))

    def option_in_full(self) -> Meant | None:
        """The very words of an option, whatever they sound like."""
        place = self._place()
        if place is None or place.result or self.actions.before.awaiting:
            return None
        sign = option_in_full(place, self.actions.turn.text, self._translate)
        return Meant(self.actions.do(f"check:{place.check.id}/{place.way}{sign}")) if sign else None

    @property
    def _translate(self) -> Translate:
        """The words of the checks in the reader's language."""
        return self.actions.centre.translators.get(self.actions.language, lambda _, german: german)

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
        spoken = (self.understood.language, "de", "en")
        negations = frozenset().union(*(self.actions.centre.negations.get(code, ()) for code in spoken))
        sign = None if alarmed else option_meant(place, self.actions.turn.text, self._translate, negations)
        if sign:
            return Meant(self.actions.do(own + place.way + sign))
        if (self.understood.decision == "answer" or self.understood.organization) and not self.said:
            return None
        return Meant(Step((self.actions.guided.question(place, again=True),)))
