"""A running bot takes over changed files whole, or goes on as before; nobody's question is lost meanwhile."""

import asyncio
import re
import shutil
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot import app
from bot.core.conversation import Conversation, Message, Turn
from bot.core.edits import Edit
from bot.files.problems import BrokenFiles
from bot.reload import Loaded, Reloader, Unsettled
from bot.settings import Settings
from bot.storage.storage import Storage
from tests.conftest import HOME, at
from tests.siege import Siege, besieged

NOW = at("2026-11-24T13:05")
GUIDE, OFFER = "guides/learn_german.yaml", "organizations/vhs.yaml"
MARK = re.compile(r"Stand (\d{3})")
COORDINATOR = 777
A_SECOND = 20
"""questions, as long as the files change"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The knowledge of Esslingen, to be changed."""
    return Path(shutil.copytree(HOME / "knowledge", tmp_path / "knowledge"))


@pytest.fixture
def settings(folder: Path) -> Settings:
    """Settings that point at it."""
    return Settings(_env_file=None, knowledge_dir=folder)


def write_version(folder: Path, number: int, *, broken: bool = False) -> None:
    """The same number in an answer and in the offer below it; a broken version breaks the answer's file."""
    offer = (HOME / "knowledge" / OFFER).read_text(encoding="utf-8")
    changed = offer.replace("value: Die Kurse kosten eine Gebühr.", f"value: Stand {number:03}.", 1)
    (folder / OFFER).write_text(changed, encoding="utf-8")
    guide = (HOME / "knowledge" / GUIDE).read_text(encoding="utf-8")
    first = re.sub(r"(sentences:\n  - value: )", rf"\1Stand {number:03}. ", guide, count=1)
    (folder / GUIDE).write_text(f"{first}nonsense: 1\n" if broken else first, encoding="utf-8")


def marks(text: str) -> set[str]:
    """The versions an answer was made from."""
    return set(MARK.findall(text))


class Bench:
    """A reloader without Telegram."""

    def __init__(self, storage: Storage, settings: Settings, load: Any = None) -> None:
        self.said: list[str] = []
        self.taken: list[Loaded] = []
        load = load or partial(app.load, settings)
        loaded = app.load(settings, (), None)
        self.storage = storage
        self.reloader = Reloader(loaded, load, storage.edits, self.taken.append, self.tell, lambda: NOW)

    async def tell(self, _: str, message: Message) -> None:
        """What the coordinators read."""
        self.said.append(message.text)

    async def until(self, condition: Callable[[], bool], folders: Iterable[Path] = ()) -> None:
        """Let it work until something is so."""
        working = asyncio.ensure_future(self.reloader.run(list(folders)))
        try:
            async with asyncio.timeout(30):
                while not condition():  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
        finally:
            working.cancel()

    def answer(self) -> str:
        """What a newcomer reads now."""
        speaker = self.reloader.loaded.speaker
        turn = Turn("t", NOW, text="Wo kann ich Deutsch lernen?", phone_language="de")
        reply, _ = speaker.decide(turn, Conversation())
        return "\n".join(message.text for message in speaker.words(reply, turn))


async def changed(bench: Bench, folder: Path, change: Callable[[], None], saying: str) -> None:
    """Change files once the folder is watched, and wait for a word to the coordinators."""

    async def soon() -> None:
        await asyncio.sleep(0.3)
        change()

    changing = asyncio.ensure_future(soon())
    await bench.until(lambda: any(saying in text for text in bench.said), [folder])
    await changing


async def test_a_change_is_taken_over_and_told(storage: Storage, settings: Settings, folder: Path) -> None:
    """Readers see the new text, coordinators read what has changed, in German."""
    bench = Bench(storage, settings)
    await changed(bench, folder, lambda: write_version(folder, 7), "Neuer Stand")

    assert {"007"} == marks(bench.answer())
    assert ["1 Angebot geändert, 1 Anliegen-Text geändert, 2 Übersetzungen veraltet"] == [
        line.rstrip(".") for line in bench.said[0].splitlines()[1:]
    ]


async def test_a_broken_file_changes_nothing_and_is_told(
    storage: Storage, settings: Settings, folder: Path
) -> None:
    """The old state stays whole, although the other file is fine; once mended, that is told, too."""
    bench = Bench(storage, settings)
    before = bench.answer()
    await changed(bench, folder, lambda: write_version(folder, 8, broken=True), "nicht übernommen")
    kept = bench.answer()
    await changed(bench, folder, lambda: write_version(folder, 9), "Neuer Stand")

    assert before == kept
    assert "knowledge/guides/learn_german.yaml:" in bench.said[0]
    assert {"009"} == marks(bench.answer())


async def test_a_sentence_that_leads_elsewhere_is_told(
    storage: Storage, settings: Settings, folder: Path
) -> None:
    """The new state is taken over, and the coordinators read which sentence no longer leads to its offer."""
    bench = Bench(storage, settings)

    def add() -> None:
        text = (folder / OFFER).read_text(encoding="utf-8")
        (folder / OFFER).write_text(
            text.replace("    tests:\n", "    tests:\n      - mein hund braucht eine versicherung\n", 1),
            encoding="utf-8",
        )

    await changed(bench, folder, add, "Neuer Stand")

    assert "„mein hund braucht eine versicherung“ führt nicht zu diesem Angebot" in bench.said[0]
    assert "knowledge/organizations/vhs.yaml:" in bench.said[0]


