"""How far a run is: shown at once where it runs, and kept in the store now and then for all others."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from graph.errors import GoalgraphError
from graph.network.conventions import PROGRESS_SECONDS, SIGN_OF_LIFE_SECONDS
from graph.store.driver import Store

Progress = Callable[[str, int, int | None], None]
"""Told the step, how far it is, and how far it goes where that is known."""


STAGES = (
    ("waiting", 0.0, 0.0),
    ("reading", 0.0, 0.3),
    ("saving ties", 0.3, 0.4),
    ("measuring", 0.4, 0.85),
    ("finding communities", 0.85, 0.9),
    ("saving scores", 0.9, 1.0),
)
"""How a step begins, and from where to where of the whole it leads; measured on samples."""


class RunStopped(Exception):
    """Raised in a worker thread whose run has ended meanwhile."""


class ProgressWriter:
    """Called with each step, from any thread; raises Stopped once the run has ended."""

    def __init__(self, show: Progress) -> None:
        self._show = show
        self.step: tuple[str, int, int | None] = ("waiting for other analyses", 0, None)
        self.share = 0.0
        self.ended = False

    def __call__(self, step: str, done: int, whole: int | None) -> None:
        if self.ended:
            raise RunStopped
        self.share = max(self.share, share_of(step, done, whole))
        self.step = (step, done, whole)
        self._show(step, done, whole)


def share_of(step: str, done: int, whole: int | None) -> float:
    """How much of a run is done, 0 to 1, at a step.

    >>> share_of("saving scores", 5, 10), share_of("reading talk", 7, None)
    (0.95, 0.0)
    """
    for begin, low, high in STAGES:
        if step.startswith(begin):
            return low + (high - low) * (min(done / whole, 1) if whole else 0.0)
    return 0.0


@asynccontextmanager
async def progress_writer(store: Store, id_: str, show: Progress) -> AsyncIterator[ProgressWriter]:
    """What a run tells its progress to; the store knows it within a second."""
    writer = ProgressWriter(show)
    task = asyncio.create_task(_write_until_cancelled(store, id_, writer))
    try:
        yield writer
    finally:
        writer.ended = True
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _write_until_cancelled(store: Store, id_: str, writer: ProgressWriter) -> None:
    """Write each new step, and a sign of life now and then, until cancelled."""
    written, last = None, 0.0
    while True:
        now = time.monotonic()
        if writer.step != written or now - last >= SIGN_OF_LIFE_SECONDS:
            written, last = writer.step, now
            step, done, whole = written
            with suppress(GoalgraphError):  # the next write says it
                await store.write(
                    "save_progress_of_analysis",
                    id=id_,
                    step=step,
                    done=done,
                    total=whole,
                    share=round(writer.share, 4),
                )
        await asyncio.sleep(PROGRESS_SECONDS)
