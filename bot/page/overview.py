"""Übersicht: what needs attention today."""

from __future__ import annotations

import re
from typing import NamedTuple

from aiohttp import web

from bot.desk import translation_states
from bot.page.rechecking import listed
from bot.page.rendering import HOUSE, page

_HINTS = 40
_SENTENCE = re.compile(r"tests\[\d+\]$")
"""what leads elsewhere stops no bot"""


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
    whole = set((await house.town()).files_problems)
    errors = [each for each in found if each.severity == "error"]
    sentences = [each for each in errors if _SENTENCE.search(each.field) and each not in whole]
    errors = [each for each in errors if each not in sentences]
    hints = [problem for problem in found if problem.severity == "warning"]
    return page(
        request,
        "uebersicht",
        tiles=await _tiles(request),
        errors=errors,
        sentences=sentences,
        hints=hints[:_HINTS],
        all_hints=len(hints),
    )


async def _tiles(request: web.Request) -> list[Tile]:
    """What waits, each with the page on which something can be done about it."""
    house = request.app[HOUSE]
    storage = house.storage
    states = await house.fresh("states", "Die Übersetzungen werden gezählt.", translation_states.states)
    stale = sum(state.outdated for state in states)
    gaps = [gap for gap in await storage.gaps.shown() if not gap.verdict]
    edits, aside = await storage.edits.in_force(), await storage.inbox.set_aside_ones()
    due = sum(item.due <= house.today() and item.number is None for item in await listed(request))
    return [
        Tile("/pruefen", len(await storage.notices.open_ones()), "Meldungen und Vorschläge zu prüfen"),
        Tile("/pruefen#partner-liste", due, "Angaben, die wieder zu prüfen sind"),
        Tile("/luecken", len(gaps), "Fragen, auf die der Bot keine Antwort hatte"),
        Tile("/uebersetzungen", stale, "veraltete Übersetzungen in allen Sprachen"),
        Tile("/aenderungen", len(edits), "Änderungen, die noch nicht in den Dateien stehen"),
        Tile("/aenderungen#beiseite", len(aside), "Nachrichten, bei denen der Bot scheiterte"),
    ]
