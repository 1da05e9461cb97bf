"""Ändern: an entry as a form, filled with what is known; what is saved is in force at once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from aiohttp import web

from bot.desk import corrections
from bot.page.house import AUTHOR
from bot.page.rendering import HOUSE, go_to_done, page

HERE = "/pruefen/aendern"
_GONE = "Dieses Angebot gibt es nicht (mehr). Bitte die Liste neu laden."


def routes() -> list[web.RouteDef]:
    """What is asked under which address."""
    return [web.get(HERE, show), web.post(HERE, save)]


async def show(request: web.Request) -> web.Response:
    """The form of the entry that the address names."""
    return await _form(request, request.query.get("eintrag", ""), {}, [])


async def save(request: web.Request) -> web.StreamResponse:
    """Put what is right in force; what is wrong is told above the form, and nothing is lost."""
    house, given = request.app[HOUSE], await request.post()
    new = {name: value.replace("\r\n", "\n") for name, value in given.items() if isinstance(value, str)}
    entry = new.pop("eintrag", "")
    org, _, service = entry.partition("/")
    town = await house.town()
    if not corrections.fields(town, org, service or None):
        raise web.HTTPNotFound(text=_GONE)
    made = await asyncio.to_thread(corrections.edits, town, org, service or None, new)
    if made.problems:
        return await _form(request, entry, new, [f"{each.what}; {each.remedy}" for each in made.problems])
    await house.storage.edits.make(made.edits, AUTHOR, house.now())
    number = len(made.edits)
    told = f"{number} Änderung{'' if number == 1 else 'en'} gespeichert." if number else "Nichts war anders."
    raise go_to_done(request, "/pruefen", told)


async def _form(
    request: web.Request, entry: str, new: Mapping[str, str], problems: list[str]
) -> web.Response:
    house = request.app[HOUSE]
    org, _, service = entry.partition("/")
    town = await house.town()
    fields = await asyncio.to_thread(corrections.fields, town, org, service or None)
    if not fields:
        raise web.HTTPNotFound(text=_GONE)
    offer = (await house.speaker()).centre.knowledge.offers.get(entry)
    name = f"{offer.organization.name}: {offer.service.name.value}" if offer else org
    return page(
        request, "aendern", 422 if problems else 200,
        entry=entry, name=name, fields=fields, new=new, problems=problems,
    )  # fmt: skip
