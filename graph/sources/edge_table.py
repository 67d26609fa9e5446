"""An edge list on disk as rows of cells: its encoding, its delimiter, which column is which.

CSV with any usual delimiter, or the first sheet of a workbook. A header names the columns; without
one they stand in the order of `COLUMNS`.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.errors import BundleError
from graph.sources.conventions import LARGEST_SHEET, LONGEST_CELL
from graph.sources.okr.workbook import workbook_rows
from graph.sources.values import quote

Cells = list[str]

COLUMNS = ("source", "target", "weight", "date", "kind")
NAMES = {
    "source": ("source", "from", "sender", "src"),
    "target": ("target", "to", "receiver", "recipient", "dst"),
    "acts": ("acts", "count"),
    "weight": ("weight",),
    "date": ("date", "at", "time", "last_on"),
    "kind": ("kind", "type"),
}
"""Column → the headers that stand for it; `acts` goes before `weight` where a file has both."""
DELIMITERS = (",", ";", "\t", "|", " ")
UTF16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
HEADER = "source,target,weight,date,kind"


@dataclass(frozen=True, slots=True)
class EdgeTable:
    """The rows with their numbers as an editor shows them, and where each column is."""

    path: Path
    places: dict[str, int]
    unknown: dict[int, str]
    """The places of the columns that are not used."""
    rows: list[tuple[int, Cells]]
    has_header: bool

    def cell(self, row: Cells, column: str) -> str:
        """What a row says in a column, without spaces around it; empty where it says nothing."""
        place = self.places.get(column, len(row))
        return row[place].strip() if place < len(row) else ""


def open_edge_table(path: Path) -> EdgeTable:
    """The edge list at `path`. Raises BundleError, with the remedy, for what is no such file."""
    content = _content(path)
    if content[:2] == b"PK":
        records = workbook_rows(path, content, None)
    else:
        records = _csv_rows(path, _text(path, content))
    rows = [(number, row) for number, row in records if any(map(str.strip, row))]
    while rows and rows[0][1][0].lstrip().startswith("#"):  # what other tools write above
        del rows[0]
    if not rows:
        raise BundleError(f"{path} holds no row", remedy=f"begin it with the header {HEADER}")
    places, unknown = _header(path, *rows[0])
    if places:
        return EdgeTable(path, places, unknown, rows[1:], True)
    width = max(len(row) for _, row in rows)
    if not 2 <= width <= len(COLUMNS):
        header = ", ".join(quote(name.strip(), 40) for name in rows[0][1][:12])
        raise BundleError(
            f"{path}: row {rows[0][0]} ({header}) is no header, and of {width} columns none is known",
            remedy=f"put a header above: {HEADER} (the first two must be there)",
        )
    return EdgeTable(path, {name: at for at, name in enumerate(COLUMNS[:width])}, {}, rows, False)


def _content(path: Path) -> bytes:
    """The bytes of the file."""
    try:
        if not path.is_file():
            raise BundleError(f"there is no file {path}", remedy="give a .csv or .xlsx file")
        if path.stat().st_size > LARGEST_SHEET:
            raise BundleError(
                f"{path} is larger than {LARGEST_SHEET // 2**20} MiB",
                remedy="split it into several files",
            )
        return path.read_bytes()
    except OSError as error:
        raise BundleError(
            f"{path} cannot be read: {error.strerror or error}",
            remedy="check the path and its permissions",
        ) from error


def _text(path: Path, content: bytes) -> str:
    """The text of the file."""
    encoding = UTF16.get(content[:2], "utf-8-sig")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BundleError(
            f"{path}: line {line} is not UTF-8 (byte 0x{content[error.start]:02x})",
            remedy="save it as `CSV UTF-8`",
        ) from None
    if "\0" in text:
        raise BundleError(f"{path} holds NUL characters", remedy="save it as `CSV UTF-8`")
    return text.removeprefix("\ufeff")


def _csv_rows(path: Path, text: str) -> Iterator[tuple[int, Cells]]:
    """Every record with the number of the line at which it ends."""
    csv.field_size_limit(LONGEST_CELL)
    delimiter = _delimiter(text)
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        strict=True,
        skipinitialspace=delimiter == " ",
    )
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise BundleError(
            f"{path}: line {reader.line_num} is no CSV: {error}",
            remedy="close every quotation mark, and double those inside a quoted cell",
        ) from None


def _delimiter(text: str) -> str:
    """The delimiter under which most columns of the first row are known; else the first that parts it."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    line = next(lines, "")

    def parted(delimiter: str) -> tuple[int, bool]:
        cells = line.split(delimiter)
        return sum(_column(cell) is not None for cell in cells), len(cells) > 1

    return max(DELIMITERS, key=parted)


def _column(header: str) -> str | None:
    """The column that a header stands for."""
    key = "_".join(header.strip().strip('"').casefold().replace("-", " ").split())
    return next((column for column, names in NAMES.items() if key in names), None)


def _header(path: Path, number: int, row: Cells) -> tuple[dict[str, int], dict[int, str]]:
    """Where each column is, and the columns that are not used; nothing where the row is no header."""
    places: dict[str, int] = {}
    unknown: dict[int, str] = {}
    for at, name in enumerate(row):
        column = _column(name)
        if column is None:
            unknown[at] = name.strip() or f"column {at + 1}, which has no name"
        elif column in places:
            raise BundleError(
                f"{path}: row {number}: the columns {quote(row[places[column]])} and {quote(name)} "
                f"both stand for `{column}`",
                remedy="rename one of them",
            )
        else:
            places[column] = at
    if not places.keys() & {"source", "target"}:
        return {}, {}
    missing = [name for name in ("source", "target") if name not in places]
    if missing:
        raise BundleError(
            f"{path}: row {number}: there is no column `{missing[0]}`",
            remedy=f"name the columns as in {HEADER}",
        )
    if "acts" in places and "weight" in places:
        unknown[places["weight"]] = "weight"
    return places, unknown
