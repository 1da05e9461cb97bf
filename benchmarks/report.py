"""A year of a million messages: how long does the report take?

    .venv/bin/python -m benchmarks.report [messages]

Draws single messages (each with a month, a language, a need, what the bot did, what followed), adds up what
the bot counts of them and writes the sums through `Counts` into a fresh SQLite database: as many rows as a
million turns would have left there. The turns themselves are not gone through (`running.py` does that). Then
`run_bot.py report` runs as a process of its own, from nothing to the written files.
"""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot import app
from bot.desk.report.demo import SEED, draw, tally
from bot.settings import HOME, Settings
from bot.storage.counts import Counts, Row
from bot.storage.database import Database

YEAR = tuple(f"2026-{month:02}" for month in range(1, 13))
BAR = 60.0
"""seconds that a report may take"""


def main(messages: int) -> None:
    """Print how long each step took."""
    rows = _drawn(messages)
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/year.sqlite3"
        started = time.perf_counter()
        asyncio.run(_write(url, rows))
        print(f"{len(rows):,} rows written in {time.perf_counter() - started:.1f} s")
        for extra in ((), ("--csv",), ("--pdf",), ("--pdf", "--csv")):
            _timed(url, Path(folder), extra)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process: {peak:.0f} MB; cores: {len(os.sched_getaffinity(0))}")


def _drawn(messages: int) -> list[Row]:
    started = time.perf_counter()
    town = app.town(Settings(), phrases=False)
    knowledge = town.files.knowledge(town.intents.needs, examples=False)
    languages = tuple(town.intents.languages)
    drawn = draw(np.random.default_rng(SEED), knowledge, languages, YEAR, messages)
    rows = tally(drawn, knowledge)
    counted = sum(row.number for row in rows)
    print(f"{messages:,} messages drawn, {counted:,} counts, in {time.perf_counter() - started:.1f} s")
    return rows


async def _write(url: str, rows: list[Row]) -> None:
    database = Database(url)
    await database.open()
    await Counts(database).add_all(rows)
    await database.close()


def _timed(url: str, folder: Path, extra: tuple[str, ...]) -> None:
    program = [sys.executable, str(HOME / "run_bot.py"), "report", "--from", YEAR[0], "--to", YEAR[-1]]
    started = time.perf_counter()
    subprocess.run(
        [*program, *extra, "--out", str(folder)],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "DATABASE_URL": url},
    )
    took = time.perf_counter() - started
    print(f"report {' '.join(extra):12} {took:5.1f} s {'' if took < BAR else 'TOO SLOW'}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
