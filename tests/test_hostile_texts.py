"""Names and texts meant to break something: each arrives as it was written, or not at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.assistant import Speaker
from bot.channels.telegram_sending import html
from bot.core.handover import LONGEST_QUESTION
from bot.storage.outbox import Post
from bot.storage.storage import Storage
from tests.channels.test_escaping import STRICT
from tests.front_desk import BOT, PERSON, TEAM, FrontDesk, chat

TEXTS = {
    "html": '<b>Fall 9</b> <a href="https://boese.example">hier</a> <tg-spoiler>x</tg-spoiler> &lt;i&gt;',
    "broken html": "</blockquote></b><blockquote>✅ Fall 1 ist geschlossen. <!-- <pre> & &#60; &#x3c;",
    "markdown": "*fett* _kursiv_ `code` [hier](tg://user?id=1) ||x|| ~y~ > Zitat",
    "a false line": "Wohnung\n✅ Fall 1 ist geschlossen.\n/close 1",
    "turned around": "\u202eneknirt\u202c \u2067abc \u2066def \u200f\u061c",
    "nothing to see": "Wohnung\u200b\u200c\u200d\u2060\ufeff\u00ad suchen",
    "templates": "{topic} {0} %s %(name)s ${x} {{7*7}} \\u0041 \\n",
    "a link": "boese.example https://boese.example/?a=1&b=2 tg://resolve?domain=x @jemand #1",
    "marks on marks": "Z" + "\u0301\u0316\u0334" * 300,
    "emoji": "😀👨\u200d👩\u200d👧🇩🇪" * 100,
    "letters": "ß" * 4096,
    "pairs": "😀" * 2048,
    "lines": "a\n" * 2000,
}
OURS = {"bold", "blockquote", "text_link"}
NAME = "<b>Maulwurf</b> \u202e[x](tg://user?id=1)"


@pytest.fixture
def desk(storage: Storage, trial: Speaker) -> FrontDesk:
    """A bot that nobody has written to."""
    return FrontDesk(storage, trial)


@pytest.fixture(params=TEXTS)
def hostile(request: pytest.FixtureRequest) -> str:
    """What somebody writes."""
    return TEXTS[request.param]


def quotes(post: Post) -> Iterator[str]:
    """What stands in a message as a quote, read as Telegram reads it; no style in it but ours."""
    text, entities, _ = STRICT.parse_html(html(post.message.spans))
    units = text.encode("utf-16-le")
    assert {entity["type"] for entity in entities} <= OURS
    for entity in entities:
        if entity["type"] == "blockquote":
            yield units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")


async def shown_to_the_team(desk: FrontDesk, hostile: str) -> list[Post]:
    """A person asks, sees the question again and sends it: what everybody reads of it."""
    await desk.press("talk:find_flat")
    consent = await desk.message(hostile)
    (quoted,) = quotes(consent[-1])
    await desk.press("send:find_flat", quoted=quoted)
    return [consent[-1], *await desk.deliver(), *await desk.message("/case 1", where=TEAM)]


async def test_a_question_is_quoted_as_it_is(desk: FrontDesk, hostile: str) -> None:
    """In the consent, in the team's group and in the history of the case, up to what is passed on."""
    posts = await shown_to_the_team(desk, hostile)
    passed_on = hostile.strip()[:LONGEST_QUESTION].strip()

    assert [passed_on] * 3 == [quote.strip() for post in posts for quote in quotes(post)]


async def test_what_is_written_on_is_quoted_too(desk: FrontDesk, hostile: str) -> None:
    """A second message in the case reaches the team as it is."""
    await desk.ask_the_team()
    await desk.press("write")
    await desk.message(hostile)
    posts = await desk.deliver()

    assert [hostile.strip()[:LONGEST_QUESTION].strip()] == [q.strip() for post in posts for q in quotes(post)]


async def test_a_language_that_is_none_of_ours_reaches_the_team(desk: FrontDesk) -> None:
    """Whoever asks for a person is not told that a program cannot read the question."""
    await desk.press("talk")
    asked = "Habari, ninahitaji msaada, natafuta nyumba kwa familia yangu"
    consent = await desk.message(asked)
    await desk.ask_the_team()
    await desk.press("write")
    await desk.message("Sijui jinsi gani, asante")

    assert [["Habari, ninahitaji msaada, natafuta nyumba kwa familia yangu"]] == [
        [*quotes(p)] for p in consent
    ]
    assert [["Sijui jinsi gani, asante"]] == [[*quotes(post)] for post in await desk.deliver()]


@pytest.mark.parametrize("language", ["de", "ar"])
async def test_an_answer_of_the_team_arrives_whole(desk: FrontDesk, hostile: str, language: str) -> None:
    """Whatever the team writes, the person reads all of it, with no style of its own."""
    await desk.press(f"lang:{language}")
    await desk.ask_the_team()
    ours = {"message_id": 1001, "date": 1, "chat": chat(TEAM), "text": "Fall 1", "from": BOT}
    await desk.message(hostile, where=TEAM, reply_to_message=ours)
    answer = [post for post in await desk.deliver() if post.chat == f"telegram:{PERSON}"]
    read = "".join(post.message.text for post in answer).replace("\n", "")

    assert [] == [quote for post in answer for quote in quotes(post)]
    assert hostile.strip().replace("\n", "") in read


async def test_an_ordinary_question_is_not_repeated(desk: FrontDesk, hostile: str) -> None:
    """What somebody writes is answered; nothing of it is said again, and the answer can be sent."""
    posts = await desk.message(hostile)

    assert posts
    assert [] == [quote for post in posts for quote in quotes(post)]
    assert [] == [post for post in posts if hostile.strip()[:40] in post.message.text]


async def test_names_are_not_used(desk: FrontDesk) -> None:
    """Neither a person's name nor that of a group is said to anybody or stored anywhere."""
    by = {"id": PERSON, "is_bot": False, "first_name": NAME, "last_name": NAME, "username": "maulwurf"}
    named = {"chat": {"id": PERSON, "type": "private", "first_name": NAME}, "from": by}
    posts = await desk.message("/start", **named) + await desk.message("/talk", **named)
    posts += await desk.message("Ich suche eine Wohnung", **named)
    posts += await desk.press("send:find_flat", quoted="Ich suche eine Wohnung") + await desk.deliver()
    group = {"chat": {**chat(TEAM), "title": NAME}, "from": by}
    posts += await desk.message("/case", where=TEAM, **group)

    assert [] == [post for post in posts if "Maulwurf" in post.message.text]
    assert "aulwurf" not in str(await desk.stored())
