"""Everything that outlives the program, behind one door."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.conversation import Holdings
from bot.storage.cases import Cases
from bot.storage.conversations import Conversations
from bot.storage.counts import Counts
from bot.storage.database import Database
from bot.storage.letters import Letters
from bot.storage.subscriptions import Subscriptions

KEEP_CASES, KEEP_LETTERS = timedelta(days=30), timedelta(days=2)
"""after the end of a case, and after a letter was sent"""


class Storage:
    """All stores of one database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.conversations = Conversations(database)
        self.counts = Counts(database)
        self.letters = Letters(database)
        self.subscriptions = Subscriptions(database)
        self.cases = Cases(database)

    async def holdings(self, person: str) -> Holdings:
        """What a person has asked for beyond the talk."""
        reminders = dict.fromkeys(letter.subject for letter in await self.letters.of(person, "reminder"))
        case = await self.cases.open_of(person)
        topics = await self.subscriptions.of(person)
        return Holdings(tuple(reminders), topics, case.number if case else None)

    async def forget(self, person: str) -> None:
        """Delete all that is stored about a person."""
        await self.conversations.forget(person)
        await self.letters.forget(person)
        await self.subscriptions.unfollow(person)
        await self.cases.forget(person)

    async def clear(self, now: datetime) -> None:
        """Delete what has been kept long enough."""
        await self.cases.clear(now - KEEP_CASES)
        await self.letters.clear(now - KEEP_LETTERS)
