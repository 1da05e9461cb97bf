"""Inbox and outbox of one database in the hands of two processes; only PostgreSQL takes both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.storage.database import Database
from bot.storage.inbox import Received
from bot.storage.storage import Storage
from tests import databases
from tests.intake.office import ANNA, NOW, arrival, post
from tests.test_boxes import number_of, texts


@pytest.fixture(params=databases.KINDS[1:])
async def processes(postgresql: str) -> AsyncIterator[tuple[Storage, Storage]]:
    """The same database as two processes have it."""
    async with databases.opened(postgresql) as first:
        second = Database(postgresql)
        yield Storage(first), Storage(second)
        await second.close()


async def test_two_processes_never_get_the_same_update(processes: tuple[Storage, Storage]) -> None:
    """Twelve clerks hold one each: all of different chats, of each chat the first."""
    first, second = processes
    await first.inbox.put([arrival(n, "x", f"telegram:{n % 20}") for n in range(60)], NOW)
    all_hold, held = asyncio.Barrier(12), list[tuple[int, str]]()

    async def hold(storage: Storage) -> None:
        async with storage.database.transaction():
            received = await storage.inbox.next(NOW)
            if received:
                held.append((received.number, received.chat))
            await all_hold.wait()

    await asyncio.wait_for(asyncio.gather(*(hold(each) for each in (first, second) * 6)), 20)

    assert [(n + 1, f"telegram:{n}") for n in range(12)] == sorted(held)


async def test_two_processes_keep_a_chat_in_order(processes: tuple[Storage, Storage]) -> None:
    """While one has the first update, or post, of a chat the other gets none of it, and then the next."""
    first, second = processes
    await first.inbox.put([arrival(1, "a1"), arrival(2, "a2")], NOW)
    await first.outbox.put([post("a1"), post("a2")], NOW)
    async with first.database.transaction():
        received = await first.inbox.next(NOW)
        other = await second.inbox.next(NOW)
        await first.inbox.done(1, NOW)
        uncommitted = await asyncio.ensure_future(second.inbox.next(NOW))
    async with first.outbox.claim(NOW) as held:
        others = await texts(second)
        await first.outbox.sent(1)
        unsent = await texts(second)

    assert (1, None, None) == (number_of(received), other, uncommitted)
    assert ("a1", [], []) == (held.message.text if held else "", others, unsent)
    assert 2 == number_of(await second.inbox.next(NOW))
    assert ["a2"] == await texts(second)


async def test_two_processes_never_send_the_same_post(processes: tuple[Storage, Storage]) -> None:
    """Eight couriers of two processes send all, each once, each chat in its order."""
    first, second = processes
    await first.outbox.put([post(f"{n % 7}/{n:03}", f"telegram:{n % 7}") for n in range(140)], NOW)
    sent: list[str] = []

    async def work(storage: Storage) -> None:
        while (await storage.outbox.waiting()).number:
            async with storage.outbox.claim(NOW) as claimed:
                if claimed:
                    sent.append(claimed.message.text)
                    await asyncio.sleep(0)
                    await storage.outbox.sent(claimed.number)

    await asyncio.wait_for(asyncio.gather(*(work(each) for each in (first, second) * 4)), 60)
    chats = [[each for each in sent if each.startswith(f"{chat}/")] for chat in range(7)]

    assert 140 == len(sent) == len(set(sent))
    assert [sorted(chat) for chat in chats] == chats


async def test_a_connection_that_is_cut_gives_its_row_back(processes: tuple[Storage, Storage]) -> None:
    """An update and a post are handed to the other process as if nothing had been; so does a kill."""
    first, second = processes
    await first.inbox.put([arrival(1, "a")], NOW)
    await first.outbox.put([post("a")], NOW)

    async def cut() -> None:
        async with first.database.transaction() as connection:
            pid = (await connection.execute(text("select pg_backend_pid()"))).scalar()
        async with second.database.transaction() as connection:
            await connection.execute(text("select pg_terminate_backend(:pid, 5000)"), {"pid": pid})

    with suppress(OperationalError):
        async with first.database.transaction():
            taken = await first.inbox.next(NOW)
            await first.inbox.done(1, NOW)
            await cut()
            given_back = await second.inbox.next(NOW)
    with suppress(OperationalError):
        async with first.outbox.claim(NOW) as claimed:
            await first.outbox.sent(1)
            await cut()
            sent = await texts(second)

    assert Received(1, ANNA, '{"text": "a"}', 0) == taken == given_back
    assert "a" == (claimed.message.text if claimed else "")
    assert ["a"] == sent
    assert [] == await texts(first)
