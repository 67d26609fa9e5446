"""Periods of goals: what became of the goals of one, and of two side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Optional

import numpy as np
import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.nouns.goal_progress_inputs import is_type_of_source, nested_field, number_field
from api.scopes.line_of_sight import view_of
from api.types.global_ids import id_in_argument
from api.types.memory_connections import listed
from api.types.record_types import graphql_enum, plain_field, pointer_field
from graph import records
from graph.goals.periods import (
    PeriodFigures,
    PeriodGoal,
    PeriodGoals,
    PeriodResult,
    goals_of_period,
)
from graph.goals.scope_goals import goals_of_group
from graph.records.period import FORMS, Period
from graph.store.memory_pages import MemoryList, in_order

ResultEnum: Any = graphql_enum(PeriodResult)


@strawberry.type(
    name="PeriodFigures",
    description="How many goals of a period there were, and what became of them.",
)
class PeriodFiguresType:
    """The figures of a period's goals, of all or of those of one group."""

    is_type_of = is_type_of_source(PeriodFigures)
    goals = plain_field(lambda root: root.goals, int, "Goals; proposed ones are not counted.")
    reached = plain_field(
        lambda root: root.results[PeriodResult.REACHED], int, PeriodResult.REACHED.doc
    )
    missed = plain_field(
        lambda root: root.results[PeriodResult.MISSED], int, PeriodResult.MISSED.doc
    )
    moved = plain_field(lambda root: root.results[PeriodResult.MOVED], int, PeriodResult.MOVED.doc)
    dropped = plain_field(
        lambda root: root.results[PeriodResult.DROPPED], int, PeriodResult.DROPPED.doc
    )
    open = plain_field(lambda root: root.results[PeriodResult.OPEN], int, PeriodResult.OPEN.doc)
    carried = plain_field(
        lambda root: root.carried, int, "Goals among them that carry on one of another period."
    )
    known = plain_field(
        lambda root: root.known, int, "Goals whose progress is known, dropped ones left out."
    )
    mean_progress = number_field(
        lambda root: root.mean,
        "Mean of the progress of these on the period's last day, 0 to 1, each goal alike; null where "
        "none is known.",
    )


@dataclass(frozen=True)
class GroupResult:
    """The source of PeriodGroup."""

    group: str | None
    figures: PeriodFigures


@strawberry.type(description="What became of the goals of a period that a group pursues.")
class PeriodGroup:
    """A group's part of a period."""

    is_type_of = is_type_of_source(GroupResult)
    group = pointer_field(
        "Group", lambda root: root.group, "The group; null: goals that no group pursues."
    )
    figures = nested_field(lambda root: root.figures, PeriodFiguresType, "What became of them.")


ResultsArgument = Annotated[
    Optional[list[ResultEnum]],  # noqa: UP045
    strawberry.argument(description="Only goals of which this became; all where absent."),
]


async def _goals(
    _: Context, roots: Sequence[PeriodGoals], arguments: dict[str, Any]
) -> list[MemoryList]:
    """The goals of each period, in the order of their titles."""
    given = arguments.get("results")
    results = frozenset(PeriodResult if given is None or given is UNSET else given)
    return [by_title([goal for goal in root.goals if goal.result in results]) for root in roots]


def by_title(goals: Sequence[PeriodGoal]) -> MemoryList:
    """The goals of a period in the order of their titles."""
    keys = sorted((f"{goal.title}\x1f{goal.id}", goal.id) for goal in goals)
    ids = [id_ for _, id_ in keys]
    return in_order("Goal", np.arange(len(ids)), ids, [key for key, _ in keys])


@strawberry.type(
    name="Period",
    description="A year, half, quarter, month or any days, with the goals whose last day lies in it.",
)
class PeriodType:
    """A period of goals."""

    is_type_of = is_type_of_source(PeriodGoals)
    name = plain_field(lambda root: root.period.name, str, f"Its name: {FORMS}.")
    starts_on = plain_field(lambda root: root.period.first, date, "Its first day.")
    due_on = plain_field(lambda root: root.period.last, date, "Its last day.")
    on = plain_field(
        lambda root: root.on,
        date,
        "The day at whose end progress is taken: the last one, or today where that is to come.",
    )
    is_over = plain_field(lambda root: root.is_over, bool, "Whether its last day has passed.")
    is_closed = plain_field(
        lambda root: root.is_closed, bool, "Whether it has goals, and none of them is open."
    )
    figures = nested_field(lambda root: root.figures, PeriodFiguresType, "What became of them.")
    groups = nested_field(
        lambda root: _group_results(root),
        list[PeriodGroup],
        "The same by the groups that pursue them, by their ids; a goal of several counts for each.",
    )
    running_count = plain_field(
        lambda root: len(root.running),
        int,
        "Goals that have begun by its last day and end later; they are of a later period.",
    )
    goals = listed(
        "goals_of_period",
        records.Goal,
        _goals,
        "Its goals, by title; proposed ones are not among them.",
        results=ResultsArgument,
    )


def _group_results(root: PeriodGoals) -> list[GroupResult]:
    parts = sorted(root.of_groups().items(), key=lambda part: (part[0] is None, part[0] or ""))
    return [GroupResult(group, PeriodFigures.of(goals)) for group, goals in parts]


NameArgument = Annotated[str, strawberry.argument(name="of", description=f"As {FORMS}.")]
GroupArgument = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="Only goals that this group, or what is part of it, pursues; all where absent."
    ),
]


async def goals_of_named(context: Context, name: str, group: Any, path: str) -> PeriodGoals:
    """The goals of the period that an argument names, or those of them that a group pursues."""
    period = Period.of(name, path)
    among = None
    if group is not None and group is not UNSET:
        id_ = id_in_argument(group, "Group", "group")
        among = goals_of_group(await view_of(context), id_, "group")
    return await goals_of_period(context.store, period, among)


async def find_period(info: Info, of: NameArgument, group: GroupArgument = UNSET) -> PeriodType:
    """A period with its goals."""
    return await goals_of_named(info.context, of, group, "of")  # type: ignore[return-value]
