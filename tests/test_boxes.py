"""Inbox and outbox: what waits is handed out once, each chat in order, also to many processes."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from contextvars import Context
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import insert

from bot.core.conversation import Button, Message, PrintedCard, Recording, Span, Venue
from bot.storage.database import utc
from bot.storage.inbox import LONGEST_WAIT, Received, Waiting
from bot.storage.outbox import AT_ONCE, Post
from bot.storage.storage import KEEP_NUMBERS, Storage
from bot.storage.tables import inbox, outbox
from tests import databases
from tests.intake.office import ANNA, BERT, NOW, arrival, post, rows

SECOND = timedelta(seconds=1)
T = TypeVar("T")


def number_of(received: Received | None) -> int | None:
    """The update that was handed out."""
    return received.number if received else None


async def texts(storage: Storage, seconds: float = 0) -> list[str]:
    """All that can be sent so many seconds from now, in its order; it is sent with that."""
    found: list[str] = []
    while True:
        async with storage.outbox.claim(NOW + SECOND * seconds) as claimed:
            if claimed is None:
                return found
            found.append(claimed.message.text)
            await storage.outbox.sent(claimed.number)


def beside(work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    """Done by somebody else, who has no part in the transaction that is open here."""
    return asyncio.get_running_loop().create_task(work, context=Context())


async def test_updates_are_handed_out_in_the_order_they_came(storage: Storage) -> None:
    """Not in that of their numbers, which Telegram may begin anew."""
    await storage.inbox.put([arrival(9, "first"), arrival(8, "b", BERT)], NOW)
    await storage.inbox.put([arrival(3, "third")], NOW)
    order = []
    while received := await storage.inbox.next(NOW):
        order.append(received.content)
        await storage.inbox.done(received.number, NOW)

    assert ['{"text": "first"}', '{"text": "b"}', '{"text": "third"}'] == order


async def test_an_update_keeps_what_it_was_when_it_comes_again(storage: Storage) -> None:
    """Neither its text nor its tries change, waiting or done."""
    await storage.inbox.put([arrival(1, "a")], NOW)
    await storage.inbox.again(1, NOW)
    await storage.inbox.put([arrival(1, "other", BERT)], NOW + SECOND)
    waiting = await storage.inbox.next(NOW)
    await storage.inbox.done(1, NOW)
    await storage.inbox.put([arrival(1, "other", BERT)], NOW + SECOND)

    assert Received(1, ANNA, '{"text": "a"}', 1) == waiting
    assert None is await storage.inbox.next(NOW + SECOND)


async def test_updates_of_nobody_wait_for_each_other_only(storage: Storage) -> None:
    """What is done names nobody either, and holds up none of them."""
    await storage.inbox.put([arrival(1, "a"), arrival(2, "x", ""), arrival(3, "y", "")], NOW)
    await storage.inbox.done(1, NOW)
    first = await storage.inbox.next(NOW)
    await storage.inbox.again(2, NOW + SECOND)
    meanwhile = await storage.inbox.next(NOW)
    await storage.inbox.done(2, NOW)

    assert (2, None) == (number_of(first), meanwhile)
    assert 3 == number_of(await storage.inbox.next(NOW))


async def test_an_update_is_done_once(storage: Storage) -> None:
    """Who comes second is told so, and changes nothing."""
    await storage.inbox.put([arrival(1, "a")], NOW)
    told = [await storage.inbox.done(1, NOW, "why"), await storage.inbox.done(1, NOW + SECOND, "other")]

    assert [True, False] == told
    assert ["why"] == [why for _, why in await storage.inbox.set_aside_ones()]
    assert not await storage.inbox.done(2, NOW)


async def test_numbers_are_forgotten_after_two_days(storage: Storage) -> None:
    """Until then an update that comes again is known; what still waits is kept however long."""
    await storage.inbox.put([arrival(1, "a"), arrival(2, "bad"), arrival(3, "late", BERT)], NOW)
    await storage.inbox.done(1, NOW)
    await storage.inbox.done(2, NOW, "ValueError at x")
    await storage.clear(NOW + KEEP_NUMBERS)
    known = [row["update_id"] for row in await rows(storage, inbox)]
    await storage.clear(NOW + KEEP_NUMBERS + SECOND)

    assert ([1, 2, 3], timedelta(days=2)) == (known, KEEP_NUMBERS)
    assert [3] == [row["update_id"] for row in await rows(storage, inbox)]


async def test_a_clock_that_is_put_back_keeps_nobody_waiting(storage: Storage) -> None:
    """What is due far in the future, in either box, is due now; what is due soon is not."""
    year, soon = timedelta(days=365), LONGEST_WAIT - SECOND
    await storage.inbox.put([arrival(1, "a")], NOW + year)
    await storage.inbox.put([arrival(2, "b", BERT)], NOW + soon)
    await storage.outbox.put([post("a")], NOW + year)
    await storage.outbox.put([post("b", BERT)], NOW + soon)
    received = await storage.inbox.next(NOW)
    await storage.inbox.done(1, NOW)

    assert 1 == number_of(received)
    assert None is await storage.inbox.next(NOW)
    assert ["a"] == await texts(storage)
    assert 2 == number_of(await storage.inbox.next(NOW + soon))
    assert ["b"] == await texts(storage, soon.total_seconds())


async def test_it_is_told_how_many_wait_and_since_when(storage: Storage) -> None:
    """Of what is not done; a try that failed does not make it younger."""
    await storage.inbox.put([arrival(1, "a")], NOW)
    await storage.inbox.put([arrival(2, "b"), arrival(3, "c", BERT)], NOW + SECOND)
    await storage.outbox.put([post("a")], NOW)
    await storage.outbox.put([post("b"), post("c", BERT)], NOW + SECOND)
    await storage.inbox.again(1, NOW + SECOND * 9)
    await storage.outbox.again(1, NOW + SECOND * 9, tries=1)
    before = await storage.inbox.waiting(), await storage.outbox.waiting()
    await storage.inbox.done(1, NOW)
    await storage.outbox.sent(1)

    assert (Waiting(3, NOW), Waiting(3, NOW)) == before
    assert (Waiting(2, NOW + SECOND),) * 2 == (await storage.inbox.waiting(), await storage.outbox.waiting())


async def test_a_post_goes_out_as_it_was_put(storage: Storage) -> None:
    """With buttons, attachments and letters of every script."""
    attachments = (
        Venue("VHS", "Mettinger Straße 125", 48.74, 9.3),
        PrintedCard("Karte", ("Zeile",), ("سطر",), True, "https://example.org"),
        Recording("ar/a.ogg"),
    )
    buttons = ((Button("ja", "yes"), Button("web", "", "https://example.org")), ())
    spans = (Span("ሰላም ", "bold"), Span("👋🏽\n"), Span("link", "link", "https://example.org"))
    messages = [Message("ti", spans, buttons, attached=each, quotes=True) for each in (None, *attachments)]
    put = [Post(ANNA, message, "77", None, 1) for message in messages]
    await storage.outbox.put(put, NOW)
    out = []
    for number in range(1, 5):
        async with storage.outbox.claim(NOW) as claimed:
            assert claimed is not None
            out.append(
                (claimed.number, claimed.tries, claimed.chat, claimed.message, claimed.answers, claimed.rank)
            )
            await storage.outbox.sent(number)

    assert [(n, 0, ANNA, each.message, "77", 1) for n, each in enumerate(put, 1)] == out


async def test_answers_go_out_before_letters_and_a_chat_keeps_its_order(storage: Storage) -> None:
    """Rank goes first between chats, order within one."""
    letters = [post("news a", rank=1), post("news b", BERT, rank=1)]
    await storage.outbox.put([*letters, post("re: a"), post("re: c", "telegram:7")], NOW)

    order = await texts(storage)

    assert "re: c" == order[0]
    assert ["news a", "re: a"] == [words for words in order if words.endswith(" a")]
    assert "news b" in order


async def test_a_chat_has_one_post_on_its_way(storage: Storage) -> None:
    """Its next one is handed out when the first is done with, also if that must be tried again."""
    async with AsyncExitStack() as stack:
        await storage.outbox.put([post("a1"), post("a2"), post("b", BERT)], NOW)
        held = await stack.enter_async_context(storage.outbox.claim(NOW))
        others = await asyncio.gather(*(beside(texts(storage)) for _ in range(3)))
        await storage.outbox.again(1, NOW + SECOND, tries=1)
        meanwhile = await beside(texts(storage))

    assert "a1" == (held.message.text if held else "")
    assert [["b"], [], []] == sorted(others, reverse=True)
    assert [] == meanwhile
    assert [] == await texts(storage, 0.9)
    assert ["a1", "a2"] == await texts(storage, 1)


async def test_a_post_that_was_not_noted_is_handed_out_again(storage: Storage) -> None:
    """Whoever had it was stopped, or failed."""
    await storage.outbox.put([post("a1"), post("a2")], NOW)
    with contextlib.suppress(KeyError):
        async with storage.outbox.claim(NOW):
            raise KeyError

    assert ["a1", "a2"] == await texts(storage)


async def test_more_posts_than_are_looked_up_together_all_go_out(storage: Storage) -> None:
    """Those who find many call a colleague."""
    number = AT_ONCE * 2 + 3
    await storage.outbox.put([post(f"{n}", f"telegram:{n}") for n in range(number)], NOW)
    async with storage.outbox.claim(NOW):
        more = storage.outbox.more

    assert more
    assert number == len(await texts(storage))


async def test_who_is_forgotten_gets_nothing_that_was_looked_up_before(storage: Storage) -> None:
    """Others get all of theirs."""
    await storage.outbox.put([post("a"), post("b1", BERT), post("b2", BERT), post("c", "telegram:7")], NOW)
    async with storage.outbox.claim(NOW) as held:
        await beside(storage.forget(BERT))
        others = await beside(texts(storage))

    assert "a" == (held.message.text if held else "")
    assert ["c"] == others
    assert ["a"] == await texts(storage)


async def test_a_post_that_cannot_be_read_holds_up_nobody(
    storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    """One that another version of the bot has left is given up, and nothing of it is told."""
    await storage.outbox.put([post("a1")], NOW)
    strange = {"chat": ANNA, "content": '{"words": "secret"}', "made_at": utc(NOW), "due": utc(NOW)}
    async with storage.database.transaction() as connection:
        await connection.execute(insert(outbox).values(strange))
        await connection.execute(insert(outbox).values({**strange, "chat": BERT}))
    await storage.outbox.put([post("a2"), post("b", BERT)], NOW)
    out = [text for _ in range(3) for text in await texts(storage)]

    assert ["a1", "a2", "b"] == sorted(out)
    assert [] == await rows(storage, outbox)
    assert "cannot be read" in caplog.text
    assert "secret" not in caplog.text


async def test_what_is_settled_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite writes a commit to its log, and the log goes to the disk; without one the file itself does."""
    settled: list[str] = []

    def fsync(handle: int) -> None:
        settled.append(Path(f"/proc/self/fd/{handle}").resolve().name)

    async with databases.opened(f"sqlite:///{tmp_path / 'x.sqlite3'}") as database:
        storage = Storage(database)
        await storage.inbox.put([arrival(1, "a")], NOW)
        monkeypatch.setattr(os, "fsync", fsync)
        await storage.inbox.settle()
    await storage.inbox.settle()

    assert ["x.sqlite3-wal", "x.sqlite3"] == settled


async def test_where_there_is_nothing_to_settle_nobody_waits(storage: Storage) -> None:
    """A database in memory has no disk, a server looks after its own."""
    await storage.inbox.put([arrival(1, "a")], NOW)
    await storage.inbox.settle()

    assert 1 == (await storage.inbox.waiting()).number


async def test_an_error_of_the_database_does_not_tell_what_was_to_be_written(storage: Storage) -> None:
    """It may be logged."""
    row = {"update_id": 1, "chat": ANNA, "content": "ich suche Arbeit", "received_at": NOW, "due": NOW}
    with pytest.raises(Exception, match="hidden") as raised:
        async with storage.database.transaction() as connection:
            await connection.execute(insert(inbox), [row, row])

    assert "Arbeit" not in str(raised.value)
