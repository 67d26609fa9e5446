"""HTTP connections with bounds: how many there are, how long each may take, how much it may send.

uvicorn's own protocol reads what comes for as long as it takes. Here unfinished headers, unfinished
bodies, idle connections and answers that nobody fetches end in time. Where there are too many
connections, or too many of one address, the one that has been idle longest makes room for a new
one. A request that cannot be served is refused when its headers are there, from ready bytes;
refusals go out together a moment later, so that clients who ask again at once do not keep the loop
busy.
"""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections import Counter
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from api.http.admission import RESPONSES, STOPPING, Traffic
from api.http.coalesced_writes import AnswerTransport
from api.http.logs import QUIET
from api.http.middleware import GRAPHQL, WEB_SOCKETS, request_id_of

if TYPE_CHECKING:
    from api.http.subscriptions.web_socket import WebSocket


class Phase(IntEnum):
    """What a connection waits for; the earlier of these goes first where room is needed."""

    IDLE = 0
    HEAD = 1
    BODY = 2
    ANSWER = 3


def _plain(status: str, text: str) -> bytes:
    return (
        f"HTTP/1.1 {status}\r\ncontent-type: text/plain; charset=utf-8\r\n"
        f"content-length: {len(text)}\r\nconnection: close\r\n\r\n{text}"
    ).encode()


TOO_SLOW = _plain("408 Request Timeout", "The headers did not come in time.")
TOO_LARGE = _plain("431 Request Header Fields Too Large", "The address and headers are too large.")
TOO_MANY = _plain("503 Service Unavailable", "There are too many connections.")


TOGETHER = 0.02
"""Seconds after which refusals go out together."""


class _AnsweredCycle:
    """Stands in for the cycle of a request that was answered without one."""

    response_complete = True
    disconnected = False
    keep_alive = True

    def __init__(self) -> None:
        self.message_event = asyncio.Event()


