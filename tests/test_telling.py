"""Readers tell that something is wrong, partners propose an offer: with consent, nobody behind a mistake."""

import pytest

from bot.assistant import Speaker
from bot.core.conversation import Conversation, Turn
from bot.core.telling import DETAILS
from bot.storage.storage import Storage
from tests.conftest import at
from tests.front_desk import PERSON, FrontDesk

NOW = at("2026-11-24T13:05")
OFFER = "Nähcafé für Frauen, jeden Montag um 15 Uhr, kostenlos. Verein Faden e. V., Telefon 0711 123456"


@pytest.fixture
def desk(storage: Storage, speaker: Speaker) -> FrontDesk:
    """A bot with an empty memory."""
    return FrontDesk(storage, speaker)


async def test_what_is_wrong_is_counted_without_who_told(desk: FrontDesk) -> None:
    """One press says that something is wrong, a second one what; pressed again in a row it counts once."""
    asked = await desk.press("wrong:vhs/deutschkurse")
    for _ in range(2):
        thanked = await desk.press("tell:phone.vhs/deutschkurse")
    await desk.press("tell:phone.vhs/deutschkurse", where=6)
    (notice,) = await desk.storage.notices.open_ones()
    buttons = [button.action for row in asked[-1].message.rows for button in row]

    assert [f"tell:{detail}.vhs/deutschkurse" for detail in DETAILS] == buttons[: len(DETAILS)]
    assert "Das Integrationszentrum prüft das" in thanked[0].message.text
    assert ("wrong", "vhs/deutschkurse", "phone", 2) == (*notice[1:4], notice.times)


@pytest.mark.parametrize("press", ["wrong:nix", "tell:phone.nix", "tell:all.vhs", "tell:", "wrong:"])
async def test_forged_presses_tell_nothing(desk: FrontDesk, press: str) -> None:
    """What names nothing of ours is a button that is too old."""
    posts = await desk.press(press)

    assert "veraltet" in posts[0].message.text
    assert [] == await desk.storage.notices.open_ones()


async def test_an_offer_is_proposed_with_consent(desk: FrontDesk) -> None:
    """It is shown before it is sent, only then kept, and deleted with all else of the person."""
    await desk.press("propose")
    shown = await desk.message(OFFER)
    before = await desk.storage.notices.open_ones()
    await desk.press("submit", quoted=OFFER)
    (notice,) = await desk.storage.notices.open_ones()
    await desk.press("forget")

    assert OFFER in shown[-1].message.text
    assert [] == before
    assert ("proposal", OFFER) == (notice.kind, notice.text)
    assert [] == await desk.storage.notices.open_ones()


async def test_a_no_sends_nothing(desk: FrontDesk) -> None:
    """Whoever says no, in words or by the button, has proposed nothing."""
    await desk.press("propose")
    await desk.message(OFFER)
    posts = await desk.press("cancel")

    assert "nichts gesendet" in posts[0].message.text
    assert [] == await desk.storage.notices.open_ones()


@pytest.mark.parametrize("language", ["ar", "tr", "uk", "ti"])
def test_it_is_said_in_the_language_of_the_reader(speaker: Speaker, language: str) -> None:
    """No English is left in the pages about telling."""
    said = [
        message.text
        for action in ("wrong:vhs/deutschkurse", "tell:phone.vhs", "propose")
        for message in speaker.words(
            speaker.decide(Turn("p", NOW, action=action), Conversation(chosen=language))[0],
            Turn("p", NOW, action=action),
        )
    ]

    assert not [text for text in said if "Thank you" in text or "What is wrong" in text or "offer" in text]


def test_no_button_about_mistakes_where_somebody_is_in_danger(speaker: Speaker) -> None:
    """The answers to danger hold nothing that distracts."""
    for need in ("violence_against_women", "emergency"):
        reply, _ = speaker.decide(Turn("p", NOW, action=f"need:{need}"), Conversation())
        actions = [action for screen in reply.screens for row in screen.rows for action in row]

        assert not [action for action in actions if action.startswith("wrong:")]


async def test_a_talk_is_counted_once(desk: FrontDesk) -> None:
    """A conversation begins with the first message; shown offers and opened needs count."""
    await desk.message("Wo kann ich Deutsch lernen?", where=PERSON)
    await desk.press("need:find_flat")
    rows = await desk.storage.counts.all("talk")
    shown = {row.subject for row in await desk.storage.counts.all("shown")}

    assert [1] == [row.times for row in rows]
    assert "vhs/deutschkurse" in shown
    assert ["find_flat"] == [row.subject for row in await desk.storage.counts.all("opened")]
