"""An edge list read as a bundle: each row is so many acts of one person towards another.

An edge becomes what would have left it: messages of the one to the other, messages in which the
one names the other, or needs of the other that the one solved. docs/analysts.md says it to users.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from graph.errors import BundleError
from graph.keys import native_of, source_of
from graph.records.email_address import mail_address
from graph.sources.bundle import Manifest
from graph.sources.bundle_reader import LineWithMends, Numbered
from graph.sources.conventions import MOST_ACTS
from graph.sources.edge_table import HEADER, Cells, EdgeTable, open_edge_table
from graph.sources.kinds import Kind
from graph.sources.problems import Problem, RowRejection
from graph.sources.report import Report
from graph.sources.spool import Spool
from graph.sources.times import time
from graph.sources.values import InvalidValue, is_source, native_id, quote

DEFAULT_SOURCE = "edges"
UNDATED = "undated"
KINDS = (Kind.PEOPLE, Kind.CONVERSATIONS, Kind.MESSAGES, Kind.NEEDS)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


class EdgeKind(StrEnum):
    """What the one did towards the other."""

    SENT = "sent"
    MENTION = "mention"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Edge:
    """A row that can be used."""

    row: int
    source: str
    target: str
    acts: int
    at: str | None
    kind: EdgeKind
    mended: list[Problem] = field(default_factory=list)


class EdgeFile:
    """An edge list; `known` is what the store calls the people that it names, by their cells."""

    ignored: list[str]

    def __init__(self, table: EdgeTable, source: str, as_of: str | None, undirected: bool) -> None:
        self.table, self.path = table, table.path
        self.manifest = Manifest(source, None)
        self.ignored = []
        self.known: Mapping[str, str] = {}
        self._undirected = undirected
        self._edges: list[Edge] = []
        self._wrong: list[tuple[int, RowRejection]] = []
        for number, row in table.rows:
            try:
                self._edges.append(_edge(table, number, row))
            except RowRejection as wrong:
                self._wrong.append((number, wrong))
        days = [edge.at for edge in self._edges if edge.at is not None]
        self._as_of = as_of or max(days, default=f"{datetime.now(UTC):%Y-%m-%d}")

    def names(self) -> list[str]:
        """The people that the file names, as its cells have them."""
        return sorted({name for edge in self._edges for name in (edge.source, edge.target)})

    def lines(self) -> Iterator[tuple[Kind, Numbered]]:
        """The people whom the store does not know, their conversations, and the acts in them."""
        acts = self._acts()
        yield Kind.PEOPLE, self._people()
        yield Kind.CONVERSATIONS, iter(acts[Kind.CONVERSATIONS])
        wrong: Numbered = ((number, problem) for number, problem in self._wrong)
        yield (
            Kind.MESSAGES,
            (part for parts in (wrong, iter(acts[Kind.MESSAGES])) for part in parts),
        )
        yield Kind.NEEDS, iter(acts[Kind.NEEDS])

    def _people(self) -> Numbered:
        seen: set[str] = set()
        for edge in self._edges:
            for name in (edge.source, edge.target):
                if name not in seen and name not in self.known:
                    seen.add(name)
                    mail = mail_address(name)
                    said = {"name": name} if mail is None else {"email": mail}
                    yield edge.row, orjson.dumps({"id": name, **said})

    def _acts(self) -> dict[Kind, list[tuple[int, LineWithMends]]]:
        """The rows of conversations, messages and needs that the edges become."""
        rows: dict[Kind, list[tuple[int, LineWithMends]]] = defaultdict(list)
        counts: Counter[tuple[str, ...]] = Counter()
        conversations: set[str] = set()
        notes = self._notes()
        for edge, source, target in self._directed():
            mended = list(edge.mended) if source == edge.source else []
            mended += notes
            notes = []
            pair = _hash(source, target)
            at = edge.at or self._as_of
            for _ in range(edge.acts):
                key = (pair, edge.at or UNDATED, edge.kind)
                counts[key] += 1
                id_ = f"{pair}/{edge.at or UNDATED}/{edge.kind}/{counts[key]}"
                ends = self._reference(source), self._reference(target)
                kind, row = _act(edge.kind, id_, pair, ends, at)
                rows[kind].append((edge.row, LineWithMends(orjson.dumps(row), mended)))
                mended = []
                if kind is Kind.MESSAGES and pair not in conversations:
                    conversations.add(pair)
                    line = orjson.dumps({"id": pair, "participants": list(ends)})
                    rows[Kind.CONVERSATIONS].append((edge.row, LineWithMends(line)))
        return rows

    def _directed(self) -> Iterator[tuple[Edge, str, str]]:
        for edge in self._edges:
            yield edge, edge.source, edge.target
            if self._undirected:
                yield edge, edge.target, edge.source

    def _reference(self, name: str) -> str | dict[str, str]:
        known = self.known.get(name)
        return name if known is None else {"source": source_of(known), "id": native_of(known)}

    def _notes(self) -> list[Problem]:
        """What a reader should know of how the whole file was read; told once, with the first edge."""
        notes = []
        if not self.table.has_header:
            columns = ", ".join(self.table.places)
            reason = f"no header: the columns were read as {columns}"
            notes.append(Problem(None, "", reason, f"put a header above: {HEADER}", slight=True))
        undated = sum(edge.at is None for edge in self._edges)
        if undated:
            reason = f"{undated:,} of {len(self._edges):,} edges have no date and count as of {self._as_of}"
            mend = "give dates, or say another day: --as-of 2026-01-31"
            notes.append(Problem("date", "", reason, mend, slight=True))
        return notes

    def name_places(self, spool: Spool, report: Report) -> None:
        """Make notes name the file's rows instead of a bundle's lines."""
        for kind in KINDS:
            spool.run("UPDATE notes SET file = ? WHERE file = ?", (self.path.name, kind.file))
            if kind in report.files:
                report.of(kind).file = f"{self.path.name}, {kind.value}"
        report.of(Kind.MESSAGES).file = self.path.name
        for place, name in self.table.unknown.items():
            filled = sum(
                place < len(row) and bool(row[place].strip()) for _, row in self.table.rows
            )
            report.of(Kind.MESSAGES).unknown_fields[name] += filled


def open_edges(
    path: Path, source: str | None = None, as_of: str | None = None, *, undirected: bool = False
) -> EdgeFile:
    """The edge list at `path`; rows without a date are of the day `as_of`, else of the file's last.

    Raises BundleError, with the remedy, for what is no edge list.
    """
    name = source or DEFAULT_SOURCE
    if not is_source(name):
        raise BundleError(
            f"{quote(name)} names no source", remedy="use lower-case letters, digits and hyphens"
        )
    return EdgeFile(open_edge_table(path), name, as_of, undirected)


def _hash(source: str, target: str) -> str:
    """The id of the conversation in which the one acted towards the other."""
    return f"edge-{sha256(orjson.dumps([source, target])).hexdigest()[:24]}"


def _act(
    kind: EdgeKind, id_: str, pair: str, ends: tuple[Any, Any], at: str
) -> tuple[Kind, dict[str, Any]]:
    """The row of one act of the first end towards the second."""
    actor, target = ends
    if kind is EdgeKind.HELP:
        title = "Help that an edge list tells of"
        need = {"id": id_, "title": title, "asked_by": target, "asked_at": at, "state": "solved"}
        return Kind.NEEDS, need | {"solved_at": at, "solver": actor}
    towards = "to" if kind is EdgeKind.SENT else "mentions"
    message = {"id": id_, "conversation": pair, "at": at, "author": actor, towards: [target]}
    return Kind.MESSAGES, message


def _edge(table: EdgeTable, number: int, row: Cells) -> Edge:
    """The edge of a row. Raises RowRejection with what is wrong with it."""
    problems: list[Problem] = []
    mended: list[Problem] = []
    source, target = (_end(table, row, column, problems) for column in ("source", "target"))
    if source and source == target:
        problems.append(
            Problem(
                "target",
                quote(target),
                "it is the source itself",
                "leave out what people did to themselves",
            )
        )
    column = "acts" if "acts" in table.places else "weight"
    acts = _count(column, table.cell(row, column), problems, mended)
    at = _at(table.cell(row, "date"), problems)
    kind = _kind(table.cell(row, "kind"), problems)
    if problems:
        raise RowRejection(problems)
    return Edge(number, source, target, acts, at, kind, mended)


def _end(table: EdgeTable, row: Cells, column: str, problems: list[Problem]) -> str:
    name = table.cell(row, column)
    try:
        return native_id(name)
    except InvalidValue as wrong:
        reason = wrong.reason if name else f"there is no {column}"
        mend = wrong.mend if name else "fill it in, or leave the row out"
        problems.append(Problem(column, quote(name), reason, mend))
        return ""


def _count(column: str, text: str, problems: list[Problem], mended: list[Problem]) -> int:
    """How many acts a row stands for: its number, 1 where it says none; a fraction is rounded."""
    if not text:
        return 1
    number = Decimal(text) if _NUMBER.fullmatch(text) else None
    if number is None or not 0 < number <= MOST_ACTS:
        reason = f"a number above 0 is wanted, at most {MOST_ACTS:,}: how many acts it stands for"
        mend = "leave out rows of no act; divide weights that are too large all by one number"
        problems.append(Problem(column, quote(text), reason, mend))
        return 1
    acts = max(int(number.to_integral_value(ROUND_HALF_UP)), 1)
    if acts != number:
        reason = f"an edge is so many acts, and there is no part of one: it counts as {acts:,}"
        mend = "multiply all weights by one number, so that they are whole"
        mended.append(Problem(column, quote(text), reason, mend))
    return acts


def _at(text: str, problems: list[Problem]) -> str | None:
    if not text:
        return None
    try:
        return time(text)
    except InvalidValue as wrong:
        problems.append(Problem("date", quote(text), wrong.reason, wrong.mend))
        return None


def _kind(text: str, problems: list[Problem]) -> EdgeKind:
    if text.casefold() in list(EdgeKind):
        return EdgeKind(text.casefold())
    if text:
        reason = f"one of {', '.join(EdgeKind)} is wanted"
        mend = "write one of these; for replies and reactions bring the messages, as a bundle"
        problems.append(Problem("kind", quote(text), reason, mend))
    return EdgeKind.SENT
