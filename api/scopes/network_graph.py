"""The field `graph` of scopes: ties as packed columns, tens of thousands in one answer, to draw."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET

from api.execution.context import Context
from api.execution.cost import Selected
from api.scopes.conventions import EDGES_A_POINT, MOST_EDGES
from api.scopes.disclosure import question_withheld
from api.scopes.graph_columns import community_column, label_column, unit_column
from api.scopes.scope_people import people_of_scopes
from api.scopes.snapshot_choice import latest_of_all
from api.scopes.suppression import REMEDIES, Withheld, hidden_people, read_choices, sees_each
from api.scopes.tie_arguments import tie_field, tie_query_of
from api.scopes.tie_suppression import group_tie_steps, hidden_groups, why_nothing_among
from api.types.global_ids import to_global_id
from api.types.list_sizes import size_of
from api.types.record_types import batched, graphql_enum, plain_field
from api.types.windows import window_field
from graph.errors import BadInput
from graph.network.ties.tie_columns import columns_of
from graph.network.ties.tie_query import EVERYTHING, TieQuery, command
from graph.organisation.totals import NETWORK
from graph.records.enums import Choice, GroupKind
from graph.records.window import day_time
from graph.scopes.picture_columns import NO_EDGES, EdgeList, edges_in_thread

NOT_BY_PERSON = "ask `by: GROUP`, for `ties` of one person, or ask an analyst"


class GraphBy(Choice):
    """What the nodes of a drawing are."""

    PERSON = "Person", "People; for whoever may see each person's numbers."
    GROUP = "Group", "Groups, tied by people who are in one of the two only."


@dataclass(frozen=True, eq=False)
class GraphSource:
    """The source of a `NetworkGraph`."""

    query: TieQuery
    by: GraphBy
    edges: EdgeList = NO_EDGES
    version: str | None = None
    """The analysis of all talk that the ties are as of."""
    day: int | None = None
    rounded_to: float | None = None
    withheld: Withheld | None = None
    remedy: str | None = None


def _column(name: str, type_: Any, description: str) -> Any:
    """A column of ties."""
    return plain_field(lambda root: getattr(root.edges, name), type_, description)


def _of_nodes(read: Callable[[Context, Any], Awaitable[Any]], type_: Any, description: str) -> Any:
    """A column beside `ids` that is read where it is asked for."""

    async def batch(context: Context, roots: Sequence[GraphSource], _: dict[str, Any]) -> list[Any]:
        return [await read(context, root) for root in roots]

    return batched(batch, type_, description)


@strawberry.type(
    description="Ties as columns, each tie once, the strongest first: what a drawing needs. Columns of nodes "
    "stand beside `ids`, columns of ties beside `source`."
)
class NetworkGraph:
    """See `GraphSource`."""

    by = plain_field(lambda root: root.by, graphql_enum(GraphBy), "What the nodes are.")
    ids = plain_field(
        lambda root: [to_global_id(root.by.value, one) for one in root.edges.ids],
        list[strawberry.ID],
        "The nodes, by global id: the ends of these ties; who has none of them is not drawn.",
    )
    labels = _of_nodes(label_column, list[str], "What each node is called, as its `displayName`.")
    unit = _of_nodes(
        unit_column,
        list[strawberry.ID | None],
        "Of each person the home, of each group the one that it is part of, by global id; null for none.",
    )
    community = _of_nodes(
        community_column,
        list[int | None] | None,
        "The number of each person's community in the latest analysis of such ties, 1 the largest; "
        "null for who has none; all of it null by GROUP, and where there is no such analysis. Who is "
        "drawn with it reads that in `views`.",
    )
    source = _column("sources", list[int], "The one end of each tie, as a place in `ids`, from 0.")
    target = _column("targets", list[int], "The other end of each tie, likewise.")
    weight = _column("weights", list[float], "The strength of each tie, as `ties` has it.")
    given = _column("given", list[float], "What `source` did towards `target`.")
    received = _column("received", list[float], "What `target` did towards `source`.")
    total_count = plain_field(
        lambda root: root.edges.total, int, "How many such ties there are, drawn or not."
    )
    truncated = plain_field(
        lambda root: root.edges.total > len(root.edges.sources),
        bool,
        "Whether there are more such ties than `first`: these are the strongest.",
    )
    rounded_to = plain_field(
        lambda root: root.rounded_to,
        float | None,
        "The step that numbers of ties between groups are rounded to, for a viewer who may not see each "
        "person's numbers; null where all is exact.",
    )
    window = window_field(lambda root: root.query.window)
    as_of = plain_field(
        lambda root: None if root.day is None else day_time(root.day),
        datetime | None,
        "Ties are taken at the start of this day; null where there are none to show.",
    )
    withheld = plain_field(
        lambda root: root.withheld, graphql_enum(Withheld) | None, "Why nothing is drawn."
    )
    remedy = plain_field(lambda root: root.remedy, str | None, "What to do about it.")

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a drawing of ties."""
        return isinstance(obj, GraphSource)


