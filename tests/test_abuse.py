"""Made-up presses, other people's cases, groups, bots and floods: nothing is done that should not be."""

from __future__ import annotations

import pytest

from bot.assistant import Speaker
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
    chat,
    firsts,
)  # fmt: skip

ASKS, TOO_OLD, NOTHING_OPEN = "Schreiben Sie Ihre Frage", "Dieser Knopf ist veraltet", "keine offene Frage"
IN_PRIVATE, TOO_FAST = "Ich antworte nur im privaten Chat", "Sie schreiben sehr schnell"
WORDS = "Mein Vermieter heißt Maulwurf"
FILE = {"file_id": "f", "file_unique_id": "u"}
SPOT = {"latitude": 48.7, "longitude": 9.3}


@pytest.fixture
def desk(storage: Storage, trial: Speaker) -> FrontDesk:
    """A bot that nobody has written to."""
    return FrontDesk(storage, trial)


@pytest.fixture
async def busy(desk: FrontDesk) -> FrontDesk:
    """A bot to which one person has sent a question for the team, which has it."""
    await desk.ask_the_team(WORDS)
    return desk


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("send:", ASKS),
        ("send:find_flat", ASKS),
        ("send:nonsense", TOO_OLD),
        ("write", NOTHING_OPEN),
        ("write:", NOTHING_OPEN),
        ("write:1", NOTHING_OPEN),
        ("end", NOTHING_OPEN),
        ("end:1", NOTHING_OPEN),
        ("case:1", TOO_OLD),
        ("close:1", TOO_OLD),
        ("consent:", TOO_OLD),
        ("too_fast", TOO_FAST),
        ("trouble", "Bei uns ist etwas schiefgegangen"),
        ("in_group", IN_PRIVATE),
        ("want:frauen_helfen_frauen/beratung", TOO_OLD),
        ("\0", TOO_OLD),
        ("helped:" + "x" * 500, TOO_OLD),
    ],
)
async def test_a_made_up_press_does_nothing(desk: FrontDesk, data: str, said: str) -> None:
    """Without a case, without words, or with names that nothing bears: an answer, and nothing else."""
    posts = await desk.press(data)

    assert [True] == [said in text for text in firsts(posts)]
    assert {} == await desk.kept()
    assert [] == await desk.deliver()


@pytest.mark.parametrize(
    "slot", ["{mark}@0", "{mark}@zzzzz", "{mark}@-5", "{mark}@5f3a1@5f3a1@5f3a1", "zz@5f3a1"]
)
async def test_a_time_that_does_not_exist_is_not_asked_for(desk: FrontDesk, slot: str) -> None:
    """Neither the team nor a reminder gets a time that the offer does not have."""
    shown = await desk.press("want:izf/anlaufstelle")
    mark = shown[0].message.rows[0][0].action.removeprefix("first:").partition("@")[0]
    for verb in ("send", "bell", "first", "both", "talk", "slot"):
        await desk.press(f"{verb}:{slot.format(mark=mark)}", quoted="0711 123")

    assert {} == await desk.kept()


async def test_a_time_that_exists_is_asked_for_without_words(desk: FrontDesk) -> None:
    """The way through the buttons still ends with the team: two times, no text."""
    first = (await desk.press("want:izf/anlaufstelle"))[0].message.rows[0][0].action
    second = (await desk.press(first))[0].message.rows[0][0].action
    send = (await desk.press(second))[0].message.rows[0][0].action
    await desk.press(send)

    assert [1] == [len(await desk.storage.cases.entries(1))]
    assert [True] == ["Terminwunsch: " in post.message.text for post in await desk.deliver()]


async def test_a_case_is_its_persons_alone(busy: FrontDesk) -> None:
    """Nobody else writes to it, ends it or sees a word of it, whatever number or message they name."""
    before = await busy.kept()
    posts = [
        post
        for data in ("write", "end", "write:1", "end:1", "case:1", "send:", "bells", "talk:find_flat")
        for post in await busy.press(data, where=STRANGER)
    ]
    shown = {"message_id": 1001, "date": 1, "chat": chat(STRANGER), "text": "Fall 1", "from": BOT}
    await busy.press("topics", where=STRANGER)
    posts += await busy.message("Danke für Ihre Hilfe", where=STRANGER, reply_to_message=shown)

    assert before == await busy.kept()
    assert {f"telegram:{STRANGER}"} == {post.chat for post in posts}
    assert [] == [
        post.message.text
        for post in posts
        if "Maulwurf" in post.message.text or "Fall 1" in post.message.text
    ]


