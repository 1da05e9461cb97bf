"""The replies about telling the centre: something is wrong here; an offer that a partner proposes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.asking import ProposalConsent, TellPage
from bot.core.cards import Prose
from bot.core.effects import Propose, TellWrong
from bot.core.knowledge import Knowledge
from bot.core.replies import LAST, Rows, Screen, Step

DETAILS = ("phone", "address", "hours", "price", "closed", "other")
"""what may be wrong with an entry"""
LONGEST_PROPOSAL = 1500
"""characters that are passed on"""


@dataclass(frozen=True)
class Telling:
    """What can be told of the entries."""

    knowledge: Knowledge
    team: bool
    told: tuple[str, ...] = ()
    """what this person has just told: it counts once, however often the button is pressed"""

    def to(self, verb: str, name: str, question: str) -> Step | None:
        """What a button about telling does; None if what it names is gone."""
        if verb == "propose":
            return Step((Screen(TellPage("propose"), (("cancel",),)),), awaiting="propose")
        if verb == "submit":
            return self._submitted(question)
        detail, _, subject = name.partition(".") if verb == "tell" else ("", "", name)
        if not self._title(subject) or (verb == "tell" and detail not in DETAILS):
            return None
        return self._told(subject, detail) if detail else self._asked(subject)

    def consent(self, text: str) -> Step:
        """Show what the centre would see, and ask."""
        rows: Rows = (("submit",), ("propose",), ("cancel",))
        view = ProposalConsent(text.strip()[:LONGEST_PROPOSAL])
        return Step((Screen(view, rows),), awaiting="propose")

    def _submitted(self, text: str) -> Step:
        if not text:  # of a message that is gone nothing can be sent
            return Step((Screen(TellPage("propose"), (("cancel",),)),), awaiting="propose")
        return Step((Screen(TellPage("proposed"), LAST),), (Propose(text[:LONGEST_PROPOSAL]),))

    def _asked(self, subject: str) -> Step:
        rows = tuple((f"tell:{detail}.{subject}",) for detail in DETAILS)
        return Step((Screen(TellPage("ask", self._title(subject)), (*rows, ("topics",))),))

    def _told(self, subject: str, detail: str) -> Step:
        again = f"tell:{detail}.{subject}" in self.told
        effects = () if again else (TellWrong(subject, detail),)
        page = TellPage("told", self._title(subject), team=self.team)
        return Step((Screen(page, ((("talk",), *LAST) if self.team else LAST)),), effects)

    def _title(self, subject: str) -> Prose | str | None:
        return next(self._titles(subject), None)

    def _titles(self, subject: str) -> Iterator[Prose | str]:
        """How an entry is called: an offer, an organization, the answer to a need, an event, a check."""
        known = self.knowledge
        if offer := known.offers.get(subject):
            yield Prose(f"{subject}/name", offer.service.name.value)
        elif organization := known.organizations.get(subject):
            yield organization.name
        elif guide := known.guides.get(subject):
            yield Prose(f"{subject}/title", guide.title)
        elif event := known.events.get(subject):
            yield Prose(f"events/{subject}/name", event.name.value)
        elif check := known.checks.get(subject):
            yield Prose(f"{subject}/title", check.title)
