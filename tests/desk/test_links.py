"""The link check: against a server on this machine only."""

from collections.abc import AsyncIterator, Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.desk import links
from bot.desk.links import AGENT, LinkState, Manners, addresses, check, due, is_public, load, save, told
from bot.files.town import Town

TODAY = date(2026, 11, 28)
NOBODY = [f"http://127.0.0.{number}:1/" for number in range(1, 6)]
"""five hosts at which nobody listens"""
EVERYBODY = Manners(pause=0, public=lambda host: True)


class Site:
    """Answers, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.busy = 1

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Each path is an example of a kind of page."""
        self.asked.append((request.method, request.path))
        self.agents.add(request.headers["User-Agent"])
        status, to = PAGES[request.path]
        if request.path == "/busy":
            self.busy -= request.method == "GET"
            status = 429 if request.method == "HEAD" or self.busy >= 0 else 200
            return web.Response(status=status, headers={"Retry-After": "0"})
        if request.path == "/no-head" and request.method == "GET":
            status = 206
        return web.Response(status=status, headers={"Location": to} if to else {})


PAGES = {
    "/fine": (200, ""),
    "/no-head": (405, ""),
    "/denied": (403, ""),
    "/gone": (404, ""),
    "/broken": (500, ""),
    "/busy": (429, ""),
    "/moved": (301, "/moved-again"),
    "/moved-again": (308, "/fine"),
    "/for-now": (302, "/fine"),
    "/half": (301, "/for-now"),
    "/moved-and-gone": (301, "/gone"),
    "/circle": (301, "/circle"),
    "/inside": (302, "http://10.0.0.1/secret"),
}


@pytest.fixture
async def site() -> AsyncIterator[tuple[Site, Callable[[str], str]]]:
    """A site, and the address of each of its pages."""
    here = Site()
    app = web.Application()
    app.router.add_route("*", "/{page}", here.answer)
    async with TestServer(app) as server:
        yield here, lambda path: str(server.make_url(path))


@pytest.mark.parametrize(
    ("page", "state", "to"),
    [
        ("/fine", "ok", ""), ("/no-head", "ok", ""), ("/denied", "ok", ""), ("/gone", "gone", ""),
        ("/broken", "unreachable", ""), ("/busy", "ok", ""), ("/moved", "moved", "/fine"),
        ("/for-now", "ok", ""), ("/half", "ok", ""), ("/moved-and-gone", "gone", ""),
        ("/circle", "unreachable", ""),
    ],
)  # fmt: skip
async def test_each_kind_of_answer_is_a_state(
    page: str, state: str, to: str, site: tuple[Site, Callable[[str], str]]
) -> None:
    """A move is told only if it is meant for good."""
    _, at = site
    found = await check([at(page)], {}, TODAY, EVERYBODY)

    assert {at(page): LinkState(state, TODAY, TODAY, at(to) if to else "")} == found  # type: ignore[arg-type]


async def test_who_stays_busy_is_asked_another_day(site: tuple[Site, Callable[[str], str]]) -> None:
    """And what was known before is kept."""
    here, at = site
    here.busy = 9
    before = {at("/busy"): LinkState("ok", TODAY - timedelta(8), TODAY - timedelta(8))}

    assert before == await check([at("/busy")], before, TODAY, EVERYBODY)
    assert [("HEAD", "/busy"), ("GET", "/busy"), ("GET", "/busy")] == here.asked


async def test_nobody_is_there() -> None:
    """A host that does not answer is unreachable."""
    address = "http://127.0.0.1:9/x"
    found = await check([address], {}, TODAY, EVERYBODY)

    assert "unreachable" == found[address].state


async def test_a_state_is_as_old_as_its_first_finding(site: tuple[Site, Callable[[str], str]]) -> None:
    """A new state begins today."""
    _, at = site
    then = TODAY - timedelta(30)
    before = {at("/gone"): LinkState("gone", then, then), at("/fine"): LinkState("gone", then, then)}
    found = await check([at("/gone"), at("/fine")], before, TODAY, EVERYBODY)

    assert [then, TODAY] == [found[at("/gone")].since, found[at("/fine")].since]


