"""What is counted of every turn: that a talk begins, that a need is opened, that an offer is shown."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.conversation import SILENCE, Conversation, Turn
from bot.core.effects import Count
from bot.core.replies import NeedAnswer, OfferAnswer, Reply

_NO_TALK = ("in_group", "too_fast", "trouble")
"""actions that the bot itself sets off"""
_OPENING = ("need", "seek", "give")


def counted(turn: Turn, before: Conversation, reply: Reply) -> Iterator[Count]:
    """The counts of a turn; `before` is the talk as it was remembered."""
    if turn.action in _NO_TALK:
        return
    if before.seen_at is None or turn.at - before.seen_at > SILENCE:
        yield Count("talk", "")
    for screen in reply.screens:
        view = screen.view
        if isinstance(view, NeedAnswer):
            if turn.action.partition(":")[0] in _OPENING:
                yield Count("opened", view.need)
            if view.card:
                yield Count("shown", view.card.offer.ref)
        elif isinstance(view, OfferAnswer) and not view.quiet:
            yield Count("shown", view.card.offer.ref)
