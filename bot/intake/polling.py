"""Long polling: an update is confirmed to Telegram only once it is in the inbox."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.intake.bell import Bell
from bot.intake.weather import Weather
from bot.metrics import POLLS
from bot.storage.inbox import Arrival, Inbox

log = logging.getLogger(__name__)

Fetch = Callable[[int], Awaitable[list[dict[str, Any]]]]
"""offset -> updates from there on; asking with an offset confirms all before it"""
Arrive = Callable[[dict[str, Any]], Arrival | None]
"""None for what is no update at all"""


@dataclass
class Poller:
    """Fetches updates until cancelled; a call that is cancelled has confirmed nothing."""

    fetch: Fetch
    arrive: Arrive
    inbox: Inbox
    clock: Callable[[], datetime]
    bell: Bell
    weather: Weather
    offset: int = 0
    answered_at: datetime | None = None
    """when the channel last answered"""

    async def run(self) -> None:
        """Fetch and keep, one batch after the other."""
        while True:
            try:
                await self.round()
            except Exception as error:
                POLLS.labels("failed").inc()
                await asyncio.sleep(self.weather.foul("fetching updates", error))

    async def round(self) -> None:
        """Fetch once; the next call confirms what this one has put into the inbox."""
        updates = await self.fetch(self.offset)
        self.answered_at = self.clock()
        POLLS.labels("answered").inc()
        if updates:
            await self._keep(updates)
        self.weather.fair("fetching updates")  # and kept: else it would be fair and foul in turns

    async def _keep(self, updates: list[dict[str, Any]]) -> None:
        await self.inbox.put(arrivals(updates, self.arrive), self.clock())
        self.bell.ring()
        await self.inbox.settle()
        numbers = [update["update_id"] for update in updates if _is_number(update.get("update_id"))]
        self.offset = max(numbers, default=self.offset) + 1  # none of it is behind one without a number
        if not numbers:
            raise ValueError("updates without a number")


def arrivals(updates: Iterable[dict[str, Any]], arrive: Arrive) -> list[Arrival]:
    """What is to be kept of updates; one without a number cannot be kept."""
    return [arrival for update in updates if (arrival := arrive(update))]


def _is_number(value: object) -> bool:
    """Whether an update can be told from others; to ask with an offset below 0 would drop all that wait."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63
