"""The real program under every fault, with every detail logged: no secret, no word of a person is shown."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from aiohttp import ClientSession
from sqlalchemy import make_url

from bot.storage.alone import sole_user
from bot.storage.database import Database
from tests import databases
from tests.conftest import HOME
from tests.siege import COMMAND, ENVIRONMENT, HOOK, Lab

pytestmark = pytest.mark.slow
TOKEN = "123456789:AAGeheimerTokenGeheimerTokenGeheim"  # noqa: S105 - nobody's
PASSWORD, SECRET = "geheim123", HOOK["WEBHOOK_SECRET"]
TEAM = -1000000000777
SPOKEN = [f"Zwiebelfisch{number}" for number in range(12)]
"""words that stand nowhere else, one for each way in which somebody may say them"""
HIDDEN = (TOKEN, TOKEN.partition(":")[2], PASSWORD, SECRET, *SPOKEN)
CLOSED = f"postgresql+psycopg://bot:{PASSWORD}@127.0.0.1:1/bot"
FAULTS: tuple[dict[str, Any], ...] = (
    {"action": "reset"},
    {"action": "reset", "phase": "after"},
    {"action": "hang", "delay": 1},
    {"action": "slow", "delay": 1},
    {"action": "429", "retry_after": 1},
    {"action": "status", "status": 500},
    {"action": "status", "status": 502},
    {"action": "status", "status": 502, "body": f"<p>{SPOKEN[0]}</p>"},
    {"action": "status", "status": 500, "body": f'{{"result": "{SPOKEN[0]}'},
    {"action": "status", "status": 200, "body": f"no JSON, but {SPOKEN[0]}"},
    {"action": "status", "status": 200, "body": f'{{"ok": true, "result": "{SPOKEN[0]}"}}'},
    {"action": "truncate"},
    {"action": "cut"},
)
METHODS = (["send*"], ["getUpdates"], ["answerCallbackQuery"])
"""calls that fail at the same time"""


def program(**settings: str) -> subprocess.CompletedProcess[str]:
    """Run the program with these settings only, until it ends by itself."""
    environment = {"PATH": os.environ["PATH"], "LOG_LEVEL": "DEBUG", "TELEGRAM_TOKEN": TOKEN, **settings}
    command = [sys.executable, str(HOME / "run_bot.py")]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False, cwd="/"
    )


def shown(text: str) -> list[str]:
    """What of all that is hidden stands in a text."""
    return [hidden for hidden in HIDDEN if hidden in text]


async def talk(lab: Lab, who: int) -> None:
    """Say a word in every way there is: written, pressed, edited, below a picture, as a name, broken."""
    person = {"id": who, "first_name": SPOKEN[1], "username": SPOKEN[1], "language_code": "de"}

    async def does(kind: str, **what: Any) -> dict[str, Any]:
        found = await lab.stub.inject({"chat_id": who, "user": person, "kind": kind, **what})
        return dict(found[0])

    await does("text", text="/case", chat_id=TEAM)
    asked = await does("text", text=f"Wohnung {SPOKEN[2]}")
    await does("edited", message_id=asked["message_id"], text=f"Kita {SPOKEN[3]}")
    await does("callback", data=f"need:{SPOKEN[4]}")
    await does("photo", caption=f"Brief {SPOKEN[6]}")
    await does("document", file_name=SPOKEN[7], caption="")
    await does("contact", phone=SPOKEN[8])
    await does("text", text=f"/start {SPOKEN[9]}")
    await does("callback", data="talk:find_flat")
    await does("text", text=f"Frage {SPOKEN[5]}")
    broken: dict[str, Any] = {"message_id": 1, "date": SPOKEN[10], "chat": {"id": who, "type": "private"}}
    for update in ({"message": broken}, {"message": SPOKEN[10]}, {SPOKEN[10]: {"id": SPOKEN[10]}}):
        await does("raw", update=update)


async def pass_on(lab: Lab, who: int) -> None:
    """Send the question to the team, and answer there what came last."""
    person, colleague = {"id": who, "language_code": "de"}, {"id": 6, "first_name": SPOKEN[1]}
    for number in await numbers(lab, who, SPOKEN[5]):
        press = {"kind": "callback", "data": "send:find_flat", "message_id": number}
        await lab.stub.inject({"chat_id": who, "user": person, **press})
    for number in await numbers(lab, TEAM, "Fall "):
        answer = {"kind": "text", "text": SPOKEN[11], "reply_to": number}
        await lab.stub.inject({"chat_id": TEAM, "user": colleague, **answer})
    command = {"kind": "text", "text": f"/case {SPOKEN[11]}"}
    await lab.stub.inject({"chat_id": TEAM, "user": colleague, **command})


async def met(lab: Lab, fault: str) -> None:
    """Until a call has failed in a way."""
    for _ in range(200):
        if any(name.startswith(f"{fault}:") for name in (await lab.stub.state())["fault_log"]):
            return
        await asyncio.sleep(0.1)


async def answered(lab: Lab, who: int) -> bool:
    """Whether the team's answer reaches the person, before long."""
    for _ in range(20):
        await pass_on(lab, who)
        await asyncio.sleep(1)
        entries = (await lab.stub.outbox(0, who))["entries"]
        if any(SPOKEN[11] in str(entry.get("text")) for entry in entries):
            return True
    return False


