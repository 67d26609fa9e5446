"""What stands before everything: request ids, the Host check, CORS, and refusals where there is too much.

While the server drains, new work is refused and the health pages still answer. GraphQL is answered from
here; FastAPI's own layers and routes, which take a fifth of a small request's time, only see the rest.
"""

from __future__ import annotations

import re
import secrets

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.admission import Traffic, refusal_of
from api.http.cross_origin import CrossOrigin, is_preflight
from api.http.error_masking import error_of
from api.http.graphql_request import Refused, refuse
from api.http.json_encoding import json_bytes, respond
from api.http.media_types import JSON
from graph.errors import BadInput

GRAPHQL = "/graphql"
WEB_SOCKETS = "/graphql/ws"
HEALTH = frozenset({"/livez", "/readyz"})
REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
LOOPBACK = re.compile(rb"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.IGNORECASE)


class Gate:
    """The ASGI application before the others: `graphql` and `subscriptions` at their paths, `app` for all others."""

    def __init__(
        self,
        app: ASGIApp,
        graphql: ASGIApp,
        subscriptions: ASGIApp,
        traffic: Traffic,
        cross_origin: CrossOrigin,
        *,
        any_host: bool,
    ) -> None:
        self.app = app
        self.graphql = graphql
        self.subscriptions = subscriptions
        self.traffic = traffic
        self.cross_origin = cross_origin
        self.any_host = any_host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        headers = dict(scope["headers"])
        request_id = request_id_of(headers.get(b"x-request-id"))
        scope.setdefault("state", {})["request_id"] = request_id.decode()
        marks = [(b"x-request-id", request_id), (b"x-content-type-options", b"nosniff")]
        is_graphql = scope["path"] == GRAPHQL
        if is_graphql:
            marks += self.cross_origin.marks(headers)

        async def send_with_marks(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *marks]
            await send(message)

        try:
            self.check_host(headers.get(b"host", b""))
            if is_graphql and is_preflight(scope["method"], headers):
                allowed = self.cross_origin.preflight(headers)
                await send_with_marks(
                    {"type": "http.response.start", "status": 204, "headers": allowed}
                )
                await send_with_marks({"type": "http.response.body", "body": b""})
                return
            self._check_traffic(scope["path"])
            inner = self.graphql if is_graphql else self.app
            await inner(scope, receive, send_with_marks)
        except Refused as refusal:
            body = json_bytes({"errors": [error_of(refusal.failure)]})
            await respond(send_with_marks, refusal.status, JSON, body, refusal.headers)

    async def web_socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a web socket through to where subscriptions are served, or answer its handshake."""
        headers = dict(scope["headers"])
        request_id = request_id_of(headers.get(b"x-request-id"))
        scope.setdefault("state", {})["request_id"] = request_id.decode()
        try:
            self.check_host(headers.get(b"host", b""))
            if scope["path"] != WEB_SOCKETS:
                refuse(404, "No web sockets are served there.", f"connect to {WEB_SOCKETS}")
            await self.subscriptions(scope, receive, send)
        except Refused as refused:
            await deny_web_socket(refused, send)

    def _check_traffic(self, path: str) -> None:
        """Refuse, before anything of it is read, what there is no chance to serve."""
        failure = self.traffic.refusal() if path not in HEALTH else None
        if failure is not None and (path == GRAPHQL or self.traffic.draining):
            raise refusal_of(failure)

    def check_host(self, host: bytes) -> None:
        """Refuse all but loopback names: others may be a page that rebinds its name to this machine."""
        if self.any_host or LOOPBACK.fullmatch(host):
            return
        failure = BadInput(
            "The Host header does not name this machine's loopback address. Authentication is "
            "off, so a page of another site could otherwise read everything (DNS rebinding).",
            remedy="use http://localhost or http://127.0.0.1, or serve with --trust-network",
        )
        raise Refused(421, failure)


async def deny_web_socket(refused: Refused, send: Send) -> None:
    """Answer the handshake of a web socket that is not opened."""
    headers = [(b"content-type", JSON.encode() + b"; charset=utf-8")]
    headers += [(name.lower().encode(), value.encode()) for name, value in refused.headers.items()]
    start = {"type": "websocket.http.response.start", "status": refused.status, "headers": headers}
    await send(start)
    body = json_bytes({"errors": [error_of(refused.failure)]})
    await send({"type": "websocket.http.response.body", "body": body})


def request_id_of(header: bytes | None) -> bytes:
    """The client's own request id where it is short and plain, otherwise a new one."""
    if header is not None and REQUEST_ID.fullmatch(header):
        return header
    return secrets.token_hex(16).encode()
