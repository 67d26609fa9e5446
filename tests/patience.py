"""Waiting for what comes: long enough for a machine that does much else, and no longer than it takes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")
SECONDS = 60.0
"""It takes tenths of a second on an idle machine."""
BEAT_S = 0.05


def until(condition: Callable[[], T], seconds: float = SECONDS) -> T:
    """What the condition gives once it is true; fails where it is not in time."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, f"not within {seconds:g} s"
        time.sleep(BEAT_S)
    return found


async def until_async(condition: Callable[[], Awaitable[T]], seconds: float = SECONDS) -> T:
    """The same of something that is awaited."""
    end = time.monotonic() + seconds
    while not (found := await condition()):
        assert time.monotonic() < end, f"not within {seconds:g} s"
        await asyncio.sleep(BEAT_S)
    return found
