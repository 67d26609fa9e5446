"""The field `keyPlayers` of the network: how much hangs on a few, and for analysts on whom."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Optional

import strawberry
import structlog
from strawberry import UNSET

from api.execution.context import Context
from api.scopes.conventions import (
    MANY_PEOPLE,
    MOST_KEY_PLAYERS,
    MOST_KEY_PLAYERS_OF_MANY,
    PURPOSE_LOGGED,
    USUAL_KEY_PLAYERS,
)
from api.scopes.disclosure import rounds
from api.scopes.snapshot_choice import latest_of_all
from api.scopes.suppression import Withheld, hidden_people, read_choices, sees_each
from api.scopes.tie_arguments import tie_field, tie_query_of
from api.types.list_sizes import size_of
from api.types.record_types import batched, graphql_enum, lazy_type, plain_field
from api.types.windows import window_field
from graph.measures.cohesion.key_players import KeySet, key_set
from graph.network.conventions import LEAST_MEMBERS
from graph.network.ties.answer_cache import answers_of_version
from graph.network.ties.tie_columns import columns_of
from graph.network.ties.tie_query import EVERYTHING, TieQuery, command
from graph.records import Person
from graph.scopes.rounding import rounded, step_for

log = structlog.get_logger("goalgraph.purposes")

CountArgument = Annotated[
    Optional[int],  # noqa: UP045
    strawberry.argument(
        description="How many, 1 to 10, at most 5 in networks of more than 2,000 people; 3 where absent."
    ),
]
PurposeArgument = Annotated[
    Optional[str],  # noqa: UP045
    strawberry.argument(
        description="What an analyst wants the names for; without it there are none. It is logged with "
        "who asked, so name nobody in it."
    ),
]


@dataclass(frozen=True, eq=False)
class KeyPlayersSource:
    """The source of `KeyPlayers`."""

    query: TieQuery
    key_set: KeySet | None
    withheld: Withheld | None
    remedy: str | None
    names_withheld: Withheld | None
    purpose: str | None
    step: float = 0.0
    """To what the shares are rounded; 0 where they are exact."""


@strawberry.type(description="The network while its first so many key players are away.")
class KeyPlayerStep:
    """One more away than in the step before."""

    count: int = strawberry.field(description="How many are away.")
    fragmentation: float | None = strawberry.field(
        description="The share of pairs without any way; null where fewer than two people are left."
    )
    distance_fragmentation: float | None = strawberry.field(
        description="How far apart the others are: 0 all in contact, 1 nobody; null where fewer than "
        "two are left."
    )
    standard_error: float | None = strawberry.field(
        description="The usual distance of `distanceFragmentation` from the exact value; null where "
        "it is exact, as it is wherever all distances are little work."
    )
    lead: float | None = strawberry.field(
        description="By how much of `distanceFragmentation` this choice is at least ahead of the next "
        "that is not tied with it; null where there is none. Candidates are compared by all distances, "
        "in large networks by those from the same people for all."
    )
    lead_error: float | None = strawberry.field(
        description="The usual distance of `lead`, a difference, from the exact one; null where exact."
    )
    tied_count: int | None = strawberry.field(
        description="How many others might as well be chosen: their difference is nothing, or less "
        "than two of its standard errors. Null: fewer than 5, to a viewer who may not see each "
        "person's numbers."
    )
    rounded_to: float | None = strawberry.field(
        description="The step that the shares and `lead` are rounded to, for a viewer who may not see "
        "each person's numbers; null where they are exact.",
    )
    proven: bool = strawberry.field(
        description="Whether no other choice can be better: of sets, where there are up to 2,000; "
        "beyond, of one person more beside the set before."
    )


def _value(number: float, step: float) -> float | None:
    return None if math.isnan(number) else rounded(number, step)


def _steps(root: KeyPlayersSource) -> list[KeyPlayerStep]:
    return [
        KeyPlayerStep(
            count=step.count,
            fragmentation=_value(step.fragmentation, root.step),
            distance_fragmentation=_value(step.distance_fragmentation.value, root.step),
            standard_error=step.distance_fragmentation.standard_error or None,
            lead=None if step.lead is None else _value(step.lead.value, root.step),
            lead_error=None if step.lead is None else step.lead.standard_error or None,
            tied_count=None if root.step and len(step.tied) < LEAST_MEMBERS else len(step.tied),
            proven=step.proven,
            rounded_to=root.step or None,
        )
        for step in ([] if root.key_set is None else root.key_set.steps)
    ]


def _people_of_set(players: KeySet) -> Sequence[str]:
    return players.people


def _tied_people(players: KeySet) -> Sequence[str]:
    return players.steps[-1].tied


async def _named_people(
    people_of: Callable[[KeySet], Sequence[str]],
    context: Context,
    roots: Sequence[KeyPlayersSource],
    _: dict[str, Any],
) -> list[Any]:
    """These people in the order of ids, so that the list is no ranking; None where names are withheld.

    Who asked for names, and what for, is logged before they are given.
    """
    for purpose in {
        person_id.purpose
        for person_id in roots
        if person_id.key_set is not None and person_id.names_withheld is None
    }:
        log.info(
            "names asked for",
            request_id=context.request_id,
            viewer=context.viewer.id,
            field="keyPlayers",
            purpose=(purpose or "")[:PURPOSE_LOGGED],
        )
    ids = sorted(
        {
            person
            for root in roots
            if root.key_set is not None and root.names_withheld is None
            for person in people_of(root.key_set)
        }
    )
    for root in roots:
        if root.key_set is not None and root.names_withheld is None:
            context.saw(people_of(root.key_set), root.purpose)
    nodes = await context.nodes(Person).load_by_key(ids)
    return [
        None
        if root.key_set is None or root.names_withheld is not None
        else [
            nodes[person_id]
            for person_id in sorted(people_of(root.key_set))
            if nodes[person_id] is not None
        ]
        for root in roots
    ]


@strawberry.type(
    description="The set of people whose absence would leave the others farthest apart (Borgatti 2006, "
    "KPP-Neg). Of up to 2,000 sets all are tried; beyond, it is found one by one: a good set, not proven "
    "the best. It says how concentrated the network is; the remedy is a second way, not a reward."
)
class KeyPlayers:
    """How much hangs on a few."""

    withheld = plain_field(
        lambda root: root.withheld, graphql_enum(Withheld) | None, "Why nothing is shown."
    )
    remedy = plain_field(
        lambda root: root.remedy, str | None, "What to do so that something is shown."
    )
    window = window_field(lambda root: root.query.window)
    steps = strawberry.field(
        resolver=_steps,
        description="The network as it is, and without the best set of 1, 2, … that was found: each "
        "step has its own.",
        metadata={"nested": _steps},
    )
    people = batched(
        partial(_named_people, _people_of_set),
        list[lazy_type("Person")] | None,  # type: ignore[misc]
        "The set, in the order of ids: no ranking. Analysts only, with a stated purpose.",
    )
    tied_people = batched(
        partial(_named_people, _tied_people),
        list[lazy_type("Person")] | None,  # type: ignore[misc]
        "Who might as well be in it, as `tiedCount` of the last step counts them, in the order of ids. "
        "Analysts only, with a stated purpose.",
    )
    people_withheld = plain_field(
        lambda root: root.names_withheld,
        graphql_enum(Withheld) | None,
        "Why `people` and `tiedPeople` are null.",
    )
    purpose = plain_field(lambda root: root.purpose, str | None, "The purpose that was stated.")

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a set of key players."""
        return isinstance(obj, KeyPlayersSource)


