"""The longest and strangest messages Telegram lets through are answered, and the answer can be sent."""

import pytest

from benchmarks.longest import NOW, messages, states
from bot.assistant import Speaker
from bot.channels.telegram_sending import single
from bot.core.conversation import Conversation, Message, Turn
from bot.core.handover import LONGEST_QUESTION
from bot.core.text import LONGEST_TEXT
from bot.files.town import Town

MOST = 4096
"""characters of one message of Telegram, counted as UTF-16"""
MOST_MESSAGES = 4
"""that go out for one of ours"""
NAMES = list(messages(["Hallo, ich suche eine Wohnung"]))
STATES = ("fresh", "after an answer", "asked for a question")


@pytest.fixture(scope="module")
def hostile(town: Town) -> dict[str, str]:
    """name -> message, made of the phrases the bot has learnt from."""
    return messages(phrase.text for phrase in town.intents.phrases)


@pytest.fixture(scope="module")
def talks(trial: Speaker) -> dict[str, Conversation]:
    """Where a talk may stand when the message comes."""
    return states(trial)


def length(text: str) -> int:
    """As Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def too_much(message: Message) -> list[str]:
    """What of a message Telegram would refuse: its text, a button, too many pieces."""
    pieces = single(message)
    found = [piece.text for piece in pieces if length(piece.text) > MOST]
    found += [button.action for row in message.rows for button in row if len(button.action.encode()) > 64]
    return found + [str(len(pieces))] * (len(pieces) > MOST_MESSAGES)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", NAMES)
def test_every_message_is_answered(
    trial: Speaker, hostile: dict[str, str], talks: dict[str, Conversation], name: str, state: str
) -> None:
    """Whatever is written, at every point of a talk, the reply has a text of a size that can be sent."""
    turn = Turn("test", NOW, text=hostile[name])
    reply, after = trial.decide(turn, talks[state])
    said = trial.words(reply, turn)

    assert said
    assert all(message.text.strip() for message in said)
    assert [] == [problem for message in said for problem in too_much(message)]
    assert all(len(part) < 100 for part in (*after.shown, *after.listed, after.need, after.awaiting))


@pytest.mark.parametrize("name", NAMES)
def test_without_a_team_every_message_is_answered_too(
    speaker: Speaker, hostile: dict[str, str], name: str
) -> None:
    """The bot as it runs without example times answers the same messages."""
    turn = Turn("test", NOW, text=hostile[name], phone_language="tr")
    said = speaker.words(speaker.decide(turn, Conversation())[0], turn)

    assert all(message.text.strip() for message in said)
    assert [] == [problem for message in said for problem in too_much(message)]


@pytest.mark.parametrize("name", NAMES)
def test_a_question_to_the_team_is_shown_up_to_a_length(
    trial: Speaker, hostile: dict[str, str], talks: dict[str, Conversation], name: str
) -> None:
    """What would be passed on is quoted, never more than the limit of it."""
    turn = Turn("test", NOW, text=hostile[name])
    said = trial.words(trial.decide(turn, talks["asked for a question"])[0], turn)
    quoted = [span.text for message in said for span in message.spans if span.style == "quote"]

    assert all(len(text) <= LONGEST_QUESTION for text in quoted)


def test_the_messages_are_as_long_as_they_may_be(hostile: dict[str, str]) -> None:
    """All but the last are within what is read, and most fill it."""
    lengths = {name: len(text) for name, text in hostile.items()}

    assert ["longer than allowed"] == [name for name, size in lengths.items() if size > 2 * LONGEST_TEXT]
    assert sum(size >= LONGEST_TEXT - 100 for size in lengths.values()) >= len(lengths) - 2
