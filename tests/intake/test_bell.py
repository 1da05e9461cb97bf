"""Those who wait for work are woken, one at a time."""

import asyncio

from bot.intake.bell import Bell, ring_again


async def turns(number: int = 5) -> None:
    """Let all others go on as far as they can."""
    for _ in range(number):
        await asyncio.sleep(0)


async def waiting(bell: Bell, number: int) -> list[asyncio.Task[None]]:
    """Some who wait for a bell."""
    tasks = [asyncio.ensure_future(bell.wait()) for _ in range(number)]
    await turns()
    return tasks


async def test_a_ring_wakes_the_one_who_has_waited_longest() -> None:
    """One ring, one woken; the others wait on."""
    bell = Bell()
    tasks = await waiting(bell, 3)
    bell.ring()
    await turns()
    first = [task.done() for task in tasks]
    bell.ring()
    bell.ring()
    await turns()

    assert [True, False, False] == first
    assert [True, True, True] == [task.done() for task in tasks]


async def test_a_ring_that_nobody_hears_is_kept_once() -> None:
    """Whoever comes next does not wait; the one after does, however often it was rung."""
    bell = Bell()
    bell.ring()
    bell.ring()
    tasks = await waiting(bell, 2)

    assert [True, False] == [task.done() for task in tasks]
    bell.close()
    await tasks[1]


async def test_who_was_cancelled_takes_no_ring() -> None:
    """A ring goes to the next one who really waits."""
    bell = Bell()
    tasks = await waiting(bell, 2)
    tasks[0].cancel()
    await turns()
    bell.ring()
    await turns()

    assert tasks[0].cancelled()
    assert tasks[1].done()


async def test_closing_wakes_everybody_for_good() -> None:
    """All who wait go on, and nobody waits any more."""
    bell = Bell()
    tasks = await waiting(bell, 3)
    bell.close()
    tasks += await waiting(bell, 2)
    await turns()

    assert [True] * 5 == [task.done() for task in tasks]
    assert bell.closing


async def test_a_pause_ends_early_only_when_the_bell_closes() -> None:
    """A ring does not shorten it."""
    bell = Bell()
    paused = asyncio.ensure_future(bell.pause(3600))
    await turns()
    bell.ring()
    await turns()
    rung = paused.done()
    bell.close()
    await asyncio.wait_for(paused, 5)

    assert not rung


async def test_a_pause_lasts_as_long_as_asked() -> None:
    """It ends by itself; without that nothing would be tried again."""
    bell = Bell()
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await asyncio.wait_for(bell.pause(0.05), 5)

    assert loop.time() - begun >= 0.05


async def test_bells_ring_again_until_one_closes() -> None:
    """Each of them, again and again, without anybody's doing."""
    bells = Bell(), Bell()
    ringing = asyncio.ensure_future(ring_again(bells, 0.001))
    for bell in bells * 2:
        await asyncio.wait_for(bell.wait(), 5)
    bells[0].close()
    await asyncio.wait_for(ringing, 5)

    assert ringing.done()
