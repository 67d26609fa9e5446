"""Networks in the memory of Graph Data Science: each is named after its run, so none outlives it.

A run drops what it projected. What a killed one leaves is dropped by the next run that has its turn,
and by `goalgraph doctor`. Projections of analysts, of other names, are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from uuid import uuid4

from graph.errors import GoalgraphError, Overloaded, StoreDown
from graph.store.driver import Store

ALONE = "goalgraph/alone"
"""The run of a projection that was made outside of any run."""
WAIT_S = 3.0
"""How long `drop_dead` waits for a run that may have died just now."""

_OURS = re.compile(r"(goalgraph/[^#]*)#[0-9a-f]{32}|goalgraph-[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Projection:
    """A network in memory: its name, the run that made it, its size."""

    name: str
    run: str
    people: int
    ties: int
    bytes: int


def projection_name(run: str | None) -> str:
    """A new name for a projection of this run."""
    return f"{run or ALONE}#{uuid4().hex}"


def run_of(name: str) -> str | None:
    """The run that made a projection of this name; None for one that is not ours.

    >>> run_of(projection_name("goalgraph/1")), run_of("ties"), run_of("goalgraph-" + 32 * "0")
    ('goalgraph/1', None, 'goalgraph/alone')
    """
    found = _OURS.fullmatch(name)
    return None if found is None else found[1] or ALONE


async def projections(store: Store) -> list[Projection]:
    """Our projections in the store's memory, by name; none where it has no Graph Data Science."""
    if not await store.rows("gds_procedures"):
        return []
    found = await store.rows("projections")
    return [Projection(row[0], run, *row[1:]) for row in found if (run := run_of(row[0]))]


async def drop_all_but(store: Store, live: Collection[str]) -> list[Projection]:
    """The projections that were dropped: those of all runs but these."""
    dead = [one for one in await projections(store) if one.run not in live]
    for one in dead:
        await store.write("drop_ties", graph=one.name)
    return dead


async def drop_run(store: Store, run: str) -> None:
    """Drop what a run projected."""
    for one in await projections(store):
        if one.run == run:
            await store.write("drop_ties", graph=one.name)


async def drop_dead(store: Store) -> list[Projection] | None:
    """The projections that were dropped as no run is under way; None where one is.

    A run has the lock `analysis` as long as its process lives, so whoever gets it is alone.
    """
    try:
        async with store.transaction(timeout=WAIT_S) as tx:
            await tx.run("lock", name="analysis")
            return await drop_all_but(store, ())
    except (StoreDown, Overloaded):
        await store.ping()
        return None


async def drop_quietly(store: Store, run: str) -> None:
    """Drop what a run projected, unless the store is gone."""
    try:
        await drop_run(store, run)
    except GoalgraphError:
        pass  # the next run drops it
