"""Builds everything once and starts a channel: the only room that knows all others."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.assistant import Assistant
from bot.channels.terminal import Terminal
from bot.core.conversation import Message, Turn
from bot.files.town import Folders, Town, read
from bot.settings import Settings
from bot.storage.conversations import MemoryConversations
from bot.storage.wishes import Wish

if TYPE_CHECKING:
    from bot.storage.database import Database

log = logging.getLogger(__name__)


def town(settings: Settings, *, phrases: bool = True) -> Town:
    """Read the town the settings point at, with the example phrases or without."""
    cache = settings.cache_dir
    folders = Folders(settings.knowledge_dir, settings.intents_dir, settings.translations_dir, cache)
    return read(folders, phrases=phrases)


def assistant(settings: Settings, database: Database | None = None, *, telegram: bool = False) -> Assistant:
    """Everything that answers, in memory without a database; raises BrokenFiles where a file is wrong."""
    examples = settings.show_examples if settings.show_examples is not None else not telegram
    read_town = town(settings, phrases=False)
    centre = read_town.centre(examples=examples and not telegram)
    voices, names = read_town.voices, read_town.language_names
    if database is None:
        return Assistant(centre, voices, names, MemoryConversations())
    from bot.storage.stored import StoredConversations, StoredWishes

    return Assistant(centre, voices, names, StoredConversations(database), StoredWishes(database))


def chat(settings: Settings, language: str | None) -> None:
    """Talk in the terminal until the input ends."""
    from bot.storage.database import Database

    async def talk() -> None:
        database = Database(settings.database_url)
        await database.open()
        try:
            ready = assistant(settings, database)
            await Terminal(ready.handle, lambda: datetime.now(UTC), language).run()
        finally:
            await database.close()

    asyncio.run(talk())


def telegram(settings: Settings) -> None:
    """Run the Telegram bot by long polling until the process is told to stop."""
    from telegram import Bot, Update

    from bot.channels import telegram as channel
    from bot.channels.telegram_profile import publish_profile
    from bot.intake import polling
    from bot.storage.database import Database

    if settings.telegram_token is None:
        raise ValueError("TELEGRAM_TOKEN is not set")
    database = Database(settings.database_url)
    ready = assistant(settings, database, telegram=True)

    async def handle(turn: Turn) -> tuple[Message, ...]:
        try:
            return await ready.handle(turn)
        except Exception:
            log.exception("a turn failed; the person is told so")
            return ready.trouble(turn)

    async def on_update(update: Update, bot: Bot) -> None:
        await channel.answer(update, bot, handle, datetime.now(UTC))

    async def on_left(chat_id: int) -> None:
        await ready.conversations.forget(channel.person_of(chat_id))

    async def on_bot(bot: Bot) -> None:
        await publish_profile(bot, ready.voices)

    lifetime = polling.Lifetime(database.open, on_bot, database.close)

    application = polling.build(
        settings.telegram_token.get_secret_value(), settings.telegram_base_url, on_update, on_left
    )
    polling.run(application, lifetime)


def wishes(settings: Settings) -> list[Wish]:
    """How often each language that the bot does not speak was wished for."""
    from bot.storage.database import Database
    from bot.storage.stored import StoredWishes

    async def look() -> list[Wish]:
        database = Database(settings.database_url)
        await database.open()
        try:
            return await StoredWishes(database).all()
        finally:
            await database.close()

    return asyncio.run(look())
