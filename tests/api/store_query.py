"""A query answered by the schema over the real store, with the statements that it took."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphql import OperationDefinitionNode, parse

from api.execution.context import Context
from api.execution.selection import asked_at
from api.execution.viewer import LOCAL, Viewer
from api.schema.schema import schema
from graph.store.driver import Store
from graph.store.operation import observer

MEMBER = Viewer(id="acme/ann", roles=frozenset({"member"}))


@dataclass
class Answer:
    """Data and errors of one operation; `statements` counts (response path, statement)."""

    data: Any
    errors: list[Exception]
    statements: Counter[tuple[str, str]]


@cache
def declared(query: str) -> frozenset[str]:
    """The variables that the operations of a query declare."""
    return frozenset(
        variable.variable.name.value
        for definition in parse(query).definitions
        if isinstance(definition, OperationDefinitionNode)
        for variable in definition.variable_definitions or ()
    )


async def ask(
    store: Store, query: str, variables: dict[str, Any] | None = None, viewer: Viewer = LOCAL
) -> Answer:
    """The answer to a query, whose variables must all be declared: others would be ignored."""
    assert declared(query).issuperset(variables or {}), "a value for no variable"
    counted: Counter[tuple[str, str]] = Counter()
    asked_at.set("")
    token = observer.set(lambda name: counted.update([(asked_at.get(), name)]))
    try:
        result = await schema.execute(
            query, variable_values=variables, context_value=Context(store, viewer)
        )
    finally:
        observer.reset(token)
    return Answer(result.data, [e.original_error or e for e in result.errors or []], counted)


async def data(
    store: Store, query: str, variables: dict[str, Any] | None = None, viewer: Viewer = LOCAL
) -> Any:
    """The data of a query that must have no error, and asks no statement twice at one place."""
    answer = await ask(store, query, variables, viewer)
    assert answer.errors == []
    repeated = {key: times for key, times in answer.statements.items() if times > 1}
    assert not repeated, repeated
    return answer.data
