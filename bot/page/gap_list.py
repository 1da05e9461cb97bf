"""Lücken: what could not be answered, put together, and what becomes of it."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.desk.gap_groups import Group, groups, missing_offers
from bot.desk.gaps import KINDS, LONGEST_TITLE, number_of, numbered, verdict_words
from bot.page.needs import german_language, title, titles, topics
from bot.page.rendering import HOUSE, field, go_to_done, page
from bot.storage.gaps import MISSING, NOT_OURS, TO_NEED

HERE = "/luecken"
_OFFER = "Unter „Erledigt“ lässt sich die Frage dem Bot als Beispielsatz beibringen."


def routes() -> list[web.RouteDef]:
    """What is asked under which address."""
    return [
        web.get(HERE, show),
        web.post(f"{HERE}/urteil", judge),
        web.post(f"{HERE}/anliegen", belongs),
        web.post(f"{HERE}/oeffnen", reopen),
    ]


async def show(request: web.Request) -> web.Response:
    """The open groups, what our offer lacks, and what was settled."""
    house = request.app[HOUSE]
    centre = (await house.speaker()).centre
    shown = await house.storage.gaps.shown()
    named = titles(centre.knowledge)
    found = await asyncio.to_thread(groups, shown, centre.understander, named)
    settled = [group for group in found if group.verdict and not group.verdict.startswith(MISSING)]
    return page(
        request,
        "luecken",
        waiting=[(number_of(group), group) for group in found if not group.verdict],
        missing=missing_offers(shown),
        settled=[(number_of(group), group, verdict_words(group.verdict, named)) for group in settled],
        to_need=TO_NEED,
        topics=topics(centre.knowledge),
        kinds=KINDS,
        language=german_language,
        longest=LONGEST_TITLE,
    )


async def group_of(request: web.Request, number: str) -> Group:
    """The group that a form names; a page says so where it has gone."""
    shown = await request.app[HOUSE].storage.gaps.shown()
    wanted = int(number) if number.isascii() and number.isdigit() else -1
    named = await asyncio.to_thread(numbered, shown, wanted)
    if named is None:
        raise web.HTTPBadRequest(text="Diese Lücke gibt es nicht mehr. Bitte die Liste neu laden.")
    return named


async def judge(request: web.Request) -> web.StreamResponse:
    """A gap in our offer, with a short title, or not ours."""
    group = await group_of(request, await field(request, "group", 12))
    if await field(request, "verdict", 20) == NOT_OURS:
        await _judged(request, group, NOT_OURS)
        raise go_to_done(request, HERE, "Vermerkt: nicht unser Thema.")
    title_ = " ".join((await field(request, "title", LONGEST_TITLE)).split())
    if not title_:
        raise web.HTTPBadRequest(text="Bitte einen kurzen Titel für das eintragen, was noch fehlt.")
    await _judged(request, group, MISSING + title_)
    raise go_to_done(request, HERE, f"Vermerkt als Lücke in unserem Angebot: {title_}.")


async def belongs(request: web.Request) -> web.StreamResponse:
    """The questions of a group belong to a need."""
    group = await group_of(request, await field(request, "group", 12))
    knowledge = (await request.app[HOUSE].speaker()).centre.knowledge
    need = await field(request, "need", 60)
    if need not in knowledge.guides:
        raise web.HTTPBadRequest(text="Bitte ein Anliegen aus der Liste wählen.")
    await _judged(request, group, TO_NEED + need)
    raise go_to_done(request, HERE, f"Vermerkt: gehört zu „{title(knowledge, need)}“. {_OFFER}")


async def reopen(request: web.Request) -> web.StreamResponse:
    """Take a judgement back: of a group, or of all that lacks under one title."""
    gaps = request.app[HOUSE].storage.gaps
    if title_ := await field(request, "title", LONGEST_TITLE):
        numbers = [gap.number for gap in await gaps.shown() if gap.verdict == MISSING + title_]
    else:
        numbers = list((await group_of(request, await field(request, "group", 12))).numbers)
    if not numbers:
        raise web.HTTPBadRequest(text="Diese Lücke ist schon offen. Bitte die Liste neu laden.")
    await gaps.judge(numbers, "")
    raise go_to_done(request, HERE, "Die Lücke steht wieder offen auf der Liste.")


async def _judged(request: web.Request, group: Group, verdict: str) -> None:
    await request.app[HOUSE].storage.gaps.judge(group.numbers, verdict)
