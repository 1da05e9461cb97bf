"""HTTP for python-telegram-bot by aiohttp, which costs less than its own; and updates, unparsed."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from aiohttp import BytesPayload, ClientError, ClientSession, ClientTimeout, FormData, TCPConnector
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""the updates we want"""
PATIENCE = 20.0
"""seconds until a call that is not answered has failed"""
HELD = 25
"""seconds for which Telegram may hold a call for updates while there are none"""
BATCH = 100


class Http(BaseRequest):
    """One pool of connections."""

    def __init__(self, connections: int = 32) -> None:
        self._connections = connections
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds."""
        return PATIENCE

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            pool = TCPConnector(limit=self._connections)
            self._session = ClientSession(connector=pool, trust_env=True)

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session:
            await self._session.close()
            self._session = None

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """Make one call; raises TimedOut or NetworkError where no answer came."""
        if self._session is None:
            raise RuntimeError("the pool is not open")
        given = kwargs.get("read_timeout")
        timeout = ClientTimeout(total=given if isinstance(given, (int, float)) else PATIENCE)
        try:
            body = _body(request_data)
            async with self._session.request(method, url, data=body, timeout=timeout) as answer:
                return answer.status, _told(answer.status, await answer.read())
        except TimeoutError as error:
            raise TimedOut from error
        except (ClientError, OSError) as error:  # its text may hold the address, and that the token
            raise NetworkError(type(error).__name__) from None

    async def call(self, url: str, parameters: dict[str, Any]) -> Any:
        """Call a method with parameters that are JSON already, and give its result as it comes.

        To build python-telegram-bot's objects for that costs more than the call. Raises its errors.
        """
        ready = [RequestParameter(name, value, None) for name, value in parameters.items()]
        return await self.post(url, RequestData(ready))

    async def updates(self, address: str, offset: int, held: int = HELD) -> list[dict[str, Any]]:
        """Updates from an offset on, unparsed; `address` is that of the API with the token."""
        asked = {"offset": offset, "timeout": held, "limit": BATCH, "allowed_updates": json.dumps(KINDS)}
        url = f"{address}/getUpdates?{urlencode(asked)}"
        found: Any = await self.post(url, read_timeout=held + PATIENCE)
        return [update for update in found if isinstance(update, dict)]


def _told(status: int, content: bytes) -> bytes:
    """An answer, but no page in place of an error: it would stand in the words of ours, and then in a log."""
    if status == HTTPStatus.OK:
        return content
    try:
        return content if isinstance(json.loads(content), dict) else b"{}"
    except ValueError:
        return b"{}"


def _body(data: RequestData | None) -> FormData | BytesPayload | None:
    if data is None or not data.parameters:
        return None
    if not data.contains_files:
        return BytesPayload(json.dumps(data.parameters).encode(), content_type="application/json")
    form = FormData(data.json_parameters)
    for name, (file_name, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=kind)
    return form
