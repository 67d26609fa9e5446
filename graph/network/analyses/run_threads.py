"""Analyses that run while an API process serves.

At a stop a run is told to end, says so in the store, and what it wrote is removed; one that is killed is
found dead by the next run.
"""

from __future__ import annotations

from graph.errors import Overloaded
from graph.network.analyses.run import analyse
from graph.network.conventions import RUNS_AT_ONCE
from graph.network.ties.tie_query import TieQuery
from graph.store.background_runs import BackgroundRuns
from graph.store.driver import Store
from graph.store.per_store_cache import PerStoreCache


class Runs(BackgroundRuns):
    """The analyses of one process on one store."""

    def check_room(self) -> None:
        """Refuse (Overloaded) one more run where enough are under way or wait."""
        if len(self) >= RUNS_AT_ONCE:
            raise Overloaded(
                f"{RUNS_AT_ONCE} analyses are under way or wait already",
                remedy="ask again in a minute",
            )

    def analyse(self, query: TieQuery, run: str) -> None:
        """Begin the run that was registered under this id."""
        self.start(lambda store: analyse(store, query, run=run), run)


_RUNS: PerStoreCache[Runs] = PerStoreCache(lambda store: Runs(store.target, "analysis"))


def runs_of(store: Store) -> Runs:
    """The runs of this process on a store."""
    return _RUNS.of(store)
