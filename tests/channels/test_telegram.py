"""Telegram updates as they come and messages as they go, with nothing but the network taken away."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from bot.channels import telegram as channel
from bot.channels.telegram_sending import Outgoing
from bot.core.conversation import Button, Message, Span, Turn
from bot.reception import Reception
from bot.storage.inbox import Received
from bot.storage.outbox import Later, Outcome, Post, Refused, Sent
from tests.channels.offline import OfflineRequest

NOW = datetime(2026, 11, 24, 12, 5, tzinfo=UTC)
TOKEN = "123456:" + "A" * 35
_numbers = count(1)


class Memory:
    """What an assistant stores, as far as the channel knows of it."""

    def __init__(self) -> None:
        self.left: list[str] = []

    async def forget(self, person: str) -> None:
        """Note who is forgotten."""
        self.left.append(person)


class Parrot:
    """Remembers the turns it was given and says what it was told to."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self.says: tuple[Message, ...] = (Message("de", (Span("gut"),)),)
        self.storage = Memory()

    async def handle(self, turn: Turn) -> tuple[Message, ...]:
        """Answer a turn."""
        self.turns.append(turn)
        return self.says

    def trouble(self, turn: Turn) -> tuple[Message, ...]:
        """What is said when something went wrong."""
        return (Message("de", (Span("leider"),)),)


class Talk:
    """One bot with a parrot for an assistant."""

    def __init__(self) -> None:
        self.request, self.parrot = OfflineRequest(), Parrot()
        self.released: list[str] = []
        assistant: Any = self.parrot
        team: Any = None
        self.reception = Reception(assistant, team, None, lambda: NOW, self.released.append)
        bot = Bot(TOKEN, request=self.request, get_updates_request=self.request)
        self.outgoing = Outgoing(bot, self.request, "https://api.telegram.org/bot", Path("audio"))
        self.outcomes: list[Outcome] = []

    @property
    def turns(self) -> list[Turn]:
        """What the assistant was given."""
        return self.parrot.turns

    async def receive(self, kind: str = "message", **content: Any) -> None:
        """Let one update come in, as it would wait in the inbox, and send what is said to it."""
        arrival = channel.arrival({"update_id": next(_numbers), kind: content})
        assert arrival is not None
        received = Received(arrival.update_id, arrival.chat, arrival.content, 0)
        for post in await self.reception.answer(received):
            self.outcomes.append(await self.outgoing.attempt(post, post.answers))

    async def message(self, kind: str = "message", *, chat: str = "private", **content: Any) -> None:
        """Let one message come in."""
        await self.receive(
            kind,
            message_id=next(_numbers),
            date=1764000000,
            chat={"id": -5 if chat != "private" else 5, "type": chat, "title": "t"},
            **{"from": {"id": 5, "is_bot": False, "first_name": "P", "language_code": "ar"}},
            **content,
        )


@pytest.fixture
def talk() -> Talk:
    """A bot ready to receive."""
    return Talk()


async def test_a_text_becomes_a_turn_with_the_language_of_the_phone(talk: Talk) -> None:
    """What a person writes arrives unchanged, with a hint of their language."""
    await talk.message(text="kita platz??")

    assert [Turn("telegram:5", NOW, text="kita platz??", phone_language="ar")] == talk.turns


async def test_an_edited_message_is_a_new_question(talk: Talk) -> None:
    """Whoever corrects a message gets the answer to the corrected one."""
    await talk.message("edited_message", text="kita")

    assert ["kita"] == [turn.text for turn in talk.turns]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("/start", "start"),
        ("/start need_find_flat", "need:find_flat"),
        ("/start org_vhs", "org:vhs"),
        ("/start nonsense", "start"),
        ("/language", "languages"),
        ("/Topics@wegweiser_bot", "topics"),
        ("/partners", "partners"),
        ("/help", "help"),
        ("/privacy", "privacy"),
        ("/forget", "forget"),
    ],
)
async def test_commands_are_actions(talk: Talk, text: str, action: str) -> None:
    """Each command stands for one action; links on posters open their answer."""
    await talk.message(text=text)

    assert [(action, "")] == [(turn.action, turn.text) for turn in talk.turns]


