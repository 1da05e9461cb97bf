"""The second set of messages, written by people who had not seen the first: it is only measured.

What fails stands in `tests/phrases/known_failures.yaml`, and that list may only shrink. Machines add up in
different orders, so messages at the very edge may fall to either side: a few in a hundred are forgiven.
`python -m benchmarks.understanding --failures` prints the list anew.
"""

from pathlib import Path

import pytest
import yaml

from benchmarks.unseen import Message, failures, messages
from bot.files.town import Town

FOLDER = Path(__file__).parent / "phrases"
KNOWN: dict[str, list[str]] = yaml.safe_load((FOLDER / "known_failures.yaml").read_text(encoding="utf-8"))
LANGUAGES = [path.stem for path in sorted(FOLDER.glob("??.yaml"))]
EDGE = 3
"""messages of a language that may fall to either side"""


@pytest.fixture(scope="module")
def failing(town: Town) -> dict[str, list[Message]]:
    """What fails today, by language."""
    understander = town.centre(examples=False).understander
    found = failures(understander, messages(FOLDER))
    return {code: [message for message in found if message.language == code] for code in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_failures_does_not_grow(failing: dict[str, list[Message]], language: str) -> None:
    """No message fails that did not fail before."""
    new = [message for message in failing[language] if message.text not in KNOWN[language]]

    assert len(new) <= EDGE, [(message.need, message.text) for message in new]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_longer_fails_leaves_the_list(failing: dict[str, list[Message]], language: str) -> None:
    """A message that is understood by now is taken off the list."""
    texts = {message.text for message in failing[language]}
    mended = [text for text in KNOWN[language] if text not in texts]

    assert len(mended) <= EDGE, mended


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_need_is_asked_for_three_times_and_more(language: str, town: Town) -> None:
    """Each set has three messages a need and thirty out of scope, none of them an example phrase."""
    own = [message for message in messages(FOLDER) if message.language == language]
    asked = [message.need for message in own]

    assert [] == [need for need in town.intents.all_needs if asked.count(need) < 3]
    assert asked.count(None) >= 30


def test_danger_is_never_missed_in_plain_words(town: Town) -> None:
    """Who writes plainly of danger or of violence at home gets that answer, in every language."""
    understander = town.centre(examples=False).understander
    danger = ("emergency", "violence_against_women")
    plain = [message for message in messages(FOLDER) if message.need in danger and message.style == "plain"]
    missed = [m for m in plain if understander.understand(m.text).chosen[:1] not in [(d,) for d in danger]]

    assert len(plain) >= 2 * len(LANGUAGES)
    assert [] == [message.text for message in missed]
