"""Who wants to hear of new events on which topic, and which events have been told of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import delete, select

from bot.storage.database import Database
from bot.storage.tables import announced, subscriptions


class Subscriptions:
    """Topics that people follow."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def follow(self, person: str, topic: str) -> None:
        """Follow a topic; to follow it twice changes nothing."""
        row = self._database.insert(subscriptions).values(person=person, topic=topic).on_conflict_do_nothing()
        async with self._database.transaction() as connection:
            await connection.execute(row)

    async def first(self, name: str, now: datetime) -> bool:
        """Note that something is told of; whether nobody has told of it before."""
        row = self._database.insert(announced).values(event=name, at=now.astimezone(UTC))
        async with self._database.transaction() as connection:
            return bool((await connection.execute(row.on_conflict_do_nothing())).rowcount)

    async def unfollow(self, person: str, topic: str = "") -> None:
        """Follow a topic no longer, or none at all."""
        same = subscriptions.c.person == person
        if topic:
            same &= subscriptions.c.topic == topic
        async with self._database.transaction() as connection:
            await connection.execute(delete(subscriptions).where(same))

    async def of(self, person: str) -> tuple[str, ...]:
        """The topics a person follows."""
        query = select(subscriptions.c.topic).where(subscriptions.c.person == person)
        async with self._database.read() as connection:
            return tuple(sorted((await connection.execute(query)).scalars()))

    async def followers(self, topics: Iterable[str]) -> list[str]:
        """Who follows at least one of some topics."""
        query = select(subscriptions.c.person).distinct().where(subscriptions.c.topic.in_(list(topics)))
        async with self._database.read() as connection:
            return sorted((await connection.execute(query)).scalars())

    async def new_among(self, events: Iterable[str]) -> set[str]:
        """The events that have not been told of."""
        async with self._database.read() as connection:
            told = set((await connection.execute(select(announced.c.event))).scalars())
        return set(events) - told

    async def tell(self, event: str, now: datetime) -> None:
        """Note that an event has been told of."""
        row = (
            self._database.insert(announced)
            .values(event=event, at=now.astimezone(UTC))
            .on_conflict_do_nothing()
        )
        async with self._database.transaction() as connection:
            await connection.execute(row)
