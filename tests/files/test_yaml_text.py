"""YAML in which nothing is guessed, and every mistake has its place."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.files.yaml_text import MAX_BYTES, MAX_DEPTH, Document, dotted, read


def parsed(folder: Path, text: str | bytes) -> Document:
    """The document of a text."""
    path = folder / "datei.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, "datei.yaml")


@pytest.mark.parametrize(
    "value",
    ["10:00", "no", "+49 711 12", "01234", "1e3", "2026-11-24", "~", "null", "true", "0x1F", "1_000", ".5"],
)
def test_every_value_stays_text(tmp_path: Path, value: str) -> None:
    """What plain YAML takes for a number, a time, a date or a truth stays as it was typed."""
    assert {"feld": value} == parsed(tmp_path, f"feld: {value}\n").data


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a:\n", {"a": None}),
        ('a: ""\n', {"a": ""}),
        ("a: []\n", {"a": []}),
        ("- x\n- y\n", ["x", "y"]),
        ("a: {b: [1, 2]}\n", {"a": {"b": ["1", "2"]}}),
        ("a: >-\n  eins\n  zwei\n", {"a": "eins zwei"}),
        ("a: |\n  eins\n  zwei\n", {"a": "eins\nzwei\n"}),
        ("a: b # Bemerkung\n", {"a": "b"}),
        ("<<: {a: b}\n", {"<<": {"a": "b"}}),
        ("\ufeffa: b\n", {"a": "b"}),
        ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
        ("أ: ب\n", {"أ": "ب"}),
    ],
)
def test_the_usual_forms_are_read(tmp_path: Path, text: str, data: Any) -> None:
    """Lists, mappings, long texts, remarks, files from Windows and every script are read."""
    document = parsed(tmp_path, text)

    assert (data, []) == (document.data, document.problems)


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("a:\n\tb: c\n", (2, 1), "Tabulator"),
        ("a:\n  - b: c\n\t  d: e\n", (3, 1), "Tabulator"),
        ("x: 1\na: Frage: was\n", (2, 9), "Doppelpunkt"),
        ("a:\n  b: c\n d: e\n", (3, 2), "Einrückung"),
        ("a: b\n---\nc: d\n", (2, 1), "zweites Dokument"),
        ("a: b\nc: &x d\n", (2, 4), "Verweise"),
        ("a: b\nc: *x\n", (2, 4), "Verweise"),
        ("a: b\nc: !!int 5\n", (2, 4), "„!“"),
        ("a: b\nc: !wichtig\n", (2, 4), "„!“"),
        ("? [a]\n: b\n", (1, 3), "kein Feldname"),
        ("a: b\nc: @d\n", (2, 4), "nicht mit „@“ beginnen"),
        ("", (1, 1), "leer"),
        ("# nur eine Bemerkung\n", (2, 1), "leer"),
        ("# " + "ü" * 80 + "\na: b\nc: x\x07y\nd: e\n", (3, 1), "Steuerzeichen"),
        ("a: b\nc: ä\n".encode("latin-1"), (2, 1), "UTF-8"),
        ("a: b".encode("utf-16"), (1, 1), "UTF-8"),
    ],
)
def test_a_broken_form_is_one_problem_at_its_place(
    tmp_path: Path, text: str | bytes, place: tuple[int, int], word: str
) -> None:
    """A file that cannot be read has one problem, in German, at the line and column of the mistake."""
    (problem,) = parsed(tmp_path, text).problems

    assert place == (problem.line, problem.column)
    assert word in problem.what
    assert problem.remedy.startswith("bitte")


@pytest.mark.parametrize(
    ("text", "word"), [('a: "b\nc: d\n', "Anführungszeichen"), ("a: [b, c\nd: e\n", "Klammer")]
)
def test_what_is_not_closed_is_named(tmp_path: Path, text: str, word: str) -> None:
    """An open quotation mark or bracket is told as what it is."""
    (problem,) = parsed(tmp_path, text).problems

    assert word in problem.what


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a: 1\nb: "c\nd: e\nf: g\n', 2),
        ("a: 1\nb: [c, d\ne: f\ng: h\n", 2),
        ("a: 1\nfehlt\nc: d\n", 2),
    ],
)
def test_what_is_not_closed_is_told_where_it_opens(tmp_path: Path, text: str, line: int) -> None:
    """An open quotation mark, bracket or a field without colon is told at its own line, not at the end."""
    assert [line] == [problem.line for problem in parsed(tmp_path, text).problems]


def test_a_missing_file_is_a_problem() -> None:
    """A file that is not there is told, not raised."""
    document = read(Path("gibt_es_nicht.yaml"), "gibt_es_nicht.yaml")
    (problem,) = document.problems

    assert "nicht lesbar" in problem.what
    assert None is document.data


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    """A file above the limit is not parsed."""
    (problem,) = parsed(tmp_path, "a: " + "b" * MAX_BYTES).problems

    assert "1 MB" in problem.what


@pytest.mark.parametrize("text", ["[" * 5000, "{a: " * 5000, "- " * 5000])
def test_a_deep_file_is_refused(tmp_path: Path, text: str) -> None:
    """Nesting without end is a problem and no crash."""
    (problem,) = parsed(tmp_path, text).problems

    assert "verschachtelt" in problem.what


def test_nesting_up_to_the_limit_is_read(tmp_path: Path) -> None:
    """The greatest depth is still read."""
    assert [] == parsed(tmp_path, "[" * MAX_DEPTH + "a" + "]" * MAX_DEPTH).problems


@pytest.mark.parametrize(
    ("text", "place", "field", "first"),
    [
        ("a: 1\nb: 2\na: 3\n", (3, 1), "a", 1),
        ("a:\n  b: 1\n  c: 2\n  b: 3\n", (4, 3), "a.b", 2),
        ("a:\n  - b: 1\n    b: 2\n", (3, 5), "a[0].b", 2),
        ("a: {b: 1, b: 2}\n", (1, 11), "a.b", 1),
        ('"😀": {x: 1, x: 2}\n', (1, 13), "😀.x", 1),
    ],
)
def test_a_key_given_twice_is_told_with_its_first_place(
    tmp_path: Path, text: str, place: tuple[int, int], field: str, first: int
) -> None:
    """The second of two equal keys is the mistake, and the line of the first is named."""
    (problem,) = parsed(tmp_path, text).problems

    assert (*place, field) == (problem.line, problem.column, problem.field)
    assert f"zuerst in Zeile {first}" in problem.what


def test_of_two_equal_keys_the_first_is_kept(tmp_path: Path) -> None:
    """Nothing is silently replaced by what comes later."""
    assert {"a": "1"} == parsed(tmp_path, "a: 1\na: 2\n").data


def test_each_of_three_equal_keys_is_told(tmp_path: Path) -> None:
    """Every repetition is a problem of its own."""
    assert [2, 3] == [problem.line for problem in parsed(tmp_path, "a: 1\na: 2\na: 3\n").problems]


def test_the_same_key_in_two_mappings_is_no_repetition(tmp_path: Path) -> None:
    """A key may stand once in every mapping."""
    assert [] == parsed(tmp_path, "- {a: 1}\n- {a: 2}\n").problems


def test_every_value_and_key_knows_its_place(tmp_path: Path) -> None:
    """Lines and columns count from one, for the value and for its key."""
    document = parsed(tmp_path, "# Kopf\norte:\n  - id: haus\n    straße:  Weg 1\n")

    assert (4, 14) == document.place(("orte", 0, "straße"))
    assert (4, 5) == document.place(("orte", 0, "straße"), key=True)
    assert (3, 5) == document.place(("orte", 0))
    assert (2, 1) == document.place(())


def test_what_is_missing_is_told_at_what_is_around_it(tmp_path: Path) -> None:
    """A field that does not stand in the file has the place of its mapping."""
    document = parsed(tmp_path, "orte:\n  - id: haus\n")

    assert (2, 5) == document.place(("orte", 0, "name", "kurz"))
    assert (1, 1) == Document("leer.yaml").place(("orte",))


def test_a_problem_names_the_file_and_the_dotted_field(tmp_path: Path) -> None:
    """A problem made at a path has the name, the place and the readable path."""
    problem = parsed(tmp_path, "orte:\n  - id: Haus\n").problem(("orte", 0, "id"), "ist groß", "bitte klein")

    assert "datei.yaml:2:9: orte[0].id: ist groß; bitte klein" == str(problem)


@pytest.mark.parametrize(
    ("path", "text"), [((), ""), (("a",), "a"), (("a", 0, "b", 1), "a[0].b[1]"), ((0, "a"), "[0].a")]
)
def test_a_path_is_written_with_dots_and_numbers(path: tuple[Any, ...], text: str) -> None:
    """Names are joined by dots, numbers stand in brackets."""
    assert text == dotted(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=60) | st.text(alphabet="ab:-#[]{}\"'&*!|>%@`?, \t\n\r\0\ufeffä\u2028", max_size=40))
def test_no_file_makes_the_reader_fail(tmp_path: Path, text: str | bytes) -> None:
    """Whatever stands in a file, reading it raises nothing, and its problems have places."""
    document = parsed(tmp_path, text)

    assert all(problem.line >= 1 and problem.column >= 1 for problem in document.problems)
