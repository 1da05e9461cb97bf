"""An offer in words: what, who, for whom, when next, where, how to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.core.cards import Contact, OfferCard
from bot.core.events import Occurrence
from bot.core.hsds import Location
from bot.core.schedule import BERLIN, Next, Nothing, Open, Slot
from bot.core.writer import Writer, bold, link


@dataclass(frozen=True)
class Around:
    """What surrounds an offer: the moment, where to ask, what is said elsewhere or must not be said."""

    now: datetime
    desk: Contact
    bring_said: bool = False
    """what to bring stands above already"""
    quiet: bool = False
    """the person may be watched: name no place"""


def write_offer(writer: Writer, card: OfferCard, around: Around) -> None:
    """Write all that is known of an offer and not said yet."""
    writer.line("➡️ ", bold(writer.prose(card.name)))
    foreign = writer.voice.language != "de"
    gloss = f" – {writer.prose(card.organization)}" if foreign and card.organization else ""
    writer.line("🏛 ", writer.fact(card.offer.organization.name), gloss)
    if card.alert:
        writer.line("⚠️ ", bold(writer.prose(card.alert)))
    if card.description:
        writer.line(writer.prose(card.description))
    _write_conditions(writer, card, bring_said=around.bring_said)
    write_times(writer, card, around.now)
    write_contact(writer, card.contact, quiet=around.quiet)
    if not around.quiet:
        _write_trust(writer, card, around.desk)


def write_contact(writer: Writer, contact: Contact, *, quiet: bool = False) -> None:
    """Write the ways to reach a place."""
    if contact.location and not quiet:
        _write_place(writer, contact.location)
    for entry in contact.phones[:2]:
        label = f" · {writer.prose_of(entry.description, contact.organization)}" if entry.description else ""
        writer.line("☎️ ", writer.phone(entry.number), label)
    if contact.email:
        writer.line("✉️ ", writer.fact(contact.email))
    if contact.website:
        shown = (
            contact.website.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
        )
        writer.line("🌐 ", link(writer.fact(shown), contact.website))


def address_of(location: Location) -> str:
    """The first address of a place in one line."""
    return location.addresses[0].line


def _write_place(writer: Writer, location: Location) -> None:
    near = f" · {writer.prose_of(location.description, location.id)}" if location.description else ""
    writer.line("📍 ", writer.fact(address_of(location)), near)


def _write_conditions(writer: Writer, card: OfferCard, *, bring_said: bool) -> None:
    say = writer.voice.say
    if card.eligibility:
        writer.line("👥 ", say("For whom: {who}", who=writer.prose(card.eligibility)))
    if card.fees:
        writer.line("💶 ", say("Cost: {cost}", cost=writer.prose(card.fees)))
    if card.documents and not bring_said:
        things = " · ".join(writer.prose(document) for document in card.documents)
        writer.line("🎒 ", say("Please bring: {things}", things=things))


def write_times(writer: Writer, card: OfferCard, now: datetime) -> None:
    """Write when somebody is there, and how to get an appointment."""
    voice, times = writer.voice, card.times
    if isinstance(times, Open):
        until = voice.clock(times.until.end)
        writer.line("🟢 ", bold(voice.say("Open now until {time}", time=until)))
        if times.following:
            writer.line("🕑 ", voice.say("After that: {slot}", slot=slot_words(writer, times.following, now)))
        _write_languages(writer, times.until, card)
    elif isinstance(times, Next):
        writer.line("🕑 ", bold(voice.say("Next time: {slot}", slot=slot_words(writer, times.slot, now))))
        _write_languages(writer, times.slot, card)
    if card.example:
        writer.line("⚠️ ", bold(voice.say("Example times only. They are not real.")))
    _write_appointment(writer, card)


def _write_languages(writer: Writer, slot: Slot, card: OfferCard) -> None:
    if spoken := slot.schedule.languages or card.languages:
        names = writer.voice.language_names(spoken)
        writer.line("🗣 ", writer.voice.say("Spoken there: {languages}", languages=names))


def _write_appointment(writer: Writer, card: OfferCard) -> None:
    slot = card.times.until if isinstance(card.times, Open) else getattr(card.times, "slot", None)
    need = (slot.schedule.appointment if slot else None) or card.appointment
    if need == "required":
        writer.line("📅 ", bold(writer.voice.say("By appointment only.")))
    elif need == "possible":
        writer.line("📅 ", writer.voice.say("An appointment is possible."))
    if isinstance(card.times, Nothing) and card.languages:
        names = writer.voice.language_names(card.languages)
        writer.line("🗣 ", writer.voice.say("Spoken there: {languages}", languages=names))
    if card.process:
        writer.line("📝 ", writer.prose(card.process))


def _write_trust(writer: Writer, card: OfferCard, desk: Contact) -> None:
    open_times = isinstance(card.times, Nothing) and not card.appointment and not card.process
    write_trust(writer, card.checked, card.contact, desk, open_times=open_times)


def write_trust(
    writer: Writer, checked: date | None, contact: Contact, desk: Contact, *, open_times: bool = False
) -> None:
    """Say when the centre confirmed something, or how to ask first."""
    voice = writer.voice
    if checked:
        writer.line("✅ ", voice.say("Checked in {month}.", month=voice.month(checked)))
        return
    what = voice.say("Times not confirmed.") if open_times else voice.say("Not yet confirmed by the centre.")
    writer.line("ℹ️ ", what, " ", _how_to_ask(writer, contact, desk))


def _how_to_ask(writer: Writer, contact: Contact, desk: Contact) -> str:
    say = writer.voice.say
    if contact.phones:
        return say("Please call first.")
    if contact.email:
        return say("Please write an e-mail first.")
    if contact.website:
        return say("Please look at the web page first.")
    if desk.location:
        return say("Please ask at the Forum: {address}", address=writer.fact(address_of(desk.location)))
    return say("Please ask first.")


def slot_words(writer: Writer, slot: Slot | Occurrence, now: datetime) -> str:
    """`Tuesday 24 November, 14:00–16:00, in 2 days`"""
    voice = writer.voice
    today, day = now.astimezone(BERLIN).date(), slot.start.date()
    hours = voice.hours(slot.start, slot.end)
    near = {0: voice.say("today"), 1: voice.say("tomorrow")}
    away = near.get((day - today).days) or voice.days_from(today, day)
    return voice.comma.join(filter(None, (voice.day(day), hours, away)))
