"""How fast a bot may send: answers at once until Telegram asks to wait, all else below its limit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

LIMITED = 25.0
"""messages a second after Telegram asked to wait; Telegram allows a bot about 30"""
CAREFUL = 60.0
"""seconds for which that lasts"""


class Pace:
    """Shared by all couriers of a process."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._careful_until = float("-inf")
        self._next = 0.0

    def slow_down(self) -> None:
        """Telegram asked to wait."""
        self._careful_until = self._clock() + CAREFUL

    async def wait(self, *, urgent: bool) -> None:
        """Until it is this message's turn; an urgent one goes at once while nobody asked to wait."""
        now = self._clock()
        if urgent and now >= self._careful_until:
            return
        turn = max(now, self._next)
        self._next = turn + 1 / LIMITED
        await asyncio.sleep(turn - now)
