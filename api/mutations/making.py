"""GraphQL types that are alike for each noun, made from a table of their fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info

KEY = "The same key gets the same answer, and nothing is done twice; kept for 7 days."
NOTES = "What is worth knowing of what was saved."
ERRORS = "Why something was rejected; empty where all is well."
ON_ERROR = "What happens to the good rows when another is rejected; ABORT by default."


def made_type(name: str, description: str, fields: Mapping[str, tuple[Any, str]]) -> Any:
    """A GraphQL type with these fields: name → type and description."""
    body: dict[str, Any] = {
        field: strawberry.field(description=doc) for field, (_, doc) in fields.items()
    }
    body["__annotations__"] = {field: type_ for field, (type_, _) in fields.items()}
    return strawberry.type(type(name, (), body), description=description)


def made_input(
    name: str,
    description: str,
    required: Mapping[str, tuple[Any, str]],
    optional: Mapping[str, tuple[Any, str]],
) -> Any:
    """A GraphQL input with these fields: name → type and description."""
    body: dict[str, Any] = {
        field: strawberry.field(description=doc) for field, (_, doc) in required.items()
    }
    body |= {
        field: strawberry.field(description=doc, default=UNSET)
        for field, (_, doc) in optional.items()
    }
    body["__annotations__"] = {field: type_ for field, (type_, _) in required.items()} | {
        field: type_ | None for field, (type_, _) in optional.items()
    }
    return strawberry.input(type(name, (), body), description=description)


def mutation(
    resolve: Callable[..., Any], given: Any, payload: Any, description: str, cost: int | None = None
) -> Any:
    """The field of a mutation with one input; `cost` is what it costs besides what is selected."""
    resolve.__annotations__ = {
        "info": Info,
        "input": Annotated[given, strawberry.argument(description="What is asked.")],
        "return": payload,
    }
    priced = {} if cost is None else {"cost": cost}
    return strawberry.mutation(resolver=resolve, description=description, metadata=priced)
