"""Übersicht: what needs attention today."""

from __future__ import annotations

from typing import NamedTuple

from aiohttp import web

from bot.desk import translation_states
from bot.page.house import House
from bot.page.rendering import HOUSE, page

_HINTS = 40


class Tile(NamedTuple):
    """A number, and where it leads."""

    path: str
    number: int
    what: str


def routes() -> list[web.RouteDef]:
    """What is asked under which address."""
    return [web.get("/", show)]


async def show(request: web.Request) -> web.Response:
    """Numbers with links, and what `check` finds."""
    house = request.app[HOUSE]
    found = await house.findings()
    errors = [problem for problem in found if problem.severity == "error"]
    hints = [problem for problem in found if problem.severity == "warning"]
    return page(
        request,
        "uebersicht",
        tiles=await _tiles(house),
        errors=errors,
        hints=hints[:_HINTS],
        all_hints=len(hints),
    )


async def _tiles(house: House) -> list[Tile]:
    """What waits, each with the page on which something can be done about it."""
    storage = house.storage
    states = await house.fresh("states", "Die Übersetzungen werden gezählt.", translation_states.states)
    stale = sum(state.outdated for state in states)
    gaps = [gap for gap in await storage.gaps.shown() if not gap.verdict]
    edits, aside = await storage.edits.in_force(), await storage.inbox.set_aside_ones()
    return [
        Tile("/pruefen", len(await storage.notices.open_ones()), "Meldungen und Vorschläge zu prüfen"),
        Tile("/luecken", len(gaps), "Fragen, auf die der Bot keine Antwort hatte"),
        Tile("/uebersetzungen", stale, "veraltete Übersetzungen in allen Sprachen"),
        Tile("/aenderungen", len(edits), "Änderungen, die noch nicht in den Dateien stehen"),
        Tile("/aenderungen#beiseite", len(aside), "Nachrichten, bei denen der Bot scheiterte"),
    ]
