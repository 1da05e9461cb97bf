"""YAML that is too much, too many or meant to harm is refused before it costs anything."""

import codecs
from pathlib import Path

import pytest

from bot.files.yaml_text import MAX_BYTES, MAX_KEY, MAX_NODES, MAX_TEXT, MAX_TWICE, Document
from tests.files.test_yaml_text import parsed


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("%TAG !a! tag:x\n" * 3 + "---\na: b\n", (1, 1), "„%“"),
        ("# Bemerkung\n%YAML 1.1\n---\na: b\n", (2, 1), "„%“"),
        ("a: b\n...\n%TAG !a! tag:x\n---\nc: d\n", (3, 1), "„%“"),
        ("a: b\r...\r%TAG !a! tag:x\r", (1, 1), "„%“"),
        ("a: b\n&x c: d\n", (2, 1), "Verweise"),
        ("a: b\n!!str c: d\n", (2, 1), "„!“"),
        ("a: b\n*x : d\n", (2, 1), "Verweise"),
        ('a: b\nc: "\\0"\n', (2, 4), "Steuerzeichen"),
        ('a: b\n"\\e": c\n', (2, 1), "Steuerzeichen"),
        ('a: "\\uFFFE"\n', (1, 4), "Steuerzeichen"),
        ("a: b\nc: ab\u202edc\n", (2, 4), "Steuerzeichen"),
        ("a: b\nc: \0\n", (2, 1), "Null-Zeichen"),
        ("a: b\nc: d\n".encode("utf-16-le"), (1, 1), "Null-Zeichen"),
        ("a: b".encode("utf-32"), (1, 1), "UTF-8"),
        (codecs.BOM_UTF8 + b"a: b\nc: \xff\n", (2, 1), "UTF-8"),
        (codecs.BOM_UTF8 + b"a: b\nc: \x07\n", (2, 1), "Steuerzeichen"),
        (f"a: b\nc: {'d' * (MAX_TEXT + 1)}\n", (2, 4), f"{MAX_TEXT} Zeichen"),
        (f"a: b\n? {'c' * (MAX_KEY + 1)}\n: d\n", (2, 3), f"{MAX_KEY} Zeichen"),
        ('a: b\n? "c\n\n  d"\n: e\n', (2, 3), "eine Zeile"),
        ('a: b\n"c\\Ld": e\n', (2, 1), "eine Zeile"),
    ],
)
def test_what_could_harm_is_refused_at_its_place(
    tmp_path: Path, text: str | bytes, place: tuple[int, int], word: str
) -> None:
    """Directives, hidden anchors, escaped controls, foreign encodings, endless texts are one problem each."""
    (problem,) = parsed(tmp_path, text).problems

    assert place == (problem.line, problem.column)
    assert word in problem.what
    assert problem.remedy.startswith("bitte")


@pytest.mark.parametrize(
    "text",
    [
        f"a: {'b' * MAX_TEXT}\n",
        f"{'a' * MAX_KEY}: b\n",
        "- " + "\n- ".join("x" * (MAX_NODES - 1)),
        "a: 50%\n",
        "a: |\n  %TAG ist hier nur Text\n",
        'a: "\\n\\t"\n',
        "a: می\u200cخواهم \u2066x\u2069\n",
    ],
)
def test_what_stays_below_the_limits_is_read(tmp_path: Path, text: str) -> None:
    """The longest text and name, the greatest number, per cent signs, joiners and isolates are no problem."""
    assert [] == parsed(tmp_path, text).problems


def nodes(document: Document) -> int:
    """How much was kept of a file."""
    return len(document.places) + len(document.key_places)


@pytest.mark.parametrize(
    "piece",
    ["- a\n", "-\n", "[],", "{},", "a,", "{a: b},", "? a\n", "k%d: v\n", "ع%d: ب\n", "- - - - a\n"],
)
def test_a_file_of_many_values_is_refused_before_it_grows(tmp_path: Path, piece: str) -> None:
    """Not more than a fixed number of values is ever kept, whatever a file of a megabyte consists of."""
    lines = (piece % number if "%d" in piece else piece for number in range(MAX_BYTES // len(piece.encode())))
    text = "".join(lines) if piece.endswith("\n") else "[" + "".join(lines)
    document = parsed(tmp_path, text.encode()[: MAX_BYTES - 10])
    last = document.problems[-1]

    assert nodes(document) <= MAX_NODES
    assert len(document.problems) <= MAX_TWICE + 1
    assert "mehr als" in last.what or "doppelt" in last.what


def test_many_equal_keys_are_told_up_to_a_limit(tmp_path: Path) -> None:
    """A file of nothing but one field ends with one problem that stands for the rest."""
    told = parsed(tmp_path, "a: 1\n" * 10_000).problems

    assert MAX_TWICE + 1 == len(told)
    assert "hier und danach stehen Felder doppelt" == told[-1].what


@pytest.mark.parametrize(
    "text", ["a: &a [b]\n" + "".join(f"c{i}: [*a, *a]\n" for i in range(50)), "&a [*a]\n"]
)
def test_aliases_never_multiply(tmp_path: Path, text: str) -> None:
    """The first anchor ends the reading, so that nothing can refer to it."""
    document = parsed(tmp_path, text)

    assert None is document.data
    assert ["Verweise mit „&“ oder „*“ sind nicht erlaubt"] == [problem.what for problem in document.problems]
