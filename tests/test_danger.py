"""Messages of people in panic, in every language: none of them may end in a question back.

What is missed stands by name in `tests/danger/probes.yaml` under `known_failures`, and that list may only
shrink. As in `test_phrases.py`, a message at the very edge may fall to either side on another machine.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.core.understanding import DANGER, Understander
from bot.files.town import Town

FILE = Path(__file__).parent / "danger" / "probes.yaml"
DATA: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
PROBES: dict[str, list[dict[str, str]]] = DATA["probes"]
HARMLESS: dict[str, list[str]] = DATA["harmless"]
MISSED: dict[str, list[str]] = DATA["known_failures"]["missed"]
ALARMS: dict[str, list[str]] = DATA["known_failures"]["alarms"]
EDGE = 1
"""messages of a language that may fall to either side"""


@pytest.fixture(scope="module")
def understander(town: Town) -> Understander:
    """What the bot has learned from the phrases of the town."""
    return town.centre(examples=False).understander


def _alarms(understander: Understander, text: str) -> bool:
    """Whether the answer to a message holds a danger need first or second."""
    found = understander.understand(text)
    return found.decision == "answer" and bool(set(found.chosen[:2]) & set(DANGER))


@pytest.mark.parametrize("language", sorted(PROBES))
def test_danger_is_answered(understander: Understander, language: str) -> None:
    """Who is in danger gets the answer to it at once, apart from the known failures."""
    missed = [probe["text"] for probe in PROBES[language] if not _alarms(understander, probe["text"])]
    new = [text for text in missed if text not in MISSED.get(language, [])]

    assert len(new) <= EDGE, new


@pytest.mark.parametrize("language", sorted(HARMLESS))
def test_harmless_messages_raise_no_alarm(understander: Understander, language: str) -> None:
    """What only sounds like danger is not answered with it, apart from the known failures."""
    raised = [text for text in HARMLESS[language] if _alarms(understander, text)]
    new = [text for text in raised if text not in ALARMS.get(language, [])]

    assert len(new) <= EDGE, new


def test_what_no_longer_fails_leaves_the_list(understander: Understander) -> None:
    """A message that is understood by now is taken off the list of known failures."""
    mended = [text for texts in MISSED.values() for text in texts if _alarms(understander, text)]
    calm = [text for texts in ALARMS.values() for text in texts if not _alarms(understander, text)]

    assert len(mended) + len(calm) <= EDGE, mended + calm


def test_no_probe_is_an_example_phrase(town: Town) -> None:
    """What is measured was not learned word for word, and each probe names a danger in a known language."""
    learned = {phrase.text for phrase in town.intents.phrases}
    probes = [probe for own in PROBES.values() for probe in own]

    assert set(town.intents.languages) == set(PROBES)
    assert set(DANGER) == {probe["need"] for probe in probes}
    assert [] == [probe["text"] for probe in probes if probe["text"] in learned]
