"""A client of `graphql-transport-ws` that sends whatever a test wants."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from websockets import ConnectionClosed
from websockets.asyncio.client import ClientConnection, connect

PROTOCOL = "graphql-transport-ws"
PATIENCE = 30


class Client:
    """One connection."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def send(self, *messages: Any) -> None:
        """Send messages: bytes and text as they are, all else as JSON."""
        for message in messages:
            plain = isinstance(message, str | bytes)
            await self.connection.send(message if plain else json.dumps(message))

    async def message(self) -> dict[str, Any]:
        """The next message."""
        async with asyncio.timeout(PATIENCE):
            return dict(json.loads(await self.connection.recv()))

    async def let_in(self, **payload: str) -> Client:
        """The same client, let in."""
        await self.send({"type": "connection_init", "payload": payload})
        assert (await self.message())["type"] == "connection_ack"
        return self

    async def subscribe(self, query: str, id: str = "1", **variables: Any) -> None:
        """Ask for events."""
        await self.send(subscription(query, id, **variables))

    async def event(self) -> Any:
        """The data of the next event, which has no errors."""
        message = await self.message()
        assert (message["type"], message["payload"].get("errors")) == ("next", None), message
        return message["payload"]["data"]

    async def error(self) -> dict[str, Any]:
        """The only error of the next message, which ends a subscription."""
        message = await self.message()
        assert message["type"] == "error", message
        (error,) = message["payload"]
        return dict(error)

    async def end(self) -> tuple[int, str]:
        """Code and reason with which the server closes the connection; what it sends before is dropped."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    await self.connection.recv()
        except ConnectionClosed as closed:
            assert closed.rcvd is not None, closed
            return closed.rcvd.code, closed.rcvd.reason


def subscription(query: str, id: str = "1", **variables: Any) -> dict[str, Any]:
    """The message that asks for events."""
    return {"id": id, "type": "subscribe", "payload": {"query": query, "variables": variables}}


@asynccontextmanager
async def connected(url: str, **options: Any) -> AsyncIterator[Client]:
    """A client of the server at an address."""
    options = {
        "subprotocols": [PROTOCOL],
        "proxy": None,
        "max_size": None,
        "close_timeout": 1,
    } | options
    address = url.replace("http", "ws", 1) + "/graphql/ws"
    async with connect(address, **options) as connection:
        yield Client(connection)
