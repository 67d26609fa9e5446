"""What every mutation answers: the result of each row, and expected failures as data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import strawberry
from strawberry.types import Info

from api.execution.context import Context
from api.execution.prefetch import selected_names
from api.execution.viewer import Viewer
from api.mutations.conventions import LARGEST_INPUT
from api.mutations.input_rows import json_value, or_none
from api.types.graphql_names import camel
from api.types.record_types import Node, graphql_enum
from graph.errors import (
    BadInput,
    Conflict,
    ErrorCode,
    Forbidden,
    GoalgraphError,
    NotFound,
    Overloaded,
)
from graph.identity.roles import Permission
from graph.records import BY_LABEL, NodeRecord
from graph.store.change_log import Author, changes_by
from graph.writing.idempotency import Request, Work, run_once
from graph.writing.row_results import Answer, Fault, OnError, Outcome, Reason, Status

UserErrorCode = strawberry.enum(
    ErrorCode, name="UserErrorCode", description="What kind of failure it is."
)
CODES = {
    ErrorCode.BAD_INPUT: "What was given cannot be used.",
    ErrorCode.UNAUTHENTICATED: "Nobody has shown who they are.",
    ErrorCode.FORBIDDEN: "The viewer may not do this.",
    ErrorCode.NOT_FOUND: "There is no such thing.",
    ErrorCode.CONFLICT: "Somebody changed it meanwhile, or something stands in the way.",
    ErrorCode.COST: "It goes beyond a published limit.",
    ErrorCode.OVERLOADED: "There is too much to do at the moment.",
    ErrorCode.STORE_DOWN: "Neo4j cannot be reached.",
    ErrorCode.INTERNAL: "Something failed here.",
}
for _value in ErrorCode.__strawberry_definition__.values:  # type: ignore[attr-defined]
    _value.description = CODES[ErrorCode[_value.name]]
UserErrorReason: Any = graphql_enum(Reason)
UserErrorReason.__strawberry_definition__.name = "UserErrorReason"
WriteStatus: Any = graphql_enum(Status)
WriteStatus.__strawberry_definition__.name = "WriteStatus"
OnErrorEnum: Any = graphql_enum(OnError)

EXPECTED = (BadInput, Conflict, Forbidden, NotFound, Overloaded)
"""Failures that a client can do something about; all others are errors of the request."""


@strawberry.type(description="An expected failure: what, where in the input, and how to mend it.")
class UserError:
    """One failure, as data."""

    code: UserErrorCode = strawberry.field(description="What kind of failure it is.")  # type: ignore[valid-type]
    reason: UserErrorReason | None = strawberry.field(
        description="What is wrong, where programs treat it in a way of its own; else null.",
        default=None,
    )
    path: list[str] = strawberry.field(
        description="The place in the input, for example `input`, `goals`, `3`, `parents`, `0`."
    )
    message: str = strawberry.field(description="What is wrong.")
    remedy: str | None = strawberry.field(description="How to mend it.")
    retryable: bool = strawberry.field(description="Whether sending the same again may help.")
    current: Node | None = strawberry.field(
        description="Of a CONFLICT: what stands in the way, as it is now.", default=None
    )


SHOWN = {"Person": {"title": "job_title"}, "Message": {"to": "recipients"}}
"""Label → field of a bundle → the field of the input, where the two are not called the same."""


async def user_errors(
    context: Context, faults: Sequence[Fault], label: str, *before: str | int
) -> list[UserError]:
    """The failures of one row, whose place in the input is `before`."""
    errors: list[UserError] = []
    for fault in faults:
        current = None
        first, *rest = fault.place or (None,)
        place = () if first is None else (SHOWN.get(label, {}).get(str(first), first), *rest)
        if fault.current is not None:
            current = await context.node(BY_LABEL[label], fault.current)
        errors.append(
            UserError(
                code=fault.code,
                path=[camel(step) for step in ("input", *before, *place)],
                message=fault.message,
                remedy=fault.remedy,
                retryable=fault.retryable,
                current=current,  # type: ignore[arg-type]
                reason=fault.reason,
            )
        )
    return errors


def of_error(error: GoalgraphError) -> UserError:
    """A failure of the whole input."""
    return UserError(
        code=error.code,
        path=["input", *map(camel, error.path)],
        message=error.message,
        remedy=error.remedy,
        retryable=error.retryable,
    )


def not_permitted(viewer: Viewer, permission: Permission) -> UserError | None:
    """The failure of a viewer who may not do this; None where they may."""
    try:
        viewer.require(permission)
    except Forbidden as refusal:
        return of_error(refusal)
    return None


def speaks_for(context: Context, by: str | None) -> UserError | None:
    """The failure of a viewer who speaks in another's name and may not; None where all is well."""
    if context.viewer.may_speak_as(by):
        return None
    return of_error(
        Forbidden(
            "you may decide and propose in your own name only",
            remedy="give yourself as `by`, or ask a steward",
            path=("by",),
        )
    )


