"""Changes: in force, taken back, told with who and when; questions that were set aside."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from bot.core.edits import Edit, named_by_text
from bot.files.town import Folders
from bot.page.edit_words import told
from bot.storage.database import IN_MEMORY
from bot.storage.storage import Storage
from tests import databases
from tests.conftest import HOME, at
from tests.page.conftest import FOLDERS, NOW, Visitor, house_of, visited, words

HERE = "/aenderungen"
EDIT = Edit("organizations/vhs.yaml", ("assured_date",), "set", "2026-11-24")


def test_an_edit_is_told_in_the_words_of_the_form() -> None:
    """No field of the files, no English day."""
    path = ("services", "kurs")
    row = Edit("organizations/vhs.yaml", (*path, "schedules"), "append", {"byday": "MO,WE"})
    shut = Edit("organizations/vhs.yaml", (*path, "status"), "set", "inactive")
    cost = Edit("organizations/vhs.yaml", (*path, "fees_description"), "drop")
    closed = Edit("closures.yaml", ("closures",), "append", {"start": "2026-12-24"})

    assert ("Einrichtung vhs › Angebot › kurs › Zeiten", "Wochentage: Mo, Mi") == told(row)[1:]
    assert ("Einrichtung vhs › Angebot › kurs › Stand", "findet zurzeit nicht statt") == told(shut)[1:]
    assert ("herausgenommen", "Einrichtung vhs › Angebot › kurs › Kosten", "") == told(cost)
    assert ("Schließtage", "von: 24.12.2026") == told(closed)[1:]


async def test_an_edit_in_force_is_shown_and_can_be_taken_back(desk: Visitor) -> None:
    """With place, value, who and when; taken back, it is gone."""
    edits = desk.house.storage.edits
    await edits.make([EDIT], "telegram:12", at("2026-11-23T09:30"))

    before = words(await desk.see(HERE))
    after = words(await desk.send(f"{HERE}/zurueck", number=(await edits.in_force())[0].number))

    assert (
        "Einrichtung vhs › zuletzt geprüft am geändert: 24.11.2026 am Telefon, 23.11.2026, 09:30 Uhr"
        in before
    )
    assert "Erledigt. Die Änderung ist zurückgenommen." in after
    assert [] == await edits.in_force()
    assert "Erledigt" not in words(await desk.see(HERE))


async def test_what_is_in_the_files_already_cannot_be_taken_back(desk: Visitor) -> None:
    """The page says why, and the history keeps it."""
    edits = desk.house.storage.edits
    await edits.make([EDIT], "desk", NOW)
    (made,) = await edits.in_force()
    await edits.applied([made.number], NOW)

    text = await desk.send(f"{HERE}/zurueck", 400, number=made.number)
    shown = words(await desk.see(HERE))

    assert "steht schon in den Dateien" in text
    assert "am Schreibtisch, 24.11.2026, 10:00 Uhr in den Dateien seit 24.11.2026, 10:00 Uhr" in shown


async def test_a_number_that_is_none_is_refused(desk: Visitor) -> None:
    """Whatever is sent in its place."""
    for number in ("", "x", "9" * 50, "-1", "١"):
        await desk.send(f"{HERE}/zurueck", 400, number=number)


def test_an_edit_is_told_in_words() -> None:
    """Names of fields in German, names made of hashes left out, mappings on one line."""
    value = {"number": "0711 1", "languages": ["de", "ar"]}
    edit = Edit("organizations/vhs.yaml", ("phones", named_by_text("0711 2")), "set", value)

    assert ("geändert", "Einrichtung vhs › Telefon", "Nummer: 0711 1, Sprachen: Deutsch, Arabisch") == told(
        edit
    )


async def written_desk(folder: Path, edits: list[Edit]) -> AsyncIterator[Visitor]:
    """A desk over a copy of the files, with edits in force."""
    shutil.copytree(HOME / "knowledge", folder / "knowledge")
    folders = Folders(folder / "knowledge", FOLDERS.intents, FOLDERS.translations, FOLDERS.cache)
    async with databases.opened(IN_MEMORY) as database:
        house = house_of(Storage(database), folders)
        await house.storage.edits.make(edits, "desk", NOW)
        async for visitor in visited(house):
            yield visitor


async def test_what_is_in_force_is_written_into_the_files(tmp_path: Path) -> None:
    """With comments kept; the overlay is empty then, the history is not."""
    file = tmp_path / "knowledge" / "organizations" / "vhs.yaml"
    async for desk in written_desk(tmp_path, [EDIT]):
        comments = [line for line in file.read_text(encoding="utf-8").splitlines() if "# " in line]

        page = words(await desk.send(f"{HERE}/schreiben"))
        after = file.read_text(encoding="utf-8")

        assert "1 Änderung steht jetzt in den Dateien." in page
        assert "Seit wann in den Dateien" in page
        assert "assured_date: 2026-11-24" in after.replace("'", "").replace('"', "")
        assert comments == [line for line in after.splitlines() if "# " in line]
        assert [] == await desk.house.storage.edits.in_force()


async def test_what_cannot_be_written_stays_in_force_and_is_told(tmp_path: Path) -> None:
    """A place that is gone, a file that is not there; the rest is written."""
    gone = Edit("organizations/vhs.yaml", ("services", "gibt_es_nicht", "alert"), "set", "x")
    async for desk in written_desk(tmp_path, [EDIT, gone]):
        page = words(await desk.send(f"{HERE}/schreiben"))

        assert "1 Änderung wurde geschrieben." in page
        assert "Einrichtung vhs › Angebot › gibt_es_nicht › Hinweis: geändert x" in page
        assert [gone] == [made.edit for made in await desk.house.storage.edits.in_force()]


async def test_a_file_outside_of_the_town_is_never_written(tmp_path: Path) -> None:
    """Whatever an edit says of its file."""
    outside = tmp_path / "outside.yaml"
    outside.write_text("a: 1\n", encoding="utf-8")
    async for desk in written_desk(tmp_path, [Edit("../outside.yaml", ("a",), "set", "2")]):
        page = await desk.send(f"{HERE}/schreiben")

        assert "<code>../outside.yaml</code>" in page
        assert "a: 1\n" == outside.read_text(encoding="utf-8")
