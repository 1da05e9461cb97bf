"""One turn of the talk: what is said, what is done, and what is remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core.actions import Actions
from bot.core.asking import AspectAnswer, CheckResult, CheckStep
from bot.core.centre import Centre
from bot.core.conversation import Conversation, Holdings, Turn
from bot.core.counting import counted
from bot.core.cues import Cues
from bot.core.keeping import EventPage, ReferralCard, ReminderSet, SlotPage, SlotsPage
from bot.core.language import known_language
from bot.core.replies import (
    AskBack,
    DangerAnswer,
    MoreAnswer,
    NeedAnswer,
    OfferAnswer,
    OrganizationAnswer,
    Page,
    Reply,
    Screen,
    Step,
    Wished,
)
from bot.core.typed import Typed
from bot.core.understanding import DANGER, LanguageHints, Understanding
from bot.core.written import Meant

FALLBACK, SECOND = "de", "en"
"""the languages of a reply to somebody whose own language is none of ours"""
VISITED = (SlotsPage, SlotPage, ReminderSet, ReferralCard)
"""pages about one offer: what is asked next is asked of it"""
HOLDING = frozenset(
    (
        *("bells", "bell", "slot", "mute", "events", "event", "follow", "unfollow"),
        *("talk", "send", "write", "end", "forget"),
    )
)
"""verbs of actions whose reply shows or changes what a person holds"""


def holds(turn: Turn, before: Conversation) -> bool:
    """Whether a turn needs to know what the person holds."""
    verb = (turn.action or before.at(turn.at).awaiting).partition(":")[0]
    return verb in HOLDING or turn.in_case


def respond(
    turn: Turn,
    before: Conversation,
    centre: Centre,
    holdings: Holdings = Holdings(),  # noqa: B008 - frozen
) -> tuple[Reply, Conversation]:
    """Decide what is said to a turn, and what is remembered afterwards."""
    reply, after = _Talk(turn, before.at(turn.at), centre, holdings).respond()
    reply = replace(reply, effects=(*reply.effects, *counted(turn, before, reply)))
    return reply, after if turn.action == "forget" else replace(after, seen_at=turn.at)


@dataclass(frozen=True)
class _Talk:
    turn: Turn
    before: Conversation
    centre: Centre
    holdings: Holdings

    def respond(self) -> tuple[Reply, Conversation]:
        return self._to_text() if self.turn.text else self._to_action()

    def _to_action(self) -> tuple[Reply, Conversation]:
        action, before = self.turn.action, self.before
        if action.startswith("lang:") and action[5:] in (*self.centre.languages, *self.centre.styles):
            before = replace(before, chosen=action[5:])
        language = self._language(before)
        actions = self._actions(language)
        step = actions.do(action)
        verb, _, name = action.partition(":")
        if verb == "wish":
            reply, after = self._reply(step, language, before)
            mark = next(f"wish:{s.view.language}" for s in reply.screens if isinstance(s.view, Wished))
            return self._for_a_stranger(reply), replace(after, shown=(mark,), language=self.before.language)
        if action == "forget":
            return self._reply(step, language, before)[0], Conversation()
        if verb == "lang":
            return self._reply(step, language, before)
        meant = Meant(step, self._need_after(verb, name), near=before.near)
        ticked = actions.ticked(action)
        return self._reply(step, language, replace(before, ticked=ticked), meant)

    def _need_after(self, verb: str, name: str) -> str:
        """The need that is talked about after an action: a new one, or still the same."""
        if verb in ("check", "back", "restart", "event", "events", "checks"):
            return ""
        fresh = verb in ("need", "seek", "give", "more") and name in self.centre.knowledge.guides
        return name if fresh else self.before.need

    def _to_text(self) -> tuple[Reply, Conversation]:
        base = self.centre.styles.get(self.before.chosen or "", self.before.chosen)
        last = self.centre.styles.get(self.before.language or "", self.before.language)
        hints = LanguageHints(base, last, self.turn.phone_language)
        understood = self.centre.understander.understand(self.turn.text, hints)
        if understood.foreign and not self._for_the_team():
            return self._to_foreign(understood, understood.foreign)
        language = self._styled(understood.language)
        cues = self.centre.cues.find(self.turn.text, (understood.language, last or "", FALLBACK, SECOND))
        if last and last != understood.language and self.before.listed:
            own = self.centre.cues.find(self.turn.text, (last,))
            if own.found and not own.rest:  # "w wain hada" asks on in the language of the talk
                cues, language = own, self._styled(last)
        understood = self._without_wishes(understood, cues, hints)
        meant = Typed(self._actions(language), understood, cues).meant()
        return self._reply(meant.step, language, self.before, meant, understood)

    def _for_the_team(self) -> bool:
        """Whether the message is for people, who may find somebody to read it."""
        return self.turn.in_case or self.before.awaiting.partition(":")[0] in ("talk", "consent", "write")

    def _without_wishes(self, whole: Understanding, cues: Cues, hints: LanguageHints) -> Understanding:
        """What is left without "in the evening", "with child care" often says clearer what it is about."""
        wished = cues.rest and (cues.wishes or cues.languages)
        if not wished or set(whole.chosen) & set(DANGER):
            return whole
        for text in dict.fromkeys((cues.topic, " ".join(cues.rest))):
            topic = self.centre.understander.understand(text, hints)
            if topic.decision == "answer" and (whole.decision != "answer" or not topic.organization):
                return replace(topic, language=whole.language)
        return whole

    def _to_foreign(self, understood: Understanding, code: str) -> tuple[Reply, Conversation]:
        """Answer in a language the phone knows, else in two; say so, and offer to ask for the language."""
        sure = understood.decision == "answer"
        actions = self._actions(understood.language)
        near = () if sure else tuple((f"need:{need}",) for need in understood.chosen)
        excuse = Screen(Page("foreign"), ((f"wish:{code}", "languages"), *near, *actions.topic_rows()))
        nothing = self.centre.cues.find("", ())
        meant = Typed(actions, understood, nothing).topic() if sure else Meant(Step(()))
        step = replace(meant.step, screens=(*meant.step.screens, excuse))
        reply, after = self._reply(step, understood.language, self.before, meant, understood)
        return self._for_a_stranger(reply), replace(after, language=self.before.language)

    def _for_a_stranger(self, reply: Reply) -> Reply:
        """In two languages, where none of the person's is known."""
        known = self._known_languages(self.before) or SECOND not in self.centre.languages
        return reply if known else replace(reply, also=SECOND)

    def _reply(
        self,
        step: Step,
        language: str,
        before: Conversation,
        meant: Meant | None = None,
        understood: Understanding | None = None,
    ) -> tuple[Reply, Conversation]:
        """The reply, and the talk after it; without a meaning the talk stays as it was."""
        actions = self._actions(language)
        reply = Reply(step.screens, language, actions.answers.desk(), understood, effects=step.effects)
        if meant is None:
            return reply, replace(before, language=language)
        shown = tuple(dict.fromkeys(filter(None, map(_again, step.screens)))) or _mark(self.turn.action)
        kept = () if understood and not _asks_on(step) else before.shown  # what was asked of it is over
        listed = tuple(action for screen in step.screens for action in _offers(screen))
        if set(listed) <= set(before.listed):  # one out of the list: "the third one" still is the third
            listed = before.listed
        return reply, replace(
            before,
            language=language,
            shown=shown or kept,
            listed=listed or before.listed,
            need=meant.need,
            near=meant.near,
            wishes=meant.wishes,
            awaiting=step.awaiting,
        )

    def _actions(self, language: str) -> Actions:
        return Actions(self.turn, self.before, self.centre, language, self.holdings)

    def _styled(self, language: str) -> str:
        """The style of a language that the person has chosen."""
        chosen = self.before.chosen or ""
        return chosen if self.centre.styles.get(chosen) == language else language

    def _language(self, after: Conversation) -> str:
        return next(iter(self._known_languages(after)), FALLBACK)

    def _known_languages(self, after: Conversation) -> list[str]:
        """What is known of the person's languages, the surest first."""
        languages = (*self.centre.languages, *self.centre.styles)
        own = [code for code in (after.chosen, after.language) if code in languages]
        phone = known_language(self.turn.phone_language, self.centre.languages)
        return [code for code in (*own, phone) if code]


