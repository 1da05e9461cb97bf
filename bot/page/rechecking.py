"""Prüfliste: what is to be looked at again; its yes, and what partners are asked."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import date
from typing import NamedTuple

from aiohttp import web

from bot.desk import confirm, links
from bot.desk.recheck import Item, items
from bot.desk.recheck_groups import Group, grouped
from bot.files.town import Town
from bot.page.house import AUTHOR
from bot.page.rendering import HOUSE, field, german_day, go_to_done, page

HERE = "/pruefen"
_SHOWN = 60
"""entries on one page"""
_UNDO = "Zurücknehmen lässt es sich unter „Änderungen“."


class Row(NamedTuple):
    """An entry on the page."""

    name: str
    item: Item
    overdue: bool
    editable: bool
    """whether there is a form for it"""
    group: str
    """the key of its group"""


def routes() -> list[web.RouteDef]:
    """What is asked under which address."""
    return [
        web.get(HERE, show),
        web.post(f"{HERE}/stimmt", yes),
        web.post(f"{HERE}/allesstimmt", all_right),
        web.post(f"{HERE}/erledigt", done),
        web.get(HERE + "/brief/{partner}", letter),
        web.get(HERE + "/brief/{partner}/datei", letter_file),
    ]


async def show(request: web.Request) -> web.Response:
    """What was told, then by whom to ask; or all entries of one group."""
    house = request.app[HOUSE]
    town, today, found = await house.town(), house.today(), await listed(request)
    all_groups = await asyncio.to_thread(grouped, found, town)
    chosen = next((group for group in all_groups if group.key == request.query.get("partner")), None)
    only_due = "alle" not in request.query
    kept = [item for item in found if item.due <= today or not only_due]
    groups = all_groups if kept is found else await asyncio.to_thread(grouped, kept, town)
    listed_ = chosen.items if chosen else [item for item in found if item.number is not None]
    rows = [_row(item, town, today) for item in listed_]
    return page(
        request,
        "pruefliste",
        rows=rows[:_SHOWN],
        all_rows=len(rows),
        today=today,
        due=sum(item.due <= today for item in found),
        only_due=only_due,
        later=sum(item.due > today for item in found),
        chosen=chosen,
        groups=[] if chosen else [group for group in groups if _to_ask(group)],
        all_groups=sorted(all_groups, key=lambda group: group.title.casefold()),
    )


def _to_ask(group: Group) -> bool:
    """Whether more stands there than what was told: that is shown above."""
    return any(item.number is None for item in group.items)


async def listed(request: web.Request) -> list[Item]:
    """The list of today."""
    house = request.app[HOUSE]
    town, storage = await house.town(), house.storage
    shown: dict[str, int] = {}
    for counted in await storage.counts.all("shown"):
        shown[counted.subject] = shown.get(counted.subject, 0) + counted.times
    notices, cache = await storage.notices.open_ones(), house.folders.cache

    def find() -> list[Item]:
        known = links.load(cache / links.FILE) if cache else {}
        return list(items(town, house.today(), shown=shown, notices=notices, links=known))

    return await asyncio.to_thread(find)


def name(item: Item) -> str:
    """What names an entry in a form; changes with what is said of it."""
    return hashlib.sha256(f"{item.kind} {item.subject} {item.place} {item.what}".encode()).hexdigest()[:16]


def _row(item: Item, town: Town, today: date) -> Row:
    owner = item.subject.partition("/")[0]
    known = any(file.model is not None and file.model.id == owner for file in town.files.organizations)
    return Row(name(item), item, item.due <= today, known, owner if known else "")


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
    if item.number:
        await house.storage.notices.done(item.number, house.now())
    back = _back(await field(request, "back", 300))
    raise go_to_done(
        request, back, f"{item.title} stimmt noch: geprüft am {german_day(house.today())}. {_UNDO}"
    )


async def all_right(request: web.Request) -> web.StreamResponse:
    """A partner says that the whole letter is right: all that readers see of it is confirmed."""
    house, partner = request.app[HOUSE], await field(request, "partner", 100)
    town = await house.town()
    try:
        edits = await asyncio.to_thread(confirm.yes, town, partner, house.today())
    except confirm.Unknown as error:
        raise web.HTTPBadRequest(text=str(error)) from None
    await house.storage.edits.make(edits, AUTHOR, house.now())
    what = f"{name_of(town, partner)}: Alles stimmt noch, geprüft am {german_day(house.today())}. {_UNDO}"
    raise go_to_done(request, HERE, what)


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
    partner = request.match_info["partner"]
    made, name_ = await _letter(request)
    return page(request, "brief", letter=made, partner=partner, name=name_)


async def letter_file(request: web.Request) -> web.Response:
    """The same as a file: a double click opens it in the mail program."""
    made, _ = await _letter(request)
    name_ = f"{request.match_info['partner']}.eml"
    headers = {"Content-Disposition": f'attachment; filename="{name_}"'}
    return web.Response(body=made.eml(), content_type="message/rfc822", headers=headers)


async def _letter(request: web.Request) -> tuple[confirm.Letter, str]:
    house, partner = request.app[HOUSE], request.match_info["partner"]
    town = await house.town()
    if not any(f.model is not None and f.model.id == partner for f in town.files.organizations):
        raise web.HTTPNotFound
    return await asyncio.to_thread(confirm.letter, town, partner, house.today()), name_of(town, partner)


def _back(given: str) -> str:
    """The list as it was looked at; never anywhere else."""
    return given if given.startswith(f"{HERE}?") and "\n" not in given and "\r" not in given else HERE
