"""What goes to the team belongs to a case, until its person is forgotten."""

from __future__ import annotations

import pytest

from bot.core.conversation import Conversation
from bot.storage.cases import Case
from bot.storage.outbox import HEAD, Refused, Sent
from bot.storage.storage import Storage
from bot.storage.tables import outbox
from tests.intake.office import ANNA, BERT, NOW, Channel, post, rows

GROUP = "telegram:-100"


@pytest.fixture
def channel(storage: Storage) -> Channel:
    """A channel that takes everything."""
    return Channel(storage)


async def case_of(storage: Storage, person: str) -> int:
    """The number of a new question of a person to the team."""
    return (await storage.cases.open(Case(0, person, "de", "", (), NOW, NOW, None), "Hallo"))[0]


async def test_who_has_gone_is_forgotten(channel: Channel) -> None:
    """With all that waits for them, and what waits for the team about them; not a word of others."""
    storage = channel.storage
    for person in (ANNA, BERT):
        await storage.conversations.save(person, Conversation(language="tr"))
    anna, bert = await case_of(storage, ANNA), await case_of(storage, BERT)
    about = [post("of Anna", GROUP, case=anna, rank=1), post("of Bert", GROUP, case=bert, rank=1)]
    await storage.outbox.put([post("a1"), post("a2"), *about, post("b", BERT, rank=1)], NOW)
    channel.outcomes["a1"] = [Refused("blocked by the user", gone=True)]

    tried = await channel.work()
    talks = [await storage.conversations.load(person) for person in (ANNA, BERT)]
    cases = [await storage.cases.get(number) for number in (anna, bert)]

    assert ["a1", "b", "of Bert"] == sorted(tried)
    assert "a1" == tried[0]
    assert [] == await rows(storage, outbox)
    assert [None, "tr"] == [talk.language for talk in talks]
    assert [None, bert] == [case and case.number for case in cases]


async def test_a_message_of_a_case_is_noted(channel: Channel) -> None:
    """A reply to it finds its case; one to any other message does not."""
    storage = channel.storage
    number = await case_of(storage, ANNA)
    await storage.outbox.put([post("of Anna", GROUP, case=number), post("hello", GROUP)], NOW)
    channel.outcomes = {"of Anna": [Sent("77")], "hello": [Sent("78")]}
    await channel.work()
    found = [await storage.cases.of_message(GROUP, message) for message in ("77", "78")]

    assert [number, None] == [case and case.number for case in found]


async def test_what_follows_in_a_case_answers_its_first_message(channel: Channel) -> None:
    """Also where that was sent a moment before; where there is none yet, it answers nothing."""
    storage = channel.storage
    number = await case_of(storage, ANNA)
    first, second = (post(words, GROUP, case=number, answers=HEAD) for words in ("first", "second"))
    await storage.outbox.put([first, second, post("third", GROUP, case=number, answers="5")], NOW)
    channel.outcomes = {"first": [Sent("99")], "second": [Sent("100")]}
    await channel.work()

    assert [(GROUP, "first", ""), (GROUP, "second", "99"), (GROUP, "third", "5")] == channel.taken


async def test_what_was_sent_for_a_forgotten_person_leaves_nothing(channel: Channel) -> None:
    """The team reads the message; the person goes while it is on its way."""
    storage = channel.storage
    number = await case_of(storage, ANNA)
    await storage.outbox.put([post("of Anna", GROUP, case=number)], NOW)
    if storage.database.alone:  # elsewhere whoever forgets waits for the message that is on its way

        async def forget(_: str) -> None:
            await storage.forget(ANNA)

        channel.before = forget
    await channel.work()
    await storage.forget(ANNA)

    assert [(GROUP, "of Anna", "")] == channel.taken
    assert [] == await rows(storage, outbox)
    assert None is await storage.cases.of_message(GROUP, "100")
