"""Telegram is told 200 once an update is kept, and nothing else is let in."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.channels import telegram as channel
from bot.intake.bell import Bell
from bot.intake.webhook import LARGEST, Webhook
from bot.storage.database import Database
from bot.storage.inbox import Inbox
from bot.storage.storage import Storage
from bot.storage.tables import inbox
from tests.intake.office import NOWHERE, Clock, Sunny, rows, trouble

KEY, HEADER, PATH = "a-Secret_of-tests", "X-Telegram-Bot-Api-Secret-Token", "/hook"
UPDATE = {"update_id": 7, "message": {"chat": {"id": 5}, "text": "hello"}}


class Gate:
    """A webhook that listens, and somebody who calls."""

    def __init__(self, storage: Storage) -> None:
        self.storage, self.bell, self.weather = storage, Bell(), Sunny()
        self.clock = Clock()
        self.hook = Webhook(KEY, channel.arrival, storage.inbox, self.clock, self.bell, self.weather)
        self.client = TestClient(TestServer(self.hook.application(PATH)))

    async def call(self, content: Any = UPDATE, key: str | None = KEY, **options: Any) -> int:
        """Bring an update, or bytes; the status."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        headers = {} if key is None else {HEADER: key}
        async with self.client.post(PATH, data=io.BytesIO(body), headers=headers, **options) as answer:
            return answer.status

    async def kept(self) -> list[int]:
        """The numbers of what is kept."""
        return [row["update_id"] for row in await rows(self.storage, inbox)]


@pytest.fixture
async def gate(storage: Storage) -> AsyncIterator[Gate]:
    """A webhook that listens until the test ends."""
    gate = Gate(storage)
    async with gate.client:
        yield gate


async def test_an_update_is_kept_and_clerks_are_called(gate: Gate) -> None:
    """With all that was in it."""
    waiting = asyncio.ensure_future(gate.bell.wait())
    status = await gate.call()
    await asyncio.wait_for(waiting, 10)
    (row,) = await rows(gate.storage, inbox)

    assert 200 == status
    assert (7, "telegram:5", UPDATE) == (row["update_id"], row["chat"], json.loads(row["content"]))
    assert gate.clock.now == gate.hook.answered_at


@pytest.mark.parametrize("key", [None, "", "a-Secret_of-test", "a-secret_of-tests", KEY + "x", "ä"])
async def test_who_does_not_know_the_secret_is_turned_away(gate: Gate, key: str | None) -> None:
    """With 403, whatever they bring, and nothing of it is kept or counted as Telegram's call."""
    statuses = [await gate.call(content, key) for content in (UPDATE, b"{", b"x" * (LARGEST + 1))]

    assert [403] * 3 == statuses
    assert [] == await gate.kept()
    assert None is gate.hook.answered_at


async def test_a_secret_that_is_no_text_is_turned_away(gate: Gate) -> None:
    """Bytes that no alphabet knows are a wrong secret, no fault of ours."""
    server: Any = gate.client.server
    reader, writer = await asyncio.open_connection(server.host, server.port)
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n{HEADER}: "
    writer.write(head.encode() + b"\xff\xfe\r\n\r\n{}")
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    await writer.wait_closed()

    assert b"403" == answer.split()[1]


@pytest.mark.parametrize("content", [b"", b"{", b"update_id=7", b"\xff\xfe", b"[" * 100_000])
async def test_what_is_no_json_is_refused(gate: Gate, content: bytes) -> None:
    """With 400; it never was Telegram's."""
    assert 400 == await gate.call(content)
    assert [] == await gate.kept()


@pytest.mark.parametrize(
    "content", [[], [UPDATE], "hello", 7, None, {}, {"update_id": "7"}, {"update_id": -1}]
)
async def test_what_is_no_update_is_taken_and_dropped(gate: Gate, content: Any) -> None:
    """Refused it would be brought again for ever."""
    assert 200 == await gate.call(content)
    assert [] == await gate.kept()


