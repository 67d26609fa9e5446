"""The first half of pass one: every line of a bundle checked by itself and laid into the spool."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BufferedReader

import orjson

from graph.sources.bundle import Bundle
from graph.sources.kinds import Kind
from graph.sources.lines import LONGEST_LINE, lines
from graph.sources.report import Note, Report
from graph.sources.rows import Checked, Checker, Problem, Rejected
from graph.sources.spool import Spool, State, Why

Tick = Callable[[Kind, int], None]
"""Told the kind and the number of rows read of it so far."""

CHUNK = 2000

_TOO_LONG = Problem(
    None,
    "",
    f"the line is longer than {LONGEST_LINE // 2**20} MiB",
    "put every row on a line of its own, and leave long attachments out",
)


@dataclass(slots=True)
class _Laid:
    """What a chunk of lines puts into the spool."""

    rows: list[tuple[object, ...]] = field(default_factory=list)
    refs: list[tuple[object, ...]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    gone: list[tuple[object, ...]] = field(default_factory=list)
    hidden: list[tuple[str]] = field(default_factory=list)


def read_rows(bundle: Bundle, spool: Spool, report: Report, tick: Tick) -> None:
    """Nothing; lays every usable row and its references into the spool, and notes the others."""
    n = 1
    for kind, file in bundle.files():
        checker = Checker(kind, bundle.manifest.source)
        first, counts = n, report.of(kind)
        for chunk in _chunks(file):
            laid = _Laid()
            n = _lay(kind, chunk, checker, laid, report.private == "none", n)
            counts.read += len(chunk)
            counts.rejected += len(chunk) - len(laid.rows)
            spool.lay(laid.rows, laid.refs, laid.gone)
            spool.note(laid.notes)
            spool.many("INSERT OR IGNORE INTO hidden VALUES (?)", laid.hidden)
            tick(kind, counts.read)
        spool.span[kind] = (first, n - 1)
        counts.unknown_fields = checker.unknown
    spool.index()


def _lay(
    kind: Kind,
    chunk: list[tuple[int, bytes | None]],
    checker: Checker,
    laid: _Laid,
    leave_out_private: bool,
    n: int,
) -> int:
    """The number of the row after these lines, the first of which is to have the number `n`."""
    number = kind.number
    for line, content in chunk:
        try:
            made = _checked(checker, content)
        except Rejected as rejected:
            laid.notes.extend(_notes(kind, line, "rejected", rejected.id, rejected.problems))
            if rejected.id is not None:
                laid.gone.append((number, rejected.id, Why.REJECTED, line))
            continue
        state = State.GOOD
        if kind is Kind.CONVERSATIONS and made.row.get("visibility") == "private":
            if leave_out_private:
                state = State.PRIVATE
            else:
                laid.hidden.append((made.id,))
        packed = orjson.dumps(made.row)
        laid.rows.append((n, number, line, made.id, packed, state, bool(made.mended)))
        for place, target, id_ in made.references:
            laid.refs.append((n, place, id_, target))
        if made.mended:
            laid.notes.extend(_notes(kind, line, "mended", made.id, made.mended))
        n += 1
    return n


def _chunks(file: BufferedReader) -> Iterator[list[tuple[int, bytes | None]]]:
    """The lines of a file, about `CHUNK` (at most 16 MiB) at a time."""
    chunk: list[tuple[int, bytes | None]] = []
    size = 0
    for line, content in lines(file):
        chunk.append((line, content))
        size += len(content or b"")
        if len(chunk) == CHUNK or size > 2**24:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _checked(checker: Checker, content: bytes | None) -> Checked:
    if content is None:
        raise Rejected([_TOO_LONG])
    return checker.check(content)


def _notes(
    kind: Kind, line: int, status: str, id: str | None, problems: list[Problem]
) -> Iterator[Note]:
    for found in problems:
        yield Note(kind.file, line, status, id, found.field, found.value, found.reason, found.mend)
