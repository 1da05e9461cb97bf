"""Why the bot answered as it did, in German lines and beside the phone."""

import io
from pathlib import Path

import pytest

from bot.assistant import Assistant, Speaker
from bot.channels.terminal import Terminal
from bot.core.conversation import Conversation, Turn
from bot.deeds import Deeds
from bot.desk.explain import Explainer, explainer
from bot.desk.reasons import Reasoner, Reasons, explaining, lines
from bot.files.town import Town
from bot.storage.storage import Storage
from tests.conftest import at

NOW, NEW = at("2026-11-24T10:00"), Conversation()


@pytest.fixture(scope="session")
def explains(town: Town, speaker: Speaker) -> Explainer:
    """The explainer of Esslingen."""
    return explainer(speaker.centre.understander, town.intents.phrases)


def why(speaker: Speaker, explains: Explainer, text: str, before: Conversation = NEW) -> Reasons:
    """The reasons for the reply to a text."""
    reply, _ = speaker.decide(Turn("test", NOW, text), before)
    found = Reasoner(speaker, explains).why(text, reply)
    assert found is not None
    return found


def test_the_reasons_name_what_decided(speaker: Speaker, explains: Explainer) -> None:
    """Language, decision, the first need and its runner-up, words with shares that sum to about 100."""
    found = why(speaker, explains, "Ich suche eine Wohnung")

    assert ("Deutsch", "", "answer") == (found.language, found.foreign, found.outcome)
    assert "find_flat" == found.needs[0].need
    assert found.runner_up is not None
    assert found.runner_up == found.needs[1]
    assert {"suche", "wohnung"} == {word for word, _ in found.words[:2]}
    assert 97 <= sum(share for _, share in found.words) <= 103
    assert 0 < found.ask_from < found.answer_from < 100


def test_the_lines_are_short_and_german(speaker: Speaker, explains: Explainer) -> None:
    """In the order in which one asks: language, decision, needs, words, phrases."""
    told = lines(why(speaker, explains, "Ich suche eine Wohnung"))

    assert "Sprache: Deutsch" == told[0]
    assert "Entscheidung: Der Bot ist sich sicher und antwortet." == told[1]
    assert told[3].startswith("Anliegen: ")
    assert "Derselbe Satz, er entscheidet: „Ich suche eine Wohnung“ (Wohnung suchen, 100 %)" in told
    assert any(line.startswith("Ähnlicher Satz: „") for line in told)


def test_what_a_talk_knows_is_told(speaker: Speaker, explains: Explainer) -> None:
    """A question that asks on is unsure by itself, and is answered from the talk."""
    _, after = speaker.decide(Turn("test", NOW, "Ich möchte Deutsch lernen"), NEW)

    found = why(speaker, explains, "und wann?", after)

    assert ("asked_on", ("wann?",)) == (found.outcome, found.cues)


def test_a_language_that_is_none_of_ours_is_named(speaker: Speaker, explains: Explainer) -> None:
    """In German."""
    found = why(speaker, explains, "Szeretnék lakást keresni, kérem segítsen")

    assert ("foreign", "Ungarisch") == (found.outcome, found.foreign)


def test_a_button_has_no_reasons(speaker: Speaker, explains: Explainer) -> None:
    """There was nothing to understand."""
    reply, _ = speaker.decide(Turn("test", NOW, action="topics"), NEW)

    assert Reasoner(speaker, explains).why("", reply) is None


async def test_the_terminal_says_why_below_each_answer(
    speaker: Speaker, explains: Explainer, storage: Storage, tmp_path: Path
) -> None:
    """The reasons follow a text, not a button; buttons keep their numbers."""
    ready = Assistant(explaining(speaker, explains), storage, Deeds(storage))
    out = io.StringIO()

    terminal = Terminal(ready.handle, lambda: NOW, None, tmp_path)
    await terminal.run(io.StringIO("Ich suche eine Wohnung\n1\n"), out)

    assert 1 == out.getvalue().count("↳ Sprache: Deutsch")
    assert "     Entscheidung: Der Bot ist sich sicher" in out.getvalue()
