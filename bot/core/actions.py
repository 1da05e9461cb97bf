"""What a button does: from its action to what is shown and done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from bot.core.agenda import Agenda
from bot.core.answers import Answers
from bot.core.asking import Feedback
from bot.core.centre import Centre
from bot.core.checks import Audience
from bot.core.conversation import Conversation, Holdings, Turn
from bot.core.effects import Count
from bot.core.guided import Guided
from bot.core.handover import Handover, cancelled
from bot.core.keeping import EventsPage, Forgotten
from bot.core.replies import Heard, NotUnderstood, Page, PageName, Rows, Screen, Step, Wished, in_rows
from bot.core.telling import Telling
from bot.core.visits import Visits

DOORS: Mapping[str, tuple[str, ...]] = {
    "newcomer": (),
    "helper": (
        "volunteer",
        "donate",
        "offer_housing",
        "volunteer_training",
        "understand_integration",
        "become_partner",
    ),
    "employer": ("hire_newcomer", "offer_training", "offer_housing", "understand_integration"),
}
_CHECKS: Mapping[str, tuple[Audience, ...]] = {
    "newcomer": ("newcomer",),
    "helper": ("helper", "landlord"),
    "employer": ("employer", "landlord"),
}
PARTNER_GROUPS = ("cooperation_partner", "city_department", "house", "further_body")
_PAGES: Mapping[str, PageName] = {
    "start": "start",
    "topics": "topics",
    "partners": "partners",
    "languages": "languages",
    "help": "help",
    "privacy": "privacy",
    "in_group": "in_group",
    "trouble": "trouble",
    "too_fast": "too_fast",
}
_NEED_PAGES: Mapping[str, PageName] = {
    "greeting": "start",
    "change_language": "languages",
    "privacy": "privacy",
    "assistant_help": "help",
}
"""needs that the bot answers about itself"""
_VISITS = ("keep", "slot", "ics", "bell", "mute", "card", "print", "share", "place")
_EVENTS = ("events", "event", "follow", "unfollow")
_TELL = ("wrong", "tell", "propose", "submit")
_TALK = ("talk", "reword", "send", "want", "first", "both", "write", "end")
OTHERS_NEAR = 3


@dataclass(frozen=True)
class Actions:
    """Does actions, for one turn."""

    turn: Turn
    before: Conversation
    centre: Centre
    language: str
    holdings: Holdings = field(default_factory=Holdings)

    def do(self, action: str) -> Step:
        """Do an action; one that means nothing (any more) is told so."""
        if self.turn.attachment:
            return _one(self.page(self.turn.attachment))
        verb, _, name = action.partition(":")
        special: dict[str, Callable[[str], Step]] = {
            "wish": self._wish,
            "helped": self._helped,
            "useless": self._useless,
            "cancel": lambda _: cancelled(),
            "forget": lambda _: self._forgotten(),
            "bells": lambda _: self.visits.reminders(),
        }
        if verb in special:
            return special[verb](name)
        if verb in _VISITS:
            return self.visits.to(verb, name)
        step = self._guided(verb, name) or self._at_the_centre(verb, name)
        if step:
            return step
        if not name:
            return _one(self.page(_PAGES.get(verb, "gone" if verb else "start")))
        return _one(self._named(verb, name))

    @property
    def answers(self) -> Answers:
        """The knowledge as it stands."""
        return Answers(self.centre.knowledge, self.turn.at, self.language, self.centre.team)

    @property
    def visits(self) -> Visits:
        """What can be kept of the offers."""
        return Visits(self.centre.knowledge, self.turn.at, self.holdings.reminders, self.before.need)

    @property
    def guided(self) -> Guided:
        """The guided checks."""
        return Guided(self.centre.knowledge, self.turn.at, self.before.ticked)

    @property
    def agenda(self) -> Agenda:
        """The events."""
        return Agenda(self.centre.knowledge, self.turn.at, self.holdings.topics)

    @property
    def handover(self) -> Handover:
        """The way to the team."""
        return Handover(
            self.centre.knowledge, self.turn.at, self.language, self.centre.team, self.holdings.case
        )

    @property
    def telling(self) -> Telling:
        """What the centre can be told."""
        return Telling(self.centre.knowledge, self.centre.team, self.before.shown)

    def need(self, need: str, office: str | None = None, wishes: tuple[str, ...] = ()) -> Screen:
        """The answer to a need, or the page of the bot about itself."""
        if page := _NEED_PAGES.get(need):
            return self.page(page)
        if need == "events":  # what is on, where anything is known to be on
            screen = self.agenda.page()
            if isinstance(screen.view, EventsPage) and screen.view.cards:
                return screen
        return self.answers.need(need, office, wishes)

    def not_understood(self, near: tuple[str, ...] = ()) -> Screen:
        """An honest no, with the nearest choices and the way to a person."""
        rows = tuple((f"need:{need}",) for need in near)
        return Screen(NotUnderstood(near), (*rows, *self.topic_rows(), (self._person(), "languages")))

    def page(self, name: PageName) -> Screen:
        """A page of the bot itself."""
        doors = tuple((f"door:{door}",) for door in DOORS)
        spoken = (*self.centre.languages, *self.centre.styles)
        languages = in_rows([f"lang:{code}" for code in spoken], 4)
        groups = tuple((f"partners:{group}",) for group in PARTNER_GROUPS)
        rows: dict[str, Rows] = {
            "start": (*doors, *languages, *self.topic_rows()),
            "topics": (*self.topic_rows(), ("events",)),
            "languages": (*languages, ("wish",)),
            "partners": (
                *groups,
                *in_rows([f"partners:{topic}" for topic in self._topics()], 2),
                ("topics",),
            ),
            "privacy": (("forget",), ("topics",)),
            "help": (*self.topic_rows(), ("partners", "languages")),
            "in_group": (),
            "too_fast": (),
        }
        return Screen(Page(name), rows.get(name, self.topic_rows()))

    def _forgotten(self) -> Step:
        held, talked = self.holdings, self.before != Conversation()
        view = Forgotten(talked, len(held.reminders), len(held.topics), held.questions)
        return _one(Screen(view, (("start",),)))

    def topic_rows(self) -> Rows:
        """The topics, two a row."""
        return in_rows([f"topic:{topic}" for topic in self._topics()], 2)

    def _topics(self) -> list[str]:
        return [topic for topic in self.centre.knowledge.needs if topic != "assistant"]

    def _person(self) -> str:
        return "talk" if self.centre.team else "need:contact"

    def _wish(self, name: str) -> Step:
        """Count a language as wished for: that of the message, or of the phone; nothing else is let in."""
        known = self.centre.understander.guesser.foreign
        wanted = name or (self.turn.phone_language or "").replace("_", "-").split("-")[0].lower()
        plain = wanted.isascii() and wanted.isalpha() and len(wanted) in (2, 3)
        new = plain and wanted not in self.centre.languages and (not name or name in known)
        wished = wanted if new else ""
        again = f"wish:{wished}" in self.before.shown  # counted once, however often it is pressed in a row
        effects = () if again else (Count("wish", wished),)
        return Step((Screen(Wished(wished), self.topic_rows()),), effects)

    def _helped(self, need: str) -> Step:
        if need not in self.centre.knowledge.guides:
            return _one(self.page("gone"))
        effects = () if f"helped:{need}" in self.before.shown else (Count("helped", need),)
        return Step((Screen(Feedback(helped=True), (("topics", "partners"),)),), effects)

    def _useless(self, need: str) -> Step:
        """Offer the nearest other needs, then a person."""
        guides = self.centre.knowledge.guides
        if need not in guides:
            return _one(self.page("gone"))
        topic = next((group for group in self.centre.knowledge.needs.values() if need in group), ())
        others = [n for n in dict.fromkeys((*self.before.near, *topic)) if n != need and n in guides]
        near = tuple((f"need:{other}",) for other in others[:OTHERS_NEAR])
        person = f"talk:{need}" if self.centre.team else "need:contact"
        effects = () if f"useless:{need}" in self.before.shown else (Count("useless", need),)
        return Step((Screen(Feedback(helped=False), (*near, (person,), ("topics", "partners"))),), effects)

    def _guided(self, verb: str, name: str) -> Step | None:
        if verb in ("check", "back", "restart"):
            return self.guided.to(name)
        if verb == "checks":
            return _one(self.guided.page())
        if verb == "tick":
            return self.guided.tick(name)[0]
        if verb == "untick" and name.rstrip("/") in self.centre.knowledge.checks:
            return replace(self.guided, ticked=self.ticked(f"untick:{name}")).to(name)
        return None

    def ticked(self, action: str) -> tuple[str, ...]:
        """What is ticked off after an action."""
        verb, _, name = action.partition(":")
        if verb == "tick":
            return self.guided.tick(name)[1]
        if verb == "untick" and name:
            return tuple(t for t in self.before.ticked if not t.startswith(name))
        return self.before.ticked

    def _at_the_centre(self, verb: str, name: str) -> Step | None:
        """Events, and people who answer."""
        if verb in _EVENTS:
            return self.agenda.to(verb, name)
        if verb in _TELL:
            return self.telling.to(verb, name, self.turn.question)
        if verb in _TALK:
            step = self.handover.to(verb, name, self.turn.question)
            return step or (None if self.centre.team else _one(self.need("contact")))
        return None

    def _named(self, verb: str, name: str) -> Screen:
        knowledge, answers = self.centre.knowledge, self.answers
        if verb in ("need", "seek", "give", "more") and name in knowledge.guides:
            return answers.more(name) if verb == "more" else self.need(name)
        if verb in ("offer", "quiet") and name in knowledge.offers:
            return answers.offer(name, quiet=verb == "quiet")
        if verb == "org" and name in knowledge.organizations:
            return answers.organization(name)
        return self._in_the_menu(verb, name)

    def _in_the_menu(self, verb: str, name: str) -> Screen:
        knowledge, answers = self.centre.knowledge, self.answers
        if verb == "topic" and name in knowledge.needs:
            return answers.topic(name)
        if verb == "partners" and (name in PARTNER_GROUPS or name in knowledge.needs):
            return answers.partners(name)
        if verb == "hear" and (self.language, name) in knowledge.recordings:
            return Screen(Heard(name, self.language))
        return self._door_or_language(verb, name)

    def _door_or_language(self, verb: str, name: str) -> Screen:
        if verb == "door" and name in DOORS:
            checks = self.guided.page(_CHECKS[name]).rows[:-1]
            needs = tuple((f"need:{need}",) for need in DOORS[name]) or self.topic_rows()
            return Screen(Page("topics"), (*checks, *needs, ("topics",)))
        if verb == "lang" and name in (*self.centre.languages, *self.centre.styles):
            return Screen(Page("language_set"), self.topic_rows())
        return self.page("gone")


def _one(screen: Screen) -> Step:
    return Step((screen,))
