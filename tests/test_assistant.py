"""One turn, whole."""

import pytest

from bot.assistant import Assistant
from bot.core.conversation import Conversation, Turn
from bot.storage.conversations import MemoryConversations
from tests.conftest import at

NOW = at("2026-11-24T13:05")


class BrokenConversations(MemoryConversations):
    """A storage that has failed."""

    async def load(self, person: str) -> Conversation:
        raise OSError("disk full")


@pytest.fixture
def fresh(assistant: Assistant) -> Assistant:
    """The bot with an empty memory."""
    return Assistant(assistant.centre, assistant.voices, assistant.language_names, MemoryConversations())


async def test_the_chosen_language_is_kept(fresh: Assistant) -> None:
    """After choosing Turkish, pages come in Turkish."""
    await fresh.handle(Turn("p", NOW, action="lang:tr", phone_language="de"))
    (message,) = await fresh.handle(Turn("p", NOW, action="topics", phone_language="de"))

    assert "tr" == message.language


async def test_forget_leaves_nothing(fresh: Assistant) -> None:
    """After /forget nothing is remembered, not even that it was asked for."""
    await fresh.handle(Turn("p", NOW, text="Wo kann ich Deutsch lernen?"))
    await fresh.handle(Turn("p", NOW, action="forget"))

    assert Conversation() == await fresh.conversations.load("p")


async def test_ids_are_remembered_and_no_text(fresh: Assistant) -> None:
    """Of a question only the id of its answer stays."""
    await fresh.handle(Turn("p", NOW, text="Wo kann ich Deutsch lernen?", phone_language="de"))

    assert Conversation(None, "de", ("need:learn_german",)) == await fresh.conversations.load("p")


def test_trouble_is_told_in_the_language_of_the_phone(assistant: Assistant) -> None:
    """When the storage fails, the person still gets a polite line with the emergency numbers."""
    broken = Assistant(assistant.centre, assistant.voices, assistant.language_names, BrokenConversations())
    (message,) = broken.trouble(Turn("p", NOW, text="hallo", phone_language="de"))

    assert "de" == message.language
    assert "112" in message.text
