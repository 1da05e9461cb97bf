"""The bot on Telegram, put together: what comes in, who answers, what is sent, how it begins and ends."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.assistant import Assistant
from bot.channels import telegram as channel
from bot.channels.telegram_http import KINDS, Http
from bot.channels.telegram_profile import publish_desk, publish_profile
from bot.channels.telegram_sending import Outgoing, person_of, single
from bot.coordinators.office import Coordinators
from bot.core.conversation import Message
from bot.deeds import Deeds
from bot.intake.bell import Bell, ring_again
from bot.intake.clerk import Clerk
from bot.intake.courier import Courier
from bot.intake.polling import Poller
from bot.intake.status import Status, serve
from bot.intake.weather import Weather
from bot.intake.webhook import Webhook
from bot.postman import Postman
from bot.prints.press import NotMade
from bot.reception import Reception
from bot.reload import Load, Loaded, Reloader
from bot.settings import Settings
from bot.storage.alone import run_as_only_one, sole_user
from bot.storage.database import Database
from bot.storage.outbox import Outcome, Post, Refused
from bot.storage.storage import Storage
from bot.team import Team

log = logging.getLogger(__name__)

Tasks: TypeAlias = Sequence[asyncio.Future[None]]

CLERKS, COURIERS = (1, 16), (4, 8)
"""side by side in one process, with SQLite and with PostgreSQL (each needs a connection there)"""
LOOK = 0.5
"""seconds between two looks at both boxes when nothing rings"""
FINISH = 8.0
"""seconds in which what is in hand at the end must be finished"""


class TelegramBot:
    """One bot with its database."""

    def __init__(self, settings: Settings, loaded: Loaded, load: Load) -> None:
        token = settings.telegram_token
        if token is None:
            raise ValueError("TELEGRAM_TOKEN is not set")
        self.settings, self.speaker, self.read_at = settings, loaded.speaker, self.clock()
        self.database = Database(settings.database_url)
        self.storage = Storage(self.database)
        self.http, self.weather = Http(), Weather()
        self.arrived, self.to_send = Bell(), Bell()
        base, secret = settings.telegram_base_url, token.get_secret_value()
        self.address = f"{base}{secret}"
        self.bot = Bot(secret, base, request=self.http, get_updates_request=Http(2))
        self.outgoing = Outgoing(self.bot, self.http, self.address, settings.knowledge_dir / "audio")
        staff = settings.staff_chat_id
        assistant, team, office = self._of(loaded)
        self.reception = Reception(
            assistant, team, staff, self.clock, self._release, office, settings.coordinator_ids
        )
        self.postman = Postman(self.speaker, self.storage, team, self.clock, self.to_send.ring, single)
        self.reloader = Reloader(loaded, load, self.storage.edits, self._take, self._tell, self.clock)
        self.poller = Poller(
            partial(self.http.updates, self.address),
            channel.arrival, self.storage.inbox, self.clock, self.arrived, self.weather,
        )  # fmt: skip
        self.webhook: Webhook | None = None
        self._beside: set[asyncio.Task[None]] = set()

    def _of(self, loaded: Loaded) -> tuple[Assistant, Team, Coordinators]:
        """Those who answer from one state of the town."""
        speaker, staff = loaded.speaker, self.settings.staff_chat_id
        assistant = Assistant(speaker, self.storage, Deeds(self.storage, speaker.gap_finder))
        team = Team(speaker, self.storage, person_of(staff) if staff else None)
        return assistant, team, Coordinators(speaker, self.storage, loaded.items)

    def _take(self, loaded: Loaded) -> None:
        """Answer from another state of the town; what is in hand is finished with the one it began with."""
        assistant, team, office = self._of(loaded)
        self.reception = replace(self.reception, assistant=assistant, team=team, coordinators=office)
        self.postman = replace(self.postman, speaker=loaded.speaker, team=team)
        spoken, self.speaker = self.speaker.voices, loaded.speaker
        self.read_at = self.clock()
        if loaded.speaker.voices is not spoken:
            self._go_beside(self._greet())

    async def _tell(self, name: str, message: Message) -> None:
        """Write to all coordinators, unless another worker has."""
        async with self.storage.database.transaction():
            if self.settings.coordinator_ids and await self.storage.subscriptions.first(name, self.clock()):
                posts = [
                    Post(person_of(each), part)
                    for each in self.settings.coordinator_ids
                    for part in single(message)
                ]
                await self.storage.outbox.put(posts, self.clock())
        self.to_send.ring()

    @staticmethod
    def clock() -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)

    def run(self) -> None:
        """Work until the process is told to stop."""
        asyncio.run(self._main())

    async def _main(self) -> None:
        ended = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, ended.set)
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.database.close)
            await stack.enter_async_context(sole_user(self.database))
            await self.database.open()
            await self.reloader.begin()
            await self.http.initialize()
            stack.push_async_callback(self.http.shutdown)
            workers = self._workers()
            intake = [asyncio.ensure_future(await self._intake(stack))]
            self._go_beside(self._greet())
            self._go_beside(self.reloader.run(self._folders))
            first = asyncio.ensure_future(ended.wait())
            done, _ = await asyncio.wait([first, *workers, *intake], return_when=asyncio.FIRST_COMPLETED)
            if first in done:
                log.info("stopping: what is in hand is finished")
            await self._finish(intake, workers)
            if ended_by_itself := done - {first}:
                ended_by_itself.pop().result()  # raises what was wrong
                raise SystemExit(1)

    @property
    def _folders(self) -> list[Path]:
        settings = self.settings
        return [settings.knowledge_dir, settings.intents_dir, settings.translations_dir]

    def _workers(self) -> list[asyncio.Task[None]]:
        """Those who answer and send."""
        alone = self.database.alone
        clerk = Clerk(
            self.storage, lambda received: self.reception.answer(received),
            lambda received: self.reception.apologise(received),
            self.clock, self.arrived, self.to_send, self.weather,
        )  # fmt: skip
        courier = Courier(self.storage, self._send, self.clock, self.to_send, self.weather)
        work: list[Awaitable[None]] = [clerk.run() for _ in range(CLERKS[not alone])]
        work += [courier.run() for _ in range(COURIERS[not alone])]
        work += [self.postman.run(lambda: self.postman), ring_again((self.arrived, self.to_send), LOOK)]
        return [asyncio.ensure_future(each) for each in work]

    async def _intake(self, stack: AsyncExitStack) -> Awaitable[None]:
        """How updates come in, and the page on how the bot is."""
        url, secret = self.settings.webhook_url, self.settings.webhook_secret
        if url and secret:
            self.webhook = Webhook(
                secret.get_secret_value(), channel.arrival, self.storage.inbox,
                self.clock, self.arrived, self.weather,
            )  # fmt: skip
            page = self.webhook.application(urlsplit(url).path or "/")
            stack.push_async_callback((await serve(page, self.settings.webhook_listen)).cleanup)
        if self.settings.health_listen:
            source = self.webhook or self.poller
            status = Status(self.storage, self.clock, lambda: self.read_at, lambda: source.answered_at)
            runner = await serve(status.application(), self.settings.health_listen)
            stack.push_async_callback(runner.cleanup)
        if url and secret:
            return self._be_called(url, secret.get_secret_value())
        return run_as_only_one(self.database, self._poll, partial(self.weather.foul, "the lock for polling"))

    async def _be_called(self, url: str, secret: str) -> None:
        """Tell Telegram where to bring updates; nothing is left to do then."""
        call = partial(self.bot.set_webhook, url, secret_token=secret, allowed_updates=KINDS)
        await self._surely("setting the webhook", call)
        await asyncio.Event().wait()

    async def _poll(self) -> None:
        await self._surely("leaving webhooks", self.bot.delete_webhook)
        await self.poller.run()

    async def _finish(self, intake: Tasks, workers: Tasks) -> None:
        """Take nothing new; finish what is in hand, as far as that takes no longer than FINISH."""
        for task in (*intake, *self._beside):
            task.cancel()
        self.arrived.close()
        self.to_send.close()
        self.postman.stop()
        _, late = await asyncio.wait(workers, timeout=FINISH)
        for task in late:
            task.cancel()
        await asyncio.gather(*intake, *workers, *self._beside, return_exceptions=True)

    async def _send(self, post: Post, answers: str) -> Outcome:
        try:
            return await self.outgoing.attempt(post, answers)
        except NotMade:
            log.exception("a file could not be made; the person is told so")
            words = self.speaker.trouble_in(post.message.language, self.clock())
            await self.storage.outbox.put(
                [Post(post.chat, part) for each in words for part in single(each)], self.clock()
            )
            return Refused("its file could not be made")

    def _release(self, press: str) -> None:
        """Stop a button's spinner; a press that is too old is no failure, and nobody waits for this."""

        async def answer() -> None:
            try:
                await self.bot.answer_callback_query(press)
            except TelegramError as error:
                log.info("a press could not be confirmed: %s", type(error).__name__)

        self._go_beside(answer())

    async def _greet(self) -> None:
        await publish_profile(self.bot, self.speaker.voices)
        await publish_desk(self.bot, self.settings.coordinator_ids)

    async def _surely(self, what: str, call: Callable[[], Awaitable[object]]) -> None:
        """Make a call to Telegram until it works; only a refusal ends the bot."""
        while True:
            try:
                await call()
                self.weather.fair(what)
                return
            except (BadRequest, InvalidToken):
                raise
            except TelegramError as error:
                await asyncio.sleep(self.weather.foul(what, error))

    def _go_beside(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)
