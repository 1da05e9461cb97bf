"""Killed, stopped, cut off: the real program answers every question."""

import asyncio
import signal
import time
from pathlib import Path

import pytest

from tests import databases
from tests.siege import HOOK, besieged

pytestmark = pytest.mark.slow
ONE_MACHINE = "sqlite:///{}"
SPOILT = 0.05 / 4
FAULTS = (
    {"action": "reset", "probability": SPOILT, "times": -1},
    {"action": "reset", "phase": "after", "probability": SPOILT, "times": -1},
    {"action": "status", "status": 502, "probability": SPOILT, "times": -1},
    {"action": "429", "retry_after": 1, "probability": SPOILT, "times": -1},
)


async def test_killed_twenty_times_it_loses_nothing(tmp_path: Path) -> None:
    """A thousand questions, twenty a second: each is answered, at most one for each kill a second time."""
    database = ONE_MACHINE.format(tmp_path / "x.sqlite3")
    async with besieged(database, tmp_path / "bot.log") as siege:
        await asyncio.gather(siege.ask(1000, 20), siege.kill(20))
        result = await siege.end()

    assert [] == result.lost
    assert len(result.twice) <= 20


async def test_with_failing_calls_it_loses_nothing(tmp_path: Path) -> None:
    """Every twentieth call to Telegram fails meanwhile; one whose answer is lost may be made again."""
    database = ONE_MACHINE.format(tmp_path / "x.sqlite3")
    async with besieged(database, tmp_path / "bot.log") as siege:
        await siege.lab.stub.faults(*FAULTS)
        await asyncio.gather(siege.ask(400, 20), siege.kill(8))
        log = (await siege.lab.stub.state())["fault_log"]
        await siege.lab.stub.clear_faults()
        result = await siege.end()

    assert [] == result.lost
    assert len(result.twice) <= 8 + log.get("reset:sendMessage", 0)


async def test_by_webhook_it_loses_nothing(tmp_path: Path) -> None:
    """The same where Telegram brings the updates."""
    database = ONE_MACHINE.format(tmp_path / "x.sqlite3")
    async with besieged(database, tmp_path / "bot.log", **HOOK) as siege:
        await asyncio.gather(siege.ask(400, 20), siege.kill(8))
        result = await siege.end()

    assert [] == result.lost
    assert len(result.twice) <= 8


@pytest.mark.skipif(not databases.SERVER, reason=databases.MISSING)
async def test_two_workers_of_which_one_is_killed_lose_nothing(tmp_path: Path) -> None:
    """On PostgreSQL the other takes over what the dead one had in hand, polling too."""
    with databases.on_postgresql() as database:
        async with besieged(database, tmp_path / "bot.log", workers=2) as siege:
            await asyncio.gather(siege.ask(400, 20), siege.kill(6))
            result = await siege.end()

    assert [] == result.lost
    assert len(result.twice) <= 6


async def test_told_to_stop_it_finishes_what_it_has_in_hand(tmp_path: Path) -> None:
    """In the middle of a burst it ends within ten seconds, and nothing is said twice after the next start."""
    database = ONE_MACHINE.format(tmp_path / "x.sqlite3")
    took = []
    async with besieged(database, tmp_path / "bot.log") as siege:
        asking = asyncio.ensure_future(siege.ask(300, 0))
        for _ in range(3):
            await asyncio.sleep(0.3)
            begin, process = time.monotonic(), siege.workers[0].proc
            await siege.workers[0].kill(signal.SIGTERM)
            took.append((time.monotonic() - begin < 10, process.returncode))
            await siege.workers[0].start()
            await siege.lab.stub.wait_polling(60)
        await asking
        result = await siege.end()

    assert [(True, 0)] * 3 == took
    assert [] == result.lost
    assert [] == result.twice


async def test_a_minute_of_bad_gateways_loses_nothing(tmp_path: Path) -> None:
    """While Telegram answers nothing but 502 questions wait; the log tells beginning and end, once."""
    database, log = ONE_MACHINE.format(tmp_path / "x.sqlite3"), tmp_path / "bot.log"
    async with besieged(database, log) as siege:
        asking = asyncio.ensure_future(siege.ask(200, 3))
        await asyncio.sleep(2)
        await siege.lab.stub.faults({"action": "status", "status": 502, "times": -1})
        await asyncio.sleep(60)
        await siege.lab.stub.clear_faults()
        await asking
        result = await siege.end()
    lines = log.read_text(encoding="utf-8")

    assert [] == result.lost
    assert [] == result.twice
    assert (1, 1) == (lines.count("fetching updates: trouble"), lines.count("fetching updates: works again"))


async def test_a_burst_within_the_limits_of_telegram_is_answered(tmp_path: Path) -> None:
    """Thirty a second and one a second for each chat are enforced; five hundred people at once get all."""
    database = ONE_MACHINE.format(tmp_path / "x.sqlite3")
    async with besieged(database, tmp_path / "bot.log", rate="enforce") as siege:
        await siege.ask(500, 0)
        result = await siege.end(quiet=10)

    assert [] == result.lost
    assert [] == result.twice


@pytest.mark.skipif(not databases.SERVER, reason=databases.MISSING)
async def test_two_workers_keep_each_chat_in_order(tmp_path: Path) -> None:
    """Twenty people ask twenty questions each at once: each reads the answers in their order."""
    with databases.on_postgresql() as database:
        async with besieged(database, tmp_path / "bot.log", workers=2) as siege:
            person = {"first_name": "P", "language_code": "de"}
            given = await siege.lab.stub.inject(
                *(
                    {"kind": "text", "chat_id": 500 + n % 20, "text": f"Wohnung suchen {n}",
                     "user": {**person, "id": 500 + n % 20}}
                    for n in range(400)
                )
            )  # fmt: skip
            siege.questions = [{**each, "n": n, "chat_id": 500 + n % 20} for n, each in enumerate(given)]
            result = await siege.end()
            sent = (await siege.lab.stub.outbox(0, slim=1))["entries"]

    answered = [(each["chat_id"], each["reply_to"]) for each in sent if each.get("reply_to")]
    assert [] == result.lost
    for chat in range(500, 520):
        order = [message for number, message in answered if number == chat]
        assert order == sorted(order)
