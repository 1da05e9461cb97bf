"""A volunteer's file comes back: nothing is lost, nothing wrong gets in, nobody's work is overwritten."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

import run_bot
from bot.desk.translation_states import state_of, state_of_language
from bot.desk.volunteer_po import NotTaken, pack
from bot.desk.volunteer_taking import Taken, take
from bot.files.town import Town
from tests.desk.volunteer import confirm, copied, edited, entry, stored, write

ADDRESS, COST = "Address", "Cost: {cost}"
MSGCAT = shutil.which("msgcat")
OLD = "Überweisen Sie nie Geld, bevor Sie die Wohnung gesehen haben. Das ist meist Betrug."


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Esslingen with Turkish, where nobody has read anything yet."""
    return copied(tmp_path, "tr", "de")


@pytest.fixture
def file(town: Town) -> bytes:
    """All of Turkish."""
    return pack(town, "tr", only_todo=False)


def by_msgcat(raw: bytes) -> bytes:
    """Written anew by gettext's own tool."""
    assert MSGCAT
    return subprocess.run([MSGCAT, "--width=60", "-"], input=raw, capture_output=True, check=True).stdout


def by_babel(raw: bytes) -> bytes:
    """Written anew by Babel, which knows no head of ours."""
    out = io.BytesIO()
    write_po(out, read_po(io.BytesIO(raw)), width=60)
    return out.getvalue()


@pytest.mark.parametrize(
    "rewrite",
    [
        bytes,
        by_babel,
        lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"),
        pytest.param(by_msgcat, marks=pytest.mark.skipif(not MSGCAT, reason="no gettext")),
    ],
)
def test_taken_back_as_it_was_it_changes_nothing(
    town: Town, file: bytes, rewrite: Callable[[bytes], bytes]
) -> None:
    """Both catalogues stay byte for byte what they were, whichever editor wrote the file."""
    before = stored(town)
    taken = take(town, "tr", rewrite(file))

    assert Taken() == taken
    assert before == stored(town)


def test_another_translation_is_taken_as_read(town: Town, file: bytes) -> None:
    """It stands in its catalogue without the remark that nobody has read it, and nothing else has changed."""
    before = state_of_language(town, "tr")
    taken = take(town, "tr", edited(file, ADDRESS, write("Adresi")))
    after = state_of_language(town, "tr")

    assert Taken(changed=1) == taken
    assert ("Adresi", "done") == (entry(town, ADDRESS).string, state_of(entry(town, ADDRESS)))
    assert (before.done + 1, before.not_reviewed - 1) == (after.done, after.not_reviewed)


def test_taking_needs_work_away_says_that_it_is_right(town: Town, file: bytes) -> None:
    """The words stay, the remark goes; all other entries keep theirs."""
    taken = take(town, "tr", edited(file, OLD, confirm))

    assert Taken(changed=1) == taken
    assert "done" == state_of(entry(town, OLD))
    assert "not_reviewed" == state_of(entry(town, ADDRESS))


def test_whoever_is_unsure_does_not_confirm(town: Town, file: bytes) -> None:
    """Other words that still need work are better than a machine's, but nobody vouches for them."""
    taken = take(town, "tr", edited(file, ADDRESS, write("Adresi", unsure=True)))

    assert (1, "Adresi", "not_reviewed") == (
        taken.changed,
        entry(town, ADDRESS).string,
        state_of(entry(town, ADDRESS)),
    )
    assert "nicht geprüft" in taken.hints[0]


def test_an_older_file_never_overwrites_with_what_nobody_touched(town: Town, file: bytes) -> None:
    """Two volunteers get the same file; both works are there in the end."""
    take(town, "tr", edited(file, ADDRESS, write("Adresi")))
    taken = take(town, "tr", edited(file, OLD, confirm))

    assert Taken(changed=1) == taken
    assert ("Adresi", "done") == (entry(town, ADDRESS).string, state_of(entry(town, ADDRESS)))
    assert "done" == state_of(entry(town, OLD))


def test_confirming_older_words_does_not_bring_them_back(town: Town, file: bytes) -> None:
    """Somebody else has found better ones meanwhile; it is told."""
    take(town, "tr", edited(file, ADDRESS, write("Adresi")))
    taken = take(town, "tr", edited(file, ADDRESS, confirm))

    assert (0, "Adresi") == (taken.changed, entry(town, ADDRESS).string)
    assert "hat inzwischen jemand anderes geändert" in taken.refused[0]


def test_the_same_file_may_come_twice(town: Town, file: bytes) -> None:
    """A volunteer goes on in it and sends it again; the words that held until then are told."""
    first = edited(file, ADDRESS, write("Adresi"))
    take(town, "tr", first)
    again = take(town, "tr", first)
    taken = take(town, "tr", edited(first, ADDRESS, write("Adresiniz")))

    assert Taken() == again
    assert (1, "Adresiniz") == (taken.changed, entry(town, ADDRESS).string)
    assert "„Adresi“" in taken.hints[0]


