"""graphql-core's own executor as the reference of what an operation answers, and of its errors.

Where several errors null one place, which of them graphql-core tells depends on which resolver ends
first. So errors are compared with all that there are, found without letting null go up.
"""

from __future__ import annotations

import gc
import json
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import strawberry
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext


class EveryError(StrawberryGraphQLCoreExecutionContext):
    """graphql-core's executor that leaves null where a field fails, and so tells every error."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_propagation = False


@dataclass(frozen=True)
class Expected:
    """The data of an answer, all errors that may be told in it, and those that graphql-core told."""

    data: Any
    possible: Sequence[Any]
    told: Sequence[Any]


class Reference:
    """A schema that graphql-core alone executes."""

    def __init__(self, **options: Any) -> None:
        self.stock = strawberry.Schema(**options)
        self.every_error = strawberry.Schema(**options, execution_context_class=EveryError)

    async def expected(
        self, text: str, variables: Mapping[str, Any], context: Callable[[], Any]
    ) -> Expected:
        """What graphql-core answers; `context` makes a new one for each execution."""
        with quiet():
            stock = await self.stock.execute(
                text, variable_values=dict(variables), context_value=context()
            )
        if not stock.errors:
            return Expected(stock.data, [], [])
        every = await self.every_error.execute(
            text, variable_values=dict(variables), context_value=context()
        )
        return Expected(stock.data, formatted(every), formatted(stock))


@contextmanager
def quiet() -> Iterator[None]:
    """Without the warnings of coroutines that graphql-core drops where null goes up over them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        yield
        gc.collect()


def formatted(result: Any) -> list[Any]:
    """The errors of an answer as clients see them."""
    return [error.formatted for error in result.errors or []]


def faults(result: Any, expected: Expected) -> list[str]:
    """What is wrong with an answer beside the expected one.

    Data are the same; each error is one that there is, told once; whatever failed has null in its
    place or above it, and an error that says so.
    """
    wrong = []
    if json.dumps(result.data) != json.dumps(expected.data):
        wrong.append(f"data {json.dumps(result.data)}, not {json.dumps(expected.data)}")
    told = formatted(result)
    wrong += [f"no such error: {error}" for error in told if error not in expected.possible]
    if len({json.dumps(error["path"]) for error in told}) != len(told):
        wrong.append(f"told more than once: {told}")
    nulls = {null_of(result.data, error["path"]) for error in told}
    missing = {null_of(expected.data, error["path"]) for error in expected.possible} ^ nulls
    if missing:
        wrong.append(f"nulls without an error, or errors without null: {missing}")
    if len(expected.possible) == 1 and told != expected.told:
        wrong.append(f"told {told}, not {expected.told}")
    return wrong


def null_of(data: Any, path: Sequence[str | int]) -> tuple[str | int, ...] | None:
    """The first place on the path that is null; None where there is none."""
    for length, key in enumerate(path):
        if data is None:
            return tuple(path[:length])
        data = data[key]
    return tuple(path) if data is None else None
