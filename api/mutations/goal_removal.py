"""The mutation that removes a goal, saying first what hangs on it."""

from __future__ import annotations

from typing import Any, Optional

import strawberry
from strawberry.types import Info

from api.execution.context import Context
from api.mutations.input_rows import InputReader, or_none
from api.mutations.mutation_types import (
    ERRORS,
    KEY,
    define_input,
    define_output,
    mutation,
    refusal_payload,
)
from api.mutations.payloads import UserError, WriteStatus, user_errors, write
from api.mutations.references import GoalRef, People
from api.mutations.tool_source import foreign_fault
from api.types.global_ids import to_global_id
from api.types.record_types import lazy_type
from graph.records import Goal
from graph.store.driver import Transaction
from graph.writing import goal_removal as writing
from graph.writing.row_results import Answer, Status

INPUT = define_input(
    "RemoveGoalInput",
    "A goal to remove.",
    {"goal": (GoalRef, "The goal.")},
    {
        "version": (int, "The version that was read."),
        "cascade": (
            bool,
            (
                "Remove it though something hangs on it: links, decisions and check-ins go with "
                "it, goals below it lose a parent, needs, experiments and outcomes lose a goal."
            ),
        ),
        "idempotency_key": (str, KEY),
    },
)
DEPENDENTS = define_output(
    "GoalDependents",
    "What hangs on a goal.",
    {
        "orphans": (
            list[lazy_type("Goal")],  # type: ignore[misc]
            "Goals below it that have no other parent, at most 100.",
        ),
        "orphan_count": (int, "How many such goals there are."),
        "links": (int, "Links to it, whatever their state."),
        "confirmed_links": (int, "Links to it that are confirmed."),
        "check_ins": (int, "Check-ins of it."),
        "blocked_goals": (int, "Goals that wait for it."),
        "needs": (int, "Needs that serve it."),
        "experiments": (int, "Experiments that try something for it."),
        "outcomes": (int, "Outcomes that led to it."),
    },
)
PAYLOAD = define_output(
    "RemoveGoalPayload",
    "What became of removing a goal.",
    {
        "status": (WriteStatus, "SAVED: it is removed. REJECTED: it stays."),
        "dependents": (
            Optional[DEPENDENTS],  # noqa: UP045
            "What hung on the goal before; null where there is no such goal.",
        ),
        "removed_ids": (
            list[strawberry.ID],
            "The global id of the goal that is removed now, to forget in caches.",
        ),
        "user_errors": (list[UserError], ERRORS),
    },
)


async def _remove_goal(info: Info, input: Any) -> Any:
    context: Context = info.context
    reader = InputReader(People())
    goal = reader.id_of(input.goal, "goal")
    if goal is None:
        errors = await user_errors(context, reader.faults, "Goal")
        return refusal_payload(PAYLOAD, errors)
    fault = foreign_fault(context.viewer, goal)
    if fault is not None:
        errors = await user_errors(context, [fault], "Goal")
        return refusal_payload(PAYLOAD, errors)
    dependents = await writing.dependents_of_goal(context.store, goal)
    holds = None if dependents is None else await _holds(context, dependents)
    version = or_none(input.version)
    with_dependents = input.cascade is True

    async def work(tx: Transaction) -> Answer:
        return await writing.remove_goal(tx, goal, version, with_dependents)

    answer = await write(context, "removeGoal", input, work)
    if isinstance(answer, UserError):
        return PAYLOAD(
            status=Status.REJECTED, dependents=holds, removed_ids=[], user_errors=[answer]
        )
    outcome = answer.outcomes[0]
    errors = await user_errors(context, outcome.faults, "Goal")
    is_removed = outcome.status is Status.SAVED
    removed_ids = [to_global_id("Goal", goal)] if is_removed else []
    return PAYLOAD(
        status=outcome.status, dependents=holds, removed_ids=removed_ids, user_errors=errors
    )


async def _holds(context: Context, dependents: writing.GoalDependents) -> Any:
    orphans = await context.nodes(Goal).load_many(dependents.orphans[:100])
    return DEPENDENTS(
        orphans=[orphan for orphan in orphans if orphan is not None],
        orphan_count=len(dependents.orphans),
        links=dependents.links,
        confirmed_links=dependents.confirmed,
        check_ins=dependents.check_ins,
        blocked_goals=dependents.blocked,
        needs=dependents.needs,
        experiments=dependents.experiments,
        outcomes=dependents.outcomes,
    )


remove_goal = mutation(
    _remove_goal,
    INPUT,
    PAYLOAD,
    "Removes a goal. Refused where something hangs on it, saying what, unless that is to go too.",
)
