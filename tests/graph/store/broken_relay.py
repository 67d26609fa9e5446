"""A relay between a store and who reads it, that breaks connections as networks do."""

from __future__ import annotations

import asyncio
import socket
import struct
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(eq=False)
class Line:
    """One connection: `how` it breaks, once `after` more bytes have come from the store."""

    client: asyncio.StreamWriter
    how: str = ""
    after: int = 0

    def break_now(self) -> None:
        """End it in order (FIN), abort it (RST), or leave it open and silent."""
        if self.how == "RST":
            linger = struct.pack("ii", 1, 0)
            self.client.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, linger
            )
            self.client.transport.abort()
        elif self.how == "FIN":
            self.client.close()


@dataclass
class Relay:
    """Listens, and passes on to the store at `uri`."""

    uri: str
    lines: list[Line] = field(default_factory=list)

    async def open(self) -> str:
        """The address under which it listens."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        return f"bolt://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        """End it with all its connections."""
        self._server.close()
        for line in self.lines:
            line.client.transport.abort()

    def break_all(self, how: str, after: int) -> None:
        """Break all connections that there are; at once with `after` below 0."""
        for line in self.lines:
            line.how, line.after = how, after
            if after < 0:
                line.break_now()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        store = urlsplit(self.uri)
        from_store, to_store = await asyncio.open_connection(store.hostname, store.port)
        line = Line(writer)
        self.lines.append(line)
        back = asyncio.create_task(self._back(line, from_store))
        try:
            while data := await reader.read(65536):
                if line.how != "silence" or line.after > 0:
                    to_store.write(data)
        except OSError:
            pass
        finally:
            to_store.transport.abort()
            writer.transport.abort()
            await asyncio.wait([back])

    async def _back(self, line: Line, from_store: asyncio.StreamReader) -> None:
        try:
            while data := await from_store.read(65536):
                if line.how:
                    data, line.after = data[: line.after], line.after - len(data)
                line.client.write(data)
                if line.how and line.after <= 0:
                    await line.client.drain()
                    await asyncio.sleep(0.02)
                    return line.break_now()
        except OSError:
            return