async def write(context: Context, mutation: str, input: Any, work: Work) -> Answer | UserError:
    """The answer of `work`, once for each `idempotencyKey` of the input, or why there is none."""
    key = or_none(getattr(input, "idempotency_key", None))
    try:
        request = Request.of(context.viewer.id, mutation, key, json_value(input))
        with changes_by(Author(context.viewer.person, context.viewer.credential)):
            answer = await run_once(context.store, request, work)
    except EXPECTED as error:
        return of_error(error)
    context.forget()
    return answer


def check_size(rows: Sequence[object], name: str) -> UserError | None:
    """The failure of an input that has too many rows; None where it has not."""
    error = size_error(rows, name)
    return None if error is None else of_error(error)


def size_error(rows: Sequence[object], name: str) -> BadInput | None:
    """The same as an error, for where it is raised."""
    if len(rows) <= LARGEST_INPUT:
        return None
    return BadInput(
        f"`{camel(name)}` has {len(rows):,} entries, at most {LARGEST_INPUT:,} are allowed",
        remedy="send several requests",
        path=(name,),
    )


Result = Callable[[Outcome, NodeRecord | None, list[UserError]], Any]


async def results_of(
    info: Info,
    answer: Answer,
    label: str,
    place: Callable[[int], tuple[str | int, ...]],
    make: Result,
) -> tuple[list[Any], list[UserError]]:
    """The result of each row and all their failures.

    The nodes are read in one statement, and only where the answer shows them. `place` tells where in
    the input the row of a number stands.
    """
    context: Context = info.context
    nodes = await _nodes_of(context, answer, label) if _shows(info, label) else {}
    results, errors = [], []
    for number, outcome in enumerate(answer.outcomes):
        row_errors = await user_errors(context, outcome.faults, label, *place(number))
        results.append(make(outcome, nodes.get(outcome.id or ""), row_errors))
        errors += row_errors
    return results, errors


def _shows(info: Info, label: str) -> bool:
    """Whether a field is selected that shows the nodes of a mutation's rows, told by its name alone."""
    raw = info._raw_info
    selections = [node.selection_set for node in raw.field_nodes if node.selection_set is not None]
    shown = label[0].lower() + label[1:]
    return any(shown in selected_names(one, raw.fragments) for one in selections)


async def _nodes_of(context: Context, answer: Answer, label: str) -> dict[str, NodeRecord | None]:
    """The nodes of the rows that were accepted, by id."""
    accepted = (Status.SAVED, Status.UNCHANGED)
    ids = [
        outcome.id
        for outcome in answer.outcomes
        if outcome.id is not None and outcome.status in accepted
    ]
    return await context.nodes(BY_LABEL[label]).load_by_key(ids)


def counts(answer: Answer | None) -> dict[str, int]:
    """How many rows came to each status."""
    statuses = [] if answer is None else [outcome.status for outcome in answer.outcomes]
    return {
        "saved": statuses.count(Status.SAVED),
        "unchanged": statuses.count(Status.UNCHANGED),
        "rejected": statuses.count(Status.REJECTED),
    }


__all__ = [
    "OnErrorEnum",
    "UserError",
    "WriteStatus",
    "check_size",
    "counts",
    "not_permitted",
    "of_error",
    "results_of",
    "size_error",
    "user_errors",
    "write",
]
