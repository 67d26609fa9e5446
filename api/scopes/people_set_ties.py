"""The ties of a set of people, as if it were one group more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from api.execution.context import Context
from api.scopes.scope_people import few_covered, whose
from api.scopes.senses import SENSE_ARGUMENTS, WALK
from api.scopes.snapshot_choice import latest_of_all
from api.scopes.suppression import Withheld
from api.scopes.tie_arguments import asked_of, tie_field
from api.scopes.ties import (
    PAGING,
    TieInterface,
    TiePage,
    Ties,
    end_field,
    hidden_groups,
    no_ties,
    tie_page,
    tie_places,
)
from api.types.connections import EXTENSIONS, connection_types, page_of
from graph.network.set_measures import ties_of_set
from graph.network.ties.tie_columns import columns_of
from graph.network.ties.tie_lists import paged, ties_of_one, visible
from graph.network.ties.tie_query import EVERYTHING, command
from graph.records import Group, Person
from graph.records.base import record
from graph.records.enums import GroupKind
from graph.records.tie import Tie
from graph.records.window import day_time

LazySet = Annotated["PeopleSet", strawberry.lazy("api.nouns.people_set")]  # type: ignore[name-defined]  # noqa: F821


@record
class SetTie(Tie):
    """What lies between a set of people and a group."""


EXTENSIONS[SetTie] = (Ties, TieInterface, lambda _: end_field(LazySet))
SetTies = connection_types(Group, SetTie)


async def _batch(context: Context, roots: Sequence[Any], given: dict[str, Any]) -> list[TiePage]:
    """A page of ties of each set; none where its numbers are withheld, or too few of it are covered."""
    asked, page = asked_of(given), page_of(Person, given, tie_places(roots))
    kind = given.get("kind")
    kind = GroupKind.UNIT if kind is None or kind is UNSET else kind
    analysis = await latest_of_all(context)
    if analysis is None:
        none = no_ties(asked.window, Withheld.NOT_COMPUTED, command(EVERYTHING))
        return [none for _ in roots]
    columns = columns_of(context.store)
    hidden = await hidden_groups(context, columns, analysis.id, asked.window)
    graph = await columns.graph(analysis.id, asked)
    made, days, reasons = [], [], []
    for one in await whose(context, roots, asked.window):
        joining = (one.root.id, one.people)
        table = await ties_of_set(context.store, analysis.id, asked, kind, joining)
        covered = len(graph.covered(one.people)) or None
        why = one.withheld or few_covered(context, one, covered)
        shown = [] if why else visible(ties_of_one(table, one.root.id), hidden)
        reasons.append(why)
        made.append((one.root, shown, paged(shown, page)))
        days.append(day_time(table.day))
    ids = list(dict.fromkeys(far for _, _, (part, *_) in made for _, _, far in part))
    groups = dict(zip(ids, await context.nodes(Group).load_many(ids), strict=True))
    return [
        tie_page(
            asked.window,
            place,
            part,
            [(root, groups[far]) for *_, far in part],
            (more, before),
            len(shown),
            day,
        )
        if why is None
        else no_ties(asked.window, why, as_of=day)
        for place, (root, shown, (part, more, before)), day, why in zip(
            tie_places(roots), made, days, reasons, strict=True
        )
    ]


set_ties_field = tie_field(
    _batch,
    SetTies,
    "Ties to groups of one kind (UNIT where absent), as if the set were one of them: what people "
    "who are in one of the two only did. Strongest first; none where numbers of it are withheld.",
    cost=WALK,
    **PAGING,
    kind=SENSE_ARGUMENTS["kind"],
)
