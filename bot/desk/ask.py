"""`ask`: one turn, printed; nothing is stored."""

from __future__ import annotations

import json

from bot.assistant import Speaker
from bot.core.conversation import Conversation, Message, Turn
from bot.core.replies import Reply
from bot.desk.match import as_json


def ask(turn: Turn, speaker: Speaker) -> tuple[Reply, tuple[Message, ...]]:
    """The reply to a turn of somebody never seen before, undecided and in words."""
    reply, _ = speaker.decide(turn, Conversation())
    return reply, speaker.words(reply, turn)


def json_of(reply: Reply, messages: tuple[Message, ...]) -> str:
    """The reply in the form tools outside rely on."""
    understood = as_json(reply.understood) if reply.understood else {}
    cards = (getattr(screen.view, "card", None) for screen in reply.screens)
    return json.dumps(
        {
            "text": "\n\n".join(message.text for message in messages),
            "language": reply.language,
            "decision": understood.get("decision"),
            "needs": understood.get("needs", []),
            "organization": understood.get("organization"),
            "services": [card.offer.ref for card in cards if card is not None and hasattr(card, "offer")],
            "buttons": [
                {"label": button.label, "action": button.url or button.action}
                for message in messages
                for row in message.rows
                for button in row
            ],
        },
        ensure_ascii=False,
    )
