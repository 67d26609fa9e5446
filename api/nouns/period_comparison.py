"""Two periods of goals side by side, also by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.nouns.goal_progress_inputs import is_type_of_source, nested_field, number_field
from api.nouns.period import (
    GroupArgument,
    PeriodFiguresType,
    PeriodType,
    by_title,
    goals_of_named,
)
from api.types.memory_connections import listed
from api.types.record_types import pointer_field
from graph import records
from graph.goals.periods import PeriodFigures, PeriodGoal, PeriodGoals
from graph.records.period import FORMS


@dataclass(frozen=True)
class TwoPeriods:
    """The source of PeriodComparison."""

    a: PeriodGoals
    b: PeriodGoals

    @property
    def moved(self) -> list[PeriodGoal]:
        """The goals of the second that carry on goals of the first."""
        first = {goal.id for goal in self.a.goals}
        return [goal for goal in self.b.goals if first.intersection(goal.predecessors)]

    @property
    def change(self) -> Fraction | None:
        """How much higher the mean progress of the second is."""
        a, b = self.a.figures.mean, self.b.figures.mean
        return None if a is None or b is None else b - a

    @property
    def groups(self) -> list[GroupPair]:
        """The groups that pursue goals of either."""
        a, b = self.a.of_groups(), self.b.of_groups()
        every = sorted(a.keys() | b.keys(), key=lambda group: (group is None, group or ""))
        return [
            GroupPair(group, PeriodFigures.of(a.get(group, ())), PeriodFigures.of(b.get(group, ())))
            for group in every
        ]


@dataclass(frozen=True)
class GroupPair:
    """The source of PeriodGroupComparison."""

    group: str | None
    a: PeriodFigures
    b: PeriodFigures


@strawberry.type(description="What became of a group's goals in two periods.")
class PeriodGroupComparison:
    """A group in two periods."""

    is_type_of = is_type_of_source(GroupPair)
    group = pointer_field(
        "Group", lambda root: root.group, "The group; null: goals that no group pursues."
    )
    a = nested_field(lambda root: root.a, PeriodFiguresType, "In the first period.")
    b = nested_field(lambda root: root.b, PeriodFiguresType, "In the second period.")


async def _carried(context: Context, roots: Sequence[TwoPeriods], _: dict[str, Any]) -> list[Any]:
    """The goals of the second period that carry on goals of the first."""
    return [by_title(root.moved) for root in roots]


@strawberry.type(
    description="Two periods side by side: what was reached, moved, missed and dropped."
)
class PeriodComparison:
    """Two periods."""

    is_type_of = is_type_of_source(TwoPeriods)
    a = nested_field(lambda root: root.a, PeriodType, "The first period.")
    b = nested_field(lambda root: root.b, PeriodType, "The second period.")
    change = number_field(
        lambda root: root.change,
        "How much higher the mean progress of the second is; null where either is unknown.",
    )
    groups = nested_field(
        lambda root: root.groups, list[PeriodGroupComparison], "The same by group, by their ids."
    )
    carried = listed(
        "carried_goals",
        records.Goal,
        _carried,
        "The goals of the second that carry on goals of the first, by title.",
    )


async def compare_periods(
    info: Info,
    a: Annotated[str, strawberry.argument(description=f"The first period, as {FORMS}.")],
    b: Annotated[str, strawberry.argument(description="The second period.")],
    group: GroupArgument = UNSET,
) -> PeriodComparison:
    """Two periods side by side."""
    first = await goals_of_named(info.context, a, group, "a")
    second = await goals_of_named(info.context, b, group, "b")
    return TwoPeriods(first, second)  # type: ignore[return-value]
