"""An OKR file read as a bundle of goals and check-ins; docs/okr.md shows its columns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.errors import BundleError
from graph.keys import fold
from graph.sources.bundle import Manifest
from graph.sources.bundle_reader import Numbered
from graph.sources.kinds import Kind
from graph.sources.okr.cell_values import items_of
from graph.sources.okr.columns import column_of
from graph.sources.okr.mapping import PLAIN, Mapping
from graph.sources.okr.percentages import with_percentages
from graph.sources.okr.reader import Finders, RowReader
from graph.sources.okr.rows import rows_of
from graph.sources.okr.sheet import Sheet, open_sheet
from graph.sources.report import Report
from graph.sources.spool import Spool
from graph.sources.values import is_source, quote

DEFAULT_SOURCE = "okr"
KINDS = (Kind.GOALS, Kind.CHECKINS)


class OkrFile:
    """An OKR file; `find` is what the store knows of the people and groups that it names."""

    ignored: list[str]

    def __init__(self, sheet: Sheet, mapping: Mapping, source: str) -> None:
        self.sheet, self.mapping = sheet, with_percentages(sheet, mapping)
        self.path = sheet.path
        self.manifest = Manifest(source, None)
        self.ignored = []
        self.find = Finders()

    def mails(self) -> list[str]:
        """The folded mail addresses that the file names."""
        return sorted({fold(name) for name in self._named("owner_email", "checkin_by")})

    def groups(self) -> list[str]:
        """The ids or names of groups that the file names, as they stand."""
        return sorted(self._named("group"))

    def _named(self, *columns: str) -> set[str]:
        """The items of these columns, and their parts between commas where no sign is said."""
        whole = {
            item
            for number, row in self.sheet.rows
            for places in (self.sheet.places, *(group.places for group in self.sheet.groups))
            for name in columns
            for item in items_of(RowReader(self.sheet, self.mapping, number, row, places), name)
        }
        return whole | {part.strip() for item in whole for part in item.split(",")} - {""}

    def lines(self) -> Iterator[tuple[Kind, Numbered]]:
        """The goals, then the check-ins, each with the number of its row."""
        rows = list(rows_of(self.sheet, self.mapping, self.manifest.source, self.find))
        for wanted_kind in KINDS:
            yield (
                wanted_kind,
                ((number, row) for number, (kind, row) in rows if kind is wanted_kind),
            )

    def name_places(self, spool: Spool, report: Report) -> None:
        """Make notes name rows and columns of the file instead of a bundle's lines."""
        notes = "SELECT rowid, line, field, reason FROM notes WHERE file IN (?, ?)"
        files = tuple(kind.file for kind in KINDS)
        for rowid, line, field, reason in spool.all(notes, files):
            column = field if reason.startswith("row ") else field and column_of(field)
            text = reason if reason.startswith("row ") else self._said(line, field, reason)
            spool.run(
                "UPDATE notes SET file = ?, field = ?, reason = ? WHERE rowid = ?",
                (self.path.name, column, text, rowid),
            )
        report.all_or_three = True
        report.files = {kind: report.of(kind) for kind in KINDS}
        report.of(Kind.GOALS).file = self.path.name
        report.of(Kind.CHECKINS).file = f"{self.path.name}, check-ins"
        for place, name in self.sheet.unknown.items():
            filled = sum(
                place < len(row) and bool(row[place].strip()) for _, row in self.sheet.rows
            )
            report.of(Kind.GOALS).unknown_fields[name] += filled

    def _said(self, line: int, field: str | None, reason: str) -> str:
        """A reason of the bundle's checks in the words of the file."""
        if field:
            name = column_of(field)
            place = self.sheet.places.get(name)
            column = f"column `{name}`" if place is None else self.sheet.column(place)
            reason = reason.replace(f"`{field}`", column, 1)
        for kind in KINDS:
            reason = reason.replace(f"{kind.file}:", "row ")
        reason = reason.replace(" in line ", " in row ").replace("in the bundle", "in the file")
        return f"row {line}: {reason}"


def open_okr(path: Path, mapping: Mapping = PLAIN, source: str | None = None) -> OkrFile:
    """The OKR file at `path`. Raises BundleError, with the remedy, for what is no such file."""
    if not path.is_file():
        raise BundleError(
            f"there is no file {path}",
            remedy="give a .csv or .xlsx file, or leave out `--format okr`",
        )
    sheet = open_sheet(path, mapping)
    return OkrFile(sheet, mapping, _source(sheet, mapping, source))


def _source(sheet: Sheet, mapping: Mapping, source_option: str | None) -> str:
    """Where the ids of the file are unique: what is asked, the mapping's, the column's, or `okr`."""
    source = source_option or mapping.source
    place = sheet.places.get("source")
    if source is None and place is not None:
        named = {row[place].strip() for _, row in sheet.rows if place < len(row)} - {""}
        if len(named) > 1:
            several = ", ".join(sorted(named)[:5])
            raise BundleError(
                f"{sheet.path} holds goals of several sources: {several}",
                remedy="split it into one file a source, or say which all are of: --source NAME",
            )
        source = next(iter(named), None)
    if source is not None and not is_source(source):
        raise BundleError(
            f"{quote(source)} names no source", remedy="use lower-case letters, digits and hyphens"
        )
    return source or DEFAULT_SOURCE
