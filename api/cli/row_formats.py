"""How a command prints rows: the formats of `--format`, and each one's writer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum

from rich.console import Console

from api.cli.row_output import ROWS_SHOWN, Rows, write_csv, write_json, write_table
from graph.errors import BadInput


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    ARROW = "arrow"


BINARY = (Format.PARQUET, Format.ARROW)


def require_no_terminal(shape: Format) -> None:
    """Raise BadInput where bytes would go to a terminal."""
    if shape in BINARY and sys.stdout.isatty():
        raise BadInput(
            f"{shape} is bytes, which a terminal cannot show",
            remedy=f"send them to a file: `… --format {shape} > rows.{shape}`",
        )


async def print_rows(columns: Sequence[str], rows: Rows, shape: Format) -> None:
    """Print the rows on standard output in this format."""
    if shape is Format.TABLE:
        await write_table(columns, rows, Console(), ROWS_SHOWN)
    elif shape is Format.CSV:
        await write_csv(columns, rows, sys.stdout)
    elif shape is Format.JSON:
        await write_json(columns, rows, sys.stdout)
    else:
        from api.cli.arrow_output import write_arrow, write_parquet  # pyarrow takes its time

        write = write_parquet if shape is Format.PARQUET else write_arrow
        await write(columns, rows, sys.stdout.buffer)
