"""Auto-commit reads over Bolt, on connections that the driver opens, secures, routes and authenticates.

A read is two messages out (RUN, and PULL of all rows) and one answer back: SUCCESS with the columns, a
RECORD a row, SUCCESS. The driver's sessions and results also know transactions, pages and bookmarks, make
a task of each look at the socket, and look at each list of an answer: that took most of the time that the
processor spent on a small request, and as much again on a large one.

Beside its public names this uses of the driver the session's `_connect` and `_connection`, and of that
the streams, the codec, `stale` and `idle_since`. pyproject.toml bounds the driver's version for this, and
tests/graph/store/test_bolt_reads.py compares answers and failures with the driver's own. With a driver
that is made otherwise a connection says so before its first read, and all reads go by sessions then.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, cast

import neo4j
from neo4j.exceptions import ServiceUnavailable

from graph.errors import Overloaded, StoreDown
from graph.store.bolt_chunks import CHUNK, end_of_message, payload_of

try:
    from neo4j._async.io._bolt._common import Response
    from neo4j._codec.packstream import Structure
except ImportError:  # A driver that is made otherwise: `_proven` finds it out.
    Response = Structure = None  # type: ignore[assignment,misc]

log = logging.getLogger("goalgraph.store")

RUN, SUCCESS, RECORD, FAILURE = b"\x10", 0x70, 0x71, 0x7F
PULL_ALL = b"\x00\x06\xb1\x3f\xa1\x81n\xff\x00\x00"
"""The message PULL with `n` = -1, as one chunk."""
READ = 256 * 1024
"""The most bytes that are taken from a connection before others have their turn."""
IDLE_SECONDS = 30.0
"""After these a connection goes back to the driver, which looks whether it still lives."""
PATIENCE = 5.0
"""Seconds that a read waits for a connection while all are in use."""

PROOF = b"\0\x0b\xb3\x10\x81x\xa1\x81n\xc9\x01\0\xa0\0\0"
"""The message RUN with a text, one parameter of 256 and no more, as one chunk."""

Answer = tuple[list[str], list[Any]]
"""Columns, and rows as lists of values."""


class ForeignDriverError(Exception):
    """The driver is not made as this expects."""


class ReadConnection:
    """A connection that answers read after read, held by a session of the driver."""

    def __init__(self, session: neo4j.AsyncSession) -> None:
        connection: Any = session._connection
        self.session = session
        self._connection = connection
        self._reader: asyncio.StreamReader = connection.socket._reader
        self._writer: asyncio.StreamWriter = connection.socket._writer
        self._functions = connection.hydration_handler.struct_hydration_functions
        self._outgoing = connection.PACKER_CLS.new_packable_buffer()
        self._packer = connection.PACKER_CLS(self._outgoing)
        self._hooks = self._packer._inject_hooks(connection.hydration_handler.dehydration_hooks)
        self._incoming = connection.UNPACKER_CLS.new_unpackable_buffer()
        self._unpacker = connection.UNPACKER_CLS(self._incoming)

    @classmethod
    async def open(cls, session: neo4j.AsyncSession, *, is_doubtful: bool) -> ReadConnection:
        """A connection of the driver's pool; the driver looks first whether a doubtful one lives."""
        checked = {"liveness_check_timeout": 0} if is_doubtful else {}
        try:
            connect = _proven(lambda: session._connect)
            await connect(neo4j.READ_ACCESS, **checked)
            return cast(ReadConnection, _proven(lambda: cls(session)._proven()))
        except BaseException:
            await _end(session)
            raise

    def is_fresh(self) -> bool:
        """Whether it may be used without a look at whether it lives."""
        idle = time.monotonic() - self._connection.idle_since
        return idle < IDLE_SECONDS and not self._is_gone() and not self._connection.stale()

    def _is_gone(self) -> bool:
        """Whether the other side has closed or reset the connection, or this one has."""
        reader = self._reader
        return reader.at_eof() or reader.exception() is not None or self._writer.is_closing()

    def _proven(self) -> ReadConnection:
        """This connection, once it was seen to write and read messages, and to have all it needs."""
        written = self._message(RUN, ("x", {"n": 256}, {}))
        read = self._value(bytearray(b"\xb1\x71\x92\xc9\x01\0\x81n"))
        if written != PROOF or read != (RECORD, [256, "n"]) or Response is None:
            raise ForeignDriverError("its codec differs")
        self.is_fresh()
        return self

    async def answer(self, text: str, params: Mapping[str, object], extra: object) -> Answer:
        """Columns and rows of one statement; after an exception the connection is of no more use."""
        message = self._message(RUN, (text, params, extra)) + PULL_ALL
        try:
            if self._is_gone():
                raise ServiceUnavailable("The store closed the connection.")
            self._writer.write(message)
            return await self._answer()
        except OSError as error:  # Reset, a broken pipe, or what TLS makes of them.
            raise ServiceUnavailable("The connection to the store broke.") from error

    async def _answer(self) -> Answer:
        """What the store answers to the message that was written."""
        columns: list[str] | None = None
        rows: list[Any] = []
        unread = bytearray()
        while True:
            part = await self._reader.read(READ)
            if not part:
                raise ServiceUnavailable("The store closed the connection.")
            unread += part
            begin = 0
            while (end := end_of_message(unread, begin)) is not None:
                kind, value = self._value(payload_of(unread, begin, end))
                begin = end
                if kind == RECORD:
                    rows.append(value)
                elif kind != SUCCESS:
                    raise self._failure(kind, value)
                elif columns is None:
                    columns = value["fields"]
                else:
                    self._connection.idle_since = time.monotonic()
                    return columns, rows
            del unread[:begin]

    def _message(self, kind: bytes, fields: tuple[object, ...]) -> bytes:
        """A message in chunks."""
        data = self._outgoing.data
        data.clear()
        self._packer._pack_struct(kind, fields, self._hooks)
        parts = []
        for begin in range(0, len(data), CHUNK):
            chunk = data[begin : begin + CHUNK]
            parts += [len(chunk).to_bytes(2, "big"), chunk]
        return b"".join([*parts, b"\0\0"])

    def _value(self, payload: bytearray) -> tuple[int, Any]:
        """The kind of a message, and its one field."""
        incoming = self._incoming
        incoming.data, incoming.used, incoming.p = payload, len(payload), 2
        # Hooks for lists and objects, as the driver has them, would call back for each of an answer.
        field = self._unpacker.unpack({Structure: self._structure}) if payload[0] & 0xF else None
        return payload[1], field

    def _structure(self, value: Any) -> Any:
        """A time, day or place, as the driver has them."""
        function = self._functions.get(value.tag)
        if function is None:
            raise TypeError(f"statements return values and lists, not structures {value.tag!r}")
        return function(*value.fields)

    def _failure(self, kind: int, value: Any) -> Exception:
        if kind == FAILURE:
            response: Any = Response(self._connection, "run", None)  # type: ignore[no-untyped-call]
            failure: Exception = response._hydrate_error(value)
            return failure
        return ServiceUnavailable(f"The store sent a message of kind {kind:#x}.")


