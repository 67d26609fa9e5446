"""The mutations that save nodes, one or many at once, made for each noun."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Optional

from strawberry import UNSET
from strawberry.types import Info

from api.mutations.mutation_types import (
    ERRORS,
    KEY,
    NOTES,
    ON_ERROR,
    define_input,
    define_output,
    mutation,
)
from api.mutations.payloads import (
    OnErrorEnum,
    UserError,
    WriteStatus,
    counts,
    results_of,
)
from api.mutations.row_saves import LABELS, save
from api.types.graphql_names import camel
from api.types.record_types import lazy_type
from graph.importing.options import TextMode
from graph.records import NodeRecord
from graph.sources.kinds import NOUNS, Kind
from graph.writing.row_results import Answer, Outcome, Status

Shared = Mapping[str, Sequence[int]]
"""Field of a row → the numbers of the rows that took it from the whole input."""

STRICT: dict[str, tuple[Any, str]] = {
    "strict": (
        bool,
        "Refuse a goal whose owner nobody knows; else that owner is left out, as `notes` says.",
    )
}


def result_fields(noun: str, label: str) -> dict[str, tuple[Any, str]]:
    """The fields that say what became of one row."""
    return {
        noun: (
            Optional[lazy_type(label)],  # noqa: UP045
            f"The {noun} as it is now; null where it was rejected.",
        ),
        "status": (WriteStatus, "What became of it."),
        "is_new": (bool, "Whether it was not there before."),
        "notes": (list[str], NOTES),
        "user_errors": (list[UserError], ERRORS),
    }


def bulk_fields(plural: str, result: Any) -> dict[str, tuple[Any, str]]:
    """The fields that say what became of many rows."""
    return {
        "results": (list[result], f"One for each of the {plural}, in the order of the input."),
        "saved": (int, "How many were saved."),
        "unchanged": (int, "How many were so already."),
        "rejected": (int, "How many were rejected."),
        "user_errors": (list[UserError], ERRORS),
    }


def result_maker(
    type_: Any, noun: str
) -> Callable[[Outcome, NodeRecord | None, list[UserError]], Any]:
    """The function that makes the result of one row."""

    def make(outcome: Outcome, node: NodeRecord | None, errors: list[UserError]) -> Any:
        return type_(
            **{noun: node},
            status=outcome.status,
            is_new=outcome.new,
            notes=outcome.notes,
            user_errors=errors,
        )

    return make


def save_one_mutation(
    kind: Kind, row: type, *, optional: dict[str, tuple[Any, str]] | None = None
) -> Any:
    """The mutation that saves one node."""
    noun, label = NOUNS[kind], LABELS[kind]
    input_class = define_input(
        f"Save{label}Input",
        f"A {noun} to save.",
        {noun: (row, f"The {noun}.")},
        {**(optional or {}), "idempotency_key": (str, KEY)},
    )
    payload = define_output(
        f"Save{label}Payload", f"What became of the {noun}.", result_fields(noun, label)
    )
    make = result_maker(payload, noun)

    async def resolve(info: Info, input: Any) -> Any:
        rows = [getattr(input, noun)]
        answer = await save(info.context, f"save{label}", input, kind, rows, name=noun)
        if isinstance(answer, UserError):
            return make(Outcome(Status.REJECTED), None, [answer])
        results, _ = await results_of(info, answer, label, lambda _: (noun,), make)
        return results[0]

    return mutation(
        resolve,
        input_class,
        payload,
        f"Saves one {noun}: makes it, or changes what is given of it.",
    )


def save_many_input(name: str, plural: str, row: type, more: dict[str, tuple[Any, str]]) -> Any:
    """The input of a mutation that saves many nodes."""
    return define_input(
        f"{name}Input",
        f"Many {plural} to save.",
        {plural: (list[row], f"The {plural}, at most 1,000, each once.")},  # type: ignore[valid-type]
        {**more, "on_error": (OnErrorEnum, ON_ERROR), "idempotency_key": (str, KEY)},
    )


def save_many_mutation(
    kind: Kind,
    plural: str,
    row: type,
    *,
    verb: str | None = None,
    optional: dict[str, tuple[Any, str]] | None = None,
    prepare: Callable[[Any], Shared] = lambda input: {},
) -> Any:
    """The mutation that saves many nodes at once.

    `prepare` may give rows what is said once for all, and tells which rows took it.
    """
    noun, label = NOUNS[kind], LABELS[kind]
    title = verb or f"save{plural.capitalize()}"
    name = title[0].upper() + title[1:]
    input_class = save_many_input(name, plural, row, optional or {})
    result = define_output(
        f"{name}Result", f"What became of one {noun}.", result_fields(noun, label)
    )
    payload = define_output(
        f"{name}Payload", f"What became of the {plural}.", bulk_fields(plural, result)
    )
    make = result_maker(result, noun)

    async def resolve(info: Info, input: Any) -> Any:
        shared = prepare(input)
        text = TextMode.FULL if getattr(input, "keep_text", UNSET) is True else TextMode.TITLE
        rows = getattr(input, plural)
        answer = await save(info.context, title, input, kind, rows, name=plural, text=text)
        made = await bulk_payload(
            info, payload, answer, label, lambda number: (plural, number), make
        )
        tell_where_sent(made.results, shared)
        return made

    return mutation(
        resolve,
        input_class,
        payload,
        f"Saves up to 1,000 {plural} in one transaction, each with its own result.",
        rows=plural,
    )


def tell_where_sent(results: Sequence[Any], shared: Shared) -> None:
    """Put faults of what rows took from the input at the place where it was sent."""
    for name, numbers in shared.items():
        for result in (results[number] for number in numbers if number < len(results)):
            for error in result.user_errors:
                if error.path[3:4] == [camel(name)]:
                    error.path = [error.path[0], *error.path[3:]]


async def bulk_payload(
    info: Info,
    payload: Any,
    answer: Answer | UserError,
    label: str,
    place: Callable[[int], tuple[str | int, ...]],
    make: Callable[[Outcome, NodeRecord | None, list[UserError]], Any],
) -> Any:
    """What became of many rows, or why none was looked at."""
    if isinstance(answer, UserError):
        return payload(results=[], **counts(None), user_errors=[answer])
    results, errors = await results_of(info, answer, label, place, make)
    return payload(results=results, **counts(answer), user_errors=errors)
