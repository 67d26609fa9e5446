"""The mutation that ends a full sync: what the tool holds no more is archived."""

from __future__ import annotations

from typing import Any

from strawberry.types import Info

from api.execution.context import Context
from api.mutations.input_rows import or_none
from api.mutations.mutation_types import ERRORS, KEY, define_input, define_output, mutation
from api.mutations.payloads import UserError, of_error, user_errors, write
from api.mutations.tool_source import check_source
from api.types.record_types import lazy_type
from graph.errors import BadInput, Forbidden, NotFound
from graph.keys import native_of
from graph.records import Goal
from graph.sources.values import is_source
from graph.store.driver import Transaction
from graph.writing import goal_removal as writing
from graph.writing.row_results import Answer, Outcome, Status

INPUT = define_input(
    "ArchiveOtherGoalsInput",
    "The end of a full sync: everything that the tool holds.",
    {
        "source": (str, "The source that the tool writes to, for example `jira`."),
        "keep_external_ids": (
            list[str],
            "The ids, inside the source, of all goals that the tool holds.",
        ),
    },
    {
        "preview": (bool, "Only say what would be archived; nothing is written."),
        "expected_count": (
            int,
            (
                "How many goals are to be archived, as `count` of a preview said; nothing is done where "
                "it is another number by now. Needed where that is more than half of the source."
            ),
        ),
        "idempotency_key": (str, KEY),
    },
)
PAYLOAD = define_output(
    "ArchiveOtherGoalsPayload",
    "What a full sync archives.",
    {
        "count": (int, "How many goals of the source are not among those given."),
        "goals": (
            list[lazy_type("Goal")],  # type: ignore[misc]
            "The first 100 of them.",
        ),
        "external_ids": (list[str], "The ids of all of them, inside the source."),
        "unknown_external_ids": (
            list[str],
            "Ids to keep that the store does not hold: misspelt, or not saved.",
        ),
        "archived_count": (int, "How many were archived; 0 in a preview."),
        "restored_count": (int, "How many of those given had been archived and are so no more."),
        "user_errors": (list[UserError], ERRORS),
    },
)


async def _archive_other_goals(info: Info, input: Any) -> Any:
    context: Context = info.context
    try:
        if not is_source(input.source):
            raise BadInput(
                f"there is no source {input.source[:80]!r}",
                remedy="a source is made of lower-case letters, digits and hyphens",
                path=("source",),
            )
        check_source(context.viewer, [input.source], "source")
        kept_ids = [f"{input.source}/{native_id}" for native_id in input.keep_external_ids]
        others = await writing.archive_candidates(context.store.rows, input.source, kept_ids)
    except (BadInput, Forbidden, NotFound) as error:
        no_others = writing.ArchiveCandidates([], 0, [], [])
        return await _payload(context, no_others, [], [of_error(error)])
    outcomes: list[Outcome] = []
    errors: list[UserError] = []
    if input.preview is not True:

        async def work(tx: Transaction) -> Answer:
            return await writing.archive_others(
                tx, input.source, kept_ids, or_none(input.expected_count)
            )

        answer = await write(context, "archiveOtherGoals", input, work)
        if isinstance(answer, UserError):
            errors = [answer]
        else:
            outcomes = answer.outcomes
            for outcome in outcomes:
                errors += await user_errors(context, outcome.faults, "Goal")
    return await _payload(context, others, outcomes, errors)


async def _payload(
    context: Context,
    others: writing.ArchiveCandidates,
    outcomes: list[Outcome],
    errors: list[UserError],
) -> Any:
    """The answer: what stood when the request came, and what became of it."""
    other_ids = set(others.ids)
    saved = [outcome.id in other_ids for outcome in outcomes if outcome.status is Status.SAVED]
    goals = await context.nodes(Goal).load_many(others.ids[:100])
    return PAYLOAD(
        count=len(others.ids),
        goals=[goal for goal in goals if goal is not None],
        external_ids=[native_of(id_) for id_ in others.ids],
        unknown_external_ids=[native_of(id_) for id_ in others.unknown],
        archived_count=sum(saved),
        restored_count=len(saved) - sum(saved),
        user_errors=errors,
    )


archive_other_goals = mutation(
    _archive_other_goals,
    INPUT,
    PAYLOAD,
    "Ends a full sync: the goals of a source that its tool holds no more are archived; they and "
    "their links stay for history. Ask for a preview first; more than half of a source needs "
    "`expectedCount`.",
)
