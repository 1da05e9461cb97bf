"""What waits goes out: each chat in order, again and again until it is taken, and once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import pytest
from sqlalchemy import text

from bot.core.conversation import Conversation
from bot.intake.courier import LONGEST_ASKED, LONGEST_WAIT, TRIES
from bot.storage.database import aware
from bot.storage.outbox import Later, Post, Refused
from bot.storage.storage import Storage
from bot.storage.tables import outbox
from tests import databases
from tests.intake.office import ANNA, BERT, NOW, Channel, Sunny, post, rows, trouble


@pytest.fixture
def channel(storage: Storage) -> Channel:
    """A channel that takes everything."""
    return Channel(storage)


async def at_work(channel: Channel, number: int = 4) -> asyncio.Future[list[None]]:
    """So many couriers who have begun."""
    working = asyncio.gather(*(channel.courier.run() for _ in range(number)))
    await asyncio.sleep(0)
    return working


async def finished(channel: Channel, working: asyncio.Future[list[None]]) -> None:
    """Let the couriers finish what they have in hand."""
    channel.bell.close()
    await asyncio.wait_for(working, 10)


def when_taken(channel: Channel, number: int, then: asyncio.Event) -> Callable[[str], Awaitable[None]]:
    """Something that happens when so many have been tried."""

    async def note(_: str) -> None:
        if len(channel.tried) == number:
            then.set()

    return note


async def test_messages_of_a_chat_go_out_in_their_order(channel: Channel) -> None:
    """Also where four work side by side, and each takes its time."""
    expected = [f"{n:02}" for n in range(40)]
    await channel.storage.outbox.put([post(words) for words in expected], NOW)
    everything = asyncio.Event()
    count = when_taken(channel, 40, everything)

    async def slowly(words: str) -> None:
        await asyncio.sleep(0.001 * (int(words) % 3))
        await count(words)

    channel.before = slowly
    working = await at_work(channel)
    await asyncio.wait_for(everything.wait(), 20)
    await finished(channel, working)

    assert expected == [words for _, words, _ in channel.taken]
    assert [] == await rows(channel.storage, outbox)


async def test_a_chat_that_hangs_holds_up_nobody_else(channel: Channel) -> None:
    """Its own next message waits for it."""
    go_on, others = asyncio.Event(), asyncio.Event()

    async def hang(words: str) -> None:
        if words == "a1":
            await go_on.wait()
        elif words == "b20":
            others.set()

    channel.before = hang
    letters = [post("a1"), post("a2"), *(post(f"b{n}", BERT) for n in range(21))]
    await channel.storage.outbox.put(letters, NOW)
    working = await at_work(channel, 2)
    await asyncio.wait_for(others.wait(), 20)
    meanwhile = channel.tried.copy()
    go_on.set()
    await finished(channel, working)
    await channel.work()

    assert ["a1", *(f"b{n}" for n in range(21))] == meanwhile
    assert ["a1", "a2"] == [words for chat, words, _ in channel.taken if chat == ANNA]


async def test_answers_go_before_what_the_bot_says_by_itself(channel: Channel) -> None:
    """They wait for no pace while the others do."""
    letters = [post(f"news{n}", f"telegram:{n}", rank=1) for n in range(10, 20)]
    await channel.storage.outbox.put([*letters, post("answer")], NOW)
    await channel.work()

    assert "answer" == channel.tried[0]
    assert [True] + [False] * 10 == channel.pace.urgent


async def test_who_is_asked_to_wait_waits_that_long(channel: Channel) -> None:
    """To the second, and no try is counted; the chat keeps its order, others go on, the pace slows."""
    await channel.storage.outbox.put([post("a1"), post("a2"), post("b", BERT)], NOW)
    channel.outcomes["a1"] = [Later(30.0)]
    at_once = await channel.work()
    (waiting, _) = await rows(channel.storage, outbox)
    channel.clock.forward(29.9)
    too_early = await channel.work()
    channel.clock.forward(0.1)

    assert (["a1", "b"], []) == (at_once, too_early)
    assert 0 == waiting["tries"]
    assert ["a1", "a2"] == await channel.work()
    assert 1 == channel.pace.slowed


async def test_a_day_is_too_long_to_wait(channel: Channel) -> None:
    """However long Telegram asks to wait, after a quarter of an hour there is another try."""
    await channel.storage.outbox.put([post("a")], NOW)
    channel.outcomes["a"] = [Later(86_400.0)]
    await channel.work()
    channel.clock.forward(LONGEST_ASKED)

    assert ["a"] == await channel.work()


async def test_what_cannot_be_sent_is_tried_ever_more_rarely(channel: Channel) -> None:
    """Half a second, one, two, and at last once a minute; the pace stays as it is."""
    await channel.storage.outbox.put([post("a")], NOW)
    channel.outcomes["a"] = [Later() for _ in range(10)]
    waits = []
    for _ in range(10):
        await channel.work()
        (row,) = await rows(channel.storage, outbox)
        waits.append((aware(row["due"]) - channel.clock.now).total_seconds())
        channel.clock.forward(waits[-1])
    await channel.work()

    assert [0.5, 1, 2, 4, 8, 16, 32, *[LONGEST_WAIT] * 3] == waits
    assert [(ANNA, "a", "")] == channel.taken
    assert ["a"] * 11 == channel.tried
    assert 0 == channel.pace.slowed


async def test_when_telegram_can_be_reached_again_nothing_waits_longer(channel: Channel) -> None:
    """What is taken hurries all that could not be sent, not what has to wait; and not twice a minute."""
    chats = [f"telegram:{n}" for n in range(20, 28)]
    await channel.storage.outbox.put([post(chat, chat) for chat in chats], NOW)
    channel.outcomes = {chat: [Later()] * 7 for chat in chats}
    for _ in range(7):
        await channel.work()
        channel.clock.forward(60)
    channel.clock.forward(-60)  # all wait for a minute
    await channel.storage.outbox.put([post("asked to wait", BERT)], channel.clock.now)
    channel.outcomes["asked to wait"] = [Later(600.0)]
    await channel.work()
    await channel.storage.outbox.put([post("new")], channel.clock.now)
    channel.outcomes[chats[0]] = [Later()] * 2
    hurried = await channel.work()
    channel.clock.forward(29)
    await channel.storage.outbox.put([post("newer")], channel.clock.now)
    again = await channel.work()

    assert ["new", *chats] == hurried
    assert ["newer"] == again


async def test_what_cannot_be_sent_for_a_day_is_given_up(channel: Channel) -> None:
    """What comes after it in its chat goes out."""
    await channel.storage.outbox.put([post("a1"), post("a2")], NOW)
    await channel.storage.outbox.again(1, NOW, tries=TRIES - 1)
    channel.outcomes["a1"] = [Later()]

    assert ["a1", "a2"] == await channel.work()
    assert [] == await rows(channel.storage, outbox)


async def test_what_is_refused_goes(channel: Channel) -> None:
    """It is tried once, its chat goes on, and nothing else is forgotten."""
    await channel.storage.conversations.save(ANNA, Conversation(language="tr"))
    await channel.storage.outbox.put([post("a1"), post("a2")], NOW)
    channel.outcomes["a1"] = [Refused("too long")]

    assert ["a1", "a2"] == await channel.work()
    assert [(ANNA, "a2", "")] == channel.taken
    assert [] == await rows(channel.storage, outbox)
    assert "tr" == (await channel.storage.conversations.load(ANNA)).language


async def test_a_message_is_not_sent_again_because_noting_it_failed() -> None:
    """Where one process has the database the disk may be full for as long as it likes."""
    async with databases.opened() as database:
        storage = Storage(database)
        channel = Channel(storage)

        async def only_read(yes: int) -> None:
            async with database.transaction() as connection:
                await connection.execute(text(f"pragma query_only = {yes}"))

        async def fill(words: str) -> None:
            if words == "a1":
                await only_read(1)

        class Emptied(Sunny):
            """After some failures somebody makes room."""

            def foul(self, what: str, error: BaseException) -> float:
                if self.failures == 4:
                    emptied.append(asyncio.ensure_future(only_read(0)))
                return super().foul(what, error)

        emptied: list[asyncio.Task[None]] = []
        channel.before, channel.weather = fill, Emptied()
        await storage.outbox.put([post("a1"), post("a2")], NOW)
        tried = await asyncio.wait_for(channel.work(), 10)

        assert ["a1", "a2"] == tried
        assert 5 <= channel.weather.failures
        assert [] == await rows(storage, outbox)


async def test_a_courier_outlives_trouble_of_the_database(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits goes out when it ends, and nothing was sent meanwhile."""
    claim, failures = channel.storage.outbox.claim, [trouble() for _ in range(5)]

    def claimed(now: datetime) -> AbstractAsyncContextManager[Post | None]:
        if failures:
            raise failures.pop()
        return claim(now)

    monkeypatch.setattr(channel.storage.outbox, "claim", claimed)
    taken = asyncio.Event()
    channel.before = when_taken(channel, 1, taken)
    await channel.storage.outbox.put([post("a")], NOW)
    working = await at_work(channel, 1)
    await asyncio.wait_for(taken.wait(), 10)
    await finished(channel, working)

    assert [(ANNA, "a", "")] == channel.taken
    assert 5 == channel.weather.failures
    assert not channel.weather.is_foul("the outbox")


