"""One file for a volunteer: what stands in it, and which files are none of ours."""

import re

import pytest

from bot.desk.volunteer_po import NotTaken, pack, read
from bot.files import po_files
from bot.files.town import Town
from tests.desk.volunteer import copied


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Esslingen with three languages."""
    return copied(tmp_path_factory.mktemp("copy"), "tr", "de", "de_leicht")


@pytest.fixture(scope="module")
def file(town: Town) -> str:
    """All of Turkish."""
    return pack(town, "tr", only_todo=False).decode()


def test_what_nobody_has_read_needs_work(file: str) -> None:
    """An editor shows it as such, and says what to do; what the mark means to us is not in the way."""
    block = next(block for block in file.split("\n\n") if '\nmsgid "Address"\n' in block)

    assert "\n#, fuzzy\n" in block
    assert "Nicht geprüft" in block
    assert po_files.UNREVIEWED not in file


def test_only_what_is_to_be_done_may_be_asked_for(town: Town, file: str) -> None:
    """A language that is complete has nothing to do but the head."""
    assert len(pack(town, "tr", only_todo=True)) < len(file) / 50


@pytest.mark.parametrize("named", ["tr", "tr_TR", "tr-TR"])
def test_a_country_behind_the_language_is_none_of_our_business(file: str, named: str) -> None:
    """Editors write it as they please."""
    given = file.replace('"Language: tr', f'"Language: {named}')

    assert len(po_files.entries(read(given.encode(), "tr"))) == file.count("\nmsgid ") - 1


def test_easy_german_is_not_german(town: Town) -> None:
    """Neither is taken for the other; a file of easy German says so."""
    easy, german = (pack(town, language, only_todo=False) for language in ("de_leicht", "de"))

    assert b'"Language: de@leicht\\n"' in easy
    with pytest.raises(NotTaken, match="für die Sprache „de“, nicht für „de@leicht“ \\(Leichte Sprache\\)"):
        read(german, "de_leicht")
    with pytest.raises(NotTaken, match="für die Sprache „de@leicht“, nicht für „de“ \\(Deutsch\\)"):
        read(easy, "de")


HEAD = 'msgid ""\nmsgstr ""\n"Language: tr\\n"\n'


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "keine Übersetzungsdatei"),
        (b"<html>Anmelden</html>", "keine Übersetzungsdatei"),
        (b"\xff\xfe msgid", "nicht in UTF-8"),
        (b"msgid " + "ş".encode()[:1], "abgeschnitten"),
        (b"x" * 10_000_001, "10 MB"),
        (HEAD.replace(": tr", ": ar").encode(), "für die Sprache „ar“"),
        (HEAD.replace('"Language: tr\\n"\n', '"MIME-Version: 1.0\\n"\n').encode(), "fehlt die Sprache"),
        (HEAD.replace("Language: tr", "Language:").encode(), "fehlt die Sprache"),
        (f'{HEAD}"Content-Type: text/plain; charset=ISO-8859-9\\n"\n'.encode(), "iso-8859-9"),
        (f'{HEAD}\nmsgid "Address"\nmsgstr[0] "x"\nmsgstr[y] "x"\n'.encode(), "beschädigt"),
        (f'{HEAD}\n<<<<<<< mine\nmsgid "Address"\nmsgstr "x"\n'.encode(), "bei Zeile 5"),
    ],
)
def test_what_is_no_file_of_ours_is_told_in_german(raw: bytes, said: str) -> None:
    """One sentence says what is wrong with it."""
    with pytest.raises(NotTaken, match=said):
        read(raw, "tr")


@pytest.mark.parametrize("part", [0.001, 0.2, 0.5, 0.75, 0.9999])
def test_a_file_that_was_cut_off_is_refused(file: str, part: float) -> None:
    """Wherever the cut is: in a word, behind a line, between two entries."""
    cut = file[: int(len(file) * part)]
    cuts = [cut, cut[: cut.rindex("\n") + 1], cut[: cut.rindex("\n\n") + 1] if "\n\n" in cut else cut]
    for each in cuts:
        with pytest.raises(NotTaken, match=r"abgeschnitten|nicht vollständig|Anfang fehlt|fehlt die Sprache"):
            read(each.encode(), "tr")


def test_how_many_texts_are_missing_is_told(file: str) -> None:
    """A part of a file is no whole one."""
    whole = file.count("\nmsgid ") - 1
    part = "\n\n".join(file.split("\n\n")[:101]) + "\n"

    with pytest.raises(NotTaken, match=re.escape(f"100 von {whole} Texten")):
        read(part.encode(), "tr")


def test_line_ends_and_marks_of_an_editor_do_no_harm(file: str) -> None:
    """Windows writes both."""
    given = b"\xef\xbb\xbf" + file.replace("\n", "\r\n").encode()

    assert len(po_files.entries(read(given, "tr"))) == file.count("\nmsgid ") - 1
