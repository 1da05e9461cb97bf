"""Builds everything once and starts a channel: with `telegram_bot` the only room that knows all others."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.assistant import Assistant, Speaker
from bot.channels.terminal import Terminal
from bot.core.edits import Edit
from bot.core.schedule import BERLIN
from bot.files.problems import BrokenFiles
from bot.files.stamp import stamp
from bot.files.town import Folders, Town, read
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.reload import Loaded
    from bot.storage.counts import Counted
    from bot.storage.database import Database
    from bot.storage.gaps import Shown

T = TypeVar("T")


def town(settings: Settings, *, phrases: bool = True) -> Town:
    """Read the town the settings point at, with the example phrases or without."""
    cache = settings.cache_dir
    folders = Folders(settings.knowledge_dir, settings.intents_dir, settings.translations_dir, cache)
    return read(folders, phrases=phrases)


def speaker(settings: Settings, *, telegram: bool = False) -> Speaker:
    """Everything that decides and words; raises BrokenFiles where a file is wrong."""
    return speaker_of(town(settings, phrases=False), settings, telegram=telegram)


def speaker_of(read_town: Town, settings: Settings, *, telegram: bool = False) -> Speaker:
    """The same from a town that has been read."""
    examples = settings.show_examples if settings.show_examples is not None else not telegram
    centre = read_town.centre(examples=examples and not telegram, team=settings.staff_chat_id is not None)
    redaction = read_town.redaction_file.redaction if telegram else None
    return Speaker(centre, read_town.voices, read_town.language_names, redaction)


def load(settings: Settings, edits: Iterable[Edit], before: Loaded | None) -> Loaded:
    """Read the whole town for Telegram; what has not changed since `before` is used again.

    Raises BrokenFiles, and Unsettled where a file was written meanwhile.
    """
    from bot.desk.acceptance import broken as broken_sentences
    from bot.desk.changes import snapshot
    from bot.desk.recheck import items
    from bot.reload import Loaded, Unsettled

    stamps = _stamps(settings)
    same_words = before is not None and before.stamps[2] == stamps[2]
    spoken = before.speaker.voices if before and same_words else None
    folders = Folders(
        settings.knowledge_dir, settings.intents_dir, settings.translations_dir, settings.cache_dir
    )
    fresh = read(folders, phrases=False, edits=edits, spoken=spoken)
    if before and (broken := fresh.problems if not same_words else fresh.files_problems):
        raise BrokenFiles(broken)
    made = speaker_of(fresh, settings, telegram=True)
    for language in before.speaker.voices if before and not same_words else ():
        fresh.voices[language]  # compiled here, not while somebody waits
    if _stamps(settings) != stamps:
        raise Unsettled
    today = datetime.now(BERLIN).date()
    entries = snapshot(fresh, made.centre.knowledge, *stamps[1:])
    misled = before.misled if before and before.stamps == stamps else ()
    if before and before.stamps != stamps:
        misled = tuple(broken_sentences(fresh, made.centre, datetime.now(BERLIN)))
    return Loaded(made, entries, stamps, tuple(items(fresh, today)), misled)


def _stamps(settings: Settings) -> tuple[str, str, str]:
    return (
        stamp(settings.knowledge_dir, ".yaml", ".yml", ".ogg"),
        stamp(settings.intents_dir, ".yaml"),
        stamp(settings.translations_dir, ".po"),
    )


def _keep_caches_together(settings: Settings) -> None:
    """What draws cards keeps a list of fonts: with all else, not in the home of whoever runs the bot."""
    os.environ.setdefault("MPLCONFIGDIR", str(settings.cache_dir.resolve() / "matplotlib"))


def chat(settings: Settings, language: str | None, *, explain: bool = False) -> None:
    """Talk in the terminal until the input ends; where wished, with the reasons below each answer."""
    _keep_caches_together(settings)
    from bot.deeds import Deeds
    from bot.storage.database import Database
    from bot.storage.storage import Storage

    async def talk() -> None:
        database = Database(settings.database_url)
        await database.open()
        try:
            storage = Storage(database)
            # who tries the bot out here shall leave no gap
            speaks = _explaining(settings) if explain else speaker(settings)
            ready = Assistant(speaks, storage, Deeds(storage))
            files = settings.cache_dir / "files"
            await Terminal(ready.handle, lambda: datetime.now(UTC), language, files).run()
        finally:
            await database.close()

    asyncio.run(talk())


def _explaining(settings: Settings) -> Speaker:
    from bot.desk.explain import explainer
    from bot.desk.reasons import explaining

    read_town = town(settings)
    made = speaker_of(read_town, settings)
    return explaining(made, explainer(made.centre.understander, read_town.intents.phrases))


def telegram(settings: Settings) -> None:
    """Run the Telegram bot until the process is told to stop."""
    from bot.telegram_bot import TelegramBot

    if settings.telegram_token is None:
        raise ValueError("TELEGRAM_TOKEN is not set")
    _keep_caches_together(settings)
    TelegramBot(settings, load(settings, (), None), partial(load, settings)).run()


def wishes(settings: Settings) -> list[Counted]:
    """How often each language that the bot does not speak was wished for."""
    from bot.storage.counts import Counts

    return asyncio.run(with_database(settings, lambda database: Counts(database).all("wish")))


def gaps(settings: Settings) -> list[Shown]:
    """What at least two chats asked and nobody answered."""
    from bot.storage.gaps import Gaps

    return asyncio.run(with_database(settings, lambda database: Gaps(database).shown()))


async def with_database(settings: Settings, look: Callable[[Database], Awaitable[T]]) -> T:
    """Work with the database, brought up to date; the bot may be running."""
    from bot.storage.database import Database

    database = Database(settings.database_url)
    await database.open()
    try:
        return await look(database)
    finally:
        await database.close()


def backup(settings: Settings, path: Path) -> str:
    """Write all that is stored into a new file; what was done, in German."""
    from bot.desk import backup as desk

    return asyncio.run(_done(settings, lambda database: desk.backup(database, path)))


def restore(settings: Settings, path: Path, *, replace: bool) -> str:
    """Fill the database from such a file; what was done, in German."""
    from bot.desk import backup as desk

    return asyncio.run(_done(settings, lambda database: desk.restore(database, path, replace=replace)))


async def _done(settings: Settings, work: Callable[[Database], Awaitable[str]]) -> str:
    """Work with the database as it is: not brought up to date."""
    from bot.storage.database import Database

    database = Database(settings.database_url)
    try:
        return await work(database)
    finally:
        await database.close()


def learn(settings: Settings) -> bool:
    """Fill the cache for the files that the settings point at; whether it could be written."""
    read = speaker(settings, telegram=True)
    for language in read.voices:
        read.voices[language]
    return any(settings.cache_dir.glob("understanding-*"))


def reason(error: Exception) -> str | None:
    """Why the program cannot work, in one line without a secret; None for a fault of ours."""
    from sqlalchemy.exc import ArgumentError, DBAPIError, InvalidRequestError
    from telegram.error import BadRequest, InvalidToken

    from bot.storage.alone import AlreadyRunning
    from bot.storage.database import NotUpToDate

    first = str(getattr(error, "orig", None) or error).partition("\n")[0]
    lines: dict[type[Exception] | tuple[type[Exception], ...], str] = {
        InvalidToken: "setting TELEGRAM_TOKEN: Telegram does not know this token.",
        BadRequest: f"Telegram refuses: {first}",
        AlreadyRunning: f"setting DATABASE_URL: another process is using {first}",
        (ArgumentError, DBAPIError, InvalidRequestError): f"setting DATABASE_URL: {first}",
        (NotUpToDate, OSError, ImportError): first,
    }
    return next((line for kind, line in lines.items() if isinstance(error, kind)), None)
