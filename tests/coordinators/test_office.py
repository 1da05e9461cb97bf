"""What coordinators do on the phone, through updates as Telegram sends them."""

from datetime import date

import pytest

from bot.assistant import Speaker
from bot.coordinators.office import Coordinators
from bot.core.edits import Edit
from bot.core.gaps import Gap
from bot.desk.recheck import items
from bot.files.town import Town
from bot.storage.outbox import Post
from bot.storage.storage import Storage
from tests.front_desk import FrontDesk

BOSS, STRANGER = 77, 78
TODAY = date(2026, 11, 24)


@pytest.fixture
def desk(storage: Storage, speaker: Speaker, town: Town) -> FrontDesk:
    """A bot with one coordinator."""
    desk = FrontDesk(storage, speaker)
    office = Coordinators(speaker, storage, tuple(items(town, TODAY)))
    object.__setattr__(desk.reception, "coordinators", office)
    object.__setattr__(desk.reception, "coordinator_ids", (BOSS,))
    return desk


def text(posts: list[Post]) -> str:
    """All that was said."""
    return "\n".join(post.message.text for post in posts)


def action(posts: list[Post], label: str) -> str:
    """The action of the first button whose label contains some words."""
    buttons = [button for post in posts for row in post.message.rows for button in row]
    return next(button.action for button in buttons if label in button.label)


def actions(posts: list[Post]) -> list[str]:
    """The actions of all buttons."""
    return [button.action for post in posts for row in post.message.rows for button in row]


async def edits(desk: FrontDesk) -> list[Edit]:
    """What is in force."""
    return [made.edit for made in await desk.storage.edits.in_force()]


async def test_an_office_is_closed_for_a_day(desk: FrontDesk) -> None:
    """Named in one line, asked once more, then in force and noted with who did it."""
    asked = await desk.message("/schliessen vhs 24.12.-2.1.", where=BOSS)
    before = await edits(desk)
    done = await desk.press(action(asked, "Ja"), where=BOSS)
    made = (await desk.storage.edits.in_force())[0]

    assert "Donnerstag, 24. Dezember 2026 bis Samstag, 2. Januar 2027" in text(asked)
    assert [] == before
    assert "Eingetragen" in text(done)
    assert "telegram:77" == made.author
    assert (
        Edit(
            "closures.yaml", ("closures",), "append",
            {"start": "2026-12-24", "end": "2027-01-02", "organizations": ["vhs"]},
        )
        == made.edit
    )  # fmt: skip


async def test_a_closure_can_be_chosen_by_buttons(desk: FrontDesk) -> None:
    """Without words the organizations stand behind buttons, then the days."""
    bodies = await desk.message("/schließen", where=BOSS)
    days = await desk.press("desk:close:vhs", where=BOSS)
    sure = await desk.press(action(days, "25. November"), where=BOSS)
    nothing = await desk.press("desk:cancel", where=BOSS)

    assert "desk:close:vhs" in actions(bodies)
    assert "Mittwoch, 25. November 2026" in text(sure)
    assert "nichts geändert" in text(nothing)
    assert [] == await edits(desk)


async def test_a_hint_stands_at_an_offer_until_a_day(desk: FrontDesk) -> None:
    """The words are quoted, the offer is chosen, the hint ends by itself."""
    which = await desk.message("/hinweis vhs bis 15.12. Der Kurs fällt aus.", where=BOSS)
    words = "Der Kurs fällt aus."
    sure = await desk.press(action(which, "Integrationskurse"), where=BOSS, quoted=words)
    await desk.press(action(sure, "Ja"), where=BOSS, quoted=words)
    made = (await edits(desk))[0]

    assert words in text(which)
    assert ("services", "integrationskurse", "alert") == made.path
    assert (words, "2026-12-15") == (made.value["value"], made.value["recheck_by"])


async def test_a_hint_that_lacks_something_is_explained(desk: FrontDesk) -> None:
    """What is missing is said, with an example."""
    said = await desk.message("/hinweis gibtesnicht", where=BOSS)

    assert "Welches Angebot?" in text(said)
    assert "Bis wann?" in text(said)
    assert "Beispiel: /hinweis vhs" in text(said)


async def test_an_entry_is_confirmed(desk: FrontDesk) -> None:
    """Yes sets today's date on it; it is not asked about again, and the next one follows."""
    first = await desk.message("/pruefen", where=BOSS)
    sure = await desk.press(action(first, "Stimmt noch"), where=BOSS)
    done = await desk.press(action(sure, "Ja"), where=BOSS)
    made = await edits(desk)

    assert any(edit.path[-1] == "assured_date" or "assured_date" in str(edit.value) for edit in made)
    assert "Als geprüft vermerkt" in text(done)
    assert action(first, "Stimmt noch") not in actions(await desk.message("/prüfen", where=BOSS))


async def test_a_changed_entry_becomes_a_notice(desk: FrontDesk) -> None:
    """What has changed is chosen, asked once more, and stands on the list of the desk."""
    first = await desk.message("/pruefen", where=BOSS)
    what = await desk.press(action(first, "Geändert"), where=BOSS)
    sure = await desk.press(action(what, "Telefon"), where=BOSS)
    await desk.press(action(sure, "Ja"), where=BOSS)

    assert ["phone"] == [notice.detail for notice in await desk.storage.notices.open_ones()]
    assert [] == await edits(desk)


