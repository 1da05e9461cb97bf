"""Text is escaped in one place: whatever a span says, Telegram reads exactly that, and no tag of its own."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram_sending import html
from bot.core.conversation import Span

LAB = Path(__file__).parent.parent / "lab" / "entities.py"
TYPES = {"bold": "bold", "quote": "blockquote", "link": "text_link", "phone": "text_link"}


def strict_parser() -> ModuleType:
    """The stand-in's parser, which refuses what Telegram refuses; the lab is no package of ours."""
    spec = importlib.util.spec_from_file_location("entities", LAB)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


STRICT = strict_parser()
SNIPPETS = (
    "<b>", "</b>", "</a>", "<a href='x'>", '">', "'>", '"', "'", "&", "&amp;", "&lt;b&gt;", "&#60;", "&#x3c;",
    "<", ">", "</", "<!--", "&quot;", "<tg-spoiler>", "</blockquote>", "\\", "\0", "\n", "😀", "&#0;",
    "\u202e", "\ud83d", "example.org", "tg://user?id=1",
)  # fmt: skip
LINKS = (
    "https://example.org/?a=1&b=2", "https://example.org/\"onclick='x'", "javascript:alert(1)", "tg://user?id=1",
    "javascript://example.org/%0aalert(1)", "tel:+49711123", "data:text/html,<b>", "", " ", "https://example.org/é",
    "https://example.org/>", "https://example.org/\n",
)  # fmt: skip
texts = st.lists(st.sampled_from(SNIPPETS) | st.text(st.characters(), max_size=12), max_size=6).map("".join)
targets = st.sampled_from(LINKS) | texts | texts.map(lambda text: f"https://example.org/{text}")
spans = st.lists(
    st.builds(Span, texts, st.sampled_from(("plain", "bold", "link", "phone", "quote")), targets), max_size=6
).map(tuple)


def whole(text: str) -> str:
    """The text, with a sign in place of each half of a character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def wanted(written: tuple[Span, ...]) -> list[dict[str, Any]]:
    """What Telegram shall show in a style: where, and for a link which; worked out without any HTML."""
    found, offset = [], 0
    for span in written:
        length = STRICT.u16(whole(span.text))
        kind, target = TYPES.get(span.style), whole(span.target)
        entity: dict[str, Any] = {"type": kind, "offset": offset, "length": length}
        if kind == "text_link" and target.startswith("tg://user?id="):
            entity |= {"type": "text_mention", "user_id": target.removeprefix("tg://user?id=")}
        elif kind == "text_link":
            entity["url"] = STRICT.check_link(target)
        if kind and length and entity.get("url") != "":
            found.append(entity)
        offset += length
    return found


@settings(max_examples=500, deadline=None)
@given(spans)
def test_every_text_arrives_as_it_is(written: tuple[Span, ...]) -> None:
    """Texts, styles and links come out of the strict parser as they went in, and nothing else does."""
    text, entities, _ = STRICT.parse_html(html(written))

    assert "".join(whole(span.text) for span in written) == text
    assert wanted(written) == entities


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "javascript://example.org/%0aalert(1)", "data:text/html,x"]
)
def test_a_script_is_no_link(target: str) -> None:
    """Telegram drops what is no web address; the text stays."""
    assert ("Hier", []) == STRICT.parse_html(html((Span("Hier", "link", target),)))[:2]


def test_a_link_without_target_does_not_open_its_text() -> None:
    """Telegram takes the text of a link for its address where the address is empty; ours is plain then."""
    assert ("boese.example", []) == STRICT.parse_html(html((Span("boese.example", "link"),)))[:2]


def test_half_a_character_can_be_sent() -> None:
    """A lone surrogate, which nothing can encode, arrives as a sign of its own."""
    assert "a\ufffdb".encode() == html((Span("a\ud83db"),)).encode()
