"""The mutations that take messages, conversations, groups and check-ins back, saying first what hangs on them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import strawberry
from strawberry.types import Info

from api.execution.context import Context
from api.mutations.dependent_counts import DEPENDENTS
from api.mutations.input_rows import InputReader, or_none
from api.mutations.mutation_types import ERRORS, KEY, define_input, define_output, mutation
from api.mutations.payloads import (
    UserError,
    WriteStatus,
    check_size,
    of_error,
    user_errors,
    write,
)
from api.mutations.references import (
    ConversationRef,
    GroupRef,
    MessageRef,
    People,
    PersonRef,
    id_of_key,
    references_in,
)
from api.mutations.tool_source import check_source
from api.types.global_ids import id_of_label, to_global_id
from api.types.node_roots import NodeKeyInput
from graph.errors import BadInput, Forbidden
from graph.keys import source_of
from graph.ledger.erasure import forget_erased
from graph.sources.kinds import Kind
from graph.store.driver import Transaction
from graph.writing import removals
from graph.writing.row_results import Answer, Status

LABELS = {
    Kind.MESSAGES: "Message",
    Kind.CONVERSATIONS: "Conversation",
    Kind.GROUPS: "Group",
    Kind.CHECKINS: "CheckIn",
    Kind.PEOPLE: "Person",
}
PREVIEW = "Only say what would be removed and what hangs on it; nothing is written."
REMOVED_IDS = "The global ids of what is removed now, to forget in caches; none in a preview."
SURE = "Remove it though something hangs on it."


def _payload(name: str, kind: Kind) -> Any:
    fields: dict[str, tuple[Any, str]] = {
        "status": (
            WriteStatus,
            (
                "SAVED: it is removed. UNCHANGED: it was removed before, or this is a preview. "
                "REJECTED: all stays."
            ),
        ),
        "count": (int, "How many are removed; in a preview, how many would be."),
    }
    if kind is not Kind.PEOPLE:
        fields["removed_ids"] = (list[strawberry.ID], REMOVED_IDS)
    if kind in DEPENDENTS:
        fields["dependents"] = (DEPENDENTS[kind], "What hung on them before.")
    if kind is Kind.PEOPLE:
        fields["receipt"] = (
            str | None,
            "The id of the receipt of the erasure, which says when and how much, not of whom.",
        )
    fields["user_errors"] = (list[UserError], ERRORS)
    return define_output(f"{name}Payload", "What became of removing it.", fields)


def _input(title: str, kind: Kind, argument: str, type_: Any, doc: str) -> Any:
    optional: dict[str, tuple[Any, str]] = {"preview": (bool, PREVIEW)}
    required: dict[str, tuple[Any, str]] = {argument: (type_, doc)}
    if kind is Kind.CHECKINS:
        natural = (NodeKeyInput, f"{doc.partition(',')[0]}, by the source and the id in it.")
        optional, required = {**required, "key": natural, **optional}, {}
    if kind in DEPENDENTS:
        optional["cascade"] = (bool, SURE)
    optional["idempotency_key"] = (str, KEY)
    return define_input(f"{title}Input", "What to remove.", required, optional)


def _field(name: str, kind: Kind, named_field: tuple[str, Any, str], description: str) -> Any:
    """The mutation `name`; `named_field` is the field that names what is removed: name, type, meaning."""
    argument, type_, doc = named_field
    is_list = argument.endswith("s")
    title = f"{name[0].upper()}{name[1:]}"
    input_type = _input(title, kind, argument, type_, doc)
    payload = _payload(title, kind)

    async def resolve(info: Info, input: Any) -> Any:
        context: Context = info.context
        rows = getattr(input, argument) if is_list else [_named(kind, input, argument)]
        error = check_size(rows, argument)
        if error is not None:
            return _payload_of(payload, kind, Status.REJECTED, 0, {}, [error])
        ids, errors = await _ids(context, kind, rows, argument, is_list)
        if errors:
            return _payload_of(payload, kind, Status.REJECTED, 0, {}, errors)
        dependents = await removals.holds(context.store, kind, ids)
        if input.preview is True:
            count = await removals.there(context.store, kind, ids)
            return _payload_of(payload, kind, Status.UNCHANGED, count, dependents, [])
        with_dependents = or_none(getattr(input, "cascade", None)) is True
        work = partial(_removed, kind, ids, with_dependents)
        answer = await write(context, name, input, work)
        if isinstance(answer, UserError):
            return _payload_of(payload, kind, Status.REJECTED, 0, dependents, [answer])
        for number, outcome in enumerate(answer.outcomes):
            has_place = any(fault.place for fault in outcome.faults)
            place = () if has_place else (argument, number) if is_list else (argument,)
            errors += await user_errors(context, outcome.faults, LABELS[kind], *place)
        count = sum(outcome.status is Status.SAVED for outcome in answer.outcomes)
        status = Status.REJECTED if errors else Status.SAVED if count else Status.UNCHANGED
        made = _payload_of(payload, kind, status, count, dependents, errors)
        return _with_names(made, kind, answer, status)

    return mutation(resolve, input_type, payload, description)


async def _removed(kind: Kind, ids: list[str], sure: bool, tx: Transaction) -> Answer:
    """What became of taking these out in a transaction."""
    answer = await removals.remove(tx, kind, ids, sure)
    if kind is Kind.PEOPLE:
        await forget_erased(tx)
    return answer


def _with_names(made: Any, kind: Kind, answer: Answer, status: Status) -> Any:
    """The payload with the ids of what is gone; of an erasure with the id of its receipt."""
    if kind is Kind.PEOPLE:
        made.receipt = next((note for one in answer.outcomes for note in one.notes), None)
    elif status is Status.SAVED:
        saved = [one.id or "" for one in answer.outcomes if one.status is Status.SAVED]
        made.removed_ids = [to_global_id(LABELS[kind], id_) for id_ in saved]
    return made


def _payload_of(
    payload: Any, kind: Kind, status: Status, count: int, dependents: Mapping[str, int], errors: Any
) -> Any:
    fields: dict[str, Any] = {"receipt": None} if kind is Kind.PEOPLE else {"removed_ids": []}
    if kind in DEPENDENTS:
        names = DEPENDENTS[kind].__annotations__
        fields["dependents"] = DEPENDENTS[kind](**{name: dependents.get(name, 0) for name in names})
    return payload(status=status, count=count, user_errors=errors, **fields)


async def _ids(
    context: Context, kind: Kind, rows: list[Any], argument: str, is_list: bool
) -> tuple[list[str], list[UserError]]:
    """The stored ids that are named, each once, and what is wrong with the names."""
    people = People()
    await people.look_up(context.store, references_in(rows))
    reader, ids = InputReader(people), list[str]()
    errors: list[UserError] = []
    for number, row in enumerate(rows):
        place = (argument, number) if is_list else (argument,)
        if kind is not Kind.CHECKINS:
            ids.append(reader.id_of(row, *place) or "")
            continue
        try:
            ids.append(_check_in_id(row, place))
        except BadInput as error:
            errors.append(of_error(error))
    errors += await user_errors(context, reader.faults, LABELS[kind])
    if not errors:
        try:
            check_source(context.viewer, map(source_of, ids), argument)
        except Forbidden as error:
            errors.append(of_error(error))
    return list(dict.fromkeys(ids)), errors


def _named(kind: Kind, input: Any, argument: str) -> Any:
    """What names the thing that is removed: of a check-in its global id or its key, None if not one."""
    value = or_none(getattr(input, argument))
    if kind is not Kind.CHECKINS:
        return value
    key = or_none(input.key)
    return None if (key is None) is (value is None) else key or value


def _check_in_id(row: Any, place: tuple[str | int, ...]) -> str:
    """The stored id of a check-in; raises BadInput where it is named by nothing, or wrongly."""
    if row is None:
        raise BadInput(
            "name the check-in by exactly one of `checkIn` and `key`",
            remedy="give its global id, or the source and the id in it",
            path=place,
        )
    if isinstance(row, NodeKeyInput):
        return id_of_key(row)
    return id_of_label(LABELS[Kind.CHECKINS], row, *place)


AGAIN = (
    "All or nothing; removing again changes nothing. No import brings it in again until it is saved "
    "anew here. Ties and scores are those of the latest analysis: the next one leaves it out."
)
remove_messages = _field(
    "removeMessages",
    Kind.MESSAGES,
    ("messages", list[MessageRef], "The messages, at most 1,000."),
    f"Removes messages with their words, references and reactions. {AGAIN}",
)
remove_conversations = _field(
    "removeConversations",
    Kind.CONVERSATIONS,
    ("conversations", list[ConversationRef], "The conversations, at most 1,000."),
    f"Removes conversations with their messages, links, decisions and outcomes. {AGAIN}",
)
remove_group = _field(
    "removeGroup",
    Kind.GROUPS,
    ("group", GroupRef, "The group."),
    f"Removes a group; its people, parts, goals and conversations stay without it. {AGAIN}",
)
remove_person = _field(
    "removePerson",
    Kind.PEOPLE,
    ("person", PersonRef, "The person, by any account."),
    "Erases a person: name, mail addresses, accounts, ties, scores and texts go, in one transaction; "
    "messages stay, by nobody. All or nothing; erasing again changes nothing. Neither an import nor "
    "a mutation brings the accounts in again. Figures of the latest analysis stay until the next one.",
)
remove_check_in = _field(
    "removeCheckIn",
    Kind.CHECKINS,
    ("check_in", strawberry.ID, "The check-in, by its global id."),
    f"Removes what somebody said of a goal's progress. {AGAIN}",
)

__all__ = [
    "remove_check_in",
    "remove_conversations",
    "remove_group",
    "remove_messages",
    "remove_person",
]
