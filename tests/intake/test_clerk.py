"""An update is answered once, whatever happens; one that cannot be answered holds up nobody."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date

import pytest
from sqlalchemy import text

from bot.core.conversation import Conversation
from bot.storage.database import Database
from bot.storage.storage import Storage
from bot.storage.tables import inbox, outbox
from tests import databases
from tests.intake.office import ANNA, BERT, NOW, Desk, arrival, post, rows, trouble

WORDS = "ich wohne in der Küferstraße"


@pytest.fixture
def desk(storage: Storage) -> Desk:
    """A desk with nothing on it."""
    return Desk(storage)


@pytest.fixture(params=databases.KINDS[1:])
async def elsewhere(postgresql: str) -> AsyncIterator[Storage]:
    """The same database as another process has it."""
    async with databases.opened(postgresql) as database:
        yield Storage(database)


async def said(storage: Storage) -> list[str]:
    """The texts that wait to be sent."""
    return [json.loads(row["content"])["spans"][0]["text"] for row in await rows(storage, outbox)]


def last_of(desk: Desk, number: int) -> Callable[[str], Awaitable[None]]:
    """Closes the bell when so many answers have been begun."""

    async def close(_: str) -> None:
        if len(desk.seen) == number:
            desk.arrived.close()

    return close


async def test_an_update_that_comes_twice_is_answered_once(desk: Desk) -> None:
    """In one batch, in two, and again after it was answered."""
    await desk.storage.inbox.put([arrival(1, "a"), arrival(1, "a")], NOW)
    await desk.storage.inbox.put([arrival(1, "a")], NOW)
    first = await desk.work()
    await desk.storage.inbox.put([arrival(1, "a"), arrival(2, "b")], NOW)
    second = await desk.work()

    assert (["a"], ["b"]) == (first, second)
    assert ["re: a", "re: b"] == await said(desk.storage)


async def test_a_chat_waits_for_its_first_message_and_others_go_on(desk: Desk) -> None:
    """What failed is tried again before what was written after it; nobody else waits."""
    await desk.storage.inbox.put([arrival(1, "a1"), arrival(2, "a2"), arrival(3, "b1", BERT)], NOW)
    desk.faults["a1"] = [ValueError()]
    at_once = await desk.work()
    desk.clock.forward(0.9)
    too_early = await desk.work()
    desk.clock.forward(0.1)
    later = await desk.work()

    assert (["a1", "b1"], [], ["a1", "a2"]) == (at_once, too_early, later)
    assert ["re: b1", "re: a1", "re: a2"] == await said(desk.storage)


async def test_what_is_answered_is_wiped(desk: Desk) -> None:
    """Neither what was written nor who wrote it is left; only that it has been answered."""
    await desk.storage.inbox.put([arrival(1, WORDS)], NOW)
    await desk.work()
    (row,) = await rows(desk.storage, inbox)

    assert (1, "", "", "") == (row["update_id"], row["chat"], row["content"], row["error"])
    assert (0, None) == await desk.storage.inbox.waiting()


async def test_an_update_that_cannot_be_answered_is_set_aside(desk: Desk) -> None:
    """After three tries, a second and four apart; its person is told, and the next message is answered."""
    await desk.storage.inbox.put([arrival(1, "bad"), arrival(2, "good"), arrival(3, "b", BERT)], NOW)
    desk.faults["bad"] = [ValueError()] * 3
    tried = []
    for seconds in (0, 1, 3.9, 0.1):
        desk.clock.forward(seconds)
        tried.append(await desk.work())
    desk.clock.forward(9999)

    assert [["bad", "b"], ["bad"], [], ["bad", "good"]] == tried
    assert [] == await desk.work()
    assert ["re: b", "leider", "re: good"] == await said(desk.storage)


async def test_of_what_is_set_aside_only_kind_and_place_of_the_error_stay(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the database nor the log holds a word of it, though the error does."""
    caplog.set_level(logging.DEBUG)
    await desk.storage.inbox.put([arrival(1, WORDS)], NOW)
    desk.faults[WORDS] = [ValueError(WORDS) for _ in range(3)]
    for _ in range(3):
        await desk.work()
        desk.clock.forward(60)
    (row,) = await rows(desk.storage, inbox)
    ((when, why),) = await desk.storage.inbox.set_aside_ones()

    assert row["done_at"] is not None
    assert ("", "") == (row["chat"], row["content"])
    assert NOW < when < desk.clock.now
    assert why.startswith("ValueError at ")
    assert "office.py:" in why
    assert why.endswith("answer")
    assert why in caplog.text
    assert "Küferstraße" not in why + caplog.text


