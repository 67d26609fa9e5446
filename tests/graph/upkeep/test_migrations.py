"""A store's schema is brought up to date once, by whoever comes first, and never by guesswork."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from graph.errors import Conflict, StoreVersion
from graph.store.driver import Store
from graph.upkeep.migrations import known_migrations, migrate, pending_migrations, require_migrated

NAMES = {
    "CONSTRAINT": "SHOW CONSTRAINTS YIELD name RETURN name",
    "INDEX": "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name",
}


async def run(store: Store, *texts: str) -> list[str]:
    """The first column of the last of these texts, run in one transaction."""
    async with (
        store.driver.session(database=store.database) as session,
        await session.begin_transaction() as tx,
    ):
        result: list[str] = []
        for text in texts:
            result = [row[0] async for row in await tx.run(text)]
        await tx.commit()
    return result


@pytest_asyncio.fixture(loop_scope="session")
async def fresh_store(store: Store) -> AsyncIterator[Store]:
    """The store as a new Neo4j has it, without schema and nodes; migrated again at the end."""
    await run(store, "MATCH (n) DETACH DELETE n")
    for kind, names in NAMES.items():
        drops = [f"DROP {kind} {name} IF EXISTS" for name in await run(store, names)]
        await run(store, *drops)
    yield store
    await run(store, "MATCH (m:Migration) DELETE m")
    await migrate(store)


def test_migrations_are_numbered_without_gaps() -> None:
    known = known_migrations()
    assert [one.number for one in known] == list(range(1, len(known) + 1))
    assert len(known) <= 160


def test_every_migration_is_one_command_that_can_be_repeated() -> None:
    for one in known_migrations():
        assert one.text.startswith("CREATE "), one.name
        assert one.text.count(" IF NOT EXISTS") == 1, one.name


def test_an_index_bears_the_name_of_its_file() -> None:
    for one in known_migrations():
        assert f" {one.name[5:]} IF NOT EXISTS" in one.text, one.name


async def test_a_fresh_store_is_refused_then_migrated(fresh_store: Store) -> None:
    told: list[tuple[int, int]] = []
    known = known_migrations()

    with pytest.raises(StoreVersion) as caught:
        await require_migrated(fresh_store)
    count = await migrate(fresh_store, lambda done, of: told.append((done, of)))

    assert caught.value.remedy == "run `goalgraph migrate`"
    assert count == len(known)
    assert told[-1] == (count, count)
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    await require_migrated(fresh_store)
    stored = await fresh_store.rows("migrations")
    assert [row[:3] for row in stored] == [(one.number, one.name, one.checksum) for one in known]


async def test_the_schema_of_the_store_is_the_schema_of_the_files(store: Store) -> None:
    names = await run(store, NAMES["INDEX"])
    states = await run(store, "SHOW INDEXES YIELD state RETURN DISTINCT state")
    assert sorted(names) == sorted(one.name[5:] for one in known_migrations())
    assert states == ["ONLINE"]


async def test_three_at_once_apply_each_migration_once(fresh_store: Store) -> None:
    counts = await asyncio.gather(*(migrate(fresh_store) for _ in range(3)))

    assert sorted(counts) == [0, 0, len(known_migrations())]
    assert await pending_migrations(fresh_store) == []


async def test_an_interrupted_migration_is_repeated(store: Store) -> None:
    await run(store, "MATCH (m:Migration) WHERE m.number > 5 DELETE m")

    count = await migrate(store)

    assert count == len(known_migrations()) - 5
    await require_migrated(store)


async def test_a_migrated_store_is_left_alone(store: Store) -> None:
    before = await store.rows("migrations")
    assert await migrate(store) == 0
    assert await store.rows("migrations") == before


async def test_a_newer_store_is_refused(store: Store) -> None:
    await run(store, "CREATE (:Migration {number: 9999, name: '9999_x', checksum: 'x'})")
    try:
        with pytest.raises(StoreVersion) as caught:
            await migrate(store)
    finally:
        await run(store, "MATCH (m:Migration {number: 9999}) DELETE m")
    assert caught.value.message == (
        "the store has had migration 9999_x, which this version does not know"
    )


async def test_a_migration_that_was_changed_since_is_refused(store: Store) -> None:
    first = known_migrations()[0]
    change = "MATCH (m:Migration {number: 1}) SET m.checksum ="
    await run(store, f"{change} 'other'")
    try:
        with pytest.raises(Conflict) as caught:
            await require_migrated(store)
    finally:
        await run(store, f"{change} '{first.checksum}'")
    assert caught.value.message.startswith(f"migration {first.name} was applied with other text")
