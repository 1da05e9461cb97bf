"""What Telegram shows of the bot before anybody writes."""

import pytest
from telegram import Bot

from bot.assistant import Speaker
from bot.channels.telegram_profile import DESCRIPTION, SHORT_DESCRIPTION, commands_in, publish_profile
from bot.core.commands import COMMANDS
from tests.channels.offline import OfflineRequest

TOKEN = "123456:" + "A" * 35


async def test_the_profile_is_published_in_every_language(speaker: Speaker) -> None:
    """Commands and both descriptions are set for each language, and for all others in English."""
    request = OfflineRequest()
    async with Bot(TOKEN, request=request, get_updates_request=request) as bot:
        await publish_profile(bot, speaker.voices)

    expected = ["", *speaker.centre.languages]
    for method in ("setMyCommands", "setMyDescription", "setMyShortDescription"):
        assert expected == [call.get("language_code", "") for call in request.sent(method)]


async def test_a_refusal_in_one_language_does_not_stop_the_others(speaker: Speaker) -> None:
    """When Telegram refuses the descriptions, the commands still reach every language."""
    request = OfflineRequest()
    request.failing["setMyDescription"] = (400, "Bad Request: no")
    async with Bot(TOKEN, request=request, get_updates_request=request) as bot:
        await publish_profile(bot, speaker.voices)

    assert len(speaker.centre.languages) + 1 == len(request.sent("setMyCommands"))


@pytest.mark.parametrize("language", ["de", "en", "ar", "tr", "uk", "ru", "fa", "fr"])
def test_descriptions_fit(speaker: Speaker, language: str) -> None:
    """Telegram takes 512 characters of description, 120 of short description, 256 a command."""
    voice = speaker.voices[language]

    assert len(voice.say(DESCRIPTION)) <= 512
    assert len(voice.say(SHORT_DESCRIPTION)) <= 120
    assert list(COMMANDS) == [command.command for command in commands_in(voice)]
