"""The mutation by which goals grow from talk."""

from __future__ import annotations

from typing import Any, Optional

from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.mutations.input_rows import InputReader
from api.mutations.links import decider
from api.mutations.mutation_types import ERRORS, KEY, NOTES, define_input, define_output, mutation
from api.mutations.noun_inputs import ParentInput
from api.mutations.payloads import UserError, WriteStatus, user_errors, write
from api.mutations.references import ConversationRef, People, PersonRef, references_in
from api.mutations.row_saves import row_identity
from api.types.node_roots import NodeKeyInput
from api.types.record_types import graphql_enum, lazy_type
from graph.records import Goal, Link
from graph.records.enums import GoalKind, GoalStatus
from graph.sources.kinds import Kind
from graph.store.driver import Transaction
from graph.writing.goal_proposals import Proposal, propose
from graph.writing.row_results import Answer, Outcome, Status

INPUT = define_input(
    "ProposeGoalInput",
    "A goal that somebody saw in a conversation.",
    {
        "from_conversation": (ConversationRef, "The conversation that it grows from."),
        "title": (str, "What is to be reached."),
    },
    {
        "key": (NodeKeyInput, "The natural key that it gets; one is made where absent."),
        "description": (str, "What is meant, in more words."),
        "kind": (graphql_enum(GoalKind), "What kind of goal it is; INITIATIVE."),
        "parents": (list[ParentInput], "Goals that it would support."),
        "by": (PersonRef, "Who proposes it, and answers for it until others do."),
        "reasons": (list[str], "What in the talk speaks for it."),
        "idempotency_key": (str, KEY),
    },
)
PAYLOAD = define_output(
    "ProposeGoalPayload",
    "What became of the proposal.",
    {
        "goal": (Optional[lazy_type("Goal")], "The goal, PROPOSED."),  # noqa: UP045
        "link": (
            Optional[lazy_type("Link")],  # noqa: UP045
            "Its link to the conversation, confirmed where whoever proposes took part.",
        ),
        "status": (WriteStatus, "What became of it."),
        "notes": (list[str], NOTES),
        "user_errors": (list[UserError], ERRORS),
    },
)


LEFT_OUT = ("from_conversation", "key", "by", "reasons", "idempotency_key")
"""Fields of the input that are none of the goal's row."""


async def _propose_goal(info: Info, input: Any) -> Any:
    context: Context = info.context
    people = People()
    await people.look_up(context.store, references_in([input.by, input.from_conversation]))
    by, error = decider(context, input.by, people)
    if error is not None:
        return _refusal([error])
    reader = InputReader(people)
    conversation = reader.id_of(input.from_conversation, "from_conversation")
    row = reader.row(input, leave_out=LEFT_OUT)
    goal, _, faults = row_identity(Kind.GOALS, input)
    reader.faults.extend(faults)
    if reader.faults or conversation is None:
        return _refusal(await user_errors(context, reader.faults, "Goal"))
    row = {"kind": GoalKind.INITIATIVE.value} | row | {"status": GoalStatus.PROPOSED.value}
    reasons = [] if input.reasons is UNSET or input.reasons is None else input.reasons
    proposal = Proposal(goal, row, conversation, by, reasons, context.viewer.credential)

    async def work(tx: Transaction) -> Answer:
        return await propose(tx, proposal)

    answer = await write(context, "proposeGoal", input, work)
    if isinstance(answer, UserError):
        return _refusal([answer])
    return await _payload(context, answer.outcomes)


async def _payload(context: Context, outcomes: list[Outcome]) -> Any:
    """The payload of a proposal's outcomes: the goal's, then the link's."""
    errors = [
        error
        for outcome in outcomes
        for error in await user_errors(context, outcome.faults, "Goal")
    ]
    if errors:
        return _refusal(errors)
    goal, link = outcomes
    return PAYLOAD(
        goal=await context.node(Goal, goal.id or ""),
        link=await context.node(Link, link.id or ""),
        status=goal.status,
        notes=[*goal.notes, *link.notes],
        user_errors=[],
    )


def _refusal(errors: list[UserError]) -> Any:
    return PAYLOAD(goal=None, link=None, status=Status.REJECTED, notes=[], user_errors=errors)


propose_goal = mutation(
    _propose_goal,
    INPUT,
    PAYLOAD,
    "Proposes a goal that grows from a conversation; open to every member. The goal keeps its "
    "`origin`.",
)
