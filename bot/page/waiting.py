"""Work that takes long: it goes on beside the loop, and whoever waits for it sees a page that says so."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

T = TypeVar("T")
PATIENCE, LONGER = 1.5, 25.0
"""seconds until a page says that one has to wait, and until it says so again"""
_KEPT = 20


class StillWorking(Exception):
    """It is not done yet; worded for the coordinator."""


class Jobs:
    """Each piece of work is begun once, by its name; the last results are kept.

    Whoever asks again has the waiting page before their eyes: so they are kept until it is done, which needs
    no script and no reloading by the clock.
    """

    def __init__(self, patience: float = PATIENCE, longer: float = LONGER) -> None:
        self._tasks: OrderedDict[str, asyncio.Task[Any]] = OrderedDict()
        self._patience, self._longer = patience, longer

    async def result(self, name: str, what: str, begin: Callable[[], Awaitable[T]]) -> T:
        """What the work comes to; raises StillWorking with what is being done."""
        task, patience = self._tasks.get(name), self._longer
        if task is None:
            patience = self._patience
            task = self._tasks[name] = asyncio.ensure_future(begin())
        self._tasks.move_to_end(name)
        self._make_room()
        await asyncio.wait([task], timeout=patience)
        if not task.done():
            raise StillWorking(what)
        if task.exception() is not None:
            del self._tasks[name]  # it is tried again
        result: T = task.result()
        return result

    def _make_room(self) -> None:
        done = [name for name, task in self._tasks.items() if task.done()]
        for name in done[: max(0, len(self._tasks) - _KEPT)]:
            del self._tasks[name]

    async def close(self) -> None:
        """Wait for nothing more."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
