"""A conversation that helps, by real updates through the stand-in for Telegram, with restarts in between."""

from __future__ import annotations

import asyncio
import re
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.storage.migrate import migrate
from tests.conftest import HOME
from tests.lively_town import add_event, lively_town

sys.path.append(str(HOME / "tests" / "lab"))
from client import Lab, Person

pytestmark = pytest.mark.slow
STAFF = -1007770001
PACE = {"timeout": 25, "quiet": 0.35}
WORDS = {
    "de": {
        "course": "Wo kann ich Deutsch lernen?",
        "where": "und wo ist das?",
        "second": "das zweite",
        "evening": "Deutschkurs am Samstag",
        "internship": "Praktikum",
        "two": "Wohnung und Deutschkurs",
        "toleration": "Duldung",
        "strange": "Wer repariert hier Dudelsäcke?",
        "back": "Danke, und wann genau?",
    },
    "ar": {
        "course": "وين بقدر اتعلم الماني",
        "where": "وين هاد؟",
        "second": "التاني",
        "evening": "كورس الماني يوم السبت",
        "internship": "تدريب",
        "two": "شقة وكورس الماني",
        "toleration": "Duldung",
        "strange": "مين بيصلح الأكورديون؟",
        "back": "شكرا، متى بالضبط؟",
    },
    "tr": {
        "course": "nerede almanca öğrenebilirim",
        "where": "orası nerede?",
        "second": "ikincisi",
        "evening": "cumartesi almanca kursu",
        "internship": "staj",
        "two": "ev ve almanca kursu",
        "toleration": "Duldung",
        "strange": "burada akordeonu kim tamir eder?",
        "back": "teşekkürler, tam ne zaman?",
    },
}


class Talk:
    """One person with the bot, which can be restarted at any time."""

    def __init__(self, lab: Lab, person: Person) -> None:
        self.lab, self.person = lab, person

    async def says(self, text: str) -> str:
        """Write; what comes back."""
        return _text(await self.person.say(text, **PACE))

    async def presses(self, action: str) -> str:
        """Press the latest button whose action begins so; what comes back."""
        for number in sorted(self.person.shown, reverse=True):
            for button in self.person.shown[number].buttons:
                data = button.get("callback_data") or ""
                if data.startswith(action):
                    press = {"kind": "callback", "message_id": number, "data": data}
                    return _text(await self.person.act(press, f"[{data}]", **PACE))
        raise LookupError(f"no button {action}: {self.actions()}")

    def actions(self) -> list[str]:
        """The actions of all buttons on the screen."""
        shown = [button for reply in self.person.shown.values() for button in reply.buttons]
        return [str(button.get("callback_data") or button.get("url")) for button in shown]

    def calls(self) -> Counter[str]:
        """How often each method of Telegram was called for this person."""
        return Counter(reply["method"] for reply in self.person.history)

    async def restarted(self) -> None:
        """The bot is stopped and started again."""
        await self.lab.bot.kill(signal.SIGTERM)
        await self.lab.bot.start()
        await self.lab.stub.wait_polling()


def _text(replies: list[Any]) -> str:
    return "\n".join(reply.text + "\n" + "\n".join(reply.labels) for reply in replies)


@asynccontextmanager
async def running(folder: Path, town: Path, rate: str = "record") -> AsyncIterator[Lab]:
    """The bot of a town, as it runs on Telegram; at the end its log holds no fault and no token."""
    log = folder / "bot.log"
    settings = {
        "TELEGRAM_TOKEN": "{token}",
        "TELEGRAM_BASE_URL": "{base_url}",
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bot.sqlite3'}",
        "KNOWLEDGE_DIR": str(town),
        "STAFF_CHAT_ID": str(STAFF),
    }
    bot = f"{sys.executable} {HOME / 'run_bot.py'}"
    async with Lab(bot, settings, cwd=str(HOME), log=str(log), rate=rate) as lab:
        yield lab
        violations = await lab.stub.violations()
    written = log.read_text(encoding="utf-8")

    assert [] == [v for v in violations["violations"] if v.get("hard")], violations
    assert "Traceback" not in written, written[-3000:]
    assert None is re.search(r"\d{5,}:[\w-]{20,}", written)


