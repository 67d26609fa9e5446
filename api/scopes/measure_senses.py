"""One measure in three senses: the mean over people, a set taken as one, a group among groups.

MEMBERS        Σ over people / people            read from a snapshot
AS_ONE         Everett and Borgatti's set function, divided so that one person has their own
AMONG_GROUPS   the very same function, run on the network whose nodes are groups
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET

from api.execution.context import Context
from api.execution.cost import Cost, Selected
from api.scopes.disclosure import MemberValues
from api.scopes.scope_people import ScopePeople, people_of_scopes
from api.scopes.scores import (
    Score,
    SnapshotScores,
    members_of_scopes,
    snapshot_scores_batch,
)
from api.scopes.sense_scores import LiveScores, scores_among_groups, scores_as_one
from api.scopes.snapshot_choice import (
    SnapshotChoice,
    latest_of_all,
    refuse_combination,
    snapshot_choice,
)
from api.scopes.suppression import Withheld
from api.scopes.tie_arguments import tie_query_of
from api.scopes.visible_snapshots import scores_of_those, snapshot_shown
from api.types.record_types import graphql_enum
from graph.network.analyses.scores import SAMPLED
from graph.network.analyses.snapshots import (
    FEW,
    Snapshot,
    in_cache,
    snapshot_of_scores,
)
from graph.network.analyses.stored_scores import Scores
from graph.network.set_measures import AMONG, AS_ONE
from graph.network.ties.tie_query import EVERYTHING, command
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
        sense, measures = field.said("sense"), keys or ((field.said("measure") or "").lower(),)
        if sense == "AS_ONE":
            return sum(_price(key) for key in measures if key in AS_ONE) or None
        if sense != "AMONG_GROUPS":
            return None
        computed_once = field.on in ("Group", "Network")
        return (
            sum(WALK if computed_once else _price(key) for key in measures if key in AMONG) or None
        )

    return cost


def _price(key: str) -> int:
    return BETWEENNESS if key in SAMPLED else WALK


ScoresBatch = Callable[[Context, Sequence[Any], dict[str, Any]], Awaitable[list[SnapshotScores]]]


def sense_scores_batch(*keys: str) -> ScoresBatch:
    """A batch that finds what is known of each scope in the sense asked for; `keys` will be asked of it."""
    return partial(_sense_scores, keys)


async def scores_batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[Score]:
    """The score of each scope by one measure; all of them are of one type."""
    key = str(arguments["measure"].value)
    return [
        scope_scores.score(key)
        for scope_scores in await _sense_scores((key,), context, roots, arguments)
    ]


async def _sense_scores(
    keys: Sequence[str], context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[SnapshotScores]:
    sense = arguments.get("sense")
    if sense is None or sense is UNSET or sense is Sense.MEMBERS:
        return await _means_over_members(context, roots, arguments)
    refuse_combination(arguments, "analysis", ("sense",))
    query = tie_query_of(arguments)
    analysis = await latest_of_all(context)
    if analysis is None:
        remedy = command(EVERYTHING)
        return [
            LiveScores(context, root, query, None, None, Withheld.NOT_COMPUTED, remedy)
            for root in roots
        ]
    scopes = await people_of_scopes(context, roots, query)
    if sense is Sense.AS_ONE:
        return await scores_as_one(keys, context, scopes, arguments, analysis.id)
    return await scores_among_groups(keys, context, scopes, arguments, analysis.id)


async def _means_over_members(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[SnapshotScores]:
    """The means over the people of each scope, from the snapshot."""
    if roots[0].label != "PeopleSet":
        return await snapshot_scores_batch(context, roots, arguments)
    choice = await snapshot_choice(context, arguments)
    scopes = await people_of_scopes(context, roots, choice.query, published=True)
    scores_of_person = await _scores_of_single_people(context, scopes, arguments)
    persons = [
        scores_of_person.get(scope_people.people[0]) if len(scope_people.people) == 1 else None
        for scope_people in scopes
    ]
    sets = [
        scope_people for scope_people, person in zip(scopes, persons, strict=True) if person is None
    ]
    snapshot = await _snapshot(context, choice.analysis, sets)
    members: list[MemberValues | None] = [None] * len(scopes)
    if choice.analysis is not None:
        members = await members_of_scopes(context, choice.analysis, roots)
    return [
        person or _mean_scores(context, scope_people, choice, snapshot, values)
        for scope_people, person, values in zip(scopes, persons, members, strict=True)
    ]


async def _scores_of_single_people(
    context: Context, scopes: Sequence[ScopePeople], arguments: dict[str, Any]
) -> dict[str, SnapshotScores]:
    """The scores of those who are the only one of their scope and are there, by id."""
    ids = [scope_people.people[0] for scope_people in scopes if len(scope_people.people) == 1]
    nodes = await context.nodes(Person).load_many(ids) if ids else []
    people = [person for person in nodes if person is not None]
    stored = await snapshot_scores_batch(context, people, arguments) if people else []
    return {scores.root.id: scores for scores in stored}


def _mean_scores(
    context: Context,
    scope_people: ScopePeople,
    choice: SnapshotChoice,
    snapshot: Snapshot | None,
    members: MemberValues | None,
) -> SnapshotScores:
    """The means over the people of one set, or what to do so that there are any."""
    root, withheld = scope_people.root, scope_people.withheld
    if snapshot is None:
        return SnapshotScores(context, root, choice.query, None, None, withheld, choice.remedy)
    means = snapshot.scores(scope_people.people)
    remedy = scope_people.remedy
    return SnapshotScores(
        context, root, choice.query, choice.analysis, means, withheld, remedy, members
    )


async def _snapshot(
    context: Context, analysis: Any, scopes: Sequence[ScopePeople]
) -> Snapshot | None:
    """The scores of the people of these sets, read once a request; None without an analysis."""
    if analysis is None:
        return None
    people = sorted({person for scope_people in scopes for person in scope_people.people})
    if len(people) > FEW or in_cache(context.store, analysis.id):
        return await snapshot_shown(context, analysis.id)

    async def read(keys: Sequence[str]) -> dict[str, Scores]:
        return await scores_of_those(context, analysis.id, keys, together=True)

    loader = context.loader(("scores", "several people", analysis.id), read)
    people_scores = await loader.load_many(people)
    return snapshot_of_scores(dict(zip(people, people_scores, strict=True)))