async def test_an_edit_of_the_overlay_is_in_force_without_a_file(
    storage: Storage, settings: Settings
) -> None:
    """What was changed on the phone is read at once, and nobody is bothered with it."""
    bench = Bench(storage, settings)
    path = ("services", "deutschkurse", "alert")
    alert = {"value": "Stand 010", "source": "seed", "confidence": "high"}
    await storage.edits.make([Edit(OFFER, path, "set", alert)], "desk", NOW)
    await bench.until(lambda: bool(bench.taken))

    assert {"010"} == marks(bench.answer())
    assert [] == bench.said


async def test_edits_are_in_force_from_the_beginning(storage: Storage, settings: Settings) -> None:
    """A bot that starts answers nobody without them."""
    bench = Bench(storage, settings)
    status = Edit(OFFER, ("status",), "set", "defunct")
    await storage.edits.make([status], "desk", NOW)
    await bench.reloader.begin()

    assert "defunct" == bench.taken[0].speaker.centre.knowledge.organizations["vhs"].status


async def test_files_that_change_while_they_are_read_are_read_again(
    storage: Storage, settings: Settings
) -> None:
    """A state of which nobody knows whether it is whole is never taken over."""
    tries: list[int] = []

    def load(edits: Iterable[Edit], before: Loaded | None) -> Loaded:
        tries.append(1)
        if len(tries) < 3:
            raise Unsettled
        return app.load(settings, edits, before)

    bench = Bench(storage, settings, load)
    await storage.edits.make([Edit(OFFER, ("status",), "set", "inactive")], "desk", NOW)
    await bench.until(lambda: bool(bench.taken))

    assert 3 == len(tries)


def test_translations_are_checked_when_they_change(settings: Settings, tmp_path: Path) -> None:
    """A catalogue that lost a placeholder is refused like any other file."""
    translations = Path(shutil.copytree(HOME / "translations", tmp_path / "translations"))
    own = settings.model_copy(update={"translations_dir": translations})
    loaded = app.load(own, (), None)
    path = translations / "fr" / "LC_MESSAGES" / "bot.po"
    lost = re.sub(r"(?m)^(msgstr .*)\{cost\}", r"\1{coût}", path.read_text(encoding="utf-8"))
    path.write_text(lost, encoding="utf-8")

    with pytest.raises(BrokenFiles):
        app.load(own, (), loaded)


async def ask_while_reloading(siege: Siege, folder: Path, log: Path) -> None:
    """Fifty versions under load, every second one broken, each looked at by the bot."""
    done = asyncio.Event()
    asking = asyncio.ensure_future(ask_until(siege, done))
    for number in range(1, 51):
        write_version(folder, number, broken=number % 2 == 0)
        async with asyncio.timeout(30):
            while looked_at(log) < number:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    done.set()
    await asking


async def ask_until(siege: Siege, done: asyncio.Event) -> None:
    """Ask evenly, and for a moment longer: the last version is asked too."""
    while not done.is_set():
        await siege.ask(A_SECOND, A_SECOND)
    await siege.ask(A_SECOND, A_SECOND)


def looked_at(log: Path) -> int:
    """How many states of the files the bot has taken over or refused."""
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    return len(re.findall(r"reloaded: |the old state stays", text))


@pytest.mark.slow
async def test_fifty_reloads_under_load(folder: Path, tmp_path: Path) -> None:
    """No question is lost or answered twice, none from a broken version or from half of one."""
    write_version(folder, 0)
    database = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    own = {"KNOWLEDGE_DIR": str(folder), "COORDINATOR_IDS": str(COORDINATOR)}
    async with besieged(database, tmp_path / "log", **own) as siege:
        boss = {"id": COORDINATOR, "first_name": "K", "language_code": "de"}
        await siege.lab.stub.inject({"kind": "text", "chat_id": COORDINATOR, "text": "/stand", "user": boss})
        await ask_while_reloading(siege, folder, tmp_path / "log")
        result = await siege.end()
        entries = (await siege.lab.stub.outbox(0, slim=1))["entries"]
    told = [entry for entry in entries if entry["method"] == "sendMessage"]
    answers = [marks(each.get("text", "")) for each in told if int(each["chat_id"]) != COORDINATOR]
    versions = [found for found in answers if found]
    kept = [each for each in told if int(each["chat_id"]) == COORDINATOR]

    assert ([], []) == (result.lost, result.twice)
    assert len(siege.questions) <= len(versions)
    assert {1} == {len(found) for found in versions}
    assert {int(min(found)) for found in versions} <= {0, *range(1, 51, 2)}
    assert 20 <= len({min(found) for found in versions}) <= 26
    assert any("Diese Woche" in each.get("text", "") for each in kept)
    assert any("nicht übernommen" in each.get("text", "") for each in kept)
