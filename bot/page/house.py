"""What the desk works on: the town with the edits laid over it, and the database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from bot.assistant import Speaker
from bot.core.schedule import BERLIN
from bot.desk.check import findings
from bot.desk.explain import Explainer, explainer
from bot.files import intent_files
from bot.files.problems import Problem
from bot.files.stamp import stamp
from bot.files.town import Folders, Town, read
from bot.page.waiting import Jobs
from bot.storage.storage import Storage

T = TypeVar("T")
AUTHOR = "desk"
"""who made the edits that are made here"""


class _Read(NamedTuple):
    """A town that was read, and what it was read from."""

    key: tuple[str, ...]
    town: Town


@dataclass
class House:
    """Reads again what has changed; whatever takes long is done beside the loop."""

    folders: Folders
    storage: Storage
    speak: Callable[[Town], Speaker]
    """from a town to what decides and words; raises BrokenFiles"""
    clock: Callable[[], datetime]
    jobs: Jobs = field(default_factory=Jobs)
    _read: _Read | None = None
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    def now(self) -> datetime:
        """The time in Esslingen."""
        return self.clock().astimezone(BERLIN)

    def today(self) -> date:
        """The day in Esslingen."""
        return self.now().date()

    async def town(self) -> Town:
        """The files as they are now, with the edits in force over them; its problems are in it."""
        return (await self._fresh()).town

    async def speaker(self) -> Speaker:
        """What decides and words; raises BrokenFiles where a file is wrong."""
        fresh = await self._fresh()
        name = f"speaker {'/'.join(fresh.key)}"
        return await self.jobs.result(
            name, "Die Dateien werden gelesen und gelernt.", lambda: asyncio.to_thread(self.speak, fresh.town)
        )

    async def explainer(self) -> Explainer:
        """What says why; reads the phrases when it is first needed, and when they have changed."""
        speaker, fresh = await self.speaker(), await self._fresh()
        return await self.jobs.result(
            f"explainer {'/'.join(fresh.key)}",
            "Die Beispielsätze werden gelesen.",
            lambda: asyncio.to_thread(self._explain, speaker),
        )

    def _explain(self, speaker: Speaker) -> Explainer:
        return explainer(speaker.centre.understander, intent_files.read(self.folders.intents).phrases)

    async def findings(self) -> list[Problem]:
        """All errors and hints of all files; the phrases are read for it and let go."""
        fresh, today = await self._fresh(), self.today()
        edits = [made.edit for made in await self.storage.edits.in_force()]

        def find() -> list[Problem]:
            return findings(read(self.folders, edits=edits), today)

        return await self.jobs.result(
            f"findings {today} {'/'.join(fresh.key)}",
            "Alle Dateien werden geprüft.",
            lambda: asyncio.to_thread(find),
        )

    async def fresh(self, name: str, what: str, look: Callable[[Town], T]) -> T:
        """What is found in the files as they are today; looked for once, beside the loop."""
        read = await self._fresh()
        return await self.jobs.result(
            f"{name} {self.today()} {'/'.join(read.key)}", what, lambda: asyncio.to_thread(look, read.town)
        )

    async def _fresh(self) -> _Read:
        async with self._reading:
            return await self._looked()

    async def _looked(self) -> _Read:
        stamps = await asyncio.to_thread(self._stamps)
        key = (*stamps, await self.storage.edits.version())
        before = self._read
        if before is None or before.key != key:
            edits = [made.edit for made in await self.storage.edits.in_force()]
            spoken = before.town.voices if before and before.key[2] == key[2] else None
            town = await asyncio.to_thread(read, self.folders, phrases=False, edits=edits, spoken=spoken)
            before = self._read = _Read(key, town)
        return before

    def _stamps(self) -> tuple[str, str, str]:
        return (
            stamp(self.folders.knowledge, ".yaml", ".yml", ".ogg"),
            stamp(self.folders.intents, ".yaml"),
            stamp(self.folders.translations, ".po"),
        )
