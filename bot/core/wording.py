"""From a reply to messages in one language; sentences of the bot stand here, in offer_words and in pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatchmethod
from typing import get_args

from bot.core.asking import AskingView
from bot.core.asking_words import AskingWords
from bot.core.conversation import Attached, Message, Recording
from bot.core.facet_words import facet_words
from bot.core.hsds import Hotline
from bot.core.keeping import ForFriend, KeepingView
from bot.core.keeping_words import KeepingWords
from bot.core.knowledge import Knowledge
from bot.core.labels import Labels
from bot.core.offer_words import Around, write_contact, write_offer, write_times, write_trust
from bot.core.pages import write_page
from bot.core.replies import (
    AskBack,
    DangerAnswer,
    Heard,
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
from bot.core.sent_along import attached, share_button
from bot.core.voice import Voice
from bot.core.writer import Writer, bold

HOTLINES = 3
"""numbers shown beside those in the text: more is no help in danger"""


QUOTING = ("talk", "helped", "useless")
"""under a message with these buttons the question is needed again, so it is shown above"""


@dataclass(frozen=True)
class Vocabulary:
    """What words are taken from."""

    voices: Mapping[str, Voice]
    knowledge: Knowledge
    languages: Mapping[str, str]
    """code -> the language's own name"""


def word(reply: Reply, language: str, vocabulary: Vocabulary, now: datetime) -> tuple[Message, ...]:
    """Put a reply into words of a language; one message for each screen."""
    voice = vocabulary.voices[language]
    labels = Labels(vocabulary.knowledge, vocabulary.languages, voice)
    german = vocabulary.voices.get("de", voice)
    return tuple(
        _message(_Words(Writer(voice), labels, reply, now), screen, german) for screen in reply.screens
    )


def _message(words: _Words, screen: Screen, german: Voice) -> Message:
    words.write(screen.view)
    spans = words.writer.spans()
    rows = tuple(tuple(words.labels.button(action) for action in row) for row in screen.rows)
    if isinstance(screen.view, ForFriend):
        label = words.labels.button(f"share:{screen.view.card.offer.ref}").label
        text = "".join(span.text for span in spans)
        rows = ((share_button(screen.view, label, text),),)
    quotes = any(action.partition(":")[0] in QUOTING for row in screen.rows for action in row)
    extra = _attached(screen.view, german, words.writer)
    return Message(words.writer.voice.language, spans, rows, extra, quotes)


def _attached(view: View, german: Voice, writer: Writer) -> Attached | None:
    if isinstance(view, Heard):
        return Recording(f"{view.language}/{view.recorded}.ogg")
    return attached(view, german, writer) if isinstance(view, get_args(KeepingView)) else None


class _Words:
    """Writes one view."""

    def __init__(self, writer: Writer, labels: Labels, reply: Reply, now: datetime) -> None:
        self.writer, self.labels, self.reply, self.now = writer, labels, reply, now
        self.say = writer.voice.say

    def write(self, view: View) -> None:
        """Write one view."""
        if isinstance(view, get_args(KeepingView)):
            KeepingWords(self.writer, self.labels, Around(self.now, self.reply.desk)).write(view)
        elif isinstance(view, get_args(AskingView)):
            AskingWords(self.writer, self.labels, Around(self.now, self.reply.desk)).write(view)
        else:
            self.say_view(view)

    @singledispatchmethod
    def say_view(self, view: View) -> None:
        """Write a view of what the bot answers by itself."""
        raise TypeError(f"no words for {type(view).__name__}")

    @say_view.register
    def _(self, view: NeedAnswer) -> None:
        writer = self.writer
        writer.line(view.emoji, " ", bold(writer.prose(view.title)))
        self._wishes(view)
        for line in view.lines:
            writer.line(*writer.with_numbers(writer.prose(line)))
        if view.bring:
            self._bring(view)
        numbers = [entry.number for entry in view.card.contact.phones] if view.card else []
        self._hotlines(view.hotlines, " ".join([*numbers, *(line.text for line in view.lines)]))
        if view.card:
            writer.gap()
            write_offer(writer, view.card, Around(self.now, self.reply.desk, bring_said=bool(view.bring)))

    @say_view.register
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

    @say_view.register
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

    @say_view.register
    def _(self, view: OfferAnswer) -> None:
        write_offer(self.writer, view.card, Around(self.now, self.reply.desk, quiet=view.quiet))
        self._hotlines(view.hotlines, "")

    @say_view.register
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

    @say_view.register
    def _(self, view: AskBack) -> None:
        questions = {
            "need": self.say("I want to be sure. What do you mean?"),
            "training": self.say("Are you looking for one, or do you offer one?"),
            "no_money": self.say("That is hard. Which help do you need?"),
        }
        self.writer.line(questions[view.about])

    @say_view.register
    def _(self, view: NotUnderstood) -> None:
        writer = self.writer
        writer.line(self.say("I did not understand that. I am only a program."))
        if view.near:
            writer.line(self.say("Is it one of these? If not, choose a topic:"))
        else:
            writer.line(self.say("Choose a topic, or ask the people at the centre:"))
        writer.gap()
        write_contact(writer, self.reply.desk)

    @say_view.register
    def _(self, view: Page) -> None:
        write_page(self.writer, view.name, self.labels)

    @say_view.register
    def _(self, view: Wished) -> None:
        self.writer.line("🙏 ", self.say("Thank you. We have counted your wish. Nobody can see who asked."))
        if view.language:
            name = self.writer.voice.language_names((view.language,))
            self.writer.line(self.say("Your language: {language}", language=name))

    @say_view.register
    def _(self, view: TopicPage) -> None:
        self.writer.line(bold(self.labels.topic(view.topic)))
        self.writer.line(self.say("What is it about?"))

    @say_view.register
    def _(self, view: PartnerPage) -> None:
        self.writer.line(bold(self.labels.group(view.name)))
        self.writer.line(self.say("Press a name to see what they offer and how to reach them."))

    @say_view.register
    def _(self, view: Heard) -> None:
        self.writer.line("🔊 ", self.labels.need(view.recorded))

    def _wishes(self, view: NeedAnswer) -> None:
        """Which wishes the offer below meets, and which no offer is known to meet."""
        voice = self.writer.voice
        met, unmet = ([facet_words(voice, wish) for wish in wishes] for wishes in (view.met, view.unmet))
        if unmet:
            self.writer.line("❔ ", bold(self.say("I know of no offer: {wishes}", wishes=" · ".join(unmet))))
            if view.card:
                self.writer.line(self.say("This is the nearest. Please ask there:"))
        if met:
            self.writer.line("✅ ", " · ".join(met))
        if view.speaks:
            name = voice.language_names((view.speaks,))
            self.writer.line(
                "🗣 ", bold(self.say("They speak your language there: {language}", language=name))
            )

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
