"""The field `introductions` of every scope: which missing tie would bring two sets of people nearest."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Optional

import strawberry

from api.execution.context import Context
from api.scopes.conventions import MOST_INTRODUCTIONS, USUAL_INTRODUCTIONS
from api.scopes.disclosure import band_shown, rounds
from api.scopes.introduction import (
    Introduction,
    IntroductionSource,
    grounds,
    nodes_of,
)
from api.scopes.scope_people import ScopePeople, covered_sets, people_of_scopes
from api.scopes.snapshot_choice import latest_of_all
from api.scopes.suppression import Withheld, remedy_of, sees_each
from api.scopes.tie_arguments import tie_field, tie_query_of
from api.types.list_sizes import size_of
from api.types.node_roots import node_of_id
from api.types.record_types import batched, graphql_enum, plain_field
from api.types.windows import window_field
from graph.errors import BadInput
from graph.measures.sets.introductions import Introductions as SetIntroductions
from graph.network.introductions import introductions_between
from graph.network.ties.tie_query import TieQuery
from graph.scopes.rounding import Rounded, share_of_people

FEWER = "ask for fewer: these are suggestions, not a list of people"
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
class IntroductionsSource:
    """The source of `Introductions`."""

    introductions: SetIntroductions | None
    visible: Sequence[Any]
    hidden: int
    query: TieQuery
    scope_people: ScopePeople
    version: str
    withheld: Withheld | None
    remedy: str | None
    nearness: Rounded | None = None
    """For a viewer who may not see each person's numbers: the nearness rounded."""


async def _best(
    context: Context, roots: Sequence[IntroductionsSource], _: dict[str, Any]
) -> list[Any]:
    """The introductions of each answer with what the two have in common."""
    ties = [tie for root in roots for tie in root.visible]
    pairs = [(tie.one, tie.other) for tie in ties]
    if not pairs:
        return [[] for _ in roots]
    people, common = await asyncio.gather(
        nodes_of(context, "Person", (end for pair in pairs for end in pair)),
        grounds(
            context,
            roots[0].scope_people.scope.view,
            roots[0].query.window,
            roots[0].version,
            pairs,
        ),
    )
    introductions = iter(
        IntroductionSource(people[tie.one], people[tie.other], tie.gain, ground)
        for tie, ground in zip(ties, common, strict=True)
    )
    lists = [[next(introductions) for _ in root.visible] for root in roots]
    return [
        [introduction for introduction in pair_list if introduction.person and introduction.other]
        for pair_list in lists
    ]


def _number(number_of: Any, type_: Any, description: str) -> Any:
    return plain_field(
        lambda root: None if root.introductions is None else number_of(root.introductions),
        type_ | None,
        description,
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
    window = window_field(lambda root: root.query.window)
    nearness = plain_field(
        lambda root: (
            root.nearness.value
            if root.nearness
            else root.introductions and root.introductions.nearness
        ),
        float | None,
        "The mean of one over the steps between a person of the one and of the other, directions left "
        "out, by the ties asked for: 1 all tied, 0 no way.",
    )
    rounded_to = plain_field(
        lambda root: root.nearness and root.nearness.step,
        float | None,
        "The step that `nearness` is rounded to, for a viewer who may not see each person's numbers; null "
        "where it is exact.",
    )
    pair_count = plain_field(
        lambda root: (
            None if root.introductions is None or root.nearness else root.introductions.pairs
        ),
        int | None,
        "Pairs of people who stand in no tie; null where `nearness` is rounded.",
    )
    exact = _number(
        lambda introductions: introductions.exact,
        bool,
        "Whether every missing tie was tried, and counted on every pair: so up to 6,000 pairs. "
        "Beyond, the 32 people of each side nearest to their own are tried, and counted on a sample.",
    )
    hidden_count = plain_field(
        lambda root: root.hidden,
        int,
        "How many of the best the viewer is not told of: analysts are told of all, others of those "
        "in which they stand themselves, and of how many there are beside by fives, upwards.",
    )
    best = batched(_best, list[Introduction], "The introductions that gain most, best first.")

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a list of introductions."""
        return isinstance(obj, IntroductionsSource)


async def _other(context: Context, id: str) -> Any:
    scope = await node_of_id(context, id)
    if scope is None or scope.label not in SCOPES:
        raise BadInput(
            "`with` names no person, group or set of people",
            remedy="pass the id of one",
            path=("with",),
        )
    return scope


def _visible(
    context: Context, introductions: SetIntroductions, limit: int
) -> tuple[list[Any], int]:
    """The first ties that the viewer is told of, and how many of the best stay hidden.

    Nobody is introduced to somebody else who is out of measures.
    """
    me, out = context.viewer.id, context.choices.opted_out
    every = [tie for tie in introductions.best if {tie.one, tie.other}.isdisjoint(out - {me})]
    if sees_each(context):
        context.saw(end for tie in every[:limit] for end in (tie.one, tie.other))
        return every[:limit], 0
    own_ties = [tie for tie in every if me in (tie.one, tie.other)]
    hidden = sum(me not in (tie.one, tie.other) for tie in every[:limit])
    return own_ties[:limit], band_shown(context, hidden)


def _nearness(
    context: Context, found: SetIntroductions, one: ScopePeople, other: ScopePeople
) -> Rounded | None:
    """The nearness rounded as a share of the smaller side of several; None between two people."""
    sides = [len(side.people) for side in (one, other) if len(side.people) > 1]
    return share_of_people(found.nearness, min(sides)) if rounds(context) and sides else None


async def _batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[IntroductionsSource]:
    query = tie_query_of(arguments)
    limit = size_of(arguments.get("first"), USUAL_INTRODUCTIONS, MOST_INTRODUCTIONS, FEWER)
    other = await _other(context, str(arguments["with_"]))
    (with_,) = await people_of_scopes(context, [other], query)
    latest = await latest_of_all(context)
    sources = []
    scopes = await people_of_scopes(context, roots, query)
    sets = [scope.people for scope in (with_, *scopes)]
    covered = [] if latest is None else await covered_sets(context, latest.id, sets)
    for number, scope_people in enumerate(scopes, 1):
        reason = (
            Withheld.NO_SUCH_SENSE
            if scope_people.root.label == "Network"
            else scope_people.withheld
        )
        reason = reason or with_.withheld
        if reason is None and latest is not None and not (covered[0] and covered[number]):
            reason = Withheld.NOT_COVERED
        if reason is not None or latest is None:
            reason = reason or Withheld.NOT_COMPUTED
            remedy = scope_people.remedy or with_.remedy or remedy_of(reason, scope_people.scope)
            sources.append(
                IntroductionsSource(None, (), 0, query, scope_people, "", reason, remedy)
            )
            continue
        introductions = await introductions_between(
            context.store, latest.id, query, scope_people.people, with_.people
        )
        visible, hidden = _visible(context, introductions, limit)
        nearness = _nearness(context, introductions, scope_people, with_)
        sources.append(
            IntroductionsSource(
                introductions, visible, hidden, query, scope_people, latest.id, None, None, nearness
            )
        )
    return sources


introductions_field = tie_field(
    _batch,
    Introductions,
    "Introductions worth making: which missing tie would most shorten the ways to another person, "
    "group or set, and the common ground that makes it natural.",
    cost=1_000,
    with_=WithArgument,
    first=FirstArgument,
)
