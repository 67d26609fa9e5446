"""What a store is asked while its classes are recorded: the schema, and every statement that reads."""

from __future__ import annotations

import asyncio
from time import monotonic

from graph.config import Target
from graph.errors import GoalgraphError
from graph.literals import params_of
from graph.migrations import migrate
from graph.statements import all_statements
from graph.store import Store

ENOUGH_S = 30
"""On a slow machine the rest is left out: what is not recorded is loaded when it is needed."""


def rehearse(target: Target) -> None:
    """Nothing; the empty store has made its indexes, and planned and run statements that read."""
    asyncio.run(_rehearse(target))


async def _rehearse(target: Target) -> None:
    async with Store.open(target, pool_size=4) as store:
        await migrate(store)
        until = monotonic() + ENOUGH_S
        for one in all_statements().values():
            if one.folder == "read" and monotonic() < until:
                try:
                    await store.rows(one.name, **params_of(one, {}))
                except GoalgraphError:
                    continue  # an example may name what an empty store has not got