def test_unsure_words_do_not_replace_confirmed_ones(town: Town, file: bytes) -> None:
    """They are told, so that the coordinator can ask."""
    take(town, "tr", edited(file, ADDRESS, confirm))
    confirmed = pack(town, "tr", only_todo=False)
    taken = take(town, "tr", edited(confirmed, ADDRESS, write("Adresi", unsure=True)))
    doubted = take(town, "tr", edited(confirmed, ADDRESS, lambda message: message.flags.add("fuzzy")))

    assert (0, "Adres", "done") == (
        taken.changed,
        entry(town, ADDRESS).string,
        state_of(entry(town, ADDRESS)),
    )
    assert "„Adresi“" in taken.refused[0]
    assert "gilt dieser Person aber als unsicher" in doubted.hints[0]


def test_a_lost_placeholder_is_refused_alone(town: Town, file: bytes) -> None:
    """It is told with its text; the other change is taken."""
    broken = edited(edited(file, COST, write("Ücret")), ADDRESS, write("Adresi"))
    taken = take(town, "tr", broken)

    assert 1 == taken.changed
    assert [f"„{COST}“: die Platzhalter stimmen nicht überein (cost)"] == [
        line.partition(";")[0] for line in taken.refused
    ]


def test_emptying_an_entry_takes_nothing_away(town: Town, file: bytes) -> None:
    """The translation stays, and it is told."""
    taken = take(town, "tr", edited(file, ADDRESS, write("")))

    assert (0, "Adres") == (taken.changed, entry(town, ADDRESS).string)
    assert "wurde geleert" in taken.refused[0]


def test_forms_of_a_plural_are_refused(town: Town, file: bytes) -> None:
    """The catalogues have none."""
    block = next(each for each in file.split(b"\n\n") if b'\nmsgid "Address"\n' in each)
    plural = block.replace(b"#, fuzzy\n", b"").replace(
        b'msgstr "Adres"', b'msgid_plural "Addresses"\nmsgstr[0] "Adresi"'
    )
    taken = take(town, "tr", file.replace(block, plural))

    assert (0, "Adres") == (taken.changed, entry(town, ADDRESS).string)
    assert "Formen des Plurals" in taken.refused[0]


def test_a_file_without_stands_only_fills_what_is_open(town: Town, file: bytes) -> None:
    """Nobody can say what was touched in it: what a person has confirmed stays."""
    take(town, "tr", edited(file, ADDRESS, confirm))
    foreign = edited(edited(file, ADDRESS, write("Adresi")), COST, write("Ücret: {cost}"))
    taken = take(town, "tr", re.sub(rb" ?stand/\S+", b"", foreign))

    assert (1, "Adres", "Ücret: {cost}") == (
        taken.changed,
        entry(town, ADDRESS).string,
        entry(town, COST).string,
    )
    assert "nicht, wovon sie ausging" in taken.refused[0]


def test_a_long_list_is_cut(town: Town, file: bytes) -> None:
    """Twenty are told, and how many more there are."""
    raw = file.decode().replace("\n#, fuzzy\n", "\n#, python-brace-format\n")
    raw = re.sub(r'(?m)^msgstr "([^"]+)"$', r'msgstr "<b>\1</b>"', raw)
    taken = take(town, "tr", raw.encode())
    lines = list(taken.lines())
    told = lines[lines.index(f"Nicht übernommen: {len(taken.refused)} Texte") + 1 :][:21]

    assert len(taken.refused) > 500
    assert 20 == len([line for line in told if "HTML" in line])
    assert f"  … und {len(taken.refused) - 20} weitere" == told[-1]


def test_a_file_that_is_not_whole_changes_nothing(town: Town, file: bytes) -> None:
    """Not even what stands before the cut is taken."""
    before = stored(town)
    changed = edited(file, ADDRESS, write("Adresi"))
    with pytest.raises(NotTaken, match="abgeschnitten"):
        take(town, "tr", changed[: changed.rindex(b'"')])

    assert before == stored(town)


def test_a_style_is_taken_as_a_style(tmp_path: Path) -> None:
    """Easy German may be the German itself: nothing is told to be left over."""
    town = copied(tmp_path, "de", "de_leicht")
    file = pack(town, "de_leicht", only_todo=False)
    taken = take(town, "de_leicht", edited(file, OLD, write(OLD), "de"))

    assert Taken(changed=1) == taken
    assert OLD == entry(town, OLD, "de_leicht").string


def test_the_verb_writes_a_file_and_takes_it_back(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was taken is told; a file that is none changes nothing and is an error."""
    monkeypatch.setenv("TRANSLATIONS_DIR", str(town.folders.translations))
    path = tmp_path / "tr.po"

    def typed(*words: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["run_bot.py", "translations", "tr", *words])
        return run_bot.main(), "".join(capsys.readouterr())

    written, _ = typed("--out", str(path))
    path.write_bytes(edited(path.read_bytes(), ADDRESS, write("Adresi")))
    taken = typed("--take", str(path))
    path.write_bytes(b"nothing")
    refused, why = typed("--take", str(path))

    assert (0, (0, "1 Text übernommen.\n"), 1) == (written, taken, refused)
    assert "keine Übersetzungsdatei" in why
