"""The bot beside a stock echo bot of python-telegram-bot, under the same load in the same run.

    .venv/bin/python -m benchmarks.intake [--messages 20] [--chats 50] [--postgres URL]

20 and 60 messages a second, and a backlog at once, through the stand-in for Telegram. The echo bot
understands nothing and keeps nothing; ours matches every message and commits three times for it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
LAB = HOME / "tests" / "lab"
QUESTIONS = (
    "Wo kann ich Deutsch lernen? q{n:05d}",
    "ich suche eine Wohnung q{n:05d}",
    "Где можно учить немецкий q{n:05d}",
    "Almanca kursu q{n:05d}",
)
Figures = dict[str, float]


def measure(command: str, rate: int, options: argparse.Namespace, *extra: str) -> Figures:
    """Run one bot under load."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        database = options.postgres or f"sqlite:///{folder}/bot.sqlite3"
        environment = ("TELEGRAM_TOKEN={token}", "TELEGRAM_BASE_URL={base_url}", f"DATABASE_URL={database}")
        subprocess.run(
            [sys.executable, str(LAB / "load.py"), "--bot", command, "--json", str(result),
             *("--warmup", "/start", "--rate", str(rate)),
             *("--chats", str(options.chats), "--messages", str(options.messages)),
             *(part for each in environment for part in ("--env", each)), *extra],
            check=True, stdout=subprocess.DEVNULL, cwd=folder,
        )  # fmt: skip
        found = json.loads(result.read_text(encoding="utf-8"))
    return {
        "unanswered": found["unanswered"],
        "out of order": found["out_of_order_in_chat"],
        "a second": found["throughput_per_s"],
        "p50 ms": found["first_ms"]["p50"],
        "p95 ms": found["first_ms"]["p95"],
        "CPU ms": found["cpu_ms_per_question"],
        "MB": found["peak_rss_mb"],
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print both, and what ours takes for each one of the echo bot's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=50)
    parser.add_argument("--messages", type=int, default=20, help="of each chat")
    parser.add_argument("--postgres", default="", help="the address of an empty database")
    options = parser.parse_args(arguments)
    asked = [part for question in QUESTIONS for part in ("--text", question)]
    for rate, name in ((20, "20 a second"), (60, "60 a second"), (0, "a backlog")):
        echo = measure(f"{sys.executable} {LAB / 'baselines' / 'ptb_echo.py'}", rate, options)
        ours = measure(f"{sys.executable} {HOME / 'run_bot.py'}", rate, options, *asked)
        print(f"\n{name:16}{'echo':>10}{'ours':>10}{'ratio':>8}")
        for figure, value in ours.items():
            ratio = f"{value / echo[figure]:8.2f}" if echo[figure] else ""
            print(f"{figure:16}{echo[figure]:10.1f}{value:10.1f}{ratio}")


if __name__ == "__main__":
    main()
