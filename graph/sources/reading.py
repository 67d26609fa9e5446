"""The first half of pass one: every line of a bundle checked by itself and laid into the spool."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


def read_rows(bundle: Bundle, spool: Spool, report: Report, tick: Tick) -> None:
    """Nothing; lays every usable row and its references into the spool, and notes the others."""
    n = 0
    for kind, file in bundle.files():
        checker = Checker(kind, bundle.manifest.source)
        first = n + 1
        n = _read_file(kind, file, checker, spool, report, first, tick)
        spool.span[kind] = (first, n)
        report.of(kind).unknown_fields = checker.unknown
    spool.run("CREATE INDEX rows_id ON rows(kind, id, n)")


def _read_file(
    kind: Kind,
    file: BufferedReader,
    checker: Checker,
    spool: Spool,
    report: Report,
    n: int,
    tick: Tick,
) -> int:
    """The `n` of the last row of a file whose first row is to have `n`."""
    counts = report.of(kind)
    for chunk in _chunks(file):
        rows: list[tuple[object, ...]] = []
        refs: list[tuple[object, ...]] = []
        notes: list[Note] = []
        gone: list[tuple[object, ...]] = []
        hidden: list[tuple[str]] = []
        for line, content in chunk:
            try:
                made = _checked(checker, content)
            except Rejected as rejected:
                counts.rejected += 1
                notes.extend(_notes(kind, line, "rejected", rejected.id, rejected.problems))
                if rejected.id is not None:
                    gone.append((kind.number, rejected.id, Why.REJECTED, line))
                continue
            state = State.GOOD
            if kind is Kind.CONVERSATIONS and made.row.get("visibility") == "private":
                if report.private == "none":
                    state = State.PRIVATE
                else:
                    hidden.append((made.id,))
            packed = orjson.dumps(made.row)
            rows.append((n, kind.number, line, made.id, packed, state, bool(made.mended)))
            refs.extend((n, r.field, r.id, r.kind.number) for r in made.references)
            if made.mended:
                notes.extend(_notes(kind, line, "mended", made.id, made.mended))
            n += 1
        counts.read += len(chunk)
        spool.lay(rows, refs, gone)
        spool.note(notes)
        spool.many("INSERT OR IGNORE INTO hidden VALUES (?)", hidden)
        tick(kind, counts.read)
    return n - 1


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