async def test_a_gap_is_judged(desk: FrontDesk) -> None:
    """A gap is opened, judged, asked once more; then it is no longer open."""
    for person in ("a", "b"):
        await desk.storage.gaps.note(Gap("wo kann ich reiten", "de", "not_understood", ""), person, TODAY)
    page = await desk.message("/lücken", where=BOSS)
    group = await desk.press(action(page, "reiten"), where=BOSS)
    sure = await desk.press(action(group, "Lücke in unserem Angebot"), where=BOSS)
    await desk.press(action(sure, "Ja"), where=BOSS)

    assert ["gap:wo kann ich reiten"] == [gap.verdict for gap in await desk.storage.gaps.shown()]
    assert "Keine offene Lücke" in text(await desk.message("/luecken", where=BOSS))


async def test_the_week_is_told(desk: FrontDesk) -> None:
    """Talks and needs of this week stand beside those of the week before."""
    await desk.message("Wo kann ich Deutsch lernen?")
    told = text(await desk.message("/stand", where=BOSS))

    assert "Gespräche: 1 (Vorwoche: 0)" in told
    assert "Deutsch lernen: 1" in told


@pytest.mark.parametrize(
    "press",
    ["desk:close:vhs/20261399/20261399", "desk!note:nix@x", "desk:nix", "desk:gap:9", "desk!item:x:yes"],
)
async def test_old_and_forged_presses_are_harmless(desk: FrontDesk, press: str) -> None:
    """They are answered politely and change nothing."""
    posts = await desk.press(press, where=BOSS)

    assert posts
    assert [] == await edits(desk)


async def test_nobody_else_may(desk: FrontDesk) -> None:
    """For others the commands mean nothing, and forged presses change nothing."""
    await desk.message("/schliessen vhs 24.12.", where=STRANGER)
    pressed = await desk.press("desk!close:vhs/20261224/20261224", where=STRANGER)

    assert [] == await edits(desk)
    assert "veraltet" in text(pressed)


async def test_buttons_fit_into_telegram(desk: FrontDesk) -> None:
    """No action is longer than the 64 bytes that a button takes."""
    said = [
        await desk.message(order, where=BOSS)
        for order in (
            "/schliessen",
            "/schliessen 24.12.-2.1.",
            "/pruefen",
            "/hinweis koordination bis 1.12. Hinweis!",
        )
    ]

    assert all(len(each.encode()) <= 64 for posts in said for each in actions(posts))
    assert all(len(row) <= 8 for posts in said for post in posts for row in post.message.rows)


async def test_a_second_yes_enters_nothing_more(desk: FrontDesk) -> None:
    """Pressed twice, or by two coordinators at once: one closure, and both are told the truth."""
    object.__setattr__(desk.reception, "coordinator_ids", (BOSS, 79))
    yes = action(await desk.message("/schliessen vhs 24.12.", where=BOSS), "Ja")
    first = await desk.press(yes, where=BOSS)
    again, other = await desk.press(yes, where=BOSS), await desk.press(yes, where=79)

    assert "Eingetragen" in text(first)
    assert ["Das ist schon eingetragen."] * 2 == [text(again), text(other)]
    assert 1 == len(await edits(desk))


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ("1.1.2020", "Das ist schon vorbei."),
        ("1.1.3000", "Das liegt mehr als ein Jahr voraus."),
        ("24.12.2026-24.12.2036", "Das liegt mehr als ein Jahr voraus."),
        ("2.1.2027-24.12.2026", "Der letzte Tag liegt vor dem ersten."),
    ],
)
async def test_days_that_are_a_slip_are_not_offered(desk: FrontDesk, days: str, why: str) -> None:
    """There is no button to press, and an old one does nothing."""
    said = await desk.message(f"/schliessen vhs {days}", where=BOSS)
    await desk.press("desk!close:vhs/20200101/20200102", where=BOSS)
    await desk.press("desk!close:vhs/20261224/20201224", where=BOSS)

    assert text(said).startswith(why)
    assert [] == actions(said)
    assert [] == await edits(desk)


async def test_a_hint_of_yesterday_is_not_entered(desk: FrontDesk) -> None:
    """Neither written nor pressed late."""
    said = await desk.message("/hinweis vhs bis 1.1.2020 Der Kurs fällt aus.", where=BOSS)
    asked = await desk.message("/hinweis vhs bis Freitag Der Kurs am Montag fällt aus.", where=BOSS)
    late = actions(asked)[0].partition("@")[0] + "@20200101"
    pressed = await desk.press(late, where=BOSS, quoted="Der Kurs fällt aus.")

    assert "Bis wann?" in text(said)
    assert "bis Freitag, 27. November 2026" in text(asked)
    assert "Der Kurs am Montag fällt aus." in text(asked)
    assert "Der letzte Tag ist vorbei." in text(pressed)


async def test_an_office_nobody_knows_is_said_to_be_unknown(desk: FrontDesk) -> None:
    """With those there are, and the day kept."""
    said = await desk.message("/schliessen Raumstation 24.12.", where=BOSS)

    assert "„Raumstation“ kenne ich nicht." in text(said)
    assert "desk:close:vhs/20261224/20261224" in actions(said)