async def test_nothing_half_done_stays(desk: Desk) -> None:
    """What an answer changed before it failed is taken back, at each try, and stays once with the last."""
    storage = desk.storage

    async def change(_: str) -> None:
        await storage.counts.add("need", "find_flat", "de", date(2026, 11, 24))
        await storage.conversations.save(ANNA, Conversation(language="tr"))
        await storage.outbox.put([post("half")], NOW)

    desk.before = change
    await storage.inbox.put([arrival(1, "bad"), arrival(2, "fair", BERT)], NOW)
    desk.faults = {"bad": [ValueError()] * 3, "fair": [ValueError()]}
    await desk.work()
    after_one = (await storage.counts.all("need"), await said(storage))
    for _ in range(2):
        desk.clock.forward(60)
        await desk.work()

    assert ([], []) == after_one
    assert [("2026-11", "find_flat", 1)] == await storage.counts.all("need")
    assert ["half", "re: fair", "leider"] == await said(storage)


async def test_trouble_of_the_database_counts_as_no_try(desk: Desk) -> None:
    """An update outlives any number of them, and is answered at once when they end."""
    await desk.storage.inbox.put([arrival(1, "a")], NOW)
    desk.faults["a"] = [trouble() for _ in range(20)]
    desk.before = last_of(desk, 21)
    await asyncio.wait_for(desk.clerk.run(), 10)

    assert ["a"] * 21 == desk.seen
    assert 20 == desk.weather.failures
    assert not desk.weather.is_foul("the inbox")
    assert ["re: a"] == await said(desk.storage)


async def test_other_troubles_than_those_of_the_database_count(desk: Desk) -> None:
    """An answer that never gets its file, or its time, would hold up everybody for ever."""
    await desk.storage.inbox.put([arrival(1, "a"), arrival(2, "b", BERT)], NOW)
    desk.faults["a"] = [OSError(75, "Value too large"), TimeoutError(), ConnectionError()]
    for _ in range(3):
        await desk.work()
        desk.clock.forward(60)

    assert ["a", "b", "a", "a"] == desk.seen
    assert ["re: b", "leider"] == await said(desk.storage)


async def test_an_answer_that_was_cut_short_is_given_by_the_next(desk: Desk) -> None:
    """A clerk who is stopped in the middle has done nothing."""
    begun = asyncio.Event()

    async def hang(_: str) -> None:
        await desk.storage.conversations.save(ANNA, Conversation(language="tr"))
        begun.set()
        await asyncio.Event().wait()

    desk.before = hang
    await desk.storage.inbox.put([arrival(1, "a")], NOW)
    working = asyncio.ensure_future(desk.clerk.run())
    await begun.wait()
    working.cancel()
    await asyncio.wait([working])
    desk.before = None
    kept = await desk.storage.conversations.load(ANNA)

    assert Conversation() == kept
    assert ["a"] == await desk.work()
    assert ["re: a"] == await said(desk.storage)


