"""The desk as a web application on 127.0.0.1, and nowhere else."""

from __future__ import annotations

import asyncio
import errno
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import partial

from aiohttp import web

from bot.files.problems import BrokenFiles
from bot.page import (
    adding,
    changing,
    correcting,
    gap_list,
    overview,
    rechecking,
    security,
    translating,
    trying,
)
from bot.page.house import House
from bot.page.rendering import HERE, HOUSE, PLACES, SAID, TEMPLATES, environment, page, section
from bot.page.talks import Talks
from bot.page.waiting import StillWorking
from bot.storage.database import TROUBLE

log = logging.getLogger(__name__)

ADDRESS = "127.0.0.1"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_SUBJECTS = (overview, trying, adding, rechecking, correcting, translating, gap_list, changing)
_TOO_LARGE = 413
_SAID = {
    404: "Diese Seite gibt es nicht.",
    405: "So kann man das nicht aufrufen.",
    _TOO_LARGE: "Das ist zu groß. Der Schreibtisch nimmt höchstens 4 MB an.",
}
_TOO_OLD = "Die Seite war älter als der Schreibtisch. Bitte neu laden und die Datei noch einmal wählen."


class PortInUse(Exception):
    """Somebody else listens there; worded for the coordinator."""


def application(house: House) -> web.Application:
    """All pages."""
    made = web.Application(client_max_size=security.LARGEST, middlewares=[_polite, _guarded])
    made[security.TOKEN] = security.new_token()
    made[HOUSE], made[TEMPLATES], made[trying.TALKS] = house, environment(), Talks()
    made[SAID], made[adding.PLANS] = {}, OrderedDict()
    made[translating.TAKING], made[translating.TOLD] = asyncio.Lock(), {}
    made.on_response_prepare.append(security.add_headers)
    made.on_cleanup.append(_end)
    for name in ("style.css", "zeichen.svg"):
        made.router.add_get(f"/{name}", partial(_file, name))
    for subject in _SUBJECTS:
        made.add_routes(subject.routes())
    return made


async def serve(house: House, port: int, say: Callable[[str], None]) -> None:
    """Be there until the process is told to stop; `say` is told the address. Raises PortInUse."""
    runner = web.AppRunner(application(house), access_log=None, shutdown_timeout=2)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, ADDRESS, port).start()
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise PortInUse(
                f"Anschluss {port} ist schon belegt. Vielleicht ist der Schreibtisch schon offen: "
                f"http://{ADDRESS}:{port}/ – sonst einen anderen wählen: run_bot.py desk --port {port + 1}"
            ) from None
        say(f"Der Schreibtisch ist offen: http://{ADDRESS}:{port}/  (Schluss mit Strg+C)")
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


async def _end(app: web.Application) -> None:
    await app[HOUSE].jobs.close()


async def _file(name: str, _: web.Request) -> web.FileResponse:
    return web.FileResponse(HERE / name)


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        await security.check(request)
    except security.StaleForm as stale:
        if stale.whole:
            return page(request, "veraltet", 403, fields=stale.fields, back=section(request.path))
        return _told(request, 403, _TOO_OLD)
    return await handler(request)


@web.middleware
async def _polite(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Whatever goes wrong is told on a page, in German."""
    try:
        return await handler(request)
    except web.HTTPRedirection:
        raise
    except web.HTTPException as error:
        return _told(request, error.status, _worded(error))
    except StillWorking as working:
        again = request.path_qs if request.method == "GET" else section(request.path)
        return page(request, "warten", what=str(working), again=again, refresh=f"0; url={again}")
    except BrokenFiles as error:
        again = request.path_qs if request.method == "GET" else section(request.path)
        return page(request, "kaputt", 503, problems=error.problems, again=again)
    except TROUBLE as error:
        log.error("the desk: %s", type(error).__name__)
        return _told(
            request,
            503,
            "Die Datenbank oder eine Datei ist gerade nicht erreichbar. Bitte gleich noch einmal.",
        )
    except Exception:
        log.exception("the desk failed at %s", request.path)
        return _told(
            request, 500, "Hier ist ein Fehler passiert, der nicht an Ihnen liegt. Er steht im Protokoll."
        )


def _worded(error: web.HTTPException) -> str:
    """What the page says itself; else what the status means."""
    own = "" if error.text == f"{error.status}: {error.reason}" or error.status == _TOO_LARGE else error.text
    return own or _SAID.get(error.status) or "Das ging nicht."


def _told(request: web.Request, status: int, what: str) -> web.Response:
    back = section(request.path)
    return page(request, "hinweis", status, what=what, back=next(p for p in PLACES if p.path == back))
