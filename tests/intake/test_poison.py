"""Updates that nobody can read: whatever comes in, the next one is answered."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from bot.channels import telegram as channel
from bot.core.conversation import Message, Span, Turn
from bot.reception import Reception
from bot.storage.storage import Storage
from bot.storage.tables import inbox
from tests.conftest import HOME
from tests.intake.office import ANNA, BERT, NOW, Channel, Desk, rows

sys.path.insert(0, str(HOME / "tests" / "lab"))

from server import Api  # type: ignore[import-not-found]

PERSON = {"id": 5, "is_bot": False, "first_name": "Anna", "language_code": "de"}
CHAT = {"id": 5, "type": "private", "first_name": "Anna"}
READABLE = (
    "unknown_type", "null_message", "missing_from", "missing_text", "null_text", "huge_user_id",
    "lone_surrogate", "bad_entities", "unknown_entity", "extra_fields", "deep_reply", "empty",
)  # fmt: skip
OF_NOBODY = "message_is_list", "message_is_string", "missing_chat"
UNREADABLE = (
    "missing_message_id", "missing_date", "bad_date", "string_date", "user_without_name",
)  # fmt: skip
BAD_DATES: tuple[object, ...] = 10**17, -(10**18), 2**70, [], {"hello": "hello"}


class Parrot:
    """An assistant that says what it hears."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    async def handle(self, turn: Turn) -> tuple[Message, ...]:
        """Answer a turn."""
        return (Message("de", (Span(f"re: {turn.text or turn.attachment}"),)),)

    def trouble(self, _: Turn) -> tuple[Message, ...]:
        """The polite line."""
        return (Message("de", (Span("leider"),)),)


class Counter:
    """A desk whose updates are read as the bot reads them, and whose answers are sent."""

    def __init__(self, storage: Storage) -> None:
        self.storage, self.desk, self.channel = storage, Desk(storage), Channel(storage)
        self.channel.clock = self.desk.clock
        parrot: Any = Parrot(storage)
        team: Any = None
        reception = Reception(parrot, team, None, self.desk.clock, lambda press: None)
        self.desk.answer = reception.answer  # type: ignore[method-assign]
        self.desk.apologise = reception.apologise  # type: ignore[method-assign]

    async def receive(self, *updates: dict[str, Any]) -> list[tuple[str, str]]:
        """Let updates come in and time pass; what is sent, to whom."""
        arrivals = [channel.arrival(update) for update in updates]
        await self.storage.inbox.put([each for each in arrivals if each], NOW)
        for _ in range(5):
            await self.desk.work()
            self.desk.clock.forward(60)
        await self.channel.work()
        return [(chat, text) for chat, text, _ in self.channel.taken]


@pytest.fixture
def counter(storage: Storage) -> Counter:
    """A counter where nobody has been yet."""
    return Counter(storage)


def message(number: int, chat: int = 5, **fields: Any) -> dict[str, Any]:
    """An update in which somebody writes hello."""
    content = {
        "message_id": number,
        "date": 1_800_000_000,
        "chat": {**CHAT, "id": chat},
        "from": {**PERSON, "id": chat},
        "text": f"hello{number}",
    }
    return {"update_id": number, "message": {**content, **fields}}


def malformed(variant: str) -> dict[str, Any]:
    """The first update, spoilt in one of the ways that the stand-in for Telegram knows."""
    bot: Any = SimpleNamespace(new_mid=lambda chat: 1, public=lambda chat: chat)
    return {"update_id": 1, **Api.malformed(bot, variant, PERSON, CHAT)}


@pytest.mark.parametrize("variant", READABLE + OF_NOBODY + UNREADABLE)
async def test_a_spoilt_update_holds_up_nobody(counter: Counter, variant: str) -> None:
    """The next message of the same person is answered, and so is that of another; nothing waits."""
    sent = await counter.receive(malformed(variant), message(2), message(3, chat=6))

    assert [(ANNA, "re: hello2")] == [each for each in sent if each[0] == ANNA][-1:]
    assert (BERT, "re: hello3") in sent
    assert 0 == (await counter.storage.inbox.waiting()).number


@pytest.mark.parametrize("variant", UNREADABLE)
async def test_who_wrote_what_cannot_be_read_gets_one_polite_line(counter: Counter, variant: str) -> None:
    """What was wrong is kept, without a word of what was written."""
    sent = await counter.receive(malformed(variant), message(2))
    ((_, why),) = await counter.storage.inbox.set_aside_ones()
    row = (await rows(counter.storage, inbox))[0]

    assert [(ANNA, "leider"), (ANNA, "re: hello2")] == sent
    assert " at " in why
    assert "hello" not in why
    assert ("", "") == (row["chat"], row["content"])


@pytest.mark.parametrize("variant", OF_NOBODY)
async def test_what_comes_from_nobody_is_set_aside_in_silence(counter: Counter, variant: str) -> None:
    """There is nobody to write to."""
    sent = await counter.receive(malformed(variant))

    assert [] == [chat for chat, _ in sent if chat != ANNA]
    assert 1 == len(await counter.storage.inbox.set_aside_ones())


@pytest.mark.parametrize("variant", READABLE)
async def test_what_can_be_read_is_not_set_aside(counter: Counter, variant: str) -> None:
    """What is merely strange is answered or ignored, at the first try."""
    await counter.receive(malformed(variant))

    assert [] == await counter.storage.inbox.set_aside_ones()


@pytest.mark.parametrize("date", BAD_DATES)
async def test_an_impossible_date_holds_up_nobody(counter: Counter, date: object) -> None:
    """Some of them fail as a lost disk would, and are no trouble of the database all the same."""
    sent = await counter.receive(message(1, date=date), message(2), message(3, chat=6))

    assert {(ANNA, "leider"), (ANNA, "re: hello2"), (BERT, "re: hello3")} == set(sent)
    assert 0 == (await counter.storage.inbox.waiting()).number
