"""The field `ties` of every scope, and the interfaces that its connections share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET

from api.execution.context import Context
from api.scopes.snapshot_choice import latest_of_all
from api.scopes.suppression import Withheld
from api.scopes.tie_arguments import PAGING, tie_field, tie_query_of
from api.scopes.tie_events import events_field
from api.scopes.tie_suppression import (
    group_tie_steps,
    hidden_groups,
    round_ties,
    ties_shown,
    why_no_ties,
    why_uncovered,
)
from api.types.connections import (
    EXTENSIONS,
    ConnectionPage,
    PageInfo,
    connection_types,
    page_info,
    page_of,
)
from api.types.cursors import to_cursor
from api.types.record_types import PARENT, add_fields, graphql_enum
from api.types.windows import window_field
from graph.network.ties.tie_columns import TieTable, columns_of
from graph.network.ties.tie_lists import (
    TieList,
    TieRow,
    cursor_of,
    node_ties,
    tie_slice,
    visible,
)
from graph.network.ties.tie_query import EVERYTHING, TieQuery, command
from graph.records import Group, Person
from graph.records.enums import GroupKind
from graph.records.tie import Tie
from graph.records.window import Window, day_time
from graph.store.keyset_pages import Edge
from graph.store.where import Page

LazyScope = Annotated["Scope", strawberry.lazy("api.scopes.scope")]  # type: ignore[name-defined]  # noqa: F821


Kind: Any = Annotated[
    Optional[graphql_enum(GroupKind)],  # noqa: UP045
    strawberry.argument(description="Only ties between groups of this kind; every kind if absent."),
]


@dataclass(slots=True)
class TieEdge(Edge[Any]):
    """One tie with both of its ends."""

    near: Any
    basis: tuple[TieQuery, int] | None = None
    """What was asked for and the day at which it is taken: for the events of a tie of people."""


class TiePage(ConnectionPage):
    """A page of ties, their window and the day at which they are taken, or why there is none."""

    __slots__ = ("as_of", "remedy", "rounded_to", "withheld")
    window: Window
    as_of: datetime | None
    rounded_to: float | None
    withheld: Withheld | None
    remedy: str | None


def _near(edge: TieEdge) -> Any:
    return edge.near


def end_field(type_: Any) -> Any:
    """The field `from`: the nearer end of a tie."""

    def resolve(root: Any) -> Any:
        return root.near

    resolve.__annotations__ = {"root": PARENT, "return": type_}
    return strawberry.field(
        resolver=resolve,
        name="from",
        description="The nearer end: whose ties these are; for the network the other group.",
        metadata={"nested": _near},
    )


class _TieInterface:
    """What every edge of a list of ties says."""

    cursor: str = strawberry.field(description="Pass it to `after` or `before`.")
    node: LazyScope = strawberry.field(description="The farther end: a person, or a group.")
    near = end_field(LazyScope)


add_fields(_TieInterface, Tie, inside="link")
_TieInterface.__name__ = "Tie"
TieInterface = strawberry.interface(
    _TieInterface, name="Tie", description="What lies between two people, or two groups."
)


@strawberry.interface(description="A page of ties, strongest first.")
class Ties:
    """What every list of ties says."""

    edges: list[TieInterface] = strawberry.field(description="The ties of this page.")  # type: ignore[valid-type]
    page_info: PageInfo = strawberry.field(description="Where this page lies in the list.")
    total_count: int = strawberry.field(description="How many ties there are.")
    window = window_field(lambda page: page.window)
    as_of: datetime | None = strawberry.field(
        description="Ties are taken at the start of this day; null where no analysis has been run."
    )
    rounded_to: float | None = strawberry.field(
        description="The step that strengths of ties between groups are rounded to, for a viewer who may "
        "not see each person's numbers; null where all is exact."
    )
    withheld: graphql_enum(Withheld) | None = strawberry.field(  # type: ignore[valid-type]
        description="Why the list is empty though there may be ties: NOT_COMPUTED before the first "
        "analysis of all talk, whatever others there are; NOT_COVERED of an archived group, of one "
        "without people, and of who came after the analysis; BOT of a program; NOT_YOURS of somebody else; of a group or set why its numbers are not shown."
    )
    remedy: str | None = strawberry.field(description="What to do so that there is a list.")


EXTENSIONS[Tie] = (Ties, TieInterface, end_field)
PersonTies = connection_types(Person, Tie, {"events": events_field})
GroupTies = connection_types(Group, Tie)


async def ties_batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[TiePage]:
    """A page of ties of each scope; all of them are of one type."""
    return await ties_of(context, roots, tie_query_of(arguments), arguments)


async def ties_of(
    context: Context, roots: Sequence[Any], query: TieQuery, arguments: dict[str, Any]
) -> list[TiePage]:
    """A page of ties of each scope for one question; `arguments` say which page, and of which kind."""
    page = page_of(Person, arguments, tie_places(roots))
    analysis = await latest_of_all(context)
    if analysis is None:
        empty_page = no_ties(query.window, Withheld.NOT_COMPUTED, command(EVERYTHING))
        return [empty_page for _ in roots]
    reasons = await why_no_ties(context, roots, query, analysis.id)
    pages = await _every_page(context, roots, query, arguments.get("kind"), page, analysis.id)
    empty = [n for n, why in enumerate(reasons) if why is None and not await pages[n].count()]
    uncovered = await why_uncovered(context, [roots[n] for n in empty], query.window, analysis.id)
    for n, why in zip(empty, uncovered, strict=True):
        reasons[n] = why
    return [
        page_of_scope if reason is None else no_ties(query.window, *reason)
        for page_of_scope, reason in zip(pages, reasons, strict=True)
    ]


async def _every_page(
    context: Context, roots: Sequence[Any], query: TieQuery, kind: Any, page: Page, version: str
) -> list[TiePage]:
    """A page of the ties of each scope, whatever speaks against showing it."""
    columns, places = columns_of(context.store), tie_places(roots)
    if roots[0].label == "Person":
        table = await columns.people(version, query)
        lists_of_people = [ties_shown(context, table, root.id) for root in roots]
        return await _pages(context, Person, lists_of_people, places, page, table, query)
    hidden = await hidden_groups(context, version, query.window)
    tables = {one: await columns.groups(version, query, one) for one in _kinds(roots, kind)}
    steps = await group_tie_steps(context, version, query)
    lists = [round_ties(_group_ties(root, tables, hidden), steps) for root in roots]
    table = next(iter(tables.values()))
    pages = await _pages(context, Group, lists, places, page, table, query)
    for found in pages:
        found.rounded_to = None if steps is None else steps["strength"] or None
    return pages


def _kinds(roots: Sequence[Any], kind: Any) -> list[str | None]:
    """The kinds of groups whose ties are needed."""
    if roots[0].label == "Group":
        return list(dict.fromkeys(root.kind for root in roots))
    if kind is not None and kind is not UNSET:
        return [kind]
    return [None, *GroupKind]


def _group_ties(
    root: Any, tables: dict[str | None, TieTable], hidden: frozenset[str]
) -> Sequence[TieRow]:
    if root.label == "Group":
        return visible(node_ties(tables[root.kind], root.id), hidden)
    return TieList(list(tables.values()), hidden)


async def _pages(
    context: Context,
    node: Any,
    lists: Sequence[Sequence[TieRow]],
    places: Sequence[str],
    page: Page,
    table: TieTable,
    query: TieQuery,
) -> list[TiePage]:
    """The pages of these lists with their ends, read in one statement."""
    basis = (query, table.day) if node is Person else None
    parts = [tie_slice(tie_list, page) for tie_list in lists]
    ids = list(dict.fromkeys(end for part, *_ in parts for _, *ends in part for end in ends))
    nodes = await context.listed_nodes([(node.label, id_) for id_ in ids])
    ends = {id_: nodes.get((node.label, id_)) for id_ in ids}
    return [
        tie_page(
            query.window,
            place,
            part,
            [(ends[near], ends[far]) for _, near, far in part],
            (more, before),
            len(tie_list),
            day_time(table.day),
            basis,
        )
        for (part, more, before), tie_list, place in zip(parts, lists, places, strict=True)
    ]


def tie_places(roots: Sequence[Any]) -> list[str]:
    """The list of ties of each scope, as its cursors know it."""
    return [f"ties {root.id}" for root in roots]


def tie_page(
    window: Window,
    place: str,
    part: list[TieRow],
    ends: list[tuple[Any, Any]],
    beyond: tuple[bool, bool],
    total: int,
    as_of: datetime | None,
    basis: tuple[TieQuery, int] | None = None,
) -> TiePage:
    """The source of a page of ties: each with its nearer and farther end."""
    edges = [
        TieEdge(to_cursor(place, cursor_of(listed_tie)), far, listed_tie[0], near, basis)
        for listed_tie, (near, far) in zip(part, ends, strict=True)
        if near is not None and far is not None
    ]

    async def count() -> int:
        return total

    page = TiePage(edges, page_info(edges, *beyond), count, window)
    page.as_of, page.rounded_to, page.withheld, page.remedy = as_of, None, None, None
    return page


def no_ties(
    window: Window, reason: Withheld, remedy: str | None = None, as_of: datetime | None = None
) -> TiePage:
    """The source of a list of ties that is withheld."""
    page = tie_page(window, "", [], [], (False, False), 0, as_of)
    page.withheld, page.remedy = reason, remedy
    return page


def ties_field(type_: Any, description: str) -> Any:
    """The field `ties` of one type of scope."""
    return tie_field(ties_batch, type_, description, **PAGING)


def ties_by_kind_field(type_: Any, description: str) -> Any:
    """The field `ties` of a type of scope that can be narrowed to a kind of group."""
    return tie_field(ties_batch, type_, description, **PAGING, kind=Kind)
