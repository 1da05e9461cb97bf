"""Telegram: an Update becomes a Turn, a Message becomes a Telegram message. Nothing is decided here."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from telegram import Bot, Chat, MessageEntity, Update
from telegram import Message as TelegramMessage
from telegram.error import BadRequest, Forbidden

from bot.channels.telegram_sending import Outgoing
from bot.core.commands import command_action
from bot.core.conversation import Attachment, Message, Turn
from bot.prints.press import NotMade

log = logging.getLogger(__name__)

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
        query = update.callback_query
        person = person_of(chat.id if chat else query.from_user.id)
        question = _question(query.message)
        return Turn(person, now, action=query.data or "gone", phone_language=phone, question=question)
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
        replied = message.reply_to_message
        answered = str(replied.message_id) if replied else ""
        return Turn(person, now, text=text, phone_language=phone, replies_to=answered)
    return Turn(person, now, attachment=kind or "unreadable", phone_language=phone)


def _question(message: object) -> str:
    """The person's own words above a button: those quoted in the message, else those it answers."""
    if not isinstance(message, TelegramMessage):
        return ""
    quoted = message.parse_entities([MessageEntity.BLOCKQUOTE]).values()
    answered = message.reply_to_message
    return next(iter(quoted), "") or ((answered.text or answered.caption or "") if answered else "")


def team_turn(update: Update, chat_id: int, now: datetime) -> Turn | None:
    """What somebody wrote in the group of the team; None for anything else."""
    message, chat, user = update.message, update.effective_chat, update.effective_user
    if chat is None or chat.id != chat_id or message is None or (user and user.is_bot):
        return None
    text, replied = (message.text or message.caption or "").strip(), message.reply_to_message
    if not text:
        return None
    answered = str(replied.message_id) if replied else ""
    return Turn(person_of(chat_id), now, text=text, replies_to=answered)


def _speaks_to_us(message: TelegramMessage) -> bool:
    replied = message.reply_to_message and message.reply_to_message.from_user
    return bool(message.text and message.text.startswith("/")) or bool(replied and replied.is_bot)


async def answer(update: Update, bot: Bot, handle: Handle, now: datetime, outgoing: Outgoing) -> None:
    """Hand an update to the assistant and send what it says."""
    if update.callback_query:
        await _release_button(update, bot)
    turn = turn_from(update, now)
    if turn is None:
        return
    question = _asked_in(update)
    try:
        for message in await handle(turn):
            await outgoing.send(chat_of(turn.person), message, question if message.quotes else None)
    except NotMade:
        log.exception("a file could not be made; the person is told so")
        for message in await handle(replace(turn, text="", action="trouble")):
            await outgoing.send(chat_of(turn.person), message)
    except Forbidden:
        log.info("a person has blocked the bot or left; nothing sent")


def _asked_in(update: Update) -> int | None:
    """The message in which the person asked: this one, or that which the pressed one answers."""
    if update.message:
        return update.message.message_id
    pressed = update.callback_query.message if update.callback_query else None
    answered = pressed.reply_to_message if isinstance(pressed, TelegramMessage) else None
    return answered.message_id if answered else None


async def _release_button(update: Update, bot: Bot) -> None:
    """Stop the button's spinner; a press that is too old to answer is no failure."""
    query = update.callback_query
    try:
        await bot.answer_callback_query(query.id if query else "")
    except BadRequest as error:
        log.info("a press could not be confirmed: %s", error.message)
