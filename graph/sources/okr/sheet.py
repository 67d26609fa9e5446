"""An OKR file as rows of cells: its encoding, its delimiter, its header; rows numbered as shown.

Row 1 is the header, as a spreadsheet shows it: a cell with line breaks is one row, a blank row counts.
A file is CSV, or a workbook, whose cells then come from `workbook`.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.errors import BundleError
from graph.sources.conventions import LARGEST_SHEET, LONGEST_CELL
from graph.sources.okr.columns import ALL, letter
from graph.sources.okr.mapping import Mapping, header_key
from graph.sources.okr.workbook import workbook_rows
from graph.sources.values import quote

DELIMITERS = (",", ";", "\t", "|")
UTF16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
OURS = {header_key(name): name for name in ALL}

Cells = list[str]
Columns = tuple[dict[str, int], list["Group"], list[tuple[int, str]], dict[int, str]]
"""Our names → places, the groups of key results, the levels, and the columns that are not used."""


@dataclass(frozen=True)
class Group:
    """The columns of one key result: our names → places; `number` None where there is but one."""

    number: int | None
    places: dict[str, int]


@dataclass(frozen=True)
class Sheet:
    """A file whose header is understood; `unknown` are the places of the columns that are not used.

    `levels` are the places of the columns of levels, the highest first, each with its kind.
    """

    path: Path
    header: Cells
    places: dict[str, int]
    groups: list[Group]
    levels: list[tuple[int, str]]
    unknown: dict[int, str]
    rows: list[tuple[int, Cells]]

    @property
    def repeats(self) -> bool:
        """Whether a goal may stand in several rows, one for each of its key results."""
        return any(group.number is None for group in self.groups)

    def column(self, place: int) -> str:
        """A column as a reader finds it: its letters and its header."""
        return f"column {letter(place)} `{self.header[place].strip()}`"


def open_sheet(path: Path, mapping: Mapping) -> Sheet:
    """The rows of a file, blank ones left out. Raises BundleError where it is no such file."""
    content = _content(path)
    if content[:2] == b"PK":
        records = workbook_rows(path, content, mapping.sheet)
    else:
        records = _csv_rows(path, _text(path, content, mapping), mapping)
    rows = [(number, row) for number, row in records if any(map(str.strip, row))]
    if not rows:
        raise BundleError(f"{path} holds no row", remedy=f"begin it with the header {_header()}")
    _, header = rows[0]
    columns = _column_places(path, header, mapping)
    _fill_down(rows[1:], columns, mapping)
    return Sheet(path, header, *columns, rows[1:])


def _csv_rows(path: Path, text: str, mapping: Mapping) -> Iterator[tuple[int, Cells]]:
    """The rows of a CSV file with their numbers."""
    first, _, rest = text.partition("\n")
    match = re.fullmatch(r"sep=(.)\r?", first, re.IGNORECASE)
    delimiter = mapping.delimiter or (match[1] if match else None)
    text = rest if match else text
    return _records(path, text, delimiter or _delimiter(path, text, mapping))


def _fill_down(rows: list[tuple[int, Cells]], columns: Columns, mapping: Mapping) -> None:
    """Give empty cells of these columns what the cell above them says."""
    places = [columns[0][name] for name in mapping.fill_down if name in columns[0]]
    above: dict[int, str] = {}
    for _, row in rows:
        for place in places:
            if place < len(row) and row[place].strip():
                above[place] = row[place]
            elif place in above:
                row.extend([""] * (place + 1 - len(row)))
                row[place] = above[place]


def _header() -> str:
    return ",".join(ALL[:15])


def _content(path: Path) -> bytes:
    """The bytes of the file."""
    try:
        if path.stat().st_size > LARGEST_SHEET:
            raise BundleError(
                f"{path} is larger than 256 MiB", remedy="split it into several files"
            )
        return path.read_bytes()
    except OSError as error:
        raise BundleError(
            f"{path} cannot be read: {error.strerror or error}",
            remedy="check the path and its permissions",
        ) from error


def _text(path: Path, content: bytes, mapping: Mapping) -> str:
    """The text of a CSV file."""
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise BundleError(
            f"{path} is an old or an encrypted workbook",
            remedy="save it as .xlsx without a password, or as `CSV UTF-8`, and import that file",
        )
    encoding = mapping.encoding or UTF16.get(content[:2], "utf-8-sig")
    try:
        text = content.decode(encoding)
    except LookupError:
        raise BundleError(
            f"there is no encoding {encoding!r}", remedy="correct `encoding` in the mapping"
        ) from None
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BundleError(
            f"{path}: line {line} is not {encoding.removesuffix('-sig').upper()} "
            f"(byte 0x{content[error.start]:02x})",
            remedy='save it as `CSV UTF-8`, or say `encoding = "windows-1252"` in the mapping',
        ) from None
    if "\0" in text:
        raise BundleError(f"{path} holds NUL characters", remedy="save it as `CSV UTF-8`")
    return text.removeprefix("\ufeff")


def _records(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, Cells]]:
    """Every record with its number. Raises BundleError at the first that is no CSV."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            yield number, row
    except csv.Error as error:
        raise BundleError(
            f"{path}: row {number + 1} is no CSV: {error}",
            remedy="close every quotation mark, and double those inside a quoted cell",
        ) from None


