"""A temporary SQLite file that holds a bundle's rows and references, so that memory stays flat."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Any

from graph.sources.kinds import Kind
from graph.sources.report import Note

SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -32768;
PRAGMA temp_store = FILE;
CREATE TABLE rows(
  n INTEGER PRIMARY KEY, kind INTEGER, line INTEGER, id TEXT, row BLOB,
  state INTEGER, mended INTEGER, dropped INTEGER DEFAULT 0);
CREATE TABLE ups(n INTEGER PRIMARY KEY, up INTEGER, late INTEGER DEFAULT 0);
CREATE TABLE repeated(n INTEGER PRIMARY KEY, winner INTEGER);
CREATE TABLE touched(id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE refs(
  n INTEGER, field INTEGER, id TEXT, kind INTEGER, PRIMARY KEY(n, field, id)) WITHOUT ROWID;
CREATE TABLE gone(
  kind INTEGER, id TEXT, why INTEGER, line INTEGER, PRIMARY KEY(kind, id)) WITHOUT ROWID;
CREATE TABLE cut(n INTEGER, field INTEGER, id TEXT, PRIMARY KEY(n, field, id)) WITHOUT ROWID;
CREATE TABLE hidden(id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE nearby(kind INTEGER, id TEXT, other TEXT, PRIMARY KEY(kind, id)) WITHOUT ROWID;
CREATE TABLE folded_ids(key TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;
CREATE TABLE edges(n INTEGER, up INTEGER, PRIMARY KEY(n, up)) WITHOUT ROWID;
CREATE TABLE outside(k INTEGER PRIMARY KEY, id TEXT UNIQUE);
CREATE TABLE notes(
  file TEXT, line INTEGER, status TEXT, id TEXT, field TEXT, value TEXT, reason TEXT, mend TEXT);
"""


BY_IDENTITY = """
create index rows_id on rows(kind, id, n)
"""


HEAVIEST_BATCH = 4 * 2**20
"""Bytes of packed rows after which a batch is full."""


class State(IntEnum):
    """What is to become of a row."""

    GOOD = 0
    REJECTED = 1
    REPEATED = 2
    PRIVATE = 3
    REMOVED = 4


class AbsenceReason(IntEnum):
    """Why a thing that is referred to is not there."""

    MISSING = 0
    REJECTED = 1
    PRIVATE = 2
    REMOVED = 3


class Spool:
    """The rows (`n` counts them in the order of reading), where they point and what was noted."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.db.executescript(SCHEMA)
        self.span: dict[Kind, tuple[int, int]] = {}
        """Kind → first and last `n` of its rows."""

    def lay(
        self,
        rows: Sequence[tuple[object, ...]],
        refs: Sequence[tuple[object, ...]],
        missing: Sequence[tuple[object, ...]] = (),
    ) -> None:
        """Keep rows, their references, and the ids of rows that were rejected."""
        self.db.execute("BEGIN")
        self.db.executemany(
            "INSERT INTO rows(n, kind, line, id, row, state, mended) VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        self.db.executemany("INSERT OR IGNORE INTO refs VALUES (?, ?, ?, ?)", refs)
        self.db.executemany("INSERT OR IGNORE INTO gone VALUES (?, ?, ?, ?)", missing)
        self.db.execute("COMMIT")

    def index(self) -> None:
        """Make rows findable by identity, once all of them lie there."""
        self.db.execute(BY_IDENTITY)

    def note(self, notes: Iterable[Note]) -> None:
        """Keep notes for the report."""
        self.many("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?)", notes)

    def all(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Every row of a query."""
        return self.db.execute(sql, values).fetchall()

    def one(self, sql: str, values: Sequence[object] = ()) -> Any:
        """The first column of the first row; None where there is none."""
        row = self.db.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """How many rows a statement changed."""
        return self.db.execute(sql, values).rowcount

    def many(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        """Run a statement for each of the values in one transaction."""
        self.db.execute("BEGIN")
        self.db.executemany(sql, values)
        self.db.execute("COMMIT")

    def pages(
        self, sql: str, after: int = 0, size: int = 10_000
    ) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query about rows `n > ?` in order of `n`, its first column, `LIMIT ?`.

        Rows of one `n` come together, so that a page may change what is known of them.
        """
        while page := self.all(sql, (after, size)):
            if len(page) == size and page[0][0] != page[-1][0]:
                page = [row for row in page if row[0] != page[-1][0]]
            after = page[-1][0]
            yield page

    def batches(
        self, sql: str, values: Sequence[object], size: int
    ) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query, `size` at a time, fewer where their packed rows (column 3) are long."""
        batch: list[tuple[Any, ...]] = []
        weight = 0
        for row in self.db.execute(sql, values):
            batch.append(row)
            weight += len(row[2]) if len(row) > 2 and isinstance(row[2], bytes) else 0
            if len(batch) == size or weight > HEAVIEST_BATCH:
                yield batch
                batch, weight = [], 0
        if batch:
            yield batch


@contextmanager
def open_spool() -> Iterator[Spool]:
    """A new spool in the folder for temporary files, gone at the end, however that comes.

    The file loses its name as soon as it is open, so that no text stays behind after a kill.
    """
    with tempfile.TemporaryDirectory(prefix="goalgraph-import-", ignore_cleanup_errors=True) as at:
        path = Path(at) / "spool.db"
        spool = Spool(path)
        if os.name == "posix":
            path.unlink()
            path.parent.rmdir()
        try:
            yield spool
        finally:
            spool.db.close()
