"""Which facts and which buttons an answer is made of."""

from datetime import UTC

import pytest

from bot.core.answers import AFTER_EMERGENCY, Answers
from bot.core.cards import Contact
from bot.core.replies import (
    DangerAnswer,
    MoreAnswer,
    NeedAnswer,
    OfferAnswer,
    OrganizationAnswer,
    PartnerPage,
    Screen,
    TopicPage,
)
from bot.core.schedule import Next
from tests.core.small_town import (
    ADVICE,
    HOUSE,
    NEEDS,
    NOW,
    SCHOOL,
    SHELTER,
    YOUTH,
    at,
    fact,
    guide,
    knowledge,
    organization,
    place,
    service,
)

TOWN = Answers(knowledge(), NOW)
LAST = ("topics", "partners")


def texts(lines: tuple[object, ...]) -> list[str]:
    """The German texts of some prose."""
    return [line.text for line in lines]  # type: ignore[attr-defined]


def need(answers: Answers, name: str = "learn_german") -> NeedAnswer:
    """The view of the answer to a need."""
    view = answers.need(name).view
    assert isinstance(view, NeedAnswer)
    return view


def actions(screen: Screen) -> list[str]:
    """All buttons below a screen."""
    return [action for row in screen.rows for action in row]


def test_an_answer_has_at_most_four_lines() -> None:
    """Of a long guide the first four sentences are shown."""
    assert ["Satz eins.", "Satz zwei.", "Satz drei.", "Satz vier."] == texts(need(TOWN).lines)


def test_what_to_bring_takes_the_place_of_a_line() -> None:
    """With a list of things to bring there are three sentences, so that four lines stay four."""
    long = guide("learn_german", sentences=["1", "2", "3", "4", "5"], bring=["Ausweis"])
    view = need(Answers(knowledge(guides=(long,)), NOW))

    assert ["1", "2", "3"] == texts(view.lines)
    assert ["Ausweis"] == texts(view.bring)


@pytest.mark.parametrize("bring", [(), ("Ausweis",)])
def test_more_goes_on_where_the_answer_stopped(bring: tuple[str, ...]) -> None:
    """The answer and what is behind „more“ hold every sentence of the guide once, in order."""
    sentences = ["1", "2", "3", "4", "5", "6"]
    answers = Answers(
        knowledge(guides=(guide("learn_german", sentences=sentences, bring=bring, more=["7"]),)), NOW
    )
    more = answers.more("learn_german").view
    assert isinstance(more, MoreAnswer)

    assert [*sentences, "7"] == texts(need(answers).lines) + texts(more.lines)


def test_nothing_is_said_twice_when_the_list_to_bring_has_run_out() -> None:
    """With a list of things that may no longer be shown, „more“ begins behind the fourth sentence."""
    own = guide("learn_german", sentences=["1", "2", "3", "4", "5"], bring=[fact("alt", confidence="low")])
    more = Answers(knowledge(guides=(own,)), NOW).more("learn_german").view
    assert isinstance(more, MoreAnswer)

    assert ["5"] == texts(more.lines)


def test_outdated_and_unsure_sentences_make_room() -> None:
    """A sentence that may not be shown is passed over, and the next one moves up."""
    sentences = [
        fact("alt", confidence="high", recheck_by="2026-11-23"),
        fact("vage", confidence="low"),
        "gilt",
    ]
    answers = Answers(knowledge(guides=(guide("learn_german", sentences=sentences),)), NOW)

    assert ["gilt"] == texts(need(answers).lines)


def test_the_offer_the_guide_names_comes_first() -> None:
    """One offer is shown in full: the first the guide names; the others follow behind buttons."""
    screen = TOWN.need("learn_german")
    card = need(TOWN).card

    assert card
    assert "schule/deutschkurse" == card.offer.ref
    assert (
        ("offer:beratung/sprechstunde",),
        ("more:learn_german", "map:schule/schulhaus"),
        ("card:schule/deutschkurse",),
        ("helped:learn_german", "useless:learn_german"),
        ("wrong:learn_german",),
        LAST,
    ) == screen.rows


def test_an_offer_nobody_can_reach_comes_later() -> None:
    """An offer with a way to reach it goes before one without, whatever the guide says."""
    lonely = organization("einsam", service())
    answers = Answers(
        knowledge(lonely, SCHOOL, guides=(guide("learn_german", services=["einsam/angebot"]),)), NOW
    )
    screen = answers.need("learn_german")

    assert "schule/deutschkurse" == need(answers).card.offer.ref  # type: ignore[union-attr]
    assert ("offer:einsam/angebot",) == screen.rows[0]


