"""`overlay apply`: edits go into the files, and what cannot go stays in force."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.edits import Edit
from bot.desk.overlay import apply, path_of, put_directly
from bot.files.town import Folders, read
from bot.storage.edits import Made
from bot.storage.storage import Storage
from tests.files.small_folder import HOTLINES, SCHOOL, write

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
FILE = "organizations/schule.yaml"
DAY = Edit(FILE, ("services", "kurse", "assured_date"), "set", "2026-11-28")
LOST = Edit(FILE, ("services", "weg", "status"), "set", "active")
WRONG = Edit(FILE, ("services", "kurse", "status"), "set", "vielleicht")
HOURS = Edit("hotlines.yaml", ("hotlines", "dienst", "hours"), "set", "immer")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """The small town as files."""
    return write(tmp_path)


def made(*edits: Edit) -> list[Made]:
    """Edits in force, numbered from one."""
    return [Made(number, edit, "desk", NOW, None) for number, edit in enumerate(edits, 1)]


def text(folders: Folders, name: str) -> str:
    """What stands in a file."""
    return (folders.knowledge.parent / name).read_text(encoding="utf-8")


def test_edits_are_written_and_comments_stay(folders: Folders) -> None:
    """Afterwards the files say by themselves what they said with the edits over them."""
    before = read(folders, edits=[DAY, HOURS]).files
    done = apply(folders, made(DAY, HOURS))
    after = read(folders).files

    assert ([1, 2], (), {}) == ([each.number for each in done.written], done.lost, done.kept)
    assert text(folders, SCHOOL).startswith("# Volkshochschule Kleinstadt\n")
    assert [file.model for file in before.organizations] == [file.model for file in after.organizations]
    assert before.hotlines.model == after.hotlines.model


def test_an_edit_without_a_place_is_told_and_the_others_are_made(folders: Folders) -> None:
    """It stays in force until it is taken back."""
    done = apply(folders, made(LOST, DAY))

    assert ([2], [1]) == ([each.number for each in done.written], [each.number for each in done.lost])


def test_a_file_that_would_be_broken_stays_as_it_is(folders: Folders) -> None:
    """With the reason; other files are written."""
    before = text(folders, SCHOOL)
    done = apply(folders, made(DAY, WRONG, HOURS))

    assert [3] == [each.number for each in done.written]
    assert "„vielleicht“ ist hier nicht erlaubt" in done.kept[FILE]
    assert before == text(folders, SCHOOL)
    assert "hours: immer" in text(folders, HOTLINES)


def test_a_file_that_cannot_be_written_keeps_its_edits(folders: Folders) -> None:
    """As in an image whose files are read-only."""
    (folders.knowledge / "organizations" / ".schule.yaml.new").mkdir()
    before = text(folders, SCHOOL)
    done = apply(folders, made(DAY, HOURS))

    assert ([2], [FILE]) == ([each.number for each in done.written], list(done.kept))
    assert "kann nicht geschrieben werden" in done.kept[FILE]
    assert before == text(folders, SCHOOL)


async def test_a_crash_between_writing_and_marking_is_harmless(folders: Folders, storage: Storage) -> None:
    """What was written but not marked is written once more, and is the same."""
    edits, phone = storage.edits, Edit(FILE, ("phones",), "append", {"number": "0711 5"})
    await edits.make([DAY, phone, Edit(FILE, ("needs",), "drop")], "desk", NOW)
    apply(folders, await edits.in_force())
    once = text(folders, SCHOOL)
    again = apply(folders, await edits.in_force())
    await edits.applied([each.number for each in again.written], NOW)

    assert once == text(folders, SCHOOL)
    assert [] == await edits.in_force()
    assert 1 == once.count("0711 5")


def test_what_goes_past_the_overlay_is_written_or_handed_back(folders: Folders) -> None:
    """Nothing of a file that would be broken is written."""
    assert ([HOURS], [LOST]) == put_directly(folders, [HOURS, LOST])
    assert ([], [DAY, WRONG]) == put_directly(folders, [DAY, WRONG])


def test_no_edit_leads_out_of_the_town(folders: Folders) -> None:
    """Whatever stands in the database."""
    assert folders.intents.resolve() / "de/housing.yaml" == path_of(folders, "intents/de/housing.yaml")
    with pytest.raises(ValueError, match="passwd"):
        path_of(folders, "../../etc/passwd")
    assert ["../x.yaml"] == list(apply(folders, made(Edit("../x.yaml", ("a",), "set", "b"))).kept)
