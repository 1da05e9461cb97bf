"""Groups, channels, bots, edits, floods: nobody is bothered, no group is taken for a person or the team."""

from __future__ import annotations

from typing import Any

import pytest

from bot.assistant import Speaker
from bot.intake.flood import MOST
from bot.storage.storage import Storage
from tests.front_desk import (
    BOT,
    CHANNEL,
    GROUP,
    OTHER_GROUP,
    PERSON,
    STRANGER,
    TEAM,
    FrontDesk,
    Json,
    chat,
    firsts,
    person_in,
)  # fmt: skip

IN_PRIVATE, TOO_FAST = "Ich antworte nur im privaten Chat", "Sie schreiben sehr schnell"
WORDS = "Mein Vermieter heißt Maulwurf"
FILE = {"file_id": "f", "file_unique_id": "u"}
SPOT = {"latitude": 48.7, "longitude": 9.3}

RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories",
)  # fmt: skip


@pytest.fixture
def desk(storage: Storage, trial: Speaker) -> FrontDesk:
    """A bot that nobody has written to."""
    return FrontDesk(storage, trial)


@pytest.fixture
async def busy(desk: FrontDesk) -> FrontDesk:
    """A bot to which one person has sent a question for the team, which has it."""
    await desk.ask_the_team(WORDS)
    return desk


async def test_the_team_s_group_is_never_a_person(busy: FrontDesk) -> None:
    """What is said there among colleagues is nobody's question; nothing is remembered of it."""
    said = ("Wo kann ich Deutsch lernen?", "/start", "/forget", "/talk", "Hilfe!", "/start need_find_flat")
    before = await busy.stored()
    posts = [post for text in said for post in await busy.message(text, where=TEAM)]
    posts += await busy.message("Wohnung", where=TEAM, kind="edited_message")
    posts += await busy.message(where=TEAM, photo=[{**FILE, "width": 1, "height": 1}])
    posts += await busy.message("Wohnung", where=TEAM, kind="channel_post")

    assert [] == posts
    assert before == await busy.stored()


async def test_another_group_never_reaches_the_team(busy: FrontDesk) -> None:
    """A reply there to a message of ours, with the number that its message has in the team's group."""
    before = await busy.kept()
    ours = {"message_id": 1001, "date": 1, "chat": chat(OTHER_GROUP), "text": "Fall 1", "from": BOT}
    posts = await busy.message("Bitte rufen Sie an.", where=OTHER_GROUP, reply_to_message=ours)

    assert [True] == [IN_PRIVATE in text for text in firsts(posts)]
    assert before == await busy.kept()


async def test_an_admin_without_a_name_answers_for_the_team(busy: FrontDesk) -> None:
    """Telegram shows such an admin as a bot; a true bot in the group answers for nobody."""
    ours = {"message_id": 1001, "date": 1, "chat": chat(TEAM), "text": "Fall 1", "from": BOT}
    bots = await busy.message("Werbung", where=TEAM, reply_to_message=ours, **{"from": {**BOT, "id": 9}})
    as_channel = {"from": {**BOT, "id": 136817688}, "sender_chat": chat(CHANNEL)}
    channels = await busy.message("Werbung", where=TEAM, reply_to_message=ours, **as_channel)
    anonymous = {"from": {**BOT, "id": 1087968824}, "sender_chat": chat(TEAM)}
    posts = await busy.message("Gern am Montag.", where=TEAM, reply_to_message=ours, **anonymous)
    delivered = [post for post in await busy.deliver() if post.chat == f"telegram:{PERSON}"]

    assert ([], []) == (bots, channels)
    assert ["📨 Fall 1: Ihre Antwort geht an die Person."] == firsts(posts)
    assert [True] == ["Gern am Montag." in post.message.text for post in delivered]


def joined(where: int, status: str) -> Json:
    """The bot is added to a group or channel, or made an admin of it."""
    rights: Json = dict.fromkeys(RIGHTS, False) if status == "administrator" else {}
    member = {"user": BOT, "status": status, **rights}
    change = {"date": 1, "old_chat_member": {"user": BOT, "status": "left"}, "new_chat_member": member}
    return {"my_chat_member": {"chat": chat(where), "from": person_in(where), **change}}