async def test_an_unknown_command_is_read_as_words(talk: Talk) -> None:
    """Who types /kita_platz means a kindergarten place."""
    await talk.message(text="/kita_platz")

    assert ["kita platz"] == [turn.text for turn in talk.turns]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"voice": {"file_id": "a", "file_unique_id": "a", "duration": 1}}, "voice"),
        ({"photo": [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]}, "picture"),
        ({"location": {"latitude": 48.7, "longitude": 9.3}}, "place"),
        ({"contact": {"phone_number": "1", "first_name": "x"}}, "contact"),
        ({"document": {"file_id": "a", "file_unique_id": "a"}}, "file"),
        ({"sticker": {"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1, "is_animated": False,
                      "is_video": False, "type": "regular"}}, "sticker"),
        ({"game": {"title": "t", "description": "d", "photo": []}}, "unreadable"),
        ({"text": "   "}, "unreadable"),
    ],
)  # fmt: skip
async def test_what_is_not_text_is_named(talk: Talk, content: dict[str, Any], kind: str) -> None:
    """Voice, pictures, places and the like arrive as what they are, without their content."""
    await talk.message(**content)

    assert [(kind, "")] == [(turn.attachment, turn.text) for turn in talk.turns]


async def test_the_words_under_a_picture_are_the_question(talk: Talk) -> None:
    """A photo of a letter with a question below is answered by the question."""
    await talk.message(
        caption="was ist das", photo=[{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]
    )

    assert [("was ist das", None)] == [(turn.text, turn.attachment) for turn in talk.turns]


async def test_a_pressed_button_is_released_and_does_its_action(talk: Talk) -> None:
    """The spinner on the button ends, and its action arrives."""
    message = {"message_id": 1, "date": 1764000000, "chat": {"id": 5, "type": "private"}, "text": "x"}
    person = {"id": 5, "is_bot": False, "first_name": "P", "language_code": "uk"}
    await talk.receive("callback_query", id="77", chat_instance="1", data="need:find_flat", message=message,
                       **{"from": person})  # fmt: skip

    assert [("need:find_flat", "uk")] == [(turn.action, turn.phone_language) for turn in talk.turns]
    assert ["77"] == talk.released


async def test_a_press_under_a_lost_message_is_answered(talk: Talk) -> None:
    """A button whose message Telegram no longer knows still answers the person who pressed it."""
    person = {"id": 5, "is_bot": False, "first_name": "P"}
    await talk.receive("callback_query", id="77", chat_instance="1", data="topics", **{"from": person})

    assert [("telegram:5", "topics")] == [(turn.person, turn.action) for turn in talk.turns]
    assert [5] == [call["chat_id"] for call in talk.request.sent()]


async def test_in_groups_it_answers_only_when_spoken_to(talk: Talk) -> None:
    """Talk in a group is left alone; a command there is answered with the way to the private chat."""
    await talk.message(text="hallo zusammen", chat="group")
    await talk.message(text="/start", chat="supergroup")

    assert ["in_group"] == [turn.action for turn in talk.turns]


async def test_news_about_the_chat_itself_is_not_answered(talk: Talk) -> None:
    """New members and new titles are no questions."""
    await talk.message(new_chat_title="x", chat="group")
    await talk.message(new_chat_members=[{"id": 9, "is_bot": False, "first_name": "N"}], chat="group")

    assert [] == talk.turns


async def test_who_blocks_the_bot_is_forgotten(talk: Talk) -> None:
    """When a person stops the bot, what is stored about the chat is to be deleted."""
    user = {"id": 5, "is_bot": False, "first_name": "P"}
    old, new = ({"user": user, "status": status, "until_date": 0} for status in ("member", "kicked"))
    await talk.receive("my_chat_member", chat={"id": 5, "type": "private"}, date=1764000000,
                       old_chat_member=old, new_chat_member=new, **{"from": user})  # fmt: skip

    assert ["telegram:5"] == talk.parrot.storage.left
    assert [] == talk.turns


@pytest.mark.parametrize(
    ("code", "description", "outcome"),
    [
        (
            403,
            "Forbidden: bot was blocked by the user",
            Refused("Forbidden: bot was blocked by the user", True),
        ),
        (502, "Bad Gateway", Later()),
        (500, "Internal Server Error", Later()),
        (400, "Bad Request: message is too long", Refused("Message is too long")),
    ],
)
async def test_what_becomes_of_a_message_is_told(
    talk: Talk, code: int, description: str, outcome: Outcome
) -> None:
    """Whoever has gone is told from a Telegram that is out of reach, and from a refusal for good."""
    talk.request.failing["sendMessage"] = (code, description)
    await talk.message(text="hallo")

    assert [outcome] == talk.outcomes


async def test_a_group_that_throws_the_bot_out_is_not_forgotten(talk: Talk) -> None:
    """What waits for the team is not deleted because its group is closed to the bot for a while."""
    talk.request.failing["sendMessage"] = (403, "Forbidden: bot was kicked from the group chat")
    outcome = await talk.outgoing.attempt(Post("telegram:-100", talk.parrot.says[0]), "")

    assert Refused("Forbidden: bot was kicked from the group chat") == outcome


async def test_an_answer_is_shown_as_one(talk: Talk) -> None:
    """The first message answers what was written; the id that Telegram gives is told."""
    talk.parrot.says *= 2
    await talk.message(text="x")

    first, second = talk.request.sent()
    assert "reply_parameters" in first
    assert "reply_parameters" not in second
    assert [Sent("99")] * 2 == talk.outcomes


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"update_id": "5"},
        {"update_id": True},
        {"update_id": 2**70},
        {"update_id": -1},
        {"message": {"text": "x"}},
    ],
)
def test_an_update_without_a_number_cannot_be_kept(update: dict[str, Any]) -> None:
    """What could not be known again is not taken in."""
    assert None is channel.arrival(update)