async def numbers(lab: Lab, chat: int, words: str) -> list[int]:
    """The last message with these words that was sent to a chat, if there is any."""
    entries = (await lab.stub.outbox(0, chat))["entries"]
    return [e["message_id"] for e in entries if words in str(e.get("text")) and e.get("message_id")][-1:]


@contextmanager
def shut(url: str) -> Iterator[None]:
    """Within it nobody gets into a database, and nobody stays in it."""
    name = make_url(url).database
    address = make_url(databases.SERVER).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f'alter database "{name}" with allow_connections false')
        server.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", (name,))
        try:
            yield
        finally:
            server.execute(f'alter database "{name}" with allow_connections true')


async def pages(address: str) -> str:
    """What is shown to those who look after the bot."""
    async with ClientSession() as session:
        found = [await session.get(f"http://{address}/{page}") for page in ("healthz", "metrics")]
        return "".join([await page.text() for page in found])


async def knock(url: str) -> None:
    """Call the webhook as strangers do."""
    async with ClientSession() as session:
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": SPOKEN[0]}):
            await session.post(url, data=SPOKEN[0].encode(), headers=headers)
        right = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        for body in (SPOKEN[0], "[" * 9000, f'{{"update_id": 1, "message": "{SPOKEN[0]}"}}'):
            await session.post(url, data=body.encode(), headers=right)


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_under_every_fault_nothing_hidden_is_shown(
    tmp_path: Path, unused_tcp_port: int, way: str
) -> None:
    """Log, health and measures of a bot that is talked to while each call fails in each way, to a 401."""
    log, health = tmp_path / "bot.log", f"127.0.0.1:{unused_tcp_port}"
    settings: dict[str, str] = {
        **ENVIRONMENT, "LOG_LEVEL": "DEBUG", "STAFF_CHAT_ID": str(TEAM), "HEALTH_LISTEN": health,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'x.sqlite3'}", **(HOOK if way == "webhook" else {}),
    }  # fmt: skip
    async with Lab(COMMAND, settings, log=str(log), token=TOKEN) as lab:
        for who, fault in enumerate(FAULTS, 100):
            await lab.stub.faults(*({"methods": methods, "times": 2, **fault} for methods in METHODS))
            await talk(lab, who)
            await met(lab, fault["action"])
            await asyncio.sleep(1)
            await lab.stub.clear_faults()
            if way == "polling":
                await lab.stub.wait_polling()
            await pass_on(lab, who)
        if way == "webhook":
            await knock(HOOK["WEBHOOK_URL"].replace("{free_port}", lab.values["free_port"]))
        await talk(lab, 98)
        heard = await answered(lab, 98)
        await lab.stub.faults({"action": "status", "status": 401, "times": -1})
        await talk(lab, 99)
        await asyncio.sleep(3)
        told = await pages(health)
        faults = (await lab.stub.state())["fault_log"]
    logged = log.read_text(encoding="utf-8")

    assert "wegweiser_updates_total" in told
    assert [] == shown(told)
    assert heard
    assert {fault["action"] for fault in FAULTS} == {name.partition(":")[0] for name in faults}
    assert "tries go on" in logged
    assert "is set aside after 3 tries" in logged
    assert [] == shown(logged)


