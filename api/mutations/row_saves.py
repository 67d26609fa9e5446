"""How the rows of an input are saved, whatever they are: one path for all nouns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from strawberry import UNSET

from api.execution.context import Context
from api.mutations.input_rows import InputReader, or_none, unreadable_faults
from api.mutations.payloads import UserError, check_size, write
from api.mutations.references import People, id_of_key, references_in
from api.mutations.tool_source import mark_foreign_rows
from api.types.global_ids import id_of_label
from graph.errors import BadInput, ErrorCode
from graph.importing.options import TextMode
from graph.sources.kinds import Kind
from graph.store.driver import Transaction
from graph.writing.row_changes import Change, overlay
from graph.writing.row_results import Answer, Fault, OnError
from graph.writing.row_writer import RowWriter

OWN_SOURCE = "goalgraph"
"""The source of what is made here, without a name in another tool."""

IDENTITY_FIELDS = ("id", "key", "version")
LABELS = {
    Kind.GOALS: "Goal",
    Kind.PEOPLE: "Person",
    Kind.GROUPS: "Group",
    Kind.CONVERSATIONS: "Conversation",
    Kind.MESSAGES: "Message",
    Kind.CHECKINS: "CheckIn",
}


async def save(
    context: Context,
    mutation: str,
    input: Any,
    kind: Kind,
    rows: Sequence[Any],
    *,
    name: str,
    text: TextMode = TextMode.TITLE,
) -> Answer | UserError:
    """What became of the rows of an input, or why none of them was looked at."""
    error = check_size(rows, name)
    if error is not None:
        return error
    people = People()
    await people.look_up(context.store, references_in(list(rows)))
    strict = kind is not Kind.GOALS or input.strict is True
    changes = [change_of(kind, row, people, strict) for row in rows]
    mark_foreign_rows(context.viewer, changes)
    on_error = on_error_of(input)

    async def work(tx: Transaction) -> Answer:
        return await RowWriter(tx, kind, changes, on_error, text, strict).run()

    return await write(context, mutation, input, work)


def on_error_of(input: Any) -> OnError:
    """What the input wants of good rows when others are rejected; an input without a say aborts."""
    on_error = getattr(input, "on_error", None)
    return on_error if isinstance(on_error, OnError) else OnError.ABORT


def change_of(kind: Kind, row: Any, people: People, strict: bool = True) -> Change:
    """The change that a row of an input makes; unless `strict`, unknown owners are left out."""
    unreadable = unreadable_faults(row)
    if unreadable:
        return Change("", overlay({}), faults=unreadable)
    reader = InputReader(people)
    values = reader.row(row, leave_out=IDENTITY_FIELDS)
    id_, must_exist, faults = row_identity(kind, row)
    notes = [] if strict else _leave_out_owners(values, reader)
    version = getattr(row, "version", UNSET)
    nameless = kind is Kind.PEOPLE and not getattr(row, "key", None) and not must_exist
    return Change(
        id_,
        overlay(values),
        or_none(version),
        must_exist,
        frozenset(values),
        [*faults, *reader.faults],
        values.get("email") if nameless else None,
        notes,
    )


def _leave_out_owners(values: dict[str, Any], reader: InputReader) -> list[str]:
    """The notes of owners whom nobody knows by their mail address, who are taken out."""
    unknown = [
        fault
        for fault in reader.faults
        if fault.place[:1] == ("owners",) and fault.place[2:] == ("email",)
    ]
    if unknown:
        reader.faults = [fault for fault in reader.faults if fault not in unknown]
        values["owners"] = [owner for owner in values["owners"] if owner is not None]
    return [f"{fault.message}; left out" for fault in unknown]


def row_identity(kind: Kind, row: Any) -> tuple[str, bool, list[Fault]]:
    """The stored id that a row names, whether it must be there, and what is wrong with the name."""
    id_, key = getattr(row, "id", UNSET), getattr(row, "key", UNSET)
    if id_ and key:
        return "", False, [_fault("give `id` or `key`, not both", "drop one of them", "key")]
    if key:
        try:
            return id_of_key(key), False, []
        except BadInput as error:
            return "", False, [_fault(error.message, error.remedy, *error.path)]
    if id_ is None or id_ is UNSET:
        return f"{OWN_SOURCE}/{uuid4().hex}", False, []
    try:
        return id_of_label(LABELS[kind], id_, "id"), True, []
    except BadInput as error:
        return "", False, [_fault(error.message, error.remedy, *error.path)]


def _fault(message: str, remedy: str | None, *place: str | int) -> Fault:
    return Fault(ErrorCode.BAD_INPUT, message, remedy, place)
