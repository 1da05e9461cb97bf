"""Whether the web pages that are named still exist: asked only on request, slowly, and kept for a week."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.desk.entries import entries
from bot.files.town import Town

State = Literal["ok", "moved", "gone", "unreachable"]
KEPT = timedelta(days=7)
"""how long an answer is believed"""
AGENT = "Wegweiser-Linkpruefung/1.0 (Integrationszentrum Esslingen; jede Adresse hoechstens einmal je Woche)"
_HOSTS, _HOPS, _TIMEOUT, _LONGEST_WAIT = 4, 6, 15, 60
_PERMANENT, _REDIRECTS, _GONE = (301, 308), (301, 302, 303, 307, 308), (404, 410)
_REFUSED = (401, 403, 405, 406, 451, 501)
"""somebody is there who does not like to be asked by a program"""
_BUSY = 429
_MANY = 5
"""hosts that are not all down on one day"""
FILE = "links.json"
"""in the cache"""


@dataclass(frozen=True)
class LinkState:
    """What is known of an address."""

    state: State
    since: date
    """of this state"""
    checked: date
    to: str = ""
    """where it has moved to"""


def told(address: str, found: LinkState) -> str | None:
    """What to do about an address, in German; nothing if it is fine."""
    since = f"{found.since.day}.{found.since.month}.{found.since.year}"
    return {
        "ok": None,
        "moved": f"{address} ist umgezogen nach {found.to}. Bitte ansehen und die neue Adresse eintragen.",
        "gone": f"{address} gibt es nicht mehr (bemerkt am {since}). Bitte die richtige Seite suchen.",
        "unreachable": f"{address} ist nicht erreichbar (seit {since}). Bitte selbst im Browser versuchen.",
    }[found.state]


def addresses(town: Town) -> tuple[str, ...]:
    """All web pages that readers are sent to."""
    texts = (text for entry in entries(town) for _, text in entry.leaves())
    return tuple(dict.fromkeys(text for text in texts if text.startswith(("https://", "http://"))))


def load(path: Path) -> dict[str, LinkState]:
    """What was found out before; nothing if it cannot be read."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {address: _state(fields) for address, fields in kept.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _state(fields: Mapping[str, str]) -> LinkState:
    since, checked = date.fromisoformat(fields["since"]), date.fromisoformat(fields["checked"])
    return LinkState(fields["state"], since, checked, fields["to"])  # type: ignore[arg-type]


