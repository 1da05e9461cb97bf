"""Übersetzungen: how far each language is, and what is to be done."""

from __future__ import annotations

from aiohttp import web

from bot.desk import translation_states as desk
from bot.page.rendering import HOUSE, page

HERE = "/uebersetzungen"
_TASKS = 100


def routes() -> list[web.RouteDef]:
    """What is asked under which address."""
    return [web.get(HERE, show), web.get(HERE + "/{language}", one)]


async def show(request: web.Request) -> web.Response:
    """All languages."""
    house = request.app[HOUSE]
    found = await house.fresh("states", "Die Übersetzungen werden gezählt.", desk.states)
    return page(request, "uebersetzungen", states=found)


async def one(request: web.Request) -> web.Response:
    """One language: what is outdated or missing."""
    house, language = request.app[HOUSE], await known(request)
    tasks = await house.fresh(
        f"tasks {language}", "Die Texte werden gesucht.", lambda town: desk.tasks(town, language)
    )
    state = await house.fresh(
        f"state {language}", "Die Texte werden gezählt.", lambda town: desk.state_of_language(town, language)
    )
    waiting = [task for task in tasks if task.state in ("outdated", "missing")]
    return page(
        request,
        "uebersetzung",
        language=language,
        state=state,
        tasks=waiting[:_TASKS],
        all_tasks=len(waiting),
    )


async def known(request: web.Request) -> str:
    """The language of the address; a page says so where there is no such language."""
    language = request.match_info["language"]
    if language not in desk.languages_to_translate(await request.app[HOUSE].town()):
        raise web.HTTPNotFound
    return language
