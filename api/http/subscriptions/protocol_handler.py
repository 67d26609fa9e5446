"""Strawberry's handler of `graphql-transport-ws`, which is handed only what it can take, and few at once."""

from __future__ import annotations

from typing import Any

from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
)

from api.http.document_limits import Limits
from api.http.error_masking import error_of, masked_error
from api.http.graphql_request import Refused, request_of
from api.http.subscriptions.close_codes import POLICY
from graph.errors import GoalgraphError, Overloaded

LONGEST_ID = 128
"""Characters that a client may give as the id of a subscription."""
MOST_REFUSED = 100
"""Subscriptions that are refused before the connection is closed."""


class ProtocolHandler(BaseGraphQLTransportWSHandler[Any, Any]):
    """The handler of one connection; `context` is its session."""

    def __init__(self, limits: Limits, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.limits = limits
        self.refused = 0

    async def handle_message(self, message: Any) -> None:
        """Handle a message that has the form of one."""
        fault = _fault(message)
        if fault is not None:
            await self.handle_invalid_message(fault)
        else:
            await super().handle_message(message)

    async def handle_subscribe(self, message: Any) -> None:
        """Begin a subscription, or say why not."""
        id_ = message["id"]
        if not self.connection_acknowledged or id_ in self.operations:
            await super().handle_subscribe(message)
            return
        try:
            if len(self.operations) >= self.limits.subscriptions:
                raise Refused(503, self._full())
            request = request_of(message["payload"])
        except Refused as refused:
            await self.refuse(id_, refused.failure)
            return
        # The handler hands on what it finds there without looking at it: the whole request.
        whole: Any = {**message, "payload": {"query": request}}
        await super().handle_subscribe(whole)

    def _full(self) -> GoalgraphError:
        return Overloaded(
            f"This connection has {self.limits.subscriptions} subscriptions already.",
            remedy="end one of them, or open another connection",
        )

    async def refuse(self, id_: str, failure: GoalgraphError) -> None:
        """Tell the client that this is no subscription; who goes on asking is sent away."""
        self.refused += 1
        if self.refused > MOST_REFUSED:
            await self.websocket.close(POLICY, "Too many subscriptions were refused.")
            return
        refusal: Any = {"id": id_, "type": "error", "payload": [error_of(failure)]}
        await self.send_message(refusal)

    async def handle_task_exception(self, error: Exception) -> None:
        """Log what nobody expected; that the client has left is no such thing."""
        if not isinstance(error, WebSocketDisconnected):
            masked_error(error, self.context.request_id)


def _fault(message: Any) -> str | None:
    """Why something is no message of the protocol; None where it is one."""
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return "A message is an object with a `type`"
    if message["type"] in ("subscribe", "complete"):
        id_ = message.get("id")
        if not isinstance(id_, str) or not 0 < len(id_) <= LONGEST_ID:
            return f"An `id` is text of 1 to {LONGEST_ID} characters"
    if message["type"] == "subscribe" and not isinstance(message.get("payload"), dict):
        return "A `payload` is an object with a `query`"
    return None
