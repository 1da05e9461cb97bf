"""What is said to a turn, and what is remembered."""

from dataclasses import replace
from typing import Any, get_args

import pytest

from bot.core.actions import DOORS, PARTNER_GROUPS
from bot.core.centre import Centre
from bot.core.conversation import Attachment, Conversation, Turn
from bot.core.dialogue import respond
from bot.core.effects import Count
from bot.core.hsds import Organization
from bot.core.keeping import Forgotten
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
)
from bot.core.understanding import LanguageHints
from tests.core.small_town import LANGUAGES, NOW, Knows, knowledge, organization, service, understood

NEW = Conversation()
KNOWS = Knows(
    course=understood("answer", "learn_german"),
    both=understood("answer", "violence_against_women", "learn_german"),
    maybe=understood("clarify", "learn_german", "find_doctor"),
    near=understood("reject", "find_doctor", "hospital"),
    school=understood("answer", "learn_german", organization="schule"),
    vague_school=understood("clarify", "learn_german", "find_doctor", organization="schule"),
    stranger=understood("answer", "learn_german", organization="gibt_es_nicht"),
    hello=understood("answer", "greeting"),
    switch=understood("answer", "change_language"),
    data=understood("answer", "privacy"),
    arabic=understood("answer", "learn_german", language="ar"),
    estranho=replace(understood("answer", "learn_german"), foreign="pt"),
)


def centre(knows: Knows = KNOWS, *bodies: Organization) -> Centre:
    """Musterstadt, or only the organizations given, with an understander that knows the texts above."""
    return Centre(knowledge(*bodies), knows, tuple(LANGUAGES))  # type: ignore[arg-type]


def says(text: str, before: Conversation = NEW, **fields: Any) -> tuple[Reply, Conversation]:
    """A person writes."""
    return respond(Turn("p", NOW, text=text, **fields), before, centre())


def presses(action: str, before: Conversation = NEW, **fields: Any) -> tuple[Reply, Conversation]:
    """A person presses a button."""
    return respond(Turn("p", NOW, action=action, **fields), before, centre())


def screen(reply: Reply) -> Screen:
    """The only screen of a reply."""
    (only,) = reply.screens
    return only


def actions(reply: Reply) -> list[str]:
    """All buttons of a reply."""
    return [action for shown in reply.screens for row in shown.rows for action in row]


def test_an_understood_question_is_answered() -> None:
    """A clear need gets its answer, and the reply keeps what it was understood from."""
    reply, _ = says("course")
    view = screen(reply).view

    assert isinstance(view, NeedAnswer)
    assert "learn_german" == view.need
    assert understood("answer", "learn_german") == reply.understood


def test_two_needs_get_two_answers_in_the_order_given() -> None:
    """Where two needs are answered, danger leads as the understander put it."""
    reply, _ = says("both")

    assert [DangerAnswer, NeedAnswer] == [type(shown.view) for shown in reply.screens]


def test_danger_leads_even_where_an_office_is_named() -> None:
    """Who names an office while speaking of violence gets the help against violence first."""
    knows = Knows(x=understood("answer", "violence_against_women", organization="schule"))
    reply, _ = respond(Turn("p", NOW, text="x"), NEW, centre(knows))

    assert isinstance(reply.screens[0].view, DangerAnswer)


def test_near_needs_are_asked_back() -> None:
    """Where two needs are near, both are offered, and the menu if neither is meant."""
    reply, _ = says("maybe")

    assert Screen(AskBack(), (("need:learn_german",), ("need:find_doctor",), ("topics",))) == screen(reply)


def test_a_rejection_offers_every_way_on() -> None:
    """What was not understood gets the nearest needs, all topics, the centre and the languages."""
    reply, _ = says("near")

    assert NotUnderstood(("find_doctor", "hospital")) == screen(reply).view
    assert [
        "need:find_doctor",
        "need:hospital",
        "topic:language",
        "topic:health",
        "topic:help_out",
        "topic:centre",
        "need:contact",
        "languages",
    ] == actions(reply)


def test_a_rejection_with_nothing_near_still_has_the_menu() -> None:
    """Where no need is near the menu stands alone."""
    reply, _ = says("abrakadabra")

    assert NotUnderstood(()) == screen(reply).view
    assert "topic:language" == actions(reply)[0]


def test_a_named_organization_is_shown() -> None:
    """Who asks for an organization gets that organization."""
    reply, after = says("school")
    view = screen(reply).view

    assert isinstance(view, OrganizationAnswer)
    assert "schule" == view.card.organization.id
    assert ("org:schule",) == after.shown


def test_an_unsure_organization_is_asked_back() -> None:
    """An organization that was only perhaps meant does not hide the question."""
    assert isinstance(screen(says("vague_school")[0]).view, AskBack)


def test_an_organization_nobody_knows_is_passed_over() -> None:
    """An organization that is not in the knowledge leaves the answer to the need."""
    assert isinstance(screen(says("stranger")[0]).view, NeedAnswer)


