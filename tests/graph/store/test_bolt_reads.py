"""Reads over Bolt answer and fail as the driver's own sessions do, on connections that are used again."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import neo4j
import pytest
from neo4j.exceptions import ClientError, CypherSyntaxError

from graph.errors import GoalgraphError, Overloaded, StoreDown
from graph.store import bolt_chunks, bolt_reads
from graph.store.driver import Store

pytestmark = pytest.mark.asyncio(loop_scope="session")

LONG = "ä" * 70_000
"""More than one chunk of a message holds."""
QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("RETURN 1 AS one, -1 AS less, 9223372036854775807 AS most, 1.5 AS half, null AS none", {}),
    ("RETURN true AS yes, false AS no, '' AS empty, 'ünï 👍' AS text", {}),
    ("RETURN [1, [2, [null, 'x']], []] AS lists, {a: {b: [1]}} AS maps", {}),
    ("RETURN date('2026-03-29') AS day, time('12:00') AS hour, duration('P1DT2H') AS span", {}),
    (
        """RETURN datetime('2026-03-29T01:30:00.123456789[Europe/Berlin]') AS zoned,
        datetime('2026-03-29T01:30:00+02:00') AS offset, localdatetime('2026-03-29T01:30') AS bare""",
        {},
    ),
    ("RETURN [datetime('2026-03-29T01:30Z'), {d: date('2026-01-01')}] AS inside", {}),
    ("RETURN point({x: 1.0, y: 2.0}) AS place", {}),
    ("UNWIND range(1, 3000) AS n RETURN n, toString(n) AS text, [n, n + 1] AS pair", {}),
    ("UNWIND [] AS n RETURN n", {}),
    ("RETURN $text AS text, size($text) AS size", {"text": LONG}),
    ("UNWIND $rows AS row RETURN row.a AS a", {"rows": [{"a": n} for n in range(20_000)]}),
    (
        "RETURN $day AS day, $at AS at, $list AS list, $none AS none, $whole AS whole",
        {
            "day": date(2026, 3, 29),
            "at": datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
            "list": ("a", "b"),
            "none": None,
            "whole": 2**40,
        },
    ),
]


async def by_driver(store: Store, text: str, params: dict[str, Any]) -> bolt_reads.Answer:
    """Columns and rows as the driver's session has them."""
    async with store.driver.session(database=store.database, default_access_mode="READ") as session:
        result = await session.run(text, params)
        return list(result.keys()), [list(record.values()) async for record in result]


@pytest.mark.parametrize(("text", "params"), QUESTIONS, ids=[text[:40] for text, _ in QUESTIONS])
async def test_answers_are_those_of_the_driver(
    store: Store, text: str, params: dict[str, Any]
) -> None:
    for _ in range(2):
        columns, rows = await store._read("question", text, params)
        assert (columns, [list(row) for row in rows]) == await by_driver(store, text, params)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("RETURN", CypherSyntaxError),
        ("RETURN 1 / 0 AS one", ClientError),
        ("UNWIND [1, 2, 0] AS n RETURN 1 / n AS one", ClientError),
        ("RETURN $absent AS one", ClientError),
        ("CREATE (n:Nothing) RETURN 1 AS one", ClientError),
    ],
)
async def test_failures_are_those_of_the_driver_and_the_next_read_is_answered(
    store: Store, text: str, kind: type[Exception]
) -> None:
    with pytest.raises(kind) as theirs:
        await by_driver(store, text, {})
    with pytest.raises(kind) as ours:
        await store._read("question", text, {})
    assert ours.value.code == theirs.value.code  # type: ignore[attr-defined]
    assert await store.raw_rows("question", "RETURN 7 AS n", {}) == [[7]]


async def test_values_that_are_no_parameter_cost_no_connection(store: Store) -> None:
    with pytest.raises((TypeError, ValueError)):
        await store.raw_rows("question", "RETURN $one AS one", {"one": object()})
    assert await store.raw_rows("question", "RETURN 7 AS n", {}) == [[7]]


async def test_a_connection_is_used_again(store: Store) -> None:
    ids = set()
    for _ in range(5):
        await store.raw_rows("question", "RETURN 1 AS n", {})
        ids.add(store.reads._idle[-1]._connection.local_port)
    assert len(ids) == 1


