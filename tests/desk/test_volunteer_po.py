"""One file for a volunteer and back: nothing is lost, nothing wrong gets in."""

import re
import shutil
from pathlib import Path

import pytest

from bot.desk.volunteer_po import NotTaken, pack, take
from bot.files.town import Folders, Town, read
from tests.conftest import HOME


@pytest.fixture
def copy(tmp_path: Path) -> Town:
    """Esslingen with catalogues that may be changed."""
    folder = tmp_path / "translations"
    folder.mkdir()
    for name in ("bot.pot", "knowledge.pot"):
        shutil.copy(HOME / "translations" / name, folder / name)
    shutil.copytree(HOME / "translations" / "tr", folder / "tr")
    shutil.copytree(HOME / "translations" / "de", folder / "de")
    return read(Folders(HOME / "knowledge", HOME / "intents", folder, None), phrases=False)


def stored(town: Town) -> dict[str, bytes]:
    """The catalogues of Turkish."""
    folder = town.folders.translations / "tr" / "LC_MESSAGES"
    return {path.name: path.read_bytes() for path in folder.glob("*.po")}


def entry_of(file: str, msgid: str) -> str:
    """The lines of an entry."""
    return next(block for block in file.split("\n\n") if f'msgid "{msgid}"' in block)


def test_taken_back_as_it_was_it_changes_nothing(copy: Town) -> None:
    """Both catalogues stay byte for byte what they were."""
    before = stored(copy)
    taken = take(copy, "tr", pack(copy, "tr", only_todo=False))

    assert (0, []) == (taken.changed, taken.refused)
    assert before == stored(copy)


def test_a_new_text_is_taken_as_read(copy: Town) -> None:
    """It stands in its catalogue without the remark that nobody has read it."""
    file = pack(copy, "tr", only_todo=False).decode()
    old = entry_of(file, "Address")
    new = old.replace('msgstr "Adres"', 'msgstr "Adresi"')
    taken = take(copy, "tr", file.replace(old, new).encode())
    entry = entry_of(stored(copy)["bot.po"].decode(), "Address")

    assert (1, []) == (taken.changed, taken.refused)
    assert 'msgstr "Adresi"' in entry
    assert "not reviewed" not in entry


def test_a_lost_placeholder_is_refused_alone(copy: Town) -> None:
    """It is told with its text; the other change is taken."""
    file = pack(copy, "tr", only_todo=False).decode()
    cost, address = entry_of(file, "Cost: {cost}"), entry_of(file, "Address")
    broken = file.replace(cost, re.sub(r'(msgstr ".*)\{cost\}', r"\1", cost))
    broken = broken.replace(address, address.replace('msgstr "Adres"', 'msgstr "Adresi"'))
    taken = take(copy, "tr", broken.encode())

    assert 1 == taken.changed
    assert "Cost: {cost}" in " ".join(taken.refused)


def test_only_what_is_to_be_done_may_be_asked_for(copy: Town) -> None:
    """A language that is complete has nothing to do but the head."""
    assert len(pack(copy, "tr", only_todo=True)) < len(pack(copy, "tr", only_todo=False)) / 50


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "keine Übersetzungsdatei"),
        (b"\xff\xfe msgid", "UTF-8"),
        (b"x" * 10_000_001, "10 MB"),
        (b'msgid ""\nmsgstr ""\n"Language: ar\\n"\n', "für die Sprache „ar“"),
    ],
)
def test_what_is_no_file_of_ours_changes_nothing(copy: Town, raw: bytes, said: str) -> None:
    """The reason is told in German."""
    before = stored(copy)
    with pytest.raises(NotTaken, match=said):
        take(copy, "tr", raw)

    assert before == stored(copy)
