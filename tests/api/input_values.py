"""Values for any input type of the schema: the least that is right, and every leaf set to another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLEnumType,
    is_input_object_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_input_field,
)

Steps = tuple[str | int, ...]

LEAST: dict[str, Any] = {
    "String": "x",
    "ID": "R29hbDphY21lL3g",  # Goal:acme/x
    "Int": 1,
    "Float": 0.5,
    "Boolean": True,
    "Date": "2026-01-31",
    "DateTime": "2026-01-31T09:30:00Z",
    "Decimal": "1",
    "JSON": {},
}
"""Scalar → a value that is right."""


EDGES: dict[str, list[Any]] = {
    "String": ["", "\0", "x" * 30_000, "ﷺ" * 500, "\uffff", "a\tb", "javascript:alert(1)", "a/b"],
    "ID": ["", "nope", "R29hbDo", "UGVyc29uOmFjbWUveA", "R29hbDpBIEIveA", "x" * 5000, 17],
    "Int": [0, -1, 2**31 - 1, -(2**31)],
    "Float": [-1, 0, 1, 1e308, -1e308, 5e-324],
    "Boolean": [True, False],
    "Date": ["0001-01-01", "9999-12-31"],
    "DateTime": [
        *("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00-14:00", "2026-01-01T00:00:00"),
        *("9999-12-31T23:59:59.999999-14:00", "9999-12-31T23:59:59.999999+14:00"),
    ],
    "JSON": [{"since": 1}, {"a": [1, None, {"b": "x"}]}, {"_": 0}, [], [[]], "x", 7, 1e308, True],
    "Decimal": [
        *("NaN", "sNaN", "-Infinity", "1e400", "1e999999999", "-1e999999999999999999"),
        *("1e-999999999", "0e999999999", "-0", "9" * 50, "1e-50", 1.5, -3),
    ],
}
"""Values that GraphQL accepts, at the edges of what they may say."""


def edges(leaf: Any) -> list[Any]:
    return list(leaf.values) if isinstance(leaf, GraphQLEnumType) else EDGES[leaf.name]


def bare(type_: Any) -> Any:
    """The type without `!`."""
    return type_.of_type if is_non_null_type(type_) else type_


def least(type_: Any) -> Any:
    """The least value of a type: only what must be given."""
    type_ = bare(type_)
    if is_list_type(type_):
        return [least(type_.of_type)]
    if isinstance(type_, GraphQLEnumType):
        return next(iter(type_.values))
    if is_leaf_type(type_):
        return LEAST[type_.name]
    if "key" in type_.fields and type_.name.endswith("Ref"):
        return {"key": {"source": "acme", "externalId": "x"}}
    return {
        name: least(field.type)
        for name, field in type_.fields.items()
        if is_required_input_field(field)
    }


def leaves(type_: Any, place: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """Every leaf of a type: its place, lists with one entry, and its type.

    A filter inside a filter is left to the list that it filters: they name one another without end.
    """
    type_ = bare(type_)
    if place and is_input_object_type(type_) and "and" in type_.fields:
        return
    if is_list_type(type_):
        yield from leaves(type_.of_type, (*place, 0))
    elif is_leaf_type(type_):
        yield place, type_
    else:
        for name, field in type_.fields.items():
            yield from leaves(field.type, (*place, name))


def with_leaf(type_: Any, place: Steps, value: Any) -> Any:
    """The least value of a type that has this value at this place."""
    type_ = bare(type_)
    if not place:
        return value
    if is_list_type(type_):
        return [with_leaf(type_.of_type, place[1:], value)]
    assert is_input_object_type(type_)
    name = str(place[0])
    least_value = {} if type_.name.endswith("Ref") and "key" in type_.fields else least(type_)
    return least_value | {name: with_leaf(type_.fields[name].type, place[1:], value)}


def literal(value: Any, type_: Any) -> str:
    """A value as it is written in a document."""
    type_ = bare(type_)
    if is_list_type(type_) and isinstance(value, list):
        return "[" + ", ".join(literal(item, type_.of_type) for item in value) + "]"
    if is_input_object_type(type_) and isinstance(value, dict):
        inside = (f"{name}: {literal(v, type_.fields[name].type)}" for name, v in value.items())
        return "{" + ", ".join(inside) + "}"
    if isinstance(type_, GraphQLEnumType) and isinstance(value, str):
        return value
    if isinstance(value, dict):
        inside = (f"{name}: {literal(v, type_)}" for name, v in value.items())
        return "{" + ", ".join(inside) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(literal(item, type_) for item in value) + "]"
    return json.dumps(value)


def has(value: Any, place: Steps) -> bool:
    """Whether a place is there, or at least what it would lie in."""
    for step in place[:-1]:
        try:
            value = value[int(step) if isinstance(value, list) else step]
        except (KeyError, IndexError, ValueError, TypeError):
            return False
    last = place[-1] if place else ""
    return isinstance(value, dict) or (
        isinstance(value, list) and str(last).isdigit() and int(last) < len(value)
    )
