"""The operation that statements are sent for: by when it must be answered, and who is told of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextvars import ContextVar

deadline: ContextVar[float | None] = ContextVar("deadline", default=None)
"""The moment (`time.monotonic()`) by which the current operation must be answered."""

observer: ContextVar[Callable[[str], None] | None] = ContextVar("observer", default=None)
"""Told the name of every statement that is sent; tests count with it."""


def seconds_left(longest: float) -> float:
    """The time that is left for a statement of the current operation."""
    end = deadline.get()
    return longest if end is None else min(longest, max(0.05, end - time.monotonic()))


def observe(name: str) -> None:
    """Tell whoever wants to know that a statement is sent."""
    tell = observer.get()
    if tell is not None:
        tell(name)