async def test_the_program_says_who_it_is(site: tuple[Site, Callable[[str], str]]) -> None:
    """And asks for the page itself only where the short question was refused."""
    here, at = site
    await check([at("/fine"), at("/no-head")], {}, TODAY, EVERYBODY)

    assert {AGENT} == here.agents
    assert [("HEAD", "/fine"), ("HEAD", "/no-head"), ("GET", "/no-head")] == here.asked


async def test_private_addresses_are_not_asked(site: tuple[Site, Callable[[str], str]]) -> None:
    """Not by number, not by name, and not behind a redirect."""
    here, at = site
    outside = Manners(pause=0, public=lambda host: host != "10.0.0.1")

    assert {} == await check(
        [at("/fine"), "http://localhost/x", "http://10.1.2.3/"], {}, TODAY, Manners(pause=0)
    )
    assert [] == here.asked
    assert "unreachable" == (await check([at("/inside")], {}, TODAY, outside))[at("/inside")].state


@pytest.mark.parametrize(
    ("host", "public"),
    [("www.vhs-esslingen.de", True), ("8.8.8.8", True), ("127.0.0.1", False), ("10.1.2.3", False),
     ("192.168.0.1", False), ("169.254.169.254", False), ("::1", False), ("localhost", False),
     ("drucker", False), ("nas.local", False), ("", False)],
)  # fmt: skip
def test_what_is_public(host: str, public: bool) -> None:
    """Names without a dot and numbers of the house are not."""
    assert public == is_public(host)


async def test_a_name_that_leads_into_the_house_leads_nowhere() -> None:
    """Whatever the name looks like, its number counts."""
    with pytest.raises(OSError, match="private"):
        await links._PublicNames(is_public).resolve("localhost", 80)


def test_an_answer_is_believed_for_a_week(tmp_path: Path) -> None:
    """Unless it is asked for again; a damaged store is as good as none."""
    old, young = (LinkState("ok", TODAY, TODAY - timedelta(days)) for days in (7, 6))
    save(tmp_path / "deep" / "links.json", {"old": old, "young": young})
    known = load(tmp_path / "deep" / "links.json")
    (tmp_path / "bad.json").write_text('{"x": 1}', encoding="utf-8")

    assert {"old": old, "young": young} == known
    assert ["old", "new"] == due(["old", "young", "new"], known, TODAY, again=False)
    assert ["young"] == due(["young"], known, TODAY, again=True)
    assert [{}, {}] == [load(tmp_path / "bad.json"), load(tmp_path / "none.json")]


def test_the_addresses_are_those_readers_are_sent_to(town: Town) -> None:
    """Each once."""
    found = addresses(town)

    assert "https://www.vhs-esslingen.de" in found
    assert len(set(found)) == len(found)


def test_what_to_do_is_told_in_german() -> None:
    """Of what is fine nothing."""
    states = [
        LinkState(state, TODAY, TODAY, "https://b.de") for state in ("ok", "moved", "gone", "unreachable")
    ]  # type: ignore[arg-type]
    said = [told("https://a.de", state) for state in states]

    assert said[0] is None
    assert ["https://b.de", "28.11.2026", "28.11.2026"] == [
        next(word for word in ("https://b.de", "28.11.2026") if word in str(line)) for line in said[1:]
    ]


async def test_without_internet_nothing_is_noted(site: tuple[Site, Callable[[str], str]]) -> None:
    """Where not one of several hosts answers, it is not the pages; where one does, the others are noted."""
    with pytest.raises(links.Offline, match="nicht ins Internet"):
        await check(NOBODY, {}, TODAY, EVERYBODY)
    some = await check([*NOBODY, site[1]("/fine")], {}, TODAY, EVERYBODY)
    few = await check(NOBODY[:2], {}, TODAY, EVERYBODY)

    assert {"unreachable", "ok"} == {state.state for state in some.values()}
    assert 2 == len(few)