async def test_a_read_that_is_given_up_takes_its_connection_along(store: Store) -> None:
    slow = "UNWIND range(1, 1000000000) AS n WITH n WHERE n % 7 = 8 RETURN count(n) AS n"
    before = list(store.reads._idle)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await store.raw_rows("question", slow, {})
    assert len(store.reads._idle) <= len(before)
    assert await store.raw_rows("question", "RETURN 7 AS n", {}) == [[7]]
    running = (
        "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS '% 7 = 8' "
        "AND NOT currentQuery CONTAINS 'SHOW' RETURN count(*) AS n"
    )
    for _ in range(100):
        if await store.raw_rows("question", running, {}) == [[0]]:
            return
        await asyncio.sleep(0.1)
    pytest.fail("the statement still runs")


async def test_the_store_ends_what_takes_too_long(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.driver.READ_TIMEOUT", 0.1)
    with pytest.raises(StoreDown, match="did not answer in time"):
        await store.raw_rows(
            "question", "UNWIND range(1, 1000000000) AS n WITH n WHERE n < 0 RETURN n", {}
        )


@pytest.mark.parametrize("how", ["closed by the store", "closed here"])
async def test_broken_connections_are_replaced(store: Store, how: str) -> None:
    reads = store.reads
    await asyncio.gather(*(store.raw_rows("question", "RETURN 1 AS n", {}) for _ in range(4)))
    assert reads._idle
    for connection in reads._idle:
        if how == "closed here":
            connection._writer.transport.abort()
        else:  # as at_eof has not been told yet: the next read finds it out
            connection._reader = asyncio.StreamReader()
            asyncio.get_running_loop().call_later(0.1, connection._reader.feed_eof)
    assert await store.raw_rows("question", "RETURN 7 AS n", {}) == [[7]]


async def test_a_connection_that_was_idle_long_goes_back_to_the_driver(store: Store) -> None:
    await store.raw_rows("question", "RETURN 1 AS n", {})
    idle = store.reads._idle[-1]
    idle._connection.idle_since -= bolt_reads.IDLE_SECONDS
    assert await store.raw_rows("question", "RETURN 7 AS n", {}) == [[7]]
    assert idle.session._closed  # type: ignore[attr-defined]


async def test_reads_wait_for_one_another_and_not_for_ever(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = 0

    def session() -> neo4j.AsyncSession:
        nonlocal opened
        opened += 1
        return store._session(neo4j.READ_ACCESS)

    reads = bolt_reads.ReadConnections(session, 2)
    try:
        found = await asyncio.gather(
            *(reads.answer("RETURN $n AS n", {"n": n}, store.database, 5) for n in range(20))
        )
        assert [rows for _, rows in found] == [[[n]] for n in range(20)]
        assert opened <= 2
        monkeypatch.setattr(bolt_reads, "PATIENCE", 0.05)
        await asyncio.gather(reads._enter(), reads._enter())
        with pytest.raises(Overloaded):
            await reads.answer("RETURN 1 AS n", {}, store.database, 5)
    finally:
        await reads.close()


async def test_a_store_that_is_gone_is_said(store: Store) -> None:
    def session() -> neo4j.AsyncSession:
        raise neo4j.exceptions.ServiceUnavailable("gone")

    lost = Store(store.driver, store.target)
    lost.reads._new_session = session
    with pytest.raises(StoreDown) as failure:
        await lost.ping()
    assert isinstance(failure.value, GoalgraphError) and failure.value.remedy


@pytest.mark.parametrize("sizes", [(1,), (3, 5), (65_535, 1), (2, 0)])
async def test_messages_are_told_apart_wherever_they_are_cut(sizes: tuple[int, ...]) -> None:
    noop = b"\0\0"
    chunks = b"".join(n.to_bytes(2, "big") + b"x" * n for n in sizes if n)
    data = bytearray(noop + chunks + noop)
    ends = [bolt_chunks.end_of_message(data[:cut], 0) for cut in range(0, len(data), 997)]
    assert set(ends) <= {None}
    assert bolt_chunks.end_of_message(data + b"\0", 0) == len(data)
    assert bolt_chunks.payload_of(data, 0, len(data)) == b"x" * sum(sizes)
