"""What stands before every route: request ids, the Host check, and how many are served at once.

More requests than can run wait in a short queue; more than that are told at once to come again.
While the server drains, new work is refused and the health pages still answer.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.accept import JSON
from api.http import encoded, respond
from api.limits import Limits
from api.masking import shown
from api.payload import Refused
from graph.errors import BadInput, Overloaded

HEALTH = frozenset({"/livez", "/readyz"})
REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
LOOPBACK = re.compile(rb"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.IGNORECASE)


class Traffic:
    """How many requests run and wait, and whether the server drains."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.running = 0
        self.waiting = 0
        self.draining = False
        self._slots = asyncio.Semaphore(limits.running)

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """A block in which the request may run; refused with 503 where there are too many."""
        if self.draining:
            _refuse("The server is stopping.", {"Connection": "close"})
        if self._slots.locked():
            await self._wait()
        else:
            await self._slots.acquire()
        self.running += 1
        try:
            yield
        finally:
            self.running -= 1
            self._slots.release()

    async def _wait(self) -> None:
        """Nothing, once there is a slot; refused where the queue is full or the wait too long."""
        if self.waiting >= self.limits.waiting:
            _refuse("There are too many requests at the moment.")
        self.waiting += 1
        try:
            async with asyncio.timeout(self.limits.wait_seconds):
                await self._slots.acquire()
        except TimeoutError:
            _refuse("There were too many requests to serve this one in time.")
        finally:
            self.waiting -= 1


def _refuse(message: str, headers: dict[str, str] | None = None) -> None:
    failure = Overloaded(message, remedy="send it again after the seconds in `Retry-After`")
    raise Refused(503, failure, {"Retry-After": "1"} | (headers or {}))


class Gate:
    """The ASGI middleware around the application."""

    def __init__(self, app: ASGIApp, traffic: Traffic, *, any_host: bool) -> None:
        self.app = app
        self.traffic = traffic
        self.any_host = any_host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Nothing; lets a request through, or answers it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        request_id = _request_id(headers.get(b"x-request-id"))
        scope.setdefault("state", {})["request_id"] = request_id.decode()

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"x-request-id", request_id),
                    (b"x-content-type-options", b"nosniff"),
                ]
            await send(message)

        try:
            self._check_host(headers.get(b"host", b""))
            if scope["path"] in HEALTH:
                await self.app(scope, receive, marked)
                return
            async with self.traffic.slot():
                await self.app(scope, receive, marked)
        except Refused as refused:
            body = encoded({"errors": [shown(refused.failure)]})
            await respond(marked, refused.status, JSON, body, refused.headers)

    def _check_host(self, host: bytes) -> None:
        """Nothing, for a loopback name; others may be a page that rebinds its name to this machine."""
        if self.any_host or LOOPBACK.fullmatch(host):
            return
        failure = BadInput(
            "The Host header does not name this machine's loopback address. Authentication is "
            "off, so a page of another site could otherwise read everything (DNS rebinding).",
            remedy="use http://localhost or http://127.0.0.1, or serve with --trust-network",
        )
        raise Refused(421, failure)


def _request_id(given: bytes | None) -> bytes:
    """The client's own request id where it is short and plain, otherwise a new one."""
    if given is not None and REQUEST_ID.fullmatch(given):
        return given
    return secrets.token_hex(16).encode()
