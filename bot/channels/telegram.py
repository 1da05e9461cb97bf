"""Telegram: an Update becomes a Turn, a Message becomes a Telegram message. Nothing is decided here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Chat, MessageEntity, Update
from telegram import Message as TelegramMessage

from bot.channels.telegram_sending import person_of, single
from bot.core.commands import command_action
from bot.core.conversation import Attachment, Message, Turn
from bot.storage.inbox import Arrival
from bot.storage.outbox import Post

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


def turn_from(update: Update, now: datetime) -> Turn | None:
    """What a person did, or None where nothing is to be said."""
    if update.callback_query:
        return _press(update.callback_query, now)
    message = update.message or update.edited_message  # all else is said to somebody else
    if message is None or message.chat.type == Chat.CHANNEL or _is_by_a_bot(message):
        return None
    if any(getattr(message, name) for name in _SILENT):
        return None
    person, phone = person_of(message.chat.id), message.from_user.language_code if message.from_user else None
    if message.chat.type != Chat.PRIVATE:
        return Turn(person, now, action="in_group", phone_language=phone) if _speaks_to_us(message) else None
    if update.edited_message and not (message.text or message.caption):
        return None  # a place that is shared live moves every few seconds
    return _private_turn(message, person, now, phone)


def _press(query: CallbackQuery, now: datetime) -> Turn | None:
    """What a pressed button does; in a group there are none of ours, so there it is made up."""
    # the message a button stood under may be gone; whoever pressed it is still there
    chat, phone = query.message.chat if query.message else None, query.from_user.language_code
    person = person_of(chat.id if chat else query.from_user.id)
    if chat and chat.type == Chat.CHANNEL:
        return None
    if chat and chat.type != Chat.PRIVATE:
        return Turn(person, now, action="in_group", phone_language=phone)
    question = _question(query.message)
    return Turn(person, now, action=query.data or "gone", phone_language=phone, question=question)


def _private_turn(message: TelegramMessage, person: str, now: datetime, phone: str | None) -> Turn:
    text = readable(message.text or message.caption or "")
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
    own = (answered.text or answered.caption or "") if answered else ""
    return readable(next(iter(quoted), "") or own)


def team_turn(update: Update, chat_id: int, now: datetime) -> Turn | None:
    """What somebody wrote in the group of the team; None for anything else."""
    message = update.message
    if message is None or message.chat.id != chat_id or _is_by_a_bot(message):
        return None
    text, replied = readable(message.text or message.caption or ""), message.reply_to_message
    if not text:
        return None
    answered = str(replied.message_id) if replied else ""
    return Turn(person_of(chat_id), now, text=text, replies_to=answered)


def coordinator_turn(update: Update, now: datetime) -> Turn | None:
    """What a coordinator wrote or pressed in their private chat, commands as they were typed."""
    if update.callback_query:
        return _press(update.callback_query, now)
    message = update.message
    if message is None or message.chat.type != Chat.PRIVATE or not message.text:
        return None
    return Turn(person_of(message.chat.id), now, text=readable(message.text))


def _is_by_a_bot(message: TelegramMessage) -> bool:
    """Telegram names a bot of its own where an admin writes in the name of the group."""
    anonymous = message.sender_chat and message.sender_chat.id == message.chat.id
    return bool(message.from_user and message.from_user.is_bot and not anonymous)


def _speaks_to_us(message: TelegramMessage) -> bool:
    replied = message.reply_to_message and message.reply_to_message.from_user
    return bool(message.text and message.text.startswith("/")) or bool(replied and replied.is_bot)


def posts(update: Update, turn: Turn, messages: Sequence[Message]) -> list[Post]:
    """What is sent for the messages that answer an update.

    To what was written the first is shown as an answer: an answer may come late, after another question.
    """
    question = asked_in(update)
    said: list[Post] = []
    for message in messages:
        for number, part in enumerate(single(message)):
            shown = number == 0 and (message.quotes or (bool(turn.text) and not said))
            said.append(Post(turn.person, part, question if shown else ""))
    return said


def asked_in(update: Update) -> str:
    """The message in which somebody asked: this one, or that which the pressed one answers; or nothing."""
    pressed = update.callback_query.message if update.callback_query else None
    answered = pressed.reply_to_message if isinstance(pressed, TelegramMessage) else None
    asked = update.message or answered
    number: object = asked.message_id if asked else None  # nobody has checked what Telegram says
    return str(number) if type(number) is int and 0 < number < 2**63 else ""


def sent_at(update: Update, now: datetime) -> datetime:
    """When a person did something, as far as Telegram says so."""
    return update.message.date if update.message else now


def arrival(update: Mapping[str, Any]) -> Arrival | None:
    """An update as it comes in, whatever it holds; None without a number to know it again by."""
    number = update.get("update_id")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**63:
        return None
    return Arrival(number, _chat_in(update), json.dumps(update, ensure_ascii=True))


def _chat_in(update: Mapping[str, Any]) -> str:
    """Whose turn an update is; it may not be one that can be read."""
    for content in update.values():
        if isinstance(content, Mapping):
            pressed = content.get("message")
            for holder in (pressed, content) if isinstance(pressed, Mapping) else (content,):
                for name in ("chat", "from"):
                    chat = holder.get(name)
                    number = chat.get("id") if isinstance(chat, Mapping) else None
                    if isinstance(number, int) and not isinstance(number, bool) and abs(number) < 2**63:
                        return person_of(number)
    return ""


def readable(text: str) -> str:
    """A text without what no database takes: halves of letters, and the letter that ends strings in C."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "").strip()
