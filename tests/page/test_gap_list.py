"""Gaps on the desk: shown in groups, judged with one press, opened again."""

import re

import pytest

from bot.core.gaps import Gap
from tests.page.conftest import NOW, Visitor, words

HERE = "/luecken"


@pytest.fixture
async def asked(desk: Visitor) -> Visitor:
    """A desk where several people asked how to learn to swim, in two languages, and one hostile thing."""
    for text, language in (
        ("Wo kann ich schwimmen lernen?", "de"),
        ("أين يمكنني تعلم السباحة؟", "ar"),
        ("<b>zelten</b> im park", "de"),
    ):
        for person in ("telegram:1", "telegram:2", "telegram:3"):
            gap = Gap(text, language, "not_understood", "leisure")
            await desk.house.storage.gaps.note(gap, person, NOW.date())
    return desk


def group_of(page: str, text: str) -> str:
    """The number by which the forms below a text name its group."""
    return re.findall(r'name="group" value="(\d+)"', page[page.index(text) :])[0]


async def test_what_was_asked_is_shown_with_language_and_count(asked: Visitor) -> None:
    """In its own direction, and only as text."""
    page = await asked.see(HERE)

    assert '<q lang="ar" dir="auto">أين يمكنني تعلم السباحة؟</q>' in page
    assert "Deutsch, November 2026, nicht verstanden," in words(page)
    assert "&lt;b&gt;zelten&lt;/b&gt;" in page
    assert "<b>zelten" not in page


async def test_a_gap_in_the_offer_is_noted_with_a_title(asked: Visitor) -> None:
    """It stands in the list of what is missing, and can be opened again."""
    group = group_of(await asked.see(HERE), "Wo kann ich schwimmen lernen?")

    noted = await asked.send(f"{HERE}/urteil", group=group, title="  Schwimmkurs \n für Frauen ")
    opened = await asked.send(f"{HERE}/oeffnen", title="Schwimmkurs für Frauen")

    assert "Schwimmkurs für Frauen: " in words(noted)[words(noted).index("Was in unserem Angebot fehlt") :]
    assert "Noch ist nichts vermerkt" in opened
    assert "schon offen" in await asked.send(f"{HERE}/oeffnen", 400, title="Schwimmkurs für Frauen")


async def test_what_is_not_ours_leaves_the_list(asked: Visitor) -> None:
    """With one press; the first page counts one group less."""
    group = group_of(await asked.see(HERE), "zelten")

    page = words(await asked.send(f"{HERE}/urteil", group=group, verdict="not_ours"))

    assert "Vermerkt: nicht unser Thema." in page
    assert "zelten" in page[page.index("Was in unserem Angebot fehlt") :]


async def test_a_title_is_needed_and_the_group_must_be_there(asked: Visitor) -> None:
    """Each is told politely."""
    group = group_of(await asked.see(HERE), "zelten")

    assert "kurzen Titel" in await asked.send(f"{HERE}/urteil", 400, group=group, title="   ")
    assert "gibt es nicht mehr" in await asked.send(f"{HERE}/urteil", 400, group="999", title="x")
    await asked.send(f"{HERE}/urteil", group=group, title="ä" * 200)


async def test_a_question_is_filed_under_a_need_and_opened_again(asked: Visitor) -> None:
    """A need that is none is refused."""
    group = group_of(await asked.see(HERE), "zelten")

    filed = words(await asked.send(f"{HERE}/anliegen", group=group, need="find_flat"))
    opened = words(await asked.send(f"{HERE}/oeffnen", group=group))

    assert "gehört zu „Wohnung suchen“" in filed[filed.index("Was in unserem Angebot fehlt") :]
    assert "steht wieder offen" in opened
    assert "aus der Liste" in await asked.send(f"{HERE}/anliegen", 400, group=group, need="<b>")
