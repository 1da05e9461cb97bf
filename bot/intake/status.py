"""How the bot is, for those who look after it: `/healthz` as JSON, `/metrics` for Prometheus; local only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest

from bot.storage.database import TROUBLE
from bot.storage.inbox import Waiting
from bot.storage.storage import Storage

LONGEST = 300.0
"""seconds that an update or a message may wait before the bot is called ill"""
WAITING = Gauge("wegweiser_waiting", "What waits", ("box",))
AGE = Gauge("wegweiser_waiting_seconds", "How long the oldest has been waiting", ("box",))
KNOWLEDGE = Gauge("wegweiser_knowledge_age_seconds", "Since the files were read")


@dataclass(frozen=True)
class Health:
    """All times in seconds."""

    ok: bool
    database: bool
    knowledge_age: float
    last_update: float | None
    """since Telegram last answered or called; None before it did"""
    inbox: int
    inbox_age: float
    outbox: int
    outbox_age: float


@dataclass(frozen=True)
class Status:
    """Looks, changes nothing."""

    storage: Storage
    clock: Callable[[], datetime]
    read_at: Callable[[], datetime]
    """when the files were read"""
    answered_at: Callable[[], datetime | None]

    def application(self) -> web.Application:
        """The web application."""
        application = web.Application()
        application.router.add_get("/healthz", self._healthz)
        application.router.add_get("/metrics", self._metrics)
        return application

    async def look(self) -> Health:
        """How the bot is now."""
        answered = self.answered_at()
        last = self._since(answered) if answered else None
        knowledge = self._since(self.read_at())
        try:
            came, going = await self.storage.inbox.waiting(), await self.storage.outbox.waiting()
        except TROUBLE:
            return Health(False, False, knowledge, last, 0, 0, 0, 0)
        ages = self._age(came), self._age(going)
        return Health(max(ages) < LONGEST, True, knowledge, last, came.number, ages[0], going.number, ages[1])

    async def _healthz(self, _: web.Request) -> web.Response:
        health = await self.look()
        return web.json_response(asdict(health), status=200 if health.ok else 503)

    async def _metrics(self, _: web.Request) -> web.Response:
        health = await self.look()
        for box, number, age in (
            ("inbox", health.inbox, health.inbox_age),
            ("outbox", health.outbox, health.outbox_age),
        ):
            WAITING.labels(box).set(number)
            AGE.labels(box).set(age)
        KNOWLEDGE.set(health.knowledge_age)
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    def _since(self, moment: datetime) -> float:
        return round(max(0.0, (self.clock() - moment).total_seconds()), 1)

    def _age(self, waiting: Waiting) -> float:
        return self._since(waiting.since) if waiting.since else 0.0


async def serve(application: web.Application, listen: str) -> web.AppRunner:
    """Listen at `host:port`, without a log of who called; the runner, to be cleaned up."""
    host, _, port = listen.rpartition(":")
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=5)
    await runner.setup()
    await web.TCPSite(runner, host or "127.0.0.1", int(port)).start()
    return runner
