"""Wakes those who wait for work, one at a time: who finds some wakes the next."""

from __future__ import annotations

import asyncio
from collections import deque


class Bell:
    """Rung when there may be something to do, and for the last time when work ends."""

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._rung = False
        self.closing = False

    def ring(self) -> None:
        """There may be something to do for one of those who wait, or for the next who would."""
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result(None)
                return
        self._rung = True

    def close(self) -> None:
        """Finish what is in hand, begin nothing new."""
        self.closing = True
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)

    async def wait(self) -> None:
        """Until the bell rings; once closing, not at all."""
        if self.closing or self._rung:
            self._rung = False
            return
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiting)
        await waiting

    async def pause(self, seconds: float) -> None:
        """Wait whatever rings, but not once closing."""
        end = asyncio.get_running_loop().time() + seconds
        while not self.closing and (left := end - asyncio.get_running_loop().time()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(min(left, 0.2))


async def ring_again(bells: tuple[Bell, ...], seconds: float) -> None:
    """Ring now and then, until one closes: for what another process took in, and what waits for its time."""
    while not any(bell.closing for bell in bells):
        await bells[0].pause(seconds)
        for bell in bells:
            bell.ring()