async def test_a_clerk_answers_what_comes_in_and_finishes_it_at_the_end(desk: Desk) -> None:
    """He wakes when it rings; what he has begun when the bell closes is answered and waits to be sent."""
    working = asyncio.ensure_future(desk.clerk.run())
    await asyncio.sleep(0)
    desk.before = last_of(desk, 2)
    await desk.storage.inbox.put([arrival(1, "a"), arrival(2, "b"), arrival(3, "c")], NOW)
    desk.arrived.ring()
    await asyncio.wait_for(working, 10)
    await asyncio.wait_for(desk.to_send.wait(), 10)

    assert ["re: a", "re: b"] == await said(desk.storage)
    assert 1 == (await desk.storage.inbox.waiting()).number


async def test_a_clerk_without_a_chat_to_write_to_sets_aside_all_the_same(desk: Desk) -> None:
    """An update of nobody is set aside without a line to anybody."""
    desk.sorry = []
    await desk.storage.inbox.put([arrival(1, "bad", "")], NOW)
    desk.faults["bad"] = [ValueError()] * 3
    for _ in range(3):
        await desk.work()
        desk.clock.forward(60)

    assert [] == await said(desk.storage)
    assert 1 == len(await desk.storage.inbox.set_aside_ones())


async def test_a_connection_that_is_cut_counts_as_no_try(elsewhere: Storage) -> None:
    """The server ends it in the middle of an answer: nothing is half done, and it is begun anew."""
    desk = Desk(elsewhere)

    async def cut(_: str) -> None:
        if len(desk.seen) == 5:
            desk.arrived.close()
            return
        async with elsewhere.database.transaction() as connection:
            await connection.execute(text("select pg_terminate_backend(pg_backend_pid())"))

    desk.before = cut
    await elsewhere.inbox.put([arrival(1, "a")], NOW)
    await asyncio.wait_for(desk.clerk.run(), 10)

    assert ["a"] * 5 == desk.seen
    assert ["re: a"] == await said(elsewhere)


async def test_clerks_of_two_processes_answer_each_update_once(elsewhere: Storage, postgresql: str) -> None:
    """Ten of them at the same inbox: nothing twice, nothing left, each chat in its order."""
    other = Storage(Database(postgresql))
    desks = Desk(elsewhere), Desk(other)
    answered: list[str] = []

    async def note(words: str) -> None:
        await asyncio.sleep(0.001)
        answered.append(words)
        if len(answered) == 60:
            for desk in desks:
                desk.arrived.close()

    await elsewhere.inbox.put([arrival(n, f"{n % 6}/{n:02}", f"telegram:{n % 6}") for n in range(60)], NOW)
    for desk in desks:
        desk.before = note
    await asyncio.wait_for(asyncio.gather(*(desk.clerk.run() for desk in desks * 5)), 30)
    await other.database.close()
    chats = [[words for words in answered if words.startswith(f"{chat}/")] for chat in range(6)]

    assert 60 == len(set(answered)) == len(await said(elsewhere))
    assert [sorted(chat) for chat in chats] == chats
    assert all(desk.seen for desk in desks)


async def test_two_clerks_who_fail_at_the_same_update_apologise_once(
    elsewhere: Storage, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between a failure and its note another process may have taken the update, and failed too."""
    other = Storage(Database(postgresql))
    slow, quick = Desk(elsewhere), Desk(other)
    for desk in slow, quick:
        desk.faults["bad"] = [ValueError()]
    await elsewhere.inbox.put([arrival(1, "bad")], NOW)
    for _ in range(2):
        await elsewhere.inbox.again(1, NOW)
    failing = elsewhere.inbox.done
    held, go_on = asyncio.Event(), asyncio.Event()

    async def hold(number: int, now: object, error: str = "") -> bool:
        held.set()
        await go_on.wait()
        return await failing(number, NOW, error)

    monkeypatch.setattr(elsewhere.inbox, "done", hold)
    late = asyncio.ensure_future(slow.clerk.step())
    await held.wait()
    await quick.work()
    go_on.set()
    await late
    await other.database.close()

    assert ["leider"] == await said(elsewhere)
    assert 1 == len(await elsewhere.inbox.set_aside_ones())
