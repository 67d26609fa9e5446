"""The store: Neo4j over Bolt, statements by name, records out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, cast

import neo4j
from neo4j import AsyncDriver, AsyncGraphDatabase, AsyncTransaction, Query
from neo4j.exceptions import ServiceUnavailable

from graph.config import Target
from graph.records.base import Record, records_from
from graph.store.bolt_reads import ReadConnections
from graph.store.change_log import ChangeLog
from graph.store.driver_errors import translated_errors
from graph.store.driver_values import native
from graph.store.operation import observe, seconds_left
from graph.store.packed_rows import text_for
from graph.store.read_policy import EVERYBODY, READABLE_TALK, Reader, Standing, statement_text
from graph.store.statements import statement

R = TypeVar("R", bound=Record)
T = TypeVar("T")
Row = tuple[Any, ...]

POOL = 50
"""Connections to the store; two thirds of them may read."""
READS = {"reads": True}
"""What long reads say of themselves, so that nobody waits for changes of theirs (`oldest_transaction`)."""
READ_TIMEOUT, FIRST_TIMEOUT, BULK_TIMEOUT = 10.0, 60.0, 3600.0


@dataclass(frozen=True, slots=True)
class Summary:
    """What a write did: the rows it returned and whether it changed anything."""

    rows: list[Row]
    counters: Mapping[str, int]


class Store:
    """A pool of connections to one Neo4j database."""

    def __init__(self, driver: AsyncDriver, target: Target, *, pool_size: int = POOL) -> None:
        self.driver = driver
        self.target = target
        self.database = target.database
        self.reader = EVERYBODY
        self._base: Store | None = None
        self.standing = Standing(EVERYBODY, partial(self.rows, READABLE_TALK))
        self.reads = ReadConnections(
            partial(self._session, neo4j.READ_ACCESS), max(1, pool_size * 2 // 3)
        )

    @classmethod
    @asynccontextmanager
    async def open(cls, target: Target, *, pool_size: int = POOL) -> AsyncIterator[Store]:
        """The store at `target`, closed at the end. Raises StoreDown where it cannot be reached."""
        driver = AsyncGraphDatabase.driver(
            target.uri,
            auth=(target.username, target.password),
            max_connection_pool_size=pool_size,
            connection_acquisition_timeout=5.0,
            connection_timeout=3.0,
            max_transaction_retry_time=8.0,
            liveness_check_timeout=30.0,
            telemetry_disabled=True,
            notifications_min_severity="OFF",
            user_agent="goalgraph",
        )
        async with driver:
            store = cls(driver, target, pool_size=pool_size)
            try:
                await store.first_answer()
                yield store
            finally:
                await store.close()

    @property
    def base(self) -> Store:
        """The store that hides nothing, of which this one is a face."""
        return self._base or self

    @property
    def restricted(self) -> bool:
        """Whether it hides something."""
        return self.reader.restricted

    def read_as(self, reader: Reader) -> Store:
        """The same store, whose reads give what this reader may read."""
        if not reader.restricted:
            return self.base
        face = copy(self.base)
        face.reader, face._base = reader, self.base
        face.standing = Standing(reader, partial(self.base.rows, READABLE_TALK))
        return face

    async def close(self) -> None:
        """Give back the connections of reads; the driver is closed by whoever opened it."""
        await self.reads.close()

    async def first_answer(self) -> None:
        """Nothing, once the store answers; one that has just started may take its time."""
        with translated_errors(self.target):
            async with self._session(neo4j.READ_ACCESS) as session:
                query = _query(statement("ping").text, FIRST_TIMEOUT)
                await (await session.run(query)).consume()

    async def ping(self) -> None:
        """Nothing, where the store answers; raises StoreDown with the remedy where it does not."""
        await self.rows("ping")

    async def rows(self, name: str, /, **params: object) -> list[Row]:
        """The rows of a reading statement, temporal values as Python's."""
        return await self.rows_of(name, self._text(name), params)

    async def rows_of(self, name: str, text: str, params: Mapping[str, object]) -> list[Row]:
        """The rows of a text that `graph/store/where.py` made from the statement `name`."""
        _, rows = await self._read(name, text, params)
        return [tuple(native(value) for value in row) for row in rows]

    async def read(self, name: str, record_type: type[R], /, **params: object) -> list[R]:
        """The records of a reading statement whose columns are the record's fields."""
        keys, rows = await self._read(name, self._text(name), params)
        if keys and tuple(keys) != record_type.FIELDS:
            raise TypeError(f"{name} returns {keys}, not the fields of {record_type.__name__}")
        return records_from(rows, record_type)

    async def raw_rows(self, name: str, text: str, params: Mapping[str, object]) -> list[Row]:
        """The rows of a text made from the statement `name`, with the driver's own values."""
        return (await self._read(name, text, params))[1]

    async def _read(
        self, name: str, text: str, params: Mapping[str, object]
    ) -> tuple[list[str], list[Row]]:
        """Keys and rows of one auto-commit read: one round trip fewer than a managed transaction."""
        observe(name)
        params = await self.standing.asking(text, params)
        with translated_errors(self.target):
            for attempt in (1, 2):
                try:
                    seconds = seconds_left(READ_TIMEOUT)
                    return await self.reads.answer(text, params, self.database, seconds)
                except (ServiceUnavailable, neo4j.exceptions.SessionExpired):
                    await self.reads.forget()
                    if attempt == 2:
                        raise
        raise AssertionError("unreachable")

    async def stream(self, name: str, /, **params: object) -> AsyncIterator[Row]:
        """The rows of an unbounded read, a few at a time, temporal values as Python's."""
        observe(name)
        text = self._text(name)
        given = await self.standing.asking(text, params)
        with translated_errors(self.target):
            async with self._session(neo4j.READ_ACCESS, fetch_size=5000) as session:
                async for row in await session.run(_query(text, BULK_TIMEOUT, READS), dict(given)):
                    yield tuple(native(value) for value in row)

    def _text(self, name: str) -> str:
        """The text of a statement as its reader may have it answered."""
        return statement_text(name, restricted=self.restricted)

    async def write(self, name: str, /, **params: object) -> Summary:
        """What one writing statement did, in a transaction of its own, retried where that may help."""
        observe(name)
        return (await self.write_all([(name, params)]))[0]

    async def write_all(self, steps: Sequence[tuple[str, Mapping[str, object]]]) -> list[Summary]:
        """What several writing statements did, all in one transaction, retried as a whole."""

        async def work(tx: neo4j.AsyncManagedTransaction) -> list[Summary]:
            unit = Transaction(tx, self)
            done = [await unit.answer(name, params) for name, params in steps]
            await unit.log.write()
            return done

        with translated_errors(self.target):
            async with self._session(neo4j.WRITE_ACCESS) as session:
                return await session.execute_write(work)

    async def unit(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        """What `work` gives; all that it does is one transaction, done again where that may help.

        `work` may thus run more than once; an exception of its own rolls back and is not retried.
        """

        async def run(tx: neo4j.AsyncManagedTransaction) -> T:
            unit = Transaction(tx, self)
            done = await work(unit)
            await unit.log.write()
            return done

        with translated_errors(self.target):
            async with self._session(neo4j.WRITE_ACCESS) as session:
                return await session.execute_write(run)

    @asynccontextmanager
    async def transaction(self, timeout: float | None = None) -> AsyncIterator[Transaction]:
        """A transaction that commits at the end of the block and is rolled back by an exception.

        It may last `timeout` seconds, 0 = any time; without it as long as the server allows.
        """
        with translated_errors(self.target):
            async with (
                self._session(neo4j.WRITE_ACCESS) as session,
                await session.begin_transaction(timeout=timeout) as tx,
            ):
                unit = Transaction(tx, self)
                yield unit
                await unit.log.write()
                await tx.commit()

    async def run_schema(self, texts: Sequence[str]) -> None:
        """Run schema commands in one transaction, retried where that may help."""

        async def work(tx: neo4j.AsyncManagedTransaction) -> None:
            for text in texts:
                await (await tx.run(text)).consume()

        with translated_errors(self.target):
            async with self._session(neo4j.WRITE_ACCESS) as session:
                await session.execute_write(work)

    async def explain(self, text: str, params: Mapping[str, object]) -> Mapping[str, Any]:
        """The plan tree of a statement that is not run: `operatorType`, `args`, `children`."""
        with translated_errors(self.target):
            async with self._session(neo4j.READ_ACCESS) as session:
                result = await session.run(f"EXPLAIN {text}", dict(params))
                summary = await result.consume()
        return cast(Mapping[str, Any], summary.plan)

    def _session(self, access: str, **options: Any) -> neo4j.AsyncSession:
        return self.driver.session(database=self.database, default_access_mode=access, **options)


class Transaction:
    """An open writing transaction."""

    def __init__(
        self, tx: AsyncTransaction | neo4j.AsyncManagedTransaction, store: Store | None = None
    ) -> None:
        self._tx = tx
        self._store = store
        self.log = ChangeLog(self._logged)

    async def run(self, name: str, /, **params: object) -> Summary:
        """What one statement did inside the transaction; reading statements give their rows."""
        observe(name)
        return await self.answer(name, params)

    async def answer(self, name: str, params: Mapping[str, object]) -> Summary:
        """The same, told to nobody; what it changes is looked at before."""
        await self.log.look(name, params)
        return await _run(self._tx, name, statement(name).text, params)

    async def _logged(self, name: str, params: Mapping[str, object]) -> list[Row]:
        """The rows of a statement of the log of changes."""
        return (await _run(self._tx, name, statement(name).text, params, plain=True)).rows

    @property
    def restricted(self) -> bool:
        """Whether whoever asks for the change may not read everything."""
        return self._store is not None and self._store.restricted

    async def seen(self, name: str, /, **params: object) -> list[Row]:
        """The rows of a reading statement as whoever asks for the change may read them."""
        if self._store is None or not self._store.restricted:
            return (await self.run(name, **params)).rows
        observe(name)
        text = statement_text(name, restricted=True)
        given = await self._store.standing.asking(text, params)
        return (await _run(self._tx, name, text, given)).rows


async def _run(
    tx: AsyncTransaction | neo4j.AsyncManagedTransaction,
    name: str,
    text: str,
    params: Mapping[str, object],
    *,
    plain: bool = False,
) -> Summary:
    packed = text_for(name, text, params)
    result = await tx.run(packed or text, dict(params))
    read = [row async for row in result] if packed is None else (await result.values())[0][0]
    rows = [tuple(row if plain else map(native, row)) for row in read]
    counters = (await result.consume()).counters
    known = {key: value for key, value in vars(counters).items() if isinstance(value, int)}
    return Summary(rows, known)


def _query(text: str, longest: float, said: dict[str, Any] | None = None) -> Query:
    """The text with the time that is left as the transaction's timeout, and what is said of it."""
    return Query(text, metadata=said, timeout=seconds_left(longest))
