"""An offer in words."""

from datetime import UTC
from typing import Any

import pytest

from bot.core.cards import Contact, offer_card, organization_contact
from bot.core.hsds import Organization
from bot.core.offer_words import Around, write_contact, write_offer
from bot.core.writer import Writer
from tests.core.small_town import (
    ADVICE,
    HOUSE,
    NOW,
    SCHOOL,
    YOUTH,
    at,
    fact,
    knowledge,
    offer_of,
    organization,
    place,
    service,
    voice,
)

DESK = organization_contact(HOUSE, NOW.date())
ROW = {"byday": "TU", "opens_at": "10:00", "closes_at": "12:00"}


def written(body: Organization, moment: str = "2026-11-24T13:05", **around: Any) -> str:
    """The first offer of an organization in English, without the note on German texts."""
    now, writer = at(moment), Writer(voice())
    desk = around.pop("desk", DESK)
    write_offer(writer, offer_card(knowledge(body), offer_of(body), now), Around(now, desk, **around))
    return "".join(span.text for span in writer.spans()).split("\n\n🇩🇪")[0]


def lines(body: Organization, sign: str, moment: str = "2026-11-24T13:05", **around: Any) -> list[str]:
    """The lines that begin with a sign, without it."""
    return [
        line[len(sign) :].strip()
        for line in written(body, moment, **around).split("\n")
        if line.startswith(sign)
    ]


def one(**fields: Any) -> Organization:
    """An organization with one offer."""
    return organization("amt", service(**fields))


def test_an_offer_is_told_in_the_order_of_questions() -> None:
    """What, who, for whom, cost, documents, how, where, web, how sure: one line each."""
    whole = """➡️ Deutschkurse
🏛 Volkshochschule Musterstadt – für alle da
Kurse auf allen Stufen.
👥 For whom: für Erwachsene
💶 Cost: 50 Euro
🎒 Please bring: Ausweis · Zertifikate
📝 Sie machen vorher einen Test.
📍 Schulweg 2, 70000 Musterstadt
🌐 vhs.example
ℹ️ Not yet confirmed by the centre. Please look at the web page first."""

    assert whole == written(SCHOOL)


def test_readers_of_german_need_no_gloss_on_a_name() -> None:
    """What kind of body an organization is stands beside its name for foreign readers only."""
    now, writer = at("2026-11-24T13:05"), Writer(voice("de"))
    write_offer(writer, offer_card(knowledge(), offer_of(SCHOOL), now), Around(now, DESK))

    assert "🏛 Volkshochschule Musterstadt\n" in "".join(span.text for span in writer.spans())


def test_an_alert_comes_before_the_description() -> None:
    """A warning stands directly below the name."""
    assert written(one(alert="Heute geschlossen", description="Wir helfen.")).startswith(
        "➡️ Angebot\n🏛 Amt für alles – für alle da\n⚠️ Heute geschlossen\nWir helfen."
    )


def test_what_to_bring_is_said_once() -> None:
    """Documents are left out where they stand above already."""
    assert [] == lines(SCHOOL, "🎒", bring_said=True)


@pytest.mark.parametrize(
    ("moment", "line"),
    [
        ("2026-11-24T13:05", "Next time: Wednesday, 25 November, 14:00–16:00, tomorrow"),
        ("2026-11-25T13:59", "Next time: Wednesday, 25 November, 14:00–16:00, today"),
        ("2026-11-27T09:00", "Next time: Monday, 30 November, 14:00–16:00, in 3 days"),
        ("2026-12-23T16:00", "Next time: Monday, 28 December, 14:00–16:00, in 5 days"),
        ("2026-12-30T16:00", "Next time: Monday, 4 January, 14:00–16:00, in 5 days"),
    ],
)
def test_the_next_time_is_told_with_its_distance(moment: str, line: str) -> None:
    """The next time has its day, its hours and how far away it is."""
    assert [line] == lines(ADVICE, "🕑", moment)


def test_the_distance_is_counted_in_days_of_berlin() -> None:
    """Just after midnight in Berlin the new day is today, even while it is still yesterday in UTC."""
    now, writer = at("2026-11-25T00:30").astimezone(UTC), Writer(voice())
    write_offer(writer, offer_card(knowledge(), offer_of(ADVICE), now), Around(now, DESK))

    assert "14:00–16:00, today" in "".join(span.text for span in writer.spans())


def test_open_now_tells_until_when_and_what_follows() -> None:
    """While somebody is there the end is told, and the next time after it."""
    assert ["Open now until 16:00"] == lines(ADVICE, "🟢", "2026-11-25T15:59")
    assert ["After that: Monday, 30 November, 14:00–16:00, in 5 days"] == lines(
        ADVICE, "🕑", "2026-11-25T15:59"
    )


def test_the_last_time_of_all_is_followed_by_nothing() -> None:
    """On the last day of a timetable no following time is told."""
    body = one(schedules=[{**ROW, "until": "2026-11-24"}])

    assert (["Open now until 12:00"], []) == (
        lines(body, "🟢", "2026-11-24T11:00"),
        lines(body, "🕑", "2026-11-24T11:00"),
    )


def test_languages_of_the_counter_come_before_those_of_the_offer() -> None:
    """The languages spoken at the next time are told, else those of the offer."""
    body = one(languages=["de"], schedules=[{**ROW, "languages": ["de", "ar"]}])

    assert ["Spoken there: German and Arabic"] == lines(body, "🗣")
    assert ["Spoken there: German and Arabic"] == lines(ADVICE, "🗣")


def test_languages_are_told_without_times_too() -> None:
    """Where no times are known the languages of the offer are told once."""
    assert ["Spoken there: Turkish"] == lines(one(languages=["tr"]), "🗣")


