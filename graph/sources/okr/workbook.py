"""The cells of a workbook (.xlsx) as text: numbers and dates in plain form, merged cells filled.

A cell that is a number or a date in the workbook is no matter of notation: it comes out as `Plain`,
which is read as 1234.5, 45% or 2026-01-31 whatever the mapping says of the file's texts.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from graph.errors import BundleError
from graph.sources.conventions import LARGEST_WORKBOOK
from graph.sources.okr.cells import Plain
from graph.sources.okr.columns import letter
from graph.sources.values import quote


def workbook_rows(path: Path, content: bytes, sheet: str | None) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet with their numbers, the first sheet where none is named.

    Raises BundleError, with the remedy, for what is no workbook and for formulas without a value.
    """
    values = _sheet(path, _open_book(path, content, values=True), sheet)
    formulas = _sheet(path, _open_book(path, content, values=False), sheet)
    merged = {
        (number, place.min_col): (place.min_row, place.min_col)
        for place in formulas.merged_cells.ranges
        for number in range(place.min_row + 1, place.max_row + 1)
    }
    for number in range(1, values.max_row + 1):
        row = []
        for column in range(1, values.max_column + 1):
            at = merged.get((number, column), (number, column))
            cell = values.cell(*at)
            if cell.value is None and formulas.cell(*at).data_type == "f":
                raise BundleError(
                    f"{path}: the formula in {letter(column - 1)}{number} has no value yet",
                    remedy="open the workbook in a spreadsheet, which works it out, and save it",
                )
            row.append(_cell_text(cell))
        yield number, row


def _open_book(path: Path, content: bytes, *, values: bool) -> Any:
    """The workbook with the values of its formulas, or with the formulas themselves."""
    from openpyxl import load_workbook  # a fifth of a second that only workbooks are to cost

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
        if size <= LARGEST_WORKBOOK:
            return load_workbook(io.BytesIO(content), data_only=values)
    except Exception as error:
        raise BundleError(
            f"{path} cannot be read as a workbook: {type(error).__name__}",
            remedy="save it as .xlsx again, or as `CSV UTF-8`, and import that file",
        ) from error
    raise BundleError(
        f"{path} unpacks to more than {LARGEST_WORKBOOK // 2**20} MiB",
        remedy="save the sheet of goals alone as `CSV UTF-8` and import that file",
    )


def _sheet(path: Path, book: Any, name: str | None) -> Any:
    """The sheet of that name, or the first one."""
    if not book.worksheets or (name is not None and name not in book.sheetnames):
        there = ", ".join(quote(sheet, 40) for sheet in book.sheetnames)
        raise BundleError(
            f"{path} has no sheet {quote(name)}; its sheets are {there}",
            remedy="correct `sheet` in the mapping",
        )
    return book.worksheets[0] if name is None else book[name]


def _cell_text(cell: Any) -> str:
    """A cell as text, `Plain` where it is a number or a date."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        share = "%" in str(cell.number_format)
        return Plain(f"{number_text(value * 100)}%" if share else number_text(value))
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return Plain(value.date().isoformat() if midnight else value.isoformat(" ", "seconds"))
    return Plain(value.isoformat()) if isinstance(value, (date, time)) else str(value)


def number_text(value: float) -> str:
    """A number with the fifteen digits that a spreadsheet keeps, without an exponent.

    >>> number_text(0.1 + 0.2), number_text(3.0), number_text(12345678901234567), number_text(1e20)
    ('0.3', '3', '12345678901234567', '100000000000000000000')
    """
    if isinstance(value, int):
        return str(value)
    text = f"{value:.15f}" if abs(value) < 1e-4 else f"{value:.15g}"
    if "e" in text:
        text = f"{value:.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
