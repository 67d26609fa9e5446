"""Runs of the ledger while an API process serves: in a thread with an event loop of its own.

No request waits for one, and one at a time is enough: a run takes in everything that was there when it
began. It ends with its process; one that is killed leaves the ledger before whole.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from weakref import WeakKeyDictionary

from graph.errors import GoalgraphError
from graph.ledger.run import run_ledger
from graph.store.driver import Store

STOP_SECONDS = 15.0
"""How long a stop waits for a run to end."""
log = logging.getLogger("goalgraph.ledger")


class LedgerRuns:
    """The run of one process on one store."""

    def __init__(self, store: Store) -> None:
        self._target = store.target
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[object] | None = None

    @property
    def under_way(self) -> bool:
        """Whether a run of this process is under way."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, *, anew: bool = False) -> None:
        """Begin a run, unless one is under way."""
        if not self.under_way:
            self._thread = threading.Thread(
                target=self._work, args=(anew,), name="ledger", daemon=True
            )
            self._thread.start()

    async def close(self) -> None:
        """Tell the run to end, and wait until it has, or the time for it is over."""
        thread, loop, task = self._thread, self._loop, self._task
        if thread is None or not thread.is_alive():
            return
        if loop is not None and task is not None:
            loop.call_soon_threadsafe(task.cancel)
        await asyncio.to_thread(thread.join, STOP_SECONDS)

    def _work(self, anew: bool) -> None:
        try:
            asyncio.run(self._run(anew))
        except asyncio.CancelledError:
            log.info("ledger stopped")
        except GoalgraphError as error:
            log.warning("ledger failed: %s", error.code.value)
        except Exception:
            log.exception("ledger failed")

    async def _run(self, anew: bool) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        async with Store.open(self._target, pool_size=8) as store:
            await run_ledger(store, anew=anew)


_RUNS: WeakKeyDictionary[Store, LedgerRuns] = WeakKeyDictionary()


def ledger_runs_of(store: Store) -> LedgerRuns:
    """The run of this process on a store."""
    runs = _RUNS.get(store)
    if runs is None:
        runs = _RUNS[store] = LedgerRuns(store)
    return runs
