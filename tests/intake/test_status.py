"""How the bot is, told to those who look after it, and nothing of those who write to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestClient, TestServer

from bot.intake.status import LONGEST, Status, serve
from bot.storage.database import Database
from bot.storage.outbox import Later, Refused
from bot.storage.storage import Storage
from tests.intake.office import NOW, NOWHERE, Channel, Clock, Desk, arrival, post

CHAT, WORDS, KEY = "telegram:471147114711", "ich suche eine Wohnung", "123456:" + "A" * 35
METRICS = (
    "wegweiser_updates_total", "wegweiser_decisions_total", "wegweiser_match_seconds",
    "wegweiser_handling_seconds", "wegweiser_sending_seconds", "wegweiser_posts_total",
    "wegweiser_polls_total", "wegweiser_waiting", "wegweiser_waiting_seconds",
    "wegweiser_knowledge_age_seconds",
)  # fmt: skip


class Page:
    """The pages on how the bot is, and somebody who looks at them."""

    def __init__(self, storage: Storage) -> None:
        self.storage, self.clock = storage, Clock()
        self.answered_at: datetime | None = None
        status = Status(storage, self.clock, lambda: NOW - timedelta(days=1), lambda: self.answered_at)
        self.client = TestClient(TestServer(status.application()))

    async def health(self) -> tuple[int, dict[str, Any]]:
        """Status and JSON of /healthz."""
        async with self.client.get("/healthz") as answer:
            return answer.status, await answer.json()

    async def metrics(self) -> str:
        """The text of /metrics."""
        async with self.client.get("/metrics") as answer:
            assert answer.headers["Content-Type"].startswith("text/plain; version=")
            return await answer.text()

    async def gauges(self) -> dict[str, float]:
        """What is measured of boxes and files."""
        lines = [line.rsplit(" ", 1) for line in (await self.metrics()).splitlines() if line[0] != "#"]
        return {name: float(value) for name, value in lines if name.startswith(METRICS[-3:])}


@pytest.fixture
async def page(storage: Storage) -> AsyncIterator[Page]:
    """The pages of an idle bot."""
    page = Page(storage)
    async with page.client:
        yield page


async def test_an_idle_bot_is_well(page: Page) -> None:
    """Nothing waits, the files are a day old, Telegram has not called yet."""
    expected = {
        "ok": True, "database": True, "knowledge_age": 86_400.0, "last_update": None,
        "inbox": 0, "inbox_age": 0.0, "outbox": 0, "outbox_age": 0.0,
    }  # fmt: skip

    assert (200, expected) == await page.health()


@pytest.mark.parametrize("box", ["inbox", "outbox"])
async def test_a_bot_in_which_something_waits_too_long_is_ill(page: Page, box: str) -> None:
    """For five minutes it is well; then it is not, until nothing waits any more."""
    if box == "inbox":
        await page.storage.inbox.put([arrival(n, WORDS, CHAT) for n in range(3)], NOW)
    else:
        await page.storage.outbox.put([post(WORDS, CHAT)] * 3, NOW)
    page.clock.forward(LONGEST - 1)
    well, early = await page.health()
    page.clock.forward(1)
    ill, late = await page.health()
    await Desk(page.storage).work()
    await Channel(page.storage).work()
    status, after = await page.health()

    assert (200, True, 3, LONGEST - 1) == (well, early["ok"], early[box], early[f"{box}_age"])
    assert (503, False, True, LONGEST) == (ill, late["ok"], late["database"], late[f"{box}_age"])
    assert (200, True, 0) == (status, after["ok"], after[box])


async def test_what_was_answered_waits_no_longer(page: Page) -> None:
    """Neither its number in the inbox nor what was set aside makes the bot ill."""
    desk = Desk(page.storage)
    desk.sorry = []
    desk.faults = {"bad": [ValueError()] * 3}
    await page.storage.inbox.put([arrival(1, "bad", CHAT)], NOW)
    for _ in range(3):
        await desk.work()
        desk.clock.forward(60)
    page.clock.forward(86_400)

    assert 200 == (await page.health())[0]


async def test_the_last_sign_of_telegram_is_told(page: Page) -> None:
    """In seconds; a silence makes nobody ill, for at night nobody writes."""
    page.answered_at = NOW
    page.clock.forward(86_400)
    status, health = await page.health()

    assert (200, 86_400.0) == (status, health["last_update"])


async def test_a_clock_that_was_put_back_makes_no_negative_age(page: Page) -> None:
    """Ages are never below zero."""
    await page.storage.inbox.put([arrival(1, WORDS, CHAT)], NOW + timedelta(hours=2))
    status, health = await page.health()

    assert (200, 0.0, 1) == (status, health["inbox_age"], health["inbox"])


async def test_without_its_database_the_bot_is_ill() -> None:
    """Both pages answer all the same."""
    database = Database(NOWHERE)
    page = Page(Storage(database))
    async with page.client:
        status, health = await page.health()
        metrics = await page.metrics()
    await database.close()

    assert (503, False, False) == (status, health["ok"], health["database"])
    assert "wegweiser_updates_total" in metrics


async def test_all_is_measured_that_is_named(page: Page) -> None:
    """Each metric has its line, and those of the boxes tell what waits."""
    await page.storage.inbox.put([arrival(n, WORDS, CHAT) for n in range(3)], NOW)
    await page.storage.outbox.put([post(WORDS, CHAT)], NOW)
    page.clock.forward(60)
    metrics, gauges = await page.metrics(), await page.gauges()

    assert [] == [name for name in METRICS if f"# TYPE {name.removesuffix('_total')}" not in metrics]
    assert {
        'wegweiser_waiting{box="inbox"}': 3.0,
        'wegweiser_waiting{box="outbox"}': 1.0,
        'wegweiser_waiting_seconds{box="inbox"}': 60.0,
        'wegweiser_waiting_seconds{box="outbox"}': 60.0,
        "wegweiser_knowledge_age_seconds": 86_460.0,
    } == gauges


async def test_neither_page_tells_who_writes_or_what(page: Page) -> None:
    """Whatever happened: answered, set aside, sent, refused, put off; errors that hold words and token."""
    desk, channel = Desk(page.storage), Channel(page.storage)
    desk.clock = channel.clock
    desk.faults = {"bad": [ValueError(f"{WORDS} {CHAT} {KEY}") for _ in range(3)]}
    texts = WORDS, "bad", "refused", "later", "broken", "left"
    await page.storage.inbox.put([arrival(n, text, f"{CHAT}{n}") for n, text in enumerate(texts)], NOW)
    channel.outcomes = {
        "re: refused": [Refused(f"{WORDS} {KEY}")],
        "re: later": [Later()],
        "re: broken": [ValueError(f"{CHAT} {KEY}")],
        "re: left": [Refused("blocked", gone=True)],
    }
    seen = []
    for _ in range(4):
        await desk.work()
        await channel.work()
        seen.append(str(await page.health()) + await page.metrics())
        desk.clock.forward(60)
    told = "".join(seen)

    assert 'wegweiser_updates_total{outcome="set_aside"}' in told
    assert [] == [
        secret for secret in (CHAT[9:], "telegram:", "Wohnung", "A" * 35, "leider") if secret in told
    ]


async def test_nothing_else_is_served(page: Page) -> None:
    """Two pages, to be read only."""
    async with page.client.get("/") as root, page.client.post("/healthz") as written:
        statuses = root.status, written.status

    assert (404, 405) == statuses


async def test_the_pages_are_served_where_it_was_said(page: Page, unused_tcp_port: int) -> None:
    """At a host and a port, on this machine only where no host is named; until it is cleaned up."""
    status = Status(page.storage, page.clock, lambda: NOW, lambda: None)
    served = []
    for listen in (f"127.0.0.1:{unused_tcp_port}", f":{unused_tcp_port}"):
        runner = await serve(status.application(), listen)
        hosts = {address[0] for address in runner.addresses}
        async with (
            ClientSession() as session,
            session.get(f"http://127.0.0.1:{unused_tcp_port}/healthz") as answer,
        ):
            served.append((hosts, answer.status))
        await runner.cleanup()
    with pytest.raises(OSError, match=str(unused_tcp_port)):
        await asyncio.open_connection("127.0.0.1", unused_tcp_port)

    assert [({"127.0.0.1"}, 200)] * 2 == served
