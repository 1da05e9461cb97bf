"""Who writes far faster than a person can is told once, and then not answered for a while."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import Literal

MOST = 60
"""messages and presses of one chat within WINDOW"""
WINDOW = timedelta(minutes=1)
REMEMBERED = 10_000
"""chats; beyond that the ones seen longest ago are let go"""

Verdict = Literal["answer", "warn", "ignore"]


class Flood:
    """Counts each chat's messages of the last minute, in memory only."""

    def __init__(self) -> None:
        self._seen: dict[str, deque[datetime]] = {}
        self._warned: set[str] = set()

    def judge(self, chat: str, now: datetime) -> Verdict:
        """What one more message deserves. What is ignored counts too: silence ends when the flood does."""
        seen = self._seen.pop(chat, None) or deque(maxlen=MOST + 1)
        self._seen[chat] = seen  # the last one in the order of the dictionary
        while seen and not timedelta() <= now - seen[0] <= WINDOW:
            seen.popleft()
        seen.append(now)
        if len(self._seen) > REMEMBERED:
            old = next(iter(self._seen))
            del self._seen[old]
            self._warned.discard(old)
        if len(seen) <= MOST:
            self._warned.discard(chat)
            return "answer"
        if chat in self._warned:
            return "ignore"
        self._warned.add(chat)
        return "warn"
