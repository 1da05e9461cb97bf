"""Templates -> pages; the one place that knows how a page is put together."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from aiohttp import web
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.core.schedule import BERLIN
from bot.page.house import House
from bot.page.security import TOKEN, keep_session, session

HOUSE = web.AppKey("house", House)
HERE = Path(__file__).resolve().parent


class Place(NamedTuple):
    """A page in the row at the top."""

    path: str
    name: str


PLACES = (
    Place("/", "Übersicht"),
    Place("/ausprobieren", "Ausprobieren"),
    Place("/pruefen", "Prüfliste"),
    Place("/uebersetzungen", "Übersetzungen"),
    Place("/luecken", "Lücken"),
    Place("/aenderungen", "Änderungen"),
)


def section(path: str) -> str:
    """The page in the row at the top to which an address belongs."""
    return next((p.path for p in PLACES[1:] if path.startswith(p.path)), "/")


def german_day(day: date) -> str:
    """`28.11.2026`"""
    return f"{day:%d.%m.%Y}"


def german_time(moment: datetime) -> str:
    """`28.11.2026, 14:05 Uhr`"""
    return f"{moment.astimezone(BERLIN):%d.%m.%Y, %H:%M} Uhr"


def german_month(month: str) -> str:
    """`November 2026` of `2026-11`"""
    return format_date(date.fromisoformat(f"{month}-01"), "MMMM yyyy", locale="de")


def counted(number: int, one: str, many: str) -> str:
    """`1 Angebot`, `3 Angebote`"""
    return f"{number} {one if number == 1 else many}"


def environment() -> Environment:
    """What makes text of templates: everything is escaped, a name that is missing is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": german_day, "time": german_time, "month": german_month, "counted": counted}
    made.globals["places"] = PLACES
    return made


TEMPLATES = web.AppKey("templates", Environment)
SAID = web.AppKey("said", dict[str, str])
"""browser -> what was just done, until it is shown"""
_BROWSERS = 20


def page(request: web.Request, template: str, status: int = 200, **values: object) -> web.Response:
    """A page."""
    known: dict[str, object] = {
        "token": request.app[TOKEN], "path": request.path, "refresh": None,
        "done": request.app[SAID].pop(session(request), ""),
    }  # fmt: skip
    text = request.app[TEMPLATES].get_template(f"{template}.html.jinja").render(known | values)
    response = web.Response(text=text, content_type="text/html", status=status)
    keep_session(request, response)
    return response


def go_to(path: str) -> web.HTTPSeeOther:
    """After something was done: show a page, so that reloading does nothing twice."""
    return web.HTTPSeeOther(path)


def go_to_done(request: web.Request, path: str, done: str) -> web.HTTPSeeOther:
    """The same, and the next page that this browser sees says what was done."""
    said = request.app[SAID]
    said[session(request)] = done
    while len(said) > _BROWSERS:
        said.pop(next(iter(said)))
    found = web.HTTPSeeOther(path)
    keep_session(request, found)
    return found


async def field(request: web.Request, name: str, longest: int = 4096) -> str:
    """A text of the form, cut at a length; nothing where a file was sent instead."""
    value = (await request.post()).get(name, "")
    return value[:longest] if isinstance(value, str) else ""
