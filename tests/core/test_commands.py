"""Slash commands and the links on posters."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.commands import COMMANDS, command_action


@pytest.mark.parametrize(("command", "action"), COMMANDS.items())
def test_every_command_has_its_action(command: str, action: str) -> None:
    """A command typed alone does what stands beside it in the list."""
    assert action == command_action(f"/{command}")


@pytest.mark.parametrize(
    "text", ["/Topics", "/TOPICS", "/topics@muster_bot", "/topics bitte", "/topics\nbitte"]
)
def test_a_command_may_be_written_in_many_ways(text: str) -> None:
    """Capitals, the name of the bot in a group and words behind it make no difference."""
    assert "topics" == command_action(text)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("/start need_find_flat", "need:find_flat"),
        ("/start org_vhs", "org:vhs"),
        ("/start@muster_bot need_find_flat", "need:find_flat"),
        ("/START org_amt_50", "org:amt_50"),
    ],
)
def test_a_link_on_a_poster_opens_its_answer(text: str, action: str) -> None:
    """`/start need_x` and `/start org_x` open the answer to that need or organization."""
    assert action == command_action(text)


@pytest.mark.parametrize(
    "payload",
    ["need_", "need", "offer_vhs", "need_find-flat", "need_Find", "need_a:b", "need_a/b", "lang_de", "7"],
)
def test_a_link_that_is_none_of_ours_opens_the_start(payload: str) -> None:
    """What follows `/start` and is no link to a need or an organization is passed over."""
    assert "start" == command_action(f"/start {payload}")


def test_only_start_takes_links() -> None:
    """Behind any other command a link is not followed."""
    assert "help" == command_action("/help need_find_flat")


@pytest.mark.parametrize(
    "text",
    ["", "/", "start", "hallo /start", " /start", "/starten", "/hilfe", "//start", "/ start", "/need_x"],
)
def test_what_is_no_command_has_no_action(text: str) -> None:
    """A text, or a command we do not have, is left to the understanding."""
    assert "" == command_action(text)


@pytest.mark.parametrize("text", ["/help123", "/start2", "/privacy-policy", "/helpü"])
def test_a_longer_word_is_no_command(text: str) -> None:
    """A command that only begins like one of ours is left to the understanding."""
    assert "" == command_action(text)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_a_link_is_never_more_than_a_plain_id(payload: str) -> None:
    """Whatever stands behind `/start`, the action is the start or one id without strange signs."""
    action = command_action(f"/start {payload}")

    assert action == "start" or re.fullmatch(r"(need|org):[a-z0-9_]+", action)
