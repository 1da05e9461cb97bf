"""Long polling by python-telegram-bot; each update goes to one function, which durable intake can replace."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram import Bot, ChatMember, Update
from telegram.ext import Application, ApplicationBuilder, CallbackContext, TypeHandler
from telegram.request import BaseRequest

log = logging.getLogger(__name__)

OnUpdate = Callable[[Update, Bot], Awaitable[None]]
OnLeft = Callable[[int], Awaitable[None]]
PTB = Application[Any, Any, Any, Any, Any, Any]
KINDS = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]


def build(
    token: str, base_url: str, on_update: OnUpdate, on_left: OnLeft, *, request: BaseRequest | None = None
) -> PTB:
    """The application: whatever comes in is handed on, a chat that ends is reported."""
    file_url = base_url.removesuffix("/bot") + "/file/bot"
    builder = ApplicationBuilder().token(token).base_url(base_url).base_file_url(file_url)
    if request:
        builder = builder.request(request).get_updates_request(request)
    application = builder.build()

    async def handle(update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        if update.my_chat_member:
            if update.my_chat_member.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
                await on_left(update.my_chat_member.chat.id)
            return
        await on_update(update, context.bot)

    application.add_handler(TypeHandler(Update, handle))
    application.add_error_handler(_log_error)
    return application


@dataclass(frozen=True)
class Lifetime:
    """What is done before the first update, beside them, after the last, and when nothing can be sent."""

    before: Callable[[], Awaitable[None]]
    beside: Callable[[Bot], Awaitable[None]]
    finish: Callable[[], Awaitable[None]]
    after: Callable[[], Awaitable[None]]


def run(application: PTB, lifetime: Lifetime) -> None:
    """Poll until the process is told to stop."""
    running: list[asyncio.Task[None]] = []

    async def started(app: PTB) -> None:
        await lifetime.before()
        running.append(asyncio.ensure_future(lifetime.beside(app.bot)))

    async def stopped(_: PTB) -> None:
        await lifetime.finish()
        for task in running:
            task.cancel()

    async def ended(_: PTB) -> None:
        await lifetime.after()

    application.post_init, application.post_stop, application.post_shutdown = started, stopped, ended
    application.run_polling(allowed_updates=KINDS)


async def _log_error(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    log.error("an update could not be answered: %s", type(context.error).__name__, exc_info=context.error)
