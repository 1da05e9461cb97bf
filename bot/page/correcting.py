"""Ändern: an entry as a form, filled with what is known; what is saved is in force at once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import quote

from aiohttp import web

from bot.desk import corrections
from bot.desk.entries import confirmed, entries
from bot.files.problems import BrokenFiles
from bot.files.town import Town
from bot.page.house import AUTHOR, House
from bot.page.rendering import HOUSE, counted, german_day, go_to_done, page

HERE = "/pruefen/aendern"
_BEFORE = "vorher:"
"""how the fields begin that say what the form was filled with"""
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
    entry, whole = new.pop("eintrag", ""), new.pop("geprueft", "")
    before = {name.removeprefix(_BEFORE): new.pop(name) for name in list(new) if name.startswith(_BEFORE)}
    org, _, service = entry.partition("/")
    town = await house.town()
    if not corrections.fields(town, org, service or None):
        raise _gone(town)
    made = await asyncio.to_thread(corrections.edits, town, org, service or None, new, before)
    if made.problems:
        written = {
            name: value for name, value in new.items() if value.split() != before.get(name, "-").split()
        }
        told = [f"{each.what}; {each.remedy}" for each in made.problems]
        return await _form(request, entry, written, told)
    await house.storage.edits.make(made.edits, AUTHOR, house.now())
    number = len(made.edits)
    what = f"{counted(number, 'Änderung', 'Änderungen')} gespeichert." if number else "Nichts war anders."
    if whole:
        await _confirm(house, entry)
        what = f"{what} Das Prüfdatum ist jetzt der {german_day(house.today())}."
    raise go_to_done(request, f"/pruefen?partner={quote(org)}", what)


def _gone(town: Town) -> Exception:
    """An entry that is not there: perhaps its file has a mistake just now."""
    return BrokenFiles(town.files_problems) if town.files_problems else web.HTTPNotFound(text=_GONE)


async def _confirm(house: House, entry: str) -> None:
    """All else of the entry is right as well: the day of the confirmation is set."""
    found = next((each for each in entries(await house.town()) if each.subject == entry), None)
    if found:
        await house.storage.edits.make(confirmed(found, house.today()), AUTHOR, house.now())


async def _form(
    request: web.Request, entry: str, new: Mapping[str, str], problems: list[str]
) -> web.Response:
    house = request.app[HOUSE]
    org, _, service = entry.partition("/")
    town = await house.town()
    fields = await asyncio.to_thread(corrections.fields, town, org, service or None)
    found = next((each for each in entries(town) if each.subject == entry), None)
    if not fields or found is None:
        raise _gone(town)
    return page(
        request, "aendern", 422 if problems else 200,
        entry=entry, org=org, name=found.title, before=_BEFORE, fields=fields, new=new, problems=problems,
    )  # fmt: skip
