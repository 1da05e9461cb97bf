"""The real program, as it runs, talking through the stand-in for Telegram in tests/lab."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import HOME

SCRIPTS = sorted((HOME / "tests" / "conversations").glob("*.txt"))


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_conversation(script: Path, tmp_path: Path) -> None:
    """The talk goes as the script expects, Telegram refuses nothing, and no token stands in the log."""
    report, log = tmp_path / "report.json", tmp_path / "bot.log"
    settings = ("TELEGRAM_TOKEN={token}", "TELEGRAM_BASE_URL={base_url}",
                f"DATABASE_URL=sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")  # fmt: skip
    environment = [part for setting in settings for part in ("--env", setting)]
    command = [sys.executable, "tests/lab/converse.py", "--bot",
               f"{sys.executable} {HOME / 'run_bot.py'}", "--script", str(script),
               "--bot-log", str(log), "--json", str(report), *environment]  # fmt: skip
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, timeout=400, check=False)
    result = json.loads(report.read_text(encoding="utf-8"))

    assert [] == result["failed_expectations"], done.stdout
    assert 0 == result["hard_violations"], result["violations"]
    assert None is re.search(r"\d{5,}:[\w-]{20,}", log.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_piped_lines_are_answered_without_a_prompt(tmp_path: Path) -> None:
    """Fed from a pipe without a token, the program answers each line, prints no prompt and ends well."""
    done = subprocess.run(
        [sys.executable, str(HOME / "run_bot.py")], input="Wo kann ich Deutsch lernen?\nkita\n", cwd=tmp_path,
        capture_output=True, text=True, timeout=200, check=False,
        env={"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'x.sqlite3'}", "HOME": str(tmp_path)},
    )  # fmt: skip

    assert 0 == done.returncode, done.stderr
    assert "Volkshochschule" in done.stdout
    assert "\n> " not in done.stdout
    assert "TELEGRAM_TOKEN" in done.stderr
