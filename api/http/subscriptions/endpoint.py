"""The ASGI application behind `/graphql/ws`: who may connect, and how many at once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.types import Receive, Scope, Send
from strawberry import UNSET
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL

from api.execution.viewer import Viewer
from api.http.admission import STOPPING, refusal_of
from api.http.endpoint import GraphQLEndpoint
from api.http.subscriptions.event_streams import EventStreams
from api.http.subscriptions.messages import Messages
from api.http.subscriptions.protocol_handler import ProtocolHandler
from api.http.subscriptions.session import Session
from graph.errors import Overloaded

CROWDED = Overloaded(
    "There are too many web sockets at the moment.", remedy="try again in some seconds"
)


class View:
    """What Strawberry's handler asks of a view."""

    async def on_ws_connect(self, session: Session) -> Any:
        """Let the client of a connection in, or raise."""
        await session.let_in()
        return UNSET


class SubscriptionEndpoint:
    """Serves the web sockets of one process."""

    def __init__(self, http: GraphQLEndpoint, most: int, most_of_one: int) -> None:
        """`http`: what serves the same schema at `/graphql`; what it lets through is let through here."""
        self.operations = http.operations
        self.make_context = http.make_context
        self.traffic = http.traffic
        self.authenticate = http.authenticate
        self.cross_origin = http.cross_origin
        self.most, self.most_of_one = most, most_of_one
        self.open = 0
        self.of_principal: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one web socket whose host was checked. Raises Refused before it is opened."""
        headers = dict(scope["headers"])
        self._check(headers)
        self.open += 1
        try:
            await self._serve(scope, headers, receive, send)
        finally:
            self.open -= 1

    def _check(self, headers: Mapping[bytes, bytes]) -> None:
        """Refuse what comes from a page of another site, and what there is no room for."""
        self.cross_origin.check(headers)
        if self.traffic.draining:
            raise refusal_of(STOPPING)
        if self.open >= self.most:
            raise refusal_of(CROWDED)

    async def _serve(
        self, scope: Scope, headers: Mapping[bytes, bytes], receive: Receive, send: Send
    ) -> None:
        limits = self.traffic.limits
        messages = Messages(scope, receive, send, limits)
        speaks = GRAPHQL_TRANSPORT_WS_PROTOCOL in scope["subprotocols"]
        chosen = GRAPHQL_TRANSPORT_WS_PROTOCOL if speaks else None
        await receive()
        await send({"type": "websocket.accept", "subprotocol": chosen})
        if not speaks:
            await messages.close(4406, "Subprotocol not acceptable")
            return
        request_id = scope["state"]["request_id"]
        session = Session(messages, headers, request_id, limits, self.authenticate, self._enter)
        handler = self._handler(scope, messages, session)
        watching = asyncio.create_task(session.watch(lambda: not handler.operations))
        try:
            await handler.handle()
        finally:
            watching.cancel()
            if session.viewer is not None:
                self._leave(session.viewer)

    def _handler(self, scope: Scope, messages: Messages, session: Session) -> ProtocolHandler:
        """What handles the messages of a session."""
        state = {"viewer": None, "request_id": session.request_id}
        request = Request({"type": "http", "app": scope["app"], "state": state, "headers": []})
        streams = EventStreams(self.operations, self.traffic, session, request, self.make_context)
        limits = self.traffic.limits
        return ProtocolHandler(
            limits,
            view=View(),
            websocket=messages,
            context=session,
            root_value=None,
            schema=streams,
            connection_init_wait_timeout=timedelta(seconds=limits.init_seconds),
        )

    def _enter(self, viewer: Viewer) -> bool:
        """Count a connection of a principal; whether there is room for it."""
        if not viewer.is_authenticated:
            return True
        if self.of_principal[viewer.id] >= self.most_of_one:
            return False
        self.of_principal[viewer.id] += 1
        return True

    def _leave(self, viewer: Viewer) -> None:
        """Count a connection of a principal no longer."""
        if self.of_principal[viewer.id] <= 1:
            del self.of_principal[viewer.id]
        else:
            self.of_principal[viewer.id] -= 1
