"""Änderungen: what is in force but in no file yet, what was changed before, what could not be answered."""

from __future__ import annotations

import asyncio
from typing import NamedTuple

from aiohttp import web

from bot.desk.overlay import apply
from bot.files.problems import BrokenFiles
from bot.page.edit_words import Told, author, told
from bot.page.rendering import HOUSE, counted, field, german_time, go_to_done, page
from bot.storage.edits import Made

HERE = "/aenderungen"


class Row(NamedTuple):
    """An edit on the page."""

    number: int
    told: Told
    author: str
    made: str
    applied: str


def routes() -> list[web.RouteDef]:
    """What is asked under which address."""
    return [
        web.get(HERE, show),
        web.post(f"{HERE}/zurueck", take_back),
        web.post(f"{HERE}/schreiben", write),
    ]


async def show(request: web.Request) -> web.Response:
    """Edits in force, the history, and questions that were set aside."""
    storage = request.app[HOUSE].storage
    return page(
        request,
        "aenderungen",
        in_force=[row(made) for made in await storage.edits.in_force()],
        history=[row(made) for made in await storage.edits.latest() if made.applied_at],
        aside=[(german_time(when), why) for when, why in sorted(await storage.inbox.set_aside_ones())],
    )


def row(made: Made) -> Row:
    """An edit in words."""
    applied = german_time(made.applied_at) if made.applied_at else ""
    return Row(made.number, told(made.edit), author(made.author), german_time(made.made_at), applied)


async def take_back(request: web.Request) -> web.StreamResponse:
    """Undo one edit that is not in the files yet."""
    number = await field(request, "number", 12)
    in_force = {str(made.number): made for made in await request.app[HOUSE].storage.edits.in_force()}
    if number not in in_force:
        raise web.HTTPBadRequest(
            text="Diese Änderung gilt nicht mehr: Sie steht schon in den Dateien oder wurde zurückgenommen."
        )
    await request.app[HOUSE].storage.edits.take_back(in_force[number].number)
    raise go_to_done(request, HERE, "Die Änderung ist zurückgenommen.")


async def write(request: web.Request) -> web.StreamResponse:
    """Write what is in force into the files; what cannot be written stays in force and is told."""
    house = request.app[HOUSE]
    if broken := (await house.town()).files_problems:
        raise BrokenFiles(broken)
    done = await asyncio.to_thread(apply, house.folders, await house.storage.edits.in_force())
    await house.storage.edits.applied([made.number for made in done.written], house.now())
    if not (done.lost or done.kept):
        what = counted(len(done.written), "Änderung steht", "Änderungen stehen")
        raise go_to_done(request, HERE, f"{what} jetzt in den Dateien.")
    return page(
        request,
        "geschrieben",
        written=len(done.written),
        lost=[row(made) for made in done.lost],
        kept=done.kept,
    )
