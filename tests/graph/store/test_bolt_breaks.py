"""Reads over connections that break: in the middle, while idle, silently; and over another driver."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from graph.errors import StoreDown
from graph.store import bolt_reads
from graph.store.driver import Store
from tests.graph.store.broken_relay import Relay
from tests.patience import SECONDS

pytestmark = pytest.mark.asyncio(loop_scope="session")

MANY = "UNWIND range(1, 100000) AS n RETURN n, toString(n) AS text"


@asynccontextmanager
async def relayed(store: Store) -> AsyncIterator[tuple[Store, Relay]]:
    """The same store behind a relay."""
    relay = Relay(store.target.uri)
    address = await relay.open()
    try:
        async with Store.open(replace(store.target, uri=address)) as behind:
            yield behind, relay
    finally:
        await relay.close()


async def read_at_once(store: Store, number: int = 4) -> None:
    """Let so many connections be opened."""
    one = store.raw_rows
    await asyncio.gather(*(one("question", "RETURN 1 AS n", {}) for _ in range(number)))


@pytest.mark.parametrize("how", ["FIN", "RST"])
@pytest.mark.parametrize(
    ("after", "in_pool"),
    [(-1, False), (0, False), (1, False), (70_000, False), (-1, True), (0, True), (1, True)],
)
async def test_a_read_whose_connection_breaks_is_answered(
    store: Store, how: str, after: int, in_pool: bool
) -> None:
    async with relayed(store) as (behind, relay):
        await read_at_once(behind)
        if in_pool:  # as after writes: the driver holds them, and does not look within 30 seconds
            await behind.close()
            await behind.raw_rows("question", "RETURN 1 AS n", {})
        before = len(relay.lines)
        relay.break_all(how, after)
        if after < 0:
            await asyncio.sleep(0.05)
        rows = await behind.raw_rows("question", MANY, {})
        assert len(rows) == 100_000 and rows[-1] == [100_000, "100000"]
        assert len(relay.lines) == before + 1
        await read_at_once(behind)


async def test_a_connection_that_was_reset_while_idle_is_not_fresh(store: Store) -> None:
    async with relayed(store) as (behind, relay):
        await read_at_once(behind, 2)
        assert all(one.is_fresh() for one in behind.reads._idle)
        relay.break_all("RST", -1)
        end = time.monotonic() + SECONDS
        while any(one.is_fresh() for one in behind.reads._idle) and time.monotonic() < end:
            await asyncio.sleep(0.01)
        assert not any(one.is_fresh() for one in behind.reads._idle)


@pytest.mark.parametrize("after", [0, 70_000])
async def test_a_store_that_falls_silent_is_waited_for_once(
    store: Store, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bolt_reads, "PATIENCE", 0.2)
    async with relayed(store) as (behind, relay):
        await read_at_once(behind)
        before = len(relay.lines)
        relay.break_all("silence", after)
        monkeypatch.setattr("graph.store.driver.READ_TIMEOUT", 1.0)
        with pytest.raises(StoreDown, match="did not answer in time"):
            await behind.raw_rows("question", MANY, {})
        assert len(relay.lines) == before and not behind.reads._idle
        monkeypatch.undo()
        assert await behind.raw_rows("question", "RETURN 7 AS n", {}) == [[7]]


async def test_who_leaves_in_the_middle_of_an_answer_takes_the_connection_along(
    store: Store,
) -> None:
    async with relayed(store) as (behind, relay):
        await read_at_once(behind, 1)
        relay.break_all("silence", 70_000)
        read = asyncio.create_task(behind.raw_rows("question", MANY, {}))
        await asyncio.sleep(0.3)
        read.cancel()
        with pytest.raises(asyncio.CancelledError):
            await read
        assert not behind.reads._idle
        assert not behind.reads._places.locked()
        assert await behind.raw_rows("question", "RETURN 7 AS n", {}) == [[7]]


async def test_reads_that_run_while_the_store_is_closed_hold_nothing_afterwards(
    store: Store,
) -> None:
    async with relayed(store) as (behind, _):
        await read_at_once(behind, 1)
        read = asyncio.create_task(behind.raw_rows("question", MANY, {}))
        await asyncio.sleep(0.01)
        await behind.close()
        assert len(await read) == 100_000
        assert not behind.reads._idle


class Made:
    """A thing of the driver's that lacks one name, or has another thing under it."""

    def __init__(self, thing: Any, **others: Any) -> None:
        self._thing, self._others = thing, others

    def __getattr__(self, name: str) -> Any:
        if name in self._others and self._others[name] is None:
            raise AttributeError(name)
        return self._others.get(name) or getattr(self._thing, name)

    async def __aenter__(self) -> Any:
        return self._thing

    async def __aexit__(self, *_: object) -> None:
        await self._thing.close()


class MadeSession(Made):
    """A session with a connection that is made otherwise."""

    @property
    def _connection(self) -> Any:
        return Made(self._thing._connection, **self._others)


@pytest.mark.parametrize(
    "lack",
    ["_connect", "socket", "hydration_handler", "PACKER_CLS", "UNPACKER_CLS", "stale"]
    + ["idle_since", "PACKER_CLS other", "UNPACKER_CLS other"],
)
async def test_with_a_driver_made_otherwise_reads_go_its_own_way(
    store: Store, lack: str, caplog: pytest.LogCaptureFixture
) -> None:
    name, _, other = lack.partition(" ")
    made: Any = Made if name == "_connect" else MadeSession
    foreign = Store(store.driver, store.target)
    foreign.reads._new_session = lambda: made(
        store._session("READ"), **{name: object if other else None}
    )
    with caplog.at_level(logging.WARNING, logger="goalgraph.store"):
        for n in (7, 8):
            found = await foreign.reads.answer("RETURN $n AS n", {"n": n}, store.database, 5.0)
            assert found == (["n"], [[n]])
    said = [one for one in caplog.records if one.name == "goalgraph.store"]
    assert len(said) == 1 and "driver's sessions" in said[0].getMessage()
