"""The field `introductions` of every scope: which missing tie would bring two sets of people nearest."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Optional

import strawberry

from api.execution.context import Context
from api.scopes.common_ground import Introduced, Introduction, grounds, nodes_of
from api.scopes.scope_people import Who, whose
from api.scopes.snapshot_choice import latest_of_all
from api.scopes.suppression import Withheld, remedy_of, sees_each
from api.scopes.tie_arguments import asked_of, tie_field
from api.types.list_sizes import size_of
from api.types.node_roots import node_of_id
from api.types.record_types import batched, graphql_enum, plain_field
from api.types.windows import window_field
from graph.errors import BadInput
from graph.measures.sets.introductions import Introductions as Worked
from graph.network.introductions import worth_making
from graph.network.ties.tie_query import TieQuery

MOST, USUAL = 25, 5
SCOPES = ("Person", "Group", "PeopleSet")

WithArgument = Annotated[
    strawberry.ID,
    strawberry.argument(name="with", description="The other person, group or set, by global id."),
]
FirstArgument = Annotated[
    Optional[int],  # noqa: UP045
    strawberry.argument(description="How many at most, 0 to 25; 5 where absent."),
]


@dataclass(frozen=True, eq=False)
class Found:
    """The source of `Introductions`."""

    worked: Worked | None
    shown: Sequence[Any]
    hidden: int
    asked: TieQuery
    who: Who
    version: str
    withheld: Withheld | None
    remedy: str | None


async def _introduced(context: Context, roots: Sequence[Found], _: dict[str, Any]) -> list[Any]:
    """The introductions of each answer with what the two have in common."""
    ties = [tie for root in roots for tie in root.shown]
    pairs = [(tie.one, tie.other) for tie in ties]
    if not pairs:
        return [[] for _ in roots]
    people, common = await asyncio.gather(
        nodes_of(context, "Person", (end for pair in pairs for end in pair)),
        grounds(context, roots[0].who.scope.view, roots[0].asked.window, roots[0].version, pairs),
    )
    made = iter(
        Introduced(people[tie.one], people[tie.other], tie.gain, ground)
        for tie, ground in zip(ties, common, strict=True)
    )
    lists = [[next(made) for _ in root.shown] for root in roots]
    return [[one for one in some if one.person and one.other] for some in lists]


def _number(get: Any, type_: Any, description: str) -> Any:
    return plain_field(
        lambda root: None if root.worked is None else get(root.worked), type_ | None, description
    )


@strawberry.type(
    description="Which missing ties would bring two sets of people nearest to each other. People in "
    "both stand on neither side; nobody is introduced to somebody whom any talk tied before."
)
class Introductions:
    """The constructive twin of an absence."""

    withheld = plain_field(
        lambda root: root.withheld, graphql_enum(Withheld) | None, "Why nothing is shown."
    )
    remedy = plain_field(
        lambda root: root.remedy, str | None, "What to do so that something is shown."
    )
    window = window_field(lambda root: root.asked.window)
    nearness = _number(
        lambda worked: worked.nearness,
        float,
        "The mean of one over the steps between a person of the one and of the other, directions left "
        "out, by the ties asked for: 1 all tied, 0 no way.",
    )
    pairs = _number(lambda worked: worked.pairs, int, "Pairs of people who stand in no tie.")
    exact = _number(
        lambda worked: worked.exact,
        bool,
        "Whether every missing tie was tried, and counted on every pair: so up to 6,000 pairs. "
        "Beyond, the 32 people of each side nearest to their own are tried, and counted on a sample.",
    )
    hidden = plain_field(
        lambda root: root.hidden,
        int,
        "How many of the best the viewer is not told of: analysts are told of all, others of those "
        "in which they stand themselves.",
    )
    best = batched(_introduced, list[Introduction], "The introductions that gain most, best first.")

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a list of introductions."""
        return isinstance(obj, Found)


async def _other(context: Context, id: str) -> Any:
    found = await node_of_id(context, id)
    if found is None or found.label not in SCOPES:
        raise BadInput(
            "`with` names no person, group or set of people",
            remedy="pass the id of one",
            path=("with",),
        )
    return found


def _visible(context: Context, worked: Worked, limit: int) -> tuple[list[Any], int]:
    """The first ties that the viewer is told of, and how many of the best stay hidden."""
    if sees_each(context):
        return list(worked.best[:limit]), 0
    own = [tie for tie in worked.best if context.viewer.id in (tie.one, tie.other)]
    best = worked.best[:limit]
    return own[:limit], sum(context.viewer.id not in (tie.one, tie.other) for tie in best)


async def _batch(context: Context, roots: Sequence[Any], given: dict[str, Any]) -> list[Found]:
    asked, fewer = asked_of(given), "ask for fewer: these are suggestions, not a list of people"
    limit = size_of(given.get("first"), USUAL, MOST, fewer)
    other = await _other(context, str(given["with_"]))
    (with_,) = await whose(context, [other], asked.window)
    latest = await latest_of_all(context)
    made = []
    for who in await whose(context, roots, asked.window):
        why = Withheld.NO_SUCH_SENSE if who.root.label == "Network" else who.withheld
        why = why or with_.withheld
        if why is not None or latest is None:
            why = why or Withheld.NOT_COMPUTED
            remedy = who.remedy or with_.remedy or remedy_of(why, who.scope)
            made.append(Found(None, (), 0, asked, who, "", why, remedy))
            continue
        worked = await worth_making(context.store, latest.id, asked, who.people, with_.people)
        shown, hidden = _visible(context, worked, limit)
        made.append(Found(worked, shown, hidden, asked, who, latest.id, None, None))
    return made


introductions_field = tie_field(
    _batch,
    Introductions,
    "Introductions worth making: which missing tie would most shorten the ways to another person, "
    "group or set, and the common ground that makes it natural.",
    cost=1_000,
    with_=WithArgument,
    first=FirstArgument,
)
