"""Updates that Telegram brings: each is in the inbox before it is confirmed."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.intake.bell import Bell
from bot.intake.polling import Arrive
from bot.intake.weather import Weather
from bot.storage.database import TROUBLE
from bot.storage.inbox import Inbox

log = logging.getLogger(__name__)

LARGEST = 1 << 20
"""bytes of one update"""
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Webhook:
    """Answers Telegram's calls; whoever does not know the secret is turned away."""

    secret: str
    arrive: Arrive
    inbox: Inbox
    clock: Callable[[], datetime]
    bell: Bell
    weather: Weather
    answered_at: datetime | None = None
    """when Telegram last called"""

    def application(self, path: str) -> web.Application:
        """The web application that listens at a path."""
        application = web.Application(client_max_size=LARGEST)
        application.router.add_post(path, self.receive)
        return application

    async def receive(self, request: web.Request) -> web.Response:
        """Keep one update: 200 once it is kept; anything else has Telegram bring it again."""
        given = request.headers.get(_HEADER, "").encode(errors="surrogateescape")  # it may be no text at all
        if not hmac.compare_digest(given, self.secret.encode()):
            return web.Response(status=403)
        try:
            update: Any = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        arrival = self.arrive(update) if isinstance(update, dict) else None
        if arrival is None:
            return web.Response(status=200)  # it would come again for ever
        try:
            await self.inbox.put([arrival], self.clock())
            self.bell.ring()
            await self.inbox.settle()
        except TROUBLE as error:
            self.weather.foul("keeping updates", error)
            return web.Response(status=503)
        self.weather.fair("keeping updates")
        self.answered_at = self.clock()
        return web.Response(status=200)
