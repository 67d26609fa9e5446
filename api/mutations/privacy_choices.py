"""The mutations by which people choose what others see of their own numbers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Optional

from strawberry.types import Info

from api.execution.context import Context
from api.mutations.input_rows import InputReader, or_none
from api.mutations.mutation_types import (
    ERRORS,
    KEY,
    define_input,
    define_output,
    mutation,
    refusal_payload,
)
from api.mutations.payloads import (
    UserError,
    WriteStatus,
    check_size,
    of_error,
    user_errors,
    write,
)
from api.mutations.references import People, PersonRef, references_in
from api.types.record_types import lazy_type
from graph.errors import NotFound
from graph.records import Person
from graph.store.driver import Transaction
from graph.writing import privacy_choices as choices
from graph.writing.row_results import Answer, Status

PERSON: Any = Optional[lazy_type("Person")]  # noqa: UP045
NOBODY = of_error(
    NotFound(
        "your credential stands for no person, so there are no numbers of yours",
        remedy="ask with a key or token of your own",
    )
)
WITH_PEOPLE = "The people, at most 1,000."


def _input(name: str, description: str, everybody: str | None) -> Any:
    optional: dict[str, tuple[Any, str]] = {"idempotency_key": (str, KEY)}
    if everybody is not None:
        optional = {
            "with_people": (list[PersonRef], WITH_PEOPLE),
            "everybody": (bool, everybody),
        } | optional
    return define_input(name, description, {}, optional)


def _payload(name: str, description: str) -> Any:
    return define_output(
        name,
        description,
        {
            "status": (WriteStatus, "UNCHANGED: it was so already. REJECTED: nothing was changed."),
            "person": (PERSON, "You; null where it was rejected."),
            "user_errors": (list[UserError], ERRORS),
        },
    )


async def _answered(
    info: Info,
    name: str,
    input: Any,
    payload: Any,
    work: Callable[[Transaction], Awaitable[Answer]],
) -> Any:
    """The payload of what the viewer chose."""
    context: Context = info.context
    answer = await write(context, name, input, work)
    if isinstance(answer, UserError):
        return refusal_payload(payload, [answer])
    (outcome,) = answer.outcomes
    errors = await user_errors(context, outcome.faults, "Person")
    if outcome.status is Status.REJECTED:
        return refusal_payload(payload, errors)
    person = await context.node(Person, outcome.id or "")
    return payload(status=outcome.status, person=person, user_errors=errors)


def _of_sharing(name: str, change: Any, input: Any, payload: Any, description: str) -> Any:
    """A mutation that changes with whom the viewer shares their numbers."""

    async def resolve(info: Info, input: Any) -> Any:
        context: Context = info.context
        person = context.viewer.person
        named = or_none(input.with_people) or []
        if person is None:
            return refusal_payload(payload, [NOBODY])
        if (error := check_size(named, "with_people")) is not None:
            return refusal_payload(payload, [error])
        people = People()
        await people.look_up(context.store, references_in(named))
        reader = InputReader(people)
        others = [reader.id_of(one, "with_people", place) for place, one in enumerate(named)]
        if reader.faults:
            return refusal_payload(payload, await user_errors(context, reader.faults, "Person"))
        ids = [one for one in others if one is not None]

        async def work(tx: Transaction) -> Answer:
            changed: Answer = await change(tx, person, ids, everybody=input.everybody)
            return changed

        return await _answered(info, name, input, payload, work)

    return mutation(resolve, input, payload, description)


def _of_measures(name: str, change: Any, input: Any, payload: Any, description: str) -> Any:
    """A mutation that takes the viewer out of measures, or lets them in."""

    async def resolve(info: Info, input: Any) -> Any:
        person = info.context.viewer.person
        if person is None:
            return refusal_payload(payload, [NOBODY])

        async def work(tx: Transaction) -> Answer:
            changed: Answer = await change(tx, person)
            return changed

        return await _answered(info, name, input, payload, work)

    return mutation(resolve, input, payload, description)


share_profile = _of_sharing(
    "shareProfile",
    choices.share_profile,
    _input(
        "ShareProfileInput",
        "With whom you share your numbers.",
        "With everybody who is a person of the organisation.",
    ),
    _payload("ShareProfilePayload", "What became of sharing your numbers."),
    "Lets others see your own numbers as an analyst does: scores, value and what else is shown of a "
    "person to themself only. They see them from their next question on.",
)
unshare_profile = _of_sharing(
    "unshareProfile",
    choices.unshare_profile,
    _input(
        "UnshareProfileInput",
        "With whom you no longer share your numbers.",
        "Takes every share back, with whomever it is.",
    ),
    _payload("UnshareProfilePayload", "What became of sharing your numbers no more."),
    "Takes shares of your own numbers back, from the next question on.",
)
opt_out = _of_measures(
    "optOut",
    choices.opt_out,
    _input("OptOutInput", "Nothing need be said.", None),
    _payload("OptOutPayload", "What became of taking you out of measures."),
    "Takes you out of measures: from the next question on nobody else, whatever their role, is shown a "
    "number of yours or you in a list made of numbers; it looks as if no analysis covered you. You still "
    "see your own. Talk, which is no measure, stays as it is.",
)
opt_in = _of_measures(
    "optIn",
    choices.opt_in,
    _input("OptInInput", "Nothing need be said.", None),
    _payload("OptInPayload", "What became of letting you into measures."),
    "Lets you into measures again.",
)
