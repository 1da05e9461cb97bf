"""Everything that outlives the program, behind one door."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.conversation import Holdings
from bot.core.schedule import BERLIN
from bot.storage.cases import Cases
from bot.storage.conversations import Conversations
from bot.storage.counts import Counts
from bot.storage.database import Database
from bot.storage.edits import Edits
from bot.storage.gaps import Gaps
from bot.storage.inbox import Inbox
from bot.storage.letters import Letters
from bot.storage.notices import Notices
from bot.storage.outbox import Outbox
from bot.storage.subscriptions import Subscriptions
from bot.storage.weeks import Weeks

KEEP_CASES, KEEP_LETTERS, KEEP_NUMBERS = timedelta(days=30), timedelta(days=2), timedelta(days=2)
"""after the end of a case, after a letter was sent, after an update was answered"""
KEEP_CONTEXT, KEEP_LANGUAGES = timedelta(days=1), timedelta(days=365)
"""after a person last wrote: what was talked about, and the rest of what is remembered"""

KEEP_NOTICES, KEEP_EDITS = timedelta(days=365), timedelta(days=730)
"""after something was told and nobody looked; after an edit was written into the files"""


class Storage:
    """All stores of one database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.inbox = Inbox(database)
        self.outbox = Outbox(database)
        self.conversations = Conversations(database)
        self.counts = Counts(database)
        self.weeks = Weeks(database)
        self.gaps = Gaps(database)
        self.letters = Letters(database)
        self.subscriptions = Subscriptions(database)
        self.cases = Cases(database)
        self.edits = Edits(database)
        self.notices = Notices(database)

    async def holdings(self, person: str) -> Holdings:
        """What a person has asked for beyond the talk."""
        reminders = dict.fromkeys(letter.subject for letter in await self.letters.of(person, "reminder"))
        cases = await self.cases.of(person)
        number = next((case.number for case in reversed(cases) if case.closed_at is None), None)
        topics = await self.subscriptions.of(person)
        return Holdings(tuple(reminders), topics, number, len(cases))

    async def forget(self, person: str) -> None:
        """Delete all that is stored about a person."""
        async with self.database.transaction():
            await self.outbox.forget(person)
            await self.conversations.forget(person)
            await self.letters.forget(person)
            await self.subscriptions.unfollow(person)
            await self.cases.forget(person)
            await self.gaps.forget(person)
            await self.notices.forget(person)

    async def clear(self, now: datetime) -> None:
        """Delete what has been kept long enough."""
        await self.conversations.clear(now - KEEP_CONTEXT, now - KEEP_LANGUAGES)
        await self.cases.clear(now - KEEP_CASES)
        await self.letters.clear(now - KEEP_LETTERS)
        await self.inbox.clear(now - KEEP_NUMBERS)
        await self.gaps.clear(now.astimezone(BERLIN).date())
        await self.notices.clear(now - KEEP_CASES, (now - KEEP_NOTICES).date())
        await self.edits.clear(now - KEEP_EDITS)
        await self.weeks.clear(now.astimezone(BERLIN).date())
