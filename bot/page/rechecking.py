"""Prüfliste: what readers told, what partners propose, what is to be looked at again."""

from __future__ import annotations

from typing import NamedTuple

from aiohttp import web

from bot.core.knowledge import Knowledge
from bot.page.needs import german_language, title
from bot.page.rendering import HOUSE, field, go_to_done, page
from bot.storage.notices import Notice

HERE = "/pruefen"
_DETAILS = {
    "phone": "die Telefonnummer", "address": "die Adresse", "hours": "die Zeiten", "price": "der Preis",
    "closed": "es gibt das nicht mehr", "other": "etwas anderes",
}  # fmt: skip


class Row(NamedTuple):
    """A notice on the page."""

    notice: Notice
    title: str
    what: str


def routes() -> list[web.RouteDef]:
    """What is asked under which address."""
    return [web.get(HERE, show), web.post(f"{HERE}/erledigt", done)]


async def show(request: web.Request) -> web.Response:
    """Notices first, then what of the files runs out."""
    house = request.app[HOUSE]
    knowledge = (await house.speaker()).centre.knowledge
    hints = [hint for hint in await house.findings() if hint.file.startswith("knowledge/")]
    notices = await house.storage.notices.open_ones()
    return page(
        request,
        "pruefliste",
        rows=[_row(notice, knowledge) for notice in notices],
        hints=hints,
        language=german_language,
    )


def _row(notice: Notice, knowledge: Knowledge) -> Row:
    if notice.kind == "proposal":
        return Row(notice, "Ein Partner schlägt ein Angebot vor", "")
    detail = _DETAILS.get(notice.detail, notice.detail)
    return Row(notice, _title(notice.subject, knowledge), f"Hier stimmt etwas nicht: {detail}")


def _title(subject: str, knowledge: Knowledge) -> str:
    """What is wrong, as the coordinator knows it."""
    owner, _, _ = subject.partition("/")
    organization = knowledge.organizations.get(owner)
    if organization is None:
        return title(knowledge, subject)
    offer = knowledge.offers.get(subject)
    return f"{organization.name}: {offer.service.name.value}" if offer else organization.name


async def done(request: web.Request) -> web.StreamResponse:
    """Somebody has looked."""
    house = request.app[HOUSE]
    number = await field(request, "number", 12)
    known = {str(notice.number): notice for notice in await house.storage.notices.open_ones()}
    if number not in known:
        raise web.HTTPBadRequest(text="Diese Meldung ist schon erledigt. Bitte die Liste neu laden.")
    await house.storage.notices.done(known[number].number, house.now())
    raise go_to_done(request, HERE, "Die Meldung ist vermerkt.")
