"""Übersetzungen: how far each language is, what is to be done, and the file for a volunteer."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.desk import translation_states as desk
from bot.desk.volunteer_po import NotTaken, pack
from bot.desk.volunteer_taking import Taken, take
from bot.files.town import Town
from bot.page.rendering import HOUSE, go_to, page
from bot.page.security import keep_session, session

HERE = "/uebersetzungen"
TAKING = web.AppKey("taking", asyncio.Lock)
"""one file after the other: each reads the catalogues and writes them"""
TOLD = web.AppKey("told", dict[tuple[str, str], "Taken | NotTaken"])
"""browser and language -> what became of the last file"""
_TASKS, _KEPT = 100, 20
_FILES = {"alle.po": False, "offen.po": True}
"""name -> whether only what is to be done stands in it"""


def routes() -> list[web.RouteDef]:
    """What is asked under which address."""
    return [
        web.get(HERE, show),
        web.get(HERE + "/{language}", one),
        web.get(HERE + "/{language}/{file:(?:alle|offen)[.]po}", download),
        web.post(HERE + "/{language}", upload),
        web.get(HERE + "/{language}/ergebnis", told),
    ]


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
        waiting=len(waiting),
    )


async def download(request: web.Request) -> web.Response:
    """One file for a volunteer; it opens in Poedit and Weblate."""
    house, language, file = request.app[HOUSE], await known(request), request.match_info["file"]
    content = await asyncio.to_thread(pack, await house.town(), language, only_todo=_FILES[file])
    return web.Response(
        body=content,
        content_type="text/x-gettext-translation",
        headers={"Content-Disposition": f'attachment; filename="wegweiser-{language}-{file}"'},
    )


async def upload(request: web.Request) -> web.StreamResponse:
    """What a volunteer sends back: taken where it is right; a page of its own tells the rest."""
    house, language = request.app[HOUSE], await known(request)
    given = (await request.post()).get("po")
    if not isinstance(given, web.FileField):
        raise web.HTTPBadRequest(text="Bitte erst die übersetzte Datei (.po) auswählen.")
    raw, results = given.file.read(), request.app[TOLD]
    async with request.app[TAKING]:
        results[session(request), language] = await asyncio.to_thread(
            _taken, await house.town(), language, raw
        )
    while len(results) > _KEPT:
        results.pop(next(iter(results)))
    found = go_to(f"{HERE}/{language}/ergebnis")
    keep_session(request, found)
    raise found


def _taken(town: Town, language: str, raw: bytes) -> Taken | NotTaken:
    try:
        return take(town, language, raw)
    except NotTaken as error:
        return error


async def told(request: web.Request) -> web.Response:
    """What became of the file that this browser sent last."""
    language = await known(request)
    found = request.app[TOLD].get((session(request), language))
    if found is None:
        raise go_to(f"{HERE}/{language}")
    return page(
        request,
        "uebernommen",
        language=language,
        name=desk.german_name(language),
        why=str(found) if isinstance(found, NotTaken) else "",
        changed=found.changed if isinstance(found, Taken) else 0,
        groups=list(found.groups()) if isinstance(found, Taken) else [],
    )


async def known(request: web.Request) -> str:
    """The language of the address; a page says so where there is no such language."""
    language = request.match_info["language"]
    if language not in desk.languages_to_translate(await request.app[HOUSE].town()):
        raise web.HTTPNotFound
    return language
