"""`ask`: one question, one answer."""

import json
from typing import Any

from bot.assistant import Speaker
from bot.core.centre import Centre
from bot.core.conversation import Turn
from bot.desk.ask import ask, json_of
from tests.core.small_town import LANGUAGES, NOW, Knows, knowledge, understood, voice

KNOWS = Knows(
    kurs=understood("answer", "learn_german", "find_doctor"),
    beides=understood("answer", "learn_german", "find_doctor"),
    schule=understood("answer", "learn_german", organization="schule"),
    vielleicht=understood("clarify", "learn_german", "find_doctor"),
    gewalt=understood("answer", "violence_against_women"),
)


def bot() -> Speaker:
    """The bot of Musterstadt: it can store nothing."""
    centre = Centre(knowledge(), KNOWS, tuple(LANGUAGES))  # type: ignore[arg-type]
    return Speaker(centre, {code: voice(code) for code in LANGUAGES}, LANGUAGES)


def asked(text: str = "", **fields: Any) -> dict[str, Any]:
    """The JSON answer to a question, read again."""
    answer: dict[str, Any] = json.loads(json_of(*ask(Turn("p", NOW, text=text, **fields), bot())))
    return answer


def test_an_answer_has_the_keys_of_the_contract() -> None:
    """Text, language, decision, needs, organization, services and buttons, and no others."""
    assert ["text", "language", "decision", "needs", "organization", "services", "buttons"] == list(
        asked("kurs")
    )


def test_what_was_understood_is_told_as_match_tells_it() -> None:
    """Decision, needs and organization have the form of `match`."""
    answer = asked("schule")

    assert ("answer", "schule", "de") == (answer["decision"], answer["organization"], answer["language"])
    assert [{"id": "learn_german", "score": 0.9}] == answer["needs"]


def test_services_shown_are_named_by_id() -> None:
    """The offers that are shown in full are named in their order."""
    assert ["schule/deutschkurse", "beratung/sprechstunde"] == asked("beides")["services"]
    assert [] == asked("vielleicht")["services"]


def test_the_text_is_plain_and_holds_all_messages() -> None:
    """All messages stand in the text, parted by an empty line, without any markup."""
    text = asked("beides")["text"]

    assert text.startswith("🔹 Titel learn_german\n")
    assert "\n\n🔹 Titel find_doctor\n" in text
    assert "<b>" not in text


def test_buttons_are_told_with_their_actions() -> None:
    """Buttons of all messages come in their order, a map with its address."""
    buttons = asked("kurs")["buttons"]

    assert {"label": "🔎 Other topic", "action": "topics"} in buttons
    assert {
        "label": "🗺 Map",
        "action": "https://www.openstreetmap.org/search?query=Schulweg%202%2C%2070000%20Musterstadt",
    } in buttons


def test_a_command_has_no_decision() -> None:
    """Where nothing had to be understood nothing is said about it."""
    answer = asked(action="topics", phone_language="tr")

    assert (None, [], None, "tr") == tuple(
        answer[key] for key in ("decision", "needs", "organization", "language")
    )


def test_under_violence_no_service_and_no_place_is_told() -> None:
    """The answer to violence names numbers only."""
    answer = asked("gewalt")

    assert [] == answer["services"]
    assert "116016" in answer["text"].replace(" ", "")
    assert "📍" not in answer["text"]


def test_nothing_is_remembered() -> None:
    """Asking twice gives the same answer, and the storage is never touched."""
    assert asked("kurs") == asked("kurs")


def test_letters_are_written_as_they_are() -> None:
    """The JSON is readable in every script."""
    assert "für Erwachsene" in json_of(*ask(Turn("p", NOW, text="kurs"), bot()))
