"""One measure in three senses: the mean over people, a set taken as one, a group among groups.

MEMBERS        Σ over people / people            read from a snapshot
AS_ONE         Everett and Borgatti's set function, divided so that one person has their own
AMONG_GROUPS   the very same function, run on the network whose nodes are groups
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, Optional

import numpy as np
import strawberry
from strawberry import UNSET

from api.execution.context import Context
from api.execution.cost import Cost, Selected
from api.scopes import scores
from api.scopes.scope_people import Who, close_groups, few_covered, whose
from api.scopes.scores import Found, Score
from api.scopes.sense_scores import Divided, FoundLive
from api.scopes.snapshot_choice import chosen, latest_of_all, refuse_beside
from api.scopes.suppression import Withheld, sees_small
from api.scopes.tie_arguments import asked_of
from api.types.record_types import graphql_enum
from api.types.windows import shown_window
from graph.measures.catalogue import MEASURES
from graph.network.analyses.scores import SAMPLED
from graph.network.analyses.snapshots import FEW, Snapshot, is_held, snapshot_from, snapshot_of
from graph.network.analyses.stored_scores import Scores, scores_of_people
from graph.network.set_measures import AMONG, AS_ONE, among_groups, as_one, set_among_groups
from graph.network.ties.tie_query import EVERYTHING, TieQuery, command
from graph.records import Person
from graph.records.enums import Choice, GroupKind


class Sense(Choice):
    """In which sense a measure of people is the measure of a set of people."""

    MEMBERS = "members", "The mean over its people; of a person the measure itself."
    AS_ONE = (
        "as_one",
        (
            "The people taken as one: whom any of them reaches, what leads through any of them. "
            "Divided by the people outside, so that a person has their own value divided by all others."
        ),
    )
    AMONG_GROUPS = (
        "among_groups",
        (
            "A group as one node of the network of groups of its kind, where the same measure is "
            "taken; a set as one group more; of the network the mean over its groups."
        ),
    )


SENSE_ARGUMENTS: dict[str, Any] = {
    "sense": Annotated[
        Optional[graphql_enum(Sense)],  # noqa: UP045
        strawberry.argument(
            description="In which sense the people are measured; MEMBERS where absent."
        ),
    ],
    "kind": Annotated[
        Optional[graphql_enum(GroupKind)],  # noqa: UP045
        strawberry.argument(
            description="Among groups of which kind a set or the network is measured in the sense "
            "AMONG_GROUPS, or to which a set has ties; UNIT where absent. A group is measured among "
            "those of its own kind."
        ),
    ],
}
WALK, BETWEENNESS = 100, 1_200
"""Prices of a measure worked out of the ties held, and of one that counts shortest ways."""


def sense_cost(*keys: str) -> Cost:
    """What a field costs that shows these measures, absent: the one that its `measure` names.

    Of people taken as one each measure is worked out anew; among groups once for all groups of a
    kind, but anew for a set, which changes the network.
    """

    def cost(field: Selected) -> int | None:
        sense, asked = field.said("sense"), keys or ((field.said("measure") or "").lower(),)
        if sense == "AS_ONE":
            return sum(_anew(key) for key in asked if key in AS_ONE) or None
        if sense != "AMONG_GROUPS":
            return None
        kept = field.on in ("Group", "Network")
        return sum(WALK if kept else _anew(key) for key in asked if key in AMONG) or None

    return cost


def _anew(key: str) -> int:
    return BETWEENNESS if key in SAMPLED else WALK


NO_GROUP = "ask for MEMBERS or AS_ONE: a person is no group"
FoundBatch = Callable[[Context, Sequence[Any], dict[str, Any]], Awaitable[list[Found]]]


def found_batch(*keys: str) -> FoundBatch:
    """A batch that finds what is known of each scope in the sense asked for; `keys` will be asked of it."""
    return partial(_found, keys)


async def scores_batch(
    context: Context, roots: Sequence[Any], given: dict[str, Any]
) -> list[Score]:
    """The score of each scope by one measure; all of them are of one type."""
    key = str(given["measure"].value)
    return [one.score(key) for one in await _found((key,), context, roots, given)]


async def _found(
    keys: Sequence[str], context: Context, roots: Sequence[Any], given: dict[str, Any]
) -> list[Found]:
    sense = given.get("sense")
    if sense is None or sense is UNSET or sense is Sense.MEMBERS:
        return await _members(context, roots, given)
    refuse_beside(given, "analysis", ("sense",))
    asked = asked_of(given)
    analysis = await latest_of_all(context)
    if analysis is None:
        remedy = command(EVERYTHING)
        return [
            FoundLive(context, root, asked, None, None, Withheld.NOT_COMPUTED, remedy)
            for root in roots
        ]
    who = await whose(context, roots, asked.window)
    if sense is Sense.AS_ONE:
        return await _as_one(keys, context, who, given, analysis.id)
    return await _among(keys, context, who, given, analysis.id)


async def _members(context: Context, roots: Sequence[Any], given: dict[str, Any]) -> list[Found]:
    """The means over the people of each scope, from the snapshot."""
    if roots[0].label != "PeopleSet":
        return await scores.found_batch(context, roots, given)
    of = await chosen(context, given)
    asked = of.asked
    analysis = None if of.analysis is None else of.analysis.id
    who = await whose(context, roots, asked.window, analysis)
    alone = [one.people[0] for one in who if len(one.people) == 1]
    people = await context.nodes(Person).load_many(alone) if alone else []
    theirs = [person for person in people if person is not None]
    same = await scores.found_batch(context, theirs, given) if theirs else []
    of_one = {found.root.id: found for found in same}
    many = [one for one in who if len(one.people) != 1 or one.people[0] not in of_one]
    snapshot = await _snapshot(context, of.analysis, many)
    found: list[Found] = []
    for one in who:
        if len(one.people) == 1 and one.people[0] in of_one:
            found.append(of_one[one.people[0]])
        elif snapshot is None:
            found.append(Found(context, one.root, asked, None, None, one.withheld, of.remedy))
        else:
            told = snapshot.scores(one.people)
            found.append(
                Found(context, one.root, asked, of.analysis, told, one.withheld, one.remedy)
            )
    return found


async def _snapshot(context: Context, analysis: Any, who: Sequence[Who]) -> Snapshot | None:
    """The scores of the people of these sets, read once a request; None without an analysis."""
    if analysis is None:
        return None
    people = sorted({person for one in who for person in one.people})
    if len(people) > FEW or is_held(context.store, analysis.id):
        return await snapshot_of(context.store, analysis.id)

    async def read(keys: Sequence[str]) -> dict[str, Scores]:
        return await scores_of_people(context.store, analysis.id, keys)

    loader = context.loader(("scores", "Person", analysis.id), read)
    told = await loader.load_many(people)
    return snapshot_from(dict(zip(people, told, strict=True)))


async def _as_one(
    keys: Sequence[str], context: Context, who: Sequence[Who], given: dict[str, Any], version: str
) -> list[Found]:
    """The set functions of each scope; of a person their own value, divided."""
    if who[0].root.label == "Person":
        found = await scores.found_batch(context, [one.root for one in who], given)
        if found[0].analysis is not None:  # all are of one snapshot; without it ties must do
            return [
                Divided(one.context, one.root, one.asked, one.analysis, one.scores) for one in found
            ]
    asked = asked_of(given)
    wanted = tuple(key for key in keys if key in AS_ONE)
    made: list[Found] = []
    for one in who:
        live = FoundLive(context, one.root, asked, None, None, one.withheld, one.remedy)
        told = None
        if one.withheld is None:
            told = await as_one(context.store, version, asked, one.people, wanted)
            why = few_covered(context, one, None if told is None else told.people)
            live = replace(live, withheld=why)
        if told is not None and live.withheld is None:
            values = {
                key: _live(asked, AS_ONE[key], value.value, told.people, value.standard_error)
                for key, value in told.values.items()
            }
            live = replace(live, values=values)
        made.append(live)
    return made


async def _among(
    keys: Sequence[str], context: Context, who: Sequence[Who], given: dict[str, Any], version: str
) -> list[Found]:
    """The measures of groups on the network of groups."""
    asked = asked_of(given)
    made: list[Found] = []
    for one in who:
        live = FoundLive(context, one.root, asked, None, None, one.withheld, one.remedy)
        if one.root.label == "Person":
            live = replace(live, withheld=Withheld.NO_SUCH_SENSE, remedy=NO_GROUP)
        elif one.withheld is None:
            values = {}
            for key in keys:
                if key in AMONG:
                    values[key] = await _on_groups(context, one, asked, given, version, key)
            live = replace(live, values=values)
        made.append(live)
    return made


async def _on_groups(
    context: Context, one: Who, asked: TieQuery, given: dict[str, Any], version: str, key: str
) -> Score:
    """The score of one scope on the network of groups."""
    kind = given.get("kind")
    kind = GroupKind.UNIT if kind is None or kind is UNSET else kind
    root = one.root
    if root.label == "Group":
        kind = root.kind
    if root.label == "PeopleSet":
        if not one.people:
            return _not_covered(asked, key)
        joining = (root.id, one.people)
        value = await set_among_groups(context.store, version, asked, kind, key, joining)
        return _live(asked, key, value, 1)
    table = await among_groups(context.store, version, asked, kind, key)
    if root.label == "Network":
        shown = table.values
        if not sees_small(context):  # a mean would tell about groups that are not shown
            hidden = {table.place.get(group) for group in await close_groups(context, asked.window)}
            shown = shown[sorted(table.ranks.keys() - hidden)]
        known = shown[~np.isnan(shown)]
        mean = float(known.sum() / len(known)) if len(known) else math.nan
        return _live(asked, key, mean, len(known))
    place = table.place.get(root.id)
    if place is None:
        return _not_covered(asked, key)
    made = _live(asked, key, float(table.values[place]), 1)
    if made.value is not None and place in table.ranks:
        made.rank, below = table.ranks[place]
        made.compared_with = len(table.ranks)
        if made.compared_with > 1:
            made.percentile = 100 * below / (made.compared_with - 1)
    return made


def _not_covered(asked: TieQuery, key: str) -> Score:
    return Score(
        explain=MEASURES[key],  # type: ignore[arg-type]
        withheld=Withheld.NOT_COVERED,
        window=shown_window(asked.window),
    )


def _live(
    asked: TieQuery, key: str, value: float, denominator: int, error: float | None = None
) -> Score:
    """A score worked out of the ties that are held."""
    none = math.isnan(value)
    return Score(
        explain=MEASURES[key],  # type: ignore[arg-type]
        value=None if none else value,
        withheld=Withheld.NOT_DEFINED if none else None,
        denominator=None if none else denominator,
        standard_error=error or None,
        window=shown_window(asked.window),
        engine="in-process",
    )
