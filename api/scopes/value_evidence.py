"""The evidence behind a kind of value: messages, needs, experiments and outcomes, as a connection."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
            pages = [await _readable_entries(context, one, page) for one in lists]
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


async def _readable_entries(
    context: Context, one: EvidenceList | None, page: Page
) -> tuple[list[Entry], bool, bool]:
    """The rows of a page of what the viewer may read, of as much of the list as that takes."""
    found: list[Entry] = []
    after, before = page.after, page.before
    more = one is not None
    while one is not None and more and len(found) <= page.limit:
        entries, follow, precede = one.page(EVIDENCE_AT_ONCE, after, before, page.backward)
        refs = await _readable(context, entries)
        some = [entry for entry in entries if entry.ref in refs]
        found = [*some, *found] if page.backward else [*found, *some]
        more = bool(entries) and (precede if page.backward else follow)
        if entries and page.backward:
            before = entries[0].cursor
        elif entries:
            after = entries[-1].cursor
    more = len(found) > page.limit
    if page.backward:
        taken = found[len(found) - page.limit :] if more else found
        return taken, page.before is not None, more or page.after is not None
    return found[: page.limit], more, page.after is not None


async def _readable_length(context: Context, one: EvidenceList | None) -> int:
    """How many rows of a list the viewer may read."""
    if one is None:
        return 0
    entries, _, _ = await asyncio.to_thread(one.page, len(one))
    refs = await _readable(context, entries)
    return sum(entry.ref in refs for entry in entries)


async def _readable(context: Context, entries: Sequence[Entry]) -> set[EvidenceRef]:
    """What of these the viewer may read, one statement a label."""
    ids_of_label: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        ids_of_label[entry.ref.label].append(entry.ref.id)
    return {
        EvidenceRef(label, id_)
        for label, ids in ids_of_label.items()
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
    """The nodes of these, one statement a label."""
    ids_of_label: dict[str, list[str]] = defaultdict(list)
    for ref in dict.fromkeys(refs):
        ids_of_label[ref.label].append(ref.id)
    private = await _in_private(context, ids_of_label)
    loaded = await asyncio.gather(
        *(context.nodes(BY_LABEL[label]).load_many(ids) for label, ids in ids_of_label.items())
    )
    return {
        ref: node
        for (label, ids), found in zip(ids_of_label.items(), loaded, strict=True)
        for id_, node in zip(ids, found, strict=True)
        if (ref := EvidenceRef(label, id_)) not in private
    }


_OF_TALK = ("Message", "Conversation", "Need", "Experiment", "Outcome")


async def _in_private(
    context: Context, ids_of_label: Mapping[str, Sequence[str]]
) -> set[EvidenceRef]:
    """Which of these have become private since the ledger was made."""
    ids = {f"{label.lower()}s": list(ids_of_label.get(label, ())) for label in _OF_TALK}
    if not any(ids.values()):
        return set()
    rows = await context.store.rows("evidence_in_private", **ids)
    return {EvidenceRef(*row) for row in rows}


__all__ = ["evidence_field"]
