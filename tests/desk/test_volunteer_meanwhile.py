"""A volunteer's file comes back after the German has changed: the work on it is not lost."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message

from bot.desk.messages import update
from bot.desk.translation_states import state_of, state_of_language
from bot.desk.volunteer_po import pack
from bot.desk.volunteer_taking import Taken, take
from bot.files import po_files
from bot.files.town import Town
from tests.conftest import HOME
from tests.desk.volunteer import confirm, copied, edited, entry, town_in, write

GUIDE = "guides/find_flat.yaml"
OLD = "Überweisen Sie nie Geld, bevor Sie die Wohnung gesehen haben. Das ist meist Betrug."
NEW = "Überweisen Sie nie Geld, bevor Sie die Wohnung gesehen haben. Das ist fast immer Betrug."


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Esslingen with Turkish, where nobody has read anything yet."""
    return copied(tmp_path, "tr", "de")


@pytest.fixture
def file(town: Town) -> bytes:
    """All of Turkish."""
    return pack(town, "tr", only_todo=False)


def with_german(town: Town, old: str, new: str) -> Town:
    """The town after somebody has changed a German sentence."""
    home = town.folders.knowledge.parent
    guide = home / "knowledge" / GUIDE
    guide.write_text(guide.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return town_in(home)


@pytest.mark.parametrize("renewed", [False, True])
def test_work_on_a_sentence_that_has_changed_is_kept_as_a_proposal(
    town: Town, file: bytes, renewed: bool
) -> None:
    """It waits beside the German it was made from, whether `messages` was run or not."""
    later = with_german(town, OLD, NEW)
    if renewed:
        list(update(later, HOME))
    taken = take(later, "tr", edited(file, OLD, write("Evi görmeden asla para göndermeyin.")))
    kept = entry(later, NEW)

    assert (0, 1, []) == (taken.changed, len(taken.kept), taken.refused)
    assert "der Ausgangstext hat sich inzwischen geändert" in taken.kept[0]
    assert ("Evi görmeden asla para göndermeyin.", True) == (kept.string, kept.fuzzy)
    assert [OLD] == list(kept.previous_id)
    assert not po_files.unreviewed(kept)


def test_what_was_translated_again_meanwhile_is_not_overwritten(town: Town, file: bytes) -> None:
    """The work on the older sentence is put aside; it is there should the sentence come back."""
    later = with_german(town, OLD, NEW)
    newer = edited(pack(later, "tr", only_todo=False), NEW, write("Neredeyse her zaman dolandırıcılıktır."))
    take(later, "tr", newer)
    taken = take(later, "tr", edited(file, OLD, write("Evi görmeden asla para göndermeyin.")))
    back = with_german(later, NEW, OLD)

    assert ("Neredeyse her zaman dolandırıcılıktır.", "done") == (
        entry(later, NEW).string,
        state_of(entry(later, NEW)),
    )
    assert "aufgehoben, falls er wiederkommt" in taken.refused[0]
    assert 'msgstr "Evi görmeden asla para göndermeyin."' in pack(back, "tr", only_todo=False).decode()


@pytest.mark.parametrize(
    "beside", ["", f"{OLD}\n    source: general\n    confidence: high\n  - value: "], ids=["instead", "added"]
)
def test_work_on_a_new_sentence_that_changes_again_is_a_proposal(town: Town, beside: str) -> None:
    """It stood in the place of another one, or was missing: its place and its likeness tell."""
    first = with_german(town, OLD, f"{beside}Ganz anderes steht hier.")
    file = pack(first, "tr", only_todo=True)
    later = with_german(first, "Ganz anderes steht hier.", "Ganz anderes steht nun hier.")
    source = "Ganz anderes steht hier."
    taken = take(later, "tr", edited(file, source, write("Burada başka bir şey var.")))
    kept = entry(later, "Ganz anderes steht nun hier.")

    assert (1, []) == (len(taken.kept), taken.refused)
    assert ("Burada başka bir şey var.", True, [source]) == (kept.string, kept.fuzzy, list(kept.previous_id))


def test_a_text_that_has_moved_is_found(town: Town, file: bytes) -> None:
    """The guide had another name when the file was packed; its sentences are the same."""

    def rename(message: Message) -> None:
        message.context = "flat/sentences"
        confirm(message)

    taken = take(town, "tr", edited(file, OLD, rename))

    assert Taken(changed=1) == taken
    assert "done" == state_of(entry(town, OLD))


def test_a_place_that_the_file_knows_gets_nothing_from_one_that_is_gone(town: Town, file: bytes) -> None:
    """The same sentence stood in two places; what was written for the other one does not count here."""
    gone = f'\nmsgctxt "flat/sentences"\nmsgid "{OLD}"\nmsgstr "Başka."\n'
    taken = take(town, "tr", file + gone.encode())

    assert (0, 1) == (taken.changed, len(taken.refused))
    assert "not_reviewed" == state_of(entry(town, OLD))


def test_a_text_that_is_gone_is_told(town: Town, file: bytes) -> None:
    """So that nobody waits for it; unsure words of it are not kept."""
    later = file.replace(b'msgid "Address"', b'msgid "Where the place is"')
    unsure = take(town, "tr", edited(later, "Where the place is", write("Nerede", unsure=True)))
    sure = take(town, "tr", edited(later, "Where the place is", write("Nerede")))
    again = take(town, "tr", edited(later, "Where the place is", write("Nerede")))

    assert ["„Where the place is“: diesen Text gibt es nicht mehr"] == unsure.refused
    assert ["„Where the place is“: diesen Text gibt es nicht mehr; aufgehoben, falls er wiederkommt"] == (
        sure.refused
    )
    assert Taken() == again


def test_a_new_sentence_is_translated(town: Town) -> None:
    """What was missing is there, and was read by a person."""
    later = with_german(town, OLD, "Ganz anderes steht hier.")
    file = pack(later, "tr", only_todo=True)
    taken = take(later, "tr", edited(file, "Ganz anderes steht hier.", write("Burada başka bir şey var.")))

    assert Taken(changed=1) == taken
    assert "done" == state_of(entry(later, "Ganz anderes steht hier."))
    assert 0 == state_of_language(later, "tr").missing + state_of_language(later, "tr").outdated
