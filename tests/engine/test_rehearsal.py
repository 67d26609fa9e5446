"""What a store is asked while its classes are recorded."""

from __future__ import annotations

import asyncio

import pytest

from graph.config import Target
from graph.engine import rehearsal
from graph.migrations import require_migrated
from graph.store import Store


@pytest.mark.store
def test_a_rehearsed_store_has_its_schema_and_has_run_statements(
    engine_target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given little time
    monkeypatch.setattr(rehearsal, "ENOUGH_S", 2)
    asked: list[str] = []
    rows = Store.rows

    async def told(self: Store, name: str, /, **params: object) -> object:
        asked.append(name)
        return await rows(self, name, **params)

    monkeypatch.setattr(Store, "rows", told)

    rehearsal.rehearse(engine_target)

    assert {"analyses", "people_by_id"} & set(asked)
    asyncio.run(_require(engine_target))


async def _require(target: Target) -> None:
    async with Store.open(target) as store:
        await require_migrated(store)
