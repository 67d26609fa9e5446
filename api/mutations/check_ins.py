"""The mutation that says how goals fare."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.mutations.input_rows import InputReader, time_faults, unreadable_faults
from api.mutations.mutation_types import KEY, ON_ERROR, define_input, define_output, mutation
from api.mutations.node_saves import bulk_fields, bulk_payload, result_fields, result_maker
from api.mutations.payloads import OnErrorEnum, check_size, write
from api.mutations.references import GoalRef, People, PersonRef, references_in
from api.mutations.row_saves import IDENTITY_FIELDS, on_error_of, row_identity
from api.mutations.tool_source import mark_foreign_rows
from api.types.node_roots import NodeKeyInput
from api.types.record_types import graphql_enum
from graph.errors import ErrorCode
from graph.records.enums import CheckInStatus
from graph.sources.kinds import Kind
from graph.sources.times import time_text
from graph.store.driver import Transaction
from graph.writing.check_ins import CheckInIdentity, by_former_keys, key_of
from graph.writing.row_changes import Change, Edit, Row, overlay
from graph.writing.row_results import Answer, Fault
from graph.writing.row_writer import RowWriter


def _optional(description: str) -> Any:
    return strawberry.field(description=description, default=UNSET)


@strawberry.input(
    description="What somebody says of a goal's progress, or a correction of it: what is not given "
    "stays, null clears it, and what was said before stays in `CheckIn.versions`."
)
class GoalCheckInInput:
    """One check-in; without `id` and `key` it is known by goal, time and author."""

    id: strawberry.ID | None = _optional("Of one that is there: its global id. Instead of `key`.")
    key: NodeKeyInput | None = _optional(
        "The source and the id in it; made where it is not there yet. Without both it is known by "
        "`goal`, `at` or `on`, and `by`: the same again is the same check-in."
    )
    version: int | None = _optional(
        "The version that was read; it is not saved where the store has another by now."
    )
    goal: GoalRef | None = _optional("The goal; a new check-in must have one.")
    at: datetime | None = _optional("When it is said; now.")
    on: date | None = _optional(
        "The day on which it is said, where only that is known. Not with `at`."
    )
    progress: float | None = _optional("Share of the goal that is reached, 0 to 1.")
    value: Decimal | None = _optional("Value of the metric, in its unit.")
    status: graphql_enum(CheckInStatus) | None = _optional("How the goal is seen.")  # type: ignore[valid-type]
    note: str | None = _optional("What is said.")
    by: PersonRef | None = _optional("Who says it.")


INPUT = define_input(
    "CheckInInput",
    "What is said of goals' progress.",
    {"check_ins": (list[GoalCheckInInput], "The check-ins, at most 1,000.")},
    {"on_error": (OnErrorEnum, ON_ERROR), "idempotency_key": (str, KEY)},
)
RESULT = define_output(
    "CheckInResult", "What became of one check-in.", result_fields("check_in", "CheckIn")
)
PAYLOAD = define_output("CheckInPayload", "What became of them.", bulk_fields("check-ins", RESULT))
MAKE = result_maker(RESULT, "check_in")


async def _check_in(info: Info, input: Any) -> Any:
    error = check_size(input.check_ins, "check_ins")
    people = People()
    await people.look_up(info.context.store, references_in(list(input.check_ins)))
    now = time_text(datetime.now(UTC))
    row_changes = [_change(row, people, now) for row in input.check_ins]
    mark_foreign_rows(info.context.viewer, (change for change, _ in row_changes))
    identities = {
        n: identity for n, (_, identity) in enumerate(row_changes) if identity is not None
    }

    async def work(tx: Transaction) -> Answer:
        changes = await by_former_keys(tx, [change for change, _ in row_changes], identities)
        return await RowWriter(tx, Kind.CHECKINS, changes, on_error_of(input)).run()

    answer = error or await write(info.context, "checkIn", input, work)
    return await bulk_payload(info, PAYLOAD, answer, "CheckIn", lambda n: ("check_ins", n), MAKE)


def _change(
    row: GoalCheckInInput, people: People, now: str
) -> tuple[Change, CheckInIdentity | None]:
    """The change that a check-in makes; what it is known by where it bears no id."""
    unreadable = unreadable_faults(row)
    if unreadable:
        return Change("", overlay({}), faults=unreadable), None
    reader = InputReader(people)
    values = reader.row(row, leave_out=(*IDENTITY_FIELDS, "on"))
    faults = reader.faults + time_faults(values, "at", row.on, "on")
    if values.get("at") is None:  # cleared: of now
        values.pop("at", None)
    version = None if row.version is UNSET else row.version
    if row.id or row.key:
        id_, must_exist, identity_faults = row_identity(Kind.CHECKINS, row)
        edit = _edit_with_time(values, now)
        change = Change(
            id_, edit, version, must_exist, frozenset(values), [*identity_faults, *faults]
        )
        return change, None
    if not values.get("goal"):
        if not faults:
            what = "name the goal, or the check-in that is corrected by `id` or `key`"
            faults = [Fault(ErrorCode.BAD_INPUT, "the goal is not named", what, ("goal",))]
        return Change("", overlay({}), faults=faults), None
    values.setdefault("at", now)
    identity = {
        "goal": _stored_id(values["goal"]),
        "at": values["at"],
        "by": _stored_id(values.get("by")),
    }
    change = Change(key_of(identity), overlay(values), version, False, frozenset(values), faults)
    by_id = row.goal is not None and bool(row.goal.id)
    change.source_path = ("goal", "id") if by_id else ("goal", "key", "source")
    return change, identity


def _edit_with_time(values: Row, now: str) -> Edit:
    """The edit of a check-in with an id: a new one is of now where no time is given."""
    plain = overlay(values)
    return lambda before: plain(before or {"at": now})


def _stored_id(reference: Row | None) -> str | None:
    return f"{reference['source']}/{reference['id']}" if reference else None


check_in = mutation(
    _check_in,
    INPUT,
    PAYLOAD,
    "Says how goals fare, or corrects what was said, up to 1,000 at once.",
    rows="check_ins",
)
