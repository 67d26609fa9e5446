"""The input of mutations read value by value: what cannot be read is a fault of its row.

GraphQL refuses a whole request for one wrong date. Where the strict way fails, and the failure lies
inside the argument of a root field of a mutation, that argument is read here: an `Unreadable`, with
its place as it was sent, stands where the wrong value stood, and the rest is what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
    is_input_object_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_input_field,
    print_ast,
)
from graphql.execution.values import VariableValues
from graphql.pyutils import Undefined
from graphql.utilities.coerce_input_value import coerce_default_value, coerce_input_literal
from strawberry.exceptions import StrawberryInputCoercionError

from graph.sources.values import quote

Steps = tuple[str | int, ...]
LONGEST_SHOWN = 82

WANTED = {
    "Date": ("a day of the calendar is wanted", 'write it as "2026-01-31"'),
    "DateTime": ("a time with its zone is wanted", 'write it as "2026-01-31T09:30:00Z"'),
    "Decimal": ("a decimal number is wanted", 'write it as "1.5"'),
    "Int": ("a whole number of at most 32 bits is wanted", "write digits without quotation marks"),
    "Float": ("a number is wanted", "write digits without quotation marks"),
    "Boolean": ("true or false is wanted", "write true or false without quotation marks"),
    "String": ("a text is wanted", "put it in quotation marks"),
    "ID": ("an id is wanted", "put it in quotation marks"),
}
"""Scalar → what is wanted, and how to mend what is none."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands where a value cannot be read: its place in the argument as sent, why, how to mend it."""

    place: Steps
    reason: str
    remedy: str


class Misshapen(Exception):
    """The argument as a whole cannot be read; GraphQL's own words say why."""


class InputReader:
    """Reads arguments. `values` are the variables that could be read, `raw` those that could not.

    Without `values` variables are left out of account, as validation does.
    """

    def __init__(
        self, values: VariableValues | None = None, raw: Mapping[str, Any] | None = None
    ) -> None:
        self.values = values
        self.raw = raw or {}

    def literal(self, node: ValueNode, type_: Any, place: Steps = ()) -> Any:
        """The value of a literal; raises Misshapen where more than a leaf of it is wrong."""
        if isinstance(node, VariableNode):
            return self._variable(node.name.value, type_, place)
        if is_non_null_type(type_):
            if isinstance(node, NullValueNode):
                return _nothing(type_.of_type, place, "it must not be null")
            return self.literal(node, type_.of_type, place)
        if isinstance(node, NullValueNode):
            return None
        if is_list_type(type_):
            if not isinstance(node, ListValueNode):
                return [self.literal(node, type_.of_type, place)]
            return [
                self.literal(item, type_.of_type, (*place, number))
                for number, item in enumerate(node.values)
            ]
        if is_input_object_type(type_):
            if not isinstance(node, ObjectValueNode):
                raise Misshapen
            given = {field.name.value: field.value for field in node.fields}
            given = {name: one for name, one in given.items() if not self._is_missing(one)}
            return self._object(given, type_, place, self.literal)
        found = coerce_input_literal(node, type_, self.values)
        return _unreadable(type_, place, print_ast(node)) if found is Undefined else found

    def value(self, given: Any, type_: Any, place: Steps = ()) -> Any:
        """The value of what was sent as JSON."""
        if is_non_null_type(type_):
            if given is None:
                return _nothing(type_.of_type, place, "it must not be null")
            return self.value(given, type_.of_type, place)
        if given is None:
            return None
        if is_list_type(type_):
            if not isinstance(given, list):
                return [self.value(given, type_.of_type, place)]
            return [
                self.value(item, type_.of_type, (*place, number))
                for number, item in enumerate(given)
            ]
        if is_input_object_type(type_):
            if isinstance(given, dict):
                return self._object(given, type_, place, self.value)
            return _nothing(type_, place, f"an object is wanted, not {quote(given)}")
        try:
            found = type_.coerce_input_value(given)
        except Exception:  # noqa: BLE001 - whatever a scalar raises means that it is none
            found = Undefined
        return _unreadable(type_, place, quote(given)) if found is Undefined else found

    def _object(
        self, given: Mapping[str, Any], type_: GraphQLInputObjectType, place: Steps, read: Any
    ) -> Any:
        """An object with a value for each of its fields that is given or has one by default."""
        unknown = [name for name in given if name not in type_.fields]
        if unknown and read == self.literal:
            raise Misshapen
        if unknown:
            return _nothing(type_, place, f"there is no field `{unknown[0][:80]}`")
        made: dict[str, Any] = {}
        for name, field in type_.fields.items():
            if name in given:
                made[name] = read(given[name], field.type, (*place, name))
            elif is_required_input_field(field):
                if read == self.literal:
                    raise Misshapen
                made[name] = _nothing(field.type.of_type, (*place, name), "it is missing")
            else:
                default = coerce_default_value(field)
                if default is not Undefined:
                    made[name] = default
        try:
            return type_.out_type(made)
        except StrawberryInputCoercionError:
            if read == self.literal:
                raise Misshapen from None
            names = ", ".join(f"`{name}`" for name in type_.fields)
            return _nothing(type_, place, f"exactly one of {names} is wanted")

    def _variable(self, name: str, type_: Any, place: Steps) -> Any:
        if name in self.raw:
            return self.value(self.raw[name], type_, place)
        if self.values is None:
            return None
        found = self.values.coerced.get(name)
        if found is None and is_non_null_type(type_):
            return _nothing(type_.of_type, place, "it must not be null")
        return found

    def _is_missing(self, node: ValueNode) -> bool:
        """Whether a field is given as a variable that nobody gave."""
        if self.values is None or not isinstance(node, VariableNode):
            return False
        name = node.name.value
        return name not in self.raw and name not in self.values.coerced


def _nothing(type_: Any, place: Steps, reason: str, remedy: str = "correct it") -> Any:
    """A value of the type that holds only an Unreadable; raises Misshapen for a whole argument."""
    if not place:
        raise Misshapen
    if is_non_null_type(type_):
        return _nothing(type_.of_type, place, reason, remedy)
    if is_list_type(type_):
        return [_nothing(type_.of_type, place, reason, remedy)]
    if is_leaf_type(type_):
        return Unreadable(place, reason, remedy)
    name, field = next(iter(type_.fields.items()))
    return type_.out_type({name: _nothing(field.type, place, reason, remedy)})


def _unreadable(type_: Any, place: Steps, given: str) -> Unreadable:
    if isinstance(type_, GraphQLEnumType):
        wanted = f"one of {', '.join(type_.values)} is wanted"
        remedy = "write one of these, or leave it out"
    else:
        wanted, remedy = WANTED[type_.name]
    short = given if len(given) <= LONGEST_SHOWN else given[: LONGEST_SHOWN - 1] + "…"
    return Unreadable(place, f"it is {short}; {wanted}", remedy)


def unreadables(value: Any) -> list[Unreadable]:
    """Everything in an input that cannot be read."""
    if isinstance(value, Unreadable):
        return [value]
    if isinstance(value, list):
        return [one for item in value for one in unreadables(item)]
    if hasattr(value, "__dataclass_fields__"):
        return [
            one for name in value.__dataclass_fields__ for one in unreadables(getattr(value, name))
        ]
    return []
