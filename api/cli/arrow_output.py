"""Rows as columns with types: an Arrow file (Feather), or Parquet, for pandas, R, DuckDB and Spark.

A column is of the one type that all its values have: text, whole number, number, true or false, day,
time in UTC, bytes, or a list of one of these. A column of anything else, maps and mixtures, holds each
value as JSON text, and its field says so (`goalgraph: json`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import IO, Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from api.cli.row_output import Rows, json_text

ROWS_AT_ONCE = 20_000
"""Rows that are held as Python's values, before they are packed into a part of each column."""
EXACT = 2**53
"""Up to here every whole number is a number with a fraction, too."""
JSON_TEXT = {b"goalgraph": b"json"}

TYPES: Mapping[type, Any] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    date: pa.date32(),
    datetime: pa.timestamp("us", "UTC"),
    bytes: pa.binary(),
    bytearray: pa.binary(),
}


async def write_arrow(columns: Sequence[str], rows: Rows, out: IO[bytes]) -> None:
    """Write an Arrow file (also called Feather, version 2)."""
    table = await arrow_table(columns, rows)
    with pa.ipc.new_file(pa.PythonFile(out), table.schema) as writer:
        writer.write_table(table)
    out.flush()


async def write_parquet(columns: Sequence[str], rows: Rows, out: IO[bytes]) -> None:
    """Write a Parquet file."""
    pq.write_table(await arrow_table(columns, rows), pa.PythonFile(out), compression="zstd")
    out.flush()


async def arrow_table(columns: Sequence[str], rows: Rows) -> Any:
    """The rows as an Arrow table, packed part by part as they come."""
    parts: list[list[Part]] = []
    waiting: list[tuple[Any, ...]] = []
    async for row in rows:
        waiting.append(row)
        if len(waiting) == ROWS_AT_ONCE:
            parts.append(_packed(waiting, len(columns)))
            waiting = []
    parts.append(_packed(waiting, len(columns)))
    fields, chunks = [], []
    for place, name in enumerate(columns):
        column, is_json = _joined([part[place] for part in parts])
        chunks.append(column)
        fields.append(pa.field(name, column.type, metadata=JSON_TEXT if is_json else None))
    return pa.table(chunks, schema=pa.schema(fields))


class Part(NamedTuple):
    """Some rows of a column, and whether their values had no type in common: then JSON texts."""

    array: Any
    is_json: bool


def _packed(rows: list[tuple[Any, ...]], width: int) -> list[Part]:
    """The columns of these rows."""
    return [_part([row[place] for row in rows]) for place in range(width)]


def _part(values: list[Any]) -> Part:
    type_ = type_of(values)
    return Part(_json_texts(values) if type_ is None else pa.array(values, type_), type_ is None)


def _json_texts(values: list[Any]) -> Any:
    return pa.array([None if value is None else json_text(value) for value in values], pa.string())


def _joined(parts: list[Part]) -> tuple[Any, bool]:
    """A whole column, and whether it holds JSON texts."""
    type_ = None if any(part.is_json for part in parts) else _joint_type(parts)
    if type_ is not None:
        with suppress(pa.ArrowInvalid):  # a whole number that no float is
            return pa.chunked_array([_cast(part.array, type_) for part in parts], type_), False
    texts = [part.array if part.is_json else _json_texts(part.array.to_pylist()) for part in parts]
    return pa.chunked_array(texts), True


def type_of(values: Sequence[Any]) -> Any:
    """The Arrow type of a column of these values; None where they have none in common.

    >>> str(type_of([1, None, 2.5])), str(type_of([["a"], []])), type_of([1, "a"]), type_of([{}])
    ('double', 'list<item: string>', None, None)
    """
    kinds = {type(value) for value in values} - {type(None)}
    if not kinds:
        return pa.null()
    if kinds == {list}:
        inner = type_of([item for value in values if value is not None for item in value])
        return None if inner is None or pa.types.is_list(inner) else pa.list_(inner)
    if kinds == {int, float}:
        return pa.float64() if _exact(values) else None
    return TYPES.get(next(iter(kinds))) if len(kinds) == 1 else None


def _exact(values: Sequence[Any]) -> bool:
    return all(abs(value) <= EXACT for value in values if type(value) is int)


def _cast(array: Any, type_: Any) -> Any:
    """The array in a wider type; lists of nothing but nulls are made anew, which casting breaks."""
    if array.type == type_:
        return array
    if pa.types.is_list(type_):
        return pa.array(array.to_pylist(), type_)
    return array.cast(type_)


def _joint_type(parts: Sequence[Part]) -> Any:
    """The type that holds what all of these hold; None where there is none."""
    joint = pa.null()
    for part in parts:
        joint = _wider(joint, part.array.type)
        if joint is None:
            return None
    return joint


def _wider(one: Any, other: Any) -> Any:
    """The type that holds what either holds; None where there is none."""
    if one == other or pa.types.is_null(other):
        return one
    if pa.types.is_null(one):
        return other
    if pa.types.is_list(one) and pa.types.is_list(other):
        inner = _wider(one.value_type, other.value_type)
        return None if inner is None else pa.list_(inner)
    return pa.float64() if {one, other} == {pa.int64(), pa.float64()} else None
