"""Times, reminders, cards, places and events in words."""

from __future__ import annotations

from functools import singledispatchmethod

from bot.core.cards import OfferCard
from bot.core.events import Event
from bot.core.keeping import (
    CalendarFile,
    EventCard,
    EventPage,
    EventsPage,
    Following,
    ForFriend,
    Forgotten,
    KeepingView,
    PlacePage,
    ReferralCard,
    ReminderDropped,
    ReminderNotice,
    ReminderSet,
    RemindersPage,
    SlotChanged,
    SlotPage,
    SlotsPage,
)
from bot.core.labels import N_, Labels
from bot.core.offer_words import Around, slot_words, write_contact, write_times, write_trust
from bot.core.schedule import BERLIN, Nothing
from bot.core.voice import STYLES
from bot.core.writer import Writer, bold


class KeepingWords:
    """Writes one view of things to keep."""

    def __init__(self, writer: Writer, labels: Labels, around: Around) -> None:
        self.writer, self.labels = writer, labels
        self.now, self.desk = around.now, around.desk
        self.say = writer.voice.say

    def write(self, view: KeepingView) -> None:
        """Write the text of a view."""
        self._write(view)

    @singledispatchmethod
    def _write(self, view: KeepingView) -> None:
        raise TypeError(f"no words for {type(view).__name__}")

    @_write.register
    def _(self, _: CalendarFile) -> None:
        self.writer.line("📅 ", self.say("Open the file. Then the appointment is in your calendar."))

    @_write.register
    def _(self, view: Forgotten) -> None:
        kept = [self.say("your language, your lists, what I showed you last")] if view.talk else []
        for sentence, number in (
            (N_("reminders: {number}"), view.reminders),
            (N_("topics you follow: {number}"), view.topics),
            (N_("questions to the team: {number}"), view.questions),
        ):
            kept += [self.say(sentence).format(number=number)] if number else []
        if not kept:
            self.writer.line(self.say("Nothing was stored about you."))
            return
        self.writer.line(self.say("Done. Everything that was stored about you is deleted."))
        for entry in kept:
            self.writer.line("✅ ", entry)

    @_write.register
    def _(self, _: PlacePage) -> None:
        """A place speaks for itself."""

    def _head(self, card: OfferCard) -> None:
        self.writer.line("➡️ ", bold(self.writer.prose(card.name)))
        self.writer.line("🏛 ", self.writer.fact(card.offer.organization.name))

    @_write.register
    def _(self, view: SlotsPage) -> None:
        self._head(view.card)
        if isinstance(view.card.times, Nothing):
            self.writer.line(self.say("I do not know the next times. Please ask there:"))
            write_contact(self.writer, view.card.contact)
            return
        if view.asks:
            self.writer.line(self.say("Which time would be good for you? You can choose two."))
        else:
            self.writer.line(self.say("These are the next times. Press one:"))
        self._made_up(view.card)

    @_write.register(SlotPage)
    @_write.register(ReminderSet)
    @_write.register(ReminderDropped)
    @_write.register(ReminderNotice)
    @_write.register(SlotChanged)
    def _(self, view: SlotPage | ReminderSet | ReminderDropped | ReminderNotice | SlotChanged) -> None:
        if isinstance(view, ReminderNotice):
            self.writer.line("🔔 ", bold(self.say("A reminder:")))
        self._head(view.card)
        if isinstance(view, SlotChanged):
            self._changed(view)
            return
        self.writer.line("🕑 ", bold(slot_words(self.writer, view.slot, self.now)))
        if isinstance(view, ReminderSet):
            self._reminder(view)
        elif isinstance(view, ReminderDropped):
            self.writer.line("🔕 ", self.say("I will not remind you."))
        elif isinstance(view, ReminderNotice):
            self._bring(view.card)
            write_contact(self.writer, view.card.contact)
        elif view.reminded:
            self.writer.line("🔔 ", self.say("I will remind you."))
        self._made_up(view.card)

    def _made_up(self, card: OfferCard) -> None:
        if card.example:
            self.writer.line("⚠️ ", bold(self.say("Example times only. They are not real.")))

    def _reminder(self, view: ReminderSet) -> None:
        voice = self.writer.voice
        if not view.moments:
            self.writer.line(self.say("It starts very soon. I cannot remind you any more."))
            return
        local = [moment.astimezone(BERLIN) for moment in view.moments]
        times = [f"{voice.day(m.date())}{voice.comma}{voice.isolate(voice.clock(m))}" for m in local]
        self.writer.line("🔔 ", self.say("I will remind you:"))
        for moment in times:
            self.writer.line("• ", moment)

    def _changed(self, view: SlotChanged) -> None:
        voice, start = self.writer.voice, view.start.astimezone(BERLIN)
        when = f"{voice.day(start.date())}{voice.comma}{voice.isolate(voice.clock(start))}"
        self.writer.line("⚠️ ", bold(self.say("This time has changed: {time}", time=when)))
        self.writer.line(self.say("Nobody will be there at this time. Please do not go."))
        write_times(self.writer, view.card, self.now)
        write_contact(self.writer, view.card.contact)

    @_write.register
    def _(self, view: RemindersPage) -> None:
        voice = self.writer.voice
        if not view.kept:
            self.writer.line("🔔 ", self.say("You have no reminders."))
            return
        self.writer.line("🔔 ", bold(self.say("My reminders")))
        for card, start in view.kept:
            local = start.astimezone(BERLIN)
            when = f"{voice.day(local.date())}{voice.comma}{voice.isolate(voice.clock(local))}"
            self.writer.line("• ", when, " – ", self.writer.prose(card.name))
        self.writer.line(self.say("Press a button to end a reminder, the first button for the first one."))

    @_write.register
    def _(self, view: ReferralCard) -> None:
        writer, card = self.writer, view.card
        if view.printed:
            writer.line("🖼 ", self.say("Keep this picture, or print it."))
            return
        if view.wish:
            writer.line("🇩🇪 ", bold(writer.fact(view.wish.text)))
            if writer.voice.language not in ("de", *STYLES):
                writer.line("🗣 ", writer.prose(view.wish))
            writer.gap()
        self._head(card)
        write_times(writer, card, self.now)
        self._bring(card, view)
        write_contact(writer, card.contact)
        writer.gap()
        writer.line(self.say("Show this at the desk. Your name is not on it."))

    def _bring(self, card: OfferCard, view: ReferralCard | None = None) -> None:
        documents = view.documents if view else card.documents
        if documents:
            things = " · ".join(map(self.writer.prose, documents))
            self.writer.line("🎒 ", self.say("Please bring: {things}", things=things))

    @_write.register
    def _(self, view: ForFriend) -> None:
        self._head(view.card)
        write_times(self.writer, view.card, self.now)
        write_contact(self.writer, view.card.contact)

    @_write.register
    def _(self, view: EventsPage) -> None:
        title = self.labels.topic(view.topic) if view.topic else self.say("What is on")
        self.writer.line("🗓 ", bold(title))
        if not view.cards:
            self.writer.line(self.say("I know of no events in the next weeks."))
        elif not view.week:
            self.writer.line(self.say("Nothing in the next seven days. This comes later:"))
        for card in view.cards:
            self.writer.line("• ", self._when(card), " – ", self.writer.prose(card.name))
        if any(card.occurrence.event.example for card in view.cards):
            self.writer.line("⚠️ ", bold(self.say("An example only. It is not real.")))
        if view.topic and not view.followed:
            self.writer.line(self.say("I can tell you when there is a new event on this topic."))
        elif not view.topic:
            self.writer.line(self.say("Choose a topic:"))

    def _when(self, card: EventCard) -> str:
        return slot_words(self.writer, card.occurrence, self.now)

    @_write.register
    def _(self, view: EventPage) -> None:
        writer, card, event = self.writer, view.card, view.card.occurrence.event
        if view.news:
            writer.line("📣 ", bold(self.say("A new event:")))
        writer.line("🗓 ", bold(writer.prose(card.name)))
        self._warn(event)
        writer.line("🕑 ", bold(self._when(card)))
        writer.line("🏛 ", writer.fact(card.organizer))
        if card.description:
            writer.line(writer.prose(card.description))
        if card.audience:
            writer.line("👥 ", self.say("For whom: {who}", who=writer.prose(card.audience)))
        if card.price:
            writer.line("💶 ", self.say("Cost: {cost}", cost=writer.prose(card.price)))
        if event.languages:
            names = writer.voice.language_names(event.languages)
            writer.line("🗣 ", self.say("Spoken there: {languages}", languages=names))
        self._registration(card)
        write_contact(writer, card.contact)
        write_trust(writer, event.assured_date, card.contact, self.desk)

    def _warn(self, event: Event) -> None:
        if event.example:
            self.writer.line("⚠️ ", bold(self.say("An example only. It is not real.")))
        if event.status != "EventScheduled":
            self.writer.line("⚠️ ", bold(self.say("This event does not take place at this time.")))

    def _registration(self, card: EventCard) -> None:
        needed = card.occurrence.event.registration
        if needed == "required":
            self.writer.line("📝 ", bold(self.say("Please register first.")))
        elif needed == "none":
            self.writer.line("📝 ", self.say("You can simply come."))
        if card.registration:
            self.writer.line("📝 ", self.writer.prose(card.registration))

    @_write.register
    def _(self, view: Following) -> None:
        title = self.labels.topic(view.topic) if view.topic else ""
        if view.on:
            self.writer.line(
                "🔔 ", self.say("Good. I will write when there is a new event: {topic}", topic=title)
            )
        else:
            self.writer.line("🔕 ", self.say("Good. I will send no more news about events."), " ", title)
