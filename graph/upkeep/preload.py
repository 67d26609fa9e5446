"""What a server reads when it starts, so that the first heavy question need not wait for it.

Goals and their progress, people and talk; and where there is an analysis of all talk, its ties, its network, who belongs
to which group, and everybody's scores.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, datetime

from graph.errors import GoalgraphError, Overloaded
from graph.goals.alignment.cache import organisation_cache_of
from graph.goals.progress.cache import goals_of_day
from graph.ledger.cache import ledger_cache_of
from graph.ledger.run import published_reach
from graph.network.analyses.snapshots import snapshot_of
from graph.network.analyses.stored_scores import latest_analyses
from graph.network.ties.tie_columns import columns_of
from graph.network.ties.tie_query import EVERYTHING, parameters_hash
from graph.records.enums import GroupKind
from graph.store.driver import Store

AGAIN = 2.0
"""Seconds after which a reading that the store broke off begins again."""
log = logging.getLogger("goalgraph.preload")


class Preload:
    """The reading of one process, begun once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._task: asyncio.Task[None] | None = None
        self.step: str | None = "talk"
        """What is being read; None once all is."""

    @property
    def done(self) -> bool:
        """Whether all is read."""
        return self.step is None

    def begin(self, on_done: Iterable[Callable[[], None]] = ()) -> None:
        """Start to read; what is to be called when all is read, is called then."""
        self._task = asyncio.create_task(self._read())
        for call in on_done:
            self._task.add_done_callback(lambda _, call=call: call())  # type: ignore[misc]

    async def check(self) -> None:
        """Return where all is read; raises Overloaded with what is being read otherwise."""
        if self.step is not None:
            raise Overloaded(
                f"The server has started and still reads {self.step}.",
                remedy="ask again in some seconds",
            )

    async def close(self) -> None:
        """Give up what is being read."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})

    async def _read(self) -> None:
        """Read all, from the start again where the store is away meanwhile.

        What fails for another reason is left to the question that needs it, which tells why.
        """
        while not self.done:
            try:
                async for step in self._steps():
                    self.step = step
                self.step = None
            except GoalgraphError as error:
                if not error.retryable:
                    self.step = None
                else:
                    await asyncio.sleep(AGAIN)
            except Exception:
                log.exception("reading ahead failed")
                self.step = None

    async def _steps(self) -> AsyncIterator[str]:
        """The name of each step, before it is done."""
        store, known = self._store, parameters_hash(EVERYTHING)
        yield "talk"
        await organisation_cache_of(store).view()
        yield "goals"
        day = await goals_of_day(store, datetime.now(UTC).date())
        await asyncio.to_thread(day.progress_of_all)
        if await published_reach(store) is not None:
            yield "the value ledger"
            await ledger_cache_of(store).ledger()
        latest = (await latest_analyses.of(store, [known])).get(known)
        if latest is None:
            return
        yield "ties"
        columns = columns_of(store)
        await columns.graph(latest.id, EVERYTHING)
        await columns.people(latest.id, EVERYTHING)
        await columns.homes(latest.id, EVERYTHING.window)
        for kind in (None, *GroupKind):
            await columns.groups(latest.id, EVERYTHING, kind)
        yield "scores"
        await snapshot_of(store, latest.id)
