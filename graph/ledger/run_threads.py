"""Runs of the ledger while an API process serves.

One at a time is enough: a run takes in everything that was there when it began. One that is killed
leaves the ledger before whole.
"""

from __future__ import annotations

from graph.ledger.run import run_ledger
from graph.store.background_runs import BackgroundRuns
from graph.store.driver import Store
from graph.store.per_store_cache import PerStoreCache


class LedgerRuns(BackgroundRuns):
    """The run of one process on one store."""

    @property
    def under_way(self) -> bool:
        """Whether a run of this process is under way."""
        return len(self) > 0

    def renew(self, *, anew: bool = False) -> None:
        """Begin a run, unless one is under way."""
        if not self.under_way:
            self.start(lambda store: run_ledger(store, anew=anew))


_RUNS: PerStoreCache[LedgerRuns] = PerStoreCache(lambda store: LedgerRuns(store.target, "ledger"))


def ledger_runs_of(store: Store) -> LedgerRuns:
    """The run of this process on a store."""
    return _RUNS.of(store)