@pytest.mark.parametrize(("text", "page"), [("hello", "start"), ("switch", "languages"), ("data", "privacy")])
def test_talk_about_the_bot_opens_its_pages(text: str, page: Any) -> None:
    """A greeting, a wish for another language and a question about data open their pages."""
    assert Page(page) == screen(says(text)[0]).view


def test_the_understander_gets_every_hint_about_the_language() -> None:
    """The chosen language, the last one and that of the phone are handed on apart."""
    knows = Knows()
    before = Conversation(chosen="ar", language="tr")
    respond(Turn("p", NOW, text="x", phone_language="en-GB"), before, centre(knows))

    assert [LanguageHints("ar", "tr", "en-GB")] == knows.hints


def test_the_language_of_a_message_is_remembered_as_the_last_only() -> None:
    """A message in Arabic is answered in Arabic, and the choice of the person stays what it was."""
    reply, after = says("arabic", Conversation(chosen="tr", language="tr"))

    assert "ar" == reply.language
    assert ("tr", "ar") == (after.chosen, after.language)


def test_only_ids_are_remembered() -> None:
    """After a question the talk holds the language and the ids of the answers, in their order."""
    _, after = says("both")

    assert ("need:violence_against_women", "need:learn_german") == after.shown
    assert ("de", "violence_against_women", NOW) == (after.language, after.need, after.seen_at)


@pytest.mark.parametrize("action", ["topics", "start", "help", "topic:health", "more:learn_german", "unfug"])
def test_a_page_does_not_forget_what_was_shown(action: str) -> None:
    """Looking at a page or list leaves the last answer remembered."""
    before = Conversation(language="de", shown=("need:learn_german",), need="learn_german", seen_at=NOW)
    after = presses(action, before)[1]

    assert (before.shown, before.need) == (after.shown, after.need)


def test_the_language_button_sets_the_language() -> None:
    """A pressed language is chosen, spoken at once and remembered."""
    reply, after = presses("lang:ar", Conversation(language="de"), phone_language="de")

    assert Page("language_set") == screen(reply).view
    assert ("ar", "ar", "ar") == (reply.language, after.chosen, after.language)


def test_a_language_we_do_not_speak_is_not_chosen() -> None:
    """A button of a language that is gone changes nothing."""
    reply, after = presses("lang:xx", Conversation(chosen="tr", language="tr"))

    assert Page("gone") == screen(reply).view
    assert ("tr", "tr") == (after.chosen, after.language)


@pytest.mark.parametrize(
    ("before", "phone", "language"),
    [
        (Conversation("ar", "tr"), "en", "ar"),
        (Conversation(None, "tr"), "en", "tr"),
        (NEW, "en", "en"),
        (NEW, "en-GB", "en"),
        (NEW, "ja", "de"),
        (NEW, None, "de"),
        (Conversation("xx", "yy"), "tr", "tr"),
    ],
)
def test_a_button_is_answered_in_the_language_chosen_else_last_else_of_the_phone(
    before: Conversation, phone: str | None, language: str
) -> None:
    """The choice comes before the last language, that before the phone's, German where none is known."""
    assert language == presses("topics", before, phone_language=phone)[0].language


@pytest.mark.parametrize(("phone", "language"), [("prs", "fa"), ("EN", "en"), ("tr_TR", "tr")])
def test_a_regional_language_of_the_phone_is_known(phone: str, language: str) -> None:
    """A button is answered in the language a phone's regional code stands for, as a text is."""
    assert language == presses("start", phone_language=phone)[0].language


def test_forget_forgets_everything() -> None:
    """After /forget neither language nor answers are remembered."""
    reply, after = presses("forget", Conversation("ar", "ar", ("need:learn_german",)))

    assert Forgotten(True, 0, 0, 0) == screen(reply).view
    assert (("start",),) == screen(reply).rows
    assert NEW == after


def test_forget_is_confirmed_in_the_language_of_the_talk() -> None:
    """The person who chose Arabic reads in Arabic that the data are gone."""
    assert "ar" == presses("forget", Conversation("ar", "ar"), phone_language="de")[0].language


@pytest.mark.parametrize(
    ("action", "view"),
    [
        ("need:learn_german", NeedAnswer),
        ("need:emergency", DangerAnswer),
        ("more:learn_german", MoreAnswer),
        ("offer:schule/deutschkurse", OfferAnswer),
        ("quiet:frauenhilfe/schutz", OfferAnswer),
        ("org:schule", OrganizationAnswer),
        ("org:altes_cafe", OrganizationAnswer),
        ("topic:health", TopicPage),
        ("partners:house", PartnerPage),
        ("partners:health", PartnerPage),
        ("start", Page),
    ],
)
def test_every_button_opens_its_screen(action: str, view: type) -> None:
    """Each kind of action leads to the view it names."""
    assert view is type(screen(presses(action)[0]).view)


