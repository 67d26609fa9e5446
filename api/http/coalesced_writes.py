"""One write to the socket for an answer's head and the first of its body.

uvicorn writes the head by itself, which costs a system call and wakes the client for nothing.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle


class AnswerTransport:
    """Stands before the transport of a connection for the length of one answer."""

    __slots__ = ("_cycle", "_head", "_is_begun", "_transport")

    def __init__(self, cycle: RequestResponseCycle, transport: asyncio.Transport) -> None:
        self._cycle = cycle
        self._transport = transport
        self._head = b""
        self._is_begun = False

    def write(self, data: bytes) -> None:
        """Send bytes; the head of the answer waits for what comes next."""
        if self._is_begun:
            head, self._head = self._head, b""
            self._transport.write(head + data if head else data)
        elif self._cycle.response_started:
            self._head, self._is_begun = data, True
        else:  # 100 Continue
            self._transport.write(data)

    def flush(self) -> None:
        """Send a head that no body follows."""
        if self._head:
            self.write(b"")

    def is_closing(self) -> bool:
        """Whether the connection is closed, or about to be."""
        return self._transport.is_closing()

    def close(self) -> None:
        """Close the connection once all is sent."""
        self.flush()
        self._transport.close()