def test_two_more_offers_at_most_stand_below_an_answer() -> None:
    """However many offers serve a need, two stand behind buttons; „more“ has up to eight."""
    many = organization("amt", *(service(f"kurs{number}") for number in range(12)))
    answers = Answers(knowledge(many), NOW)

    assert 2 == sum(action.startswith("offer:") for action in actions(answers.need("learn_german")))
    assert 8 == sum(action.startswith("offer:") for action in actions(answers.more("learn_german")))


def test_closed_offers_are_offered_nowhere() -> None:
    """An organization that is gone serves no need, in no group and under no topic."""
    screens = (
        *(TOWN.need(name) for group in NEEDS.values() for name in group),
        *(TOWN.more(name) for group in NEEDS.values() for name in group),
        *(TOWN.partners(name) for name in ("cooperation_partner", *NEEDS)),
    )

    assert [] == [action for screen in screens for action in actions(screen) if "altes_cafe" in action]


def test_numbers_help_where_no_offer_does() -> None:
    """Beside an offer stands the first hotline, without an offer all; „more“ has all of them."""
    served, unserved = need(TOWN, "find_doctor"), need(TOWN, "mental_health")
    more = TOWN.more("find_doctor").view
    assert isinstance(more, MoreAnswer)

    assert ["polizei"] == [hotline.id for hotline in served.hotlines]
    assert ["polizei", "frauen"] == [hotline.id for hotline in more.hotlines]
    assert ["rettung", "polizei"] == [hotline.id for hotline in unserved.hotlines]


def test_no_map_without_a_place() -> None:
    """An answer whose offer has no place has no map button."""
    assert [] == [
        action for row in TOWN.need("find_doctor").rows for action in row if action.startswith("map:")
    ]


def test_no_button_leads_to_nothing_more() -> None:
    """Where all has been said, no button promises more; where a further fact waits, one does."""
    said = knowledge(guides=(guide("learn_german", sentences=["1"]),))
    waiting = knowledge(guides=(guide("learn_german", sentences=["1"], more=["2"]),))

    for town, promised in ((said, False), (waiting, True)):
        rows = Answers(town, NOW).need("learn_german").rows
        assert promised == ("more:learn_german" in [action for row in rows for action in row])


def test_in_an_emergency_the_numbers_come_and_help_that_can_wait() -> None:
    """The answer to an emergency shows no offer; below it stand help for body and mind."""
    screen = TOWN.need("emergency")

    assert isinstance(screen.view, DangerAnswer)
    assert not screen.view.quiet
    assert ["rettung", "polizei"] == [hotline.id for hotline in screen.view.hotlines]
    assert (*((action,) for action in AFTER_EMERGENCY), ("topics",)) == screen.rows


def test_under_violence_no_place_is_offered() -> None:
    """The answer to violence is quiet: no card, no map, and its offers open quietly."""
    screen = TOWN.need("violence_against_women")

    assert isinstance(screen.view, DangerAnswer)
    assert screen.view.quiet
    assert (
        ("quiet:frauenhilfe/schutz",),
        ("quiet:jugendamt/kinderschutz",),
        ("more:violence_against_women", "topics"),
    ) == screen.rows


def test_more_about_violence_leads_to_no_open_offer() -> None:
    """Behind „more“ of violence no offer can be opened that would name a place."""
    assert (("topics",),) == TOWN.more("violence_against_women").rows


def test_a_quiet_offer_brings_the_helplines() -> None:
    """An offer opened quietly has no map and no way to its organization, but the helplines."""
    screen = TOWN.offer("jugendamt/kinderschutz", quiet=True)

    assert isinstance(screen.view, OfferAnswer)
    assert screen.view.quiet
    assert ["polizei", "frauen", "rettung", "eltern", "kinder"] == [h.id for h in screen.view.hotlines]
    assert (("need:violence_against_women", "topics"),) == screen.rows


def test_protection_from_violence_is_always_quiet() -> None:
    """An offer that is first of all there for threatened people is quiet even when opened openly."""
    assert TOWN.offer("frauenhilfe/schutz", quiet=True) == TOWN.offer("frauenhilfe/schutz")


def test_an_ordinary_offer_shows_the_way() -> None:
    """Below an offer stand its map and its organization."""
    screen = TOWN.offer("jugendamt/kinderschutz")

    assert isinstance(screen.view, OfferAnswer)
    assert not screen.view.quiet
    assert (
        ("map:jugendamt/amtshaus", "org:jugendamt"),
        ("wrong:jugendamt/kinderschutz",),
        LAST,
    ) == screen.rows


