"""The first half of pass one: every line of a bundle checked by itself and laid into the spool."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import orjson

from graph.sources.bundle import Manifest
from graph.sources.conventions import LONGEST_LINE
from graph.sources.kinds import Kind
from graph.sources.problems import Problem, RowRejection, of_a_rejected_row
from graph.sources.report import Note, Report
from graph.sources.rows import CheckedRow, RowChecker
from graph.sources.spool import AbsenceReason, Spool, State

Tick = Callable[[Kind, int], None]
"""Told the kind and the number of rows read of it so far."""

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class LineWithMends:
    """A line that was made from another format, with what was mended in making it."""

    line: bytes
    mended: list[Problem] = field(default_factory=list)


Content = bytes | LineWithMends | RowRejection | None
"""A line; a row that was found wrong before; None for a line that is too long to be read."""
Numbered = Iterator[tuple[int, Content]]


class Rows(Protocol):
    """Where rows come from: a bundle, or a file of another format that is read as one."""

    @property
    def path(self) -> Path:
        """Where it lies."""

    @property
    def manifest(self) -> Manifest:
        """What it says of itself."""

    @property
    def ignored(self) -> list[str]:
        """What of it is not read."""

    def lines(self) -> Iterator[tuple[Kind, Numbered]]:
        """Each kind's rows with their numbers, readable until the next kind is asked for."""

    def name_places(self, spool: Spool, report: Report) -> None:
        """Make the notes say where a reader of this format finds what they are about."""


_TOO_LONG = Problem(
    None,
    "",
    f"the line is longer than {LONGEST_LINE // 2**20} MiB",
    "put every row on a line of its own, and leave long attachments out",
)


@dataclass(slots=True)
class _SpoolBatch:
    """What a chunk of lines puts into the spool."""

    rows: list[tuple[object, ...]] = field(default_factory=list)
    refs: list[tuple[object, ...]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    gone: list[tuple[object, ...]] = field(default_factory=list)
    hidden: list[tuple[str]] = field(default_factory=list)


def read_rows(
    bundle: Rows, spool: Spool, report: Report, tick: Tick, *, mends: bool = True
) -> None:
    """Lay every usable row and its references into the spool, and note the others.

    `mends`: what is wrong costs the smallest part that a row can do without; else the row.
    """
    n = 1
    for kind, numbered in bundle.lines():
        checker = RowChecker(kind, bundle.manifest.source, mends=mends)
        first, counts = n, report.of(kind)
        for chunk in _chunks(numbered):
            batch = _SpoolBatch()
            n = _lay(kind, chunk, checker, batch, report.private == "none", n)
            counts.read += len(chunk)
            counts.rejected += len(chunk) - len(batch.rows)
            spool.lay(batch.rows, batch.refs, batch.gone)
            spool.note(batch.notes)
            spool.many("INSERT OR IGNORE INTO hidden VALUES (?)", batch.hidden)
            tick(kind, counts.read)
        spool.span[kind] = (first, n - 1)
        counts.unknown_fields = checker.unknown
    spool.index()


def _lay(
    kind: Kind,
    chunk: list[tuple[int, Content]],
    checker: RowChecker,
    batch: _SpoolBatch,
    leave_out_private: bool,
    n: int,
) -> int:
    """The number of the row after these lines, the first of which is to have the number `n`."""
    number = kind.number
    for line, content in chunk:
        try:
            row = _check(checker, content)
        except RowRejection as rejected:
            batch.notes.extend(_notes(kind, line, "rejected", rejected.id, rejected.problems))
            if rejected.id is not None:
                batch.gone.append((number, rejected.id, AbsenceReason.REJECTED, line))
            continue
        state = State.GOOD
        if kind is Kind.CONVERSATIONS and row.row.get("visibility") == "private":
            if leave_out_private:
                state = State.PRIVATE
            else:
                batch.hidden.append((row.id,))
        packed = orjson.dumps(row.row)
        is_partial = not all(mend.slight for mend in row.mended)
        batch.rows.append((n, number, line, row.id, packed, state, is_partial))
        for place, target, id_ in row.references:
            batch.refs.append((n, place, id_, target))
        if row.mended:
            batch.notes.extend(_notes(kind, line, "mended", row.id, row.mended))
        n += 1
    return n


def _chunks(numbered: Numbered) -> Iterator[list[tuple[int, Content]]]:
    """The lines of a file, about `CHUNK` (at most 16 MiB) at a time."""
    chunk: list[tuple[int, Content]] = []
    size = 0
    for line, content in numbered:
        chunk.append((line, content))
        size += len(content) if isinstance(content, bytes) else 0
        if len(chunk) == CHUNK or size > 2**24:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _check(checker: RowChecker, content: Content) -> CheckedRow:
    if isinstance(content, bytes):
        return checker.check(content)
    if isinstance(content, LineWithMends):
        row = checker.check(content.line)
        if not checker.mends and not all(mend.slight for mend in content.mended):
            raise RowRejection(of_a_rejected_row(content.mended), row.id)
        row.mended.extend(content.mended)
        return row
    raise RowRejection([_TOO_LONG]) if content is None else content


def _notes(
    kind: Kind, line: int, status: str, id: str | None, problems: list[Problem]
) -> Iterator[Note]:
    for problem in problems:
        note_status = "noted" if problem.slight and status == "mended" else status
        yield Note(
            kind.file,
            line,
            note_status,
            id,
            problem.field,
            problem.value,
            problem.reason,
            problem.mend,
        )
