"""Messages go out to Telegram: text in parts, buttons, places, files."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Any

from telegram import Bot, InlineKeyboardMarkup
from telegram import Message as TelegramMessage
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.channels.telegram_http import Http
from bot.core.conversation import Attached, Message, PrintedCard, Recording, Span, Venue
from bot.prints.press import make
from bot.storage.outbox import Later, Outcome, Post, Refused, Sent

log = logging.getLogger(__name__)
_LONG = MessageLimit.MAX_TEXT_LENGTH // 2 - 50
"""letters, of which each may count twice; what stands around them takes a few more"""


def person_of(chat_id: int) -> str:
    """The id under which a chat is remembered."""
    return f"telegram:{chat_id}"


def chat_of(person: str) -> int:
    """The chat of a person."""
    return int(person.removeprefix("telegram:"))


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
    if 2 * sum(len(span.text) for span in spans) <= MessageLimit.MAX_TEXT_LENGTH:
        return [spans]  # no letter takes more than two of the units in which Telegram counts
    lines: list[list[Span]] = [[]]
    for span in spans:
        if span.text == "\n":
            lines.append([])
        else:
            first, *others = _pieces(span)
            lines[-1].append(first)
            lines += [[other] for other in others]
    cut: list[list[Span]] = [[]]
    for line in lines:
        size = sum(len(span.text.encode("utf-16-le")) // 2 for span in (*cut[-1], *line)) + 1
        if cut[-1] and size > MessageLimit.MAX_TEXT_LENGTH:
            cut.append([])
        cut[-1] += ([Span("\n")] if cut[-1] else []) + line
    return [tuple(part) for part in cut]


def _pieces(span: Span) -> Iterator[Span]:
    """A span as it is, or cut between words where it is nearly as long as a message may be."""
    text = span.text
    while len(text) > _LONG:
        at = text.rfind(" ", 1, _LONG) + 1 or _LONG
        yield replace(span, text=text[:at])
        text = text[at:]
    yield replace(span, text=text)


def keyboard(message: Message) -> dict[str, Any] | None:
    """The buttons below a message, as JSON."""
    rows = [
        [
            {
                "text": button.label,
                **({"url": button.url} if button.url else {"callback_data": button.action}),
            }
            for button in row
        ]
        for row in message.rows
        if row
    ]
    return {"inline_keyboard": rows} if rows else None


def single(message: Message) -> list[Message]:
    """A message as those that Telegram takes with one call each: what is attached, then parts of the text.

    The buttons stand under the last.
    """
    pieces = parts(message.spans) if message.spans else []
    extra = message.attached
    if extra and not isinstance(extra, Venue):
        return [message]  # its text stands below the file
    cut = [Message(message.language, piece) for piece in pieces]
    if extra:
        cut.insert(0, Message(message.language, (), attached=extra))
    if cut:
        cut[-1] = replace(cut[-1], rows=message.rows)
    return cut


@dataclass(frozen=True)
class Outgoing:
    """Sends messages of the core."""

    bot: Bot
    http: Http
    address: str
    """of the API, with the token"""
    audio: Path
    """the folder of recordings"""

    async def attempt(self, post: Post, answers: str) -> Outcome:
        """Send a post once, and say what became of it. Raises NotMade where a file cannot be made."""
        chat, message = chat_of(post.chat), post.message
        try:
            return Sent(str(await self.send(chat, message, int(answers) if answers else None)))
        except RetryAfter as error:
            return Later(_seconds(error))
        except ChatMigrated as error:
            log.error("the team's group has a new id: set STAFF_CHAT_ID to %d", error.new_chat_id)
            return await self.attempt(replace(post, chat=person_of(error.new_chat_id)), "")
        except Forbidden as error:  # a person who has gone is forgotten; a group is nobody's
            return Refused(error.message, gone=chat > 0)
        except BadRequest as error:
            return await self._plainly(chat, message, error)
        except (TelegramError, OSError):
            return Later()

    async def _plainly(self, chat: int, message: Message, refused: BadRequest) -> Outcome:
        """The text alone is better than nothing, where Telegram refuses a message as it is."""
        log.error("a message was refused as it was (%s); its text goes out alone", refused.message)
        if not message.spans:
            return Refused(refused.message)
        text = message.text[: MessageLimit.MAX_TEXT_LENGTH]
        try:
            return Sent(str(await self._call("sendMessage", {"chat_id": chat, "text": text})))
        except RetryAfter as error:
            return Later(_seconds(error))
        except (BadRequest, Forbidden) as error:
            return Refused(error.message)
        except (TelegramError, OSError):
            return Later()

    async def send(self, chat_id: int, message: Message, answers: int | None = None) -> int:
        """Send one message as `single` makes them; its id. Raises NotMade where a file cannot be made."""
        if message.attached:
            return (await self._send_attached(chat_id, message.attached, message)).message_id
        parameters = {
            "chat_id": chat_id,
            "text": html(message.spans),
            "parse_mode": ParseMode.HTML,
            "link_preview_options": {"is_disabled": True},
        }
        if buttons := keyboard(message):
            parameters["reply_markup"] = buttons
        if answers:
            parameters["reply_parameters"] = {"message_id": answers, "allow_sending_without_reply": True}
        return await self._call("sendMessage", parameters)

    async def _call(self, method: str, parameters: dict[str, Any]) -> int:
        """Make a call that sends a message; its id."""
        return int((await self.http.call(f"{self.address}/{method}", parameters))["message_id"])

    async def _send_attached(self, chat_id: int, extra: Attached, message: Message) -> TelegramMessage:
        buttons = InlineKeyboardMarkup.de_json(keyboard(message) or {"inline_keyboard": []}, None)
        if isinstance(extra, Venue):
            spot = (extra.latitude, extra.longitude)
            return await self.bot.send_venue(chat_id, *spot, extra.title, extra.address, reply_markup=buttons)
        caption: dict[str, Any] = {
            "caption": html(message.spans), "parse_mode": ParseMode.HTML, "reply_markup": buttons,
        }  # fmt: skip
        if isinstance(extra, Recording):
            voice = (self.audio / extra.path).read_bytes()
            return await self.bot.send_voice(chat_id, voice, **caption)
        made = await make(extra)
        if isinstance(extra, PrintedCard):
            return await self.bot.send_photo(chat_id, made.content, **caption)
        return await self.bot.send_document(chat_id, made.content, filename=made.name, **caption)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