def test_made_up_times_are_called_made_up() -> None:
    """Example times are announced in the same breath."""
    assert ["Example times only. They are not real."] == lines(one(schedules=[{**ROW, "example": True}]), "⚠️")


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"appointment": "required"}, ["By appointment only."]),
        ({"appointment": "possible"}, ["An appointment is possible."]),
        ({"appointment": "none"}, []),
        ({}, []),
        ({"schedules": [{**ROW, "appointment": "required"}]}, ["By appointment only."]),
        ({"appointment": "required", "schedules": [{**ROW, "appointment": "none"}]}, []),
        ({"appointment": "required", "schedules": [ROW]}, ["By appointment only."]),
    ],
)
@pytest.mark.parametrize("moment", ["2026-11-24T13:05", "2026-11-24T11:00"])
def test_by_appointment_is_a_state_of_its_own(fields: dict[str, Any], line: list[str], moment: str) -> None:
    """Whether an appointment is needed is told by the row of the time, else by the offer."""
    assert line == lines(one(**fields), "📅", moment)


@pytest.mark.parametrize(
    "fields", [{"appointment": "required"}, {"application_process": "nach Vereinbarung"}]
)
def test_an_offer_by_arrangement_is_not_called_unconfirmed_in_time(fields: dict[str, Any]) -> None:
    """Where it is known how to come there, the times are not said to be missing."""
    assert ["Not yet confirmed by the centre. Please call first."] == lines(
        organization("amt", service(**fields), phones=[{"number": "0711 1"}]), "ℹ️"
    )


@pytest.mark.parametrize(
    ("contacts", "how"),
    [
        ({"phones": [{"number": "0711 1"}], "email": "a@b.example"}, "Please call first."),
        ({"email": "a@b.example", "website": "https://b.example"}, "Please write an e-mail first."),
        ({"website": "https://b.example"}, "Please look at the web page first."),
        ({}, "Please ask at the Forum: Musterstraße 1, 70000 Musterstadt"),
    ],
)
def test_unknown_times_come_with_the_best_way_to_ask(contacts: dict[str, Any], how: str) -> None:
    """Phone before e-mail before web page, and the house where nothing is known."""
    assert [f"Times not confirmed. {how}"] == lines(organization("amt", service(), **contacts), "ℹ️")


def test_without_a_house_the_hint_stays_short() -> None:
    """Where not even the house is known, asking first is all that is said."""
    assert ["Times not confirmed. Please ask first."] == lines(one(), "ℹ️", desk=Contact())


def test_what_was_checked_says_when() -> None:
    """A checked offer tells the month of the check and needs no hint."""
    body = one(assured_date="2026-11-03")

    assert ["Checked in November 2026."] == lines(body, "✅")
    assert [] == lines(body, "ℹ️")


def test_a_quiet_offer_names_no_place() -> None:
    """For a person who may be watched neither the place nor the way to ask there is written."""
    assert "➡️ Kinderschutz\n🏛 Jugendamt – für alle da" == written(YOUTH, quiet=True)


def test_contacts_are_told_in_the_order_of_use() -> None:
    """Place, phone, e-mail, web page; the page without what everybody knows."""
    body = organization(
        "amt",
        phones=[{"number": "0711 1", "description": "vormittags"}],
        email="a@b.example",
        website="http://www.b.example/",
        locations=[place(description="im Hof")],
    )
    writer = Writer(voice())
    write_contact(writer, organization_contact(body, NOW.date()))

    assert [
        "📍 Musterstraße 1, 70000 Musterstadt · im Hof",
        "☎️ 0711 1 · vormittags",
        "✉️ a@b.example",
        "🌐 b.example",
    ] == "".join(span.text for span in writer.spans()).split("\n")[:4]


def test_unsure_remarks_are_not_shown() -> None:
    """A remark of low confidence on a place or a phone is left out."""
    body = organization(
        "amt",
        service(locations=["haupthaus"]),
        locations=[place(description=fact("Gerücht", confidence="low"))],
        phones=[{"number": "0711 1", "description": fact("Gerücht", confidence="none")}],
    )

    assert "Gerücht" not in written(body)


def test_the_shown_web_page_leads_to_the_whole_address() -> None:
    """The shortened page opens the full address."""
    writer = Writer(voice())
    write_contact(writer, organization_contact(SCHOOL, NOW.date()))

    assert [("vhs.example", "https://www.vhs.example/")] == [
        (span.text, span.target) for span in writer.spans() if span.style == "link"
    ]


def test_two_phones_are_enough() -> None:
    """Of many numbers the first two are shown, and each can be tapped."""
    body = organization("amt", phones=[{"number": f"0711 {number}"} for number in (11, 22, 33)])
    writer = Writer(voice())
    write_contact(writer, organization_contact(body, NOW.date()))

    assert ["tel:071111", "tel:071122"] == [span.target for span in writer.spans() if span.style == "phone"]


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_names_and_hours_are_kept_together_from_right_to_left(language: str) -> None:
    """In a right-to-left language name, hours, phone, e-mail and place stand in isolates."""
    now, writer = at("2026-11-24T13:05"), Writer(voice(language))
    body = organization(
        "amt",
        service(schedules=[ROW], locations=["haupthaus"]),
        email="a@b.example",
        phones=[{"number": "0711 35 12"}],
        locations=[place()],
    )
    write_offer(writer, offer_card(knowledge(body), offer_of(body), now), Around(now, DESK))
    text = "".join(span.text for span in writer.spans())

    assert [] == [
        part
        for part in (
            "Amt für alles",
            "10:00–12:00",
            "0711 35 12",
            "a@b.example",
            "Musterstraße 1, 70000 Musterstadt",
        )
        if f"\u2068{part}\u2069" not in text
    ]
