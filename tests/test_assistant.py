"""One turn, whole."""

import re

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


def test_trouble_is_told_in_the_language_of_the_phone(speaker: Speaker) -> None:
    """When the storage fails, the person still gets a polite line with the emergency numbers."""
    (message,) = speaker.trouble(Turn("p", NOW, text="hallo", phone_language="de"))

    assert "de" == message.language
    assert "112" in message.text
