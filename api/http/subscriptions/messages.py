"""Messages of a web socket as Strawberry's handler takes and gives them: JSON, within limits, in bounded time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from typing import Any

from starlette.types import Receive, Scope, Send
from strawberry.http.async_base_view import AsyncWebSocketAdapter
from strawberry.http.exceptions import (
    NonJsonMessageReceived,
    NonTextMessageReceived,
    WebSocketDisconnected,
)

from api.http.document_limits import Limits
from api.http.error_masking import error_of
from api.http.graphql_request import Refused, json_value
from api.http.json_encoding import answer_bytes, json_bytes
from api.http.subscriptions.close_codes import LATER
from graph.errors import TooCostly

TOO_SLOW = "The messages were read too slowly; connect again after the last cursor."


class Messages(AsyncWebSocketAdapter):
    """The messages of one connection."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, limits: Limits) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._limits = limits
        self._ended = False

    async def iter_json(
        self, *, ignore_parsing_errors: bool = False
    ) -> AsyncGenerator[object, None]:
        """The messages that come, until the connection ends."""
        while not self._ended:
            message = await self._receive()
            if message["type"] == "websocket.disconnect":
                self._ended = True
                return
            text = message.get("text")
            if text is None:
                raise NonTextMessageReceived
            try:
                yield json_value(text.encode(), self._limits, "The message")
            except Refused as refused:
                raise NonJsonMessageReceived from refused

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Send a message once the peer has read enough of those before; a reader too slow is cut off."""
        try:
            text = await answer_bytes(message, self._limits.event_bytes)
            if len(text) > self._limits.event_bytes:
                raise _too_large(self._limits.event_bytes)
        except TooCostly:
            text = json_bytes(_without_data(message, self._limits.event_bytes))
        await self._sent({"type": "websocket.send", "text": text.decode()})

    async def close(self, code: int, reason: str) -> None:
        """Close the connection."""
        web_socket = self._scope["state"].get("web_socket")
        if web_socket is not None:
            web_socket.end(code, reason)
        elif not self._ended:
            self._ended = True
            await self._sent({"type": "websocket.close", "code": code, "reason": reason})

    async def _sent(self, message: Any) -> None:
        try:
            async with asyncio.timeout(self._limits.slow_seconds):
                await self._send(message)
        except TimeoutError:
            await self.close(LATER, TOO_SLOW)
            raise WebSocketDisconnected from None
        except OSError as error:  # uvicorn's ClientDisconnected is one
            raise WebSocketDisconnected from error


def _too_large(most: int) -> TooCostly:
    return TooCostly(
        f"The message is larger than {most // 1024} KiB.",
        remedy="select less of each event, and ask for smaller pages",
    )


def _without_data(message: Mapping[str, object], most: int) -> dict[str, object]:
    """The message of an event that is too long to be sent."""
    payload = {"data": None, "errors": [error_of(_too_large(most))]}
    return {**message, "payload": payload if message["type"] == "next" else payload["errors"]}
