"""Nothing but `var` is written to: the files of the image, read-only, for a user without rights."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.conftest import HOME

NOBODY = 65534
TALK = """
user 2001 de Anna
say wo kann ich deutsch lernen
expect Volkshochschule
press /Am Schalter zeigen/
press /Als Bild/
"""
_READ_ONLY = """
set -e
mount --bind "$0" "$0"
mount -o remount,bind,ro /
cd "$1"
shift
exec setpriv --reuid {0} --regid {0} --clear-groups --inh-caps +dac_read_search \
    --ambient-caps +dac_read_search --bounding-set -all,+dac_read_search --no-new-privs "$@"
"""
"""var stays as it is; the right to read everything is there because Python may lie in somebody's home"""


def image(folder: Path) -> Path:
    """What the Dockerfile copies, as it is in the image."""
    for line in (HOME / "deploy" / "Dockerfile").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"COPY (?!--)(\S+) (\S+)", line):
            source, target = HOME / found[1], folder / found[2] / ("" if found[2] != "./" else found[1])
            target.parent.mkdir(parents=True, exist_ok=True)
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, target, ignore=ignored) if source.is_dir() else shutil.copy(
                source, target
            )
    return folder


def command(app: Path, var: Path) -> str:
    """How the bot is started there."""
    bot = [sys.executable, "run_bot.py"]
    return shlex.join(["unshare", "--mount", "sh", "-c", _READ_ONLY.format(NOBODY), str(var), str(app), *bot])


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that everybody can look into."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def can_lock_up() -> bool:
    """Whether this is root who may make a disk read-only for one process."""
    tried = ["unshare", "--mount", "sh", "-c", "mount -o remount,bind,ro /"]
    return (
        all(map(shutil.which, ("unshare", "setpriv")))
        and os.getuid() == 0
        and subprocess.run(tried, capture_output=True, check=False).returncode == 0
    )


@pytest.mark.slow
@pytest.mark.skipif(not can_lock_up(), reason="only root can make a disk read-only for one process")
def test_the_bot_answers_where_it_can_write_only_to_var(home: Path, tmp_path: Path) -> None:
    """Text, and a card as a picture: as user nobody, without a right, all else read-only, also /tmp."""
    app, var = image(home / "app"), home / "var"
    report, log = tmp_path / "report.json", tmp_path / "bot.log"
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    shutil.copytree(HOME / "var" / "cache", app / "cache")
    learnt = subprocess.run(
        [sys.executable, "run_bot.py", "learn"], cwd=app, capture_output=True, text=True, check=False,
        env={**os.environ, "CACHE_DIR": str(app / "cache")},
    )  # fmt: skip
    var.mkdir(mode=0o700)
    os.chown(var, NOBODY, NOBODY)
    settings = {
        "TELEGRAM_TOKEN": "{token}", "TELEGRAM_BASE_URL": "{base_url}", "HOME": "/nowhere",
        "DATABASE_URL": f"sqlite:///{var}/wegweiser.sqlite3", "CACHE_DIR": f"{app}/cache",
        "MPLCONFIGDIR": f"{var}/matplotlib",
    }  # fmt: skip
    environment = [part for name, value in settings.items() for part in ("--env", f"{name}={value}")]
    talk = [
        sys.executable, str(HOME / "tests/lab/converse.py"), "--bot", command(app, var), *environment,
        "--script", str(tmp_path / "talk.txt"), "--bot-log", str(log), "--json", str(report),
    ]  # fmt: skip
    done = subprocess.run(talk, capture_output=True, text=True, timeout=200, check=False)
    told = log.read_text(encoding="utf-8")
    result = json.loads(report.read_text(encoding="utf-8"))

    assert 0 == learnt.returncode, learnt.stderr
    assert [] == result["failed_expectations"], done.stdout + told
    assert 1 == result["calls"]["sendPhoto"]
    assert not re.search("WARNING|ERROR|Traceback", told), told
    assert {"matplotlib", "wegweiser"} == {path.name.partition(".")[0] for path in var.iterdir()}
    assert {NOBODY} == {path.stat().st_uid for path in var.rglob("*")}