def test_an_organization_shows_the_offer_whose_times_are_known() -> None:
    """Of several offers the one with a next time is shown, all stand behind buttons."""
    body = organization(
        "amt",
        service("vage"),
        service("klar", schedules=[{"byday": "MO", "opens_at": "09:00", "closes_at": "11:00"}]),
    )
    screen = Answers(knowledge(body), NOW).organization("amt")

    assert isinstance(screen.view, OrganizationAnswer)
    assert screen.view.first
    assert ("amt/klar", Next) == (screen.view.first.offer.ref, type(screen.view.first.times))
    assert (("offer:amt/vage",), ("offer:amt/klar",), ("wrong:amt",), LAST) == screen.rows


def test_an_organization_without_known_times_shows_no_offer_in_full() -> None:
    """Where no offer says when or how, none is shown in full."""
    body = organization("amt", service("eins"), service("zwei"))
    view = Answers(knowledge(body), NOW).organization("amt").view

    assert isinstance(view, OrganizationAnswer)
    assert None is view.first


def test_a_closed_organization_points_to_what_it_was_for() -> None:
    """Asked for by name, a closed organization leads on to the needs it served."""
    screen = TOWN.organization("altes_cafe")

    assert isinstance(screen.view, OrganizationAnswer)
    assert screen.view.card.closed
    assert (("need:language_practice",), LAST) == screen.rows


def test_an_organization_for_threatened_people_brings_the_helplines() -> None:
    """An organization all of whose offers protect from violence has no map, no open offer, but helplines."""
    body = SHELTER.model_copy(update={"locations": HOUSE.locations})
    screen = Answers(knowledge(body), NOW).organization("frauenhilfe")

    assert isinstance(screen.view, OrganizationAnswer)
    assert "frauen" in [hotline.id for hotline in screen.view.hotlines]
    assert (("need:violence_against_women",), ("topics",)) == screen.rows


def test_a_topic_lists_its_needs_in_order() -> None:
    """Each need of a topic has a row of its own, in the order of the menu."""
    screen = TOWN.topic("language")

    assert TopicPage("language") == screen.view
    assert (("need:learn_german",), ("need:language_practice",), LAST) == screen.rows


def test_partners_are_listed_by_group() -> None:
    """A group lists its living organizations, two in a row."""
    screen = TOWN.partners("cooperation_partner")

    assert PartnerPage("cooperation_partner") == screen.view
    assert (("org:schule", "org:beratung"), ("org:frauenhilfe",), LAST) == screen.rows


def test_partners_are_listed_by_topic() -> None:
    """A topic lists the organizations with an offer for one of its needs."""
    assert (("org:schule", "org:beratung"), LAST) == TOWN.partners("language").rows


def test_an_unsure_organization_is_in_no_list() -> None:
    """An organization of low confidence is listed in no group."""
    body = organization("amt", service(), confidence="low")

    assert (LAST,) == Answers(knowledge(body), NOW).partners("city_department").rows


def test_the_desk_is_the_house_of_the_centre() -> None:
    """Who does not know further is sent to the house, by phone and address."""
    desk = TOWN.desk()

    assert "haus" == desk.organization
    assert desk.location
    assert "Musterstraße 1, 70000 Musterstadt" == desk.location.addresses[0].line


def test_a_desk_with_a_phone_is_preferred() -> None:
    """Of several houses the first with a phone and a place is the desk; without any phone a place will do."""
    mute = organization("stumm", groups=["house"], locations=[place()])
    centre = organization("zentrum", groups=["centre"], locations=[place()], phones=[{"number": "0711 1"}])

    assert "zentrum" == Answers(knowledge(mute, centre), NOW).desk().organization
    assert "stumm" == Answers(knowledge(mute), NOW).desk().organization


def test_a_town_without_a_house_has_no_desk() -> None:
    """Without a house there is no desk, and nothing fails."""
    assert Contact() == Answers(knowledge(SCHOOL, ADVICE, YOUTH), NOW).desk()


@pytest.mark.parametrize(("moment", "shown"), [("2026-12-31T23:59", True), ("2027-01-01T00:00", False)])
def test_the_day_is_that_of_berlin(moment: str, shown: bool) -> None:
    """A dated sentence is shown until midnight in Berlin of its last day, wherever the clock stands."""
    dated = guide("learn_german", sentences=[fact("gilt", confidence="high", recheck_by="2026-12-31")])
    view = need(Answers(knowledge(guides=(dated,)), at(moment).astimezone(UTC)))

    assert shown == bool(view.lines)
