"""Translations on the desk: how far each language is, what is to be done."""

import re

from tests.page.conftest import Visitor, words

HERE = "/uebersetzungen"


async def test_every_language_is_listed_with_its_state(desk: Visitor) -> None:
    """One row each, with a link to what is to be done."""
    text = await desk.see(HERE)

    assert 'href="/uebersetzungen/ar"' in text
    assert re.search(r"Türkisch \d+ von \d+", words(text))


async def test_a_language_has_a_page_of_its_own(desk: Visitor) -> None:
    """With the sum of what is to be done; a language that is not there has none."""
    text = await desk.see(f"{HERE}/ar")

    assert "<h1>Arabisch</h1>" in text
    assert re.search(r"\d+ von \d+ übersetzt", words(text))
    assert "gibt es nicht" in await desk.see(f"{HERE}/xx", 404)
    assert "gibt es nicht" in await desk.see(f"{HERE}/%3Cscript%3E", 404)
