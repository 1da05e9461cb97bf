"""What may be shown of an offer or an organization, and from when until when."""

from datetime import UTC, date, datetime

import pytest

from bot.core.cards import Contact, Prose, offer_card, offer_contact, organization_card, organization_contact
from bot.core.schedule import Closure, Next, Nothing, Open
from tests.core.small_town import (
    ADVICE,
    CLOSED,
    NOW,
    SCHOOL,
    at,
    fact,
    knowledge,
    offer_of,
    organization,
    place,
    service,
)

TODAY = NOW.date()
MONDAYS = {"byday": "MO", "opens_at": "09:00", "closes_at": "11:00"}


def test_an_offer_says_all_it_knows_under_its_own_contexts() -> None:
    """Every text of an offer is gathered together with the context its translation is filed under."""
    card = offer_card(knowledge(), offer_of(SCHOOL), NOW)

    assert Prose("schule/deutschkurse/name", "Deutschkurse") == card.name
    assert Prose("schule/deutschkurse/description", "Kurse auf allen Stufen.") == card.description
    assert Prose("schule/deutschkurse/eligibility_description", "für Erwachsene") == card.eligibility
    assert Prose("schule/deutschkurse/fees_description", "50 Euro") == card.fees
    assert Prose("schule/deutschkurse/application_process", "Sie machen vorher einen Test.") == card.process
    assert ["Ausweis", "Zertifikate"] == [document.text for document in card.documents]


def test_what_an_offer_does_not_know_is_left_out() -> None:
    """A field without a fact is empty, never filled."""
    body = organization("amt", service())
    card = offer_card(knowledge(body), offer_of(body), NOW)

    assert (None, None, None, None, None, ()) == (
        card.description,
        card.eligibility,
        card.fees,
        card.process,
        card.alert,
        card.documents,
    )
    assert Nothing() == card.times
    assert not card.contact.exists


@pytest.mark.parametrize(
    ("of_service", "of_fact", "shown"),
    [
        ("high", None, True),
        ("medium", None, True),
        ("low", None, False),
        ("none", None, False),
        ("low", "high", True),
        ("high", "low", False),
        ("high", "none", False),
        (None, None, False),
    ],
)
def test_a_text_is_as_sure_as_its_service_or_as_it_says_itself(
    of_service: str | None, of_fact: str | None, shown: bool
) -> None:
    """A fact shares the confidence of its service unless it has its own; only high and medium are shown."""
    body = organization(
        "amt", service(confidence=of_service, fees_description=fact("frei", confidence=of_fact))
    )
    card = offer_card(knowledge(body), offer_of(body), NOW)

    assert shown == (card.fees is not None)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (at("2026-11-30T23:59"), False),
        (at("2026-12-01T00:00"), True),
        (at("2026-12-31T23:59"), True),
        (at("2027-01-01T00:00"), False),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), False),
    ],
)
def test_a_dated_text_is_shown_on_its_days_in_berlin(moment: datetime, shown: bool) -> None:
    """`valid_from` and `recheck_by` are the first and the last day, and days begin at midnight in Berlin."""
    fees = fact("60 Euro", valid_from="2026-12-01", recheck_by="2026-12-31")
    body = organization("amt", service(fees_description=fees))
    card = offer_card(knowledge(body), offer_of(body), moment)

    assert shown == (card.fees is not None)


def test_an_offer_may_have_its_own_contacts() -> None:
    """Phone, e-mail and web page of the offer come before those of its organization."""
    own = {"phones": [{"number": "0711 22"}], "email": "kurs@a.example", "url": "https://kurs.example"}
    body = organization(
        "amt",
        service(**own),
        phones=[{"number": "0711 11"}],
        email="amt@a.example",
        website="https://amt.example",
    )
    contact = offer_contact(offer_of(body), TODAY)

    assert ["0711 22"] == [phone.number for phone in contact.phones]
    assert ("kurs@a.example", "https://kurs.example") == (contact.email, contact.website)


def test_an_offer_without_contacts_is_reached_through_its_organization() -> None:
    """What an offer does not say of itself is taken from its organization."""
    body = organization(
        "amt", service(), phones=[{"number": "0711 11"}], email="amt@a.example", website="https://amt.example"
    )

    assert organization_contact(body, TODAY) == offer_contact(offer_of(body), TODAY)


def test_an_unsure_address_gives_way_to_a_sure_one() -> None:
    """An e-mail of low confidence is not shown; the one of the organization is."""
    body = organization("amt", service(email=fact("alt@a.example", confidence="low")), email="amt@a.example")

    assert "amt@a.example" == offer_contact(offer_of(body), TODAY).email


def test_an_unsure_phone_gives_way_to_a_sure_one() -> None:
    """A phone of low confidence is not shown; the one of the organization is."""
    body = organization(
        "amt", service(phones=[{"number": "0711 22", "confidence": "low"}]), phones=[{"number": "0711 11"}]
    )

    assert ["0711 11"] == [phone.number for phone in offer_contact(offer_of(body), TODAY).phones]


