"""How a question waits for a second chat: day by day, at its limits, in two processes."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta

import pytest

from bot.storage import gaps as module
from bot.storage.gaps import Gaps
from bot.storage.storage import Storage
from tests import databases
from tests.test_gaps import DAY, NOW, OTHER, gap, rows


async def noted(storage: Storage, asked: Iterable[tuple[str, int]], text: str = OTHER) -> list[int]:
    """Who asks on which day from now, one after the other; how often it was asked if it shows then."""
    for person, days in asked:
        await storage.gaps.note(gap(text), person, DAY + timedelta(days=days))
    return [shown.times for shown in await storage.gaps.shown()]


async def test_only_the_same_question_in_the_same_language_meets(storage: Storage) -> None:
    """Another question, or the same letters in another language, wait for themselves."""
    await storage.gaps.note(gap("schrebergarten mieten"), "a", DAY)
    await storage.gaps.note(gap("nähmaschine mieten"), "b", DAY)
    await storage.gaps.note(gap("schrebergarten mieten", "en"), "c", DAY)

    assert [] == await storage.gaps.shown()
    assert 3 == len(await rows(storage))


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ([("a", day) for day in range(14)], []),  # one chat, every day
        ([("a", day) for day in range(0, 14, 3)], []),  # nobody can say that it is one
        ([("a", 0), ("b", 1)], [2]),
        ([("a", 0), ("b", 3)], []),  # a or another: nobody can say
        ([("a", 0), ("b", 3), ("c", 4)], [3]),
        ([("a", 0), ("a", 3), ("a", 4), ("b", 5)], [3]),
        ([("a", 0), ("b", 14)], []),
        ([("a", 0), ("a", 13), ("b", 14)], []),
    ],
)
async def test_two_chats_are_needed_whatever_the_day(
    storage: Storage, asked: list[tuple[str, int]], shown: list[int]
) -> None:
    """Two chats show a question while a salt tells them apart, within fourteen days from its first asking."""
    assert shown == await noted(storage, asked)


async def test_a_salt_ends_with_the_next_day(storage: Storage) -> None:
    """Each day has a salt of its own, so the same chat has another hash; after the next day it is gone."""
    hashes = set()
    for days in range(3):
        await noted(storage, [("telegram:1", days)])
        hashes.add((await rows(storage))[0]["asker"])
    salts = {str(row["salt"]) for row in await rows(storage, "salts")}
    await storage.clear(NOW + timedelta(days=3))

    assert (3, 3) == (len(hashes), len(salts))
    assert {64} == {len(salt) for salt in salts}
    assert [DAY + timedelta(days=2)] == [row["day"] for row in await rows(storage, "salts")]


async def test_what_nobody_else_asks_is_deleted_after_fourteen_days(storage: Storage) -> None:
    """It waits thirteen days whole, and is gone on the fourteenth; what shows stays 400 days of its month."""
    await noted(storage, [("a", 0), ("b", 0)])
    await noted(storage, [("a", 0)], "bienen halten")
    left = []
    for days in (13, 14, 376, 377):
        await storage.clear(NOW + timedelta(days=days))
        left.append(len(await rows(storage)))

    assert [2, 1, 1, 0] == left


async def test_forgetting_deletes_what_waits_of_a_person(storage: Storage) -> None:
    """While its salt tells whose it is, /forget deletes it; that of others stays, and an older one."""
    await noted(storage, [("a", -5)], "bienen halten")
    await noted(storage, [("a", 0)], "nähmaschine leihen")
    await noted(storage, [("a", 1)])
    await noted(storage, [("b", 1)], "chor singen")
    await storage.clear(NOW + timedelta(days=1))
    await storage.forget("a")

    assert ["bienen halten", "chor singen"] == [row["text"] for row in await rows(storage)]


async def test_of_many_waiting_ones_the_oldest_go(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more wait than are compared; those of another language and what shows are left alone."""
    monkeypatch.setattr(module, "MOST", 3)
    gaps = Gaps(storage.database)
    await gaps.note(gap("chor", "en"), "a", DAY)
    for person in ("a", "b"):
        await gaps.note(gap("imkerkurs"), person, DAY)
    for text in ("schrebergarten", "nähmaschine", "fahrrad", "hundesteuer"):
        await gaps.note(gap(text), "a", DAY)

    assert {"chor", "imkerkurs", "nähmaschine", "fahrrad", "hundesteuer"} == {
        row["text"] for row in await rows(storage)
    }


@pytest.mark.skipif(not databases.SERVER, reason=databases.MISSING)
async def test_two_processes_at_once_note_one_gap(postgresql: str) -> None:
    """Twenty chats that ask alike in the same moment, of two processes, make one gap and one salt."""
    async with databases.opened(postgresql) as first, databases.opened(postgresql) as second:
        stores = [Storage(first), Storage(second)]
        notes = [stores[number % 2].gaps.note(gap(OTHER), f"p{number}", DAY) for number in range(20)]
        await asyncio.gather(*notes)

        assert [20] == [shown.times for shown in await stores[0].gaps.shown()]
        assert (1, 1) == (len(await rows(stores[0])), len(await rows(stores[1], "salts")))
