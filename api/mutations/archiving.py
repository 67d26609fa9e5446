"""The mutation that ends a full sync: what the tool holds no more is archived."""

from __future__ import annotations

from typing import Any

from strawberry.types import Info

from api.context import Context
from api.mutations.making import ERRORS, KEY, made_input, made_type, mutation
from api.mutations.payloads import UserError, of_error, user_errors, write
from api.shape import lazy_type
from graph.errors import BadInput
from graph.records import Goal
from graph.sources.values import is_source
from graph.store import Transaction
from graph.writing import goals as writing
from graph.writing.outcome import Answer, Status

GIVEN = made_input(
    "ArchiveOtherGoalsInput",
    "The end of a full sync: everything that the tool holds.",
    {
        "source": (str, "The source that the tool writes to, for example `jira`."),
        "keep": (list[str], "The ids, inside the source, of all goals that the tool holds."),
    },
    {
        "preview": (bool, "Only say what would be archived; nothing is written."),
        "idempotency_key": (str, KEY),
    },
)
PAYLOAD = made_type(
    "ArchiveOtherGoalsPayload",
    "What a full sync archives.",
    {
        "count": (int, "How many goals of the source are not among those given."),
        "goals": (
            list[lazy_type("Goal")],  # type: ignore[misc]
            "The first 100 of them.",
        ),
        "archived": (int, "How many were archived; 0 in a preview."),
        "restored": (int, "How many of those given had been archived and are so no more."),
        "user_errors": (list[UserError], ERRORS),
    },
)


async def _archive_other_goals(info: Info, input: Any) -> Any:
    context: Context = info.context
    if not is_source(input.source):
        error = BadInput(
            f"there is no source {input.source[:80]!r}",
            remedy="a source is made of lower-case letters, digits and hyphens",
            path=("source",),
        )
        return PAYLOAD(count=0, goals=[], archived=0, restored=0, user_errors=[of_error(error)])
    kept = [f"{input.source}/{one}" for one in input.keep]
    found = await writing.others(context.store, input.source, kept)
    errors: list[UserError] = []
    archived = restored = 0
    if input.preview is not True:

        async def work(tx: Transaction) -> Answer:
            return await writing.archive_others(tx, input.source, kept)

        answer = await write(context, "archiveOtherGoals", input, work)
        if isinstance(answer, UserError):
            errors = [answer]
        else:
            gone = set(found)
            saved = [one.id in gone for one in answer.outcomes if one.status is Status.SAVED]
            archived, restored = sum(saved), len(saved) - sum(saved)
            for one in answer.outcomes:
                errors += await user_errors(context, one.faults, "Goal")
    goals = await context.nodes(Goal).load_many(found[:100])
    return PAYLOAD(
        count=len(found),
        goals=[one for one in goals if one is not None],
        archived=archived,
        restored=restored,
        user_errors=errors,
    )


archive_other_goals = mutation(
    _archive_other_goals,
    GIVEN,
    PAYLOAD,
    "Ends a full sync: the goals of a source that its tool holds no more are archived; they and "
    "their links stay for history. Ask for a preview first.",
)
