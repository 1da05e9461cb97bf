"""How a mistake is told."""

from typing import Any

import pytest

from bot.files.problems import Problem, did_you_mean, nearest


def problem(**fields: Any) -> Problem:
    """A problem with a few fields of its own."""
    return Problem(
        **{
            "file": "a.yaml",
            "line": 3,
            "column": 5,
            "field": "id",
            "what": "fehlt",
            "remedy": "bitte ergänzen",
            **fields,
        }
    )


def test_a_problem_is_one_line() -> None:
    """Place, field, what is wrong, what to do: in the form editors turn into a link."""
    assert "a.yaml:3:5: id: fehlt; bitte ergänzen" == str(problem())


def test_a_problem_of_a_whole_file_names_no_field() -> None:
    """Without a field its place is left out."""
    assert "a.yaml:3:5: fehlt; bitte ergänzen" == str(problem(field=""))


def test_a_hint_says_that_it_is_one() -> None:
    """What is no mistake yet is marked as a hint."""
    assert "a.yaml:3:5: id: Hinweis: fehlt; bitte ergänzen" == str(problem(severity="warning"))


def test_problems_are_sorted_by_file_and_line() -> None:
    """Lines are sorted as numbers, within their file."""
    late, early, other = problem(line=10), problem(line=9), problem(file="b.yaml", line=1)

    assert [early, late, other] == sorted([other, late, early])


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("learn_germn", "meinten Sie „learn_german“?"),
        ("learngerman", "meinten Sie „learn_german“?"),
        ("xyz", "bitte die Schreibweise prüfen"),
    ],
)
def test_a_near_word_is_suggested(word: str, hint: str) -> None:
    """The nearest known word is proposed, but only if one is near."""
    assert hint == did_you_mean(word, ["find_doctor", "learn_german"])


def test_nothing_is_suggested_where_nothing_is_known() -> None:
    """Without any known word there is a plain request."""
    assert "bitte die Schreibweise prüfen" == did_you_mean("vhs", [])


def test_two_letters_that_changed_places_are_one_slip() -> None:
    """`vsh` is nearer to `vhs` than to `vvs`, and small and capital letters are the same."""
    assert ("vhs", "vhs") == (nearest("vsh", ["vvs", "vhs"]), nearest("VHS", ["vvs", "vhs"]))
