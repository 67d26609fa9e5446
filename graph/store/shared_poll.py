"""Asking the store again and again while somebody waits, once for all who do.

A store that is away is asked less and less often until it is back; who waits goes on waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import Context
from typing import TypeVar

from graph.errors import GoalgraphError

T = TypeVar("T")
PAUSE = 0.5
"""Seconds between two looks at the store for news that somebody waits for."""
LONGEST_PAUSE = 5.0
"""Seconds between two looks while it is away; each is twice as late as the one before."""


async def patiently(ask: Callable[[], Awaitable[T]]) -> T:
    """What the store answers, asked again for as long as it is away."""
    pause = PAUSE
    while True:
        try:
            return await ask()
        except GoalgraphError as error:
            if not error.retryable:
                raise
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


class SharedPoll:
    """Calls `look` once a moment for as long as it has followers."""

    def __init__(self, look: Callable[[], Awaitable[None]]) -> None:
        self._look = look
        self._followers = 0
        self._task: asyncio.Task[None] | None = None
        self._turn = asyncio.Event()

    @asynccontextmanager
    async def following(self) -> AsyncIterator[None]:
        """A block in which somebody waits."""
        self._followers += 1
        if self._task is None or self._task.done():
            # In a context of its own: the deadline of whoever came first is nobody else's.
            self._task = asyncio.create_task(self._run(), context=Context())
        try:
            yield
        finally:
            self._followers -= 1
            if not self._followers and self._task is not None:
                self._task.cancel()
                self._task = None

    async def turn(self) -> None:
        """Wait until it has been looked once more."""
        await self._turn.wait()

    async def _run(self) -> None:
        while True:
            await patiently(self._look)
            done, self._turn = self._turn, asyncio.Event()
            done.set()
            await asyncio.sleep(PAUSE)