class Connections:
    """The open connections: `most` of all, `share` of one address."""

    def __init__(self, traffic: Traffic, most: int, share: int | None = None) -> None:
        self.traffic = traffic
        self.most = most
        self.share = min(most, share or max(1, most // 2))
        self.open: dict[Connection, None] = {}
        self.of_address: Counter[str] = Counter()
        self.unsaid: list[Connection] = []

    def admit(self, new: Connection) -> bool:
        """Whether there is room for a new connection, an idle one's where there is no other."""
        crowded = self.of_address[new.address] >= self.share
        if crowded or len(self.open) >= self.most:
            oldest = self._idlest(new.address if crowded else None)
            if oldest is None:
                return False
            self.leave(oldest)
            oldest.transport.abort()
        self.open[new] = None
        self.of_address[new.address] += 1
        return True

    def leave(self, connection: Connection) -> None:
        """Count the connection no longer."""
        if self.open.pop(connection, connection) is None:
            self.of_address[connection.address] -= 1
            if not self.of_address[connection.address]:
                del self.of_address[connection.address]

    def end_web_sockets(self) -> None:
        """Send the clients of web sockets away, since the server stops."""
        for connection in list(self.open):
            if connection.web_socket is not None:
                connection.web_socket.shutdown()

    def sweep(self) -> None:
        """End the connections that have taken too long."""
        now = time.monotonic()
        for connection in list(self.open):
            connection.expire(now)

    def say_later(self, connection: Connection) -> None:
        """Send the refusal of this connection together with others."""
        if not self.unsaid:
            asyncio.get_running_loop().call_later(TOGETHER, self._say)
        self.unsaid.append(connection)

    def _say(self) -> None:
        connections, self.unsaid = self.unsaid, []
        for connection in connections:
            connection.say()

    def _idlest(self, address: str | None) -> Connection | None:
        """The connection that waits longest for its client; None where all are being answered."""
        waiting = (
            connection
            for connection in self.open
            if connection.phase is not Phase.ANSWER
            and (address is None or connection.address == address)
        )
        return min(
            waiting, key=lambda connection: (connection.phase, connection.since), default=None
        )


class Connection(HttpToolsProtocol):
    """One connection; see the module."""

    def __init__(self, connections: Connections, **protocol_arguments: Any) -> None:
        super().__init__(**protocol_arguments)
        self.logger = QUIET
        self.connections_here = connections
        self.traffic = connections.traffic
        self.limits = connections.traffic.limits
        self.address = ""
        self.phase = Phase.HEAD
        self.since = time.monotonic()
        self.fed = 0
        self.unsaid = b""
        self.unread_since: float | None = None
        self.web_socket: WebSocket | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let a new connection in, or tell it that there is no room."""
        super().connection_made(transport)
        self.address = address_of(self.client)
        if not self.connections_here.admit(self):
            self._end(TOO_MANY)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection, which is gone."""
        self.connections_here.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what came."""
        if self.phase is Phase.IDLE:
            self._enter(Phase.HEAD)
        self.fed = self.fed + len(data) if self.phase is Phase.HEAD else 0
        super().data_received(data)
        if self.phase is Phase.HEAD and self.fed > self.limits.head_bytes:
            self._end(TOO_LARGE)

    def on_headers_complete(self) -> None:
        """Begin to serve the request, or refuse it at once."""
        self.say()  # Answers keep the order of the requests.
        self._enter(Phase.BODY)
        self.fed = 0
        size = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        if size > self.limits.head_bytes:
            self.cycle = _answered_cycle()
            self._end(TOO_LARGE)
        elif self.is_upgraded():
            super().on_headers_complete()
        elif not self._is_refused():
            super().on_headers_complete()
            cycle: Any = self.cycle
            cycle.transport = AnswerTransport(self.cycle, self.transport)
            cycle.on_response = partial(self._complete, cycle.transport)

    def on_message_complete(self) -> None:
        """Note that all of the request is there."""
        super().on_message_complete()
        if self.is_upgraded():
            return
        self._enter(Phase.IDLE if self.cycle.response_complete else Phase.ANSWER)

    def on_response_complete(self) -> None:
        """Make the connection idle, unless the next request is there or this one still comes."""
        super().on_response_complete()
        if self.phase is Phase.ANSWER and self.cycle.response_complete:
            self._enter(Phase.IDLE)

    def _complete(self, answer: AnswerTransport) -> None:
        answer.flush()
        self.on_response_complete()

    def is_upgraded(self) -> bool:
        """Whether the request asks to go on as a web socket, where these are served."""
        return bool(self.parser.should_upgrade()) and self._should_upgrade()

    def _should_upgrade(self) -> bool:
        is_there = self.url.partition(b"?")[0] == WEB_SOCKETS.encode()
        return is_there and self._get_upgrade() == b"websocket"

    def handle_websocket_upgrade(self) -> None:
        """Go on as a web socket, which is counted as the connection that it was."""
        from api.http.subscriptions.web_socket import WebSocket  # most connections need none

        def opened(**arguments: Any) -> WebSocket:
            self.web_socket = WebSocket(lambda: self.connections_here.leave(self), **arguments)
            return self.web_socket

        self._enter(Phase.ANSWER)
        self.ws_protocol_class = cast(Any, opened)
        super().handle_websocket_upgrade()

    def expire(self, now: float) -> None:
        """End the connection where it has taken too long for what it does."""
        if self.transport.get_write_buffer_size() == 0:
            self.unread_since = None
        elif self.unread_since is None:
            self.unread_since = now
        elif now - self.unread_since > self.limits.unread_seconds:
            self.transport.abort()
        if self.transport.is_closing() or self.phase is Phase.ANSWER:
            return
        limits, seconds = self.limits, now - self.since
        if self.phase is Phase.HEAD and seconds > limits.head_seconds:
            self._end(TOO_SLOW if self.fed else b"")
        elif self.phase is Phase.BODY and seconds > limits.body_seconds + 1:
            self._end(b"")  # The endpoint, where it reads the body, has said 408 before.
        elif self.phase is Phase.IDLE and seconds > limits.idle_seconds:
            self._end(b"")

    def say(self) -> None:
        """Send the refusal that has not been sent."""
        response, self.unsaid = self.unsaid, b""
        if response and not self.transport.is_closing():
            self.transport.write(response)
            if not self.cycle.keep_alive:
                self.transport.close()

    def _is_refused(self) -> bool:
        """Whether the request was refused, which takes neither a task nor its body."""
        failure = self.traffic.refusal()
        busy = self.cycle is not None and not self.cycle.response_complete
        if failure not in RESPONSES or busy or self.parser.get_method() not in (b"GET", b"POST"):
            return False
        headers = dict(self.headers)
        if not self.url.startswith(GRAPHQL.encode()) or b"origin" in headers:
            return False
        head, tail = RESPONSES[failure]
        self.unsaid = head + request_id_of(headers.get(b"x-request-id")) + tail
        self.cycle = _answered_cycle()
        self.cycle.keep_alive = self.parser.should_keep_alive() and failure is not STOPPING
        self.connections_here.say_later(self)
        return True

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        self.since = time.monotonic()

    def _end(self, response: bytes) -> None:
        """Send this response and close the connection."""
        self.say()
        if not self.transport.is_closing():
            if response:
                self.transport.write(response)
            self.transport.close()


def address_of(client: tuple[str, int] | None) -> str:
    """What counts as one address: that of IPv4, the network of 64 bits of IPv6."""
    try:
        address = ipaddress.ip_address(client[0].partition("%")[0] if client else "")
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _answered_cycle() -> RequestResponseCycle:
    cycle: Any = _AnsweredCycle()
    return cycle  # type: ignore[no-any-return]
