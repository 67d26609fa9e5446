"""The field `absence` of every scope: what breaks while its people are away."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import numpy as np
import strawberry

from api.execution.context import Context
from api.scopes.absence_figures import AbsenceChange, AbsenceSource, reach_step, shown_change
from api.scopes.disclosure import people_shown
from api.scopes.scope_people import (
    ScopePeople,
    covered_sets,
    people_of_scopes,
    withheld_of_coverage,
)
from api.scopes.snapshot_choice import latest_of_all
from api.scopes.suppression import Withheld, hidden_people, remedy_of, sees_each
from api.scopes.tie_arguments import tie_field, tie_query_of
from api.types.memory_connections import listed
from api.types.record_types import batched, graphql_enum, plain_field
from api.types.windows import window_field
from graph import records
from graph.goals.alignment.line_of_sight_loss import goals_lost
from graph.network.absence import LostNeeds, absence, needs_lost
from graph.scopes.rounding import rounded
from graph.store.memory_pages import MemoryList, in_order

COST, DISTANCES = 100, 300
"""What a walk over a network of 10,000 people costs beside other fields, and an estimate of distances."""


def _field_batch(work: Callable[[Context, AbsenceSource], Awaitable[Any]]) -> Any:
    """A batch that works out a field of each absence, None where it is withheld."""

    async def batch(
        context: Context, roots: Sequence[AbsenceSource], _: dict[str, Any]
    ) -> list[Any]:
        async def result_of(source: AbsenceSource) -> Any:
            return None if source.network_absence is None else await work(context, source)

        return list(await asyncio.gather(*(result_of(source) for source in roots)))

    return batch


async def _fragmentation(context: Context, source: AbsenceSource) -> AbsenceChange:
    assert source.network_absence is not None
    return shown_change(context, source, await source.network_absence.fragmentation())


async def _distance_fragmentation(context: Context, source: AbsenceSource) -> AbsenceChange:
    assert source.network_absence is not None
    return shown_change(context, source, await source.network_absence.apart())


async def _reach(context: Context, source: AbsenceSource) -> float:
    assert source.network_absence is not None
    reach = await source.network_absence.reach()
    return rounded(reach, reach_step(context, source) or 0.0)


async def _reach_rounded_to(context: Context, source: AbsenceSource) -> float | None:
    return reach_step(context, source)


async def _cut_off_people(context: Context, source: AbsenceSource) -> list[str]:
    """Those cut off, without who is out of measures for whoever is told of single people."""
    assert source.network_absence is not None
    hidden = hidden_people(context)
    return [one for one in await source.network_absence.cut_off() if one not in hidden]


async def _cut_off_count(context: Context, source: AbsenceSource) -> int | None:
    count = len(await _cut_off_people(context, source))
    return people_shown(context, count) if source.rounds(context) else count


async def _cut_off(context: Context, source: AbsenceSource) -> MemoryList:
    """Those cut off whom the viewer may be told of: analysts of all, others of themselves."""
    people = await _cut_off_people(context, source)
    if not sees_each(context):
        people = [person for person in people if person == context.viewer.id]
    context.saw(people)
    return in_order("Person", np.arange(len(people)), people, people)


def _lists(get: Callable[[Context, AbsenceSource], Awaitable[MemoryList]], label: str) -> Any:
    """The lists of a field, empty where it is withheld."""
    empty = in_order(label, np.arange(0), [], [])
    batch = _field_batch(get)

    async def lists(
        context: Context, roots: Sequence[AbsenceSource], arguments: dict[str, Any]
    ) -> list[MemoryList]:
        return [empty if rows is None else rows for rows in await batch(context, roots, arguments)]

    return lists


async def _goals(_: Context, source: AbsenceSource) -> MemoryList:
    return await asyncio.to_thread(goals_lost, source.scope_people.scope, source.query.goal)


async def _needs(context: Context, roots: Sequence[AbsenceSource]) -> list[LostNeeds]:
    """The needs of each absence, in one statement; the lists of both kinds share it."""
    view, goal = roots[0].scope_people.scope.view, roots[0].query.goal
    goals = None
    if goal is not None:
        place = view.goals.index.get(goal)
        places = [] if place is None else view.goals.and_below(place).tolist()
        goals = [view.goals.ids[goal_place] for goal_place in places]
    people = {
        source.scope_people.root.id: source.scope_people.people
        for source in roots
        if source.network_absence is not None
    }

    async def read(_: Sequence[str]) -> dict[str, dict[str, LostNeeds]]:
        return {"needs": await needs_lost(context.store, people, goals)}

    name = ("needs lost", roots[0].query, tuple(people))
    needs = await context.loader(name, read).load("needs") if people else {}
    return [needs.get(source.scope_people.root.id, LostNeeds([], [])) for source in roots]


def _need_lists(get: Callable[[LostNeeds], list[tuple[str, str]]]) -> Any:
    async def lists(
        context: Context, roots: Sequence[AbsenceSource], _: dict[str, Any]
    ) -> list[MemoryList]:
        need_lists = []
        for needs in await _needs(context, roots):
            rows = get(needs)
            ids, keys = [id_ for _, id_ in rows], [by_at for by_at, _ in rows]
            need_lists.append(in_order("Need", np.arange(len(rows)), ids, keys))
        return need_lists

    return lists


@strawberry.type(
    description="What breaks while the people of a scope are away, by the ties held since the latest "
    "analysis. It says what hangs on them, not what they are worth; the remedy is a second person."
)
class Absence:
    """Ways, goals and needs that hang on some people."""

    withheld = plain_field(
        lambda source: source.withheld, graphql_enum(Withheld) | None, "Why nothing is shown."
    )
    remedy = plain_field(
        lambda source: source.remedy, str | None, "What to do so that something is shown."
    )
    window = window_field(lambda source: source.query.window)
    people_count = plain_field(
        lambda source: (
            None if source.network_absence is None else len(source.network_absence.people)
        ),
        int | None,
        "How many of them the network covers.",
    )
    fragmentation = batched(
        _field_batch(_fragmentation),
        AbsenceChange | None,
        "The share of pairs of people without any way.",
        COST,
    )
    distance_fragmentation = batched(
        _field_batch(_distance_fragmentation),
        AbsenceChange | None,
        "How far apart people are: 0 all in contact, 1 nobody.",
        DISTANCES,
    )
    reach = batched(
        _field_batch(_reach),
        float | None,
        "How near they are to everybody (Borgatti's dR): they count fully, others by 1/steps.",
        COST,
    )
    reach_rounded_to = batched(
        _field_batch(_reach_rounded_to),
        float | None,
        "The step that `reach` is rounded to; null where it is exact.",
    )
    cut_off_count = batched(
        _field_batch(_cut_off_count),
        int | None,
        "How many others lose their only way to the largest rest of their part of the network; of a "
        "group null for fewer than 5, to a viewer who may not see each person's numbers.",
        COST,
    )
    cut_off_people = listed(
        "cut_off",
        records.Person,
        _lists(_cut_off, "Person"),
        "Those among them whom the viewer may be told of: analysts of all, others of themselves.",
        cost=COST,
    )
    goals = listed(
        "goals_out_of_sight",
        records.Goal,
        _lists(_goals, "Goal"),
        "Goals that lose their line of sight: nobody else took part in talk of the window that "
        "advances them, or what supports them, by a confirmed link.",
    )
    needs_without_holder = listed(
        "needs_without_holder",
        records.Need,
        _need_lists(lambda needs: needs.held),
        "Open needs that nobody else holds.",
    )
    needs_without_asker = listed(
        "needs_without_asker",
        records.Need,
        _need_lists(lambda needs: needs.asked),
        "Open needs that they asked for: an answer would find nobody.",
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is an absence."""
        return isinstance(obj, AbsenceSource)


