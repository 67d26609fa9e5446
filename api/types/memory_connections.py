"""Connections over lists that are worked out in memory; their nodes are read in one statement a page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Annotated, Any, Optional

import strawberry

from api.execution.context import Context
from api.execution.cost import Cost
from api.types.connections import ARGUMENTS, ConnectionPage, connection_types, page_info, page_of
from api.types.cursors import to_cursor
from api.types.record_types import batched
from api.types.whole_lists import measures_among
from graph.records import NodeRecord, Record
from graph.records.window import Window
from graph.store.composition.composed_rows import readable_ids
from graph.store.keyset_pages import Edge, NoProperties
from graph.store.memory_pages import Item, MemoryList
from graph.store.where import Page

First = Annotated[Optional[int], strawberry.argument(description=ARGUMENTS["first"])]  # noqa: UP045
After = Annotated[Optional[str], strawberry.argument(description=ARGUMENTS["after"])]  # noqa: UP045
Last = Annotated[Optional[int], strawberry.argument(description=ARGUMENTS["last"])]  # noqa: UP045
Before = Annotated[Optional[str], strawberry.argument(description=ARGUMENTS["before"])]  # noqa: UP045

PAGES: dict[str, Any] = {"first": First, "after": After, "last": Last, "before": Before}
"""The arguments of a connection by their names, as `batched` takes them."""

Lists = Callable[[Context, Sequence[Any], dict[str, Any]], Awaitable[Sequence[MemoryList]]]


def listed(
    name: str,
    node: type[NodeRecord],
    lists: Lists,
    description: str,
    link: type[Record] = NoProperties,
    cost: Cost | None = None,
    metadata: Mapping[str, Any] | None = None,
    **arguments: Any,
) -> Any:
    """A field that shows a list of each source, as `lists` works it out, as a Relay connection.

    `name` tells its cursors from those of other lists; `arguments` are those that it takes before those
    of its pages, as in `batched`.
    """

    async def batch(context: Context, roots: Sequence[Any], given: dict[str, Any]) -> list[Any]:
        place, page = place_and_page(name, node, given)
        return await pages_of(context, node, await lists(context, roots, given), page, place)

    made = connection_types(node, link)
    return batched(batch, made, description, cost, metadata, **arguments, **PAGES)


def place_and_page(name: str, node: type[NodeRecord], given: dict[str, Any]) -> tuple[str, Page]:
    """What a cursor of the list belongs to, and the page that the arguments ask for."""
    return name, page_of(node, given, [name])


async def pages_of(
    context: Context,
    node: type[NodeRecord],
    lists: Sequence[MemoryList],
    page: Page,
    place: str,
    window: Window | None = None,
) -> list[ConnectionPage]:
    """The pages of these lists; what has been taken out of the store meanwhile is left out.

    What the viewer may not read is no part of a list, of its length and cursors neither.
    `window` is the days that a list is about which takes them as an argument.
    """
    store = context.store
    if store.restricted:
        every = [id_ for one in lists for id_ in one.ids]
        readable = await readable_ids(store, node, every)
        lists = lists if readable is every else [one.only(readable) for one in lists]
    pages = [one.page(page) for one in lists]
    keys = list(dict.fromkeys((node.label, item.id) for items, *_ in pages for item in items))
    nodes = await context.listed_nodes(keys)
    return [
        _page(
            [_edge(place, item, nodes.get((node.label, item.id))) for item in items],
            more,
            before,
            one,
            window,
            partial(measures_among, store, node, Page(), one.ids),
        )
        for (items, more, before), one in zip(pages, lists, strict=True)
    ]


def _edge(place: str, item: Item, node: Any) -> Edge[Any]:
    return Edge(to_cursor(place, item.cursor), node, item.says)


def _page(
    edges: list[Edge[Any]],
    more: bool,
    before: bool,
    whole: MemoryList,
    window: Window | None,
    measures: Callable[[Any], Any],
) -> ConnectionPage:
    edges = [edge for edge in edges if edge.node is not None]
    info = page_info(edges, more, before)

    async def count() -> int:
        return len(whole)

    return ConnectionPage(edges, info, count, window, measures)
