"""From a reply to messages in one language; sentences of the bot stand here, in offer_words and in pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import singledispatchmethod

from bot.core.conversation import Message
from bot.core.hsds import Hotline
from bot.core.knowledge import Knowledge
from bot.core.labels import Labels
from bot.core.offer_words import Around, write_contact, write_offer, write_times, write_trust
from bot.core.pages import write_page
from bot.core.replies import (
    AskBack,
    DangerAnswer,
    MoreAnswer,
    NeedAnswer,
    NotUnderstood,
    OfferAnswer,
    OrganizationAnswer,
    Page,
    PartnerPage,
    Reply,
    Screen,
    TopicPage,
    View,
    Wished,
)
from bot.core.schedule import Schedule
from bot.core.voice import Voice
from bot.core.writer import Writer, bold

HOTLINES = 3
"""numbers shown beside those in the text: more is no help in danger"""


def word(
    reply: Reply, voice: Voice, knowledge: Knowledge, languages: Mapping[str, str], now: datetime
) -> tuple[Message, ...]:
    """Put a reply into words; one message for each screen. `languages`: code -> own name."""
    labels = Labels(knowledge, languages, voice)
    return tuple(_message(_Words(Writer(voice), labels, reply, now), screen) for screen in reply.screens)


def _message(words: _Words, screen: Screen) -> Message:
    words.write(screen.view)
    rows = tuple(tuple(words.labels.button(action) for action in row) for row in screen.rows)
    return Message(words.writer.voice.language, words.writer.spans(), rows)


class _Words:
    """Writes one view."""

    def __init__(self, writer: Writer, labels: Labels, reply: Reply, now: datetime) -> None:
        self.writer, self.labels, self.reply, self.now = writer, labels, reply, now
        self.say = writer.voice.say

    @singledispatchmethod
    def write(self, view: View) -> None:
        raise TypeError(f"no words for {type(view).__name__}")

    @write.register
    def _(self, view: NeedAnswer) -> None:
        writer = self.writer
        writer.line(view.emoji, " ", bold(writer.prose(view.title)))
        for line in view.lines:
            writer.line(*writer.with_numbers(writer.prose(line)))
        if view.bring:
            self._bring(view)
        numbers = [entry.number for entry in view.card.contact.phones] if view.card else []
        self._hotlines(view.hotlines, " ".join([*numbers, *(line.text for line in view.lines)]))
        if view.card:
            writer.gap()
            write_offer(writer, view.card, Around(self.now, self.reply.desk, bring_said=bool(view.bring)))

    @write.register
    def _(self, view: DangerAnswer) -> None:
        writer = self.writer
        writer.line(view.emoji, " ", bold(writer.prose(view.title)))
        written = [writer.prose(line) for line in view.lines]
        for line in written:
            writer.line(*writer.with_numbers(line))
        writer.gap()
        self._hotlines(view.hotlines, " ".join(written))
        if view.quiet:
            writer.gap()
            writer.line("🗑 ", self.say("Does somebody look at your phone? Delete this chat afterwards."))

    @write.register
    def _(self, view: MoreAnswer) -> None:
        writer = self.writer
        writer.line(view.emoji, " ", bold(writer.prose(view.title)))
        for line in view.lines:
            writer.line("• ", *writer.with_numbers(writer.prose(line)))
        if not view.lines:
            writer.line(
                self.say("I have no more information about this yet. The people at the centre know more.")
            )
        if view.bring:
            self._bring(view)
        self._hotlines(view.hotlines, "")

    @write.register
    def _(self, view: OfferAnswer) -> None:
        write_offer(self.writer, view.card, Around(self.now, self.reply.desk, quiet=view.quiet))
        self._hotlines(view.hotlines, "")

    @write.register
    def _(self, view: OrganizationAnswer) -> None:
        writer, card = self.writer, view.card
        writer.line("🏛 ", bold(writer.fact(card.organization.name)))
        if card.closed:
            writer.line(self.say("This organisation has closed. It no longer exists."))
            return
        if card.alert:
            writer.line("⚠️ ", bold(writer.prose(card.alert)))
        for text in filter(None, (card.description, *card.notes[:2])):
            writer.line(*writer.with_numbers(writer.prose(text)))
        if view.first:
            writer.gap()
            writer.line("➡️ ", bold(writer.prose(view.first.name)))
            write_times(writer, view.first, self.now)
        writer.gap()
        self._reach(view)

    @write.register
    def _(self, view: AskBack) -> None:
        self.writer.line(self.say("I want to be sure. What do you mean?"))

    @write.register
    def _(self, view: NotUnderstood) -> None:
        writer = self.writer
        writer.line(self.say("I did not understand that. I am only a program."))
        if view.near:
            writer.line(self.say("Is it one of these? If not, choose a topic:"))
        else:
            writer.line(self.say("Choose a topic, or ask the people at the centre:"))
        writer.gap()
        write_contact(writer, self.reply.desk)

    @write.register
    def _(self, view: Page) -> None:
        write_page(self.writer, view.name, self.labels)

    @write.register
    def _(self, view: Wished) -> None:
        self.writer.line("🙏 ", self.say("Thank you. We have counted your wish. Nobody can see who asked."))
        if view.language:
            name = self.writer.voice.language_names((view.language,))
            self.writer.line(self.say("Your language: {language}", language=name))

    @write.register
    def _(self, view: TopicPage) -> None:
        self.writer.line(bold(self.labels.topic(view.topic)))
        self.writer.line(self.say("What is it about?"))

    @write.register
    def _(self, view: PartnerPage) -> None:
        self.writer.line(bold(self.labels.group(view.name)))
        self.writer.line(self.say("Press a name to see what they offer and how to reach them."))

    def _reach(self, view: OrganizationAnswer) -> None:
        write_contact(self.writer, view.card.contact, quiet=bool(view.hotlines))
        self._hotlines(view.hotlines, "")
        if view.hotlines:
            return
        contact, desk = view.card.contact, self.reply.desk
        for emoji, texts in (("🚌", contact.transport), ("♿", contact.access)):
            for text in texts:
                self.writer.line(emoji, " ", self.writer.prose(text))
        if contact.exists:
            write_trust(self.writer, view.card.organization.assured_date, contact, desk)
            return
        self.writer.line(self.say("We have no confirmed contact yet. The people in this house can help you:"))
        write_contact(self.writer, desk)

    def _bring(self, view: NeedAnswer | MoreAnswer) -> None:
        things = " · ".join(self.writer.prose(thing) for thing in view.bring)
        self.writer.line("🎒 ", self.say("Please bring: {things}", things=things))

    def _hotlines(self, hotlines: tuple[Hotline, ...], said: str) -> None:
        """The first of those numbers that have not been said yet."""
        digits = said.replace(" ", "")
        unsaid = [hotline for hotline in hotlines if hotline.number.replace(" ", "") not in digits]
        for hotline in unsaid[:HOTLINES]:
            self._hotline(hotline)

    def _hotline(self, hotline: Hotline) -> None:
        writer, owner = self.writer, f"hotlines/{hotline.id}"
        parts = [writer.prose_of(hotline.name, owner), *(self._weekly(row) for row in hotline.schedules)]
        parts += [writer.prose_of(hotline.hours, owner)] if hotline.hours else []
        writer.line("☎️ ", writer.phone(hotline.number), " ", " · ".join(parts))

    def _weekly(self, row: Schedule) -> str:
        voice = self.writer.voice
        return f"{voice.weekdays(row.byday)} {voice.hours(row.opens_at, row.closes_at)}"
