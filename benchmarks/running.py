"""How quick and how large: `match` over 6,000 lines, `ask`, the bot beside a stand-in for Telegram.

    .venv/bin/python benchmarks/running.py

Prints one table; the cache is filled first. Figures depend on the machine: compare within one run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
BOT = [sys.executable, str(HOME / "run_bot.py")]
LINES = 6000


def measured(command: list[str], given: str = "") -> tuple[float, float, str]:
    """Wall seconds, peak MB and output of one run of a command."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HOME
    ) as process:
        out, _ = process.communicate(given)
    seconds = time.perf_counter() - start
    return seconds, _peak_of_children(), out


def _peak_of_children() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def bot_memory() -> str:
    """Memory of the Telegram bot after a conversation, from the report of the stand-in's driver."""
    with tempfile.TemporaryDirectory() as folder:
        script, report = Path(folder) / "talk.txt", Path(folder) / "report.json"
        script.write_text("\n".join(f"say {line}" for line in _messages(60)), encoding="utf-8")
        settings = ("TELEGRAM_TOKEN={token}", "TELEGRAM_BASE_URL={base_url}",
                    f"DATABASE_URL=sqlite+aiosqlite:///{folder}/bench.sqlite3")  # fmt: skip
        environment = [part for setting in settings for part in ("--env", setting)]
        command = [sys.executable, "tests/lab/converse.py", "--bot", " ".join(BOT), "--script", str(script)]
        subprocess.run(
            [*command, *environment, "--json", str(report)], cwd=HOME, check=False, capture_output=True
        )
        return f"{json.loads(report.read_text(encoding='utf-8'))['rss_mb']} MB"


def _messages(number: int) -> list[str]:
    phrases = subprocess.run([*BOT, "phrases"], capture_output=True, text=True, check=True, cwd=HOME).stdout
    texts = [json.loads(line)["text"] for line in phrases.splitlines()]
    return list(islice(cycle(texts[:: max(1, len(texts) // number)]), number))


def main() -> None:
    """Measure and print."""
    measured([*BOT, "ask", "Kita"])  # fills the cache
    seconds, _, _ = measured([*BOT, "ask", "Wo kann ich Deutsch lernen?"])
    print(f"ask, cache filled           {seconds:6.2f} s")
    lines = "".join(json.dumps({"text": text, "language": None}) + "\n" for text in _messages(LINES))
    seconds, peak, out = measured([*BOT, "match"], lines)
    print(f"match, {len(out.splitlines())} lines           {seconds:6.2f} s, peak {peak:.0f} MB")
    print(f"Telegram bot, 60 messages     {bot_memory()}")


if __name__ == "__main__":
    main()
