"""The field `value` of a goal: which value was created for it and what supports it, by which groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET

from api.execution.context import Context
from api.scopes.tie_arguments import WindowArgument, window_of
from api.scopes.value import Value
from api.scopes.value_profile import ValueProfile
from api.scopes.value_scopes import ShownValue, shown_of_days, shown_values
from api.types.list_sizes import size_of
from api.types.record_types import batched, graphql_enum, lazy_type, plain_field, plain_nested
from api.types.windows import window_field
from graph import records
from graph.organisation.totals import NETWORK
from graph.records.enums import GroupKind
from graph.scopes.conventions import GROUPS_SHOWN, MOST_GROUPS_SHOWN
from graph.scopes.membership_days import days_of_scope

KindArgument: Any = Annotated[
    Optional[graphql_enum(GroupKind)],  # noqa: UP045
    strawberry.argument(description="Only groups of this kind; units where absent."),
]
FirstArgument = Annotated[
    Optional[int],  # noqa: UP045
    strawberry.argument(
        description=f"How many groups at most, 0 to {MOST_GROUPS_SHOWN}; {GROUPS_SHOWN} where absent."
    ),
]


@dataclass(frozen=True, slots=True)
class GoalValueSource:
    """The source of `GoalValue`."""

    goal: records.Goal
    shown: ShownValue


@strawberry.type(description="One group that created value for a goal.")
class GoalValueGroup:
    """A group with its value."""

    group = plain_nested(lambda part: part[0], lazy_type("Group"), "The group.")
    profile = plain_nested(
        lambda part: part[1], ValueProfile, "What its people created for the goal, while members."
    )


async def _groups(
    context: Context, roots: Sequence[GoalValueSource], given: dict[str, Any]
) -> list[list[tuple[Any, ShownValue]]]:
    most = size_of(
        given.get("first"),
        GROUPS_SHOWN,
        MOST_GROUPS_SHOWN,
        "ask for fewer groups, or narrow `kind`",
    )
    kind = given.get("kind")
    wanted = GroupKind.UNIT if kind is None or kind is UNSET else kind
    return [await _groups_of(context, source.shown, wanted, most) for source in roots]


async def _groups_of(
    context: Context, shown: ShownValue, kind: GroupKind, most: int
) -> list[tuple[Any, ShownValue]]:
    """The groups whose people created anything, most first, those that are withheld last; else by name."""
    held = shown.held
    if held is None:
        return []
    membership = held.view.membership
    nodes = await context.nodes(records.Group).load_many(list(membership.groups))
    groups = [node for node in nodes if node is not None and node.kind == kind]
    days = [days_of_scope(membership, group) for group in groups]
    found = await shown_of_days(context, held, groups, days, shown.window, shown.goal)
    amounts = [_amount(one) for one in found]
    order = sorted(range(len(groups)), key=lambda n: -amounts[n])
    return [(groups[n], found[n]) for n in order if amounts[n]][:most]


def _amount(shown: ShownValue) -> int:
    """What the headline kinds add up to; nothing of what is withheld."""
    return 0 if shown.value is None else sum(one.units for one in shown.value.headlines)


@strawberry.type(
    description="Which value was created in talk that advances a goal, or what supports it, by confirmed "
    "links; nothing for a goal that is archived or dropped."
)
class GoalValue:
    """See `GoalValueSource`."""

    window = window_field(lambda source: source.shown.window)
    goal_count = plain_field(
        lambda source: 0 if source.shown.held is None else _supporting(source),
        int,
        "How many goals count: this one and those that support it, over any number of steps.",
    )
    network = plain_nested(
        lambda source: source.shown,
        Value,
        "What everybody created for it: as `network { value(goal:) }`.",
    )
    groups = batched(
        _groups,
        list[GoalValueGroup],
        "The groups whose people created value of the headline kinds for it, those with most first; "
        "groups share people, so they do not add up. Groups that are withheld are left out.",
        kind=KindArgument,
        first=FirstArgument,
    )


def _supporting(source: GoalValueSource) -> int:
    assert source.shown.held is not None
    goals = source.shown.held.view.goals
    place = goals.index.get(source.goal.id)
    return 0 if place is None else len(goals.and_below(place))


async def _values(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[GoalValueSource]:
    window = window_of(arguments.get("window"))
    return [
        GoalValueSource(goal, (await shown_values(context, [NETWORK], window, goal.id))[0])
        for goal in roots
    ]


goal_value_field = batched(
    _values,
    GoalValue,
    "Which value was created for the goal and what supports it, and by which groups.",
    window=WindowArgument,
)
