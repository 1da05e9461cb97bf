"""One turn of the talk: what is said, and what is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.core.answers import Answers
from bot.core.conversation import Conversation, Turn
from bot.core.knowledge import Knowledge
from bot.core.language import known_language
from bot.core.replies import (
    AskBack,
    NotUnderstood,
    OfferAnswer,
    OrganizationAnswer,
    Page,
    PageName,
    Reply,
    Screen,
    Wished,
)
from bot.core.understanding import DANGER, LanguageHints, Understander, Understanding

FALLBACK, SECOND = "de", "en"
"""the languages of a reply to somebody whose own language is none of ours"""
DOORS = {
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
PARTNER_GROUPS = ("cooperation_partner", "city_department", "house", "further_body")
_PAGES: Mapping[str, PageName] = {
    "start": "start",
    "topics": "topics",
    "partners": "partners",
    "languages": "languages",
    "help": "help",
    "privacy": "privacy",
    "forget": "forgotten",
    "in_group": "in_group",
    "trouble": "trouble",
}


_NEED_PAGES: Mapping[str, PageName] = {
    "greeting": "start",
    "change_language": "languages",
    "privacy": "privacy",
    "assistant_help": "help",
}
"""needs that the bot answers about itself"""


@dataclass(frozen=True)
class Centre:
    """All that a reply is drawn from: read at start, never changed."""

    knowledge: Knowledge
    understander: Understander
    languages: tuple[str, ...]


def respond(turn: Turn, before: Conversation, centre: Centre) -> tuple[Reply, Conversation]:
    """Decide what is said to a turn, and what is remembered afterwards."""
    return _Talk(turn, before, centre).respond()


@dataclass(frozen=True)
class _Talk:
    turn: Turn
    before: Conversation
    centre: Centre

    def respond(self) -> tuple[Reply, Conversation]:
        if self.turn.text:
            return self._to_text()
        action, after = self.turn.action, self.before
        if action.startswith("lang:") and action[5:] in self.centre.languages:
            after = replace(after, chosen=action[5:])
        reply, after = self._reply((self._to_action(action),), self._language(after), after)
        if action.partition(":")[0] == "wish":
            return self._counted(reply, after)
        return reply, Conversation() if action == "forget" else after

    def _counted(self, reply: Reply, after: Conversation) -> tuple[Reply, Conversation]:
        """A wish is counted once, however often the button is pressed in a row."""
        language = next(s.view.language for s in reply.screens if isinstance(s.view, Wished))
        mark = f"wish:{language}"
        again = mark in self.before.shown
        reply = self._for_a_stranger(replace(reply, wish=None if again else language))
        return reply, replace(after, shown=(mark,), language=self.before.language)

    def _to_text(self) -> tuple[Reply, Conversation]:
        hints = LanguageHints(self.before.chosen, self.before.language, self.turn.phone_language)
        understood = self.centre.understander.understand(self.turn.text, hints)
        if understood.foreign:
            return self._to_foreign(understood, understood.foreign)
        return self._reply(self._screens(understood), understood.language, self.before, understood)

    def _to_foreign(self, understood: Understanding, code: str) -> tuple[Reply, Conversation]:
        """Answer in a language the phone knows, else in two; say so, and offer to ask for the language."""
        sure = understood.decision == "answer"
        near = () if sure else tuple((f"need:{need}",) for need in understood.chosen)
        excuse = Screen(Page("foreign"), ((f"wish:{code}", "languages"), *near, *self._topic_rows()))
        screens = self._screens(understood) if sure else ()
        reply, after = self._reply((*screens, excuse), understood.language, self.before, understood)
        return self._for_a_stranger(reply), replace(after, language=self.before.language)

    def _for_a_stranger(self, reply: Reply) -> Reply:
        """In two languages, where none of the person's is known."""
        known = self._known_languages(self.before) or SECOND not in self.centre.languages
        return reply if known else replace(reply, also=SECOND)

    def _reply(
        self,
        screens: tuple[Screen, ...],
        language: str,
        after: Conversation,
        understood: Understanding | None = None,
    ) -> tuple[Reply, Conversation]:
        shown = tuple(dict.fromkeys(action for screen in screens if (action := _again(screen))))
        after = (
            after
            if self.turn.action == "forget"
            else replace(after, language=language, shown=shown or after.shown)
        )
        return Reply(screens, language, self._answers.desk(), understood), after

    @property
    def _answers(self) -> Answers:
        return Answers(self.centre.knowledge, self.turn.at)

    def _language(self, after: Conversation) -> str:
        return next(iter(self._known_languages(after)), FALLBACK)

    def _known_languages(self, after: Conversation) -> list[str]:
        """What is known of the person's languages, the surest first."""
        wanted = (after.chosen, after.language, self.turn.phone_language)
        known = (known_language(code, self.centre.languages) for code in wanted)
        return [code for code in known if code]

    def _screens(self, understood: Understanding) -> tuple[Screen, ...]:
        chosen = understood.chosen
        if self._is_about_office(understood):
            return (self._answers.organization(understood.organization or ""),)
        if understood.decision == "answer":
            return tuple(self._need(need, understood.organization) for need in chosen)
        if understood.decision == "clarify":
            return (Screen(AskBack(chosen), (*((f"need:{need}",) for need in chosen), ("topics",))),)
        return (self._not_understood(chosen),)

    def _is_about_office(self, understood: Understanding) -> bool:
        """Whether an office itself is asked for; help in danger comes before any office."""
        known = understood.organization in self.centre.knowledge.organizations
        return known and understood.about_office and not set(understood.chosen) & set(DANGER)

    def _not_understood(self, near: tuple[str, ...] = ()) -> Screen:
        rows = tuple((f"need:{need}",) for need in near)
        return Screen(NotUnderstood(near), (*rows, *self._topic_rows(), ("need:contact", "languages")))

    def _need(self, need: str, office: str | None = None) -> Screen:
        if page := _NEED_PAGES.get(need):
            return self._page(page)
        return self._answers.need(need, office)

    def _to_action(self, action: str) -> Screen:
        if self.turn.attachment:
            return self._page(self.turn.attachment)
        verb, _, name = action.partition(":")
        if verb == "wish":
            return self._wish(name)
        if not name:
            return self._page(_PAGES.get(verb, "gone" if verb else "start"))
        return self._named(verb, name)

    def _wish(self, name: str) -> Screen:
        """The language of the message, or that of the phone; nothing else is let in."""
        known = self.centre.understander.guesser.foreign
        wanted = name or (self.turn.phone_language or "").replace("_", "-").split("-")[0].lower()
        plain = wanted.isascii() and wanted.isalpha() and len(wanted) in (2, 3)
        new = plain and wanted not in self.centre.languages and (not name or name in known)
        return Screen(Wished(wanted if new else ""), self._topic_rows())

    def _named(self, verb: str, name: str) -> Screen:
        knowledge, answers = self.centre.knowledge, self._answers
        if verb in ("need", "more") and name in knowledge.guides:
            return self._need(name) if verb == "need" else answers.more(name)
        if verb in ("offer", "quiet") and name in knowledge.offers:
            return answers.offer(name, quiet=verb == "quiet")
        if verb == "org" and name in knowledge.organizations:
            return answers.organization(name)
        if verb == "topic" and name in knowledge.needs:
            return answers.topic(name)
        if verb == "partners" and (name in PARTNER_GROUPS or name in knowledge.needs):
            return answers.partners(name)
        return self._door_or_language(verb, name)

    def _door_or_language(self, verb: str, name: str) -> Screen:
        if verb == "door" and name in DOORS:
            needs = tuple((f"need:{need}",) for need in DOORS[name])
            return Screen(Page("topics"), (*needs, ("topics",))) if needs else self._page("topics")
        if verb == "lang" and name in self.centre.languages:
            return Screen(Page("language_set"), self._topic_rows())
        return self._page("gone")

    def _page(self, name: PageName) -> Screen:
        doors = tuple((f"door:{door}",) for door in DOORS)
        languages = _rows_of([f"lang:{code}" for code in self.centre.languages], 4)
        groups = tuple((f"partners:{group}",) for group in PARTNER_GROUPS)
        rows = {
            "start": (*doors, *languages, *self._topic_rows()),
            "languages": (*languages, ("wish",)),
            "partners": (
                *groups,
                *_rows_of([f"partners:{topic}" for topic in self._topics()], 2),
                ("topics",),
            ),
            "privacy": (("forget",), ("topics",)),
            "help": (*self._topic_rows(), ("partners", "languages")),
            "forgotten": (("start",),),
            "in_group": (),
        }
        return Screen(Page(name), rows.get(name, self._topic_rows()))

    def _topics(self) -> list[str]:
        return [topic for topic in self.centre.knowledge.needs if topic != "assistant"]

    def _topic_rows(self) -> tuple[tuple[str, ...], ...]:
        return _rows_of([f"topic:{topic}" for topic in self._topics()], 2)


def _rows_of(actions: list[str], width: int) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(actions[at : at + width]) for at in range(0, len(actions), width))


def _again(screen: Screen) -> str:
    """The action that would show a screen again; nothing for pages."""
    view = screen.view
    need = getattr(view, "need", None)
    if need:
        return f"need:{need}"
    if isinstance(view, OfferAnswer):
        return f"{'quiet' if view.quiet else 'offer'}:{view.card.offer.ref}"
    return f"org:{view.card.organization.id}" if isinstance(view, OrganizationAnswer) else ""
