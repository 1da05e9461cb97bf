"""Notices changed files and new edits, reads the whole town again, and swaps it in at once or not at all."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from watchfiles import awatch

from bot.assistant import Speaker
from bot.core.conversation import Message
from bot.core.edits import Edit
from bot.core.schedule import BERLIN
from bot.core.staff_words import StaffWords
from bot.desk.changes import Snapshot, told
from bot.desk.recheck import Item
from bot.files.problems import BrokenFiles, Problem
from bot.intake.weather import Weather
from bot.storage.database import TROUBLE
from bot.storage.edits import Edits

log = logging.getLogger(__name__)

LOOK = 1.0
"""seconds between two looks for edits made on the phone, on the desk, or on another machine"""
QUIET = 200
"""milliseconds of quiet after a change before the files are read: editors write in several steps"""
UNSETTLED_TRIES = 20
_AGAIN = 60.0


class Unsettled(Exception):
    """The files changed while they were read."""


@dataclass(frozen=True)
class Loaded:
    """A town that was read whole, and what it was read from."""

    speaker: Speaker
    snapshot: Snapshot
    stamps: tuple[str, str, str]
    """of knowledge, phrases and translations"""
    items: tuple[Item, ...] = ()
    """what is to be checked on the day it was read"""
    misled: tuple[Problem, ...] = ()
    """acceptance sentences that do not lead to their offer"""


Load: TypeAlias = Callable[[Iterable[Edit], Loaded | None], Loaded]
"""reads the town with edits over it, reusing what has not changed; raises BrokenFiles and Unsettled"""
Tell: TypeAlias = Callable[[str, Message], Awaitable[None]]
"""told of a message for the coordinators, and of a name under which all workers tell the same once"""


class Reloader:
    """Keeps the town that answers in step with its files and the overlay."""

    def __init__(
        self, loaded: Loaded, load: Load, edits: Edits, apply: Callable[[Loaded], None], tell: Tell,
        clock: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self.loaded, self._load, self._edits, self._apply, self._tell = loaded, load, edits, apply, tell
        self._clock, self._weather = clock, Weather()
        self._changed = asyncio.Event()
        self._version, self._broken = "", False
        self._day = clock().astimezone(BERLIN).date()

    async def begin(self) -> None:
        """Put the edits in force that stand in no file yet, before anybody is answered."""
        self._version = await self._edits.version()
        if await self._edits.in_force():
            await self._reload(silent=True)

    async def run(self, folders: Sequence[Path]) -> None:
        """Work for ever."""
        watching = asyncio.ensure_future(self._watch(folders))
        try:
            while True:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), LOOK)
                await self._look()
        finally:
            watching.cancel()

    async def _watch(self, folders: Sequence[Path]) -> None:
        while True:
            try:
                async for _ in awatch(*folders, debounce=4 * QUIET, step=QUIET):
                    self._changed.set()
            except Exception:  # a folder may be moved away and come back
                log.exception("the files cannot be watched; another try follows")
                await asyncio.sleep(_AGAIN)
                self._changed.set()

    async def _look(self) -> None:
        """Read again where files, edits or the day have changed."""
        files, day = self._changed.is_set(), self._clock().astimezone(BERLIN).date()
        self._changed.clear()
        try:
            version = await self._edits.version()
            self._weather.fair("looking for edits")
            if files or version != self._version or day != self._day:
                await self._reload(silent=not files)
                self._version, self._day = version, day
        except TROUBLE as error:
            self._changed.set() if files else None
            await asyncio.sleep(self._weather.foul("looking for edits", error))

    async def _reload(self, *, silent: bool) -> None:
        """Swap in what is whole, tell the coordinators why where it is not."""
        made = [made.edit for made in await self._edits.in_force()]
        before = self.loaded
        try:
            fresh = await self._read(made)
        except BrokenFiles as error:
            log.error("changed files are wrong (%d problems); the old state stays", len(error.problems))
            self._broken = True
            await self._say(("kept", *map(str, error.problems)), self._words(before).kept(error.problems))
            return
        except Exception:
            log.exception("changed files could not be read; the old state stays")
            return
        self.loaded = fresh
        self._apply(fresh)
        changes = told(before.snapshot, fresh.snapshot, _translated(fresh.speaker))
        if changes:
            log.info("reloaded: %s", changes)
        if self._broken and not changes:
            changes = "Die Dateien sind wieder in Ordnung, nichts hat sich geändert"
        known = {problem.what for problem in before.misled}
        misled = [problem for problem in fresh.misled if problem.what not in known]
        if (changes or misled) and (self._broken or not silent):
            message = self._words(fresh).reloaded(changes or "Angebote und Texte sind gleich", misled)
            await self._say((*before.stamps, *fresh.stamps, changes), message)
        self._broken = False

    async def _read(self, edits: Sequence[Edit]) -> Loaded:
        for _ in range(UNSETTLED_TRIES):
            try:
                return await asyncio.to_thread(self._load, edits, self.loaded)
            except Unsettled:
                await asyncio.sleep(QUIET / 1000)
        raise Unsettled

    async def _say(self, about: Iterable[str], message: Message) -> None:
        hour = f"{self._clock():%Y-%m-%d %H}"  # the same change may be made twice a day
        name = hashlib.sha256("\n".join((hour, *about)).encode()).hexdigest()[:24]
        await self._tell(f"reload:{name}", message)

    @staticmethod
    def _words(loaded: Loaded) -> StaffWords:
        return StaffWords(loaded.speaker.vocabulary)


def _translated(speaker: Speaker) -> Callable[[str, str], bool]:
    """Says of a German text whether any language has it in its own words."""
    voices = [voice for code, voice in speaker.voices.items() if not code.startswith("de")]
    return lambda context, german: any(voice.translated(context, german)[1] for voice in voices)