async def test_a_message_that_breaks_its_sender_holds_up_only_its_chat(
    channel: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    """It waits as if Telegram could not be reached, and the log tells kind and place without its words."""
    await channel.storage.outbox.put([post("a1"), post("a2"), post("b", BERT)], NOW)
    channel.outcomes["a1"] = [KeyError("my secret"), ValueError("my secret")]
    for _ in range(3):
        await channel.work()
        channel.clock.forward(60)

    assert [(BERT, "b", ""), (ANNA, "a1", ""), (ANNA, "a2", "")] == channel.taken
    assert 3 == channel.tried.count("a1")
    assert "KeyError at " in caplog.text
    assert "secret" not in caplog.text


async def test_couriers_send_what_comes_and_finish_it_at_the_end(channel: Channel) -> None:
    """They wake when it rings; what is on its way when the bell closes is sent and noted, and no more."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(_: str) -> None:
        begun.set()
        await go_on.wait()

    channel.before = slowly
    working = await at_work(channel, 1)
    await asyncio.sleep(0)
    await channel.storage.outbox.put([post("a"), post("b", BERT)], NOW)
    channel.bell.ring()
    await asyncio.wait_for(begun.wait(), 10)
    channel.bell.close()
    go_on.set()
    await asyncio.wait_for(working, 10)

    assert [(ANNA, "a", "")] == channel.taken
    assert 1 == (await channel.storage.outbox.waiting()).number