def save(path: Path, states: Mapping[str, LinkState]) -> None:
    """Keep what was found out."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    kept = {address: asdict(state) for address, state in states.items()}
    beside.write_text(json.dumps(kept, ensure_ascii=False, indent=1, default=str), encoding="utf-8")
    beside.replace(path)


def due(wanted: Iterable[str], known: Mapping[str, LinkState], today: date, *, again: bool) -> list[str]:
    """The addresses to ask now."""
    return [each for each in wanted if again or each not in known or known[each].checked + KEPT <= today]


def is_public(host: str) -> bool:
    """Whether a name or number of a host may lie outside of the house."""
    if host == "localhost" or ("." not in host.rstrip(".") and ":" not in host):
        return False
    try:
        return ip_address(host).is_global
    except ValueError:
        return not host.endswith((".local", ".internal", ".lan", ".home", ".localhost"))


class Offline(Exception):
    """No host at all answered: it is not the pages that are gone; worded for the coordinator."""

    def __init__(self) -> None:
        super().__init__(
            "Keine einzige Seite hat geantwortet: Dieser Rechner kommt wohl nicht ins Internet. "
            "Es wurde nichts vermerkt; bitte später noch einmal."
        )


@dataclass(frozen=True)
class Manners:
    """How hosts are asked."""

    pause: float = 1.0
    """seconds between two questions to one host"""
    public: Callable[[str], bool] = is_public
    report: Callable[[str], None] = lambda line: None


async def check(
    wanted: Iterable[str], known: Mapping[str, LinkState], today: date, manners: Manners
) -> dict[str, LinkState]:
    """Ask each address; what is known of all of them now. Private addresses are not asked. Raises Offline."""
    by_host = defaultdict(list)
    for address in wanted:
        by_host[urlsplit(address).hostname or ""].append(address)
    states, asked = dict(known), dict[str, State]()
    at_once = asyncio.Semaphore(_HOSTS)
    connector = aiohttp.TCPConnector(resolver=_PublicNames(manners.public))
    timeout = aiohttp.ClientTimeout(total=_TIMEOUT)
    async with aiohttp.ClientSession(
        connector=connector, timeout=timeout, headers={"User-Agent": AGENT}
    ) as session:
        asker = _Asker(session, manners)

        async def ask(group: list[str]) -> None:
            async with at_once:
                for address in group:
                    if found := await asker.ask(address):
                        asked[address] = found[0]
                        states[address] = _dated(found, known.get(address), today)
                        manners.report(told(address, states[address]) or f"{address} ist in Ordnung.")

        await asyncio.gather(*map(ask, by_host.values()))
    if len({urlsplit(address).hostname for address in asked}) >= _MANY and set(asked.values()) == {
        "unreachable"
    }:
        raise Offline
    return states


def _dated(found: tuple[State, str], before: LinkState | None, today: date) -> LinkState:
    """A state is as old as the first time it was found."""
    if before and (before.state, before.to) == found:
        return replace(before, checked=today)
    return LinkState(found[0], today, today, found[1])


class _PublicNames(ThreadedResolver):
    """Names that lead into the house lead nowhere."""

    def __init__(self, public: Callable[[str], bool]) -> None:
        super().__init__()
        self._public = public

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[ResolveResult]:
        found = await super().resolve(host, port, family)
        if not (allowed := [each for each in found if self._public(each["host"])]):
            raise OSError(f"{host} is private")
        return allowed


class _Asker:
    """Asks one host after the other's answer, with a pause."""

    def __init__(self, session: aiohttp.ClientSession, manners: Manners) -> None:
        self._session, self._manners = session, manners
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def ask(self, address: str) -> tuple[State, str] | None:
        """The state of an address; None if nobody could say now, or it may not be asked."""
        here, permanent = address, True
        for _ in range(_HOPS):
            if not self._manners.public(urlsplit(here).hostname or ""):
                return None if here == address else ("unreachable", "")
            try:
                status, location = await self._answer(here)
            except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
                return "unreachable", ""
            if status not in _REDIRECTS or not location:
                return _judged(status, here if permanent and here != address else "")
            permanent = permanent and status in _PERMANENT
            here = urljoin(here, location)
        return "unreachable", ""

    async def _answer(self, address: str) -> tuple[int, str]:
        """Status and target: without the page first, then with its first bytes, once more after a wait."""
        status, location, _ = await self._request("HEAD", address)
        if status < min(_REFUSED):
            return status, location
        status, location, wait = await self._request("GET", address)
        if status == _BUSY and wait <= _LONGEST_WAIT:
            await asyncio.sleep(wait)
            status, location, _ = await self._request("GET", address)
        return status, location

    async def _request(self, method: str, address: str) -> tuple[int, str, float]:
        headers = {"Range": "bytes=0-1023"} if method == "GET" else {}
        async with self._turns[urlsplit(address).hostname or ""]:
            async with self._session.request(
                method, address, headers=headers, allow_redirects=False
            ) as response:
                seen = response.status, response.headers.get("Location", ""), _wait(response)
            await asyncio.sleep(self._manners.pause)
        return seen


def _wait(response: aiohttp.ClientResponse) -> float:
    """Seconds after which a busy host wants to be asked again."""
    told_wait = response.headers.get("Retry-After", "").strip()
    if told_wait.isdigit():
        return float(told_wait)
    try:
        moment = parsedate_to_datetime(told_wait)
    except ValueError:
        return 10.0
    return max(0.0, (moment - datetime.now(moment.tzinfo)).total_seconds())


def _judged(status: int, moved_to: str) -> tuple[State, str] | None:
    if status in _GONE:
        return "gone", ""
    if status == _BUSY:
        return None
    if status < min(_REFUSED) or status in _REFUSED or status == 416:  # noqa: PLR2004 - no such range
        return ("moved", moved_to) if moved_to else ("ok", "")
    return "unreachable", ""
