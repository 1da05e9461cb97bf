"""`deploy/`: what is written there for a town's own machines fits the bot, and keeps what it promises."""

from __future__ import annotations

import fnmatch
import os
import re
import shutil
import subprocess
from configparser import ConfigParser
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY

from bot.intake.status import Health
from bot.settings import Settings
from bot.storage.migrate import migrate
from run_bot import _parser
from tests.conftest import HOME

DEPLOY = HOME / "deploy"
UNITS = ("wegweiser.service", "wegweiser-backup.service", "wegweiser-backup.timer")
SETTINGS = {name.upper() for name in Settings.model_fields}
FOREIGN = {"MPLCONFIGDIR", "PYTHONDONTWRITEBYTECODE"}
"""of matplotlib and Python"""
VERBS = set(next(action.choices for action in _parser()._actions if action.choices))


def read(name: str) -> str:
    """A file of `deploy/`."""
    return (DEPLOY / name).read_text(encoding="utf-8")


def variables(name: str) -> dict[str, str]:
    """What a file of variables sets."""
    lines = [line for line in read(name).splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def compose() -> dict[str, Any]:
    """The services, with the variables of the example put in."""
    given = variables("compose.env")

    def put_in(found: re.Match[str]) -> str:
        return given[found[1]]  # a variable that the example does not explain is an error

    return yaml.safe_load(re.sub(r"\$\{(\w+)(?::[-?][^}]*)?\}", put_in, read("compose.yaml")))["services"]


def unit(name: str) -> ConfigParser:
    """A unit; of keys that stand several times the values are joined."""
    parser = ConfigParser(strict=False, interpolation=None, delimiters="=")
    parser.optionxform = str  # type: ignore[assignment]
    parser.read_string(read(name))
    return parser


def environment_of(name: str) -> list[str]:
    """The variables that a unit or the image sets itself."""
    if name == "Dockerfile":
        block = "\n".join(re.findall(r"^ENV ((?:.*\\\n)*.*)", read(name), re.MULTILINE))
        return re.findall(r"(\w+)=", block)
    return re.findall(r"^Environment=(\w+)=", read(name), re.MULTILINE)


def copied() -> list[str]:
    """What the image takes from the project."""
    return [line.split()[1] for line in read("Dockerfile").splitlines() if re.match(r"COPY (?!--from)", line)]


def test_every_variable_is_a_setting() -> None:
    """No setting is misspelt in a unit, in the image, for the workers or in an example."""
    named = {name for file in (*UNITS, "Dockerfile") for name in environment_of(file)}
    named |= {name for each in ("bot", "backup") for name in compose()[each]["environment"]}
    named |= set(variables("systemd.env"))

    assert {"DATABASE_URL", "CACHE_DIR", "WEBHOOK_SECRET", "HEALTH_LISTEN"} <= named
    assert set() == named - SETTINGS - FOREIGN


@pytest.mark.parametrize("given", ["compose", "systemd"])
def test_the_examples_are_valid_settings(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Filled in as they are, the bot takes them: webhook with its secret, addresses, numbers."""
    values = compose()["bot"]["environment"] if given == "compose" else variables("systemd.env")
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, str(value or ""))
    settings = Settings(_env_file=None)

    assert settings.telegram_token
    assert (given == "compose") == (settings.webhook_url is not None)
    assert settings.health_listen
    assert settings.health_listen.endswith(":8081")


def test_every_path_and_verb_exists() -> None:
    """What units, image and script call is there."""
    text = "\n".join(read(path.name) for path in DEPLOY.iterdir() if path.is_file())
    paths = set(re.findall(r"/opt/wegweiser/((?!\.)[\w./-]+)", text)) | set(copied())

    assert {"run_bot.py", "deploy/backup.sh", "docs/betrieb.md"} <= paths
    assert [] == [path for path in sorted(paths) if not (HOME / path).exists()]
    assert {"backup", "check", "learn"} == set(re.findall(r"run_bot\.py (\w+)", text)) & VERBS
    assert set() == set(re.findall(r"run_bot\.py ([a-z]+)", text)) - VERBS
    assert os.access(DEPLOY / "backup.sh", os.X_OK)


def test_the_guide_names_only_what_there_is() -> None:
    """Measures, fields of the health page, verbs and settings in the guide to operation exist."""
    guide = (HOME / "docs" / "betrieb.md").read_text(encoding="utf-8")
    measures = {name for metric in REGISTRY.collect() for name in (metric.name, f"{metric.name}_total")}
    named = set(re.findall(r"`([A-Z]+_[A-Z_]+)`", guide))

    assert set() == set(re.findall(r"wegweiser_[a-z]\w+", guide)) - measures
    assert {"backup", "restore", "learn", "check"} <= set(re.findall(r"run_bot\.py (\w+)", guide)) <= VERBS
    assert {"last_update", "knowledge_age", "inbox", "outbox"} <= {field.name for field in fields(Health)}
    assert {"DATABASE_URL", "WEBHOOK_URL"} <= named <= SETTINGS | set(variables("compose.env"))


def test_the_image_is_given_what_it_copies_and_no_secret() -> None:
    """All that is copied passes the list of what is not sent; settings, data and history do not."""
    lines = read("Dockerfile.dockerignore").splitlines()
    let = [line[1:] for line in lines if line.startswith("!")]

    assert "*" in lines
    assert sorted(let) == sorted(copied())
    assert not any(
        fnmatch.fnmatch(name, each) for each in let for name in (".env", "deploy/.env", "var", ".git")
    )


def test_nobody_in_a_container_can_do_more_than_needed() -> None:
    """Each can write only where it must, has no rights, bounded memory, is restarted and looked after."""
    for name, service in compose().items():
        assert (True, ["ALL"]) == (service["read_only"], service["cap_drop"]), name
        assert ["no-new-privileges:true"] == service["security_opt"], name
        assert {"mem_limit", "pids_limit", "restart", "logging"} <= service.keys(), name
        assert "privileged" not in service, name
    assert {"proxy"} == {name for name, service in compose().items() if "ports" in service}
    assert {"proxy"} == {name for name, service in compose().items() if "cap_add" in service}
    assert ["inside"] == compose()["database"]["networks"]
    assert 2 == compose()["bot"]["deploy"]["replicas"]
    assert all("healthcheck" in compose()[name] for name in ("proxy", "database"))
    assert "/healthz" in read("Dockerfile")
    assert re.search(r"^USER [1-9]\d+:[1-9]\d+$", read("Dockerfile"), re.MULTILINE)


def test_the_unit_lets_the_bot_finish() -> None:
    """Systemd waits until what is in hand is finished, and starts the bot again whatever happened."""
    from bot.telegram_bot import FINISH

    service = unit("wegweiser.service")["Service"]
    grace = int(compose()["bot"]["stop_grace_period"].removesuffix("s"))

    assert FINISH + 5 < int(service["TimeoutStopSec"])
    assert FINISH + 5 < grace
    assert "always" == service["Restart"]
    assert ("strict", "yes") == (service["ProtectSystem"], service["NoNewPrivileges"])
    assert "ReadWritePaths" not in service
    assert f"/var/lib/{service['StateDirectory']}/" in variables("systemd.env")["DATABASE_URL"]
    assert service["MemoryMax"].endswith("M")


SYSTEMD = shutil.which("systemd-analyze") or ""
needs_systemd = pytest.mark.skipif(not SYSTEMD, reason="no systemd-analyze here")


@pytest.fixture
def units(tmp_path: Path) -> list[str]:
    """The units, as if the project lay where they say."""
    for name in UNITS:
        (tmp_path / name).write_text(read(name).replace("/opt/wegweiser", str(HOME)), encoding="utf-8")
    return [str(tmp_path / name) for name in UNITS]


@needs_systemd
def test_systemd_takes_the_units(units: list[str]) -> None:
    """No key is unknown, no value wrong, no program missing."""
    done = subprocess.run([SYSTEMD, "verify", *units], capture_output=True, text=True, check=False)
    complaints = [line for line in done.stderr.splitlines() if "wegweiser" in line]

    assert [] == complaints
    assert 0 == done.returncode, done.stderr


@needs_systemd
@pytest.mark.parametrize("name", UNITS[:2])
def test_systemd_calls_the_services_well_locked_up(name: str, units: list[str]) -> None:
    """By systemd's own measure the exposure is 2 of 10 at most; a service without locks has over 9."""
    path = next(each for each in units if each.endswith(f"/{name}"))
    command = [SYSTEMD, "security", "--offline=yes", "--threshold=20", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd-analyze cannot judge a file")

    assert 0 == done.returncode, done.stdout[-300:]


def test_docker_takes_the_compose_file(tmp_path: Path) -> None:
    """No key is unknown, no variable missing."""
    commands = (["docker", "compose"], ["docker-compose"])
    works = [c for c in commands if shutil.which(c[0]) and _succeeds([*c, "version"])]
    if not works:
        pytest.skip("no docker compose here")
    text = read("compose.yaml")
    if works[0] == ["docker-compose"]:  # the first version knows no name
        text = re.sub(r"^name:.*$", "", text, flags=re.MULTILINE)
    (tmp_path / "compose.yaml").write_text(text, encoding="utf-8")
    (tmp_path / ".env").write_text(read("compose.env"), encoding="utf-8")
    done = subprocess.run(
        [*works[0], "config", "-q"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (0, "") == (done.returncode, done.stderr)


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_night_s_backup_keeps_the_newest(tmp_path: Path) -> None:
    """The script makes one more and removes all but the newest; other files stay."""
    migrate(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    backups = tmp_path / "backups"
    backups.mkdir()
    old = [f"wegweiser-2026-10-{day:02}T020000Z.jsonl.gz" for day in range(1, 6)]
    for name in (*old, "notes.txt"):
        (backups / name).touch()
    done = _make_backup(backups, tmp_path)
    left = sorted(path.name for path in backups.iterdir())

    assert 0 == done.returncode, done.stderr
    assert ["notes.txt", *old[-2:]] == [name for name in left if name in ("notes.txt", *old)]
    assert 4 == len(left)


def test_a_night_s_backup_that_fails_removes_nothing(tmp_path: Path) -> None:
    """Without a database no old backup is lost, and the unit fails so that somebody hears of it."""
    old = [tmp_path / f"wegweiser-2026-10-{day:02}T020000Z.jsonl.gz" for day in range(1, 6)]
    for path in old:
        path.touch()
    done = _make_backup(tmp_path, tmp_path / "nowhere")

    assert 1 == done.returncode
    assert "gibt es nicht" in done.stderr
    assert old == sorted(tmp_path.iterdir())


def _make_backup(folder: Path, data: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{data / 'x.sqlite3'}"}
    command = ["sh", str(DEPLOY / "backup.sh"), str(folder), "3"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
