"""Whole talks, written as scripts in tests/dialogues: what a person does, what the bot must offer."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.assistant import Assistant
from bot.core.commands import command_action
from bot.core.conversation import Message, Turn
from tests.conftest import at

SCRIPTS = sorted((Path(__file__).parent / "dialogues").glob("*.yaml"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
async def test_talk(helper: Assistant, script: Path) -> None:
    """Every step of the talk gets the language, the words and the buttons the script asks for."""
    talk = _read(script)
    for number, step in enumerate(talk["talk"], 1):
        messages = await helper.handle(_turn(step, talk))
        _check(messages, step, f"step {number}: {step}")


def _read(script: Path) -> dict[str, Any]:
    talk: dict[str, Any] = yaml.safe_load(script.read_text(encoding="utf-8"))
    return talk


def _turn(step: dict[str, Any], talk: dict[str, Any]) -> Turn:
    now, phone = at(str(step.get("at", talk.get("at", "2026-11-24T13:05")))), talk.get("phone")
    said = step.get("says", "")
    action = step.get("presses") or command_action(said)
    if sent := step.get("sends"):
        return Turn("p", now, attachment=sent, phone_language=phone)
    question = step.get("under", "")  # the words above the button that is pressed
    return Turn("p", now, "" if action else said, action, phone_language=phone, question=question)


def _check(messages: tuple[Message, ...], step: dict[str, Any], place: str) -> None:
    text = "\n".join(message.text for message in messages)
    actions = [button.action for message in messages for row in message.rows for button in row]
    for wanted in step.get("offers", []):
        assert wanted in text, f"{place}\n{text}"
    for unwanted in step.get("hides", []):
        assert unwanted not in text, f"{place}\n{text}"
    assert set() == set(step.get("buttons", [])) - set(actions), place
    if "first" in step:
        assert text.startswith(step["first"]), f"{place}\n{text}"
    if "language" in step:
        assert step["language"] == messages[0].language, place
