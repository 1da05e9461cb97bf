"""Who answers an update: a person's goes to the assistant, that of the team's group to the team."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from telegram import ChatMember, Update

from bot.assistant import Assistant
from bot.channels import telegram as channel
from bot.channels.telegram_sending import person_of, single
from bot.coordinators.office import Coordinators, is_for_coordinators
from bot.core.conversation import Turn
from bot.intake.flood import Flood
from bot.metrics import HANDLING, UPDATES
from bot.storage.inbox import Received
from bot.storage.outbox import Post
from bot.team import Team


@dataclass(frozen=True)
class Reception:
    """Takes updates as they wait in the inbox, gives what is to be sent."""

    assistant: Assistant
    team: Team
    staff: int | None
    """the chat of the team's group"""
    clock: Callable[[], datetime]
    release: Callable[[str], None]
    """told of every press, so that the button stops spinning"""
    coordinators: Coordinators | None = None
    coordinator_ids: tuple[int, ...] = ()
    """the private chats of those who look after the offers"""
    flood: Flood = field(default_factory=Flood)

    async def answer(self, received: Received) -> list[Post]:
        """What is sent for an update. Raises whatever goes wrong; nothing has been sent then."""
        update = _read(received.content)
        if update.callback_query:
            self.release(update.callback_query.id)
        with HANDLING.time():
            posts = await self._answer(update)
        if any(post.chat != received.chat for post in posts):
            raise ValueError("an update would be answered in another chat than it came from")
        UPDATES.labels("answered" if posts else "ignored").inc()
        return posts

    async def _answer(self, update: Update) -> list[Post]:
        now, chat = self.clock(), update.effective_chat
        if update.my_chat_member:
            if update.my_chat_member.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
                await self.assistant.storage.forget(person_of(update.my_chat_member.chat.id))
            return []
        if self.staff and chat and chat.id == self.staff:
            turn = channel.team_turn(update, self.staff, now)
            return await self._by_the_team(turn, update) if turn else []
        if self.coordinators and chat and chat.id in self.coordinator_ids:
            order = channel.coordinator_turn(update, now)
            if order and is_for_coordinators(order.text, order.action):
                return channel.posts(update, order, await self.coordinators.handle(order))
        turn = channel.turn_from(update, now)
        return await self._to_a_person(turn, update) if turn else []

    async def _by_the_team(self, turn: Turn, update: Update) -> list[Post]:
        messages = [part for message in await self.team.handle(turn) for part in single(message)]
        return [Post(turn.person, message, channel.asked_in(update)) for message in messages]

    async def _to_a_person(self, turn: Turn, update: Update) -> list[Post]:
        verdict = self.flood.judge(turn.person, channel.sent_at(update, turn.at))
        if verdict == "ignore":
            return []
        if verdict == "warn":
            UPDATES.labels("slowed").inc()
            turn = Turn(turn.person, turn.at, action="too_fast", phone_language=turn.phone_language)
        return channel.posts(update, turn, await self.assistant.handle(turn))

    def apologise(self, received: Received) -> list[Post]:
        """What is sent for an update that cannot be answered: it may not even be one that can be read."""
        of_a_person = received.chat.removeprefix("telegram:").isdecimal()  # the number of a group is negative
        if not of_a_person or (self.staff and received.chat == person_of(self.staff)):
            return []
        turn = Turn(received.chat, self.clock(), action="trouble")
        return [Post(received.chat, part) for each in self.assistant.trouble(turn) for part in single(each)]


def _read(content: str) -> Update:
    try:
        return Update.de_json(json.loads(content), None)
    except OSError as error:  # a date beyond all calendars; it says nothing of the database, as others do
        raise ValueError("an update with an impossible date") from error
