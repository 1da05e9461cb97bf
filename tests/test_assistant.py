"""One turn, whole."""

import re
from datetime import timedelta

from bot.assistant import Assistant, Speaker
from bot.core.conversation import Conversation, Turn
from tests.conftest import at

NOW = at("2026-11-24T13:05")


async def test_the_chosen_language_is_kept(assistant: Assistant) -> None:
    """After choosing Turkish, pages come in Turkish."""
    await assistant.handle(Turn("p", NOW, action="lang:tr", phone_language="de"))
    (message,) = await assistant.handle(Turn("p", NOW, action="topics", phone_language="de"))

    assert "tr" == message.language


async def test_forget_leaves_nothing(assistant: Assistant) -> None:
    """After /forget nothing is remembered, not even that it was asked for."""
    await assistant.handle(Turn("p", NOW, text="Wo kann ich Deutsch lernen?"))
    await assistant.handle(Turn("p", NOW, action="forget"))

    assert Conversation() == await assistant.storage.conversations.load("p")


async def test_ids_are_remembered_and_no_text(assistant: Assistant) -> None:
    """Of a question only the id of its answer stays."""
    await assistant.handle(Turn("p", NOW, text="Wo kann ich Deutsch lernen?", phone_language="de"))

    kept = await assistant.storage.conversations.load("p")
    words = " ".join((*kept.shown, *kept.listed, kept.need, *kept.near, *kept.wishes, kept.awaiting))

    assert ("need:learn_german",) == kept.shown
    assert "Wo" not in words
    assert re.fullmatch(r"[a-z0-9_:/ ]*", words)


async def test_without_a_team_the_contact_is_shown(assistant: Assistant) -> None:
    """Where nobody can be written to, the button shows how to reach the centre, and nothing is kept."""
    messages = await assistant.handle(
        Turn("p", NOW, action="talk:find_flat", phone_language="de", question="x")
    )
    sent = await assistant.handle(Turn("p", NOW, action="send:find_flat", phone_language="de", question="x"))

    assert "+49 711 3512-2450" in messages[0].text
    assert [] == await assistant.storage.cases.of("p")
    assert "send:find_flat" not in [b.action for m in sent for row in m.rows for b in row]


async def test_context_ends_after_half_an_hour(assistant: Assistant) -> None:
    """29 minutes later "and where is that?" is about the course, 31 minutes later about the centre."""
    await assistant.handle(Turn("p", NOW, text="Wo kann ich Deutsch lernen?", phone_language="de"))
    soon = await assistant.handle(Turn("p", NOW + timedelta(minutes=29), text="und wo ist das?"))
    late = await assistant.handle(Turn("p", NOW + timedelta(minutes=61), text="und wo ist das?"))

    assert "Mettinger Straße 125" in soon[0].text
    assert "Mettinger Straße 125" not in late[0].text


def test_trouble_is_told_in_the_language_of_the_phone(speaker: Speaker) -> None:
    """When the storage fails, the person still gets a polite line with the emergency numbers."""
    (message,) = speaker.trouble(Turn("p", NOW, text="hallo", phone_language="de"))

    assert "de" == message.language
    assert "112" in message.text
