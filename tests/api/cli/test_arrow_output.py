"""Rows as Arrow and Parquet: what Python, pandas and others read back is what the store said."""

from __future__ import annotations

import asyncio
import io
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.cli import arrow_output
from api.cli.arrow_output import arrow_table, write_arrow, write_parquet
from api.cli.row_formats import Format, require_no_terminal
from graph.config import Target
from graph.errors import BadInput
from graph.store.driver import Store
from tests.command_line import ROOT

AT = datetime(2026, 1, 31, 9, 30, 0, 250, UTC)
COLUMNS: dict[str, tuple[str, list[Any]]] = {
    "text": ("string", ["a", None, "ü\n,"]),
    "whole": ("int64", [1, 2**62, None]),
    "number": ("double", [0.5, 2, None]),
    "yes": ("bool", [True, False, None]),
    "day": ("date32[day]", [date(2026, 1, 31), None, None]),
    "time": ("timestamp[us, tz=UTC]", [None, AT, None]),
    "bytes": ("binary", [b"\x00", None, b""]),
    "nothing": ("null", [None, None, None]),
    "texts": ("list<item: string>", [["a", "b"], [], None]),
    "numbers": ("list<item: double>", [[1, 0.5], [None], None]),
    "map": ("json", [{"a": 1}, None, {"b": AT}]),
    "maps": ("json", [[{"a": 1}], [], None]),
    "mixed": ("json", ["a", 1, None]),
    "no_number": ("json", [2**60 + 1, 0.5, None]),
    "lists_of_lists": ("json", [[["a"]], [], None]),
}
"""Column → the type that it has, and its values; `json`: JSON texts."""


async def rows(*tuples: tuple[Any, ...]) -> AsyncIterator[tuple[Any, ...]]:
    for row in tuples:
        yield row


def read(written: bytes, shape: Format) -> pa.Table:
    whole = io.BytesIO(written)
    reader = pa.parquet.read_table if shape is Format.PARQUET else pa.feather.read_table
    return reader(whole)


@pytest.mark.parametrize("at_once", [1, 2, 20_000])
@pytest.mark.parametrize("shape", [Format.PARQUET, Format.ARROW])
async def test_every_type_comes_back(
    shape: Format, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given rows that are packed in parts of this length
    monkeypatch.setattr(arrow_output, "ROWS_AT_ONCE", at_once)
    values = list(zip(*(column for _, column in COLUMNS.values()), strict=True))
    # when they are written
    out = io.BytesIO()
    await (write_parquet if shape is Format.PARQUET else write_arrow)(
        list(COLUMNS), rows(*values), out
    )
    table = read(out.getvalue(), shape)
    # then types and values are those of the rows, and JSON is said to be JSON
    types = {
        field.name: "json" if field.metadata else str(field.type).replace("element:", "item:")
        for field in table.schema
    }
    assert types == {name: type_ for name, (type_, _) in COLUMNS.items()}
    plain = {name: column for name, (type_, column) in COLUMNS.items() if type_ != "json"}
    assert table.select(list(plain)).to_pydict() == plain
    assert [text and json.loads(text) for text in table["mixed"].to_pylist()] == ["a", 1, None]
    assert table["map"].to_pylist() == ['{"a":1}', None, '{"b":"2026-01-31T09:30:00.000250Z"}']
    assert json.loads(table["no_number"].to_pylist()[0]) == 2**60 + 1


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
)
VALUES = st.one_of(
    SCALARS,
    st.text(max_size=3),
    st.dates(date(1, 1, 1)),
    st.lists(SCALARS, max_size=3),
    st.dictionaries(st.text(max_size=2), SCALARS, max_size=2),
)


@given(values=st.lists(VALUES, max_size=8), at_once=st.integers(1, 9))
@settings(max_examples=200, deadline=None)
def test_whatever_a_column_holds_is_written_and_nothing_is_lost(
    values: list[Any], at_once: int
) -> None:
    before, arrow_output.ROWS_AT_ONCE = arrow_output.ROWS_AT_ONCE, at_once
    try:
        table = asyncio.run(arrow_table(["x"], rows(*((value,) for value in values))))
    finally:
        arrow_output.ROWS_AT_ONCE = before
    found = table["x"].to_pylist()
    if table.schema.field("x").metadata:
        found = [None if text is None else json.loads(text) for text in found]
        values = [value.isoformat() if isinstance(value, date) else value for value in values]
    assert found == values


async def test_no_row_is_a_table_with_columns() -> None:
    out = io.BytesIO()
    await write_parquet(["a", "b"], rows(), out)
    assert read(out.getvalue(), Format.PARQUET).column_names == ["a", "b"]


def test_bytes_do_not_go_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    require_no_terminal(Format.CSV)
    with pytest.raises(BadInput) as caught:
        require_no_terminal(Format.PARQUET)
    assert (caught.value.message, caught.value.remedy) == (
        "parquet is bytes, which a terminal cannot show",
        "send them to a file: `… --format parquet > rows.parquet`",
    )


async def test_a_statement_is_a_data_frame(empty_store: Store, engine_target: Target) -> None:
    async with empty_store.driver.session() as session:
        text = "CREATE (:Person {id: 'acme/ada', by_name: 'a', bot: false, joined_at: datetime('2026-01-31T10:00+01:00')})"
        await (await session.run(text)).consume()
    command = "import sys; from api.cli import main; sys.argv[0] = 'goalgraph'; main()"
    words = ["cypher", "people_by_id", "--ids", "acme/ada", "--format", "parquet"]
    target = engine_target
    env = {"NEO4J_URI": target.uri, "NEO4J_USERNAME": target.username}
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", command, *words],
        cwd=ROOT,
        env=env | {"NEO4J_PASSWORD": target.password},
        capture_output=True,
        check=True,
    )
    frame = read(done.stdout, Format.PARQUET).to_pandas()
    assert frame["id"].tolist() == ["acme/ada"]
    assert frame["joined_at"][0].isoformat() == "2026-01-31T09:00:00+00:00"
