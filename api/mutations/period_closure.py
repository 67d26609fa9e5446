"""The mutation that closes the goals of a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

import strawberry
from strawberry.types import Info

from api.execution.context import Context
from api.mutations.mutation_types import ERRORS, KEY, define_input, define_output, mutation
from api.mutations.payloads import UserError, of_error
from api.mutations.period_goals import (
    EXPECTED,
    GOALS,
    GROUP,
    PREVIEW,
    SOURCE,
    first_goals,
    goals_of_input,
    named_goals,
    write_goals,
)
from api.mutations.references import GoalRef, GroupRef
from api.types.record_types import graphql_enum
from graph.errors import BadInput
from graph.goals.goals_at_risk import today
from graph.goals.period_end import Closing
from graph.records.enums import Choice, GoalStatus
from graph.records.period import FORMS, Period


class ClosedStatus(Choice):
    """How a goal is closed."""

    ACHIEVED = "achieved", "It was reached."
    MISSED = "missed", "It was not reached."
    DROPPED = "dropped", "It is pursued no more."


ClosedStatusEnum: Any = graphql_enum(ClosedStatus)


@strawberry.input(description="How one goal is closed.")
class ClosedGoalInput:
    """A goal with the status that somebody has decided on."""

    goal: GoalRef = strawberry.field(description="The goal.")
    status: ClosedStatusEnum = strawberry.field(description="How it is closed.")


CLOSE_INPUT = define_input(
    "ClosePeriodInput",
    "A period to close.",
    {"period": (str, f"The period, as {FORMS}; its last day has come.")},
    {
        "group": (GroupRef, GROUP),
        "source": (str, SOURCE),
        "outcomes": (
            list[ClosedGoalInput],
            "Goals whose status somebody has decided on, at most 1,000; others go by their progress.",
        ),
        "preview": (bool, PREVIEW),
        "idempotency_key": (str, KEY),
    },
)
CLOSE_PAYLOAD = define_output(
    "ClosePeriodPayload",
    "What became of the goals of a period.",
    {
        "achieved": (int, "Goals that were closed as achieved; in a preview: would be."),
        "missed": (int, "Goals that were closed as missed."),
        "dropped": (int, "Goals that were closed as dropped."),
        "undecided": (
            GOALS,
            "Open goals whose progress nobody knows, the first 100: decide by `outcomes`.",
        ),
        "undecided_count": (int, "How many these are."),
        "goals": (GOALS, "The goals that were closed, the first 100."),
        "user_errors": (list[UserError], ERRORS),
    },
)


async def _close_period(info: Info, input: Any) -> Any:
    context: Context = info.context
    try:
        period = Period.of(input.period)
        if period.last > today():
            raise BadInput(
                f"the last day of {period.name}, {period.last}, has not come yet",
                remedy="close it from that day on; single goals can be closed by `saveGoal`",
                path=("period",),
            )
        goals = await goals_of_input(context, period, input)
        outcomes = named_goals(input.outcomes, "outcomes", goals)
        closing = Closing.of(
            goals, {id_: GoalStatus[row.status.name] for id_, row in outcomes.items()}
        )
    except EXPECTED as error:
        return await _closed(context, Closing({}, [], {}), (), [of_error(error)])
    done, errors = await write_goals(context, "closePeriod", input, closing)
    return await _closed(context, closing, done, errors, preview=input.preview is True)


async def _closed(
    context: Context,
    closing: Closing,
    done: Collection[str],
    errors: list[UserError],
    *,
    preview: bool = False,
) -> Any:
    """The answer to closing a period."""
    counts: Mapping[str | None, int]
    if not preview and done:  # as they are now, also where the answer is that to an earlier request
        rows = await context.store.rows("statuses_of_goals", ids=list(done))
        counts = Counter(status for _, status in rows)
    else:
        counts = Counter(closing.statuses[id_].value for id_ in done)
    return CLOSE_PAYLOAD(
        achieved=counts.get(ClosedStatus.ACHIEVED.value, 0),
        missed=counts.get(ClosedStatus.MISSED.value, 0),
        dropped=counts.get(ClosedStatus.DROPPED.value, 0),
        undecided=await first_goals(context, closing.undecided),
        undecided_count=len(closing.undecided),
        goals=await first_goals(context, list(done)),
        user_errors=errors,
    )


close_period = mutation(
    _close_period,
    CLOSE_INPUT,
    CLOSE_PAYLOAD,
    "Closes the goals of a period that are still open: reached ones as ACHIEVED, others as MISSED, by "
    "their progress at the end of its last day. Ask for a preview first. Closing again closes what is "
    "open by now.",
)
