"""Trying out: the phone as it is, and why it answered so."""

import re

from bot.core.conversation import Message, Span
from bot.page.bubbles import bubble
from tests.page.conftest import Visitor, words

HERE = "/ausprobieren"


async def test_an_answer_is_shown_as_on_the_phone(desk: Visitor) -> None:
    """The text, the bold title, and buttons that can be pressed."""
    text = await desk.send(HERE, text="Ich suche eine Wohnung")

    assert (
        '<div class="bubble mine" dir="auto"><span class="sr">Sie: </span>Ich suche eine Wohnung</div>'
        in text
    )
    assert re.search(r"<b>Wohnung suchen</b>|<b>[^<]*Wohnung[^<]*</b>", text)
    assert 'name="action" value="' in text


async def test_why_is_told_beside_it(desk: Visitor) -> None:
    """Language, decision with its lines, needs with scores, words and phrases."""
    read = words(await desk.send(HERE, text="Ich suche eine Wohnung"))

    assert "Der Bot ist sich sicher und antwortet." in read
    assert re.search(r"Antwort ab \d+ %, Nachfrage ab \d+ %", read)
    assert "Sprache Deutsch" in read
    assert "Nächstes" in read
    assert re.search(r"„[^“]*[Ww]ohnung[^“]*“ [^,]+, \d+ % gleich", read)


async def test_a_talk_goes_on_over_several_turns(desk: Visitor) -> None:
    """A button and a question that asks on belong to the answer before."""
    first = await desk.send(HERE, text="Ich möchte Deutsch lernen")
    action = re.findall(r'value="(more:[^"]+)"', first)[-1]

    pressed = words(await desk.send(HERE, action=action))
    asked = words(await desk.send(HERE, text="und wann?"))

    assert "Taste gedrückt:" in pressed
    assert "Rückfragen und Wünsche wann?" in asked
    assert "Ich möchte Deutsch lernen" in asked


async def test_arabic_runs_from_right_to_left(desk: Visitor) -> None:
    """The bubble has the direction of its language, each line finds its own."""
    text = await desk.send(HERE, text="أبحث عن شقة")

    assert '<div class="bubble-group" lang="ar" dir="rtl">' in text
    assert '<div class="line" dir="auto">' in text
    assert "Sprache Arabisch" in words(text)


async def test_hostile_text_is_only_text(desk: Visitor) -> None:
    """Nothing that is typed or pressed becomes part of the page."""
    evil = "<script>alert(1)</script>\"'><img src=x> \x00\x1b[31m \ud83d {{ 7*7 }}"
    sent = evil.encode("utf-8", "replace").decode()

    typed = await desk.send(HERE, text=sent)
    pressed = await desk.send(HERE, action=sent)

    for text in (typed, pressed):
        assert "<script" not in text
        assert "<img src=x" not in text
        assert "{{ 7*7 }}" in text


async def test_a_long_message_is_cut_as_on_telegram(desk: Visitor) -> None:
    """Nobody can write more than 4096 letters."""
    text = await desk.send(HERE, text="ä" * 9000)

    assert "ä" * 4096 in text
    assert "ä" * 4097 not in text


async def test_a_new_talk_begins_in_the_language_of_the_phone(desk: Visitor) -> None:
    """What was said is gone; an unknown language is none."""
    await desk.send(HERE, text="Ich suche eine Wohnung")

    begun = await desk.send(f"{HERE}/neu", phone="tr")
    started = await desk.send(HERE, action="start")
    unknown = await desk.send(f"{HERE}/neu", phone="<xx>")

    assert "Noch keine Nachricht" in begun
    assert "Ich suche eine Wohnung" not in begun
    assert 'lang="tr"' in started
    assert '<option value="">unbekannt</option>' in unknown
    assert "selected" not in unknown


async def test_nothing_is_stored_or_counted(desk: Visitor) -> None:
    """Trying out leaves the database as it was, also where the bot would remember or count."""
    for said in ({"text": "Ich suche eine Wohnung"}, {"text": "asdf qwer"}, {"action": "wish:xx"}):
        await desk.send(HERE, **said)

    assert [] == await desk.house.storage.counts.all("need")
    assert [] == await desk.house.storage.gaps.shown()


async def test_two_browsers_have_two_talks(desk: Visitor) -> None:
    """A talk belongs to the cookie of its browser."""
    await desk.send(HERE, text="Ich suche eine Wohnung")

    desk.client.session.cookie_jar.clear()

    assert "Noch keine Nachricht" in await desk.see(HERE)


def test_a_link_opens_beside_the_desk_and_is_never_a_script() -> None:
    """Only addresses of the web, numbers and mail are links."""
    spans = (
        Span("Seite", "link", "https://esslingen.de/?a=1&b=2"), Span("\n"),
        Span("böse", "link", "javascript:alert(1)"), Span("\n"), Span("a & b", "quote"),
    )  # fmt: skip

    made = bubble(Message("ar", spans), right_to_left=True)

    assert "rtl" == made.direction
    assert [
        '<a target="_blank" rel="noreferrer" href="https://esslingen.de/?a=1&amp;b=2">Seite</a>',
        "böse",
        "<blockquote>a &amp; b</blockquote>",
    ] == [str(line) for line in made.lines]
