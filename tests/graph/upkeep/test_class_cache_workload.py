"""What a store is asked while its classes are recorded."""

from __future__ import annotations

import asyncio

import pytest

from graph.config import Target
from graph.store.driver import Store
from graph.upkeep import class_cache_workload
from graph.upkeep.migrations import require_migrated


@pytest.mark.store
def test_a_rehearsed_store_has_its_schema_and_answers_every_read(engine_target: Target) -> None:
    class_cache_workload.rehearse(engine_target)

    asyncio.run(_require(engine_target))


async def _require(target: Target) -> None:
    async with Store.open(target) as store:
        await require_migrated(store)
