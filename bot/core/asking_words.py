"""Guided checks, feedback and handing over to a person, in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import singledispatchmethod

from bot.core.asking import (
    AskingView,
    AspectAnswer,
    Checklist,
    CheckResult,
    ChecksPage,
    CheckStep,
    Feedback,
    ProposalConsent,
    StaffAnswer,
    TalkConsent,
    TalkPage,
    TellPage,
)
from bot.core.cards import OfferCard, Prose
from bot.core.conversation import Span
from bot.core.knowledge import Source
from bot.core.labels import N_, Labels
from bot.core.offer_words import Around, address_of, write_contact, write_offer, write_times
from bot.core.schedule import BERLIN, Nothing
from bot.core.telling_words import write_proposal, write_tell
from bot.core.writer import Writer, bold

_TALK = {
    "ask": (
        "✍️ ",
        N_("Write your question in one message. You see it again before I send it."),
        N_("Please write no names and no addresses."),
    ),
    "sent": (
        "✅ ",
        N_("I sent it to the team of the Integration Centre."),
        N_("People answer on working days. The answer comes here."),
    ),
    "write": ("✍️ ", N_("Write your message to the team now.")),
    "written": ("✅ ", N_("I sent it to the team of the Integration Centre.")),
    "ended": ("✅ ", N_("Good. Your question is closed. It is deleted after 30 days.")),
    "nothing_open": ("ℹ️ ", N_("You have no open question to the team.")),
}


_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_SOURCES = 3  # that are named: more is no help on a phone


class AskingWords:
    """Writes one view in which the bot asks on."""

    def __init__(self, writer: Writer, labels: Labels, around: Around) -> None:
        self.writer, self.labels, self.around = writer, labels, around
        self.say = writer.voice.say

    @property
    def now(self) -> datetime:
        """The moment of the turn."""
        return self.around.now

    def write(self, view: AskingView) -> None:
        """Write the text of a view."""
        self._write(view)

    @singledispatchmethod
    def _write(self, view: AskingView) -> None:
        raise TypeError(f"no words for {type(view).__name__}")

    @_write.register
    def _(self, _: ChecksPage) -> None:
        self.writer.line("🧭 ", bold(self.say("A few questions, then you know more. Choose:")))

    @_write.register
    def _(self, view: TalkPage) -> None:
        emoji, first, *others = _TALK[view.name]
        self.writer.line(emoji, bold(self.say(first)))
        for sentence in others:
            self.writer.line(self.say(sentence))

    @_write.register
    def _(self, view: TellPage) -> None:
        write_tell(self.writer, view)

    @_write.register
    def _(self, view: ProposalConsent) -> None:
        write_proposal(self.writer, view)

    @_write.register
    def _(self, view: AspectAnswer) -> None:
        writer, card = self.writer, view.card
        writer.line("➡️ ", bold(writer.prose(card.name)))
        unknown = [aspect for aspect in view.aspects if not self._aspect(aspect, view)]
        if unknown:
            writer.line("❔ ", self.say("I do not know this yet. Please ask there:"))
        if unknown or not set(view.aspects) & {"where", "phone"}:
            write_contact(writer, card.contact if card.contact.exists else self.around.desk)

    def _aspect(self, aspect: str, view: AspectAnswer) -> bool:
        """Write one side of an offer; whether anything is known of it."""
        card = view.card
        told: dict[str, Callable[[], bool]] = {
            "where": lambda: self._where(card),
            "when": lambda: self._when(card),
            "cost": lambda: self._fact("💶 ", N_("Cost: {cost}"), "cost", card.fees),
            "who": lambda: self._fact("👥 ", N_("For whom: {who}"), "who", card.eligibility),
            "bring": lambda: self._bring(card.documents or view.bring),
            "spoken": lambda: self._spoken(card),
            "phone": lambda: self._phone(card),
        }
        return told[aspect]()

    def _where(self, card: OfferCard) -> bool:
        if not card.contact.location:
            return False
        self.writer.line("📍 ", self.writer.fact(address_of(card.contact.location)))
        for text in card.contact.transport:
            self.writer.line("🚌 ", self.writer.prose(text))
        return True

    def _when(self, card: OfferCard) -> bool:
        write_times(self.writer, card, self.now)
        return not isinstance(card.times, Nothing) or bool(card.appointment or card.process)

    def _fact(self, emoji: str, sentence: str, field: str, prose: Prose | None) -> bool:
        if prose:
            self.writer.line(emoji, self.say(sentence, **{field: self.writer.prose(prose)}))
        return prose is not None

    def _bring(self, things: tuple[Prose, ...]) -> bool:
        if things:
            written = " · ".join(map(self.writer.prose, things))
            self.writer.line("🎒 ", self.say("Please bring: {things}", things=written))
        return bool(things)

    def _spoken(self, card: OfferCard) -> bool:
        if card.languages:
            names = self.writer.voice.language_names(card.languages)
            self.writer.line("🗣 ", self.say("Spoken there: {languages}", languages=names))
        return bool(card.languages)

    def _phone(self, card: OfferCard) -> bool:
        write_contact(self.writer, card.contact, quiet=True)
        return bool(card.contact.phones or card.contact.email)

    @_write.register
    def _(self, view: CheckStep) -> None:
        writer, place = self.writer, view.place
        check, step = place.check, place.step
        if step is None:
            return
        writer.line(check.emoji, " ", writer.prose(Prose(f"{check.id}/title", check.title)))
        if view.again:
            writer.line(self.say("I did not understand that. Please press one of the buttons."))
        writer.line(bold(writer.prose(Prose(f"{check.id}/{place.name}/question", step.question))))
        if step.hint:
            writer.line(writer.prose(Prose(f"{check.id}/{place.name}/hint", step.hint.value)))

    @_write.register
    def _(self, view: CheckResult) -> None:
        writer, place = self.writer, view.place
        result = place.result
        if result is None:
            return
        title = Prose(f"{place.check.id}/{place.name}/title", result.title)
        writer.line(place.check.emoji, " ", bold(writer.prose(title)))
        for line in view.lines:
            writer.line("• ", *writer.with_numbers(writer.prose(line)))
        if view.documents:
            self._bring(view.documents)
        if not view.lines:  # what was said has run out: the office knows
            writer.line(self.say("This may have changed. Please ask first."))
        for hotline in view.hotlines:
            writer.line(
                "☎️ ",
                writer.phone(hotline.number),
                " ",
                writer.prose_of(hotline.name, f"hotlines/{hotline.id}"),
            )
        for card in view.cards:
            writer.gap()
            write_offer(writer, card, replace(self.around, bring_said=bool(view.documents)))
        self._sources(view)

    def _sources(self, view: CheckResult) -> None:
        """Where the rules come from, as the files name it."""
        for name, source in view.sources[:_SOURCES]:
            dated = f" ({source.date})" if source.date else ""
            self.writer.line("📖 ", self.writer.prose(Prose(f"sources/{name}", source.what)), dated)
        known = [day for _, source in view.sources if (day := _month_of(source))]
        if known:
            month = self.writer.voice.month(max(known))
            stand = self.say("As of {month}. Rules change: ask before you decide.", month=month)
            self.writer.line("ℹ️ ", stand)

    @_write.register
    def _(self, view: Checklist) -> None:
        writer, check = self.writer, view.check
        writer.line(check.emoji, " ", bold(writer.prose(Prose(f"{check.id}/title", check.title))))
        for number, (_, text, done) in enumerate(view.items, 1):
            writer.line(f"{'✅' if done else '⬜️'} {number}. ", writer.prose(text))
        writer.gap()
        if all(done for _, _, done in view.items):
            writer.line("🎉 ", self.say("All done! I forget this list now."))
        else:
            writer.line(self.say("Press the number of what is done. I keep the list for you."))

    @_write.register
    def _(self, view: Feedback) -> None:
        if view.helped:
            self.writer.line("💚 ", self.say("I am glad. Thank you for telling me."))
            return
        self.writer.line(self.say("I am sorry. Is it one of these? Or talk to a person:"))

    @_write.register
    def _(self, view: TalkConsent) -> None:
        writer = self.writer
        writer.line("👤 ", bold(self.say("Shall I send this to the team of the Integration Centre?")))
        if view.card:
            writer.line("➡️ ", writer.prose(view.card.name))
            for start in view.slots:
                local = start.astimezone(BERLIN)
                day, clock = writer.voice.day(local.date()), writer.voice.isolate(writer.voice.clock(local))
                writer.line("🕑 ", f"{day}{writer.voice.comma}{clock}")
        elif view.subject in self.labels.knowledge.guides:
            writer.line(self.say("Topic: {topic}", topic=self.labels.need(view.subject)))
        writer.line("🌐 ", self.say("Language: {language}", language=self._language()))
        if view.text:
            writer.line(Span(view.text, "quote"))
        writer.line(self.say("Only this is sent."))
        if view.slots and not view.text:
            called = self.say(
                "Shall somebody call you? Then write your phone number, and when it is good for you."
            )
            writer.line("☎️ ", called)
            writer.line(self.say("If not, press “Yes, send it”. The answer then comes here."))
        writer.line(self.say("People answer on working days. The text is deleted 30 days after the end."))

    def _language(self) -> str:
        return self.writer.voice.language_names((self.writer.voice.locale.language,))

    @_write.register
    def _(self, view: StaffAnswer) -> None:
        if view.text:
            self.writer.line("👤 ", bold(self.say("The team of the Integration Centre writes:")))
            self.writer.line(self.writer.fact(view.text))
        else:
            self.writer.line("✅ ", self.say("The team has closed your question. Thank you."))


def _month_of(source: Source) -> date | None:
    """The month in which a source was read, where it says so: `2026-11`."""
    found = _MONTH.match(source.date or "")
    return date(int(found[1]), int(found[2]), 1) if found else None