def _delimiter(path: Path, text: str, mapping: Mapping) -> str:
    """The delimiter under which most columns of the header are known."""
    line = next((row for row in text.splitlines() if row.strip()), "")

    def known(delimiter: str) -> tuple[int, int]:
        try:
            header = next(csv.reader([line], delimiter=delimiter))
        except (csv.Error, StopIteration):
            return 0, 0
        return sum(_known(name, mapping) for name in header), len(header)

    return max(DELIMITERS, key=known)


def _known(name: str, mapping: Mapping) -> bool:
    key = header_key(name)
    if key in mapping.columns or key in OURS or _level(key, mapping) is not None:
        return True
    return any(
        _number_of(theirs, key) is not None for group in mapping.key_results for theirs in group
    )


def _number_of(theirs: str, key: str) -> int | None:
    """The {n} for which a column of a key result is this header; 0 where it has no {n}; else None."""
    if "{n}" not in theirs:
        return 0 if theirs == key else None
    match = re.fullmatch(re.escape(theirs).replace(re.escape("{n}"), r"(\d{1,4})", 1), key)
    return int(match[1]) if match else None


def _column_places(path: Path, header: Cells, mapping: Mapping) -> Columns:
    """Where each column of ours is, those of key results and of levels, and those that are not used."""
    places: dict[str, int] = {}
    groups: dict[tuple[int, int], dict[str, int]] = {}
    levels: dict[tuple[int, int], int] = {}
    unknown: dict[int, str] = {}
    mapped = {*mapping.columns.values(), *(["title"] if mapping.levels else [])}
    for place, name in enumerate(header):
        key = header_key(name)
        ours, inner, level = mapping.columns.get(key), _in_group(key, mapping), _level(key, mapping)
        if ours is None and inner is None and level is None and OURS.get(key) not in mapped:
            ours = OURS.get(key)
        if ours is not None:
            _once(path, header, places, ours, place)
        elif level is not None:
            levels.setdefault(level, place)
        elif inner is not None:
            _once(path, header, groups.setdefault(inner[:2], {}), inner[2], place)
        else:
            unknown[place] = name.strip() or f"column {letter(place)}, which has no name"
    _check(path, header, places, levels, mapping)
    kinds = list(mapping.levels.values())
    level_places = [(place, kinds[which]) for (which, _), place in sorted(levels.items())]
    group_list = []
    for (_, number), group in sorted(groups.items()):
        if "title" in group:
            group_list.append(Group(number or None, group))
        else:
            unknown |= {place: header[place].strip() for place in group.values()}
    return places, group_list, level_places, unknown


def _level(key: str, mapping: Mapping) -> tuple[int, int] | None:
    """Which column of levels this header is: the place in the mapping, and the {n}."""
    for which, theirs in enumerate(mapping.levels):
        number = _number_of(theirs, key)
        if number is not None:
            return which, number
    return None


def _in_group(key: str, mapping: Mapping) -> tuple[int, int, str] | None:
    for which, columns in enumerate(mapping.key_results):
        for theirs, ours in columns.items():
            number = _number_of(theirs, key)
            if number is not None:
                return which, number, ours
    return None


def _once(path: Path, header: Cells, places: dict[str, int], ours: str, place: int) -> None:
    """Put a column in its place; raises BundleError where another stands for the same."""
    if ours in places:
        first = places[ours]
        raise BundleError(
            f"{path}: row 1: the columns {letter(first)} `{header[first].strip()}` and "
            f"{letter(place)} `{header[place].strip()}` both stand for `{ours}`",
            remedy="rename one of them, or name the right one in a mapping (see docs/okr.md)",
        )
    places[ours] = place


def _check(
    path: Path, header: Cells, places: dict[str, int], levels: object, mapping: Mapping
) -> None:
    """Raise BundleError where a column that every row needs is missing."""
    identities = ["title"] if mapping.id_from else ["goal_id", "title"]
    missing = [name for name in identities if name not in places and not levels]
    if mapping.levels and not levels:
        missing = ["title"]
    if missing:
        names = ", ".join(quote(name.strip(), 40) for name in header[:12])
        raise BundleError(
            f"{path}: row 1: there is no column `{missing[0]}`; the header is {names}",
            remedy="name the columns as docs/okr.md does, or give a mapping: --mapping columns.toml",
        )
