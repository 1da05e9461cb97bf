"""Answers go out at once until Telegram asks to wait."""

from types import SimpleNamespace

import pytest

from bot.intake import pace
from bot.intake.pace import CAREFUL, LIMITED, Pace


class Time:
    """Seconds that pass only where somebody waits for them."""

    def __init__(self) -> None:
        self.now, self.waits = 1000.0, list[float]()

    def __call__(self) -> float:
        """Now."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Note how long somebody would wait; others go on meanwhile."""
        self.waits.append(round(seconds, 6))


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """The only time there is for a pace."""
    time = Time()
    monkeypatch.setattr(pace, "asyncio", SimpleNamespace(sleep=time.sleep))
    return time


def spaced(number: int) -> list[float]:
    """The waits of messages that come at once, at the limit."""
    return [round(n / LIMITED, 6) for n in range(number)]


async def test_answers_never_wait_while_nobody_asked_to(time: Time) -> None:
    """However many they are."""
    speed = Pace(time)
    for _ in range(100):
        await speed.wait(urgent=True)

    assert [] == [wait for wait in time.waits if wait > 0]


async def test_what_is_not_urgent_keeps_to_the_limit(time: Time) -> None:
    """Twenty-five a second, from the first on."""
    speed = Pace(time)
    for _ in range(30):
        await speed.wait(urgent=False)

    assert spaced(30) == time.waits


async def test_a_quiet_time_is_not_saved_up(time: Time) -> None:
    """After a silence messages are as far apart as ever."""
    speed = Pace(time)
    await speed.wait(urgent=False)
    time.now += 500
    for _ in range(3):
        await speed.wait(urgent=False)

    assert [0.0, *spaced(3)] == time.waits


async def test_answers_keep_to_the_limit_after_telegram_asked_to_wait(time: Time) -> None:
    """For a minute, together with all else; then they go at once again."""
    speed = Pace(time)
    speed.slow_down()
    await speed.wait(urgent=True)
    await speed.wait(urgent=False)
    await speed.wait(urgent=True)
    careful = time.waits.copy()
    time.now += CAREFUL - 1
    await speed.wait(urgent=True)
    await speed.wait(urgent=True)
    late = time.waits[3:]
    time.now += 1
    for _ in range(3):
        await speed.wait(urgent=True)

    assert spaced(3) == careful
    assert spaced(2) == late
    assert [] == [wait for wait in time.waits[5:] if wait > 0]


async def test_each_asking_begins_the_minute_anew(time: Time) -> None:
    """Telegram's last word counts."""
    speed = Pace(time)
    speed.slow_down()
    time.now += CAREFUL - 1
    speed.slow_down()
    time.now += CAREFUL - 1
    await speed.wait(urgent=True)
    await speed.wait(urgent=True)

    assert spaced(2) == time.waits
