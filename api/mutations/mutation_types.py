"""GraphQL types that are alike for each noun, made from a table of their fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, get_origin

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.cost import Cost
from api.execution.input_coercion import unreadables
from api.mutations.payloads import UserError, not_permitted, of_error
from api.types.graphql_names import camel
from graph.errors import BadInput
from graph.identity.roles import MUTATIONS
from graph.writing.row_results import Status

KEY = "The same key gets the same answer, and nothing is done twice; kept for 7 days."
NOTES = "What is worth knowing of what was saved."
ERRORS = "Why something was rejected; empty where all is well."
ON_ERROR = "What happens to the good rows when another is rejected; ABORT by default."


def define_output(name: str, description: str, fields: Mapping[str, tuple[Any, str]]) -> Any:
    """A GraphQL type with these fields: name → type and description."""
    body: dict[str, Any] = {
        field: strawberry.field(
            description=doc, metadata={"entries": 1} if field == "user_errors" else {}
        )
        for field, (_, doc) in fields.items()
    }
    body["__annotations__"] = {field: type_ for field, (type_, _) in fields.items()}
    return strawberry.type(type(name, (), body), description=description)


def define_input(
    name: str,
    description: str,
    required: Mapping[str, tuple[Any, str]],
    optional: Mapping[str, tuple[Any, str]],
) -> Any:
    """A GraphQL input with these fields: name → type and description.

    A switch that is not given is off, and cannot be null: `preview: null` shall not write.
    """
    body: dict[str, Any] = {
        field: strawberry.field(description=doc) for field, (_, doc) in required.items()
    }
    body |= {
        field: strawberry.field(description=doc, default=False if type_ is bool else UNSET)
        for field, (type_, doc) in optional.items()
    }
    body["__annotations__"] = {field: type_ for field, (type_, _) in required.items()} | {
        field: bool if type_ is bool else type_ | None for field, (type_, _) in optional.items()
    }
    return strawberry.input(type(name, (), body), description=description)


def mutation(
    resolve: Callable[..., Any],
    input_class: Any,
    payload: Any,
    description: str,
    cost: Cost | None = None,
    rows: str | None = None,
) -> Any:
    """The field of a mutation with one input; `cost` is what it costs besides what is selected.

    What cannot be read of the list `rows` is left to its rows, each of which must have a result of
    its own to tell it; anything else refuses the input.
    """

    async def resolve_readable(info: Info, input: Any) -> Any:
        error = not_permitted(info.context.viewer, MUTATIONS[info.field_name])
        if error is not None:
            return refusal_payload(payload, [error])
        rows_name = None if rows is None else camel(rows)
        faults = [
            fault
            for fault in unreadables(input)
            if len(fault.place) < 2 or fault.place[0] != rows_name
        ]
        if faults:
            return refusal_payload(
                payload,
                [
                    of_error(BadInput(fault.reason, remedy=fault.remedy, path=fault.place))
                    for fault in faults
                ],
            )
        return await resolve(info, input)

    resolve_readable.__annotations__ = {
        "info": Info,
        "input": Annotated[input_class, strawberry.argument(description="What is asked.")],
        "return": payload,
    }
    priced = {} if cost is None else {"cost": cost}
    return strawberry.mutation(resolver=resolve_readable, description=description, metadata=priced)


def refusal_payload(payload: Any, errors: list[UserError]) -> Any:
    """The payload of an input of which nothing was looked at."""
    return payload(
        **{
            name: errors if name == "user_errors" else _empty_value(name, type_)
            for name, type_ in payload.__annotations__.items()
        }
    )


def _empty_value(name: str, type_: Any) -> Any:
    """What a field of a payload says where nothing was done."""
    if name == "status":
        return Status.REJECTED
    if get_origin(type_) is list:
        return []
    return type_() if type_ in (int, bool) else None