@pytest.mark.skipif(not databases.SERVER, reason=databases.MISSING)
async def test_the_password_of_a_database_is_not_shown(tmp_path: Path) -> None:
    """Nor what is written into it, while the bot works on a server, and when that goes away."""
    log = tmp_path / "bot.log"
    with databases.on_postgresql() as url:
        address = make_url(url).set(password=PASSWORD).render_as_string(hide_password=False)
        settings = {**ENVIRONMENT, "LOG_LEVEL": "DEBUG", "STAFF_CHAT_ID": str(TEAM), "DATABASE_URL": address}
        async with Lab(COMMAND, settings, log=str(log), token=TOKEN) as lab:
            await talk(lab, 5)
            await asyncio.sleep(3)
            heard = await answered(lab, 5)
            with shut(url):
                await talk(lab, 6)
                await asyncio.sleep(3)
    logged = log.read_text(encoding="utf-8")

    assert heard
    assert 1 == logged.count("fetching updates: trouble")
    assert [] == shown(logged)


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"DATABASE_URL": CLOSED}, "setting DATABASE_URL: connection failed"),
        (
            {"DATABASE_URL": CLOSED.replace("postgresql+psycopg", "postgres")},
            "setting DATABASE_URL: Can't load",
        ),
        ({"DATABASE_URL": PASSWORD}, "setting DATABASE_URL: Could not parse"),
        ({"WEBHOOK_URL": "https://example.org/hook"}, "WEBHOOK_URL needs WEBHOOK_SECRET"),
        (
            {"WEBHOOK_URL": "http://example.org/hook", "WEBHOOK_SECRET": SECRET},
            "WEBHOOK_URL must begin with https",
        ),
    ],
)
def test_what_is_set_wrong_is_told_in_a_line(settings: dict[str, str], line: str) -> None:
    """Exit code 1, no traceback, no password."""
    done = program(**settings)

    assert (1, True) == (done.returncode, done.stderr.startswith(line))
    assert len(done.stderr.splitlines()) <= 2
    assert [] == shown(done.stdout + done.stderr)


async def test_a_wrong_token_is_told_in_a_line(tmp_path: Path) -> None:
    """By polling and by webhook, exit code 1 and no token."""
    database = {"DATABASE_URL": f"sqlite:///{tmp_path / 'x.sqlite3'}"}
    async with Lab(token="42:ANOTHER") as lab:  # noqa: S106
        base = {"TELEGRAM_BASE_URL": lab.values["base_url"], **database}
        hook = {name: value.format_map(lab.values) for name, value in HOOK.items()}
        ended = [await asyncio.to_thread(program, **base, **more) for more in ({}, hook)]

    assert [1, 1] == [done.returncode for done in ended]
    assert ["setting TELEGRAM_TOKEN: Telegram does not know this token.\n"] * 2 == [
        done.stderr for done in ended
    ]


async def test_a_file_in_use_is_told_in_a_line(tmp_path: Path) -> None:
    """Of two programs on one SQLite file the second ends at once."""
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    async with sole_user(database):
        done = await asyncio.to_thread(program, DATABASE_URL=f"sqlite:///{tmp_path / 'x.sqlite3'}")
    await database.close()

    assert 1 == done.returncode
    assert f"setting DATABASE_URL: another process is using {tmp_path / 'x.sqlite3'}\n" == done.stderr
