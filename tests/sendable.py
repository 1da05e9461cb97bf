"""What Telegram takes: every limit that a message of ours could run into, checked strictly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.channels.telegram_sending import html, keyboard
from bot.core.conversation import Message, Venue
from bot.storage.outbox import HEAD, Post
from tests.channels.test_escaping import STRICT

TEXT, CAPTION, ENTITIES, BUTTONS, IN_A_ROW, LABEL, DATA = 4096, 1024, 100, 100, 8, 64, 64
_CHAT = re.compile(r"telegram:-?[1-9]\d{0,18}")


def refused(post: Post) -> list[str]:
    """What Telegram would refuse, drop or cut off of a post; nothing where it is fine."""
    return [*_address(post), *_text(post.message), *_attached(post.message), *_buttons(post.message)]


def _address(post: Post) -> Iterator[str]:
    if not _CHAT.fullmatch(post.chat):
        yield f"chat {post.chat!r}"
    if post.answers not in ("", HEAD) and not post.answers.isdecimal():
        yield f"answers {post.answers!r}"


def _text(message: Message) -> Iterator[str]:
    if isinstance(message.attached, Venue):
        return
    try:
        text, entities, warnings = STRICT.parse_html(html(message.spans))
    except STRICT.EntityError as error:
        yield f"markup {error}"
        return
    size = STRICT.u16(text.strip())
    if not size and message.attached is None:
        yield "no text"
    if size > (CAPTION if message.attached else TEXT):
        yield f"text of {size}"
    if len(entities) > ENTITIES:
        yield f"{len(entities)} entities"
    yield from warnings


def _attached(message: Message) -> Iterator[str]:
    spot = message.attached
    if isinstance(spot, Venue) and not (spot.title and spot.address):
        yield "a place without name or address"
    if isinstance(spot, Venue) and not (abs(spot.latitude) <= 90 and abs(spot.longitude) <= 180):
        yield "a place that is nowhere"


def _buttons(message: Message) -> Iterator[str]:
    rows = (keyboard(message) or {"inline_keyboard": []})["inline_keyboard"]
    if sum(map(len, rows)) > BUTTONS or any(len(row) > IN_A_ROW for row in rows):
        yield "too many buttons"
    for button in (button for row in rows for button in row):
        label, data, url = button["text"], button.get("callback_data"), button.get("url")
        if not label.strip() or len(label) > LABEL:
            yield f"label {label!r}"
        if url is None and not 1 <= len(data.encode()) <= DATA:
            yield f"data {data!r}"
        if url is not None and not STRICT.check_link(url):
            yield f"link {url!r}"