def _again(screen: Screen) -> str:
    """The action that would show a screen again; nothing for pages."""
    view = screen.view
    if isinstance(view, (CheckStep, CheckResult)):
        return f"check:{view.place.check.id}/{view.place.way}"
    if isinstance(view, EventPage):
        return f"event:{view.card.occurrence.event.id}"
    if isinstance(view, VISITED):
        return f"offer:{view.card.offer.ref}"
    if need := getattr(view, "need", None):
        return f"need:{need}"
    if isinstance(view, OfferAnswer):
        return f"{'quiet' if view.quiet else 'offer'}:{view.card.offer.ref}"
    return f"org:{view.card.organization.id}" if isinstance(view, OrganizationAnswer) else ""


def _asks_on(step: Step) -> bool:
    """Whether a reply only says more of what was shown."""
    return any(isinstance(screen.view, (AspectAnswer, MoreAnswer)) for screen in step.screens)


def _mark(action: str) -> tuple[str, ...]:
    """A press that is counted once in a row."""
    return (action,) if action.partition(":")[0] in ("helped", "useless", "tell") else ()


def _offers(screen: Screen) -> tuple[str, ...]:
    """The offers a screen shows or lists, in their order: what "the second one" is about."""
    view = screen.view
    if isinstance(view, OfferAnswer):
        return (f"{'quiet' if view.quiet else 'offer'}:{view.card.offer.ref}",)
    if isinstance(view, VISITED):
        return (f"offer:{view.card.offer.ref}",)
    if isinstance(view, AskBack):
        return tuple(a for row in screen.rows for a in row if a.startswith(("need:", "seek:", "give:")))
    if not isinstance(view, (NeedAnswer, DangerAnswer, MoreAnswer, OrganizationAnswer, CheckResult)):
        return ()
    cards = view.cards if isinstance(view, CheckResult) else ()
    shown = (view.card,) if isinstance(view, NeedAnswer) and view.card else cards
    first = tuple(f"offer:{card.offer.ref}" for card in shown)
    return (*first, *(a for row in screen.rows for a in row if a.startswith(("offer:", "quiet:"))))
