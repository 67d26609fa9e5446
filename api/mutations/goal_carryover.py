"""The mutation that carries goals over to a later period."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.mutations.input_rows import or_none
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
    reference_id,
    write_goals,
)
from api.mutations.references import GoalRef, GroupRef
from api.types.node_roots import NodeKeyInput
from graph.errors import BadInput
from graph.goals.period_end import Carrying, carrying, to_carry
from graph.goals.progress.goal_progress import progress_of_goals
from graph.keys import source_of
from graph.records.period import FORMS, Period


@strawberry.input(description="A goal that is carried over.")
class CarriedGoalInput:
    """A goal, and the key of the one that carries it on."""

    goal: GoalRef = strawberry.field(description="The goal.")
    key: NodeKeyInput | None = strawberry.field(
        description="The key that the new goal gets, of the same source; made of the old one's and the "
        "period's name where absent.",
        default=UNSET,
    )


CARRY_INPUT = define_input(
    "CarryOverInput",
    "Goals that go on in another period.",
    {
        "period": (str, f"The period that they are of, as {FORMS}."),
        "to_period": (str, "The later period in which they go on."),
    },
    {
        "group": (GroupRef, GROUP),
        "source": (str, SOURCE),
        "goals": (
            list[CarriedGoalInput],
            "The goals, at most 1,000; all that were not reached or dropped where absent.",
        ),
        "reset_baseline": (
            bool,
            "Whether metrics begin anew where they stand (baseline = current), instead of going on.",
        ),
        "preview": (bool, PREVIEW),
        "idempotency_key": (str, KEY),
    },
)
CARRY_PAYLOAD = define_output(
    "CarryOverPayload",
    "The goals that carry on those of another period.",
    {
        "count": (int, "Goals that were carried over; in a preview: would be."),
        "carried_before_count": (
            int,
            "Goals that a goal of the new period carries on already; nothing is done.",
        ),
        "goals": (GOALS, "The new goals, the first 100; in a preview the old ones."),
        "notes": (list[str], "What is worth knowing of the new goals."),
        "user_errors": (list[UserError], ERRORS),
    },
)


async def _carry_over(info: Info, input: Any) -> Any:
    context: Context = info.context
    try:
        former, period = Period.of(input.period), Period.of(input.to_period, "to_period")
        if period.first <= former.first or period.last <= former.last:
            raise BadInput(
                f"{period.name} is not later than {former.name}",
                remedy="carry over to a period that begins and ends later",
                path=("to_period",),
            )
        carried = await _carrying(context, input, former, period)
    except EXPECTED as error:
        return await _carried(context, Carrying({}, ()), (), [of_error(error)])
    done, errors = await write_goals(context, "carryOver", input, carried)
    return await _carried(context, carried, done, errors)


async def _carrying(context: Context, input: Any, former: Period, period: Period) -> Carrying:
    """What carrying over makes, as the input asks for it."""
    goals = await goals_of_input(context, former, input)
    named = named_goals(input.goals, "goals", goals)
    chosen = to_carry(goals, None if or_none(input.goals) is None else named)
    keys = {}
    for number, (goal, row) in enumerate(named.items()):
        if or_none(row.key) is not None:
            keys[goal] = _key(goal, row.key, number)
    progress = await progress_of_goals(context.store, [goal.id for goal in chosen], goals.on)
    return await carrying(
        context.store,
        chosen,
        former,
        period,
        progress,
        keys,
        from_here=input.reset_baseline is True,
    )


def _key(goal: str, key: Any, number: int) -> str:
    """The stored id of a key; raises BadInput where it is of another source than the goal."""
    new = reference_id(GoalRef(key=key), "goals", number)
    if source_of(new) != source_of(goal):
        raise BadInput(
            "a goal is carried on in its own source",
            remedy=f"give a key of the source {source_of(goal)!r}",
            path=("goals", number, "key", "source"),
        )
    return new


async def _carried(
    context: Context, carried: Carrying, done: Collection[str], errors: list[UserError]
) -> Any:
    """The answer to carrying over."""
    return CARRY_PAYLOAD(
        count=len(done),
        carried_before_count=len(carried.already),
        goals=await first_goals(context, list(done)),
        notes=[f"{id_}: {note}" for id_, notes in sorted(carried.notes.items()) for note in notes],
        user_errors=errors,
    )


carry_over = mutation(
    _carry_over,
    CARRY_INPUT,
    CARRY_PAYLOAD,
    "Makes a goal in a later period for each goal of a period that was not reached, with its owners, "
    "groups, metric and what it supports, which keeps it as its `predecessor`. The old goals stay as "
    "they are. Doing it again carries over what is not carried over yet.",
)