@pytest.mark.parametrize(
    ("content", "chat"),
    [
        ({"message": {"chat": {"id": 7}}}, "telegram:7"),
        ({"callback_query": {"from": {"id": 8}, "message": {"chat": {"id": 7}}}}, "telegram:7"),
        ({"callback_query": {"from": {"id": 8}}}, "telegram:8"),
        ({"message": []}, ""),
        ({"message": {"chat": "x", "from": None}}, ""),
        ({"message": {"chat": {"id": 2**80}}}, ""),
        ({"some_future_update": {"id": 1}}, ""),
    ],
)
def test_whose_turn_it_is_can_be_told_of_any_update(content: dict[str, Any], chat: str) -> None:
    """Also of one that python-telegram-bot cannot read."""
    arrival = channel.arrival({"update_id": 1, **content})

    assert arrival is not None
    assert chat == arrival.chat


async def test_half_letters_and_zeros_are_taken_out(talk: Talk) -> None:
    """What no database takes does not reach the assistant."""
    await talk.message(text="a\ud800b\x00c")

    assert ["a?bc"] == [turn.text for turn in talk.turns]


async def test_a_flood_is_told_once_and_then_ignored(talk: Talk) -> None:
    """The sixty-first message of a minute is answered with that, the ones behind it with nothing."""
    for number in range(65):
        await talk.message(text=f"spam {number}")

    assert 61 == len(talk.turns)
    assert ["", "too_fast"] == [turn.action for turn in talk.turns[59:]]
    assert 61 == len(talk.outcomes)


async def test_text_is_escaped_and_styled(talk: Talk) -> None:
    """Signs that mean something in HTML arrive as themselves; styles and links as tags."""
    number, page = Span("112", "phone", "tel:112"), Span("x", "link", 'https://e.example/?a="1"&b=2')
    spans = (Span("a<b> & c "), Span("fett", "bold"), Span("\n"), number, page)
    talk.parrot.says = (Message("de", spans),)
    await talk.message(text="x")

    expected = ('a&lt;b&gt; &amp; c <b>fett</b>\n<a href="tel:112">112</a>'
                '<a href="https://e.example/?a=&quot;1&quot;&amp;b=2">x</a>')  # fmt: skip
    assert [expected] == [call["text"] for call in talk.request.sent()]


async def test_a_long_answer_is_cut_between_lines(talk: Talk) -> None:
    """What exceeds one message comes in several, whole lines each, buttons under the last."""
    lines = [part for number in range(300) for part in (Span(f"{number} " + "ü" * 40), Span("\n"))]
    talk.parrot.says = (Message("de", tuple(lines), ((Button("Thema", "topics"),),)),)
    await talk.message(text="x")

    sent = talk.request.sent()
    assert all(len(call["text"]) <= 4096 for call in sent)
    assert [False] * (len(sent) - 1) + [True] == ["reply_markup" in call for call in sent]
    assert "".join(span.text for span in lines).split() == " ".join(call["text"] for call in sent).split()


async def test_buttons_do_an_action_or_open_a_page(talk: Talk) -> None:
    """A button carries the id of its action, never its label; a map opens in the browser."""
    talk.parrot.says = (
        Message(
            "de", (Span("x"),), ((Button("A", "topics"), Button("Karte", "map:a/b", "https://e.example")),)
        ),
    )
    await talk.message(text="x")

    ((first, second),) = talk.request.sent()[0]["reply_markup"]["inline_keyboard"]
    assert ("A", "topics") == (first["text"], first["callback_data"])
    assert ("Karte", "https://e.example") == (second["text"], second["url"])
