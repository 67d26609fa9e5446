"""The field `keyPlayers` of the network: how much hangs on a few, and for analysts on whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Optional

import strawberry
import structlog
from strawberry import UNSET

from api.chosen import latest_of_all
from api.context import Context
from api.shape import batched, graphql_enum, lazy_type, plain_field
from api.sizes import size_of
from api.talk_arguments import asked_of, tie_field
from api.withheld import Withheld, sees_each
from graph.analysing.asked import EVERYTHING, command
from graph.analysing.columns import columns_of
from graph.analysing.derived import derived_of
from graph.records import Person
from graph.value.keyplayer import EXACT_PEOPLE
from graph.value.keyset import KeySet, key_set

MOST, MOST_OF_MANY = 10, 5
"""Key players that are looked for, and in networks of more than 2,000 people."""
USUAL = 3
LOGGED = 500
"""Characters of a purpose that are logged."""

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
class Found:
    """The source of `KeyPlayers`."""

    found: KeySet | None
    withheld: Withheld | None
    remedy: str | None
    names: Withheld | None
    purpose: str | None


@strawberry.type(description="The network while its first so many key players are away.")
class KeyPlayerStep:
    """One more away than in the step before."""

    count: int = strawberry.field(description="How many are away.")
    fragmentation: float = strawberry.field(description="The share of pairs without any way.")
    distance_fragmentation: float = strawberry.field(
        description="How far apart the others are: 0 all in contact, 1 nobody."
    )
    standard_error: float | None = strawberry.field(
        description="The usual distance of `distanceFragmentation` from the exact value; null where "
        "it is exact, up to 2,000 people."
    )


def _steps(root: Found) -> list[KeyPlayerStep]:
    return [
        KeyPlayerStep(
            count=step.count,
            fragmentation=step.fragmentation,
            distance_fragmentation=step.distance_fragmentation.value,
            standard_error=step.distance_fragmentation.standard_error or None,
        )
        for step in ([] if root.found is None else root.found.steps)
    ]


async def _people(context: Context, roots: Sequence[Found], _: dict[str, Any]) -> list[Any]:
    """The set in the order of ids, so that the list is no ranking; None where names are withheld.

    Who asked for names, and what for, is logged before they are given.
    """
    for purpose in {one.purpose for one in roots if one.found is not None and one.names is None}:
        log.info(
            "names asked for",
            request_id=context.request_id,
            viewer=context.viewer.id,
            field="keyPlayers",
            purpose=(purpose or "")[:LOGGED],
        )
    ids = sorted(
        {
            person
            for root in roots
            if root.found is not None and root.names is None
            for person in root.found.people
        }
    )
    nodes = dict(zip(ids, await context.nodes(Person).load_many(ids), strict=True))
    return [
        None
        if root.found is None or root.names is not None
        else [nodes[one] for one in sorted(root.found.people) if nodes[one] is not None]
        for root in roots
    ]


@strawberry.type(
    description="A set of people whose absence would leave the others farthest apart (Borgatti 2006, "
    "KPP-Neg), found one by one: a good set, not proven the best. It says how concentrated the network "
    "is; the remedy is a second way, not a reward."
)
class KeyPlayers:
    """How much hangs on a few."""

    withheld = plain_field(
        lambda root: root.withheld, graphql_enum(Withheld) | None, "Why nothing is shown."
    )
    remedy = plain_field(
        lambda root: root.remedy, str | None, "What to do so that something is shown."
    )
    steps = strawberry.field(
        resolver=_steps,
        description="The network as it is, and without the first 1, 2, … of them.",
        metadata={"nested": _steps},
    )
    people = batched(
        _people,
        list[lazy_type("Person")] | None,  # type: ignore[misc]
        "The set, in the order of ids: no ranking. Analysts only, with a stated purpose.",
    )
    people_withheld = plain_field(
        lambda root: root.names, graphql_enum(Withheld) | None, "Why `people` is null."
    )
    purpose = plain_field(lambda root: root.purpose, str | None, "The purpose that was stated.")

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a set of key players."""
        return isinstance(obj, Found)


def _names(context: Context, purpose: str | None) -> Withheld | None:
    if not sees_each(context):
        return Withheld.FOR_ANALYSTS
    return None if purpose else Withheld.NO_PURPOSE


def _count(given: Any, people: int) -> int:
    most = MOST if people <= EXACT_PEOPLE else MOST_OF_MANY
    remedy = "ask for fewer: what hangs on one is asked with `absence`"
    where = f" in a network of {people:,} people"
    return min(size_of(given, USUAL, most, remedy, least=1, name="count", where=where), people)


async def _batch(context: Context, roots: Sequence[Any], given: dict[str, Any]) -> list[Found]:
    asked = asked_of(given)
    purpose = given.get("purpose")
    purpose = None if purpose is None or purpose is UNSET else str(purpose).strip() or None
    names = _names(context, purpose)
    latest = await latest_of_all(context)
    if latest is None:
        return [Found(None, Withheld.NOT_COMPUTED, command(EVERYTHING), names, purpose)] * len(
            roots
        )
    graph = await columns_of(context.store).graph(latest.id, asked)
    count = _count(given.get("count"), graph.size)
    found = await derived_of(context.store).once(
        latest.id, ("key players", asked, count), lambda: key_set(graph, count)
    )
    return [Found(found, None, None, names, purpose)] * len(roots)


key_players_field = tie_field(
    _batch,
    KeyPlayers,
    "How much of the network hangs on a few people.",
    cost=3_000,
    count=CountArgument,
    purpose=PurposeArgument,
)
