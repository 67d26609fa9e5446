"""The mutations that make two people one, and one two again."""

from __future__ import annotations

from typing import Any, Optional

from strawberry.types import Info

from api.execution.context import Context
from api.mutations.input_rows import InputReader
from api.mutations.mutation_types import ERRORS, KEY, define_input, define_output, mutation
from api.mutations.payloads import UserError, WriteStatus, check_size, user_errors, write
from api.mutations.references import People, PersonRef, references_in
from api.types.node_roots import NodeKeyInput
from api.types.record_types import lazy_type
from graph.records import Person
from graph.store.driver import Transaction
from graph.writing import account_joins as identity
from graph.writing.row_results import Answer, Status

PERSON: Any = Optional[lazy_type("Person")]  # noqa: UP045
JOIN_INPUT = define_input(
    "JoinPeopleInput",
    "People who are one.",
    {
        "keep": (
            PersonRef,
            "The person who keeps the id, and whose accounts speak first of name, title and home.",
        ),
        "others": (list[PersonRef], "The people who are the same, at most 1,000."),
    },
    {"idempotency_key": (str, KEY)},
)
JOIN_PAYLOAD = define_output(
    "JoinPeoplePayload",
    "What became of making people one.",
    {
        "status": (
            WriteStatus,
            "SAVED: they are one. UNCHANGED: they were. REJECTED: they are not.",
        ),
        "person": (PERSON, "The one person, with all accounts; null where it was rejected."),
        "user_errors": (list[UserError], ERRORS),
    },
)
SPLIT_INPUT = define_input(
    "SplitPersonInput",
    "A person who is two.",
    {
        "person": (PersonRef, "The person, by any account."),
        "accounts": (list[NodeKeyInput], "The accounts that are somebody else's."),
    },
    {"idempotency_key": (str, KEY)},
)
SPLIT_PAYLOAD = define_output(
    "SplitPersonPayload",
    "What became of making two people of one.",
    {
        "status": (WriteStatus, "SAVED: they are two. REJECTED: nothing was changed."),
        "person": (PERSON, "Who keeps the id."),
        "other": (PERSON, "The other person, called after an account."),
        "user_errors": (list[UserError], ERRORS),
    },
)


async def _join_people(info: Info, input: Any) -> Any:
    context: Context = info.context
    error = check_size(input.others, "others")
    if error is not None:
        return JOIN_PAYLOAD(status=Status.REJECTED, person=None, user_errors=[error])
    people = People()
    await people.look_up(context.store, references_in([input.keep, *input.others]))
    reader = InputReader(people)
    keep = reader.id_of(input.keep, "keep") or ""
    others = [
        reader.id_of(other, "others", place) or "" for place, other in enumerate(input.others)
    ]
    if reader.faults:
        errors = await user_errors(context, reader.faults, "Person")
        return JOIN_PAYLOAD(status=Status.REJECTED, person=None, user_errors=errors)

    async def work(tx: Transaction) -> Answer:
        return await identity.join_people(tx, keep, others)

    answer = await write(context, "joinPeople", input, work)
    status, joined, errors = await _result(context, answer)
    return JOIN_PAYLOAD(status=status, person=joined[0], user_errors=errors)


async def _split_person(info: Info, input: Any) -> Any:
    context: Context = info.context
    error = check_size(input.accounts, "accounts")
    if error is not None:
        return SPLIT_PAYLOAD(status=Status.REJECTED, person=None, other=None, user_errors=[error])
    people = People()
    await people.look_up(context.store, references_in([input.person]))
    reader = InputReader(people)
    person = reader.id_of(input.person, "person") or ""
    accounts = [f"{account.source}/{account.external_id}" for account in input.accounts]
    if reader.faults:
        errors = await user_errors(context, reader.faults, "Person")
        return SPLIT_PAYLOAD(status=Status.REJECTED, person=None, other=None, user_errors=errors)

    async def work(tx: Transaction) -> Answer:
        return await identity.split_person(tx, person, accounts)

    answer = await write(context, "splitPerson", input, work)
    status, parted, errors = await _result(context, answer)
    return SPLIT_PAYLOAD(status=status, person=parted[0], other=parted[1], user_errors=errors)


async def _result(
    context: Context, answer: Answer | UserError
) -> tuple[Status, list[Any], list[UserError]]:
    """The status, the people (at least two places) and the failures of an answer."""
    if isinstance(answer, UserError):
        return Status.REJECTED, [None, None], [answer]
    head = answer.outcomes[0]
    errors = await user_errors(context, head.faults, "Person")
    if head.status is Status.REJECTED:
        return head.status, [None, None], errors
    ids = [outcome.id or "" for outcome in answer.outcomes]
    return head.status, [*await context.nodes(Person).load_many(ids), None], errors


join_people = mutation(
    _join_people,
    JOIN_INPUT,
    JOIN_PAYLOAD,
    "Makes people one, with all that they said and did; `splitPerson` takes it back. "
    "Ties and scores follow with the next analysis.",
)
split_person = mutation(
    _split_person,
    SPLIT_INPUT,
    SPLIT_PAYLOAD,
    "Makes two people of one, each with what their accounts said and did; no import joins them again.",
)
