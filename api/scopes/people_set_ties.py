"""The ties of a set of people, as if it were one group more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import strawberry

from api.execution.context import Context
from api.scopes.measure_senses import SENSE_ARGUMENTS, WALK
from api.scopes.scope_people import covered_sets, people_of_scopes, withheld_of_coverage
from api.scopes.sense_scores import group_kind_of
from api.scopes.snapshot_choice import latest_of_all
from api.scopes.suppression import Withheld, remedy_of
from api.scopes.tie_arguments import PAGING, tie_field, tie_query_of
from api.scopes.tie_suppression import Why, group_tie_steps, hidden_groups, round_ties
from api.scopes.ties import (
    TieInterface,
    TiePage,
    Ties,
    end_field,
    no_ties,
    tie_page,
    tie_places,
)
from api.types.connections import EXTENSIONS, connection_types, page_of
from graph.network.set_measures import ties_of_set
from graph.network.ties.tie_columns import columns_of
from graph.network.ties.tie_lists import node_ties, tie_slice, visible
from graph.network.ties.tie_query import EVERYTHING, command
from graph.records import Group, Person
from graph.records.base import record
from graph.records.tie import Tie
from graph.records.window import day_time

LazySet = Annotated["PeopleSet", strawberry.lazy("api.nouns.people_set")]  # type: ignore[name-defined]  # noqa: F821


@record
class SetTie(Tie):
    """What lies between a set of people and a group."""


EXTENSIONS[SetTie] = (Ties, TieInterface, lambda _: end_field(LazySet))
SetTies = connection_types(Group, SetTie)


async def _batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[TiePage]:
    """A page of ties of each set; none where its numbers are withheld, or too few of it are covered."""
    query, kind = tie_query_of(arguments), group_kind_of(arguments)
    page = page_of(Person, arguments, tie_places(roots))
    analysis = await latest_of_all(context)
    if analysis is None:
        return [no_ties(query.window, Withheld.NOT_COMPUTED, command(EVERYTHING)) for _ in roots]
    hidden = await hidden_groups(context, analysis.id, query.window)
    graph = await columns_of(context.store).graph(analysis.id, query)
    set_lists, days, reasons = [], [], list[Why | None]()
    scopes = await people_of_scopes(context, roots, query)
    steps = await group_tie_steps(context, analysis.id, query)
    are_covered = await covered_sets(context, analysis.id, [scope.people for scope in scopes])
    for scope_people, is_covered in zip(scopes, are_covered, strict=True):
        root, people = scope_people.root, scope_people.people
        table = await ties_of_set(context.store, analysis.id, query, kind, (root.id, people))
        covered = (len(graph.covered(people)) or None) if is_covered else None
        reason = scope_people.withheld or withheld_of_coverage(context, scope_people, covered)
        of_set = [] if reason else visible(node_ties(table, root.id), hidden)
        visible_ties = round_ties(of_set, steps if len(people) > 1 else None)
        reasons.append((reason, remedy_of(reason, scope_people.scope)) if reason else None)
        set_lists.append((root, visible_ties, tie_slice(visible_ties, page)))
        days += [day_time(table.day)]
    groups = await _groups(context, (far for *_, (part, *_) in set_lists for _, _, far in part))
    window = query.window

    def ends(root: Any, part: Any) -> list[Any]:
        return [(root, groups[far]) for *_, far in part]

    return [
        tie_page(window, place, part, ends(root, part), (more, before), len(visible_ties), day)
        if reason is None
        else no_ties(query.window, *reason, day)
        for place, (root, visible_ties, (part, more, before)), day, reason in zip(
            tie_places(roots), set_lists, days, reasons, strict=True
        )
    ]


async def _groups(context: Context, far: Iterable[str]) -> dict[str, Any]:
    """The groups with these ids."""
    ids = list(dict.fromkeys(far))
    nodes = await context.listed_nodes([(Group.label, id_) for id_ in ids])
    return {id_: nodes.get((Group.label, id_)) for id_ in ids}


set_ties_field = tie_field(
    _batch,
    SetTies,
    "Ties to groups of one kind (UNIT where absent), as if the set were one of them: what people "
    "who are in one of the two only did. Strongest first; none where numbers of it are withheld.",
    cost=WALK,
    **PAGING,
    kind=SENSE_ARGUMENTS["kind"],
)
