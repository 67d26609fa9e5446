"""How far a run of the ledger is, kept in the store so that any process can tell."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from graph.errors import GoalgraphError
from graph.ledger.build import Progress
from graph.ledger.conventions import SIGN_SECONDS, SILENT_SECONDS
from graph.records.enums import Choice
from graph.store.driver import Store

LOOK = 0.5
"""Seconds between two looks at whether there is progress to write."""
DIED = "the process that ran it ended before it was done: ask for it again"
STOPPED = "it was stopped before it was done: ask for it again"


class LedgerRunState(Choice):
    """Where a run of the ledger stands."""

    RUNNING = "running", "Under way, or waiting for another."
    DONE = "done", "The ledger is published."
    FAILED = "failed", "Ended without a ledger: the one before stays; `reason` says why."


STATES = {one.value: one for one in LedgerRunState}


@dataclass(frozen=True, slots=True)
class LedgerRun:
    """The latest run."""

    run: str
    state: LedgerRunState
    step: str
    done: int
    total: int | None
    reason: str | None
    started_at: datetime
    finished_at: datetime | None


async def latest_run(store: Store) -> LedgerRun | None:
    """The latest run, failed where it has been silent for too long; None before the first."""
    async for run, state, step, done, total, reason, started, finished, silent in store.stream(
        "ledger_run"
    ):
        found = LedgerRun(run, STATES[state], step, done, total, reason, started, finished)
        if found.state is LedgerRunState.RUNNING and silent > SILENT_SECONDS:
            return replace(found, state=LedgerRunState.FAILED, reason=DIED)
        return found
    return None


class RunWriter:
    """Called with each step of a run, from any thread."""

    def __init__(self, store: Store, show: Progress) -> None:
        self._store, self._show = store, show
        self.run = uuid4().hex
        self.step: tuple[str, int, int | None] = ("waiting for other runs", 0, None)

    def __call__(self, step: str, done: int, total: int | None) -> None:
        self.step = (step, done, total)
        self._show(step, done, total)

    async def begin(self) -> None:
        """Say in the store that the run has begun."""
        await self._store.write("save_new_ledger_run", run=self.run, started_at=datetime.now(UTC))

    async def write(self, state: LedgerRunState, reason: str | None = None) -> None:
        """Say in the store how far the run is, or what it came to."""
        step, done, total = self.step
        now = datetime.now(UTC)
        ended = state is not LedgerRunState.RUNNING
        await self._store.write(
            "save_ledger_run",
            run=self.run,
            state=state.value,
            step="done" if state is LedgerRunState.DONE else step,
            done=done,
            total=total,
            reason=reason,
            told_at=now,
            finished_at=now if ended else None,
        )

    async def keep_writing(self) -> None:
        """Write each new step, and a sign of life now and then, until cancelled."""
        written, last = None, time.monotonic()
        while True:
            await asyncio.sleep(LOOK)
            if self.step != written or time.monotonic() - last >= SIGN_SECONDS:
                written, last = self.step, time.monotonic()
                with suppress(GoalgraphError):  # the next write says it
                    await self.write(LedgerRunState.RUNNING)


@asynccontextmanager
async def run_writer(store: Store, show: Progress) -> AsyncIterator[RunWriter]:
    """What a run tells its progress to; what it came to is said at the end."""
    writer = RunWriter(store, show)
    await writer.begin()
    task = asyncio.create_task(writer.keep_writing())
    state, reason = LedgerRunState.DONE, None
    try:
        yield writer
    except BaseException as error:
        state, reason = LedgerRunState.FAILED, _reason(error)
        raise
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        with suppress(GoalgraphError):  # the store is gone: silence tells it
            await asyncio.shield(writer.write(state, reason))


def _reason(error: BaseException) -> str:
    """Why a run failed, for whoever polls it: nothing of the inside."""
    if isinstance(error, GoalgraphError):
        return error.message if error.remedy is None else f"{error.message}: {error.remedy}"
    if isinstance(error, asyncio.CancelledError | KeyboardInterrupt):
        return STOPPED
    return "an error inside: the log of the process has it"
