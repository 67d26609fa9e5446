"""Who follows stamps misses no change: of imports, of mutations, of transactions that end late."""

from __future__ import annotations

import copy
from pathlib import Path

from graph.records import NODES
from graph.records.base import BY_UPDATED
from graph.store.driver import Store
from graph.store.update_stamps import final_until, stamp_older_nodes
from tests.api.mutations.small_organisation import save_goals, save_talk
from tests.api.store_query import ask
from tests.graph.importing.whole_organisation import WHOLE, imported, query
from tests.patience import until_async

STAMPED = [node.label for node in NODES if BY_UPDATED in node.orders]


async def stamps(store: Store) -> dict[str, str]:
    """The stamp of each node, by label and id."""
    rows = await query(
        store,
        "MATCH (n) WHERE n.by_updated IS NOT NULL "
        "RETURN labels(n)[0] + ' ' + coalesce(n.id, n.key), n.by_updated",
    )
    return {node: stamp for node, stamp in rows}


async def test_an_import_moves_the_stamps_of_what_it_changes(
    empty_store: Store, tmp_path: Path
) -> None:
    await imported(empty_store, tmp_path / "1", WHOLE)
    first = await stamps(empty_store)
    unstamped = await query(
        empty_store,
        "MATCH (n) WHERE n.by_updated IS NULL AND any(label IN labels(n) WHERE label IN $labels) "
        "RETURN labels(n)",
        labels=STAMPED,
    )
    assert unstamped == [] and len(first) > 20

    await imported(empty_store, tmp_path / "2", WHOLE)
    assert await stamps(empty_store) == first

    rows = copy.deepcopy(WHOLE)
    rows["goals"][2]["title"] = "Nobody is left behind"
    rows["people"][0]["title"] = "Chief"
    await imported(empty_store, tmp_path / "3", rows)
    now = await stamps(empty_store)
    moved = {node for node, stamp in now.items() if first.get(node) != stamp}
    assert moved == {"Goal acme/why", "Person acme/ada", "Account acme/ada"}


async def test_a_mutation_that_changes_nothing_moves_no_stamp(empty_store: Store) -> None:
    await save_talk(empty_store)
    await save_goals(empty_store, {"name": "one", "title": "One"}, {"name": "two"})
    before = await stamps(empty_store)
    await save_goals(empty_store, {"name": "one", "title": "One"})
    assert await stamps(empty_store) == before
    await save_goals(empty_store, {"name": "one", "title": "Other"})
    now = await stamps(empty_store)
    assert {node for node in now if now[node] != before.get(node)} == {"Goal acme/one"}


GOALS = "query($since: DateTime, $after: String) { goals(changedSince: $since, after: $after, first: 2) { nodes { key { externalId } updatedAt } pageInfo { endCursor } } }"


async def test_who_follows_misses_no_change_that_is_written_late(empty_store: Store) -> None:
    """A transaction that began first ends last: what it changed comes, and in the order of stamps."""
    seen: list[str] = []
    cursor: str | None = None

    async def follow() -> list[str]:
        nonlocal cursor
        variables = {"since": "2020-01-01", "after": cursor}
        answer = await ask(empty_store, GOALS, variables)
        assert answer.errors == []
        page = answer.data["goals"]
        seen.extend(node["key"]["externalId"] for node in page["nodes"])
        cursor = page["pageInfo"]["endCursor"] or cursor
        return seen

    async def followed(number: int) -> bool:
        return len(await follow()) == number

    await save_goals(empty_store, {"name": "a"}, {"name": "b"}, {"name": "c"})
    await until_async(lambda: followed(3))
    assert sorted(seen) == ["a", "b", "c"]

    async with empty_store.transaction() as late:
        await late.run("ping")
        await save_goals(empty_store, {"name": "d"})
        assert await follow() == seen and len(seen) == 3
        await late.run("archive_goals", ids=["acme/a"])
    await until_async(lambda: followed(5))
    assert seen[3:] == ["a", "d"]
    await follow()
    assert len(seen) == 5


async def test_long_reads_hold_nobody_up(empty_store: Store) -> None:
    await save_goals(empty_store, *({"name": f"g{n}"} for n in range(3)))
    reading = empty_store.stream("folded_texts")
    await anext(reading)
    first = await final_until(empty_store)

    async def goes_on() -> bool:
        return await final_until(empty_store) > first

    await until_async(goes_on)
    await reading.aclose()


async def test_older_nodes_are_stamped_once(empty_store: Store) -> None:
    await query(
        empty_store, "CREATE (:Goal {id: 'acme/a'}), (:Ref {key: '#b'}), (:Source {id: 'c'})"
    )
    assert await stamp_older_nodes(empty_store) == 2
    assert await stamp_older_nodes(empty_store) == 0
    assert set(await stamps(empty_store)) == {"Goal acme/a", "Ref #b"}
