"""The talk in a terminal."""

import io
from datetime import UTC, datetime
from pathlib import Path

from bot.channels.terminal import Terminal, shown
from bot.core.conversation import Button, Message, Span, Turn

NOW = datetime(2026, 11, 24, 12, 5, tzinfo=UTC)


class Screen(io.StringIO):
    """An input that says it is a terminal."""

    def isatty(self) -> bool:
        return True


async def talk(lines: io.StringIO, language: str | None = None) -> tuple[list[Turn], str]:
    """The turns that came of some lines, and what was printed."""
    turns: list[Turn] = []

    async def handle(turn: Turn) -> tuple[Message, ...]:
        turns.append(turn)
        return (
            Message(
                "de",
                (Span("gut"),),
                ((Button("Thema", "topics"), Button("Karte", "map:a/b", "https://e.example")),),
            ),
        )

    out = io.StringIO()
    await Terminal(handle, lambda: NOW, language, Path("files")).run(lines, out)
    return turns, out.getvalue()


async def test_each_line_is_answered_without_a_prompt() -> None:
    """Piped lines are answered one by one and nothing else is printed."""
    turns, printed = await talk(io.StringIO("hallo\n\nwo ist das\n"), "tr")

    assert [("hallo", "tr"), ("wo ist das", "tr")] == [(turn.text, turn.phone_language) for turn in turns]
    assert ">" not in printed
    assert 2 == printed.count("gut")


async def test_a_terminal_greets_and_prompts() -> None:
    """Somebody at a real terminal is greeted first and sees where to type."""
    turns, printed = await talk(Screen("hallo\n"))

    assert ["start", ""] == [turn.action for turn in turns]
    assert "> " in printed


async def test_a_number_presses_its_button() -> None:
    """The number of a button does its action; a number without a button is a text."""
    turns, _ = await talk(io.StringIO("hallo\n1\n99\n"))

    assert [("hallo", ""), ("", "topics"), ("99", "")] == [(turn.text, turn.action) for turn in turns]


async def test_the_number_of_a_map_prints_its_address() -> None:
    """A button that opens a page prints the page's address."""
    turns, printed = await talk(io.StringIO("hallo\n2\n"))

    assert 1 == len(turns)
    assert "https://e.example" in printed


def test_a_link_shows_where_it_leads() -> None:
    """In plain text a link is its address."""
    assert "siehe https://e.example" == shown(
        Message("de", (Span("siehe "), Span("hier", "link", "https://e.example")))
    )
