"""How far analyses are, asked once a moment for all in this process who wait for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncGenerator

from graph.network.analyses.run_progress import AnalysisProgress, progress_of_analyses
from graph.records.enums import AnalysisState
from graph.store.driver import Store
from graph.store.per_store_cache import PerStoreCache
from graph.store.shared_poll import SharedPoll


class ProgressPoll:
    """The runs of one store that somebody waits for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._wanted: Counter[str] = Counter()
        self._asked: frozenset[str] = frozenset()
        self._known: dict[str, AnalysisProgress] = {}
        self._poll = SharedPoll(self._look)

    async def steps(self, id_: str) -> AsyncGenerator[AnalysisProgress, None]:
        """How far a run is, now and whenever that has changed, until it has ended or is gone."""
        self._wanted[id_] += 1
        told = None
        try:
            async with self._poll.following():
                while told is None or told.state is AnalysisState.RUNNING:
                    await self._poll.turn()
                    if id_ not in self._asked:
                        continue  # that look had begun before
                    step = self._known.get(id_)
                    if step is None:
                        return
                    if told is None or _told(step) != _told(told):
                        told = step
                        yield step
        finally:
            self._wanted[id_] -= 1
            self._wanted = +self._wanted

    async def _look(self) -> None:
        asked = sorted(self._wanted)
        self._known = await progress_of_analyses(self._store, asked)
        self._asked = frozenset(asked)


def _told(step: AnalysisProgress) -> tuple[object, ...]:
    """What of a step is told; the seconds since its last sign of life are not."""
    return step.state, step.step, step.done, step.total, step.share, step.result


_POLLS: PerStoreCache[ProgressPoll] = PerStoreCache(ProgressPoll)


def progress_poll_of(store: Store) -> ProgressPoll:
    """The runs of a store that somebody of this process waits for."""
    return _POLLS.of(store)
