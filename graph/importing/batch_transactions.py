"""The transactions of an import: one batch each, and batches of new rows side by side.

Batches of new rows touch nothing that another one writes, but for people, whom a new relationship
locks only as its transaction ends. Two of them are written at once, while a transaction of its own
holds the locks that keep mutations away. (Conversations are settled one batch after the other: that
sets properties of relationships of people, and two transactions that do so meet in a deadlock.)
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from graph.errors import Conflict
from graph.importing.batch_statements import Params, run_steps
from graph.importing.locked_batch import write_locked
from graph.importing.plans import Plan
from graph.organisation.accounts.email_joins import Doubt
from graph.organisation.accounts.profiles import LOCK
from graph.store.driver import Store, Transaction

ABREAST = 2
"""Batches of new rows that are written at once: more made the store wait for its own locks."""

Parts = list[tuple[str, Params]]


@dataclass(slots=True)
class Batch:
    """The statements of a batch with their parameters, and the rows that they save.

    `plain` gives the statements that save the same rows whatever the store has of them, where `parts`
    save new ones only. `needs` are rows outside the batch that must be there before.
    """

    plan: Plan
    parts: Parts
    ids: Sequence[str]
    plain: Callable[[], Parts] | None = None
    needs: frozenset[str] = frozenset()
    alone: bool = False
    """Whether some of its rows are not new."""


@dataclass(slots=True)
class BatchTransactions:
    """Writes batches in order, while the next ones are prepared; one for each import."""

    store: Store
    doubts: list[Doubt] = field(default_factory=list)
    """The accounts of one address that were not joined."""
    _waiting: list[Batch] = field(default_factory=list)
    _writing: asyncio.Task[None] | None = None

    async def add(self, batch: Batch) -> None:
        """Take a batch; it is written once those before it are, or beside the last of them."""
        alone = batch.alone or batch.plain is None
        if alone or any(not batch.needs.isdisjoint(before.ids) for before in self._waiting):
            await self._begin()
        if batch.parts:
            self._waiting.append(batch)
        if alone or len(self._waiting) == ABREAST:
            await self._begin()

    async def written(self) -> None:
        """Nothing, once every batch is in the store."""
        await self._begin()
        await self._end()

    async def _begin(self) -> None:
        """Begin to write the batches that wait, once those before them are written."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            await self._end()
            self._writing = asyncio.create_task(self._write(waiting))
            await asyncio.sleep(0)

    async def _end(self) -> None:
        writing, self._writing = self._writing, None
        if writing is not None:
            await writing

    async def _write(self, batches: Sequence[Batch]) -> None:
        """Write batches at once; raises Conflict where a row has lost its partner."""
        if all(batch.plain is None for batch in batches):
            for batch in batches:
                await self._write_plain(batch, batch.parts)
            return
        async with self.store.transaction() as guard:
            for name in _locks(batches):
                await guard.run("lock", name=name)
            found = await asyncio.gather(
                *(self.store.unit(partial(_save, batch.parts)) for batch in batches),
                return_exceptions=True,
            )
        for batch, failure in zip(batches, found, strict=True):
            if isinstance(failure, Conflict) and batch.plain is not None:
                await self._write_plain(batch, batch.plain())
            elif failure is not None:
                raise failure

    async def _write_plain(self, batch: Batch, parts: Parts) -> None:
        write = partial(write_locked, batch.plan, parts, sorted(batch.ids))
        self.doubts += await self.store.unit(write)


def _locks(batches: Sequence[Batch]) -> list[str]:
    """The locks under which these batches are written, in the order in which all take them."""
    return [LOCK, *sorted({batch.plan.lock for batch in batches if batch.plan.lock} - {LOCK})]


async def _save(parts: Parts, tx: Transaction) -> None:
    """Write the parts of one batch."""
    await run_steps(tx, parts)
