"""An import and those who write the same rows meanwhile wait for each other; no version means two things."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from graph.store.driver import Store
from tests.graph.importing.whole_organisation import imported, query
from tests.patience import until_async

ROWS: dict[str, list[dict[str, Any]]] = {
    "people": [{"id": "ann", "name": "Ann"}],
    "groups": [{"id": "team", "name": "Team"}],
    "conversations": [{"id": "talk", "title": "Talk"}],
    "goals": [{"id": "goal", "title": "Goal"}],
}


async def waiting(store: Store) -> bool:
    """Whether a transaction waits for a lock of another one."""
    text = "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*)"
    return await query(store, text) != [(0,)]


@pytest.mark.parametrize("kind", ROWS)
async def test_an_import_waits_for_who_writes_rows_of_its_kind(
    empty_store: Store, tmp_path: Path, kind: str
) -> None:
    async with empty_store.transaction() as tx:
        await tx.run("lock", name=kind)
        task = asyncio.create_task(imported(empty_store, tmp_path, {kind: ROWS[kind]}))
        await until_async(lambda: waiting(empty_store))
        waited = not task.done()
        there = (await tx.run(f"stored_{kind}", ids=[f"acme/{ROWS[kind][0]['id']}"])).rows
    await task

    assert waited
    assert there == []
    label = {"people": "Person", "groups": "Group", "conversations": "Conversation"}
    rows = await query(empty_store, f"MATCH (n:{label.get(kind, 'Goal')}) RETURN n.id")
    assert rows == [(f"acme/{ROWS[kind][0]['id']}",)]


@pytest.mark.parametrize(
    ("version", "content_hash", "becomes"),
    [
        (1, "x", 3),
        (2, "x", 3),
        (3, "x", 4),
        (7, "x", 8),
        (3, None, 3),
        (7, None, 7),
        (None, None, 3),
    ],
)
async def test_a_goals_version_written_meanwhile_is_passed_by(
    empty_store: Store, tmp_path: Path, version: int | None, content_hash: str | None, becomes: int
) -> None:
    await imported(empty_store, tmp_path, {"goals": ROWS["goals"]})
    [(row,)] = await query(empty_store, "MATCH (g:Goal) RETURN g {.*}")
    query_text = "MATCH (g:Goal) SET g.version = $version, g.content_hash = $hash"
    await query(empty_store, query_text, version=version, hash=content_hash)

    for _ in range(2):
        await empty_store.write("save_goals", rows=[row | {"version": 3}])

    assert await query(empty_store, "MATCH (g:Goal) RETURN g.version") == [(becomes,)]


@pytest.mark.parametrize(("version", "becomes"), [(1, 3), (3, 4), (None, 3)])
async def test_taking_away_a_goals_lists_counts_its_version_on(
    empty_store: Store, tmp_path: Path, version: int | None, becomes: int
) -> None:
    await imported(empty_store, tmp_path, {"goals": ROWS["goals"]})
    await query(empty_store, "MATCH (g:Goal) SET g.version = $version", version=version)

    rows = [{"id": "acme/goal", "version": 3}]
    for _ in range(2):
        await empty_store.write("remove_lists_of_goals", rows=rows)

    assert await query(empty_store, "MATCH (g:Goal) RETURN g.version") == [(becomes,)]
