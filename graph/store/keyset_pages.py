"""Pages of lists: the rows after a cursor, for one list or for the lists of many parents at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from graph.records.base import NodeRecord, Record, record, records_from
from graph.store.driver import Row, Store
from graph.store.where import Page, count_statement, page_statement

N = TypeVar("N", bound=NodeRecord)


@record
class NoProperties(Record):
    """A relationship that carries nothing of its own."""


@dataclass(slots=True)
class Edge(Generic[N]):
    """One row of a list: its cursor (the raw sort key), the node, and what the relationship carries."""

    cursor: str
    node: N
    link: Any


@dataclass(slots=True)
class Slice(Generic[N]):
    """One page: its edges in the order asked for, and whether more lie beyond either end."""

    edges: list[Edge[N]]
    has_next: bool
    has_previous: bool


async def page(
    store: Store,
    name: str,
    node: type[N],
    page: Page,
    link: type[Record] = NoProperties,
    **params: object,
) -> Slice[N]:
    """One page of a root list: the statement returns cursor, the link's columns and the node's."""
    text, own = page_statement(name, page, restricted=store.restricted)
    rows = await store.raw_rows(name, text, own | params)
    return _slice(rows, 0, node, link, page)


async def pages(
    store: Store,
    name: str,
    parents: Sequence[str],
    page: Page,
    node: type[N],
    link: type[Record] = NoProperties,
    **params: object,
) -> dict[str, Slice[N]]:
    """A page of each parent's list: columns are parent, cursor, the link's fields, the node's fields."""
    text, own = page_statement(name, page, restricted=store.restricted)
    rows = await store.raw_rows(name, text, {"ids": list(parents)} | own | params)
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[0]].append(row)
    return {parent: _slice(grouped[parent], 1, node, link, page) for parent in parents}


async def total(store: Store, name: str, page: Page, **params: object) -> int:
    """How many rows a root list has with the page's filters."""
    text, own = count_statement(name, page, restricted=store.restricted)
    return int((await store.rows_of(f"{name} (count)", text, own | params))[0][0])


async def totals(
    store: Store, name: str, parents: Sequence[str], page: Page, **params: object
) -> dict[str, int]:
    """How many rows each parent's list has with the page's filters."""
    text, own = count_statement(name, page, restricted=store.restricted)
    rows = await store.rows_of(f"{name} (count)", text, {"ids": list(parents)} | own | params)
    counts = {str(parent): int(count) for parent, count in rows}
    return {parent: counts.get(parent, 0) for parent in parents}


def _slice(
    rows: Sequence[Row], start: int, node: type[N], link: type[Record], page: Page
) -> Slice[N]:
    """The page made of rows in ascending order of cursor, one more than asked where more follow."""
    more = len(rows) > page.limit
    if page.descending:
        rows = rows[::-1]
    if more:
        rows = rows[1:] if page.backward else rows[: page.limit]
    first = start + 1
    split = first + len(link.FIELDS)
    nodes = records_from([row[split:] for row in rows], node)
    links = (
        records_from([row[first:split] for row in rows], link)
        if link.FIELDS
        else [None] * len(rows)
    )
    edges = [
        Edge(row[start], node_, link_) for row, node_, link_ in zip(rows, nodes, links, strict=True)
    ]
    after, before = page.after is not None, page.before is not None
    if page.backward:
        return Slice(edges, has_next=before, has_previous=more)
    return Slice(edges, has_next=more, has_previous=after)
