"""Prüfliste: what is to be looked at again; its yes, and what partners are asked."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from aiohttp import web

from bot.desk import confirm
from bot.desk.recheck import Item, items
from bot.files.town import Town
from bot.page.edit_words import told
from bot.page.house import AUTHOR
from bot.page.rendering import HOUSE, field, go_to_done, page

HERE = "/pruefen"
_SHOWN = 60
"""entries on one page"""


class Row(NamedTuple):
    """An entry on the page."""

    name: str
    item: Item
    overdue: bool
    partner: str
    """the id of the organization, where it is one's"""
    editable: bool
    """whether there is a form for it"""


def routes() -> list[web.RouteDef]:
    """What is asked under which address."""
    return [
        web.get(HERE, show),
        web.post(f"{HERE}/stimmt", yes),
        web.post(f"{HERE}/erledigt", done),
        web.get(HERE + "/brief/{partner}", letter),
    ]


async def show(request: web.Request) -> web.Response:
    """All entries, or those of one partner, or only what is due."""
    house = request.app[HOUSE]
    town, partner = await house.town(), request.query.get("partner", "")
    told_first = sorted(await listed(request), key=lambda item: item.number is None)
    found = [_row(item, town, house.today()) for item in told_first]
    partners = sorted(
        {(row.partner, name_of(town, row.partner)) for row in found if row.partner}, key=lambda p: p[1]
    )
    chosen = [row for row in found if not partner or row.partner == partner]
    due = [row for row in chosen if row.overdue]
    only_due = "alle" not in request.query and bool(due)
    listed_ = due if only_due else chosen
    return page(
        request,
        "pruefliste",
        rows=listed_[:_SHOWN],
        all_rows=len(listed_),
        due=len(due),
        everything=len(chosen),
        only_due=only_due,
        partner=partner if any(partner == id_ for id_, _ in partners) else "",
        partners=partners,
    )


async def listed(request: web.Request) -> list[Item]:
    """The list of today."""
    house = request.app[HOUSE]
    town, storage = await house.town(), house.storage
    shown: dict[str, int] = {}
    for counted in await storage.counts.all("shown"):
        shown[counted.subject] = shown.get(counted.subject, 0) + counted.times
    notices = await storage.notices.open_ones()
    return await asyncio.to_thread(lambda: list(items(town, house.today(), shown=shown, notices=notices)))


def name(item: Item) -> str:
    """What names an entry in a form; changes with what is said of it."""
    return hashlib.sha256(f"{item.kind} {item.subject} {item.place} {item.what}".encode()).hexdigest()[:16]


def _row(item: Item, town: Town, today: date) -> Row:
    owner = item.subject.partition("/")[0]
    known = any(file.model is not None and file.model.id == owner for file in town.files.organizations)
    return Row(name(item), item, item.due <= today, owner if known else "", known)


def name_of(town: Town, partner: str) -> str:
    """The name of an organization."""
    return next(
        (f.model.name for f in town.files.organizations if f.model and f.model.id == partner), partner
    )


async def chosen(request: web.Request) -> Item:
    """The entry that a form names; a page says so where it has changed."""
    wanted = await field(request, "item", 20)
    found = next((item for item in await listed(request) if name(item) == wanted), None)
    if found is None:
        raise web.HTTPBadRequest(
            text="Dieser Eintrag hat sich geändert oder ist schon erledigt. Bitte die Liste neu laden."
        )
    return found


async def yes(request: web.Request) -> web.StreamResponse:
    """It is still right: the day of the confirmation is set."""
    house, item = request.app[HOUSE], await chosen(request)
    if not item.yes:
        raise web.HTTPBadRequest(text="Dieser Eintrag lässt sich nicht bestätigen, nur ändern.")
    await house.storage.edits.make(item.yes, AUTHOR, house.now())
    changes = "; ".join(f"{each.place}: {each.value}" for each in map(told, item.yes))
    raise go_to_done(
        request, _back(await field(request, "back", 300)), f"{item.title} stimmt noch. Geändert: {changes}"
    )


async def done(request: web.Request) -> web.StreamResponse:
    """Somebody has looked at what readers told."""
    house, item = request.app[HOUSE], await chosen(request)
    if not item.number:
        raise web.HTTPBadRequest(text="Dieser Eintrag ist keine Meldung.")
    await house.storage.notices.done(item.number, house.now())
    raise go_to_done(
        request, _back(await field(request, "back", 300)), f"Die Meldung zu {item.title} ist erledigt."
    )


async def letter(request: web.Request) -> web.Response:
    """The letter that asks a partner whether all is still right."""
    house, partner = request.app[HOUSE], request.match_info["partner"]
    town = await house.town()
    if not any(f.model is not None and f.model.id == partner for f in town.files.organizations):
        raise web.HTTPNotFound
    made = await asyncio.to_thread(confirm.letter, town, partner, house.today())
    address = f"mailto:{quote(made.to)}?subject={quote(made.subject)}&body={quote(made.body)}"
    return page(request, "brief", letter=made, address=address, partner=partner, name=name_of(town, partner))


def _back(given: str) -> str:
    """The list as it was looked at; never anywhere else."""
    return given if given.startswith(f"{HERE}?") and "\n" not in given and "\r" not in given else HERE
