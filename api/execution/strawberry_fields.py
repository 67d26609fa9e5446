"""Fields as Strawberry declares them: their arguments, and how their leaves become JSON."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Any, cast

from graphql import GraphQLEnumType, GraphQLField
from graphql.execution.values import get_argument_values
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

PASSED = frozenset({"String", "ID", "Boolean", "Int"})
"""Scalars whose values in records are already what JSON shows."""


def arguments_of(
    executor: StrawberryGraphQLCoreExecutionContext,
    field: GraphQLField,
    details: Any,
    own: StrawberryField,
) -> dict[str, Any]:
    """The arguments of a selected field as its resolver takes them."""
    if not field.args:
        return {}
    first = details[0]
    given = get_argument_values(
        field,
        first.node,
        executor.variable_values,
        first.fragment_variable_values,
        executor.hide_suggestions,
    )
    converter = cast(Any, executor.schema)._strawberry_schema.schema_converter
    return convert_arguments(
        given,
        own.arguments,
        scalar_registry=converter.scalar_registry,
        config=converter.config,
    )


def own_field(field: GraphQLField | None) -> StrawberryField | None:
    """The field as Strawberry has it; None for one that is GraphQL's own."""
    found = None if field is None else field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    return found if isinstance(found, StrawberryField) else None


def leaf_shape(leaf: Any) -> Callable[[Any], Any] | None:
    """How a leaf's value becomes what JSON shows; None where it already is."""
    if isinstance(leaf, GraphQLEnumType):
        return enum_names(leaf).__getitem__
    if leaf.name in PASSED:
        return None
    return cast(Callable[[Any], Any], leaf.coerce_output_value)


PLAIN = {"String": str, "ID": str, "Boolean": bool, "Int": int, "Float": float}
"""Scalar → the type of values that JSON shows as they are, where all of a list are of it."""
LARGEST_INT = 2**31 - 1


def shown_list(leaf: Any, values: Any, *, nullable: bool) -> list[Any] | None:
    """A list of leaves as JSON shows it, where all are as they should be; None where one must be looked at.

    >>> from graphql import GraphQLFloat, GraphQLInt
    >>> shown_list(GraphQLInt, [1, None], nullable=True), shown_list(GraphQLInt, [2**31], nullable=True)
    ([1, None], None)
    >>> shown_list(GraphQLFloat, [0.5, float("nan")], nullable=True)
    """
    if type(values) is not list or (not nullable and None in values):
        return None
    if isinstance(leaf, GraphQLEnumType):
        names = enum_names(leaf)
        known = all(isinstance(one, str) and one in names for one in values if one is not None)
        return [None if one is None else names[one] for one in values] if known else None
    own = PLAIN.get(getattr(leaf, "name", ""))
    if own is None or not {*map(type, values)} <= {own, type(None)}:
        return None
    if own is int or own is float:
        numbers = [value for value in values if value is not None]
        if own is int and numbers and max(max(numbers), -min(numbers)) > LARGEST_INT:
            return None
        if own is float and not isfinite(sum(numbers)):
            return None
    return values


def enum_names(leaf: GraphQLEnumType) -> dict[str, str]:
    """Value of the store → name in the schema."""
    return {str(getattr(v.value, "value", v.value)): n for n, v in leaf.values.items()}
