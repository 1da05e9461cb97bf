"""What holds for every page of the desk."""

import re
from html.parser import HTMLParser

import pytest
from sqlalchemy.exc import OperationalError

from bot.core.edits import Edit
from tests.page.conftest import NOW, Visitor

EDIT = Edit("organizations/vhs.yaml", ("assured_date",), "set", "2026-11-24")

PAGES = (
    "/",
    "/ausprobieren",
    "/uebersetzungen",
    "/uebersetzungen/ar",
    "/pruefen",
    "/pruefen?partner=vhs",
    "/pruefen/aendern?eintrag=vhs/deutschkurse",
    "/pruefen/brief/vhs",
    "/luecken",
    "/aenderungen",
    "/nirgends",
)
_LOADS = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src", "form": "action"}


class _Page(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.fields: list[dict[str, str | None]] = []
        self.labels: set[str | None] = set()
        self.headings: list[int] = []
        self.ids: list[str | None] = []
        self.forms = self.tokens = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.loads += [given[name] or "" for name in [_LOADS.get(tag, "")] if name in given]
        self.headings += [int(tag[1])] if re.fullmatch(r"h[1-6]", tag) else []
        self.labels |= {given.get("for")} if tag == "label" else set()
        self.ids += [given["id"]] if "id" in given else []
        self.forms += tag == "form" and given.get("method") == "post"
        self.tokens += given.get("name") == "token"
        if tag in ("input", "select", "textarea") and given.get("type") not in ("hidden", "submit"):
            self.fields.append(given)


@pytest.fixture
async def lively(desk: Visitor) -> Visitor:
    """A desk on which something is going on."""
    await desk.send("/ausprobieren", text="أبحث عن شقة")
    notices = desk.house.storage.notices
    await notices.wrong("vhs/deutschkurse", "phone", "ar", NOW.date())
    await notices.propose("Nähcafé", "de", "telegram:1", NOW.date())
    await desk.house.storage.edits.make([EDIT], "desk", NOW)
    return desk


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_is_whole(lively: Visitor, path: str) -> None:
    """Nothing from elsewhere, a label for every field, headings in order, a token in every form."""
    page = _Page(await (await lively.client.get(path)).text())

    assert [] == [load for load in page.loads if not load.startswith("/") or load.startswith("//")]
    assert [] == [f for f in page.fields if f.get("id") not in page.labels and not f.get("aria-label")]
    assert 1 == page.headings[0] == page.headings.count(1)
    assert [] == [(a, b) for a, b in zip(page.headings, page.headings[1:], strict=False) if b > a + 1]
    assert page.forms == page.tokens
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("path", PAGES)
async def test_no_page_needs_a_script(lively: Visitor, path: str) -> None:
    """Neither in a tag nor in an attribute, and no style is written into a page."""
    text = await (await lively.client.get(path)).text()

    assert None is re.search(r"<script|\son\w+=|\sstyle=|javascript:", text)
    assert '<a class="skip" href="#inhalt">' in text
    assert '<html lang="de">' in text


async def test_a_database_that_is_gone_is_told_and_comes_back(
    desk: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In German, with the way back to the page; nothing has to be started anew."""

    async def gone() -> list[object]:
        raise OperationalError("SELECT secret", {}, Exception("secret"))

    with monkeypatch.context() as broken:
        broken.setattr(desk.house.storage.edits, "in_force", gone)
        told = await desk.see("/aenderungen", 503)

    assert "Die Datenbank oder eine Datei ist gerade nicht erreichbar." in told
    assert '<a class="button" href="/aenderungen">' in told
    assert "secret" not in told
    assert "<h1>Änderungen</h1>" in await desk.see("/aenderungen")