@pytest.mark.parametrize("language", list(WORDS))
async def test_a_conversation_that_helps(language: str, tmp_path: Path) -> None:
    """Each of the nine points works by real updates, with a restart in its middle, and nothing is lost."""
    town, words = lively_town(tmp_path, tuple(WORDS)), WORDS[language]
    async with running(tmp_path, town) as lab:
        talk = Talk(lab, lab.person(4001, first_name="Noor", language_code=language))
        team = Talk(lab, lab.person(5001, chat_id=STAFF, first_name="Team", language_code="de"))
        await team.says("/case")
        await _follow_ups(talk, words)
        await _asking_back(talk, words)
        await _guided_check(talk, words)
        await _visit(talk)
        await _events(talk, town, tmp_path)
        await _person(talk, team, words)
        await _easy(talk, language)


async def _follow_ups(talk: Talk, words: dict[str, str]) -> None:
    assert "Volkshochschule" in await talk.says(words["course"])
    await talk.restarted()
    assert "Mettinger Straße 125" in await talk.says(words["where"])
    assert "Volkshochschule Esslingen am Neckar" not in await talk.says(words["second"])
    assert "❔" in await talk.says(words["evening"])


async def _asking_back(talk: Talk, words: dict[str, str]) -> None:
    await talk.says(words["internship"])
    await talk.restarted()
    assert "🧰" in await talk.presses("give:offer_training")
    both = await talk.says(words["two"])
    assert both.index("🏠") < both.index("📚")
    await talk.presses("useless:find_flat")
    assert "talk:find_flat" in talk.actions()


async def _guided_check(talk: Talk, words: dict[str, str]) -> None:
    await talk.says("/checks")
    await talk.presses("check:hire_person/")
    await talk.restarted()
    assert "apps.esslingen.de/OnlineTermine" in await talk.says(words["toleration"])
    await talk.says("/checks")
    await talk.presses("check:first_weeks/")
    await talk.presses("tick:first_weeks/address")
    await talk.restarted()
    await talk.says("/checks")
    assert "✅ 2." in await talk.presses("check:first_weeks/")


async def _visit(talk: Talk) -> None:
    await talk.says("/start org_izf")
    await talk.presses("offer:izf/anlaufstelle")
    await talk.presses("card:izf/anlaufstelle")
    await talk.restarted()
    await talk.presses("print:izf/anlaufstelle")
    await talk.presses("share:izf/anlaufstelle")
    assert [url for url in talk.actions() if url.startswith("https://t.me/share/url")]
    await talk.says("/start org_izf")
    await talk.presses("offer:izf/anlaufstelle")
    await talk.presses("place:izf/")
    await talk.presses("keep:izf/anlaufstelle")
    await talk.presses("slot:")
    await talk.presses("ics:")
    await talk.presses("bell:")
    await talk.restarted()
    assert "• " in await talk.says("/reminders")
    await talk.presses("mute:")
    assert "• " not in await talk.says("/reminders")
    assert {"sendPhoto": 1, "sendDocument": 1, "sendVenue": 1}.items() <= talk.calls().items()


async def _events(talk: Talk, town: Path, folder: Path) -> None:
    await talk.says("/events")
    await talk.presses("events:work")
    await talk.presses("follow:work")
    add_event(town)
    await talk.restarted()
    for _ in range(40):
        kept = _rows(folder, "select subject, sent_at from letters where kind = 'event'")
        if kept:
            break
        await asyncio.sleep(0.25)
    assert ["sprachcafe"] == [subject for subject, _ in kept]
    assert talk.person.uid
    await talk.says("/events")
    await talk.presses("events:work")
    assert "🔔" in await talk.presses("unfollow:work")


