"""The mutations that save memberships and reactions, and take them back: made from one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Optional

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.mutations.input_rows import InputReader, time_faults, unreadable_faults
from api.mutations.mutation_types import (
    ERRORS,
    KEY,
    NOTES,
    ON_ERROR,
    define_input,
    define_output,
    mutation,
)
from api.mutations.node_saves import bulk_fields
from api.mutations.payloads import (
    OnErrorEnum,
    UserError,
    WriteStatus,
    check_size,
    counts,
    user_errors,
    write,
)
from api.mutations.references import GroupRef, MessageRef, People, PersonRef, references_in
from api.mutations.row_saves import on_error_of
from api.mutations.tool_source import foreign_fault
from api.types.record_types import lazy_type
from graph.records import BY_LABEL
from graph.sources.kinds import Kind
from graph.store.driver import Transaction
from graph.writing.relationships import (
    MEMBERSHIP,
    REACTION,
    Relationship,
    RelationshipRow,
    remove,
    save,
)
from graph.writing.row_results import Answer, Outcome

LABELS = {Kind.PEOPLE: "Person", Kind.GROUPS: "Group", Kind.MESSAGES: "Message"}


def _optional(description: str) -> Any:
    return strawberry.field(description=description, default=UNSET)


@strawberry.input(
    description="Who belongs to which group, in which role, from when until when. It is known by "
    "person, group, role and beginning; without a beginning the one that runs is meant, and where "
    "none runs a new one of which the beginning is not known. What is not given stays."
)
class MembershipInput:
    """One membership."""

    person: PersonRef = strawberry.field(description="Who belongs.")
    group: GroupRef = strawberry.field(description="Where they belong.")
    role: str | None = _optional("`member`, `lead` or a word of yours; `member`.")
    since: datetime | None = _optional("From when.")
    since_on: date | None = _optional("The day from which on, where only that is known.")
    until: datetime | None = _optional("Until when; null: it goes on.")
    until_on: date | None = _optional("The day until which, where only that is known.")


@strawberry.input(description="Which membership: the one that runs, or the one of this beginning.")
class MembershipRef:
    """Names a membership."""

    person: PersonRef = strawberry.field(description="Who belongs.")
    group: GroupRef = strawberry.field(description="Where they belong.")
    role: str | None = _optional("Its role; `member`.")
    since: datetime | None = _optional("From when.")
    since_on: date | None = _optional("The day from which on, where only that is known.")


@strawberry.input(
    description="Who reacted to which message, and how. It is known by person, message and kind."
)
class ReactionInput:
    """One reaction."""

    person: PersonRef = strawberry.field(description="Who reacted.")
    message: MessageRef = strawberry.field(description="To which message.")
    kind: str | None = _optional("`like`, `thanks`, or a word of yours; `like`.")
    at: datetime | None = _optional("When.")


@strawberry.input(description="Which reaction: of whom, to which message, of which kind.")
class ReactionRef:
    """Names a reaction."""

    person: PersonRef = strawberry.field(description="Who reacted.")
    message: MessageRef = strawberry.field(description="To which message.")
    kind: str | None = _optional("Its kind; `like`.")


Work = Callable[..., Any]


def _result(title: str, of: Relationship, is_save: bool) -> Any:
    """The type that says what became of one of them."""
    fields: dict[str, tuple[Any, str]] = {
        name: (
            Optional[lazy_type(LABELS[kind])],  # noqa: UP045
            f"The {name}; null where nobody knows them.",
        )
        for name, kind in of.ends
    }
    removed = "SAVED: it is removed. UNCHANGED: it is not there. REJECTED and NOT_SAVED: all stays."
    fields["status"] = (WriteStatus, "What became of it." if is_save else removed)
    if is_save:
        fields["is_new"] = (bool, "Whether it was not there before.")
        fields["notes"] = (list[str], NOTES)
    fields["user_errors"] = (list[UserError], ERRORS)
    return define_output(f"{title}Result", "What became of one of them.", fields)


def _field(name: str, of: Relationship, row_type: type, work: Work, description: str) -> Any:
    """A mutation of many relationships; `work` saves or removes them in a transaction."""
    plural, title = of.kind.value, name[0].upper() + name[1:]
    input_class = define_input(
        f"{title}Input",
        f"Which {plural}.",
        {plural: (list[row_type], f"The {plural}, at most 1,000, each once.")},  # type: ignore[valid-type]
        {"on_error": (OnErrorEnum, ON_ERROR), "idempotency_key": (str, KEY)},
    )
    result = _result(title, of, work is save)
    payload = define_output(
        f"{title}Payload", f"What became of the {plural}.", bulk_fields(plural, result)
    )

    async def resolve(info: Info, input: Any) -> Any:
        context: Context = info.context
        inputs = getattr(input, plural)
        error = check_size(inputs, plural)
        people = People()
        await people.look_up(context.store, references_in(list(inputs)) if error is None else ())
        rows = [] if error is not None else [_row(context, of, row, people) for row in inputs]

        async def run(tx: Transaction) -> Answer:
            return await work(tx, of, rows, on_error_of(input))  # type: ignore[no-any-return]

        answer = error or await write(context, name, input, run)
        if isinstance(answer, UserError):
            return payload(results=[], user_errors=[answer], **counts(None))
        ends = await _ends_of(context, of, rows)
        results, errors = [], []
        for number, outcome in enumerate(answer.outcomes):
            faults = await user_errors(context, outcome.faults, "Person", plural, number)
            errors += faults
            results.append(_made(result, outcome, ends[number], faults))
        return payload(results=results, user_errors=errors, **counts(answer))

    return mutation(resolve, input_class, payload, description, rows=plural)


def _made(result: Any, outcome: Outcome, ends: dict[str, Any], faults: list[UserError]) -> Any:
    fields = {"status": outcome.status, "is_new": outcome.new, "notes": outcome.notes}
    shown = {name: value for name, value in fields.items() if name in result.__annotations__}
    return result(**ends, **shown, user_errors=faults)


async def _ends_of(
    context: Context, of: Relationship, rows: Sequence[RelationshipRow]
) -> list[dict[str, Any]]:
    """What each row joins, as far as the viewer may read it."""
    nodes: list[dict[str, Any]] = [{} for _ in rows]
    for place, (name, kind) in enumerate(of.ends):
        ids = [ends[place] if (ends := row.ends(of)) else None for row in rows]
        known = (id_ for id_ in ids if id_ is not None)
        by_id = await context.nodes(BY_LABEL[LABELS[kind]]).load_by_key(known)
        for entry, id_ in zip(nodes, ids, strict=True):
            entry[name] = None if id_ is None else by_id[id_]
    return nodes


def _row(context: Context, of: Relationship, row: Any, people: People) -> RelationshipRow:
    """What a row of the input says, and what is wrong with it."""
    unreadable = unreadable_faults(row)
    if unreadable:
        return RelationshipRow({}, unreadable)
    reader = InputReader(people)
    spans = [name for name in (of.begin, of.end) if name is not None]
    values = reader.row(row, leave_out=tuple(f"{name}_on" for name in spans))
    faults = reader.faults
    for name in spans or ["at"]:
        faults += time_faults(values, name, getattr(row, f"{name}_on", UNSET), f"{name}_on")
    made = RelationshipRow(values, faults)
    first = (made.ends(of) or (None,))[0]
    foreign = None if first is None else foreign_fault(context.viewer, first)
    if foreign is not None and not faults:
        faults.append(replace(foreign, place=(of.ends[0][0],)))
    return made


save_memberships = _field(
    "saveMemberships",
    MEMBERSHIP,
    MembershipInput,
    save,
    "Says who belongs to which group in which role, or ends that, up to 1,000 at once.",
)
remove_memberships = _field(
    "removeMemberships",
    MEMBERSHIP,
    MembershipRef,
    remove,
    "Takes memberships back as if they had never been; one that is over is ended by `saveMemberships`.",
)
save_reactions = _field(
    "saveReactions",
    REACTION,
    ReactionInput,
    save,
    "Says who reacted to which message, up to 1,000 at once.",
)
remove_reactions = _field("removeReactions", REACTION, ReactionRef, remove, "Takes reactions back.")

__all__ = ["remove_memberships", "remove_reactions", "save_memberships", "save_reactions"]