class ReadConnections:
    """The connections with which a store reads: `most` at once, kept for the reads that follow."""

    def __init__(self, new_session: Callable[[], neo4j.AsyncSession], most: int) -> None:
        self.most = most
        self._new_session = new_session
        self._places = asyncio.Semaphore(most)
        self._idle: list[ReadConnection] = []
        self._doubtful_until = 0.0
        self._is_closed = False
        self._is_foreign = False

    async def answer(
        self, text: str, params: Mapping[str, object], database: str, seconds: float
    ) -> Answer:
        """Columns and rows of one statement that may take so many seconds."""
        if self._is_foreign:
            return await self._by_session(text, params, seconds)
        extra = {"mode": "r", "db": database, "tx_timeout": max(1, round(seconds * 1000))}
        await self._enter()
        try:
            connection = await self._connection()
            try:
                async with asyncio.timeout(seconds + PATIENCE):
                    found = await connection.answer(text, params, extra)
            except TimeoutError:
                await _end(connection.session)
                await self.forget()
                raise StoreDown(
                    "the store did not answer in time", remedy="ask for less, or try again"
                ) from None
            except BaseException:
                await _end(connection.session)
                raise
            self._idle.append(connection)
        except ForeignDriverError as error:
            self._is_foreign = True
            log.warning(
                "reads go by the driver's sessions, driver %s: %s", neo4j.__version__, error
            )
        finally:
            self._places.release()
        if self._is_foreign:
            return await self._by_session(text, params, seconds)
        if self._is_closed:
            await self.close()
        return found

    async def _by_session(self, text: str, params: Mapping[str, object], seconds: float) -> Answer:
        """Columns and rows in the driver's own way."""
        async with self._new_session() as session:
            query: Any = neo4j.Query(text, timeout=seconds)
            result = await session.run(query, dict(params))
            return list(result.keys()), [list(record.values()) async for record in result]

    @asynccontextmanager
    async def place(self) -> AsyncIterator[neo4j.AsyncSession]:
        """A new session, which holds one of the places for reading."""
        await self._enter()
        try:
            yield self._new_session()
        finally:
            self._places.release()

    async def close(self) -> None:
        """Give all connections that are not in use back to the driver, and the others after their reads."""
        self._is_closed = True
        while self._idle:
            await self._idle.pop().session.close()

    async def forget(self) -> None:
        """End all that are not in use: one was found broken. The driver's are looked at for a while."""
        self._doubtful_until = time.monotonic() + IDLE_SECONDS
        while self._idle:
            await _end(self._idle.pop().session)

    async def _enter(self) -> None:
        """Take a place, or wait for one."""
        if not self._places.locked():
            await self._places.acquire()
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await self._places.acquire()
        except TimeoutError:
            raise Overloaded(
                "the store has too much to do at once", remedy="send it again"
            ) from None

    async def _connection(self) -> ReadConnection:
        """A connection that lives, the one first that was used last."""
        while self._idle:
            connection = self._idle.pop()
            if connection.is_fresh():
                return connection
            await connection.session.close()
        is_doubtful = time.monotonic() < self._doubtful_until
        return await ReadConnection.open(self._new_session(), is_doubtful=is_doubtful)


def _proven(find: Callable[[], Any]) -> Any:
    """What is found of the driver's own; of one that is made otherwise that is said."""
    try:
        return find()
    except (ServiceUnavailable, ForeignDriverError):
        raise
    except Exception as error:
        raise ForeignDriverError(repr(error)) from error


async def _end(session: neo4j.AsyncSession) -> None:
    """Close a session with its connection, whatever that is doing."""
    session.cancel()
    await session.close()
