"""Dieser Satz gehört zu …: tried, shown, kept; what speaks against it is told."""

import re
from typing import Any

import pytest

from bot.core.gaps import Gap
from bot.desk import phrases
from bot.desk.phrases import Addition, NotKept, Trial
from tests.page.conftest import NOW, Visitor, words

BUDE = Addition("meine bude platzt aus allen nähten", "find_flat", "de")
FIELDS: dict[str, Any] = {
    "text": f" {BUDE.text} ",
    "need": BUDE.need,
    "language": BUDE.language,
    "back": "/ausprobieren",
}


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[Addition]:
    """What was tried; every trial goes well at once."""
    found: list[Addition] = []

    def trial(_folders: object, addition: Addition, _now: object, **_: object) -> Trial:
        found.append(addition)
        return Trial(addition, understood=True, becomes="answer find_flat", tested=348)

    monkeypatch.setattr(phrases, "trial", trial)
    return found


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[Addition]:
    """What was kept, without touching the files of Esslingen."""
    found: list[Addition] = []

    def keep(_folders: object, addition: Addition) -> str:
        found.append(addition)
        return "intents/de/housing.yaml"

    monkeypatch.setattr(phrases, "keep", keep)
    return found


def plan_of(page: str) -> str:
    """The address of the plan that a page shows."""
    return str(re.findall(r'action="(/satz/\w+)"', page)[0])


async def test_a_sentence_is_tried_once_and_kept(
    desk: Visitor, tried: list[Addition], kept: list[Addition]
) -> None:
    """However often it is sent; nothing is kept before the button is pressed."""
    await desk.send("/satz", **FIELDS)
    page = await desk.send("/satz", **FIELDS)
    before = list(kept)
    done = await desk.send(plan_of(page))

    assert "348 Prüfsätze dieser Sprache: 0 besser, 0 schlechter." in words(page)
    assert [BUDE] == tried
    assert ([], [BUDE]) == (before, kept)
    assert f"„{BUDE.text}“ steht jetzt in intents/de/housing.yaml." in words(done)
    assert "<h1>Ausprobieren</h1>" in done


async def test_a_second_press_on_keep_is_no_mistake(
    desk: Visitor, tried: list[Addition], kept: list[Addition], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence stands there already: nothing is written twice, and nobody is told that it failed."""
    page = await desk.send("/satz", **FIELDS)
    monkeypatch.setattr(phrases, "stands", lambda _, addition: addition == BUDE)

    assert f"„{BUDE.text}“ steht in den Beispielsätzen." in words(await desk.send(plan_of(page)))
    assert ([BUDE], []) == (tried, kept)


async def test_what_speaks_against_a_sentence_is_told_without_a_trial(
    desk: Visitor, tried: list[Addition]
) -> None:
    """A number, a need that is none; there is no button to keep it."""
    number = await desk.send("/satz", **{**FIELDS, "text": "wohnung 0711 12345678"})
    need = await desk.send("/satz", **{**FIELDS, "need": "<b>"})

    assert "enthält wohl einen Namen oder eine Nummer" in number
    assert "ist kein bekanntes Anliegen" in need
    assert "Hinzufügen</button>" not in number
    assert [] == tried


async def test_a_file_that_cannot_be_written_is_told(
    desk: Visitor, tried: list[Addition], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the words of the desk."""

    def refused(*_: object) -> str:
        raise NotKept("intents/de/housing.yaml lässt sich nicht schreiben.")

    monkeypatch.setattr(phrases, "keep", refused)
    page = await desk.send("/satz", **FIELDS)

    assert "lässt sich nicht schreiben" in await desk.send(plan_of(page), 400)
    assert [BUDE] == tried


async def test_a_plan_that_is_gone_is_told(desk: Visitor) -> None:
    """An address that nobody planned leads nowhere."""
    assert "Diesen Versuch gibt es nicht mehr" in await desk.see("/satz/abc", 404)


async def test_the_last_text_that_was_tried_out_is_offered(desk: Visitor) -> None:
    """With its language; before anything is written there is nothing to offer."""
    before = await desk.see("/ausprobieren")
    page = await desk.send("/ausprobieren", text="ev arıyorum")

    assert "Dieser Satz gehört zu" not in before
    assert 'name="text" value="ev arıyorum"' in page
    assert '<option value="tr" selected>' in page


async def test_a_gap_that_belongs_to_a_need_is_offered_as_a_sentence(desk: Visitor) -> None:
    """Only the words that were left by redaction, in the language in which they were asked."""
    for person in ("telegram:1", "telegram:2"):
        gap = Gap("[…] zelten im park", "de", "not_understood", "leisure")
        await desk.house.storage.gaps.note(gap, person, NOW.date())
    group = re.findall(r'name="group" value="(\d+)"', await desk.see("/luecken"))[0]
    page = await desk.send("/luecken/anliegen", group=group, need="find_flat")

    assert "als Beispielsatz beibringen" in page
    assert 'name="need" value="find_flat"' in page
    assert 'name="text" value="zelten im park"' in page
