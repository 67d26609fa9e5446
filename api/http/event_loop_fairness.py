"""Work without a break, spread over the turns of the loop, so that nobody waits for all of it at once.

What requests that come together have to have parsed, checked and coerced would otherwise be done in
one turn: sixty large documents kept `/livez` waiting for seconds.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")

SHARE = 0.01
"""Seconds of processor time of such work after which one turn of the loop has had enough."""
LARGE = 16 * 1024
"""Bytes of a body that take long to read."""


class FairTurns:
    """Runs pieces of work one after the other; after a `SHARE` of it all else gets its turn."""

    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Lock()
        self._seconds = 0.0

    async def result(self, work: Callable[[], Result], *, is_long: bool = True) -> Result:
        """The result of a piece of work, when its turn has come; at once unless `is_long`."""
        if not is_long:
            return work()
        async with self._one_at_a_time:
            began = time.thread_time()
            try:
                return work()
            finally:
                self._seconds += time.thread_time() - began
                if self._seconds > SHARE:
                    self._seconds = 0.0
                    await asyncio.sleep(0)
