"""What Telegram shows of the bot before anybody writes: commands and descriptions, in every language."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import InvalidToken, TelegramError

from bot.core.commands import COMMANDS
from bot.core.labels import N_
from bot.core.voice import STYLES, Voice

log = logging.getLogger(__name__)
_COMMANDS = {
    "start": N_("Start again"),
    "topics": N_("All topics"),
    "events": N_("What is on"),
    "checks": N_("Questions that lead to an answer"),
    "reminders": N_("My reminders"),
    "talk": N_("Talk to a person"),
    "partners": N_("All partners"),
    "language": N_("Choose a language"),
    "help": N_("How it works"),
    "privacy": N_("What is stored"),
    "forget": N_("Delete my data"),
}
_DESK = {
    "stand": "Zahlen der Woche",
    "luecken": "Was Menschen vergeblich fragten",
    "pruefen": "Angaben bestätigen",
    "schliessen": "Eine Einrichtung ist geschlossen",
    "hinweis": "Ein Hinweis bei einem Angebot",
    "start": "Der Bot, wie ihn alle sehen",
}
DESCRIPTION = N_(
    "I show you where to get help in Esslingen: German courses, housing, work, doctors, offices, and more. "
    "Write in your language. Free, no registration. A program answers, not a person."
)
SHORT_DESCRIPTION = N_("The signpost of the Integration Centre Esslingen, in your language.")


def commands_in(voice: Voice) -> list[BotCommand]:
    """The menu of commands in one language."""
    return [BotCommand(command, voice.say(_COMMANDS[command])) for command in COMMANDS]


async def publish_profile(bot: Bot, voices: Mapping[str, Voice], default: str = "en") -> None:
    """Tell Telegram the profile in every language, but only where it differs: these calls are rationed."""
    for code, language in _targets(voices, default):
        try:
            await _publish(bot, voices[language], code)
        except InvalidToken:
            return  # the bot ends, and says why
        except TelegramError as error:
            log.warning("profile not published in %s: %s", language, error.message)


async def publish_desk(bot: Bot, coordinators: Iterable[int]) -> None:
    """Show the coordinators their commands, each in their own chat."""
    commands = [BotCommand(name, words) for name, words in _DESK.items()]
    for coordinator in coordinators:
        scope = BotCommandScopeChat(coordinator)
        try:
            if tuple(await bot.get_my_commands(scope)) != tuple(commands):
                await bot.set_my_commands(commands, scope)
        except InvalidToken:
            return
        except TelegramError as error:  # somebody who never wrote to the bot has no chat yet
            log.warning("commands not published to a coordinator: %s", error.message)


def _targets(voices: Iterable[str], default: str) -> list[tuple[str, str]]:
    languages = [code for code in voices if code not in STYLES]  # a style is no language of Telegram's
    return [("", default if default in languages else languages[0]), *((code, code) for code in languages)]


async def _publish(bot: Bot, voice: Voice, code: str) -> None:
    commands = commands_in(voice)
    if tuple(await bot.get_my_commands(language_code=code)) != tuple(commands):
        await bot.set_my_commands(commands, language_code=code)
    description, short = voice.say(DESCRIPTION), voice.say(SHORT_DESCRIPTION)
    if (await bot.get_my_description(language_code=code)).description != description:
        await bot.set_my_description(description, language_code=code)
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short, language_code=code)
