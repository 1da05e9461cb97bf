"""From a reply to messages."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.answers import Answers
from bot.core.conversation import Message
from bot.core.hsds import Organization
from bot.core.knowledge import Knowledge
from bot.core.replies import (
    AskBack,
    NotUnderstood,
    Page,
    PageName,
    PartnerPage,
    Reply,
    Screen,
    TopicPage,
    View,
)
from bot.core.wording import Vocabulary, word
from tests.core.small_town import (
    LANGUAGES,
    NOW,
    at,
    fact,
    guide,
    hotline,
    knowledge,
    organization,
    place,
    service,
    voice,
)

TOWN = knowledge()
PAGES: tuple[PageName, ...] = (
    "start",
    "topics",
    "partners",
    "languages",
    "language_set",
    "help",
    "privacy",
    "too_fast",
    "in_group",
    "voice",
    "picture",
    "place",
    "contact",
    "file",
    "sticker",
    "unreadable",
    "gone",
    "trouble",
)


def worded(
    *screens: Screen, of: Knowledge = TOWN, language: str = "en", now: Any = NOW
) -> tuple[Message, ...]:
    """Screens in words."""
    reply = Reply(screens, language, Answers(of, now).desk())
    voices = {code: voice(code) for code in {language, "de"}}
    return word(reply, language, Vocabulary(voices, of, LANGUAGES), now)


def text(screen: Screen | View, of: Knowledge = TOWN, now: Any = NOW) -> str:
    """One screen in English, without the note on German texts."""
    whole = screen if isinstance(screen, Screen) else Screen(screen)
    return worded(whole, of=of, now=now)[0].text.split("\n\n🇩🇪")[0]


def answers(*bodies: Organization, **fields: Any) -> Answers:
    """The answers of a town."""
    return Answers(knowledge(*bodies, **fields), NOW)


def test_every_screen_becomes_a_message_in_the_language_of_the_reply() -> None:
    """Two screens make two messages, in their order."""
    messages = worded(Screen(TopicPage("language")), Screen(AskBack()), language="tr")

    assert ["tr", "tr"] == [message.language for message in messages]
    assert "Thema language" in messages[0].text


def test_buttons_keep_their_rows() -> None:
    """The actions of a screen become labelled buttons, row by row."""
    screen = Screen(AskBack(), (("need:find_doctor", "topics"), ("lang:tr",)))
    (message,) = worded(screen)

    assert (("🔹 Titel find_doctor", "🔎 Other topic"), ("Türkçe",)) == tuple(
        tuple(button.label for button in row) for row in message.rows
    )


def test_an_answer_begins_with_the_need() -> None:
    """The first line names the need, so that the person sees what was understood; then guide and offer."""
    shown = text(Answers(TOWN, NOW).need("find_doctor"))

    assert [
        "🔹 Titel find_doctor",
        "Zuerst zum Hausarzt.",
        "🎒 Please bring: Versichertenkarte",
        "☎️ 110 Polizei",
        "",
        "➡️ Sprechstunde",
    ] == shown.split("\n")[:6]


def test_the_need_stands_out() -> None:
    """The title of an answer is bold."""
    (message,) = worded(Answers(TOWN, NOW).need("find_doctor"))

    assert ["Titel find_doctor", "Sprechstunde"] == [
        span.text for span in message.spans if span.style == "bold" and not span.text.startswith("Next time")
    ]


def test_an_answer_without_an_offer_gives_numbers() -> None:
    """Where there is no offer to show, the hotlines stand below the guide."""
    assert "🔹 Titel mental_health\n☎️ 112 Rettungsdienst\n☎️ 110 Polizei" == text(
        Answers(TOWN, NOW).need("mental_health")
    )


def test_danger_gives_the_text_and_the_numbers_that_are_missing_in_it() -> None:
    """A number said in the fixed text is not repeated below it."""
    assert "🔹 Titel emergency\nIn Lebensgefahr: 112.\n\n☎️ 110 Polizei" == text(
        Answers(TOWN, NOW).need("emergency")
    )


def test_every_number_in_danger_can_be_tapped() -> None:
    """Under violence the numbers in the text and below it open the phone."""
    (message,) = worded(Answers(TOWN, NOW).need("violence_against_women"))

    assert ["tel:110", "tel:116016", "tel:112", "tel:08001110550", "tel:116111"] == [
        span.target for span in message.spans if span.style == "phone"
    ]


def test_not_more_than_three_numbers_stand_below_the_text() -> None:
    """More numbers are no help in danger."""
    calm = guide("emergency", hotlines=["polizei", "frauen", "rettung", "eltern", "kinder"])
    shown = text(answers(guides=(calm,)).need("emergency"))

    assert 3 == shown.count("☎️")


def test_under_violence_the_chat_is_to_be_deleted() -> None:
    """Under violence, and only there, the last line is about deleting the chat."""
    line = "🗑 Does somebody look at your phone? Delete this chat afterwards."

    assert line == text(Answers(TOWN, NOW).need("violence_against_women")).split("\n")[-1]
    assert "🗑" not in text(Answers(TOWN, NOW).need("emergency"))


@pytest.mark.parametrize(
    ("moment", "line"),
    [("2027-01-31T23:59", "☎️ 112 Notruf · immer"), ("2027-02-01T00:00", "☎️ 112 Notruf")],
)
def test_hours_of_a_hotline_vanish_after_their_day(moment: str, line: str) -> None:
    """After its last sure day a hotline is shown without its hours."""
    entry = hotline(id="rettung", name="Notruf", number="112", hours="immer", hours_recheck_by="2027-01-31")
    town = knowledge()
    town = Knowledge(
        town.organizations, town.guides, {**town.hotlines, "rettung": entry}, town.topics, town.needs
    )
    now = at(moment)

    assert line in text(Answers(town, now).need("mental_health"), town, now).split("\n")


def test_hours_of_a_hotline_end_at_midnight_in_berlin() -> None:
    """The last day of the hours ends in Berlin, whatever the zone of the clock."""
    entry = hotline(name="Notruf", number="112", hours="immer", hours_recheck_by="2027-01-31")
    town = knowledge()
    town = Knowledge(
        town.organizations, town.guides, {**town.hotlines, "rettung": entry}, town.topics, town.needs
    )
    now = datetime(2027, 1, 31, 23, 30, tzinfo=UTC)

    assert "immer" not in text(Answers(town, now).need("mental_health"), town, now)


@pytest.mark.parametrize(
    ("moment", "line"),
    [
        ("2027-01-31T23:59", "☎️ 112 Notruf · Mon–Thu 08:00–20:00 · Tue, Fri 09:00–10:00 · kostenlos"),
        ("2027-02-01T00:00", "☎️ 112 Notruf"),
    ],
)
def test_the_week_of_a_hotline_is_told_while_it_is_sure(moment: str, line: str) -> None:
    """Weekdays in a row are joined, others listed; after their last day all hours vanish."""
    rows = [
        {"byday": "MO,TU,WE,TH", "opens_at": "08:00", "closes_at": "20:00"},
        {"byday": "TU,FR", "opens_at": "09:00", "closes_at": "10:00"},
    ]
    town = knowledge()
    entry = hotline(
        name="Notruf", number="112", hours="kostenlos", hours_recheck_by="2027-01-31", schedules=rows
    )
    town = Knowledge(
        town.organizations, town.guides, {**town.hotlines, "rettung": entry}, town.topics, town.needs
    )
    now = at(moment)

    assert line in text(Answers(town, now).need("mental_health"), town, now).split("\n")


def test_a_number_said_in_the_guide_is_not_repeated() -> None:
    """A hotline whose number stands in the sentences above is left out."""
    own = guide("mental_health", sentences=["Rufen Sie 116 016 an."], hotlines=["frauen", "rettung"])
    town = knowledge(guides=(own,))

    assert "Rufen Sie 116 016 an.\n☎️ 112 Rettungsdienst" in text(
        Answers(town, NOW).need("mental_health"), town
    )


def test_more_lists_what_else_is_known() -> None:
    """Behind „more“ each sentence has its own point, then what to bring, then the numbers."""
    own = guide("find_doctor", more=["Erstens.", "Zweitens: 112."], bring=["Karte"], hotlines=["polizei"])
    town = knowledge(guides=(own,))

    assert (
        "🔹 Titel find_doctor\n• Erstens.\n• Zweitens: 112.\n🎒 Please bring: Karte\n☎️ 110 Polizei"
        == text(Answers(town, NOW).more("find_doctor"), town)
    )


def test_nothing_more_is_said_honestly() -> None:
    """Where nothing more is known, the people at the centre are named."""
    assert "I have no more information about this yet." in text(Answers(TOWN, NOW).more("donate"))


def test_a_quiet_offer_names_no_place_but_helplines() -> None:
    """An offer opened quietly has its name and the helplines, and no address."""
    shown = text(Answers(TOWN, NOW).offer("jugendamt/kinderschutz", quiet=True))

    assert "📍" not in shown
    assert "☎️ 116016 Hilfetelefon" in shown


def test_an_organization_tells_what_it_is_and_how_to_reach_it() -> None:
    """Name, description and two notes, the offer that says when, then the contacts."""
    body = organization(
        "amt",
        service("kurs", name="Kurs", appointment="required"),
        notes=["Eins.", "Zwei.", "Drei."],
        phones=[{"number": "0711 1"}],
    )
    shown = text(answers(body).organization("amt"), knowledge(body))

    trust = "ℹ️ Not yet confirmed by the centre. Please call first."
    known = "🏛 Amt für alles\nfür alle da\nEins.\nZwei.\n\n➡️ Kurs\n📅 By appointment only.\n\n☎️ 0711 1"
    assert f"{known}\n{trust}" == shown


def test_an_alert_of_an_organization_is_shown() -> None:
    """A warning that holds for a whole organization reaches the reader of it and of its offers."""
    body = organization("amt", service(), alert="Bis Januar geschlossen")
    town = knowledge(body)

    assert "Bis Januar geschlossen" in text(Answers(town, NOW).organization("amt"), town)
    assert "Bis Januar geschlossen" in text(Answers(town, NOW).offer("amt/angebot"), town)


def test_an_organization_for_threatened_people_names_no_place() -> None:
    """As its offers do, an organization that protects from violence keeps its place to itself."""
    body = organization("schutz", service(needs=["violence_against_women"]), locations=[place()])

    assert "Musterstraße" not in text(answers(body).organization("schutz"), knowledge(body))


def test_a_closed_organization_is_told_to_be_closed() -> None:
    """Who asks for a closed organization learns that, and neither phone nor address."""
    assert "🏛 Altes Café\nThis organisation has closed. It no longer exists." == text(
        Answers(TOWN, NOW).organization("altes_cafe")
    )


def test_an_organization_nobody_can_reach_sends_to_the_house() -> None:
    """Without a confirmed contact the house is named, with phone and address."""
    house = organization("haus", groups=["house"], locations=[place()], phones=[{"number": "0711 9"}])
    town = knowledge(house, organization("amt"))
    shown = text(Answers(town, NOW).organization("amt"), town)

    assert "We have no confirmed contact yet. The people in this house can help you:" in shown
    assert shown.endswith("📍 Musterstraße 1, 70000 Musterstadt\n☎️ 0711 9")


def test_helplines_are_a_way_to_reach_somebody() -> None:
    """Where helplines are given the reader is not told that there is no contact."""
    shelter = organization("schutz", service(needs=["violence_against_women"]))
    shown = text(answers(shelter).organization("schutz"), knowledge(shelter))

    assert "We have no confirmed contact yet." not in shown
    assert "☎️ 116016 Hilfetelefon" in shown


def test_asking_back_is_one_question() -> None:
    """Where two needs are near, one line asks which one is meant."""
    assert "I want to be sure. What do you mean?" == text(AskBack())


@pytest.mark.parametrize(
    ("near", "line"),
    [
        ((), "Choose a topic, or ask the people at the centre:"),
        (("find_doctor",), "Is it one of these? If not, choose a topic:"),
    ],
)
def test_a_rejection_is_honest_and_names_the_way_to_the_centre(near: tuple[str, ...], line: str) -> None:
    """What was not understood is said so, and where people can be asked."""
    assert (
        f"I did not understand that. I am only a program.\n{line}\n\n"
        "📍 Musterstraße 1, 70000 Musterstadt\n☎️ 0711 100200" == text(NotUnderstood(near))
    )


def test_lists_begin_with_their_title() -> None:
    """Topics and groups of partners are headed by their names."""
    assert "🔸 Thema health\nWhat is it about?" == text(TopicPage("health"))
    assert text(PartnerPage("house")).startswith("🏠 In this house\n")
    assert text(PartnerPage("health")).startswith("🔸 Thema health\n")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_words(name: PageName) -> None:
    """No page of the bot is empty, and none has a placeholder left."""
    shown = text(Page(name))

    assert shown
    assert "{" not in shown


def test_the_start_says_what_one_must_know() -> None:
    """The first page says that a program answers, that no names belong here, and where to read on."""
    shown = text(Page("start"))

    assert [True] * 4 == [
        part in shown for part in ("A program answers here.", "write no names", "/privacy", "112")
    ]


def test_trouble_still_names_the_emergency_numbers() -> None:
    """Even when something broke, the numbers are given."""
    assert "In danger, call 112 or 110." == text(Page("trouble")).split("\n")[-1]


def test_german_only_texts_are_noted_in_other_languages() -> None:
    """A reader of another language is told that some text is German, a German reader is not."""
    english, german = (
        worded(Answers(TOWN, NOW).need("find_doctor"), language=language)[0].text for language in ("en", "de")
    )

    assert "🇩🇪" in english
    assert "🇩🇪" not in german


def test_an_unknown_view_fails_loudly() -> None:
    """A view that nobody has words for is an error, not an empty message."""
    with pytest.raises(TypeError, match="no words for str"):
        worded(Screen("nothing"))  # type: ignore[arg-type]


def test_an_organization_tells_how_to_get_in() -> None:
    """Bus and ramp are told where a place is known; what is not sure is left out."""
    house = place(
        transportation="Bus 2", accessibility=["Rampe am Eingang", fact("Aufzug", confidence="low")]
    )
    body = organization("amt", service(), locations=[house])
    shown = text(answers(body).organization("amt"), knowledge(body))

    assert "🚌 Bus 2\n♿ Rampe am Eingang" in shown
    assert "Aufzug" not in shown
