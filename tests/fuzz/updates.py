"""Updates as Telegram sends them, of every kind it knows, and what can go wrong with them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.front_desk import BOT, CHANNEL, GROUP, OTHER_GROUP, TEAM, Json, chat
from tests.fuzz.strange import text

PEOPLE, GROUPS = (5, 6, 7, 8), (GROUP, OTHER_GROUP)
LANGUAGES = ("de", "ar", "uk", "tr", "pt-br", "tlh", "", "x" * 40, None)
WORDS = (
    "Wo kann ich Deutsch lernen?", "Wohnung", "كيف أجد سكنا", "ja", "nein", "2", "zurück", "wo ist das?",
    "mein Mann schlägt mich", "und abends?", "/start", "/start need_find_flat", "/start event_x", "/talk",
    "/start ../../etc", "/forget", "/language", "/help@wegweiser_bot", "/case", "/case 1", "/close 1",
    "/language #1", "/case 99999999999999999999", "/events", "/reminders", "/checks", "<b>x</b>", "&lt;",
    "*x* _y_ [z](tg://user?id=1)", "\u202etxet\u202c", "\u200b\u200d\u2060", "a" * 4096, "😀" * 2048,
    "/" * 50, "ich möchte mit jemandem sprechen", "Danke", "SELECT * FROM cases;--",
    "{0} {n} %s %(x)s", "\n" * 60,
)  # fmt: skip
_FILE = {"file_id": "f", "file_unique_id": "u"}
_SPOT = {"latitude": 48.7, "longitude": 9.3}
_SIZED = {**_FILE, "width": 1, "height": 1}
_LONG = {**_FILE, "duration": 1}
_POLL = {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
         "is_anonymous": True, "type": "regular", "allows_multiple_answers": False, "allows_revoting": True,
         "members_only": False}  # fmt: skip
_OTHER = {"id": 9, "is_bot": False, "first_name": "N"}
CONTENTS: tuple[Json, ...] = (
    {"photo": [_SIZED]}, {"voice": _LONG}, {"audio": _LONG}, {"video": {**_SIZED, **_LONG}},
    {"video_note": {**_LONG, "length": 1}}, {"animation": {**_SIZED, **_LONG}}, {"document": _FILE},
    {"sticker": {**_SIZED, "is_animated": False, "is_video": False, "type": "regular"}},
    {"dice": {"emoji": "🎲", "value": 1}}, {"location": _SPOT}, {"location": {**_SPOT, "live_period": 60}},
    {"venue": {"location": _SPOT, "title": "T", "address": "A"}, "location": _SPOT}, {"poll": _POLL},
    {"contact": {"phone_number": "+49", "first_name": "C"}}, {"write_access_allowed": {}},
    {"game": {"title": "T", "description": "D", "photo": [_SIZED]}},
    {"new_chat_photo": [_SIZED]},
    {"story": {"id": 1, "chat": {"id": 9, "type": "private"}}}, {"connected_website": "example.org"},
    {"invoice": {"title": "T", "description": "D", "start_parameter": "", "currency": "E",
                 "total_amount": 1}},
    {"web_app_data": {"data": "x", "button_text": "y"}}, {"users_shared": {"request_id": 1, "users": []}},
    {"chat_shared": {"request_id": 1, "chat_id": -5}}, {"boost_added": {"boost_count": 1}},
    {"proximity_alert_triggered": {"traveler": _OTHER, "watcher": _OTHER, "distance": 1}},
    {"forum_topic_created": {"name": "T", "icon_color": 1}}, {"forum_topic_closed": {}},
    {"forum_topic_edited": {}}, {"video_chat_started": {}}, {"video_chat_ended": {"duration": 1}},
    {"new_chat_members": [_OTHER]},
    {"left_chat_member": _OTHER}, {"new_chat_title": "T"}, {"delete_chat_photo": True},
    {"group_chat_created": True}, {"supergroup_chat_created": True}, {"migrate_to_chat_id": TEAM},
    {"migrate_from_chat_id": TEAM},
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 1}}, {"giveaway_created": {}},
    {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}}}, {},
    {"some_future_content": {"a": [1]}},
)  # fmt: skip


def user(number: int, chance: Random) -> Json:
    """A person, with a name that is a nuisance."""
    person: Json = {"id": number, "is_bot": False, "first_name": chance.choice(WORDS)[:64]}
    language = chance.choice(LANGUAGES)
    return person if language is None else {**person, "language_code": language}


def words(chance: Random) -> str:
    """What somebody may write."""
    return chance.choice(WORDS) if chance.random() < 0.7 else text(chance)[:4096] or "x"


def message(chance: Random, where: int, who: int, now: int) -> Json:
    """A message of any content; every tenth answers, was passed on, or comes by way of a bot."""
    made = _message(chance.randint(1, 9999), now, where, user(who, chance))
    if chance.random() < 0.6:
        made["text"] = words(chance)
    else:
        made |= chance.choice(CONTENTS)
        if chance.random() < 0.3:
            made["caption"] = words(chance)[:1024]
    return made | chance.choice(({},) * 6 + _asides(chance, where))


def _message(number: int, now: int, where: int, by: Json, **content: Any) -> Json:
    return {"message_id": number, "date": now, "chat": chat(where), "from": by, **content}


def _asides(chance: Random, where: int) -> tuple[Json, ...]:
    answered = _message(chance.randint(1, 20), 1, where, BOT, text="Ja?")
    origin = {"type": "hidden_user", "sender_user_name": "<i>X</i>", "date": 1}
    return (
        {"reply_to_message": answered}, {"forward_origin": origin}, {"via_bot": BOT},
        {"forward_origin": {"type": "channel", "chat": chat(CHANNEL), "message_id": 1, "date": 1}},
        {"sender_chat": chat(where), "from": {**BOT, "id": 1087968824}}, {"from": {**BOT, "id": 99}},
        {"entities": [{"type": kind, "offset": 0, "length": 9} for kind in ("bold", "hologram")]},
        {"quote": {"text": "x", "position": 0}, "reply_to_message": answered}, {"author_signature": "A"},
        {"is_topic_message": True, "message_thread_id": 3}, {"edit_date": 1}, {"media_group_id": "1"},
    )  # fmt: skip


def press(chance: Random, where: int, who: int, data: str) -> Json:
    """A press, under a message of any sort or under none."""
    question = _message(3, 1, where, user(who, chance), text=words(chance))
    under = _message(4, 1, where, BOT)
    quoted = {**under, "text": "Soll ich das senden?\nWohnung?",
              "entities": [{"type": "blockquote", "offset": 21, "length": 8}]}  # fmt: skip
    shown = chance.choice((
        {**under, "text": "A", "reply_to_message": question}, quoted, {**under, "date": 0},
        {**under, "photo": [_SIZED], "caption": "C"}, {**under, "location": _SPOT}, None,
    ))  # fmt: skip
    query: Json = {"id": "77", "chat_instance": "1", "data": data, "from": user(who, chance)}
    return {"callback_query": query if shown is None else {**query, "message": shown}}


def valid(chance: Random, where: int, who: int, now: int) -> Json:
    """An update as Telegram would send it: mostly what we ask for, now and then any other kind."""
    said = message(chance, where, who, now)
    if chance.random() < 0.6:
        return {"message": said}
    kinds = ("channel_post", "edited_channel_post", "business_message", "edited_business_message",
             "guest_message", "some_future_update")  # fmt: skip
    return chance.choice((
        {"edited_message": {**said, "edit_date": now}}, press(chance, where, who, "topics"),
        *({kind: said} for kind in kinds), *_others(chance, where, who),
    ))  # fmt: skip


def _others(chance: Random, where: int, who: int) -> Iterator[Json]:
    person, place = user(who, chance), chat(where)
    old, new = ({"user": BOT, "status": status} for status in ("member", chance.choice(("left", "member"))))
    change = {"chat": place, "from": person, "date": 1, "old_chat_member": old, "new_chat_member": new}
    asked: Json = {"id": "1", "from": person}
    given = {"source": "premium", "user": person}
    boost = {"boost_id": "b", "add_date": 1, "expiration_date": 2, "source": given}
    lines = ("country_code", "state", "city", "street_line1", "street_line2", "post_code")
    yield {"my_chat_member": change}
    yield {"chat_member": change}
    yield {"inline_query": {**asked, "query": words(chance), "offset": ""}}
    yield {"chosen_inline_result": {"result_id": "1", "from": person, "query": "x"}}
    yield {"shipping_query": {**asked, "invoice_payload": "x", "shipping_address": dict.fromkeys(lines, "")}}
    yield {"pre_checkout_query": {**asked, "currency": "EUR", "total_amount": 1, "invoice_payload": "x"}}
    yield {"poll": _POLL}
    yield {"poll_answer": {"poll_id": "1", "user": person, "option_ids": [0], "option_persistent_ids": ["0"]}}
    yield {"chat_join_request": {"chat": place, "from": person, "user_chat_id": who, "date": 1}}
    thumb, about = {"type": "emoji", "emoji": "👍"}, {"chat": place, "message_id": 1, "date": 1}
    yield {"message_reaction": {**about, "user": person, "old_reaction": [], "new_reaction": [thumb]}}
    yield {"message_reaction_count": {**about, "reactions": []}}
    yield {"chat_boost": {"chat": place, "boost": boost}}
    yield {
        "business_connection": {"id": "b", "user": person, "user_chat_id": 5, "date": 1, "is_enabled": True}
    }
    yield {"deleted_business_messages": {"business_connection_id": "b", "chat": place, "message_ids": [1]}}
    yield {"purchased_paid_media": {"from": person, "paid_media_payload": "x"}}


def deep(depth: int) -> Any:
    """A list in a list in a list."""
    return json.loads("[" * depth + "]" * depth)


def spoilt(chance: Random, update: Json) -> Json:
    """An update with one or two things missing, of another type, huge, deep, or of another update."""
    made: Json = json.loads(json.dumps(update))
    for _ in range(chance.randint(1, 2)):
        holder, name = chance.choice(list(_places(made)))
        if chance.random() < 0.3:
            del holder[name]
        elif chance.random() < 0.2 and isinstance(holder, dict):
            holder[chance.choice(("id", "text", "message", "chat", "from", "x" * 999))] = holder.pop(name)
        else:
            holder[name] = json.loads(json.dumps(chance.choice(_WRONG)(chance)))  # nothing is shared
        if not made:
            break
    return made


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    names = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for name in names:
        yield value, name
        yield from _places(value[name])


_WRONG: tuple[Callable[[Random], Any], ...] = (
    lambda _: None, lambda _: True, lambda _: {}, lambda _: [], lambda _: "", lambda _: "5", lambda _: 0.5,
    lambda _: -1, lambda _: 2**31, lambda _: 2**63, lambda _: 10**17, lambda _: 2**80, lambda _: 1e308,
    lambda _: "x" * 100_000, lambda _: deep(200), lambda _: [None] * 5000, lambda _: "a\ud800b\0", text,
    lambda chance: {"message": message(chance, 6, 7, 1)}, lambda chance: user(6, chance),
    lambda _: chat(GROUP), lambda _: nested(100), lambda _: "private", lambda _: -10**17,
)  # fmt: skip


def nested(depth: int) -> Json:
    """A message that answers one that answers one."""
    made: Json = {"message_id": 1, "date": 1, "chat": chat(5), "text": "x"}
    for _ in range(depth):
        made = {**made, "reply_to_message": made}
    return made
