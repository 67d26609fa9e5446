"""One web socket on the wire: uvicorn's own protocol, which ends whatever the peer does.

It counts as the HTTP connection that it came from. A peer that reads too slowly is told why it is cut off,
in case it ever reads that, and is gone a moment later.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from api.http.logs import QUIET
from api.http.subscriptions.close_codes import GOING_AWAY, LATER

SENT_AHEAD = 64 * 1024
"""Bytes that wait for a peer to read them before it is waited for."""
LAST_WORD = 2.0
"""Seconds that a peer has to answer the end of a connection."""
STOPPING = "The server is stopping."
SILENT = "No answer to a ping."


class WebSocket(WebSocketsSansIOProtocol):
    """See the module; `on_lost` is called once when it is gone."""

    scope: Any

    def __init__(self, on_lost: Callable[[], None], **protocol_arguments: Any) -> None:
        super().__init__(**protocol_arguments)
        self.logger = QUIET
        self._on_lost = on_lost

    def connection_made(self, transport: Any) -> None:
        """Begin on the transport of the connection that was upgraded."""
        transport.set_write_buffer_limits(SENT_AHEAD)
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection, which is gone."""
        self._on_lost()
        super().connection_lost(exc)

    def handle_connect(self, event: Any) -> None:
        """Begin to serve; the application may end the connection through its state."""
        super().handle_connect(event)
        if hasattr(self, "scope"):
            self.scope["state"]["web_socket"] = self

    async def send(self, message: Any) -> None:
        """Send when the peer has read enough; raises ClientDisconnected where that is over."""
        await self.writable.wait()
        if self.close_sent or self.disconnected:
            raise ClientDisconnected()
        await super().send(message)
        if (
            message["type"] == "websocket.http.response.body"
        ):  # it was refused, which uvicorn forgets
            self.handshake_complete = True

    def keepalive_timeout(self) -> None:
        """End since the peer answers no ping; 1011 would tell clients not to come again."""
        self.pong_timer = None
        self.end(LATER, SILENT)

    def shutdown(self) -> None:
        """End since the server stops."""
        if self.close_sent or not self.handshake_complete:
            super().shutdown()
        else:
            self.end(GOING_AWAY, STOPPING)

    def end(self, code: int, reason: str) -> None:
        """Close with a code, also where the peer does not read."""
        if self.close_sent or self.disconnected or self.transport.is_closing():
            return
        if not self.handshake_complete:
            self.transport.close()
            return
        self.stop_keepalive()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(LAST_WORD, self.transport.abort)
        self.writable.set()
