"""Übersicht: what needs attention today."""

from __future__ import annotations

from aiohttp import web

from bot.page.rendering import HOUSE, page

_HINTS = 40


def routes() -> list[web.RouteDef]:
    """What is asked under which address."""
    return [web.get("/", show)]


async def show(request: web.Request) -> web.Response:
    """Numbers with links, and what `check` finds."""
    house = request.app[HOUSE]
    found = await house.findings()
    errors = [problem for problem in found if problem.severity == "error"]
    hints = [problem for problem in found if problem.severity == "warning"]
    return page(request, "uebersicht", errors=errors, hints=hints[:_HINTS], all_hints=len(hints))
