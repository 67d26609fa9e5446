"""Rows on the terminal or in a file: a table, CSV or JSON, written as they come."""

from __future__ import annotations

import csv
import re
from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from typing import IO, Any

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\uffff]")

Rows = AsyncIterator[tuple[Any, ...]]

ROWS_SHOWN = 200
"""Rows of a table; CSV and JSON have all of them."""


async def write_csv(columns: Sequence[str], rows: Rows, out: IO[str]) -> None:
    """Write a header and the rows, absent values empty, lists and maps as JSON."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    async for row in rows:
        writer.writerow([_cell(value) for value in row])
    out.flush()


async def write_json(columns: Sequence[str], rows: Rows, out: IO[str]) -> None:
    """Write one list with an object a row, each on a line of its own."""
    before = "[\n"
    async for row in rows:
        out.write(before + json_text(dict(zip(columns, row, strict=True))))
        before = ",\n"
    out.write("[]\n" if before == "[\n" else "\n]\n")
    out.flush()


async def write_table(columns: Sequence[str], rows: Rows, console: Console, most: int) -> None:
    """Print the first rows in columns that fit the terminal, and how many there are.

    Columns without any value are left out; control characters, which could steer the terminal, too.
    """
    first_rows, count = list[tuple[Any, ...]](), 0
    async for row in rows:
        if count < most:
            first_rows.append(row)
        count += 1
    filled_columns = [
        place
        for place in range(len(columns))
        if not first_rows or any(row[place] not in (None, []) for row in first_rows)
    ]
    table = Table(box=None, header_style="bold")
    for place in filled_columns:
        table.add_column(columns[place], no_wrap=True, overflow="ellipsis", min_width=4)
    for row in first_rows:
        table.add_row(*(plain_text(_cell(row[place])) for place in filled_columns))
    if filled_columns:
        console.print(table)
    hidden = f", the first {most} shown; --format csv has all" if count > most else ""
    total = f"{count} row{'' if count == 1 else 's'}{hidden}"
    console.print(total, style="dim", highlight=False, soft_wrap=True)


def plain_text(text: str) -> Text:
    """What somebody wrote, as it stands: no markup; dots for control characters, which could steer the terminal."""
    return Text(_CONTROL.sub("·", text))


def _cell(value: Any) -> str:
    """A value as it stands in a table or a CSV file."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return json_text(value).strip('"')
    return json_text(value) if isinstance(value, list | dict) else str(value)


def json_text(value: Any) -> str:
    """A value as JSON: times in UTC, what JSON has no form for as text."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z, default=str).decode()
