"""Dieser Satz gehört zu …: a sentence and its need, tried with all test messages, then kept in its file."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from dataclasses import dataclass, replace

from aiohttp import web

from bot.core.redaction import MARK
from bot.desk import phrases
from bot.desk.phrases import Addition, NotKept, Trial
from bot.files import intent_files
from bot.files.stamp import stamp
from bot.files.town import Town
from bot.page.needs import german_language, title
from bot.page.rendering import HOUSE, field, go_to, go_to_done, page, section

HERE = "/satz"
_PLANS, _LONGEST = 20, 1000


@dataclass(frozen=True)
class Plan:
    """A sentence that may be kept, and the page from which one came."""

    addition: Addition
    back: str


PLANS = web.AppKey("plans", OrderedDict[str, Plan])


def routes() -> list[web.RouteDef]:
    """What is asked under which address."""
    return [
        web.post(HERE, plan),
        web.get(HERE + "/{plan}", show),
        web.post(HERE + "/{plan}", keep),
    ]


async def plan(request: web.Request) -> web.StreamResponse:
    """A sentence of a form, its need and its language: the trial begins on the next page."""
    text = " ".join((await field(request, "text", _LONGEST)).replace(MARK, " ").split())
    need, language = await field(request, "need", 60), await field(request, "language", 20)
    back = section(await field(request, "back", 40))
    made = Plan(Addition(text, need, language), back)
    written = await asyncio.to_thread(stamp, request.app[HOUSE].folders.intents, ".yaml")
    name = hashlib.sha256(repr((made, written)).encode()).hexdigest()[:20]  # pressed twice, it is one trial
    plans = request.app[PLANS]
    plans[name] = made
    while len(plans) > _PLANS:
        plans.popitem(last=False)
    raise go_to(f"{HERE}/{name}")


async def show(request: web.Request) -> web.Response:
    """What the sentence changes; whoever comes before that is known sees that one has to wait."""
    house, made = request.app[HOUSE], _planned(request)
    town, now = await house.town(), house.now()
    edits = [each.edit for each in await house.storage.edits.in_force()]

    def find() -> Trial | str:
        if why := _objection(town, made.addition):
            return why
        try:
            return phrases.trial(house.folders, made.addition, now, edits=edits)
        except NotKept as error:
            return str(error)

    found = await house.jobs.result(
        f"trial {request.path}",
        "Der Bot lernt mit dem neuen Satz und prüft alle Prüfsätze. Das kann einige Minuten dauern.",
        lambda: asyncio.to_thread(find),
    )
    knowledge = (await house.speaker()).centre.knowledge
    return page(
        request,
        "satz",
        plan=made,
        title=title(knowledge, made.addition.need),
        language=german_language(made.addition.language),
        objection=found if isinstance(found, str) else "",
        good=isinstance(found, Trial) and found.good,
        lines=[] if isinstance(found, str) else list(phrases.lines(found)),
    )


def _planned(request: web.Request) -> Plan:
    made = request.app[PLANS].get(request.match_info["plan"])
    if made is None:
        raise web.HTTPNotFound(text="Diesen Versuch gibt es nicht mehr. Bitte den Satz noch einmal zuordnen.")
    return made


def _objection(town: Town, addition: Addition) -> str:
    """Why the sentence cannot be taken; the phrases are read for it and let go."""
    whole = replace(town, intents=intent_files.read(town.folders.intents))
    return phrases.objection(whole, addition, town.redaction_file.redaction)


def _stands(town: Town, addition: Addition) -> bool:
    return phrases.stands(intent_files.read(town.folders.intents), addition)


async def keep(request: web.Request) -> web.StreamResponse:
    """Write the sentence into its file."""
    house, made = request.app[HOUSE], _planned(request)
    town = await house.town()
    if await asyncio.to_thread(_stands, town, made.addition):  # pressed twice
        raise go_to_done(request, made.back, f"„{made.addition.text}“ steht in den Beispielsätzen.")
    if why := await asyncio.to_thread(_objection, town, made.addition):
        raise web.HTTPBadRequest(text=why)
    try:
        file = await asyncio.to_thread(phrases.keep, house.folders, made.addition)
    except NotKept as error:
        raise web.HTTPBadRequest(text=str(error)) from None
    raise go_to_done(request, made.back, f"„{made.addition.text}“ steht jetzt in {file}.")
