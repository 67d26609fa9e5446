"""A receiver of webhooks that answers as a test wants, and keeps what it was sent."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from tests.patience import until_async


@dataclass(frozen=True)
class Received:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def told(self) -> Any:
        return json.loads(self.body)

    @property
    def to(self) -> str | None:
        """What something is since the change."""
        return None if self.told["data"] == {} else self.told["data"]["to"]


class Receiver:
    """A server on this machine. `answers` are given in turn, then 200; None: none at all."""

    url = ""

    def __init__(self) -> None:
        self.seen: list[Received] = []
        self.answers: list[str | None] = []
        self.holds: Callable[[Received], bool] = lambda _: False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take requests of one connection."""
        with suppress(OSError, asyncio.IncompleteReadError):
            while line := (await reader.readline()).decode():
                headers = {}
                while header := (await reader.readline()).decode().strip():
                    name, _, value = header.partition(":")
                    headers[name.lower()] = value.strip()
                body = await reader.readexactly(int(headers["content-length"]))
                received = Received(line.split()[1], headers, body)
                self.seen.append(received)
                answer = self.answers.pop(0) if self.answers else "200 OK"
                if answer is None or self.holds(received):
                    await asyncio.sleep(3600)
                writer.write(f"HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n".encode())
                await writer.drain()

    async def until(self, *to: str) -> list[Received]:
        """What was received once the latest are these."""

        async def are_there() -> bool:
            return [one.to for one in self.seen][-len(to) :] == list(to)

        await until_async(are_there)
        return self.seen


@asynccontextmanager
async def receiving(context: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
    """A receiver that listens."""
    receiver = Receiver()
    tasks = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            with suppress(asyncio.CancelledError):
                await receiver.serve(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    receiver.url = f"http{'s' if context else ''}://localhost:{server.sockets[0].getsockname()[1]}"
    receiver.url += "/in"
    try:
        yield receiver
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
