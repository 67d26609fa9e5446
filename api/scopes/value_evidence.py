"""The evidence behind a kind of value: messages, needs, experiments and outcomes, as a connection."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any, Optional

import strawberry

from api.execution.context import Context
from api.scopes.conventions import EVIDENCE_AT_ONCE
from api.scopes.line_of_sight import computed
from api.types.connections import ARGUMENTS
from api.types.cursors import to_cursor
from api.types.page_arguments import PageInfo, page_info, page_of
from api.types.record_types import Node, batched, plain_field, plain_nested
from graph import records
from graph.ledger.credits import UNITS
from graph.ledger.evidence_list import Entry, EvidenceList
from graph.ledger.kinds import Kind
from graph.ledger.ledger import EvidenceRef
from graph.records import BY_LABEL
from graph.records.window import EPOCH
from graph.scopes.rounded_value import RoundedValue
from graph.store.composition.composed_rows import readable_ids
from graph.store.where import Page

PLACE = "value_evidence"
PAGING: dict[str, Any] = {
    name: Annotated[Optional[type_], strawberry.argument(description=ARGUMENTS[name])]  # noqa: UP045
    for name, type_ in (("first", int), ("after", str), ("last", int), ("before", str))
}


@dataclass(frozen=True, slots=True)
class EvidenceEdgeSource:
    """One row of evidence with its node."""

    entry: Entry
    node: Any

    @property
    def cursor(self) -> str:
        """Its place in the list."""
        return to_cursor(PLACE, self.entry.cursor)


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """The source of `ValueEvidenceConnection`; without a list nothing is shown."""

    edges: list[EvidenceEdgeSource]
    page_info: PageInfo
    whole: EvidenceList | None


@strawberry.type(description="One thing that shows a value, and what it earned on one day.")
class ValueEvidenceEdge:
    """A message, a need, an experiment, an outcome or a conversation."""

    cursor = plain_field(lambda edge: edge.cursor, str, "Pass it to `after` or `before`.")
    node = plain_nested(lambda edge: edge.node, Node, "What shows it.")
    on = plain_field(
        lambda edge: EPOCH + timedelta(days=edge.entry.day),
        date,
        "The day (UTC) on which it counts.",
    )
    value = plain_field(
        lambda edge: None if edge.entry.units is None else edge.entry.units / UNITS,
        float | None,
        "What it earned the people of the scope, in events; null of kinds that do not add up.",
    )
    units = plain_field(
        lambda edge: None if edge.entry.units is None else Decimal(edge.entry.units),
        Decimal | None,
        f"The same in whole units of 1/{UNITS:,}.",
    )


async def _total(context: Context, roots: Sequence[EvidencePage], _: dict[str, Any]) -> list[int]:
    if context.store.restricted:
        return [await _readable_length(context, page.whole) for page in roots]
    return [0 if page.whole is None else len(page.whole) for page in roots]


@strawberry.type(
    description="A page of what shows a value, the newest first; what has been taken out of the "
    "store since the ledger was made, or has become private, is left out."
)
class ValueEvidenceConnection:
    """See `EvidencePage`."""

    edges = plain_nested(lambda page: page.edges, list[ValueEvidenceEdge], "The rows of this page.")
    nodes = plain_nested(
        lambda page: [edge.node for edge in page.edges],
        list[Node],
        "The nodes of this page, for those who need no edges.",
    )
    page_info = plain_nested(
        lambda page: page.page_info, PageInfo, "Where this page lies in the list."
    )
    total_count = batched(_total, int, "Length of the whole list.")


def evidence_field(columns: Callable[[Kind], Sequence[str]], description: str) -> Any:
    """A field of a kind of value that lists what these columns of the ledger rest on."""

    async def batch(
        context: Context, roots: Sequence[Any], given: dict[str, Any]
    ) -> list[EvidencePage]:
        page = page_of(records.Message, given, [PLACE])
        lists = [_list_of(source, columns(source.kind)) for source in roots]
        shown = next((source.shown.held for source in roots if source.shown.held), None)
        if shown is None:
            return [_no_page() for _ in roots]
        if context.store.restricted:
            pages = await _readable_pages(context, lists, page)
        else:
            pages = await computed(shown.view, lambda: [_entries(one, page) for one in lists])
        nodes = await _nodes(context, [e.ref for entries, *_ in pages for e in entries])
        return [
            _page_of(entries, follow, precede, nodes, whole)
            for (entries, follow, precede), whole in zip(pages, lists, strict=True)
        ]

    return batched(batch, ValueEvidenceConnection, description, **PAGING)


def _list_of(source: Any, columns: Sequence[str]) -> EvidenceList | None:
    value = source.shown.value
    if value is None or isinstance(value, RoundedValue):
        return None
    kind = source.kind if columns == source.kind.value else None
    return EvidenceList(value.ledger, columns, value.days, value.window, value.goals, kind)


def _entries(one: EvidenceList | None, page: Page) -> tuple[list[Entry], bool, bool]:
    if one is None:
        return [], False, False
    return one.page(page.limit, page.after, page.before, page.backward)


@dataclass(slots=True)
class _ReadablePage:
    """A page of what the viewer may read of one list, while it is gathered."""

    whole: EvidenceList | None
    page: Page
    found: list[Entry] = field(default_factory=list)
    after: str | None = None
    before: str | None = None
    at_once: int = 0
    is_open: bool = False

    def __post_init__(self) -> None:
        self.after, self.before = self.page.after, self.page.before
        self.at_once = self.page.limit + 1  # enough, where nothing is hidden
        self.is_open = self.whole is not None

    def next_entries(self) -> list[Entry]:
        """Those that are to be looked at next; none where the page is full or the list at its end."""
        if self.whole is None or not self.is_open or len(self.found) > self.page.limit:
            return []
        backward = self.page.backward
        entries, follow, precede = self.whole.page(self.at_once, self.after, self.before, backward)
        self.at_once = EVIDENCE_AT_ONCE
        self.is_open = bool(entries) and (precede if backward else follow)
        if entries and backward:
            self.before = entries[0].cursor
        elif entries:
            self.after = entries[-1].cursor
        return entries

    def add(self, entries: list[Entry]) -> None:
        """Add what may be read of the entries that were looked at."""
        ends = [entries, self.found] if self.page.backward else [self.found, entries]
        self.found = [*ends[0], *ends[1]]

    def rows(self) -> tuple[list[Entry], bool, bool]:
        """The rows, and whether some follow and precede."""
        limit, more = self.page.limit, len(self.found) > self.page.limit
        if self.page.backward:
            taken = self.found[len(self.found) - limit :] if more else self.found
            return taken, self.page.before is not None, more or self.page.after is not None
        return self.found[:limit], more, self.page.after is not None


async def _readable_pages(
    context: Context, lists: Sequence[EvidenceList | None], page: Page
) -> list[tuple[list[Entry], bool, bool]]:
    """The page of what the viewer may read of each list, looked at together: a statement a label and turn."""
    pages = [_ReadablePage(one, page) for one in lists]
    while True:
        turn = [one.next_entries() for one in pages]
        refs = [entry.ref for entries in turn for entry in entries]
        if not refs:
            return [one.rows() for one in pages]
        nodes = await _loaded(context, refs)
        for one, entries in zip(pages, turn, strict=True):
            one.add([entry for entry in entries if nodes[entry.ref] is not None])


async def _readable_length(context: Context, one: EvidenceList | None) -> int:
    """How many rows of a list the viewer may read."""
    if one is None:
        return 0
    entries, _, _ = await asyncio.to_thread(one.page, len(one))
    refs = await _readable(context, entries)
    return sum(entry.ref in refs for entry in entries)


def _ids_by_label(refs: Iterable[EvidenceRef]) -> Mapping[str, list[str]]:
    """The ids of these, each once, by label."""
    ids: dict[str, list[str]] = defaultdict(list)
    for ref in dict.fromkeys(refs):
        ids[ref.label].append(ref.id)
    return ids


async def _readable(context: Context, entries: Sequence[Entry]) -> set[EvidenceRef]:
    """What of these the viewer may read, one statement a label."""
    ids_by_label = _ids_by_label(entry.ref for entry in entries)
    return {
        EvidenceRef(label, id_)
        for label, ids in ids_by_label.items()
        for id_ in await readable_ids(context.store, BY_LABEL[label], ids)
    }


def _page_of(
    entries: Sequence[Entry],
    follow: bool,
    precede: bool,
    nodes: dict[EvidenceRef, Any],
    whole: EvidenceList | None,
) -> EvidencePage:
    edges = [EvidenceEdgeSource(e, nodes[e.ref]) for e in entries if nodes.get(e.ref) is not None]
    of_all = [
        EvidenceEdgeSource(entry, None) for entry in entries
    ]  # also where their nodes are gone
    return EvidencePage(edges, page_info(of_all, follow, precede), whole)


def _no_page() -> EvidencePage:
    return EvidencePage([], page_info([], False, False), None)


async def _nodes(context: Context, refs: Sequence[EvidenceRef]) -> dict[EvidenceRef, Any]:
    """The nodes of these that have not become private."""
    loaded = await _loaded(context, refs)
    private = await _in_private(context, list(loaded))
    return {ref: node for ref, node in loaded.items() if ref not in private}


async def _loaded(context: Context, refs: Sequence[EvidenceRef]) -> dict[EvidenceRef, Any]:
    """The nodes of these, None where there is none that may be read; one statement a label."""
    ids_by_label = _ids_by_label(refs)
    loaded = await asyncio.gather(
        *(context.nodes(BY_LABEL[label]).load_many(ids) for label, ids in ids_by_label.items())
    )
    return {
        EvidenceRef(label, id_): node
        for (label, ids), found in zip(ids_by_label.items(), loaded, strict=True)
        for id_, node in zip(ids, found, strict=True)
    }


_OF_TALK = ("Message", "Conversation", "Need", "Experiment", "Outcome")


async def _in_private(context: Context, refs: Sequence[EvidenceRef]) -> set[EvidenceRef]:
    """Which of these have become private since the ledger was made."""
    ids = {
        f"{label.lower()}s": [ref.id for ref in refs if ref.label == label] for label in _OF_TALK
    }
    if not any(ids.values()):
        return set()
    rows = await context.store.rows("private_evidence", **ids)
    return {EvidenceRef(*row) for row in rows}


__all__ = ["evidence_field"]
