"""The fields that walk the graph: Relay connections for lists, plain nullable fields for single nodes.

Both go through the loaders of the context, so that a field costs one statement whatever the number
of parents. `totalCount` costs a statement of its own, only where it is selected.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any, Optional

import strawberry
from strawberry.types import Info

from api.execution.compiler.declarations import ON, Listing, One, Wider
from api.execution.context import Context
from api.types.changed_since import CHANGED_SINCE, is_stamped
from api.types.conventions import DEFAULT_SIZE, LARGEST_SIZE
from api.types.cursors import to_cursor
from api.types.list_aggregates import aggregate_fields
from api.types.list_order import ORDER_BY, order_input
from api.types.page_arguments import (
    ConnectionPage,
    PageArguments,
    PageInfo,
    page_info,
    page_of,
    places_of,
)
from api.types.record_types import (
    PARENT,
    add_fields,
    give_arguments,
    lazy_type,
    plain_field,
    plain_nested,
)
from api.types.where_inputs import where_input
from api.types.whole_lists import measures_below
from api.types.windows import ScoreWindow, shown_window, window_field
from graph.records import NodeRecord, Record
from graph.store.filter_terms import reckoned
from graph.store.keyset_pages import Edge, NoProperties
from graph.store.statement_lists import DayList, NodeList, NodeOne, RootDayList, RootList, Slice
from graph.store.where import Page

ARGUMENTS = {
    "first": "How many from the start (or after `after`), at most 100; 25 where neither is given.",
    "after": "Only what comes after this cursor.",
    "last": "How many from the end (or before `before`), at most 100.",
    "before": "Only what comes before this cursor.",
    "where": "Only what passes these comparisons.",
    "order_by": ORDER_BY,
}


_TYPES: dict[str, Any] = {}

EXTENSIONS: dict[type[Record], tuple[type, type, Callable[[Any], Any]]] = {}
"""Relationship record → interfaces of its connection and edge, and the field of the nearer end."""

WINDOWS: Mapping[str, Any] = {
    "GoalShared": window_field(lambda page: page.window),
    "Group": plain_nested(
        lambda page: None if page.window is None else shown_window(page.window),
        Optional[ScoreWindow],  # noqa: UP045
        "Of a list that takes a `window` the whole UTC days that count, both null: all talk; null of "
        "any other list.",
    ),
}
"""Stem of a connection of a list that takes a window → the field that says which days count."""

WITHOUT_AGGREGATES = frozenset({"GoalShared"})
"""Stems of connections of lists with numbers of their own, beside ties."""


def connection_types(
    node: type[NodeRecord], link: type[Record], more: Mapping[str, Any] | None = None
) -> Any:
    """The connection type of a node and a relationship record, its edges with `more` fields.

    Lists of ties and of what two share in talk have numbers of their own, and say nothing of the whole.
    """
    stem = node.label + ("" if link is NoProperties else link.__name__)
    if stem not in _TYPES:
        _TYPES[stem] = _made_types(stem, node, link, more or {})
    return _TYPES[stem]


def _made_types(
    stem: str, node: type[NodeRecord], link: type[Record], more: Mapping[str, Any]
) -> Any:
    above, above_edge, near = EXTENSIONS.get(link, (object, object, None))
    edge = type(f"{stem}Edge", (above_edge,), {"__annotations__": {}, "__module__": __name__})
    edge.__annotations__ = {"node": lazy_type(node.label)}
    edge.cursor = plain_field(_cursor, str, "Pass it to `after` or `before`.")  # type: ignore[attr-defined]
    edge.node = strawberry.field(description="The node at the end of the edge.")  # type: ignore[attr-defined]
    if near is not None:
        edge.near = near(lazy_type(node.label))  # type: ignore[attr-defined]
    for name, field in more.items():
        setattr(edge, name, field)
    add_fields(edge, link, inside="link")
    _know(edge, above_edge, Edge)
    edge = strawberry.type(edge, description=f"One row of a list of {node.label} nodes.")
    body: dict[str, Any] = {
        "__annotations__": {"edges": list[edge], "page_info": PageInfo},  # type: ignore[valid-type]
        "__module__": __name__,
        "edges": strawberry.field(description="The rows of this page, in order."),
        "page_info": strawberry.field(description="Where this page lies in the list."),
        "nodes": _nodes_field(node),
        "total_count": strawberry.field(
            resolver=_total_count,
            description="Length of the whole list with these filters.",
            metadata={"batch": _total_counts},
        ),
    }
    if stem not in WITHOUT_AGGREGATES and link not in EXTENSIONS:
        body |= aggregate_fields(node.label)
    if stem in WINDOWS:
        body["window"] = WINDOWS[stem]
    page = type(f"{stem}Connection", (above,), body)
    _know(page, above, ConnectionPage)
    made = strawberry.type(page, description=f"A page of a list of {node.label} nodes.")
    return made


def _know(made: Any, interface: type, source: type) -> None:
    """Let a type with an interface know its sources, which are no instances of either."""
    if interface is not object:
        made.is_type_of = classmethod(lambda _, obj, *__: isinstance(obj, source))


def _nodes_field(node: type[NodeRecord]) -> Any:
    def nodes(root: Any) -> Any:
        return [edge.node for edge in root.edges]

    nodes.__annotations__ = {
        "root": PARENT,
        "return": list[lazy_type(node.label)],  # type: ignore[misc]
    }
    return strawberry.field(
        resolver=nodes,
        description="The nodes of this page, for those who need no edges.",
        metadata={"nested": nodes},
    )


async def _total_count(root: Any) -> int:
    return int(await root.count())


_total_count.__annotations__["root"] = PARENT


async def _total_counts(_: Context, roots: Sequence[Any], __: dict[str, Any]) -> list[Any]:
    return list(await asyncio.gather(*(root.count() for root in roots)))


PAGES = PageArguments()
CHANGED = {"changed_since": (datetime, CHANGED_SINCE)}
ON_DOC = "The day (UTC) at whose end they belong; today where absent."


def connection(
    relation: NodeList[Any] | RootList[Any],
    description: str,
    wider: Wider | None = None,
    pages: PageArguments = PAGES,
) -> Any:
    """A field that shows a list as a Relay connection; `wider` may ask for another list instead.

    A list of who belongs on a day takes that day as `on`. `pages` may take arguments of its own.
    """
    made = connection_types(relation.node, getattr(relation, "link", NoProperties))
    listing = Listing(relation, pages, wider)

    async def batch(context: Context, roots: Sequence[Any], given: dict[str, Any]) -> list[Any]:
        chosen = listing.chosen(given)
        if isinstance(chosen, RootList):
            listed = chosen
            places = places_of(listed.name, given)
            page = page_of(relation.node, given, places, pages.terms(given))
            page = await whole_page(context, page)
            found = await context.root_page(listed, page)
            measures = partial(measures_below, context.store, listed, page, None)
            count = partial(context.root_total, listed, page)
            return [_shown(found, count, places[0], measures)]
        parents = [root.id for root in roots]
        places = places_of(chosen.name, given, parents)
        page = await whole_page(context, page_of(relation.node, given, places, pages.terms(given)))
        slices = await context.pages(chosen, page).load_many(parents)
        totals = context.totals(chosen, page)
        below = partial(measures_below, context.store, chosen, page)
        return [
            _shown(one, partial(totals.load, root.id), place, partial(below, root))
            for one, root, place in zip(slices, roots, places, strict=True)
        ]

    async def resolve(root: Any, info: Info, **given: Any) -> Any:
        return (await batch(info.context, [root], given))[0]

    more = {} if wider is None else {wider.name: (bool, wider.doc)}
    on = {ON: (date, ON_DOC)} if isinstance(relation, DayList | RootDayList) else {}
    follows = CHANGED if pages.follows_changes and is_stamped(relation.node) else {}
    _sign(resolve, relation.node, made, {**follows, **pages.own, **more, **on})
    metadata = {"batch": batch, "read": listing}
    return strawberry.field(resolver=resolve, description=description, metadata=metadata)


def one(relation: NodeOne[Any], description: str) -> Any:
    """A field that shows the one node that a parent points at, or null."""

    async def batch(context: Context, roots: Sequence[Any], given: dict[str, Any]) -> list[Any]:
        return await context.ones(relation).load_many([root.id for root in roots])

    def resolve(root: Any, info: Info) -> Any:
        return info.context.ones(relation).load(root.id)

    resolve.__annotations__ = {
        "root": PARENT,
        "info": Info,
        "return": Optional[lazy_type(relation.node.label)],  # noqa: UP045
    }
    metadata = {"batch": batch, "read": One(relation)}
    return strawberry.field(resolver=resolve, description=description, metadata=metadata)


async def whole_page(context: Context, page: Page) -> Page:
    """The page with what its filters compare with, as far as this process works that out."""
    filters = await reckoned(page.filters, context)
    return page if filters is page.filters else replace(page, filters=filters)


def _sign(
    resolve: Any, node: type[NodeRecord], made: Any, more: Mapping[str, tuple[Any, str]]
) -> None:
    """Give the resolver the arguments of a connection of these nodes, and `more`."""
    types: dict[str, Any] = {"first": int, "after": str, "last": int, "before": str}
    where = where_input(node)
    if where is not None:
        types["where"] = where
    types["order_by"] = list[order_input(node)]  # type: ignore[misc]
    types |= {name: bare for name, (bare, _) in more.items()}
    docs = ARGUMENTS | {name: doc for name, (_, doc) in more.items()}
    hints = {
        name: Annotated[
            Optional[bare],  # noqa: UP045
            strawberry.argument(description=docs[name]),
        ]
        for name, bare in types.items()
    }
    give_arguments(resolve, made, hints)


def _shown(
    found: Slice[Any], count: Callable[[], Any], place: str, measures: Callable[[Any], Any]
) -> ConnectionPage:
    """The source of a connection from a page of the store."""
    edges = [Edge(to_cursor(place, one.cursor), one.node, one.link) for one in found.edges]
    info = page_info(edges, found.has_next, found.has_previous)
    return ConnectionPage(edges, info, count, measures=measures)


def _cursor(edge: Edge[Any]) -> str:
    return edge.cursor


__all__ = [
    "DEFAULT_SIZE",
    "LARGEST_SIZE",
    "ConnectionPage",
    "PageInfo",
    "Wider",
    "connection",
    "connection_types",
    "one",
    "page_info",
    "page_of",
    "places_of",
]
