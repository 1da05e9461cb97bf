"""Messages go out to Telegram: text in parts, buttons, places, files."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Any, TypeVar

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram import Message as TelegramMessage
from telegram.constants import MessageLimit, ParseMode
from telegram.error import RetryAfter

from bot.core.conversation import Message, PrintedCard, Recording, Span, Venue
from bot.prints.press import make

TRIES = 3
"""of a message while Telegram says it is too busy"""
T = TypeVar("T")


def html(spans: tuple[Span, ...]) -> str:
    """Spans as Telegram's HTML; the one place where text is escaped."""
    return "".join(_tag(span) for span in spans)


def _tag(span: Span) -> str:
    text, target = (  # half a character can neither be encoded nor sent
        part.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        for part in (escape(span.text, quote=False), escape(span.target))
    )
    if span.style == "bold":
        return f"<b>{text}</b>"
    if span.style == "quote":
        return f"<blockquote>{text}</blockquote>"
    if span.style in ("link", "phone") and target:  # without an address Telegram would open the text
        return f'<a href="{target}">{text}</a>'
    return text


def parts(spans: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    """Spans cut between lines so that each part fits one Telegram message."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        if span.text == "\n":
            lines.append([])
        else:
            lines[-1].append(span)
    cut: list[list[Span]] = [[]]
    for line in lines:
        size = sum(len(span.text.encode("utf-16-le")) // 2 for span in (*cut[-1], *line)) + 1
        if cut[-1] and size > MessageLimit.MAX_TEXT_LENGTH:
            cut.append([])
        cut[-1] += ([Span("\n")] if cut[-1] else []) + line
    return [tuple(part) for part in cut]


def keyboard(message: Message) -> InlineKeyboardMarkup | None:
    """The buttons below a message."""
    rows = [
        [
            InlineKeyboardButton(button.label, url=button.url)
            if button.url
            else InlineKeyboardButton(button.label, callback_data=button.action)
            for button in row
        ]
        for row in message.rows
        if row
    ]
    return InlineKeyboardMarkup(rows) if rows else None


@dataclass(frozen=True)
class Outgoing:
    """Sends messages of the core."""

    bot: Bot
    audio: Path
    """the folder of recordings"""

    async def send(self, chat_id: int, message: Message, answers: int | None = None) -> int:
        """Send one message, in parts where it is too long, buttons under the last; the id of the last."""
        reply = ReplyParameters(answers, allow_sending_without_reply=True) if answers else None
        last = await self._send_attached(chat_id, message) if message.attached else None
        pieces = parts(message.spans) if message.spans and not _captioned(message, last) else []
        for number, piece in enumerate(pieces, 1):
            buttons = keyboard(message) if number == len(pieces) else None
            first = reply if number == 1 else None
            last = await self._text(chat_id, html(piece), buttons, first)
        return last.message_id if last else 0

    async def _text(
        self, chat_id: int, text: str, buttons: InlineKeyboardMarkup | None, reply: ReplyParameters | None
    ) -> TelegramMessage:
        return await patiently(
            lambda: self.bot.send_message(
                chat_id,
                text,
                parse_mode=ParseMode.HTML,
                reply_markup=buttons,
                reply_parameters=reply,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        )

    async def _send_attached(self, chat_id: int, message: Message) -> TelegramMessage | None:
        """Send the place, the file or the recording; raises NotMade where a file cannot be made."""
        extra, buttons = message.attached, keyboard(message)
        if extra is None:
            return None
        if isinstance(extra, Venue):
            spot = (extra.latitude, extra.longitude)
            return await patiently(
                lambda: self.bot.send_venue(chat_id, *spot, extra.title, extra.address, reply_markup=buttons)
            )
        caption: dict[str, Any] = {
            "caption": html(message.spans), "parse_mode": ParseMode.HTML, "reply_markup": buttons,
        }  # fmt: skip
        if isinstance(extra, Recording):
            voice = (self.audio / extra.path).read_bytes()
            return await patiently(lambda: self.bot.send_voice(chat_id, voice, **caption))
        made = await make(extra)
        if isinstance(extra, PrintedCard):
            return await patiently(lambda: self.bot.send_photo(chat_id, made.content, **caption))
        return await patiently(
            lambda: self.bot.send_document(chat_id, made.content, filename=made.name, **caption)
        )


def _captioned(message: Message, sent: TelegramMessage | None) -> bool:
    """Whether the text has been sent below what is attached."""
    return sent is not None and not isinstance(message.attached, Venue)


async def patiently(send: Callable[[], Awaitable[T]]) -> T:
    """Send, waiting as long as Telegram asks where it is too busy."""
    for _ in range(TRIES - 1):
        try:
            return await send()
        except RetryAfter as error:
            await asyncio.sleep(_seconds(error))
    return await send()


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