def _names(context: Context, purpose: str | None) -> Withheld | None:
    if not sees_each(context):
        return Withheld.FOR_ANALYSTS
    return None if purpose else Withheld.NO_PURPOSE


def _count(argument: Any, people: int) -> int:
    limit = MOST_KEY_PLAYERS if people <= MANY_PEOPLE else MOST_KEY_PLAYERS_OF_MANY
    remedy = "ask for fewer: what hangs on one is asked with `absence`"
    where = f" in a network of {people:,} people"
    return min(
        size_of(argument, USUAL_KEY_PLAYERS, limit, remedy, least=1, name="count", where=where),
        people,
    )


async def _batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[KeyPlayersSource]:
    query = tie_query_of(arguments)
    purpose = arguments.get("purpose")
    purpose = None if purpose is None or purpose is UNSET else str(purpose).strip() or None
    names_withheld = _names(context, purpose)
    latest = await latest_of_all(context)
    if latest is None:
        reason, remedy = Withheld.NOT_COMPUTED, command(EVERYTHING)
        return [KeyPlayersSource(query, None, reason, remedy, names_withheld, purpose)] * len(roots)
    graph = await columns_of(context.store).graph(latest.id, query)
    await read_choices(context, roots)
    barred = hidden_people(context).intersection(graph.place)
    count = min(_count(arguments.get("count"), graph.size), graph.size - len(barred))
    key_players = await answers_of_version(context.store).once(
        latest.id,
        ("key players", query, count, barred),
        lambda: key_set(graph, count, barred=barred),
    )
    step = step_for(2 / graph.size) if rounds(context) and graph.size else 0.0
    source = KeyPlayersSource(query, key_players, None, None, names_withheld, purpose, step)
    return [source] * len(roots)


key_players_field = tie_field(
    _batch,
    KeyPlayers,
    "How much of the network hangs on a few people.",
    cost=3_000,
    count=CountArgument,
    purpose=PurposeArgument,
)
