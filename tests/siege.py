"""Numbered questions to the real program while it is killed; the stand-in for Telegram counts."""

from __future__ import annotations

import asyncio
import random
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conftest import HOME

sys.path.insert(0, str(HOME / "tests" / "lab"))

from client import BotProcess, Lab
from match import match, sends

COMMAND = f"{sys.executable} {HOME / 'run_bot.py'}"
ENVIRONMENT = {"TELEGRAM_TOKEN": "{token}", "TELEGRAM_BASE_URL": "{base_url}", "LOG_LEVEL": "INFO"}
HOOK = {
    "WEBHOOK_URL": "http://127.0.0.1:{free_port}/hook",
    "WEBHOOK_LISTEN": "127.0.0.1:{free_port}",
    "WEBHOOK_SECRET": "a-secret-of-the-tests",
}
TEXT = "Wo kann ich Deutsch lernen? q{:05d}"


@dataclass
class Result:
    """How it ended."""

    lost: list[int]
    twice: list[int]
    delays: list[float]
    """seconds until the first answer, sorted"""
    violations: dict[str, int] = field(default_factory=dict)


class Siege:
    """One stand-in, one or two workers on one database."""

    def __init__(self, lab: Lab, workers: list[BotProcess], seed: int = 1) -> None:
        self.lab, self.workers, self.random = lab, workers, random.Random(seed)  # noqa: S311
        self.questions: list[dict[str, int]] = []

    async def ask(self, number: int, rate: float) -> None:
        """Ask so many questions, each in a chat of its own, evenly; 0 is at once."""
        begin, first = time.monotonic(), len(self.questions)
        for n in range(first, first + number):
            person = {"id": 20_000 + n, "first_name": "P", "language_code": "de"}
            update = {"kind": "text", "chat_id": 20_000 + n, "text": TEXT.format(n), "user": person}
            (given,) = await self.lab.stub.inject(update)
            self.questions.append({**given, "n": n, "chat_id": 20_000 + n})
            if rate:
                await asyncio.sleep(max(0.0, begin + (n - first) / rate - time.monotonic()))

    async def kill(self, times: int, *, which: int = 0) -> None:
        """Kill a worker at random moments of its life, and start it again."""
        worker = self.workers[which]
        for _ in range(times):
            await asyncio.sleep(self.random.uniform(0.2, 2.0))
            await worker.kill(signal.SIGKILL)
            await asyncio.sleep(self.random.uniform(0, 0.5))
            await worker.start()
            if len(self.workers) == 1:
                await self.lab.stub.wait_polling(60)
            else:
                await asyncio.sleep(2.0)

    async def end(self, *, quiet: float = 6.0) -> Result:
        """Wait until nothing happens any more; what came of each question."""
        last, since = None, time.monotonic()
        while time.monotonic() - since < quiet:
            state = await self.lab.stub.state()
            if (state["outbox"], state["pending"]) != last:
                last, since = (state["outbox"], state["pending"]), time.monotonic()
            await asyncio.sleep(0.2)
        entries = (await self.lab.stub.outbox(0, slim=1))["entries"]
        asked = {u["update_id"]: u["injected"] for u in (await self.lab.stub.updates())["updates"]}
        got = {n: sends(found) for n, found in match(self.questions, entries)[0].items()}
        lost = [n for n, found in got.items() if not found]
        twice = [n for n, found in got.items() if _repeats([each.get("text") for each in found])]
        delays = [got[q["n"]][0]["t"] - asked[q["update_id"]] for q in self.questions if got[q["n"]]]
        return Result(lost, twice, sorted(delays), (await self.lab.stub.violations())["counts"])


def _repeats(texts: list[str]) -> bool:
    """One answer may take two messages; the same one twice is one too many."""
    return len(texts) != len(set(texts))


@asynccontextmanager
async def besieged(
    database: str, log: Path, *, workers: int = 1, rate: str = "record", **environment: str
) -> AsyncIterator[Siege]:
    """Run the program, so many times, until the block ends."""
    settings: dict[str, Any] = {**ENVIRONMENT, "DATABASE_URL": database, **environment}
    async with Lab(COMMAND, settings, log=str(log), rate=rate) as lab:
        others = [
            await BotProcess(COMMAND, settings, lab.values, None, str(log)).start()
            for _ in range(workers - 1)
        ]
        if others:
            await asyncio.sleep(4)
        try:
            yield Siege(lab, [lab.bot, *others])
        finally:
            for other in others:
                await other.kill(signal.SIGTERM)