async def test_what_is_too_large_is_refused(gate: Gate) -> None:
    """With 413, whether its length is told before or not; what just fits is kept."""
    frame = len(json.dumps({**UPDATE, "x": ""}))
    fits = {**UPDATE, "x": "x" * (LARGEST - frame)}
    large = json.dumps({**UPDATE, "x": "x" * (LARGEST - frame + 1)}).encode()

    async def drops() -> AsyncIterator[bytes]:
        for start in range(0, len(large), 65_536):
            yield large[start : start + 65_536]

    told = await gate.call(large)
    async with gate.client.post(PATH, data=drops(), headers={HEADER: KEY}) as answer:
        untold = answer.status
    nothing = await gate.kept()

    assert (413, 413, []) == (told, untold, nothing)
    assert 200 == await gate.call(fits)
    assert [7] == await gate.kept()


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
async def test_other_methods_are_not_allowed(gate: Gate, method: str) -> None:
    """Not with the secret either."""
    async with gate.client.request(method, PATH, json=UPDATE, headers={HEADER: KEY}) as answer:
        status = answer.status

    assert 405 == status
    assert [] == await gate.kept()


async def test_nothing_is_found_elsewhere(gate: Gate) -> None:
    """Only the one path is ours."""
    async with gate.client.post("/", json=UPDATE, headers={HEADER: KEY}) as answer:
        status = answer.status

    assert 404 == status


async def test_an_update_that_comes_twice_is_kept_once(gate: Gate) -> None:
    """Also when both come at the same moment."""
    statuses = await asyncio.gather(*(gate.call() for _ in range(5)))

    assert [200] * 5 == statuses
    assert [7] == await gate.kept()


async def test_many_at_once_are_all_kept(gate: Gate) -> None:
    """As Telegram brings them: on forty connections."""
    updates = [{**UPDATE, "update_id": number} for number in range(200)]
    statuses = await asyncio.gather(*(gate.call(update) for update in updates))

    assert {200} == set(statuses)
    assert list(range(200)) == sorted(await gate.kept())


async def test_while_the_database_is_in_trouble_telegram_is_asked_to_come_again(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 until it can be kept, also until it is on the disk; and then 200."""
    put, settle = gate.storage.inbox.put, gate.storage.inbox.settle
    troubles, full = [trouble() for _ in range(2)], [OSError(28, "full")]

    async def fail_to_put(*arguments: Any) -> None:
        if troubles:
            raise troubles.pop()
        await put(*arguments)

    async def fail_to_settle() -> None:
        if full:
            raise full.pop()
        await settle()

    monkeypatch.setattr(gate.storage.inbox, "put", fail_to_put)
    monkeypatch.setattr(gate.storage.inbox, "settle", fail_to_settle)
    statuses = [await gate.call() for _ in range(3)]
    called, foul = gate.hook.answered_at, gate.weather.is_foul("keeping updates")

    assert ([503] * 3, None, True) == (statuses, called, foul)
    assert 200 == await gate.call()
    assert not gate.weather.is_foul("keeping updates")
    assert [7] == await gate.kept()


async def test_without_a_database_there_is_no_200(gate: Gate) -> None:
    """A server that cannot be reached."""
    nowhere = Database(NOWHERE)
    gate.hook.inbox = Inbox(nowhere)
    statuses = [await gate.call() for _ in range(2)]
    await nowhere.close()

    assert [503, 503] == statuses


async def test_telegram_is_not_told_before_the_update_is_kept(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the commit, and then the disk, take their time there is no answer yet."""
    put, begun, go_on = gate.storage.inbox.put, asyncio.Event(), asyncio.Event()
    settling, settled = asyncio.Event(), asyncio.Event()

    async def put_slowly(*arguments: Any) -> None:
        begun.set()
        await go_on.wait()
        await put(*arguments)

    async def settle_slowly() -> None:
        settling.set()
        await settled.wait()

    monkeypatch.setattr(gate.storage.inbox, "put", put_slowly)
    monkeypatch.setattr(gate.storage.inbox, "settle", settle_slowly)
    call = asyncio.ensure_future(gate.call())
    await asyncio.wait_for(begun.wait(), 10)
    before = call.done(), await gate.kept()
    go_on.set()
    await asyncio.wait_for(settling.wait(), 10)
    between = call.done(), await gate.kept()
    settled.set()

    assert ((False, []), (False, [7])) == (before, between)
    assert 200 == await asyncio.wait_for(call, 10)