@pytest.mark.parametrize(
    "data", ["send:", "send:find_flat", "end", "write", "talk", "need:find_flat", "forget"]
)
async def test_a_press_in_the_team_s_group_does_nothing(busy: FrontDesk, data: str) -> None:
    """No button of ours stands there, so whoever presses one has made it up."""
    before = await busy.stored()
    posts = await busy.press(data, where=TEAM, quoted=WORDS)

    assert [] == posts
    assert before == await busy.stored()


@pytest.mark.parametrize("data", ["send:", "need:find_flat", "bells", "lang:ar", "forget"])
async def test_a_press_in_another_group_is_answered_with_the_way_to_us(desk: FrontDesk, data: str) -> None:
    """A group is no person: it asks nothing of the team and is shown nothing."""
    posts = await desk.press(data, where=GROUP, quoted=WORDS)

    assert [True] == [IN_PRIVATE in text for text in firsts(posts)]
    assert {} == await desk.kept()
    assert [] == await desk.press(data, where=CHANNEL, quoted=WORDS)


@pytest.mark.parametrize(
    "data",
    ["write", "end", "bells", "unfollow", "events", "helped:find_flat", "useless:find_flat", "topics", "talk",
     "send:find_flat", "back:hire_person/1", "tick:first_weeks/register", "keep:izf/anlaufstelle", "share:x"],
)  # fmt: skip
async def test_an_old_button_after_forget_knows_nothing(busy: FrontDesk, data: str) -> None:
    """It answers politely, and what is stored then is what a stranger's press would leave."""
    await busy.press("follow:language")
    await busy.press("lang:ar")
    await busy.press("forget")
    forgotten = await busy.kept()
    posts = await busy.press(data)
    afterwards = await busy.kept()
    strangers = await busy.press(data, where=STRANGER)
    mine, theirs = (await busy.stored())["conversations"]

    assert firsts(strangers) == firsts(posts)
    assert forgotten == afterwards
    assert {**theirs, "person": mine["person"], "seen_at": mine["seen_at"]} == mine


@pytest.mark.parametrize(
    "command", ["/case", "/case 1", "/close 1", "/close", "/language 1", "/case@wegweiser_bot #1"]
)
async def test_the_team_s_commands_are_words_anywhere_else(busy: FrontDesk, command: str) -> None:
    """Strangers, the person itself and other groups learn nothing of a case by them and change none."""
    before = await busy.kept()
    posts = [post for where in (STRANGER, PERSON) for post in await busy.message(command, where=where)]
    in_groups = [post for where in (GROUP, OTHER_GROUP) for post in await busy.message(command, where=where)]

    assert before == await busy.kept()
    assert [] == [post for post in posts if "Fall 1" in post.message.text or "Maulwurf" in post.message.text]
    assert [True, True] == [IN_PRIVATE in text for text in firsts(in_groups)]


@pytest.mark.parametrize(
    "payload", ["need_", "need_nonsense", "org_../../etc", "event_x", "a" * 64, "%00", "need_find_flat x"]
)
async def test_a_deep_link_with_nonsense_opens_the_start(desk: FrontDesk, payload: str) -> None:
    """Or says that it is old; nothing is kept."""
    posts = await desk.message(f"/start {payload}")

    assert 1 == len(posts)
    assert {} == await desk.kept()


async def test_a_number_longer_than_any_case_is_none(busy: FrontDesk) -> None:
    """A slip of the team's keyboard is told, and fails nothing."""
    posts = await busy.message(f"/case {'9' * 30}", where=TEAM)

    assert ["ℹ️ Dazu gibt es keinen Fall."] == firsts(posts)
