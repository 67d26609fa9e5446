"""Errors in their places: noted while an answer is made, put into it when all of it is there.

A field that fails holds null for the time being. When everything is answered, each error is told with
its path and its places in the document, and null goes up to the nearest field that may be null, as the
specification says; an error below a place that is null already is not told again. The shallowest come
first, then those that stand first in the answer: so the same request always tells the same errors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    GraphQLObjectType,
    Node,
    get_nullable_type,
    is_non_null_type,
    located_error,
)
from graphql.execution import Executor
from graphql.pyutils import Path

Steps = tuple[tuple[str, str | None] | None, ...]
"""A path without list indexes: response name and type of its object, None for an item of a list."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A field or an item of a list that failed."""

    path: Path
    error: Exception


@dataclass(frozen=True, slots=True)
class Place:
    """What the schema and the document say of the paths of the same steps.

    `order`: which field each step is among those selected beside it, None for an item; `nullable`: how
    many steps lead to the nearest place that may be null, 0 for the whole answer.
    """

    nodes: Sequence[Node]
    order: tuple[int | None, ...]
    nullable: int


def null_error(type_name: str, field_name: str) -> Exception:
    """What is said where a field that is never null has no value, in the words of graphql-core."""
    return TypeError(f"Cannot return null for non-nullable field {type_name}.{field_name}.")


def answer_with(
    executor: Executor[Any], root_type: GraphQLObjectType, grouped: Any, data: dict[str, Any]
) -> dict[str, Any] | None:
    """The answer in which every failure of the executor lies in its place; None where all is null."""
    failures: Sequence[Failure] = cast(Any, executor).failures
    places: dict[Steps, Place] = {}
    answer: dict[str, Any] | None = data
    located = []
    for failure in failures:
        chain = _chain(failure.path)
        steps = tuple(None if isinstance(p.key, int) else (p.key, p.typename) for p in chain)
        if steps not in places:
            places[steps] = _place(executor, root_type, grouped, steps)
        located.append((_rank(places[steps], chain), failure, chain, places[steps]))
    for _, failure, chain, place in sorted(located, key=lambda item: item[0]):
        above = chain[: place.nullable] if executor.error_propagation else chain
        nearest = above[-1] if above else None
        if executor.collected_errors.has_nulled_position(nearest):
            continue
        keys = [step.key for step in chain]
        error = located_error(failure.error, place.nodes, keys)
        executor.collected_errors.add(error, nearest)
        if nearest is None:
            answer = None
        else:
            _set_null(data, keys[: len(above)])
    return answer


def _chain(path: Path) -> list[Path]:
    """The path step by step, from the root on."""
    chain = []
    step: Path | None = path
    while step is not None:
        chain.append(step)
        step = step.prev
    return chain[::-1]


def _place(
    executor: Executor[Any], root_type: GraphQLObjectType, grouped: Any, steps: Steps
) -> Place:
    """What is known of the paths of these steps, found from the root down."""
    type_: Any = root_type
    details: Any = None
    order: list[int | None] = []
    nullable = 0
    for number, step in enumerate(steps, 1):
        if step is None:
            type_ = get_nullable_type(type_).of_type
            order.append(None)
        else:
            name, type_name = step
            object_type = cast(GraphQLObjectType, executor.schema.type_map[str(type_name)])
            if details is not None:
                grouped = executor.collect_subfields(object_type, details).grouped_field_set
            details = grouped[name]
            field = executor.schema.get_field(object_type, details[0].node.name.value)
            assert field is not None
            type_ = field.type
            order.append(list(grouped).index(name))
        if not is_non_null_type(type_):
            nullable = number
    return Place([detail.node for detail in details], tuple(order), nullable)


def _rank(place: Place, chain: Sequence[Path]) -> tuple[int, list[int]]:
    """How early an error is told: by the depth of its field, then by its place in the answer."""
    indexes = [
        cast(int, step.key) if order is None else order
        for order, step in zip(place.order, chain, strict=True)
    ]
    return sum(order is not None for order in place.order), indexes


def _set_null(data: Mapping[str, Any], keys: Sequence[str | int]) -> None:
    """Put null at a place of the answer, unless something above it is null already."""
    holder: Any = data
    for key in keys[:-1]:
        holder = holder[key]
        if holder is None:
            return
    holder[keys[-1]] = None
