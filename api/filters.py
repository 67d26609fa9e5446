"""The `where` and `orderBy` inputs, made from the records: only what an index backs can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Optional

import strawberry
from strawberry import UNSET

from api.shape import graphql_enum
from graph.errors import BadInput
from graph.keys import fold
from graph.records import BY_LABEL, NodeRecord
from graph.records.base import Property
from graph.records.enums import Choice
from graph.where import Filter

MOST_TERMS = 10
LONGEST_LIST = 100

_DOCS = {
    "eq": "Equal to this value.",
    "in_": "Equal to one of these values, at most 100.",
    "contains": "Holds this text, whatever the letter case.",
    "starts_with": "Begins with this text, whatever the letter case.",
    "gt": "Above this value.",
    "gte": "This value or above.",
    "lt": "Below this value.",
    "lte": "This value or below.",
    "is_null": "True: absent. False: there.",
}
_COMPARATORS = {"eq": "eq", "in_": "in", "contains": "contains", "starts_with": "starts_with"}
_COMPARATORS |= {name: name for name in ("gt", "gte", "lt", "lte")}

_TEXT = ("eq", "in_", "contains", "starts_with", "is_null")
_RANGE = ("eq", "in_", "gt", "gte", "lt", "lte", "is_null")
_EQUAL = ("eq", "in_", "is_null")
_NAMES: dict[type, tuple[str, tuple[str, ...]]] = {
    str: ("TextWhere", _TEXT),
    int: ("IntWhere", _RANGE),
    float: ("FloatWhere", _RANGE),
    Decimal: ("DecimalWhere", _RANGE),
    datetime: ("DateTimeWhere", _RANGE),
    date: ("DateWhere", _RANGE),
    bool: ("BooleanWhere", ("eq", "is_null")),
}


@cache
def comparison_input(bare: type) -> Any:
    """The input that compares a property of this type."""
    shown: Any = bare
    comparators: tuple[str, ...]
    if issubclass(bare, Choice):
        name, comparators = f"{bare.__name__}Where", _EQUAL
        shown = graphql_enum(bare)
    else:
        name, comparators = _NAMES[bare]
    types = {"in_": list[shown], "is_null": bool}
    body: dict[str, Any] = {
        "__annotations__": {
            one: Optional[types.get(one, shown)]  # noqa: UP045
            for one in comparators
        },
        "__module__": __name__,
    }
    for one in comparators:
        graphql_name = "in" if one == "in_" else None
        body[one] = strawberry.field(description=_DOCS[one], default=UNSET, name=graphql_name)
    return strawberry.input(
        type(name, (), body), description="Comparisons with one property; all given must hold."
    )


def where_input(node: type[NodeRecord]) -> Any:
    """The input that filters a list of these nodes; None where nothing can be compared."""
    return _where_input(node.label)


@cache
def _where_input(label: str) -> Any:
    node = BY_LABEL[label]
    filtered = [item for item in node.PROPERTIES.values() if item.filtered]
    if not filtered:
        return None
    body: dict[str, Any] = {
        "__annotations__": {
            item.name: Optional[comparison_input(item.type)]  # noqa: UP045
            for item in filtered
        },
        "__module__": __name__,
    }
    for item in filtered:
        body[item.name] = strawberry.field(description=item.doc, default=UNSET)
    return strawberry.input(
        type(f"{node.label}Where", (), body),
        description=f"Which {node.label} nodes a list shows; all terms must hold. "
        "A comparison with an absent value is false.",
    )


def order_enum(node: type[NodeRecord]) -> Any:
    """The enum of the orders of a list of these nodes."""
    return _order_enum(node.label)


@cache
def _order_enum(label: str) -> Any:
    node = BY_LABEL[label]
    members = {}
    for prop, meaning in node.orders.items():
        name = prop.removeprefix("by_").upper()
        members[f"{name}_ASC"] = strawberry.enum_value(
            (prop, False), description=f"By {meaning}, lowest first."
        )
        members[f"{name}_DESC"] = strawberry.enum_value(
            (prop, True), description=f"By {meaning}, highest first."
        )
    enum = Enum(f"{node.label}Order", members, module=__name__)  # type: ignore[misc]
    return strawberry.enum(enum, description=f"How a list of {node.label} nodes is ordered.")


def filters_of(node: type[NodeRecord], where: Any) -> tuple[Filter, ...]:
    """The comparisons that a `where` input asks for; raises BadInput beyond the published limits."""
    if where is None or where is UNSET:
        return ()
    found: list[Filter] = []
    for item in node.PROPERTIES.values():
        asked = getattr(where, item.name, None) if item.filtered else None
        if asked is not None and asked is not UNSET:
            found.extend(_comparisons(item, asked))
    if len(found) > MOST_TERMS:
        raise BadInput(
            f"`where` has {len(found)} terms, at most {MOST_TERMS} are allowed",
            remedy="compare fewer properties",
            path=("where",),
        )
    return tuple(found)


def _comparisons(item: Property, asked: Any) -> Iterable[Filter]:
    stored = item.key or item.name
    for name, comparator in _COMPARATORS.items():
        value = getattr(asked, name, UNSET)
        if value is UNSET or value is None:
            continue
        if name == "in_" and len(value) > LONGEST_LIST:
            raise BadInput(
                f"`where.{item.name}.in` has {len(value)} values, at most {LONGEST_LIST} are allowed",
                remedy="ask in several requests",
                path=("where", item.name, "in"),
            )
        value = (
            tuple(_stored(item, one) for one in value) if name == "in_" else _stored(item, value)
        )
        yield Filter(stored, comparator, value)
    absent = getattr(asked, "is_null", UNSET)
    if absent is not UNSET and absent is not None:
        yield Filter(item.name, "is_null" if absent else "is_not_null")


def _stored(item: Property, value: Any) -> Any:
    """The value as the store compares it: folded text, an enum's text."""
    if isinstance(value, Enum):
        return value.value
    return fold(value) if item.key and isinstance(value, str) else value
