"""A fresh bot with a team, to which updates come one after the other; what it says and stores is seen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypeAlias

from sqlalchemy import select

from bot.assistant import Assistant, Speaker
from bot.channels import telegram as channel
from bot.channels.telegram_sending import single
from bot.deeds import Deeds
from bot.intake.bell import Bell
from bot.intake.courier import Courier
from bot.intake.weather import Weather
from bot.postman import Postman
from bot.reception import Reception
from bot.storage.database import TROUBLE
from bot.storage.inbox import Received
from bot.storage.outbox import Outcome, Post, Sent
from bot.storage.storage import Storage
from bot.storage.tables import metadata
from bot.team import Team
from tests.conftest import at
from tests.sendable import refused

Json: TypeAlias = dict[str, Any]
PERSON, STRANGER = 5, 6
GROUP, OTHER_GROUP, TEAM, CHANNEL = -50, -1000000000555, -1000000000777, -1000000000900
KINDS = {GROUP: "group", CHANNEL: "channel"}
BOT = {"id": 1, "is_bot": True, "first_name": "Wegweiser"}
OWNED = ("conversations", "letters", "subscriptions", "cases", "case_entries", "case_messages")


def chat(number: int) -> Json:
    """A chat of the kind that its number says."""
    return {"id": number, "type": "private" if number > 0 else KINDS.get(number, "supergroup"), "title": "T"}


def person_in(where: int) -> Json:
    """Who writes in a chat: in a group somebody who never wrote to us."""
    number = where if where > 0 else STRANGER
    return {"id": number, "is_bot": False, "first_name": "P", "language_code": "de"}


class FrontDesk:
    """Takes updates as Telegram sends them."""

    def __init__(self, storage: Storage, speaker: Speaker) -> None:
        self.storage, self.now, self.number = storage, at("2026-11-24T13:05"), 0
        self.team = Team(speaker, storage, f"telegram:{TEAM}")
        assistant = Assistant(speaker, storage, Deeds(storage))
        self.reception = Reception(assistant, self.team, TEAM, lambda: self.now, lambda _: None)
        self.postman = Postman(speaker, storage, self.team, lambda: self.now, cut=single)
        self.sent: list[Post] = []

    async def try_to_take(self, update: Json) -> tuple[list[Post], Exception | None]:
        """What is sent for an update as it comes over the wire, and why it is set aside."""
        self.now += timedelta(seconds=7)
        self.number += 1
        arrival = channel.arrival(json.loads(json.dumps({"update_id": self.number, **update})))
        if arrival is None:  # its number is spoilt
            return [], None
        received = Received(self.number, arrival.chat, arrival.content, 0)
        try:
            async with self.storage.database.transaction():
                return await self.reception.answer(received), None
        except TROUBLE as error:  # the clerk would take it for trouble with the database
            raise AssertionError("it would be tried for ever") from error
        except Exception as error:
            return self.reception.apologise(received), error

    async def take(self, update: Json) -> list[Post]:
        """What is sent for an update that is sound; all of it can be sent."""
        posts, error = await self.try_to_take(update)
        assert error is None
        assert [] == [problem for post in posts for problem in refused(post)]
        return posts

    async def message(self, text: str = "", *, where: int = PERSON, **more: Any) -> list[Post]:
        """A message comes in; `kind` is that of its update."""
        kind, words = more.pop("kind", "message"), {"text": text} if text else {}
        made = {"message_id": self.number + 100, "date": int(self.now.timestamp()), "chat": chat(where)}
        return await self.take({kind: {**made, "from": person_in(where), **words, **more}})

    async def press(self, data: str, *, where: int = PERSON, quoted: str | None = None) -> list[Post]:
        """A button is pressed under a message of ours that quotes something, or that is gone."""
        under: Json = {"message_id": 4, "date": 0, "chat": chat(where)}
        if quoted is not None:
            quote = {"type": "blockquote", "offset": 0, "length": len(quoted.encode("utf-16-le")) // 2}
            under |= {"date": 1, "text": quoted, "entities": [quote], "from": BOT}
        query = {"id": "7", "chat_instance": "1", "data": data, "from": person_in(where), "message": under}
        return await self.take({"callback_query": query})

    async def ask_the_team(self, question: str = "Ich suche eine Wohnung") -> list[Post]:
        """A person sends a question, and the team gets it."""
        await self.press("send:find_flat", quoted=question)
        return await self.deliver()

    async def deliver(self) -> list[Post]:
        """Letters whose time has come are sent; what they are."""
        before = len(self.sent)
        await self.postman.round()
        courier = Courier(self.storage, self._send, lambda: self.now, Bell(), Weather())
        while await courier.step():
            pass
        return self.sent[before:]

    async def _send(self, post: Post, _: str) -> Outcome:
        assert [] == refused(post)
        self.sent.append(post)
        return Sent(str(1000 + len(self.sent)))

    async def kept(self) -> dict[str, list[Json]]:
        """What is stored beyond talks."""
        stored = await self.stored()
        return {name: rows for name, rows in stored.items() if rows and name != "conversations"}

    async def stored(self) -> Mapping[str, list[Json]]:
        """All rows about anybody."""
        async with self.storage.database.read() as connection:
            found = {name: await connection.execute(select(metadata.tables[name])) for name in OWNED}
            return {name: [dict(row) for row in rows.mappings()] for name, rows in found.items()}


def firsts(posts: list[Post]) -> list[str]:
    """The first lines of what is sent."""
    return [post.message.text.partition("\n")[0] for post in posts]
