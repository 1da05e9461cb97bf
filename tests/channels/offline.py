"""A Telegram without network: it records what the bot calls and answers as Telegram would."""

import json
from typing import Any

from telegram.request import RequestData

from bot.channels.telegram_http import Http

BOT = {"id": 1, "is_bot": True, "first_name": "Wegweiser", "username": "wegweiser_bot"}


class OfflineRequest(Http):
    """Takes the place of the network; `calls` is what was sent, `failing` what to answer instead."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.failing: dict[str, tuple[int, str]] = {}

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[-1].partition("?")[0]
        data = request_data.parameters if request_data else {}
        self.calls.append((name, data))
        if name in self.failing:
            code, description = self.failing[name]
            return code, json.dumps({"ok": False, "error_code": code, "description": description}).encode()
        return 200, json.dumps({"ok": True, "result": _result(name, data)}).encode()

    def sent(self, name: str = "sendMessage") -> list[dict[str, Any]]:
        """The parameters of all calls of one method."""
        return [data for called, data in self.calls if called == name]


def _result(name: str, data: dict[str, Any]) -> Any:
    if name == "getMe":
        return BOT
    if name == "sendMessage":
        chat = {"id": data["chat_id"], "type": "private"}
        return {"message_id": 99, "date": 0, "chat": chat, "text": data["text"], "from": BOT}
    if name == "getMyCommands":
        return []
    if name == "getMyDescription":
        return {"description": ""}
    if name == "getMyShortDescription":
        return {"short_description": ""}
    return True
