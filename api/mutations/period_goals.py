"""What the mutations that end a period have alike: which goals an input is about, and how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.execution.context import Context
from api.mutations.conventions import GOALS_OF_PERIOD_SHOWN
from api.mutations.input_rows import or_none
from api.mutations.payloads import UserError, size_error, user_errors, write
from api.mutations.references import stored_id
from api.mutations.tool_source import check_source
from api.scopes.line_of_sight import view_of
from api.types.record_types import lazy_type
from graph.errors import BadInput, Forbidden, NotFound
from graph.goals.period_end import Carrying, Closing
from graph.goals.periods import PeriodGoals, goals_of_period
from graph.goals.scope_goals import goals_of_group
from graph.keys import source_of
from graph.records import Goal
from graph.records.period import Period
from graph.store.driver import Transaction
from graph.writing.row_results import Answer, Outcome, Status

GOALS: Any = list[lazy_type("Goal")]  # type: ignore[misc]
GROUP = "Only goals that this group, or what is part of it, pursues."
SOURCE = "Only goals of this source; a tool gives its own."
PREVIEW = "Only say what would become of them; nothing is written."

EXPECTED = (BadInput, Forbidden, NotFound)


async def goals_of_input(context: Context, period: Period, input: Any) -> PeriodGoals:
    """The goals of a period that an input is about, all of which the viewer may write."""
    among = None
    group = or_none(input.group)
    if group is not None:
        among = goals_of_group(await view_of(context), reference_id(group, "group"), "group")
    goals = await goals_of_period(context.store, period, among)
    source = or_none(input.source)
    if source is None:
        check_source(context.viewer, {source_of(goal.id) for goal in goals.goals}, "source")
        return goals
    check_source(context.viewer, [source], "source")
    kept = [goal for goal in goals.goals if source_of(goal.id) == source]
    return PeriodGoals(goals.period, goals.on, kept)


def reference_id(reference: Any, *path: str | int) -> str:
    """The stored id of what is named, its place told where it is no such thing."""
    try:
        return stored_id(reference)
    except BadInput as wrong:
        raise BadInput(wrong.message, remedy=wrong.remedy, path=(*path, *wrong.path)) from None


def named_goals(rows: Any, name: str, goals: PeriodGoals) -> dict[str, Any]:
    """The rows of an input by the goal that each names; raises BadInput for a goal of another period."""
    given: Sequence[Any] = or_none(rows) or ()
    if (error := size_error(given, name)) is not None:
        raise error
    known = {goal.id for goal in goals.goals}
    named: dict[str, Any] = {}
    for number, row in enumerate(given):
        goal = reference_id(row.goal, name, number, "goal")
        if goal in named:
            raise BadInput("this goal stands twice", remedy="give it once", path=(name, number))
        if goal not in known:
            raise BadInput(
                f"{goal} is no goal of {goals.period.name} that this is about",
                remedy="its last day must lie in the period; give it another, or leave it out",
                path=(name, number, "goal"),
            )
        named[goal] = row
    return named


async def write_goals(
    context: Context, name: str, input: Any, change: Closing | Carrying
) -> tuple[list[str], list[UserError]]:
    """The goals that were written, and what went wrong; in a preview those that would be."""
    if input.preview is True:
        return list(change.statuses if isinstance(change, Closing) else change.rows), []

    async def work(tx: Transaction) -> Answer:
        return await change.write(tx)

    answer = await write(context, name, input, work)
    if isinstance(answer, UserError):
        return [], [answer]
    errors: list[UserError] = []
    for outcome in answer.outcomes:
        errors += await user_errors(context, outcome.faults, "Goal")
    return _saved(answer.outcomes), errors


def _saved(outcomes: Sequence[Outcome]) -> list[str]:
    return [one.id for one in outcomes if one.status is not Status.REJECTED and one.id is not None]


async def first_goals(context: Context, ids: Sequence[str]) -> list[Goal]:
    """The first of these goals, as an answer shows them."""
    goals = await context.nodes(Goal).load_many(ids[:GOALS_OF_PERIOD_SHOWN])
    return [goal for goal in goals if goal is not None]
