"""Nothing is confirmed to Telegram that is not kept."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, TimedOut

from bot.channels import telegram as channel
from bot.intake.bell import Bell
from bot.intake.polling import Poller
from bot.storage.database import Database
from bot.storage.inbox import Inbox
from bot.storage.storage import Storage
from bot.storage.tables import inbox
from tests.intake.office import NOWHERE, Clock, Sunny, rows, trouble

Update = dict[str, Any]
TROUBLES = (
    TimedOut(), NetworkError("reset"), Conflict("two poll"), BadRequest("what?"), InvalidToken(),
    Forbidden("no"), OSError(), TimeoutError(), ValueError(), KeyError("result"), RecursionError(), trouble(),
)  # fmt: skip


class Line:
    """A line to a Telegram that has some updates, and does not always answer."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.updates: list[Update] = []
        self.faults: list[Exception] = []
        self.asked: list[tuple[int, int]] = []
        """each offset, and how many updates were kept by then"""
        self.answers_left = 9
        self.idle = asyncio.Event()
        """set when it has been asked so often that it answers no more"""
        self.bell, self.clock, self.weather = Bell(), Clock(), Sunny()
        self.poller = Poller(self.fetch, channel.arrival, storage.inbox, self.clock, self.bell, self.weather)

    async def fetch(self, offset: int) -> list[Update]:
        """Updates from an offset on; confirms those before it."""
        self.asked.append((offset, len(await rows(self.storage, inbox))))
        if self.faults:
            raise self.faults.pop(0)
        self.updates = [update for update in self.updates if update.get("update_id", 10**9) >= offset]
        if not self.answers_left:
            self.idle.set()
            await asyncio.Event().wait()
        self.answers_left -= 1
        return self.updates[:2]

    async def work(self, answers: int) -> None:
        """Poll until so many answers have been worked on."""
        self.answers_left = answers
        polling = asyncio.ensure_future(self.poller.run())
        await asyncio.wait(
            [polling, asyncio.ensure_future(self.idle.wait())], timeout=20, return_when="FIRST_COMPLETED"
        )
        polling.cancel()
        await asyncio.wait([polling])

    async def kept(self) -> list[int]:
        """The numbers of what is kept."""
        return [row["update_id"] for row in await rows(self.storage, inbox)]


@pytest.fixture
def line(storage: Storage) -> Line:
    """A line on which nobody has said anything."""
    return Line(storage)


def written(*numbers: int) -> list[Update]:
    """Updates with these numbers."""
    return [{"update_id": number, "message": {"chat": {"id": 5}, "text": "hello"}} for number in numbers]


async def test_what_is_asked_for_next_confirms_only_what_is_kept(line: Line) -> None:
    """Each batch is committed before the call that confirms it, and nothing is fetched twice."""
    line.updates = written(7, 8, 9, 10, 12)
    await line.work(4)

    assert [(0, 0), (9, 2), (11, 4), (13, 5), (13, 5)] == line.asked
    assert [7, 8, 9, 10, 12] == await line.kept()


async def test_nothing_is_confirmed_while_it_cannot_be_kept(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is in trouble three times, the disk twice; then all is kept, once."""
    put, settle = line.storage.inbox.put, line.storage.inbox.settle
    troubles, full = [trouble() for _ in range(3)], [OSError(28, "full") for _ in range(2)]

    async def fail_to_put(*arguments: Any) -> None:
        if troubles:
            raise troubles.pop()
        await put(*arguments)

    async def fail_to_settle() -> None:
        if full:
            raise full.pop()
        await settle()

    monkeypatch.setattr(line.storage.inbox, "put", fail_to_put)
    monkeypatch.setattr(line.storage.inbox, "settle", fail_to_settle)
    line.updates = written(7, 8)
    await line.work(6)

    assert [0] * 6 + [9] == [offset for offset, _ in line.asked]
    assert [7, 8] == await line.kept()
    assert 5 == line.weather.failures
    assert not line.weather.is_foul("fetching updates")


async def test_without_a_database_nothing_is_ever_confirmed(line: Line) -> None:
    """A server that cannot be reached, however often it is asked."""
    nowhere = Database(NOWHERE)
    line.poller.inbox = Inbox(nowhere)
    line.updates = written(7)
    await line.work(3)
    await nowhere.close()

    assert [(0, 0)] * 4 == line.asked
    assert 3 == line.weather.failures


@pytest.mark.parametrize("error", TROUBLES, ids=lambda error: type(error).__name__)
async def test_errors_of_every_kind_are_outlived(line: Line, error: Exception) -> None:
    """The same offset is asked for again, and the updates come then."""
    line.updates, line.faults = written(7), [error] * 3
    await line.work(1)

    assert [0, 0, 0, 0, 8] == [offset for offset, _ in line.asked]
    assert [7] == await line.kept()


async def test_one_batch_twice_is_kept_once(line: Line) -> None:
    """Killed before it could confirm, the next poller fetches the same again."""
    line.updates = written(7, 8)
    await line.poller.round()
    line.poller.offset = 0
    line.updates = written(7, 8)
    await line.poller.round()

    assert [7, 8] == await line.kept()


async def test_stopped_in_the_middle_it_has_confirmed_nothing(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept or not: what has not been settled is asked for again."""
    begun = asyncio.Event()

    async def hang() -> None:
        begun.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(line.storage.inbox, "settle", hang)
    line.updates = written(7, 8)
    polling = asyncio.ensure_future(line.poller.run())
    await asyncio.wait_for(begun.wait(), 10)
    polling.cancel()
    await asyncio.wait([polling])

    assert polling.cancelled()
    assert 0 == line.poller.offset
    assert [(0, 0)] == line.asked


@pytest.mark.parametrize("number", [None, "12", True, 1.5, [], -3, 2**63])
async def test_an_update_without_a_number_is_passed_over(line: Line, number: object) -> None:
    """Beside it others are kept; alone it is left behind too, though it cannot be named."""
    nameless = {"update_id": number, "message": {"text": "hello"}}

    async def fetch(offset: int) -> list[Update]:
        line.asked.append((offset, 0))
        return {0: [nameless, *written(7)], 8: [nameless]}.get(offset, [])

    line.poller.fetch = fetch
    await line.poller.round()
    with pytest.raises(ValueError, match="without a number"):
        await line.poller.round()
    await line.poller.round()

    assert [0, 8, 9] == [offset for offset, _ in line.asked]
    assert [7] == await line.kept()


async def test_updates_without_a_number_do_not_end_the_polling(line: Line) -> None:
    """They are trouble like any other."""
    line.updates = [{"message": {}}, {}]
    await line.work(4)

    assert 5 == len(line.asked)
    assert 4 == line.weather.failures


async def test_the_clerks_are_called_only_when_something_came(line: Line) -> None:
    """And when the channel last answered is noted, also if there was nothing."""
    waiting = asyncio.ensure_future(line.bell.wait())
    before = line.poller.answered_at
    await line.poller.round()
    await asyncio.sleep(0)
    quiet = waiting.done()
    line.updates = written(7)
    await line.poller.round()
    await asyncio.wait_for(waiting, 10)

    assert (None, False) == (before, quiet)
    assert line.clock.now == line.poller.answered_at
