"""How many requests are served at once: some run, few wait, and the rest hears so at once.

A request takes its slot after its body has come. Slots become fewer while the loop works long without
a break and more again while somebody waits, so that each turn of the loop stays short and whoever is
refused hears it soon. Whoever would wait too long, by the pace at which slots become free, is refused
when it comes; the answer for it is made once, ahead.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

import orjson

from api.http.document_limits import Limits
from api.http.error_masking import error_of
from api.http.graphql_request import Refused
from graph.errors import Overloaded

REMEDY = "send it again after the seconds in `Retry-After`"
BUSY = Overloaded("There are too many requests at the moment.", remedy=REMEDY)
LATE = Overloaded("There were too many requests to serve this one in time.", remedy=REMEDY)
STOPPING = Overloaded("The server is stopping.", remedy=REMEDY)
LOADING = Overloaded(
    "The server has just started and still reads what this is answered from.",
    remedy="send it again after the seconds in `Retry-After`; /readyz says when all is read",
)
FULL = Overloaded("Too many large requests are being read at the moment.", remedy=REMEDY)
NEWEST = 0.2
"""The weight of the newest moment in the pace at which slots become free."""
TICK = 0.01
"""Seconds between two looks at how long the loop works without a break."""
LONG = 0.025
"""Seconds of processor time that are too long a turn."""
LEAST = 8
"""Slots that there always are."""


class Traffic:
    """How many requests run and wait, how much of their bodies is held, and whether the server drains."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.slots = limits.running
        self.running = 0
        self.waiting = 0
        self.draining = False
        self.loading: Callable[[], bool] = bool
        """Whether what questions are answered from is still being read."""
        self.held = 0
        self._queue: deque[asyncio.Future[None]] = deque()
        self._pace = 0.0
        self._moment = 0.0
        self._loop_seconds = 0.0

    def refusal(self) -> Overloaded | None:
        """Why a request that comes now cannot be served; None where it can."""
        if self.draining:
            return STOPPING
        if self.running < self.slots and not self.waiting:
            return None
        if self.waiting >= self.limits.waiting:
            return BUSY
        pace = max(self._pace, time.monotonic() - self._moment)
        return BUSY if (self.waiting + 1) * pace > self.limits.wait_seconds else None

    def slot(self) -> Slot:
        """A block in which the request may run; refused with 503 where there are too many."""
        return Slot(self)

    async def take(self) -> None:
        """Take a slot, once there is one; refused with 503 where there are too many requests."""
        failure = self.refusal()
        if failure is not None:
            raise refusal_of(failure)
        if self.running < self.slots and not self.waiting:
            self.running += 1
            if self.running == self.slots:
                self._moment = time.monotonic()
        else:
            await self._wait()

    def give_back(self) -> None:
        """Give a slot back in the next turn of the loop: what is answered without a break takes its
        share of a turn, too."""
        asyncio.get_running_loop().call_soon(self._release)

    def hold(self, size: int) -> None:
        """Count bytes of a body that is being read, or with a minus, that is done with."""
        if size > 0 and self.held + size > self.limits.held_bytes:
            raise refusal_of(FULL)
        self.held += size

    def watch(self) -> None:
        """Let slots follow, from now on, how long the running loop works without a break."""
        seconds = time.thread_time()
        if self._loop_seconds and seconds - self._loop_seconds > LONG:
            had_room = self.running < self.slots
            self.slots = min(self.slots, max(LEAST, self.slots * 4 // 5))
            if had_room and self.running >= self.slots:
                self._moment = time.monotonic()
        elif self.waiting and self.slots < self.limits.running:
            self.slots += 1
            self._wake()
        self._loop_seconds = seconds
        asyncio.get_running_loop().call_later(TICK, self.watch)

    def _release(self) -> None:
        self.running -= 1
        now = time.monotonic()
        self._pace = (
            self._pace + NEWEST * (now - self._moment - self._pace) if self.waiting else 0.0
        )
        self._moment = now
        self._wake()

    def _wake(self) -> None:
        while self._queue and self.running < self.slots:
            place = self._queue.popleft()
            if not place.done():
                self.running += 1
                place.set_result(None)

    async def _wait(self) -> None:
        """Wait for a slot; refused where it does not come in time after all."""
        place = asyncio.get_running_loop().create_future()
        self._queue.append(place)
        self.waiting += 1
        try:
            async with asyncio.timeout(self.limits.wait_seconds):
                await place
        except BaseException as end:
            if place.done() and not place.cancelled():
                self._release()
            if isinstance(end, TimeoutError):
                raise refusal_of(LATE) from None
            raise
        finally:
            self.waiting -= 1


class Slot:
    """The block of one request that runs. Not a generator: these take four times as long."""

    __slots__ = ("_traffic",)

    def __init__(self, traffic: Traffic) -> None:
        self._traffic = traffic

    async def __aenter__(self) -> None:
        await self._traffic.take()

    async def __aexit__(self, *_: object) -> None:
        self._traffic.give_back()


def refusal_of(failure: Overloaded) -> Refused:
    """The refusal with the headers that belong to it."""
    connection_header = {"Connection": "close"} if failure in (STOPPING, FULL) else {}
    return Refused(503, failure, {"Retry-After": "1"} | connection_header)


def _response(failure: Overloaded) -> tuple[bytes, bytes]:
    body = orjson.dumps({"errors": [error_of(failure)]})
    lines = [
        b"HTTP/1.1 503 Service Unavailable",
        b"content-type: application/json; charset=utf-8",
        b"content-length: %d" % len(body),
        b"cache-control: no-store",
        b"retry-after: 1",
        b"x-content-type-options: nosniff",
        *([b"connection: close"] if failure is STOPPING else []),
        b"x-request-id: ",
    ]
    return b"\r\n".join(lines), b"\r\n\r\n" + body


RESPONSES = {failure: _response(failure) for failure in (BUSY, STOPPING)}
"""Whole responses, in two parts between which the id of the request stands."""
