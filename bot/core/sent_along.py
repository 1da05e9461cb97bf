"""What is sent along with a message: a place, a calendar entry, a card to be drawn, a button to send on."""

from __future__ import annotations

from urllib.parse import quote

from bot.core.cards import Contact, OfferCard
from bot.core.conversation import Attached, Button, CalendarEntry, PrintedCard, Venue
from bot.core.keeping import CalendarFile, ForFriend, KeepingView, PlacePage, ReferralCard
from bot.core.labels import map_url
from bot.core.offer_words import address_of
from bot.core.schedule import Next, Open, Slot
from bot.core.voice import STYLES, Voice
from bot.core.writer import Writer


def attached(view: KeepingView, german: Voice, reader: Writer) -> Attached | None:
    """What is sent along with a view."""
    if isinstance(view, CalendarFile):
        return _entry(view, reader)
    if isinstance(view, ReferralCard) and view.printed:
        return _printed(view, german, reader)
    if (
        isinstance(view, PlacePage)
        and view.location.latitude is not None
        and view.location.longitude is not None
    ):
        spot = view.location
        return Venue(view.name, address_of(spot), float(spot.latitude or 0), float(spot.longitude or 0))
    return None


def share_button(view: ForFriend, label: str, text: str) -> Button:
    """Opens Telegram's own page for choosing who gets a text."""
    page = view.card.contact.website or _map_of(view.card.contact)
    return Button(
        label, "share", f"https://t.me/share/url?url={quote(page, safe='')}&text={quote(text, safe='')}"
    )


def _entry(view: CalendarFile, reader: Writer) -> CalendarEntry:
    card, slot = view.card, view.slot
    place = address_of(card.contact.location) if card.contact.location else ""
    phones = [phone.number for phone in card.contact.phones[:1]]
    note = "\n".join(filter(None, (card.offer.organization.name, *phones, card.contact.website or "")))
    uid = f"{card.offer.ref.replace('/', '-')}-{slot.start:%Y%m%dT%H%M}@wegweiser"
    return CalendarEntry(uid, reader.prose(card.name), slot.start, slot.end, place, note)


def _printed(view: ReferralCard, german: Voice, reader: Writer) -> PrintedCard:
    """The same lines in German and in the reader's language."""
    own = _lines(view, reader)
    writer = Writer(german)
    twice = reader.voice.language not in ("de", *STYLES)
    link = _map_of(view.card.contact) or view.card.contact.website or ""
    return PrintedCard(
        view.card.offer.organization.name,
        (*([view.wish.text] if view.wish else []), *_lines(view, writer)),
        (*([reader.prose(view.wish)] if view.wish else []), *own) if twice else (),
        reader.voice.right_to_left,
        link,
    )


def _lines(view: ReferralCard, writer: Writer) -> tuple[str, ...]:
    card, say = view.card, writer.voice.say
    lines = [writer.prose(card.name)]
    slot = _next(card)
    if slot:
        voice = writer.voice
        hours = voice.hours(slot.start, slot.end)
        lines.append(f"{voice.day(slot.start.date())}{voice.comma}{hours}")
    if card.contact.location:
        lines.append(writer.fact(address_of(card.contact.location)))
    lines += [writer.fact(phone.number) for phone in card.contact.phones[:1]]
    if view.documents:
        lines.append(say("Please bring: {things}", things=" · ".join(map(writer.prose, view.documents))))
    if card.example:
        lines.append(say("Example times only. They are not real."))
    elif not card.checked:
        lines.append(say("Not yet confirmed by the centre."))
    return tuple(lines)


def _next(card: OfferCard) -> Slot | None:
    if isinstance(card.times, Open):
        return card.times.until
    return card.times.slot if isinstance(card.times, Next) else None


def _map_of(contact: Contact) -> str:
    return map_url(contact.location) if contact.location else ""