@pytest.mark.parametrize("where", [GROUP, OTHER_GROUP, CHANNEL])
@pytest.mark.parametrize("status", ["member", "administrator"])
async def test_whoever_adds_the_bot_hears_nothing(desk: FrontDesk, where: int, status: str) -> None:
    """Neither when it comes in, nor while people talk, nor when the group moves; nothing is remembered."""
    posts = await desk.take(joined(where, status))
    kind = "channel_post" if where == CHANNEL else "message"
    for content in (
        {"text": "Hallo zusammen"}, {"new_chat_members": [BOT]}, {"new_chat_title": "/start"},
        {"migrate_to_chat_id": TEAM}, {"migrate_from_chat_id": TEAM}, {"group_chat_created": True},
        {"photo": [{**FILE, "width": 1, "height": 1}], "caption": "Wohnung"},
    ):  # fmt: skip
        posts += await desk.message(where=where, kind=kind, **content)

    assert [] == posts
    assert [] == (await desk.stored())["conversations"]


async def test_a_group_that_speaks_to_the_bot_gets_one_line(desk: FrontDesk) -> None:
    """Each time it is spoken to: the way to the private chat, without a button; a channel gets nothing."""
    ours: Json = {"message_id": 9, "date": 1, "chat": chat(GROUP), "text": "x", "from": BOT}
    asked = [
        await desk.message("/start@wegweiser_bot", where=GROUP),
        await desk.message("Mein Mann schlägt mich", where=GROUP, reply_to_message=ours),
        await desk.message("/forget", where=GROUP, **{"from": {**BOT, "id": 1}, "sender_chat": chat(GROUP)}),
    ]

    assert [[True]] * 3 == [[IN_PRIVATE in text for text in firsts(posts)] for posts in asked]
    assert [()] * 3 == [posts[0].message.rows for posts in asked]
    assert [] == await desk.message("/start", where=CHANNEL, kind="channel_post")


@pytest.mark.parametrize(
    "kind",
    ["channel_post", "edited_channel_post", "business_message", "edited_business_message", "guest_message"],
)
async def test_what_was_written_to_somebody_else_is_not_answered(desk: FrontDesk, kind: str) -> None:
    """A message to a business, in a channel, or in a chat we are no member of is not ours to answer."""
    business = {"business_connection_id": "b"} if "business" in kind else {}
    posts = await desk.message("Wo kann ich Deutsch lernen?", kind=kind, **business)

    assert [] == posts
    assert [] == (await desk.stored())["conversations"]


async def test_other_programs_are_not_answered(desk: FrontDesk) -> None:
    """Nor a query typed in another chat; but what a person sends by way of a bot is the person's."""
    asked = {"id": "1", "from": person_in(PERSON), "query": "Wohnung", "offset": ""}
    posts = await desk.message("Wohnung", **{"from": {**BOT, "id": 99}}) + await desk.take(
        {"inline_query": asked}
    )
    by_way = await desk.message("Wo kann ich Deutsch lernen?", via_bot={**BOT, "id": 99})

    assert [] == posts
    assert 1 == len(by_way)


async def test_an_edit_is_answered_where_it_has_words(desk: FrontDesk) -> None:
    """A corrected question is a question; a place that is shared live is answered once, however it moves."""
    place = {"location": {**SPOT, "live_period": 900}}
    first = await desk.message(**place)
    moved = [
        post for _ in range(20) for post in await desk.message(kind="edited_message", edit_date=2, **place)
    ]
    corrected = await desk.message("Wo kann ich Deutsch lernen?", kind="edited_message", edit_date=2)

    assert (1, [], 1) == (len(first), moved, len(corrected))


async def test_a_hundred_forwards_in_a_row_are_a_flood(desk: FrontDesk) -> None:
    """Sixty are answered, one is told to wait, the rest is silence; others do not notice."""
    spam: dict[str, Any] = {"forward_origin": {"type": "hidden_user", "sender_user_name": "X", "date": 1}}
    when = int(desk.now.timestamp())
    posts = [await desk.message("Gewinnen Sie jetzt!", date=when, **spam) for _ in range(100)]
    other = await desk.message("Wo kann ich Deutsch lernen?", where=STRANGER, date=when)

    assert [1] * (MOST + 1) + [0] * (99 - MOST) == [len(each) for each in posts]
    assert [TOO_FAST in text for each in posts for text in firsts(each)].index(True) == MOST
    assert 1 == len(other)