async def _batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[GraphSource]:
    """The drawing of each scope."""
    query, by = tie_query_of(arguments), GraphBy.PERSON
    if roots[0].label == "Network":
        by = arguments["by"]
    most = size_of(
        arguments.get("first"), MOST_EDGES, MOST_EDGES, "ask for the strongest, or `leastStrength`"
    )
    least = _least(arguments.get("least_strength"))
    if by is GraphBy.PERSON and not sees_each(context):
        return [_nothing(query, by, Withheld.FOR_ANALYSTS, NOT_BY_PERSON)] * len(roots)
    analysis = await latest_of_all(context)
    if analysis is None:
        return [_nothing(query, by, Withheld.NOT_COMPUTED, command(EVERYTHING))] * len(roots)
    if by is GraphBy.GROUP:
        return [await _of_groups(context, query, analysis.id, arguments, most, least)] * len(roots)
    await read_choices(context, roots)
    return await _of_people(context, roots, query, analysis.id, most, least)


async def _of_people(
    context: Context, roots: Sequence[Any], query: TieQuery, version: str, most: int, least: float
) -> list[GraphSource]:
    """The ties of people of each scope among themselves, without those who are out of measures."""
    table = await columns_of(context.store).people(version, query)
    hidden, drawn = hidden_people(context), []
    scopes = await people_of_scopes(context, roots, query)
    for scope in scopes:
        if scope.withheld is not None:
            drawn.append(_nothing(query, GraphBy.PERSON, scope.withheld, scope.remedy))
            continue
        pairs = table.pairs
        if scope.root.label != "Network":
            pairs = pairs.among(frozenset(scope.people))
        edges = await edges_in_thread([pairs], most=most, least=least, hidden=hidden)
        drawn.append(GraphSource(query, GraphBy.PERSON, edges, version, table.day))
    empty = [n for n, one in enumerate(drawn) if one.withheld is None and not one.edges.total]
    if roots[0].label != "Network":
        reasons = await why_nothing_among(context, [scopes[n] for n in empty], version)
        for n, why in zip(empty, reasons, strict=True):
            drawn[n] = drawn[n] if why is None else _nothing(query, GraphBy.PERSON, *why)
    return drawn


async def _of_groups(
    context: Context,
    query: TieQuery,
    version: str,
    arguments: dict[str, Any],
    most: int,
    least: float,
) -> GraphSource:
    """The ties between groups that the viewer may see, as `ties` of the network has them."""
    if (reason := question_withheld(context, NETWORK, query)) is not None:
        return _nothing(query, GraphBy.GROUP, reason, REMEDIES[reason])
    kind = arguments.get("kind")
    kinds = [None, *GroupKind] if kind is None or kind is UNSET else [kind]
    columns = columns_of(context.store)
    tables = [await columns.groups(version, query, one) for one in kinds]
    hidden = await hidden_groups(context, version, query.window)
    steps = await group_tie_steps(context, version, query)
    edges = await edges_in_thread(
        [table.pairs for table in tables], most=most, least=least, hidden=hidden, steps=steps
    )
    step = None if steps is None else steps["strength"] or None
    return GraphSource(query, GraphBy.GROUP, edges, version, tables[0].day, step)


def _nothing(
    query: TieQuery, by: GraphBy, reason: Withheld, remedy: str | None = None
) -> GraphSource:
    return GraphSource(query, by, withheld=reason, remedy=remedy)


def _least(argument: Any) -> float:
    """The least strength that is asked for; raises BadInput for one that no strength is."""
    least = 0.0 if argument is None or argument is UNSET else float(argument)
    if not (isfinite(least) and least >= 0):
        raise BadInput(
            f"`leastStrength` is {least:g}",
            remedy="give 0, for every tie, or more",
            path=("leastStrength",),
        )
    return least


def _cost(selected: Selected) -> int:
    """What a drawing costs by the ties that are asked for."""
    most = selected.number("first")
    return 1 + (MOST_EDGES if most is None else max(0, min(most, MOST_EDGES))) // EDGES_A_POINT


_BOUNDS: dict[str, Any] = {
    "first": Annotated[
        Optional[int],  # noqa: UP045
        strawberry.argument(
            description=f"How many ties at most, the strongest; {MOST_EDGES:,} where absent, and at most."
        ),
    ],
    "least_strength": Annotated[
        Optional[float],  # noqa: UP045
        strawberry.argument(
            description="Only ties that are at least so strong, as far as `weight` is shown; all where absent."
        ),
    ],
}

network_graph_field = tie_field(
    _batch,
    NetworkGraph,
    "The ties of the whole network as columns, to draw: of people as `Person.ties` has them, for whoever "
    "may see each person's numbers and without people who are out of measures; of groups as `ties` has them.",
    cost=_cost,
    by=Annotated[graphql_enum(GraphBy), strawberry.argument(description="What the nodes are.")],
    kind=Annotated[
        Optional[graphql_enum(GroupKind)],  # noqa: UP045
        strawberry.argument(
            description="By GROUP: only groups of this kind; every kind if absent. Ties lie within a kind."
        ),
    ],
    **_BOUNDS,
)

members_graph_field = tie_field(
    _batch,
    NetworkGraph,
    "The ties of its people among themselves as columns, to draw: for whoever may see each person's "
    "numbers, without people who are out of measures.",
    cost=_cost,
    **_BOUNDS,
)

__all__ = ["members_graph_field", "network_graph_field"]
