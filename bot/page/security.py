"""Who may ask the desk for what: only a browser on this machine, only from the desk's own pages."""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlsplit

from aiohttp import web

TOKEN = web.AppKey("token", str)
"""stands in every form; made anew at each start"""
LARGEST = 4 << 20
"""bytes of what is sent: a catalogue of translations has one"""
COOKIE = "schreibtisch"
_SESSION = web.RequestKey("session", str)
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class StaleForm(Exception):
    """A form of ours, from before the desk was started anew: nothing is done until it is sent again."""

    def __init__(self, fields: list[tuple[str, object]]) -> None:
        super().__init__()
        self.fields = [(name, value) for name, value in fields if isinstance(value, str)]
        self.whole = len(self.fields) == len(fields)
        """whether all of it can be sent again; a file cannot"""


def new_token() -> str:
    """A secret nobody can guess."""
    return secrets.token_urlsafe(32)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Whatever is answered, nothing from elsewhere is loaded and nothing is kept by the browser."""
    response.headers.update(_HEADERS)


def session(request: web.Request) -> str:
    """The name under which this browser's talk is held; made where it has none."""
    given = request.cookies.get(COOKIE, "")
    if _SESSION not in request:
        request[_SESSION] = given if _is_a_name(given) else secrets.token_urlsafe(24)
    return request[_SESSION]


def keep_session(request: web.Request, response: web.StreamResponse) -> None:
    """Have the browser remember it, until it is closed."""
    response.set_cookie(COOKIE, session(request), httponly=True, samesite="Strict", path="/")


def _is_a_name(given: str) -> bool:
    return len(given) == 32 and given.replace("-", "a").replace("_", "a").isalnum() and given.isascii()  # noqa: PLR2004


async def check(request: web.Request) -> None:
    """Refuse what does not come from the desk itself.

    The name that was asked for must be this machine's, else a page elsewhere could point its own name here.
    Whatever changes something must come from a form of ours.
    """
    port = _port(request)
    if request.headers.get("Host") not in (f"127.0.0.1:{port}", f"localhost:{port}"):
        raise web.HTTPForbidden(
            text="Diese Seite gibt es nur auf diesem Rechner, unter ihrer eigenen Adresse."
        )
    if request.method in ("GET", "HEAD"):
        return
    if request.method != "POST":
        raise web.HTTPMethodNotAllowed(request.method, ("GET", "POST"))
    if not _from_here(request):
        raise web.HTTPForbidden(text="Das kam nicht von einer Seite des Schreibtischs und wurde nicht getan.")
    try:
        form = await request.post()
    except (ValueError, LookupError):
        raise web.HTTPBadRequest(text="Das Abgeschickte ist nicht lesbar.") from None
    given = form.get("token", "")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), request.app[TOKEN].encode()):
        raise StaleForm([(name, value) for name, value in form.items() if name != "token"])


def _port(request: web.Request) -> int:
    """The port that was called, whatever the caller says."""
    address = request.transport.get_extra_info("sockname") if request.transport else None
    return int(address[1]) if address else 0


def _from_here(request: web.Request) -> bool:
    """Whether the browser says that a page of ours sent this."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        referer = urlsplit(request.headers.get("Referer", ""))
        origin = f"{referer.scheme}://{referer.netloc}"
    return origin == f"http://{request.headers['Host']}"
