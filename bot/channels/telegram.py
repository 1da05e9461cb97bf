"""Telegram: an Update becomes a Turn, a Message becomes a Telegram message. Nothing is decided here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from html import escape

from telegram import Bot, Chat, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram import Message as TelegramMessage
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter

from bot.core.commands import command_action
from bot.core.conversation import Attachment, Message, Span, Turn

log = logging.getLogger(__name__)

TRIES = 3
"""of a message while Telegram says it is too busy"""

Handle = Callable[[Turn], Awaitable[tuple[Message, ...]]]
_ATTACHMENTS: tuple[tuple[str, Attachment], ...] = (
    ("voice", "voice"),
    ("audio", "voice"),
    ("video_note", "voice"),
    ("photo", "picture"),
    ("video", "picture"),
    ("animation", "sticker"),
    ("sticker", "sticker"),
    ("dice", "sticker"),
    ("venue", "place"),
    ("location", "place"),
    ("contact", "contact"),
    ("document", "file"),
)
_SILENT = (
    "new_chat_members",
    "left_chat_member",
    "pinned_message",
    "new_chat_title",
    "new_chat_photo",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "group_chat_created",
    "delete_chat_photo",
    "message_auto_delete_timer_changed",
)


def person_of(chat_id: int) -> str:
    """The id under which a chat is remembered."""
    return f"telegram:{chat_id}"


def chat_of(person: str) -> int:
    """The chat of a person."""
    return int(person.removeprefix("telegram:"))


def turn_from(update: Update, now: datetime) -> Turn | None:
    """What a person did, or None where nothing is to be said."""
    chat, user = update.effective_chat, update.effective_user
    phone = user.language_code if user else None
    if update.callback_query:
        # the message a button stood under may be gone; whoever pressed it is still there
        person = person_of(chat.id if chat else update.callback_query.from_user.id)
        return Turn(person, now, action=update.callback_query.data or "gone", phone_language=phone)
    if chat is None or chat.type == Chat.CHANNEL:
        return None
    person = person_of(chat.id)
    message = update.effective_message
    if message is None or (user and user.is_bot) or any(getattr(message, name) for name in _SILENT):
        return None
    if chat.type != Chat.PRIVATE:
        return Turn(person, now, action="in_group", phone_language=phone) if _speaks_to_us(message) else None
    return _private_turn(message, person, now, phone)


def _private_turn(message: TelegramMessage, person: str, now: datetime, phone: str | None) -> Turn:
    text = (message.text or message.caption or "").strip()
    if message.text and text.startswith("/"):
        if action := command_action(text):
            return Turn(person, now, action=action, phone_language=phone)
        text = text.lstrip("/").replace("_", " ")
    kind = next((kind for name, kind in _ATTACHMENTS if getattr(message, name)), None)
    if text and kind in (None, "picture", "file"):
        return Turn(person, now, text=text, phone_language=phone)
    return Turn(person, now, attachment=kind or "unreadable", phone_language=phone)


def _speaks_to_us(message: TelegramMessage) -> bool:
    replied = message.reply_to_message and message.reply_to_message.from_user
    return bool(message.text and message.text.startswith("/")) or bool(replied and replied.is_bot)


def html(spans: tuple[Span, ...]) -> str:
    """Spans as Telegram's HTML; the one place where text is escaped."""
    return "".join(_tag(span) for span in spans)


def _tag(span: Span) -> str:
    text = escape(span.text, quote=False)
    if span.style == "bold":
        return f"<b>{text}</b>"
    if span.style in ("link", "phone"):
        return f'<a href="{escape(span.target)}">{text}</a>'
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


async def answer(update: Update, bot: Bot, handle: Handle, now: datetime) -> None:
    """Hand an update to the assistant and send what it says."""
    if update.callback_query:
        await _release_button(update, bot)
    turn = turn_from(update, now)
    if turn is None:
        return
    try:
        for message in await handle(turn):
            await send(bot, chat_of(turn.person), message)
    except Forbidden:
        log.info("a person has blocked the bot or left; nothing sent")


async def _release_button(update: Update, bot: Bot) -> None:
    """Stop the button's spinner; a press that is too old to answer is no failure."""
    query = update.callback_query
    try:
        await bot.answer_callback_query(query.id if query else "")
    except BadRequest as error:
        log.info("a press could not be confirmed: %s", error.message)


async def send(bot: Bot, chat_id: int, message: Message) -> None:
    """Send one message, in parts where it is too long, buttons under the last."""
    pieces = parts(message.spans)
    for number, piece in enumerate(pieces, 1):
        buttons = keyboard(message) if number == len(pieces) else None
        await _send_patiently(bot, chat_id, html(piece), buttons)


async def _send_patiently(bot: Bot, chat_id: int, text: str, buttons: InlineKeyboardMarkup | None) -> None:
    """Send, waiting as long as Telegram asks where it is too busy."""
    for attempt in range(1, TRIES + 1):
        try:
            await bot.send_message(
                chat_id,
                text,
                parse_mode=ParseMode.HTML,
                reply_markup=buttons,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except RetryAfter as error:
            if attempt == TRIES:
                raise
            await asyncio.sleep(_seconds(error))
        else:
            return


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