async def _person(talk: Talk, team: Talk, words: dict[str, str]) -> None:
    await talk.says(words["strange"])
    assert words["strange"] in await talk.presses("talk")
    await talk.restarted()
    await talk.presses("send:")
    case = await _newest(team, words["strange"])
    await team.person.say("/language", reply_to=case, **PACE)
    await team.person.say("Bitte kommen Sie am Montag.", reply_to=case, **PACE)
    await _arrives(talk, "Bitte kommen Sie am Montag.")
    await talk.restarted()
    await talk.presses("write")
    await talk.says(words["back"])
    await _newest(team, words["back"])
    await team.person.say("/close", reply_to=case, **PACE)
    await _arrives(talk, "✅")


async def _easy(talk: Talk, language: str) -> None:
    await talk.says("/start need_learn_german")
    await talk.presses("hear:learn_german")
    assert 1 == talk.calls()["sendVoice"]
    if language == "de":
        await talk.says("/language")
        await talk.presses("lang:de_leicht")
        await talk.restarted()
        assert "Volkshochschule" in await talk.says("Wo kann ich Deutsch lernen?")
    assert "/start" not in await talk.says("/forget")


async def _newest(team: Talk, text: str) -> int:
    """The id of the message in the group that holds a text, once it has arrived."""
    for _ in range(60):
        await team.person.catch_up()
        for number in sorted(team.person.shown, reverse=True):
            if text in team.person.shown[number].text:
                return number
        await asyncio.sleep(0.25)
    raise AssertionError(f"{text!r} never reached the team\n{team.person.transcript()}")


async def _arrives(talk: Talk, text: str) -> None:
    for _ in range(60):
        await talk.person.catch_up()
        if any(text in reply.text for reply in talk.person.history[-3:]):
            return
        await asyncio.sleep(0.25)
    raise AssertionError(f"{text!r} never arrived\n{talk.person.transcript()[-2000:]}")


def _rows(folder: Path, query: str) -> list[Any]:
    with sqlite3.connect(folder / "bot.sqlite3") as connection:
        return connection.execute(query).fetchall()


PEOPLE, RESTARTS = 1000, 4


async def test_a_thousand_reminders_during_restarts(tmp_path: Path) -> None:
    """Due at once, with four restarts between, each is sent exactly once, within Telegram's limits."""
    town, now = lively_town(tmp_path, ()), datetime.now(UTC)
    database = tmp_path / "bot.sqlite3"
    migrate(f"sqlite:///{database}")
    people = range(100_001, 100_001 + PEOPLE)
    start = (now + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    subject = f"izf/anlaufstelle@{start}"  # no such slot: everybody is told that it has changed
    async with running(tmp_path, town, rate="enforce") as lab:
        await lab.stub.config(unknown_chat="accept")  # before the first is due: the bot sends at once
        with sqlite3.connect(database) as connection:
            connection.executemany(
                "insert into letters (key, person, kind, subject, due, tries)"
                " values (?, ?, 'reminder', ?, ?, 0)",
                [(f"telegram:{p}|x", f"telegram:{p}", subject, "2026-01-01 00:00:00.000000") for p in people],
            )
        for number in range(1, RESTARTS + 1):
            await _sent(lab, number * PEOPLE // (RESTARTS + 1))
            await lab.bot.kill(signal.SIGTERM)
            await lab.bot.start()
        await _sent(lab, PEOPLE)
        await asyncio.sleep(2)
        received = Counter(entry["chat_id"] for entry in await _messages(lab))
        refused = [entry for entry in await _messages(lab) if entry["status"] != 200]

    assert dict.fromkeys(people, 1) == dict(received)
    assert [] == refused


async def _messages(lab: Lab) -> list[dict[str, Any]]:
    return list((await lab.stub.outbox(methods=("sendMessage",)))["entries"])


async def _sent(lab: Lab, number: int) -> None:
    for _ in range(1200):
        if len(await _messages(lab)) >= number:
            return
        await asyncio.sleep(0.2)
    raise AssertionError(f"only {len(await _messages(lab))} of {number} were sent")
