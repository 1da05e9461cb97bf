"""Why a message was understood as it was."""

import json

from bot.core.understanding import Given, Lessons, Phrase, SmallWords, Understander
from bot.desk.explain import explainer
from bot.desk.match import match_lines

PHRASES = [
    Phrase(text, need, "de")
    for need, texts in {
        "find_flat": ("wohnung suchen", "zimmer mieten", "suche eine wohnung", "günstiges zimmer"),
        "find_doctor": ("arzt suchen", "kinderarzt", "zahnarzt gesucht", "hausarzt finden"),
    }.items()
    for text in texts
]
WORDS = SmallWords(("^kein", "will nicht"), ("aber",))


def explained(text: str) -> dict[str, object]:
    """What `match --explain` says of a text."""
    understander = Understander.learn(
        Lessons(PHRASES, ("find_flat", "find_doctor"), ("de",)), Given((), WORDS)
    )
    (line,) = match_lines([json.dumps({"text": text})], understander, explainer(understander, PHRASES))
    why: dict[str, object] = json.loads(line)["explain"]
    return why


def test_the_word_that_decided_and_the_phrases_most_like_it() -> None:
    """The strongest word comes first, and phrases of the chosen need with their likeness."""
    why = explained("suche bitte eine Wohnung")

    assert "wohnung" == why["words"][0][0]  # type: ignore[index]
    assert ["suche eine wohnung", "find_flat"] == why["phrases"][0][:2]  # type: ignore[index]


def test_what_was_left_out_is_told() -> None:
    """A refused clause does not decide, and it is said that something was left out."""
    why = explained("kein Zimmer, Zahnarzt gesucht")

    assert why["left_out"] is True
    assert "zimmer" not in [word for word, _ in why["words"]]  # type: ignore[attr-defined]


def test_a_message_of_nothing() -> None:
    """Nothing decides on nothing."""
    assert [] == explained("")["words"]
