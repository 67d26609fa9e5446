"""Fields of people about the way to somebody: by reporting lines, and by ties."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import strawberry

from api.execution.context import Context
from api.scopes.line_of_sight import view_of
from api.scopes.scope_people import covered_sets
from api.scopes.snapshot_choice import latest_of_all
from api.scopes.suppression import Withheld, person_withheld, uncovered
from api.scopes.tie_arguments import tie_field, tie_query_of
from api.types.global_ids import id_in_argument
from api.types.record_types import batched, graphql_enum, lazy_type, plain_field
from api.types.windows import window_field
from graph.measures.paths.shortest_paths import formal_way
from graph.network.formal_tree import managers_of
from graph.network.paths_between_people import shortest_ways, top_of
from graph.network.ties.tie_query import EVERYTHING, command
from graph.records import Person
from graph.records.window import Window

ToArgument = Annotated[
    strawberry.ID, strawberry.argument(description="The other person, by global id.")
]


@dataclass(frozen=True, eq=False)
class DistanceSource:
    """The source of `Distance`."""

    window: Window
    to: str
    reporting_path: list[str] | None
    tie_path: list[str] | None
    withheld: Withheld | None
    remedy: str | None


def _people(get: Callable[[DistanceSource], list[str] | None], description: str) -> Any:
    """A field that shows the people of a way in their order; null where there is no way."""

    async def batch(
        context: Context, roots: Sequence[DistanceSource], _: dict[str, Any]
    ) -> list[Any]:
        ways = [get(root) for root in roots]
        nodes = await context.nodes(Person).load_by_key(id_ for way in ways for id_ in way or ())
        are_whole = [way and all(nodes[id_] is not None for id_ in way) for way in ways]
        return [
            [nodes[id_] for id_ in way] if way and is_whole else None
            for way, is_whole in zip(ways, are_whole, strict=True)
        ]

    return batched(batch, list[lazy_type("Person")] | None, description)  # type: ignore[misc]


async def _to(context: Context, roots: Sequence[DistanceSource], _: dict[str, Any]) -> list[Any]:
    return await context.nodes(Person).load_many([root.to for root in roots])


def _steps(way: list[str] | None) -> int | None:
    return None if way is None else len(way) - 1


@strawberry.type(
    description="How far it is from one person to another: by reporting lines up to the nearest "
    "common boss and down again, and by ties, directions left out. Shorter is not better."
)
class Distance:
    """The orderly procession beside the network, between two people."""

    to = batched(
        _to, lazy_type("Person") | None, "The other person; null for one who is not there."
    )
    reporting_steps = plain_field(
        lambda way: _steps(way.reporting_path),
        int | None,
        "Reporting lines to walk; null where no boss is common to both.",
    )
    reporting_path = _people(
        lambda way: way.reporting_path, "The people of that way, both ends included."
    )
    tie_steps = plain_field(
        lambda way: _steps(way.tie_path), int | None, "Ties to walk; null where there is no way."
    )
    tie_path = _people(
        lambda way: way.tie_path,
        "One of the shortest ways, both ends included: of several the one whose people come first "
        "by id.",
    )
    withheld = plain_field(
        lambda way: way.withheld,
        graphql_enum(Withheld) | None,
        "Why the way by ties is not shown: it is for the two, and for analysts.",
    )
    remedy = plain_field(lambda way: way.remedy, str | None, "What to do so that it is shown.")
    window = window_field(lambda way: way.window)

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a way between two people."""
        return isinstance(obj, DistanceSource)


async def _distances(
    context: Context, pairs: Sequence[tuple[str, str] | None], arguments: dict[str, Any]
) -> list[DistanceSource | None]:
    """The way between each two people, None where there is no pair."""
    query = tie_query_of(arguments)
    membership = (await view_of(context)).membership
    boss_of = await managers_of(context.store, membership, query.window.end)
    latest = await latest_of_all(context)
    await context.read_choices()
    withheld = {pair: _pair_withheld(context, pair) for pair in pairs if pair}
    visible_pairs = [pair for pair in pairs if pair and withheld[pair] is None]
    tie_path_of_pair: dict[tuple[str, str], list[str] | None] = {}
    uncovered_pairs = set[tuple[str, str]]()
    if latest is not None and visible_pairs:
        ways = await shortest_ways(context.store, latest.id, query, visible_pairs)
        tie_path_of_pair = dict(zip(visible_pairs, ways, strict=True))
        uncovered_pairs = await _uncovered(context, latest.id, tie_path_of_pair)
    distances: list[DistanceSource | None] = []
    for pair in pairs:
        if pair is None:
            distances.append(None)
            continue
        reason, remedy = withheld[pair], None
        if reason is not Withheld.NOT_YOURS and latest is None:
            reason, remedy = Withheld.NOT_COMPUTED, command(EVERYTHING)
        elif reason is Withheld.NOT_COVERED or pair in uncovered_pairs:
            reason, remedy = Withheld.NOT_COVERED, uncovered()
        formal = formal_way(boss_of, *pair)
        distances.append(
            DistanceSource(
                query.window, pair[1], formal, tie_path_of_pair.get(pair), reason, remedy
            )
        )
    return distances


async def _uncovered(
    context: Context, analysis: str, ways: Mapping[tuple[str, str], list[str] | None]
) -> set[tuple[str, str]]:
    """The pairs without a way of whom the analysis does not cover both."""
    pairs = [pair for pair, way in ways.items() if way is None]
    covered = await covered_sets(context, analysis, [[end] for pair in pairs for end in pair])
    return {pair for n, pair in enumerate(pairs) if not all(covered[2 * n : 2 * n + 2])}


def _pair_withheld(context: Context, pair: tuple[str, str]) -> Withheld | None:
    """Why the way by ties between two people is not shown: it is for the two, and who sees one of them.

    For others there is none to a person who is out of measures, as if no analysis covered them.
    """
    if all(person_withheld(context, person) is Withheld.NOT_YOURS for person in pair):
        return Withheld.NOT_YOURS
    out = context.choices.opted_out - {context.viewer.id}
    return None if out.isdisjoint(pair) else Withheld.NOT_COVERED


async def _distance(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[DistanceSource | None]:
    (other,) = await context.person_ids([id_in_argument(arguments["to"], "Person", "to")])
    return await _distances(context, [(root.id, other) for root in roots], arguments)


async def _to_the_top(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[DistanceSource | None]:
    end = tie_query_of(arguments).window.end
    boss_of = await managers_of(context.store, (await view_of(context)).membership, end)
    tops = [top_of(boss_of, root.id) for root in roots]
    pairs = [None if top is None else (root.id, top) for root, top in zip(roots, tops, strict=True)]
    return await _distances(context, pairs, arguments)


distance_field = tie_field(
    _distance,
    Distance,
    "How far it is to another person: by reporting lines, and by ties.",
    to=ToArgument,
)
distance_to_top_field = tie_field(
    _to_the_top,
    Distance | None,
    "How far it is to the top of the person's reporting lines, by them and by ties; null for "
    "somebody who reports to nobody.",
)
