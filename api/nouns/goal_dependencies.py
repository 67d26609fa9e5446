"""The field `Goal.dependencies`: what a goal waits for and what waits for it, and who would have to talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import strawberry

from api.execution.context import Context
from api.types.record_types import batched, graphql_enum, lazy_type, plain_field, plain_nested
from graph import records
from graph.goals.conventions import MOST_DEPENDENCIES
from graph.goals.dependencies import Dependency, DependencySide, dependencies_of_goals


@dataclass(frozen=True, slots=True)
class GoalDependencySource:
    """The source of `GoalDependency`."""

    dependency: Dependency
    goal: Any
    circle: Sequence[Any]


@strawberry.type(
    description="A goal that this one waits for, or that waits for it, and whether those who answer for "
    "both are in talk: if not, they would have to."
)
class GoalDependency:
    """One side of `BLOCKS`."""

    goal = plain_nested(
        lambda root: root.goal,
        lazy_type("Goal"),
        "The other goal; `owners` and `groups` of both say who would have to talk.",
    )
    side = plain_field(
        lambda root: root.dependency.side,
        graphql_enum(DependencySide),
        "Whether it waits for the other goal, or the other for it.",
    )
    in_cycle = plain_field(
        lambda root: bool(root.circle),
        bool,
        "Whether both wait for each other, at once or over others: one of them has to go first.",
    )
    cycle = plain_nested(
        lambda root: root.circle,
        list[lazy_type("Goal")],  # type: ignore[misc]
        "The shortest such circle, this goal first, each blocking the next; empty where there is none.",
    )
    talks_already = plain_field(
        lambda root: root.dependency.talks_already,
        bool,
        "Whether somebody answers for both goals, or people who answer for the one and the other took "
        "part in a conversation that the viewer may read.",
    )
    shared_conversation_count = plain_field(
        lambda root: root.dependency.conversations, int, "How many such conversations there are."
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a dependency."""
        return isinstance(obj, GoalDependencySource)


async def _dependencies(
    context: Context, roots: Sequence[Any], _: dict[str, Any]
) -> list[list[GoalDependencySource]]:
    """What each goal waits for and what waits for it, without goals that are gone meanwhile."""
    found = await dependencies_of_goals(context.store, [root.id for root in roots])
    every = [one for dependencies in found.values() for one in dependencies]
    ids = (id_ for one in every for id_ in (one.other, *one.circle))
    nodes = await context.nodes(records.Goal).load_by_key(ids)
    return [
        [
            GoalDependencySource(
                one, nodes[one.other], [node for id_ in one.circle if (node := nodes[id_])]
            )
            for one in found.get(root.id, ())
            if nodes[one.other] is not None
        ]
        for root in roots
    ]


dependencies_field = batched(
    _dependencies,
    list[GoalDependency],
    f"What the goal waits for, then what waits for it, {MOST_DEPENDENCIES} at most, each with the circle that it closes and whether "
    "those who answer for both are in talk.",
    metadata={"reads": ("id",)},
)
