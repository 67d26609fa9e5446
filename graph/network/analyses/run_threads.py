"""Analyses that run while an API process serves: each in a thread with an event loop of its own.

So no request waits for one, however long a step takes. A run ends with its process: at a stop it is
told to end, says so in the store, and what it wrote is removed; one that is killed is found dead by
the next run.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from graph.config import Target
from graph.errors import GoalgraphError, Overloaded
from graph.network.analyses.run import analyse
from graph.network.conventions import RUNS_AT_ONCE
from graph.network.ties.tie_query import TieQuery
from graph.store.driver import Store

STOP_SECONDS = 15.0
"""How long a stop waits for runs to end; a run ends between two measures."""
log = logging.getLogger("goalgraph.analysis")


@dataclass(eq=False)
class Run:
    """One run in its thread."""

    id: str
    loop: asyncio.AbstractEventLoop | None = None
    task: asyncio.Task[None] | None = None
    stopping: bool = False
    ended: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> None:
        """Tell the run to end."""
        self.stopping = True
        if self.loop is not None and self.task is not None and not self.ended.is_set():
            self.loop.call_soon_threadsafe(self.task.cancel)


class Runs:
    """The runs of one process on one store."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._runs: set[Run] = set()

    def check_room(self) -> None:
        """Refuse (Overloaded) one more run where enough are under way or wait."""
        if len(self._runs) >= RUNS_AT_ONCE:
            raise Overloaded(
                f"{RUNS_AT_ONCE} analyses are under way or wait already",
                remedy="ask again in a minute",
            )

    def start(self, query: TieQuery, run: str) -> None:
        """Begin the run that was registered under this id."""
        started = Run(run)
        self._runs.add(started)
        threading.Thread(
            target=self._work, args=(started, query), name=f"analysis {run}", daemon=True
        ).start()

    async def close(self) -> None:
        """Tell all runs to end, and wait until they have, or the time for it is over."""
        runs = list(self._runs)
        for run in runs:
            run.stop()
        for run in runs:
            await asyncio.to_thread(run.ended.wait, STOP_SECONDS)

    def _work(self, run: Run, query: TieQuery) -> None:
        try:
            asyncio.run(self._analysed(run, query))
        except asyncio.CancelledError:
            log.info("analysis stopped", extra={"analysis": run.id})
        except GoalgraphError as error:
            log.warning("analysis failed: %s", error.code.value, extra={"analysis": run.id})
        except Exception:
            log.exception("analysis failed", extra={"analysis": run.id})
        finally:
            run.ended.set()
            self._runs.discard(run)

    async def _analysed(self, run: Run, query: TieQuery) -> None:
        run.loop, run.task = asyncio.get_running_loop(), asyncio.current_task()
        if run.stopping and run.task is not None:
            run.task.cancel()
        async with Store.open(self._target, pool_size=8) as store:
            await analyse(store, query, run=run.id)


_RUNS: WeakKeyDictionary[Store, Runs] = WeakKeyDictionary()


def runs_of(store: Store) -> Runs:
    """The runs of this process on a store."""
    runs = _RUNS.get(store)
    if runs is None:
        runs = _RUNS[store] = Runs(store.target)
    return runs
