"""Answers of the store of which only so many rows and bytes are taken, whatever it would still send.

The bytes are counted as they come: a single row may be larger than any memory. What is not taken is stopped
by closing the connection, upon which the store ends the transaction at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from graph.errors import StoreDown, TooCostly
from graph.store.ad_hoc_cypher.conventions import MOST_BYTES
from graph.store.ad_hoc_cypher.json_values import graph_value, json_value
from graph.store.bolt_chunks import end_of_message, payload_of
from graph.store.bolt_reads import PULL_ALL, READ, RECORD, RUN, SUCCESS, ReadConnection


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """Columns, rows as they came, what the store says at the end, and whether more would have come."""

    columns: list[str]
    rows: list[bytearray]
    metadata: Mapping[str, Any]
    truncated: bool


class BoundedConnection(ReadConnection):
    """A connection that takes the first rows of an answer; after more, or an error, it is of no use."""

    async def first_rows(
        self, text: str, parameters: Mapping[str, object], extra: object, most: int
    ) -> RawAnswer:
        """At most so many rows of a statement, and at most 8 MiB of them."""
        message = self._message(RUN, (text, parameters, extra)) + PULL_ALL
        try:
            self._writer.write(message)
            return await self._taken(most)
        except OSError as error:
            raise StoreDown("the connection to the store broke", remedy="send it again") from error

    async def _taken(self, most: int) -> RawAnswer:
        columns: list[str] | None = None
        rows: list[bytearray] = []
        unread, size = bytearray(), 0
        while True:
            part = await self._reader.read(READ)
            if not part:
                raise StoreDown("the store closed the connection", remedy="send it again")
            unread += part
            begin = 0
            while (end := end_of_message(unread, begin)) is not None:
                payload, begin = payload_of(unread, begin, end), end
                if payload[1] == RECORD:
                    size += len(payload)
                    if len(rows) == most or size > MOST_BYTES:
                        return RawAnswer(columns or [], rows, {}, truncated=True)
                    rows.append(payload)
                    continue
                kind, value = self._value(payload)
                if kind != SUCCESS:
                    raise self._failure(kind, value)
                if columns is not None:
                    return RawAnswer(columns, rows, value, truncated=False)
                columns = value["fields"]
            del unread[:begin]
            if size + len(unread) > MOST_BYTES:
                return RawAnswer(columns or [], rows, {}, truncated=True)

    async def json_rows(self, answer: RawAnswer) -> tuple[list[list[Any]], bool]:
        """The rows as JSON values, and whether some are left out, beside the work of other requests.

        Raises TooCostly where not even the first row fits.
        """
        rows, truncated = await asyncio.to_thread(self._decoded, answer.rows)
        truncated = truncated or answer.truncated
        if truncated and not rows and answer.columns and (answer.rows or answer.truncated):
            raise TooCostly(
                f"the first row is larger than {MOST_BYTES // 1024**2} MiB",
                remedy="return less of it, or in rows instead of lists",
            )
        return rows, truncated

    def _decoded(self, payloads: list[bytearray]) -> tuple[list[list[Any]], bool]:
        rows: list[list[Any]] = []
        size = 0
        for payload in payloads:
            try:
                row = json_value(self._value(payload)[1])
            except RecursionError:
                raise TooCostly(
                    "a value lies in too many lists", remedy="return it flatter"
                ) from None
            size += len(orjson.dumps(row))
            if size > MOST_BYTES:
                return rows, True
            rows.append(row)
        return rows, False

    def _structure(self, value: Any) -> Any:
        """A node, relationship, path or point as JSON; a time, day or duration as the driver has it."""
        found = graph_value(value.tag, tuple(value.fields))
        return super()._structure(value) if found is None else found
