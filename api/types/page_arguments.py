"""One page of a list as it is asked for and as it is told: its size, its cursors, where it lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import strawberry
from strawberry import UNSET

from api.types.changed_since import update_terms
from api.types.conventions import DEFAULT_SIZE, LARGEST_SIZE
from api.types.cursors import check_keys, from_cursor, to_cursor
from api.types.list_order import order_of
from api.types.list_sizes import size_of
from api.types.where_inputs import filters_of
from graph.errors import BadInput
from graph.records import NodeRecord
from graph.records.window import Window
from graph.store.filter_terms import Term
from graph.store.where import Page, own_order


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    """Relay's type of the same name."""

    has_next_page: bool = strawberry.field(description="Whether more follow the last edge.")
    has_previous_page: bool = strawberry.field(description="Whether more precede the first edge.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first edge.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last edge.")


class ConnectionPage:
    """The source of a connection: one page, and how to count the whole list when asked.

    `window` is the days that the list is about, of one that takes them as an argument; `measures` reads
    what is said of the whole list.
    """

    __slots__ = ("count", "edges", "measures", "page_info", "window")

    def __init__(
        self,
        edges: list[Any],
        page_info: PageInfo,
        count: Callable[[], Any],
        window: Window | None = None,
        measures: Callable[[Any], Any] | None = None,
    ) -> None:
        self.edges = edges
        self.page_info = page_info
        self.count = count
        self.window = window
        self.measures = measures


def page_info(edges: Sequence[Any], has_next: bool, has_previous: bool) -> PageInfo:
    """Where a page of these edges, which bear their cursors, lies in its list."""
    return PageInfo(
        has_next_page=has_next,
        has_previous_page=has_previous,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )


def places_of(name: str, given: dict[str, Any], parents: Sequence[str] = ("",)) -> list[str]:
    """What a cursor belongs to: the list of this name under each parent, in the order asked for."""
    order = order_of(given)
    said = f"{order.by or own_order(name)} {order.descending}"
    said += "".join(f" {key.name} {key.descending} {key.nulls_first}" for key in order.keys)
    return [f"{name} {said} {parent}" for parent in parents]


def page_of(
    node: type[NodeRecord],
    given: dict[str, Any],
    places: Sequence[str],
    terms: tuple[Term, ...] = (),
) -> Page:
    """The page that the arguments of a connection ask for; raises BadInput where they do not fit.

    A cursor must be one of all `places`. `terms` are what arguments beside `where` ask for.
    """
    given = {name: None if value is UNSET else value for name, value in given.items()}
    first, last = given.get("first"), given.get("last")
    if first is not None and last is not None:
        raise BadInput(
            "`first` and `last` cannot be given together", remedy="drop one", path=("last",)
        )
    name = "first" if last is None else "last"
    remedy = "ask for smaller pages and follow `pageInfo.endCursor`"
    size = size_of(given.get(name), DEFAULT_SIZE, LARGEST_SIZE, remedy, name=name)
    order = order_of(given)
    bounds = {one: from_cursor(given.get(one), one, *places) for one in ("after", "before")}
    for one, text in bounds.items():
        check_keys(text, one, order.keys)
    changed = update_terms(given, follows=order.follows_changes)
    return Page(
        limit=size,
        after=bounds["after"],
        before=bounds["before"],
        backward=last is not None,
        order=order.by,
        descending=order.descending,
        filters=(*filters_of(node, given.get("where")), *changed, *terms),
        keys=order.keys,
    )


class PageArguments:
    """How the arguments of connections are read and their cursors are written; as the compiler takes it."""

    own: Mapping[str, tuple[Any, str]] = {}
    """Arguments beside those of every connection: name → type and meaning."""
    follows_changes = True
    """Whether the list is one of nodes that say when they were changed, not of what joins them."""

    def terms(self, given: Mapping[str, Any]) -> tuple[Term, ...]:
        """What the arguments of its own ask for."""
        return ()

    def page(self, node: type[NodeRecord], given: dict[str, Any]) -> Page:
        """The page that the arguments ask for; its bounds may be cursors of another list."""
        return page_of(node, given, (), self.terms(given))

    def places(self, name: str, given: dict[str, Any], parents: Sequence[str]) -> list[str]:
        """What cursors of the list under each parent belong to."""
        return places_of(name, given, parents)

    def cursor(self, place: str, sort_key: str | Sequence[Any]) -> str:
        """The cursor of a row of the list at this place."""
        return to_cursor(place, sort_key)

    def check(self, given: dict[str, Any], places: Sequence[str]) -> None:
        """Raise BadInput where a bound is no cursor of all these lists."""
        for name in ("after", "before"):
            cursor = given.get(name)
            from_cursor(None if cursor is UNSET else cursor, name, *places)
