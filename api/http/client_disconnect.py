"""Whether the client of an operation is still there; where it has left, the work for it is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import Receive

from api.http.graphql_request import ClientLeft

PATIENCE = 0.25
"""Seconds that an operation may run before it is watched whether its client is still there."""


@asynccontextmanager
async def while_connected(receive: Receive) -> AsyncIterator[None]:
    """A block that is cancelled when the client leaves; raises ClientLeft then."""
    task = asyncio.current_task()
    assert task is not None
    has_left = False
    watch: asyncio.Task[None] | None = None

    async def watch_client() -> None:
        nonlocal has_left
        while (await receive())["type"] != "http.disconnect":
            pass
        has_left = True
        task.cancel()

    def start() -> None:
        nonlocal watch
        watch = asyncio.create_task(watch_client())

    later = asyncio.get_running_loop().call_later(PATIENCE, start)
    try:
        yield
    except asyncio.CancelledError:
        if has_left and not task.uncancel():
            raise ClientLeft from None
        raise
    finally:
        later.cancel()
        if watch is not None:
            watch.cancel()
