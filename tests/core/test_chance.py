"""Draws hang on the text alone; what stands word for word among the examples is certain."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from bot.core.chance import drawn, names_of
from bot.core.matcher import OUTSIDE, learn
from bot.core.understanding import Given, Lessons, Phrase, SmallWords, Understander
from bot.core.verbatim import leaning, verbatim_of

HOME = Path(__file__).parents[2]
TEXTS = [f"text {number}" for number in range(10_000)]


def test_one_more_text_leaves_the_others_drawn_as_before() -> None:
    """The number of a text is the same wherever it stands."""
    before = drawn(names_of(TEXTS), 3)
    after = drawn(names_of(["new", *TEXTS]), 3)

    assert before.tolist() == after[1:].tolist()


def test_draws_are_even_and_differ_by_seed() -> None:
    """Each tenth of the range is drawn a tenth of the time, and two seeds draw independently."""
    first, second = drawn(names_of(TEXTS), 0), drawn(names_of(TEXTS), 1)
    tenths = np.histogram(first, 10, (0, 1))[0]

    assert tenths.min() > 850
    assert tenths.max() < 1150
    assert abs(float(np.corrcoef(first, second)[0, 1])) < 0.05


def german() -> list[tuple[str, str]]:
    """All German example phrases with their needs."""
    files = [yaml.safe_load(path.read_text("utf-8")) for path in (HOME / "intents" / "de").glob("*.yaml")]
    needs = [file["phrases"] for file in files if isinstance(file.get("phrases"), dict)]
    return [(str(text), need) for each in needs for need, texts in sorted(each.items()) for text in texts]


def test_one_more_sentence_changes_little() -> None:
    """A sentence that is added leaves what is understood of nearly all other messages as it was."""
    examples = german()
    asked = yaml.safe_load((HOME / "tests" / "phrases" / "de.yaml").read_text("utf-8"))["phrases"]
    texts = [row["text"] for rows in asked.values() for row in rows]
    before, _ = learn(examples)
    after, _ = learn([*examples[:500], ("wo gibt es hier gebrauchte fahrräder", "low_cost"), *examples[500:]])
    first = [before.best(shares) for shares in before.shares(texts)]
    second = [after.best(shares) for shares in after.shares(texts)]
    changed = [text for text, old, new in zip(texts, first, second, strict=True) if old != new]

    assert len(changed) <= 0.02 * len(texts), changed


def test_an_example_is_found_however_it_is_spelt() -> None:
    """Capital letters and signs do not matter; one that stands under two labels says nothing."""
    known = verbatim_of(["Kita Platz?", "termin", "Termin!", "arzt", "Arzt"], np.array([0, 1, 2, 3, 3]))

    assert [0, None, 3, None] == [known.mark(text) for text in ("kita platz", "termin", "ARZT", "kita")]


def test_leaning_keeps_a_whole() -> None:
    """The shares still add up to one, and nearly all of it is on the label."""
    leant = leaning(np.array([0.5, 0.3, 0.2], np.float32), 2)

    assert pytest.approx(1.0) == float(leant.sum())
    assert leant[2] > 0.99


def test_an_example_means_what_it_stands_under() -> None:
    """However its words are used elsewhere, a phrase leads to its own need; one that is not ours to none."""
    elsewhere = [
        (f"wohnung {word}", "find_flat") for word in ("suchen", "finden", "mieten", "gesucht", "frei")
    ]
    own = [
        ("wohnung", "subsidised_housing"),
        ("wohnung kaufen", OUTSIDE),
        ("sozialwohnung", "subsidised_housing"),
    ]
    phrases = tuple(Phrase(text, need or None, "de") for text, need in elsewhere + own)
    lessons = Lessons(phrases, ("find_flat", "subsidised_housing"), ("de",), ())
    understander = Understander.learn(lessons, Given((), SmallWords()))
    found = [understander.understand(text) for text in ("Wohnung?", "wohnung kaufen")]

    assert ("answer", ("subsidised_housing",)) == (found[0].decision, found[0].chosen)
    assert "answer" != found[1].decision
