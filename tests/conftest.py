"""What tests share: the real local store, migrated, and the same store emptied."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from functools import cache
from pathlib import Path

import pytest
import pytest_asyncio
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from graph.config import Settings, Target
from graph.store.driver import Store
from graph.upkeep.migrations import migrate

EMPTY = """
MATCH (n) WHERE NOT n:Migration AND NOT n:Lock
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS
"""
"""Deletes the whole organisation: too dangerous to lie among the statements of `cypher/`."""

STORE_MIB = 3000
"""Free memory that a store and the tests on it are given: heap, pages, and Python beside them."""
MOST_STORES = 4


@pytest.fixture(scope="session")
def engine_target() -> Iterator[Target]:
    """The Neo4j that the tests may empty: a local one of their own, or GOALGRAPH_TEST_URI's."""
    from tests.own_neo4j import own_neo4j

    uri = os.environ.get("GOALGRAPH_TEST_URI")
    if uri:
        password = os.environ.get("GOALGRAPH_TEST_PASSWORD", "")
        yield Target(uri, os.environ.get("GOALGRAPH_TEST_USERNAME", "neo4j"), password)
        return
    with own_neo4j(Settings.from_env().cache_dir) as target:
        yield target


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def store(engine_target: Target) -> AsyncIterator[Store]:
    """The migrated store of this session; what it holds is whatever earlier tests left."""
    async with Store.open(engine_target) as opened:
        await migrate(opened)
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def empty_store(store: Store) -> Store:
    """The store of this session, migrated and without any node of an organisation."""
    await emptied(store)
    return store


async def emptied(store: Store) -> None:
    """Empty the store but for its schema, migrations and locks."""
    async with store.driver.session(database=store.database) as session:
        await (await session.run(EMPTY)).consume()


held: dict[str, tuple[str, frozenset[str]]] = {}
"""Store → what `hold` made it hold, and the moment at which it did."""


async def hold(store: Store, content: str, fill: Callable[[], Awaitable[object]]) -> None:
    """Make the store hold what `fill` writes and nothing else; at once where it does so already.

    Tests that only read may follow each other on one organisation. Anything written in between,
    by whom ever, moves the moment of the store on, and the next who asks fills it anew.
    """
    if held.get(store.target.uri) != (content, await moment(store)):
        await emptied(store)
        await fill()
        held[store.target.uri] = content, await moment(store)


async def moment(store: Store) -> frozenset[str]:
    """What the server calls the state that its last writing transaction left."""
    async with store.driver.session(database=store.database) as session:
        await (await session.run("RETURN 1")).consume()
        return (await session.last_bookmarks()).raw_values


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Stores that `-n auto` runs tests on side by side, each of a worker's own; 0: all in this process.

    As many as the cores and the free memory carry. None, which is xdist's own count, where the tests
    asked for need no store.
    """
    from graph.engine.settings import MIB, available

    if config.option.markexpr.startswith("not store"):
        return None
    cores = min(os.cpu_count() or 1, available() // (STORE_MIB * MIB), MOST_STORES)
    return 0 if os.environ.get("GOALGRAPH_TEST_URI") or cores < 2 else cores


ONE_WORKERS = ("shaped_store", "filled_store")
"""Fixtures of few files that make the store hold what takes long to write: one worker runs these files."""


class Files(LoadFileScheduling):
    """Files to workers, one at a time; those that hold the same dear content to the same worker."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return content_of(self.config.rootpath / file) or file


@cache
def content_of(file: Path) -> str:
    """The fixture of `ONE_WORKERS` that a file of tests asks for; empty where none."""
    text = file.read_text("utf-8")
    return next((name for name in ONE_WORKERS if f"{name}:" in text), "")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Files | None:
    """How `--dist loadfile` hands out the files."""
    return Files(config, log) if config.option.dist == "loadfile" else None


HELD = ("shaped_store", "filled_store", "analysed_api", "api")
"""Fixtures that make the store hold what many files of tests only read."""


DEAR = {"store", "slow", "oracle"}
"""Marks of the tests that `make check` leaves out."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Import and collect without looking for garbage: next to nothing of it is any."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that uses the store, so that `-m 'not store'` needs no Neo4j; order the files.

    Workers take a file each. Those that read the same content follow each other, so that a store is
    filled with it once or twice; of these, and of all others, what takes long comes first: files with
    slow tests, then those with many, so that the workers end together.
    """
    content: dict[Path, int] = {}
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "engine_target" in names:
            item.add_marker(pytest.mark.store)
        place = next((n for n, name in enumerate(HELD) if name in names), len(HELD))
        content[item.path] = min(place, content.get(item.path, place))
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    dear = Counter(
        item.path for item in items if DEAR & {mark.name for mark in item.iter_markers()}
    )
    items.sort(key=lambda one: (content[one.path], one.path not in slow, -dear[one.path]))


def pytest_collection_finish() -> None:
    """Take all that was imported out of the collector's sight: it stays, and need not be looked at again."""
    gc.collect()
    gc.freeze()
