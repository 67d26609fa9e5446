"""The field `absence` of every scope: what breaks while its people are away."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import strawberry

from api.execution.context import Context
from api.scopes.scope_people import Who, few_covered, whose
from api.scopes.snapshot_choice import latest_of_all
from api.scopes.suppression import Withheld, remedy_of, sees_each
from api.scopes.tie_arguments import asked_of, tie_field
from api.types.memory_connections import listed
from api.types.record_types import batched, graphql_enum, plain_field
from api.types.windows import window_field
from graph import records
from graph.goals.alignment.absence import goals_lost
from graph.network.absence import Absence as Worked
from graph.network.absence import Change as Changed
from graph.network.absence import LostNeeds, absence, needs_lost
from graph.network.ties.tie_query import TieQuery
from graph.store.memory_pages import Listed, in_order

COST, DISTANCES = 100, 300
"""What a walk over a network of 10,000 people costs beside other fields, and an estimate of distances."""


@dataclass(frozen=True, eq=False)
class Away:
    """The source of `Absence`: its scope, and what can be worked out of it; nothing where withheld."""

    who: Who
    asked: TieQuery
    worked: Worked | None
    withheld: Withheld | None
    remedy: str | None = None


@strawberry.type(description="A number of the network as it is, and without some people.")
class AbsenceChange:
    """Before and after."""

    before: float | None = strawberry.field(description="As it is; null below two people.")
    after: float | None = strawberry.field(
        description="Of those who are left while they are away; null where fewer than two are."
    )
    standard_error: float | None = strawberry.field(
        description="The usual distance of the estimated difference from the exact one; null where "
        "it is exact, as wherever all distances are little work."
    )


def _each(work: Callable[[Context, Away], Awaitable[Any]]) -> Any:
    """A batch that works out a field of each absence, None where it is withheld."""

    async def batch(context: Context, roots: Sequence[Away], _: dict[str, Any]) -> list[Any]:
        async def one(away: Away) -> Any:
            return None if away.worked is None else await work(context, away)

        return list(await asyncio.gather(*(one(away) for away in roots)))

    return batch


def _shown(change: Changed) -> AbsenceChange:
    error = math.hypot(change.before.standard_error, change.after.standard_error)
    before, after = (
        None if math.isnan(one.value) else one.value for one in (change.before, change.after)
    )
    return AbsenceChange(before=before, after=after, standard_error=error or None)


async def _fragmentation(_: Context, away: Away) -> AbsenceChange:
    assert away.worked is not None
    return _shown(await away.worked.fragmentation())


async def _apart(_: Context, away: Away) -> AbsenceChange:
    assert away.worked is not None
    return _shown(await away.worked.apart())


async def _reach(_: Context, away: Away) -> float:
    assert away.worked is not None
    return await away.worked.reach()


async def _cut_off_count(_: Context, away: Away) -> int:
    assert away.worked is not None
    return len(await away.worked.cut_off())


async def _cut_off(context: Context, away: Away) -> Listed:
    """Those cut off whom the viewer may be told of: analysts of all, others of themselves."""
    assert away.worked is not None
    people = list(await away.worked.cut_off())
    if not sees_each(context):
        people = [person for person in people if person == context.viewer.id]
    return in_order("Person", np.arange(len(people)), people, people)


def _lists(get: Callable[[Context, Away], Awaitable[Listed]], label: str) -> Any:
    """The lists of a field, empty where it is withheld."""
    empty = in_order(label, np.arange(0), [], [])
    batch = _each(get)

    async def lists(context: Context, roots: Sequence[Away], given: dict[str, Any]) -> list[Listed]:
        return [empty if one is None else one for one in await batch(context, roots, given)]

    return lists


async def _goals(_: Context, away: Away) -> Listed:
    return await asyncio.to_thread(goals_lost, away.who.scope, away.asked.goal)


async def _needs(context: Context, roots: Sequence[Away]) -> list[LostNeeds]:
    """The needs of each absence, in one statement; the lists of both kinds share it."""
    view, goal = roots[0].who.scope.view, roots[0].asked.goal
    goals = None
    if goal is not None:
        place = view.goals.index.get(goal)
        below = [] if place is None else view.goals.and_below(place).tolist()
        goals = [view.goals.ids[one] for one in below]
    people = {one.who.root.id: one.who.people for one in roots if one.worked is not None}

    async def read(_: Sequence[str]) -> dict[str, dict[str, LostNeeds]]:
        return {"needs": await needs_lost(context.store, people, goals)}

    name = ("needs lost", roots[0].asked, tuple(people))
    found = await context.loader(name, read).load("needs") if people else {}
    return [found.get(one.who.root.id, LostNeeds([], [])) for one in roots]


def _need_lists(get: Callable[[LostNeeds], list[tuple[str, str]]]) -> Any:
    async def lists(context: Context, roots: Sequence[Away], _: dict[str, Any]) -> list[Listed]:
        made = []
        for needs in await _needs(context, roots):
            rows = get(needs)
            ids, keys = [id_ for _, id_ in rows], [by_at for by_at, _ in rows]
            made.append(in_order("Need", np.arange(len(rows)), ids, keys))
        return made

    return lists


@strawberry.type(
    description="What breaks while the people of a scope are away, by the ties held since the latest "
    "analysis. It says what hangs on them, not what they are worth; the remedy is a second person."
)
class Absence:
    """Ways, goals and needs that hang on some people."""

    withheld = plain_field(
        lambda away: away.withheld, graphql_enum(Withheld) | None, "Why nothing is shown."
    )
    remedy = plain_field(
        lambda away: away.remedy, str | None, "What to do so that something is shown."
    )
    window = window_field(lambda away: away.asked.window)
    people = plain_field(
        lambda away: None if away.worked is None else len(away.worked.people),
        int | None,
        "How many of them the network covers.",
    )
    fragmentation = batched(
        _each(_fragmentation),
        AbsenceChange | None,
        "The share of pairs of people without any way.",
        COST,
    )
    distance_fragmentation = batched(
        _each(_apart),
        AbsenceChange | None,
        "How far apart people are: 0 all in contact, 1 nobody.",
        DISTANCES,
    )
    reach = batched(
        _each(_reach),
        float | None,
        "How near they are to everybody (Borgatti's dR): they count fully, others by 1/steps.",
        COST,
    )
    cut_off_count = batched(
        _each(_cut_off_count),
        int | None,
        "How many others lose their only way to the largest rest of their part of the network.",
        COST,
    )
    cut_off = listed(
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
        return isinstance(obj, Away)


def _reason(context: Context, who: Who) -> Withheld | None:
    """Why nothing is shown; an analyst, who may see each person's numbers, sees those of a few too."""
    if who.root.label == "Network":
        return Withheld.NO_SUCH_SENSE
    few = who.withheld is Withheld.TOO_FEW and who.root.label == "PeopleSet"
    return None if few and "analyst" in context.viewer.roles else who.withheld


async def _batch(context: Context, roots: Sequence[Any], given: dict[str, Any]) -> list[Away]:
    asked = asked_of(given)
    latest = await latest_of_all(context)
    made = []
    for who in await whose(context, roots, asked.window):
        why, worked = _reason(context, who), None
        if why is None and latest is None:
            why = Withheld.NOT_COMPUTED
        if why is None and latest is not None:
            worked = await absence(context.store, latest.id, asked, who.people)
            why = few_covered(context, who, None if worked is None else len(worked.people))
            worked = None if why is not None else worked
        made.append(Away(who, asked, worked, why, remedy_of(why, who.scope)))
    return made


absence_field = tie_field(
    _batch,
    Absence,
    "What breaks while its people are away: ways, goals and needs that hang on them.",
)