def test_unsure_and_outdated_contacts_are_not_shown() -> None:
    """A phone of low confidence, an e-mail past its date and a doubtful place are left out."""
    body = organization(
        "amt",
        phones=[{"number": "0711 11", "confidence": "low"}],
        email=fact("amt@a.example", recheck_by="2026-11-23"),
        locations=[place(confidence="none")],
    )
    contact = organization_contact(body, TODAY)

    assert Contact(organization="amt") == contact
    assert not contact.exists


def test_an_offer_is_held_where_it_says() -> None:
    """Of several places of an organization the offer shows its own."""
    body = organization(
        "amt", service(locations=["hinterhaus"]), locations=[place(), place("hinterhaus", "Hof 2")]
    )
    location = offer_contact(offer_of(body), TODAY).location

    assert location
    assert "hinterhaus" == location.id


def test_an_offer_that_names_no_place_has_none() -> None:
    """Where an organization has a place its offers need not be held there."""
    body = organization("amt", service(), locations=[place()])

    assert None is offer_contact(offer_of(body), TODAY).location
    assert organization_contact(body, TODAY).location


def test_an_offer_says_what_kind_of_body_runs_it() -> None:
    """Beside the offer stands the description of its organization, while that is sure."""
    sure, unsure = organization("amt", service()), organization("amt", service(), confidence="low")
    shown = [offer_card(knowledge(body), offer_of(body), NOW).organization for body in (sure, unsure)]

    assert [Prose("amt/description", "für alle da"), None] == shown


def test_the_languages_of_the_house_hold_for_its_offers() -> None:
    """An offer that names no languages is given in those of its organization."""
    speaks = organization("amt", service(), service("kurs", languages=["tr"]), languages=["de", "fr"])
    whole = knowledge(speaks)
    cards = [offer_card(whole, offer, NOW) for offer in whole.offers.values()]

    assert [("de", "fr"), ("tr",)] == [card.languages for card in cards]


@pytest.mark.parametrize(
    ("moment", "kind"),
    [
        ("2026-11-25T13:59", Next),
        ("2026-11-25T14:00", Open),
        ("2026-11-25T15:59", Open),
        ("2026-11-25T16:00", Next),
    ],
)
def test_times_are_those_of_the_moment(moment: str, kind: type) -> None:
    """The state is open from the first minute on and no longer at closing time."""
    card = offer_card(knowledge(), offer_of(ADVICE), at(moment))

    assert kind is type(card.times)


def test_unsure_times_are_not_shown() -> None:
    """A timetable of low confidence counts as none, and makes no offer an example."""
    body = organization("amt", service(schedules=[{**MONDAYS, "confidence": "low", "example": True}]))
    card = offer_card(knowledge(body), offer_of(body), NOW)

    assert Nothing() == card.times
    assert not card.example


def test_made_up_times_are_marked() -> None:
    """A card says that its times are an example."""
    body = organization("amt", service(schedules=[{**MONDAYS, "example": True}]))

    assert offer_card(knowledge(body), offer_of(body), NOW).example


@pytest.mark.parametrize(
    ("closed", "next_day"), [((), date(2026, 12, 2)), (("beratung",), date(2026, 12, 2)), (("haus",), TODAY)]
)
def test_only_closures_of_the_house_or_of_ones_own_count(closed: tuple[str, ...], next_day: date) -> None:
    """A closure moves the next time where it names no organization or this one."""
    days = Closure(start=date(2026, 11, 25), end=date(2026, 11, 30), organizations=closed)
    card = offer_card(knowledge(closures=(days,)), offer_of(ADVICE), NOW)

    assert isinstance(card.times, Next)
    assert max(next_day, date(2026, 11, 25)) == card.times.slot.start.date()


def test_a_closed_organization_has_no_way_to_it() -> None:
    """Of an organization that is gone neither contact nor offers are shown."""
    card = organization_card(knowledge(), CLOSED, TODAY)

    assert card.closed
    assert Contact() == card.contact
    assert () == card.offers


@pytest.mark.parametrize("status", ["inactive", "defunct"])
def test_an_offer_that_has_ended_is_not_listed(status: str) -> None:
    """An organization lists the offers that are running."""
    body = organization("amt", service("alt", status=status), service("neu"))
    card = organization_card(knowledge(body), body, TODAY)

    assert ["amt/neu"] == [offer.ref for offer in card.offers]


def test_an_unsure_offer_is_not_listed() -> None:
    """An organization lists no offer of low confidence and none past its date."""
    body = organization(
        "amt", service("vage", confidence="low"), service("vorbei", recheck_by="2026-11-23"), service("neu")
    )
    card = organization_card(knowledge(body), body, TODAY)

    assert ["amt/neu"] == [offer.ref for offer in card.offers]


def test_notes_are_shown_while_they_are_sure() -> None:
    """Only those notes on an organization are shown that are sure on the day."""
    notes = [fact("vorbei", recheck_by="2026-11-23"), fact("vage", confidence="low"), "gilt"]
    card = organization_card(knowledge(), organization("amt", notes=notes), TODAY)

    assert (Prose("amt/notes", "gilt"),) == card.notes


def test_an_unsure_organization_keeps_its_description_to_itself() -> None:
    """Of an organization of low confidence no text and no contact is shown."""
    body = organization("amt", confidence="low", email="amt@a.example")
    card = organization_card(knowledge(body), body, TODAY)

    assert None is card.description
    assert not card.contact.exists
