"""The matcher learns labels from examples and knows no domain."""

import numpy as np
import pytest

from bot.core.matcher import OUTSIDE, Matcher, from_examples

FRUIT = [
    *(("apple " + more, "apple") for more in ("tree", "pie", "juice", "cider", "red sweet", "")),
    *(("banana " + more, "banana") for more in ("split", "peel", "bread", "yellow", "ripe", "")),
    *(("cherry " + more, "cherry") for more in ("stone", "blossom", "cake", "sour", "dark", "")),
    *(("груша " + more, "pear") for more in ("сад", "сок", "спелая", "желтая", "дерево", "")),
]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """A matcher for fruit."""
    return from_examples(FRUIT)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("apple", "apple"),
        ("BANANNA!!", "banana"),
        ("chery", "cherry"),
        ("grusha", "pear"),
        ("bananabread", "banana"),
    ],
)
def test_best_label_comes_first(matcher: Matcher, text: str, label: str) -> None:
    """Exact, misspelt, run together or in another script: the best label comes first."""
    assert matcher.match(text)[0][0] == label


def test_all_labels_are_ranked_with_scores(matcher: Matcher) -> None:
    """Every label is ranked, scores lie between 0 and 1 and fall."""
    scores = [score for _, score in matcher.match("apple")]

    assert len(scores) == 4
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] <= scores[0] <= 1


@pytest.mark.parametrize("text", ["", "   ", "?!", "\x00", "xyzzy", "🙏" * 50, "a" * 5000])
def test_never_empty_by_default(matcher: Matcher, text: str) -> None:
    """Whatever is asked, labels are ranked."""
    assert len(matcher.match(text)) == 4


def test_reject_makes_it_silent() -> None:
    """With reject, a text that resembles nothing gets nothing, a clear one still its label."""
    strict = from_examples(FRUIT, reject=0.5)

    assert strict.match("quantum chromodynamics") == []
    assert strict.match("banana bread")[0][0] == "banana"


def test_no_examples() -> None:
    """Without examples there is nothing to match and nothing breaks."""
    assert from_examples([]).match("apple") == []


def test_a_language_may_stand_behind(matcher: Matcher) -> None:
    """Examples with their language teach the same as those without."""
    again = from_examples((text, label, "en") for text, label in FRUIT)

    assert again.match("red apple") == matcher.match("red apple")


def test_one_label() -> None:
    """A single label is always the best one."""
    assert from_examples([("yes", "a"), ("sure", "a")]).match("yes")[0][0] == "a"


def test_outside_is_never_named() -> None:
    """Examples marked as outside lower the scores and are never an answer."""
    matcher = from_examples([*FRUIT, *((text, OUTSIDE) for text in ("weather today", "rain", "sunny sky"))])

    assert OUTSIDE not in dict(matcher.match("weather today"))
    assert matcher.match("weather today")[0][1] < matcher.match("apple pie")[0][1]


def test_same_examples_same_scores() -> None:
    """Learning has no dice: the same examples give the same scores."""
    assert from_examples(FRUIT).match("dark cherry") == from_examples(FRUIT).match("dark cherry")


def test_arrays_there_and_back(matcher: Matcher) -> None:
    """What was learnt survives being kept as arrays."""
    again = Matcher.from_arrays(matcher.to_arrays())

    assert again.match("red apple") == matcher.match("red apple")
    assert all(array.dtype != np.object_ for array in matcher.to_arrays().values())


def test_explain_names_the_word_that_decided(matcher: Matcher) -> None:
    """The word that decided is named first."""
    assert matcher.explain("please a banana now")[0][0] == "banana"
