"""How many requests are served at once: some run, few wait, and the rest hears so at once.

A request takes its slot after its body has come. Whoever would wait too long, by the pace at which
slots become free, is refused when it comes; the answer for it is made once, ahead.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import orjson

from api.limits import Limits
from api.masking import shown
from api.payload import Refused
from graph.errors import Overloaded

REMEDY = "send it again after the seconds in `Retry-After`"
BUSY = Overloaded("There are too many requests at the moment.", remedy=REMEDY)
LATE = Overloaded("There were too many requests to serve this one in time.", remedy=REMEDY)
STOPPING = Overloaded("The server is stopping.", remedy=REMEDY)
FULL = Overloaded("Too many large requests are being read at the moment.", remedy=REMEDY)
NEWEST = 0.2
"""The weight of the newest moment in the pace at which slots become free."""


class Traffic:
    """How many requests run and wait, how much of their bodies is held, and whether the server drains."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.running = 0
        self.waiting = 0
        self.draining = False
        self.held = 0
        self._slots = asyncio.Semaphore(limits.running)
        self._pace = 0.0
        self._moment = 0.0

    def refusal(self) -> Overloaded | None:
        """Why a request that comes now cannot be served; None where it can."""
        if self.draining:
            return STOPPING
        if not self._slots.locked():
            return None
        if self.waiting >= self.limits.waiting:
            return BUSY
        pace = max(self._pace, time.monotonic() - self._moment)
        return BUSY if (self.waiting + 1) * pace > self.limits.wait_seconds else None

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """A block in which the request may run; refused with 503 where there are too many."""
        why = self.refusal()
        if why is not None:
            raise refused(why)
        if self._slots.locked():
            await self._wait()
        else:
            await self._slots.acquire()
        self.running += 1
        if self.running == self.limits.running and not self.waiting:
            self._moment = time.monotonic()
        try:
            yield
        finally:
            self.running -= 1
            self._keep_pace()
            self._slots.release()

    def hold(self, size: int) -> None:
        """Nothing; counts bytes of a body that is being read, or with a minus, that is done with."""
        if size > 0 and self.held + size > self.limits.held_bytes:
            raise refused(FULL)
        self.held += size

    def _keep_pace(self) -> None:
        now = time.monotonic()
        if self.waiting:
            self._pace += NEWEST * (now - self._moment - self._pace)
        else:
            self._pace = 0.0
        self._moment = now

    async def _wait(self) -> None:
        """Nothing, once there is a slot; refused where it does not come in time after all."""
        self.waiting += 1
        try:
            async with asyncio.timeout(self.limits.wait_seconds):
                await self._slots.acquire()
        except TimeoutError:
            raise refused(LATE) from None
        finally:
            self.waiting -= 1


def refused(why: Overloaded) -> Refused:
    """The refusal with the headers that belong to it."""
    more = {"Connection": "close"} if why in (STOPPING, FULL) else {}
    return Refused(503, why, {"Retry-After": "1"} | more)


def _response(why: Overloaded) -> tuple[bytes, bytes]:
    body = orjson.dumps({"errors": [shown(why)]})
    lines = [
        b"HTTP/1.1 503 Service Unavailable",
        b"content-type: application/json; charset=utf-8",
        b"content-length: %d" % len(body),
        b"cache-control: no-store",
        b"retry-after: 1",
        b"x-content-type-options: nosniff",
        *([b"connection: close"] if why is STOPPING else []),
        b"x-request-id: ",
    ]
    return b"\r\n".join(lines), b"\r\n\r\n" + body


RESPONSES = {why: _response(why) for why in (BUSY, STOPPING)}
"""Whole responses, in two parts between which the id of the request stands."""
