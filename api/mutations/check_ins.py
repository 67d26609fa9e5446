"""The mutation that says how goals fare."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.mutations.input_rows import Given, unreadable_faults
from api.mutations.mutation_types import KEY, ON_ERROR, made_input, made_type, mutation
from api.mutations.node_saves import bulk_fields, bulk_payload, result_fields, result_maker
from api.mutations.payloads import OnErrorEnum, check_size, write
from api.mutations.references import GoalRef, People, PersonRef, references_in
from api.mutations.row_saves import on_error_of
from api.types.record_types import graphql_enum
from graph.errors import ErrorCode
from graph.records.enums import CheckInStatus
from graph.sources.kinds import Kind
from graph.sources.times import nearest_time, time_text
from graph.sources.values import Wrong
from graph.store.driver import Transaction
from graph.writing.row_changes import Change, overlaid
from graph.writing.row_results import Answer, Fault
from graph.writing.row_writer import Saving


@strawberry.input(description="What somebody says of a goal's progress.")
class GoalCheckInInput:
    """One check-in; one of the same goal and time is replaced."""

    goal: GoalRef = strawberry.field(description="The goal.")
    at: datetime | None = strawberry.field(description="When it is said; now.", default=UNSET)
    progress: float | None = strawberry.field(
        description="Share of the goal that is reached, 0 to 1.", default=UNSET
    )
    value: Decimal | None = strawberry.field(
        description="Value of the metric, in its unit.", default=UNSET
    )
    status: graphql_enum(CheckInStatus) | None = strawberry.field(  # type: ignore[valid-type]
        description="How the goal is seen.", default=UNSET
    )
    note: str | None = strawberry.field(description="What is said.", default=UNSET)
    by: PersonRef | None = strawberry.field(description="Who says it.", default=UNSET)


GIVEN = made_input(
    "CheckInInput",
    "What is said of goals' progress.",
    {"check_ins": (list[GoalCheckInInput], "The check-ins, at most 1,000.")},
    {"on_error": (OnErrorEnum, ON_ERROR), "idempotency_key": (str, KEY)},
)
RESULT = made_type(
    "CheckInResult", "What became of one check-in.", result_fields("check_in", "CheckIn")
)
PAYLOAD = made_type("CheckInPayload", "What became of them.", bulk_fields("check-ins", RESULT))
MAKE = result_maker(RESULT, "check_in")


async def _check_in(info: Info, input: Any) -> Any:
    wrong = check_size(input.check_ins, "check_ins")
    people = People()
    await people.look_up(info.context.store, references_in(list(input.check_ins)))
    now = time_text(datetime.now(UTC))
    changes = [_said(row, people, now) for row in input.check_ins]

    async def work(tx: Transaction) -> Answer:
        return await Saving(tx, Kind.CHECKINS, changes, on_error_of(input)).run()

    answer = wrong or await write(info.context, "checkIn", input, work)
    return await bulk_payload(
        info.context, PAYLOAD, answer, "CheckIn", lambda n: ("check_ins", n), MAKE
    )


def _said(row: GoalCheckInInput, people: People, now: str) -> Change:
    """The change that a check-in makes."""
    unreadable = unreadable_faults(row)
    if unreadable:
        return Change("", overlaid({}), faults=unreadable)
    given = Given(people)
    values = {"at": now} | {
        name: value for name, value in given.row(row).items() if value is not None
    }
    named = values.get("goal") or {"source": "", "id": ""}
    goal = f"{named['source']}/{named['id']}"
    try:
        at = nearest_time(values["at"])
    except Wrong as wrong:
        given.faults.append(Fault(ErrorCode.BAD_INPUT, wrong.reason, wrong.mend, ("at",)))
        at = now
    if not {"progress", "value", "status", "note"} & values.keys():
        given.faults.append(
            Fault(ErrorCode.BAD_INPUT, "nothing is said", "give progress, value, status or note")
        )
    values["goal"] = named
    return Change(f"{goal}@{at}", overlaid(values), faults=given.faults)


check_in = mutation(
    _check_in, GIVEN, PAYLOAD, "Says how goals fare, up to 1,000 at once.", rows="check_ins"
)