def _withheld(context: Context, scope_people: ScopePeople) -> Withheld | None:
    """Why nothing is shown; an analyst, who may see each person's numbers, sees those of a few too."""
    if scope_people.root.label == "Network":
        return Withheld.NO_SUCH_SENSE
    few = scope_people.withheld is Withheld.TOO_FEW and scope_people.root.label == "PeopleSet"
    return None if few and sees_each(context) else scope_people.withheld


async def _batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[AbsenceSource]:
    query = tie_query_of(arguments)
    latest = await latest_of_all(context)
    sources = []
    scopes = await people_of_scopes(context, roots, query)
    sets = [scope.people for scope in scopes]
    covered = [] if latest is None else await covered_sets(context, latest.id, sets)
    for number, scope_people in enumerate(scopes):
        reason, network_absence = _withheld(context, scope_people), None
        if reason is None and latest is None:
            reason = Withheld.NOT_COMPUTED
        if reason is None and latest is not None:
            network_absence = await absence(context.store, latest.id, query, scope_people.people)
            network_absence = network_absence if covered[number] else None
            reason = withheld_of_coverage(
                context,
                scope_people,
                None if network_absence is None else len(network_absence.people),
            )
            network_absence = None if reason is not None else network_absence
        sources.append(
            AbsenceSource(
                scope_people, query, network_absence, reason, remedy_of(reason, scope_people.scope)
            )
        )
    return sources


absence_field = tie_field(
    _batch,
    Absence,
    "What breaks while its people are away: ways, goals and needs that hang on them.",
)
