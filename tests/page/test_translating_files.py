"""A volunteer's file on the desk: downloaded, and taken back with a word on what became of it."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientResponse, FormData

from bot.files import po_files
from bot.files.town import Folders
from bot.page.house import House
from bot.page.security import LARGEST, TOKEN
from bot.storage.database import IN_MEMORY
from bot.storage.storage import Storage
from tests import databases
from tests.desk.volunteer import copied, edited, entry, stored, town_in, write
from tests.page.conftest import Visitor, house_of, visited, words

HERE = "/uebersetzungen/tr"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Esslingen with a Turkish of its own."""
    copied(tmp_path, "tr", "de", "de_leicht")
    return tmp_path


@pytest.fixture
async def visitor(home: Path) -> AsyncIterator[Visitor]:
    """The desk over it."""
    folders = Folders(home / "knowledge", town_in(home).folders.intents, home / "translations", None)
    async with databases.opened(IN_MEMORY) as database:
        house: House = house_of(Storage(database), folders)
        async for each in visited(house):
            yield each


async def sent(visitor: Visitor, path: str, raw: bytes, token: str, origin: str) -> ClientResponse:
    """A form with a file as a browser sends it."""
    form = FormData({"token": token})
    form.add_field("po", io.BytesIO(raw), filename="bearbeitet.po")
    return await visitor.client.post(path, data=form, headers={"Origin": origin})


async def brought(visitor: Visitor, raw: bytes, language: str = "tr", status: int = 200) -> str:
    """The page after a file was sent back."""
    token = visitor.client.app[TOKEN]  # type: ignore[union-attr]
    response = await sent(visitor, f"/uebersetzungen/{language}", raw, token, visitor.origin)
    text = await response.text()
    assert status == response.status, text
    return text


async def fetched(visitor: Visitor, path: str) -> bytes:
    """A file that is downloaded."""
    response = await visitor.client.get(path)
    assert 200 == response.status
    return await response.read()


async def test_a_language_offers_its_file(visitor: Visitor) -> None:
    """It is saved under a name of its own; where nothing is to be done, no file of it is offered."""
    text = await visitor.see(HERE)
    response = await visitor.client.get(f"{HERE}/alle.po")

    assert f'href="{HERE}/alle.po"' in text
    assert "offen.po" not in text
    assert 'attachment; filename="wegweiser-tr-alle.po"' == response.headers["Content-Disposition"]
    assert '"Language: tr\\n"' in await response.text()


async def test_what_is_to_be_done_is_a_file_too(visitor: Visitor, home: Path) -> None:
    """It has the new sentence and no other."""
    guide = home / "knowledge" / "guides" / "find_flat.yaml"
    before = guide.read_text(encoding="utf-8")
    guide.write_text(before.replace("Das ist meist Betrug.", "Das ist fast immer Betrug."), encoding="utf-8")
    text = await visitor.see(HERE)
    file = (await fetched(visitor, f"{HERE}/offen.po")).decode()

    assert f'href="{HERE}/offen.po"' in text
    assert '"X-Wegweiser-Texts: 1\\n"' in file
    assert "fast immer Betrug" in file


async def test_what_was_translated_holds_at_once(visitor: Visitor, home: Path) -> None:
    """The page says how many were taken, which were not and why; it can be loaded again."""
    file = await fetched(visitor, f"{HERE}/alle.po")
    file = edited(edited(file, "Address", write("Adresi")), "Cost: {cost}", write("<b>Ücret</b>"))
    text = await brought(visitor, file)
    again = await visitor.see(f"{HERE}/ergebnis")

    assert "1 Text übernommen." in words(text)
    assert "Cost: {cost}“: die Platzhalter stimmen nicht überein (cost)" in words(text)
    assert words(text) == words(again)
    assert "Adresi" == entry(town_in(home), "Address").string


async def test_a_file_that_nobody_touched_says_so(visitor: Visitor, home: Path) -> None:
    """And changes nothing."""
    before = stored(town_in(home))
    text = await brought(visitor, await fetched(visitor, f"{HERE}/alle.po"))

    assert "nichts Neues" in words(text)
    assert before == stored(town_in(home))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "Das ist keine Übersetzungsdatei"),
        (b'msgid ""\nmsgstr ""\n"Language: de\\n"\n', "Die Datei ist für die Sprache „de“, nicht für „tr“"),
    ],
)
async def test_a_wrong_file_is_told_and_changes_nothing(
    visitor: Visitor, home: Path, raw: bytes, said: str
) -> None:
    """In one German sentence."""
    before = stored(town_in(home))
    text = await brought(visitor, raw)

    assert f"Nichts wurde übernommen. {said}" in words(text)
    assert before == stored(town_in(home))


async def test_what_is_no_file_or_too_large_is_told(visitor: Visitor) -> None:
    """Nobody sees a page of the machine's."""
    assert "Bitte erst die übersetzte Datei" in await visitor.send(HERE, 400, po="text")
    assert "höchstens 4 MB" in await brought(visitor, b"x" * (LARGEST + 1), status=413)


async def test_a_file_from_elsewhere_is_refused(visitor: Visitor, home: Path) -> None:
    """As every form: without the desk's token, and from another page."""
    before = stored(town_in(home))
    file = edited(await fetched(visitor, f"{HERE}/alle.po"), "Address", write("Adresi"))
    token = visitor.client.app[TOKEN]  # type: ignore[union-attr]
    without = await sent(visitor, HERE, file, "wrong", visitor.origin)
    elsewhere = await sent(visitor, HERE, file, token, "https://evil.example")

    assert (403, 403) == (without.status, elsewhere.status)
    assert before == stored(town_in(home))


async def test_what_a_file_says_is_shown_as_text(visitor: Visitor) -> None:
    """Never as a part of the page."""
    file = await fetched(visitor, f"{HERE}/alle.po")
    named = file.replace(b'"Language: tr', b'"Language: <script>alert(1)</script>')

    assert "&lt;script&gt;alert(1)" in await brought(visitor, named)


async def test_there_is_no_result_before_a_file_was_sent(visitor: Visitor) -> None:
    """One lands on the page of the language; a language that is not there has no file."""
    assert "<h1>Türkisch</h1>" in await visitor.see(f"{HERE}/ergebnis")
    assert "gibt es nicht" in await visitor.see("/uebersetzungen/xx/alle.po", 404)
    assert "gibt es nicht" in await visitor.see(f"{HERE}/andere.po", 404)


async def test_easy_german_comes_back_as_easy_german(visitor: Visitor, home: Path) -> None:
    """Its file is none of German, and none of German is taken for it."""
    easy = await fetched(visitor, "/uebersetzungen/de_leicht/alle.po")
    german = await fetched(visitor, "/uebersetzungen/de/alle.po")
    taken = await brought(visitor, edited(easy, "Address", write("Wo ist das?"), "de"), "de_leicht")
    refused = await brought(visitor, german, "de_leicht")

    assert "1 Text übernommen." in words(taken)
    assert "Die Datei ist für die Sprache „de“" in words(refused)
    assert not po_files.unreviewed(entry(town_in(home), "Address", "de_leicht"))
