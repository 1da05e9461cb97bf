"""10,000 updates and 10,000 presses, true and spoilt: answered as Telegram takes it, or set aside."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.assistant import Speaker
from bot.storage.storage import Storage
from tests import databases
from tests.conftest import at
from tests.front_desk import CHANNEL, TEAM, FrontDesk, Json
from tests.fuzz.made_up import Names, made_up
from tests.fuzz.strange import FOR_ITS_OWN
from tests.fuzz.updates import GROUPS, PEOPLE, press, spoilt, valid
from tests.sendable import refused

pytestmark = [
    pytest.mark.slow,
    # of a field that we do not read
    pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning"),
]
EXAMPLES, INPUTS = 100, 100
"""hypothesis draws so many seeds; each is a fresh bot that so many updates come to"""
LONGEST = 60
"""seconds after which an update counts as one that never ends"""
ASKED_FOR = ("message", "edited_message", "callback_query")
PLACES = (*PEOPLE * 3, *GROUPS, TEAM, CHANNEL)
QUERIES = [
    text(f"select person as owner, * from {table}")  # noqa: S608
    for table in ("conversations", "letters", "subscriptions", "cases")
]
Make = Callable[[Random, int, int, int], Json]
"""(chance, where, who, now) -> update"""


async def others(desk: FrontDesk, chats: list[str]) -> list[Any]:
    """All that is stored about anybody but these."""
    async with desk.storage.database.read() as connection:
        tables = [(await connection.execute(query)).all() for query in QUERIES]
    return [row for table in tables for row in table if row.owner not in (*chats, "team")]


def chats_in(update: Json) -> list[str]:
    """Where an update may be answered, the likeliest first: the chat it came from, then whoever pressed."""
    contents = [content for content in update.values() if isinstance(content, dict)]
    pressed = [content["message"] for content in contents if isinstance(content.get("message"), dict)]
    named = [holder.get(name) for name in ("chat", "from") for holder in (*pressed, *contents)]
    return [f"telegram:{each.get('id')}" for each in named if isinstance(each, dict)]


@contextmanager
def ending(update: Json) -> Iterator[None]:
    """Within it an update that never ends is told instead of waited for."""

    def ring(*_: object) -> None:
        raise SystemExit(f"it never ends: {str(update)[:2000]}")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


async def check(desk: FrontDesk, update: Json, *, sound: bool) -> str:
    """All promises for one update; what became of it."""
    where = chats_in(update)
    before = await others(desk, where)
    with ending(update):
        posts, error = await desk.try_to_take(update)
    assert not (sound and error), f"a sound one is set aside: {error!r}"
    assert {post.chat for post in posts} <= set(where[: 1 if sound else None])
    assert not (sound and posts) or next(iter(update)) in ASKED_FOR
    assert [] == [problem for post in posts for problem in refused(post)]
    if f"telegram:{TEAM}" not in where:
        assert before == await others(desk, where)
    return "set aside" if error else "answered" if posts else "ignored"


async def check_all(
    speaker: Speaker, chance: Random, make: Make, seen: Counter[str], *, some_spoilt: bool
) -> None:
    """A bot is asked a hundred times; a failing update is named."""
    async with databases.opened() as database:
        desk = FrontDesk(Storage(database), speaker)
        for _ in range(INPUTS):
            where = chance.choice(PLACES)
            who = where if where > 0 else chance.choice(PEOPLE)
            update = make(chance, where, who, int(desk.now.timestamp()))
            sound = not some_spoilt or chance.random() < 0.4
            update = update if sound else spoilt(chance, update)
            try:
                became = await check(desk, update, sound=sound)
            except Exception as error:
                raise AssertionError(f"{str(update)[:4000]}: {error!r}") from error
            seen[f"{'sound' if sound else 'spoilt'} {became}"] += 1


def run(speaker: Speaker, make: Make, *, some_spoilt: bool) -> Counter[str]:
    """What became of 10,000 updates."""
    seen: Counter[str] = Counter()

    @settings(max_examples=EXAMPLES, **FOR_ITS_OWN)
    @given(seed=st.integers(0, 2**64))
    def check_many(seed: int) -> None:
        chance = Random(seed)  # noqa: S311 - not a secret
        asyncio.run(check_all(speaker, chance, make, seen, some_spoilt=some_spoilt))

    check_many()
    return seen


def test_10_000_updates_of_every_kind(trial: Speaker) -> None:
    """Sound ones are never set aside; spoilt ones may be; nobody else hears of any."""
    seen = run(trial, valid, some_spoilt=True)

    assert seen.total() >= 10_000
    assert 0 == seen["sound set aside"]
    assert seen["sound answered"] > 1000
    assert seen["spoilt set aside"] > 1000


def test_10_000_made_up_presses(trial: Speaker) -> None:
    """Whatever a button is made to say: it is answered, and nothing of anybody else changes or is said."""
    names = Names.of(trial.centre.knowledge, at("2026-11-24T13:05"))

    def pressed(chance: Random, where: int, who: int, now: int) -> Json:
        if chance.random() < 0.1:  # what is pressed next comes after it
            return valid(chance, where, who, now)
        return press(chance, where, who, made_up(chance, names))

    seen = run(trial, pressed, some_spoilt=False)

    assert seen.total() >= 10_000
    assert 0 == seen["sound set aside"]
    assert seen["sound answered"] > 5000
