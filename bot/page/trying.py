"""Ausprobieren: talk as a newcomer, see the phone, see why."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.assistant import Speaker
from bot.desk.reasons import OUTCOMES, Reasoner, Reasons
from bot.page.bubbles import Bubble, bubble
from bot.page.needs import german_language, topics
from bot.page.rendering import HOUSE, field, go_to, page
from bot.page.security import keep_session, session
from bot.page.talks import LONGEST, Line, Talk, Talks

TALKS = web.AppKey("talks", Talks)
HERE = "/ausprobieren"
_ACTION = 200  # letters; Telegram allows 64 bytes


def routes() -> list[web.RouteDef]:
    """What is asked under which address."""
    return [
        web.get(HERE, show),
        web.post(HERE, say),
        web.post(f"{HERE}/neu", begin),
    ]


async def show(request: web.Request) -> web.Response:
    """The talk so far, and why the last text was understood as it was."""
    house = request.app[HOUSE]
    speaker = await house.speaker()
    talk = request.app[TALKS].of(session(request))
    return page(
        request,
        "ausprobieren",
        lines=[(line, _bubble(line, speaker)) for line in talk.lines],
        latest=talk.latest,
        talk=talk,
        languages=speaker.language_names,
        why=await _why(request, talk),
        outcomes=OUTCOMES,
        longest=LONGEST,
        topics=topics(speaker.centre.knowledge),
        spoken=[(code, german_language(code)) for code in speaker.centre.languages],
        written=_language(talk),
    )


def _language(talk: Talk) -> str:
    """In which the last text was written, as far as that was understood."""
    understood = talk.reply.understood if talk.reply else None
    return (understood.language if understood else talk.phone) or "de"


def _bubble(line: Line, speaker: Speaker) -> Bubble | None:
    if line.message is None:
        return None
    voice = speaker.voices[line.message.language]
    return bubble(line.message, right_to_left=voice.right_to_left)


async def _why(request: web.Request, talk: Talk) -> Reasons | None:
    if talk.reply is None:
        return None
    house = request.app[HOUSE]
    reasoner = Reasoner(await house.speaker(), await house.explainer())
    return await asyncio.to_thread(reasoner.why, talk.asked, talk.reply)


async def say(request: web.Request) -> web.StreamResponse:
    """A text was written or a button pressed."""
    house = request.app[HOUSE]
    speaker = await house.speaker()
    talk = request.app[TALKS].of(session(request))
    action = await field(request, "action", _ACTION)
    text = (await field(request, "text", LONGEST)).strip()
    if action:
        await asyncio.to_thread(talk.press, action, house.now(), speaker)
    elif text:
        await asyncio.to_thread(talk.type, text, house.now(), speaker)
    raise _back(request)


async def begin(request: web.Request) -> web.StreamResponse:
    """Begin anew, with a phone in a language."""
    speaker = await request.app[HOUSE].speaker()
    phone = await field(request, "phone", 20)
    request.app[TALKS].reset(session(request), phone if phone in speaker.language_names else None)
    raise _back(request)


def _back(request: web.Request) -> web.HTTPSeeOther:
    found = go_to(f"{HERE}#schreiben")
    keep_session(request, found)
    return found
