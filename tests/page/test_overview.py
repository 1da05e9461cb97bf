"""The first page: what waits, with the way to it; what is wrong in the files."""

import re
import shutil
from pathlib import Path

import pytest

from bot.core.edits import Edit
from bot.files.problems import Problem
from bot.files.town import Folders
from bot.page.waiting import Jobs
from bot.storage.database import IN_MEMORY
from bot.storage.storage import Storage
from tests import databases
from tests.conftest import HOME
from tests.page.conftest import FOLDERS, NOW, Visitor, house_of, visited, words


async def test_what_waits_stands_on_top(desk: Visitor) -> None:
    """Each number leads to its page; files without an error say so."""
    await desk.house.storage.edits.make(
        [Edit("organizations/vhs.yaml", ("name",), "set", "VHS")], "desk", NOW
    )

    text = await desk.see("/")

    assert re.search(r'<a href="/aenderungen"><strong>1</strong>', text)
    assert re.search(r'<a href="/luecken" class="none"><strong>0</strong>', text)
    assert "Alles in Ordnung" in text
    assert re.search(r"\d+ Hinweise", text)


async def test_a_sentence_that_leads_elsewhere_is_no_mistake_of_a_file(
    desk: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot goes on with the new state, and the page says so."""
    led = Problem("knowledge/organizations/ihk.yaml", 37, 1, "services[0].tests[0]", "führt nicht", "ändern")

    async def findings() -> list[Problem]:
        return [led]

    monkeypatch.setattr(desk.house, "findings", findings)
    text = words(await desk.see("/"))

    assert "1 Satz führt nicht mehr zum richtigen Angebot. Der Bot antwortet trotzdem" in text
    assert "letzten guten Stand" not in text
    assert "knowledge/organizations/ihk.yaml:37" in text


async def test_a_desk_over_broken_files_tells_where_they_are_broken(tmp_path: Path) -> None:
    """The first page and the one to try out name file and line, and recover once that is mended."""
    knowledge = tmp_path / "knowledge"
    shutil.copytree(HOME / "knowledge", knowledge)
    broken = knowledge / "closures.yaml"
    whole = broken.read_text(encoding="utf-8")
    broken.write_text("closures: [\n", encoding="utf-8")
    folders = Folders(knowledge, FOLDERS.intents, FOLDERS.translations, FOLDERS.cache)
    async with databases.opened(IN_MEMORY) as database:
        async for visitor in visited(house_of(Storage(database), folders)):
            first = words(await visitor.see("/"))
            tried = words(await visitor.see("/ausprobieren", 503))
            changed = await visitor.see("/aenderungen")
            broken.write_text(whole, encoding="utf-8")
            mended = await visitor.see("/ausprobieren")

    assert re.search(r"\d Fehler\..*closures\.yaml:\d", first)
    assert re.search(r"closures\.yaml:\d", tried)
    assert "<h1>Änderungen</h1>" in changed
    assert "<h1>Ausprobieren</h1>" in mended


async def test_who_has_to_wait_is_told_and_the_page_comes_back(desk: Visitor) -> None:
    """The waiting page asks again at once, without a script, and is answered when the work is done."""
    desk.house.jobs = Jobs(patience=0, longer=0)
    waiting = await desk.see("/uebersetzungen")

    assert '<meta http-equiv="refresh" content="0; url=/uebersetzungen">' in waiting
    assert "werden gezählt" in waiting

    await desk.house.jobs.close()
    desk.house.jobs = Jobs(patience=60)

    assert "<h1>Übersetzungen</h1>" in await desk.see("/uebersetzungen")