@pytest.mark.parametrize(
    "action",
    [
        "need:gibt_es_nicht",
        "more:gibt_es_nicht",
        "offer:schule/gibt_es_nicht",
        "offer:schule",
        "quiet:",
        "org:gibt_es_nicht",
        "topic:gibt_es_nicht",
        "partners:gibt_es_nicht",
        "door:gibt_es_nicht",
        "map:schule/schulhaus",
        "unfug",
        "un:fug",
        ":",
        "need:learn_german:mehr",
    ],
)
def test_a_button_of_yesterday_is_answered_kindly(action: str) -> None:
    """An action whose target is gone, or that never was ours, gets the topics instead of an error."""
    reply, after = presses(action)

    assert isinstance(screen(reply).view, Page)
    assert "topic:health" in actions(reply)
    assert () == after.shown


@pytest.mark.parametrize(
    "body",
    [
        organization("amt", service(), status="defunct"),
        organization("amt", service(), confidence="low"),
        organization("amt", service(recheck_by="2026-11-23")),
    ],
    ids=["defunct", "low", "outdated"],
)
def test_an_old_button_opens_no_offer_that_is_gone(body: Organization) -> None:
    """An offer that may not be shown (any more) is not shown by a button of yesterday either."""
    reply, after = respond(Turn("p", NOW, action="offer:amt/angebot"), NEW, centre(KNOWS, body))

    assert Page("gone") == screen(reply).view
    assert () == after.shown


def test_quiet_offers_stay_quiet() -> None:
    """A quiet button opens the offer without its place."""
    view = screen(presses("quiet:jugendamt/kinderschutz")[0]).view

    assert isinstance(view, OfferAnswer)
    assert view.quiet


def test_a_quiet_offer_is_remembered_as_quiet() -> None:
    """What would show the last screen again shows no place that the screen did not show."""
    assert ("quiet:jugendamt/kinderschutz",) == presses("quiet:jugendamt/kinderschutz")[1].shown


@pytest.mark.parametrize("kind", get_args(Attachment))
def test_every_attachment_has_its_page(kind: Attachment) -> None:
    """What cannot be read gets its own page and the topics, whatever it comes with."""
    reply, _ = respond(Turn("p", NOW, attachment=kind), NEW, centre())

    assert Page(kind) == screen(reply).view
    assert "topic:health" in actions(reply)


def test_the_start_has_three_doors_all_languages_and_all_topics() -> None:
    """The first page offers the doors, a language row and the topics, without the bot's own."""
    rows = screen(presses("start")[0]).rows

    assert (("door:newcomer",), ("door:helper",), ("door:employer",)) == rows[:3]
    assert (("lang:de", "lang:en", "lang:ar", "lang:fa"), ("lang:tr",)) == rows[3:5]
    assert (("topic:language", "topic:health"), ("topic:help_out", "topic:centre")) == rows[5:]


@pytest.mark.parametrize("door", ["helper", "employer"])
def test_a_door_opens_its_needs(door: str) -> None:
    """Behind a door stand the needs of those who come through it, then the menu."""
    assert [*(f"need:{need}" for need in DOORS[door]), "topics"] == actions(presses(f"door:{door}")[0])


def test_the_door_for_newcomers_opens_the_topics() -> None:
    """Who needs help gets the topics."""
    reply, _ = presses("door:newcomer")

    assert Page("topics") == screen(reply).view
    assert "topic:language" == actions(reply)[0]


def test_partners_are_offered_by_group_and_by_topic() -> None:
    """The page of partners offers every group and every topic."""
    offered = actions(presses("partners")[0])

    assert [f"partners:{name}" for name in PARTNER_GROUPS] == offered[:4]
    assert "partners:health" in offered


def test_privacy_offers_deletion() -> None:
    """The page about data has the button that deletes them."""
    assert "forget" in actions(presses("privacy")[0])


def test_in_a_group_nothing_is_offered() -> None:
    """In a group there are no buttons, so that nobody's interest is seen."""
    assert [] == actions(presses("in_group")[0])


def test_every_reply_knows_the_desk() -> None:
    """Whatever is said, the house can be named as the place to ask."""
    assert {"haus"} == {reply.desk.organization for reply, _ in (says("course"), says("x"), presses("start"))}


def test_a_turn_of_nothing_gets_the_start() -> None:
    """A turn with neither text nor action is answered with the first page."""
    assert Page("start") == screen(presses("")[0]).view


def test_a_wish_is_counted_once_in_a_row() -> None:
    """Pressing again says the same and counts nothing; a code that nobody knows is not let in."""
    first, after = presses("wish", phone_language="hu")
    again, _ = presses("wish", after, phone_language="hu")
    forged, _ = presses("wish:<b>")
    named, _ = presses("wish:pt")

    assert [(Count("wish", "hu"),), (), (Count("wish", ""),), (Count("wish", "pt"),)] == [
        tuple(effect for effect in reply.effects if effect.kind == "wish")
        for reply in (first, again, forged, named)
    ]


def test_a_stranger_is_answered_in_two_languages() -> None:
    """In German and English, unless the phone or the talk tells a language of ours."""
    unknown, after = says("estranho", phone_language="pt-br")
    known, _ = says("estranho", phone_language="tr")

    assert ("de", "en") == (unknown.language, unknown.also)
    assert None is after.language
    assert None is known.also
    assert "wish:pt" in [action for row in unknown.screens[-1].rows for action in row]
