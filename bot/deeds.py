"""Does what a reply asks for beyond words: counts, gaps, reminders, topics, cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.conversation import Holdings, Turn
from bot.core.effects import (
    Count,
    DropReminder,
    Effect,
    EndCase,
    Follow,
    OpenCase,
    Propose,
    SetReminder,
    TellWrong,
    Unfollow,
    WriteToCase,
)
from bot.core.gaps import GapFinder
from bot.core.replies import Reply
from bot.core.schedule import BERLIN
from bot.core.slots import reminders
from bot.core.workdays import overdue
from bot.metrics import DECISIONS
from bot.storage.cases import Case
from bot.storage.letters import Letter
from bot.storage.storage import Storage

IN_WEEKS = ("talk", "need", "opened", "asked_back", "not_understood", "helped", "useless", "followed")
"""kinds of counts that are kept by the week, too"""
TEAM = "team"
"""to whom letters to the team are addressed"""


@dataclass(frozen=True)
class Deeds:
    """Does effects, one after the other."""

    storage: Storage
    gap_finder: GapFinder | None = None
    """None where no name can be taken out: then no question is kept, not even unseen"""

    async def do(self, reply: Reply, turn: Turn, holdings: Holdings) -> None:
        """Do all effects of a reply."""
        counts = (effect for effect in reply.effects if isinstance(effect, Count))
        # in one order for all, so that no two processes wait for each other's rows
        for count in sorted(counts, key=lambda count: (count.kind, count.subject)):
            await self._count(count, reply, turn)
        for effect in reply.effects:
            if isinstance(effect, Count):
                continue
            if isinstance(effect, TellWrong | Propose):
                await self._told(effect, reply.language, turn)
            else:
                await self._do(effect, reply.language, turn, holdings)
        gap = self.gap_finder.find(turn, reply) if self.gap_finder else None
        if gap:
            await self.storage.gaps.note(gap, turn.person, turn.at.astimezone(BERLIN).date())

    async def _count(self, effect: Count, reply: Reply, turn: Turn) -> None:
        DECISIONS.labels(effect.kind).inc()
        language = "" if effect.kind == "wish" else reply.language
        day = turn.at.astimezone(BERLIN).date()
        await self.storage.counts.add(effect.kind, effect.subject, language, day)
        if effect.kind in IN_WEEKS:
            await self.storage.weeks.add(effect.kind, effect.subject, day)

    async def _do(self, effect: Effect, language: str, turn: Turn, holdings: Holdings) -> None:
        person, storage = turn.person, self.storage
        if isinstance(effect, SetReminder):
            await storage.letters.put(_reminders(person, effect, turn.at))
        elif isinstance(effect, DropReminder):
            await storage.letters.drop(person, "reminder", subject_of(effect.offer, effect.start))
        elif isinstance(effect, Follow):
            await storage.subscriptions.follow(person, effect.topic)
        elif isinstance(effect, Unfollow):
            await storage.subscriptions.unfollow(person, effect.topic)
        elif isinstance(effect, OpenCase):
            await self._open(effect, language, turn)
        elif isinstance(effect, WriteToCase) and holdings.case:
            entry = await storage.cases.write(holdings.case, "person", effect.text, turn.at)
            await self._to_team(holdings.case, entry, turn.at)
        elif isinstance(effect, EndCase) and holdings.case:
            await storage.cases.close(holdings.case, turn.at)
            ended = Letter(f"ended:{holdings.case}", TEAM, "ended", str(holdings.case), turn.at)
            await storage.letters.put([ended])

    async def _told(self, effect: TellWrong | Propose, language: str, turn: Turn) -> None:
        day = turn.at.astimezone(BERLIN).date()
        if isinstance(effect, TellWrong):
            await self.storage.notices.wrong(effect.subject, effect.detail, language, day)
        else:
            await self.storage.notices.propose(effect.text, language, turn.person, day)

    async def _open(self, effect: OpenCase, language: str, turn: Turn) -> None:
        case = Case(0, turn.person, language, effect.subject, effect.slots, turn.at, turn.at, None)
        number, entry = await self.storage.cases.open(case, effect.text)
        await self._to_team(number, entry, turn.at)

    async def _to_team(self, number: int, entry: int, now: datetime) -> None:
        """Tell the team of a text, and again where nobody answers it."""
        subject = f"{number}/{entry}"
        told = Letter(f"staff:{subject}", TEAM, "staff", subject, now)
        again = Letter(f"overdue:{subject}", TEAM, "overdue", subject, overdue(now))
        await self.storage.letters.put([told, again])


def subject_of(offer: str, start: datetime) -> str:
    """`organization/service@2026-12-01T14:00`"""
    return f"{offer}@{start.astimezone(BERLIN):%Y-%m-%dT%H:%M}"


def _reminders(person: str, effect: SetReminder, now: datetime) -> list[Letter]:
    subject = subject_of(effect.offer, effect.start)
    return [
        Letter(f"{person}|{subject}|{moment:%Y-%m-%dT%H:%M}", person, "reminder", subject, moment)
        for moment in reminders(effect.start, now)
    ]
