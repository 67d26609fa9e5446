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

from api.types.conventions import LONGEST_LIST, MOST_TERMS
from api.types.graphql_names import camel
from api.types.null_inputs import IS_NULL, refuse_nulls
from api.types.record_types import graphql_enum
from graph.errors import BadInput
from graph.records import BY_LABEL, NodeRecord
from graph.records.base import Property
from graph.records.enums import Choice
from graph.store.where import Filter

_DOCS = {
    "eq": "Equal to this value; of texts letter by letter.",
    "in_": "Equal to one of these values, at most 100; of texts letter by letter.",
    "eq_fold": "Equal to this text, whatever the case, accents and way of writing: `Résumé` is "
    "`resume`, `Straße` is `STRASSE`. As all that folds, it compares the first 500 characters.",
    "in_fold": "Equal to one of these texts as `eqFold` compares them, at most 100.",
    "contains": "Holds this text, whatever the case and accents.",
    "starts_with": "Begins with this text, whatever the case and accents.",
    "gt": "Above this value.",
    "gte": "This value or above.",
    "lt": "Below this value.",
    "lte": "This value or below.",
    "is_null": "True: absent. False: there.",
}
_EXACT = {"eq": "eq", "in_": "in"}
_FOLDED = {"eq_fold": "eq", "in_fold": "in", "contains": "contains", "starts_with": "starts_with"}
_COMPARATORS = _EXACT | _FOLDED | {name: name for name in ("gt", "gte", "lt", "lte")}
"""Comparator of the API → the predicate of `cypher/where/`."""

_TEXT = (*_EXACT, *_FOLDED, "is_null")
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


def comparison_input(item: Property) -> Any:
    """The input that compares a property."""
    return _comparison_input(item.type, item.key is not None)


@cache
def _comparison_input(bare: type, folded: bool) -> Any:
    shown: Any = bare
    comparators: tuple[str, ...]
    if issubclass(bare, Choice):
        name, comparators = f"{bare.__name__}Where", _EQUAL
        shown = graphql_enum(bare)
    elif bare is str and not folded:
        name, comparators = "ExactTextWhere", _EQUAL
    else:
        name, comparators = _NAMES[bare]
    types = {"in_": list[shown], "in_fold": list[shown], "is_null": bool}
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
            item.name: Optional[comparison_input(item)]  # noqa: UP045
            for item in filtered
        },
        "__module__": __name__,
    }
    for item in filtered:
        body[item.name] = strawberry.field(description=item.doc, default=UNSET)
    return strawberry.input(
        type(f"{node.label}Where", (), body),
        description=f"Which {node.label} nodes a list shows; all terms must hold. "
        "A comparison with an absent value is false. A term that is not given, or whose variable "
        "has no value, asks for nothing; one that is null is refused.",
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
    """The comparisons that a `where` input asks for.

    Raises BadInput for a null, which is no value to compare with, and beyond the published limits.
    """
    if where is None or where is UNSET:
        return ()
    found: list[list[Filter]] = []
    names = [item.name for item in node.PROPERTIES.values() if item.filtered]
    refuse_nulls(where, names, "where", remedy=IS_NULL)
    for name in names:
        asked = getattr(where, name, UNSET)
        if asked is not UNSET:
            found.extend(_comparisons(node.PROPERTIES[name], asked))
    if len(found) > MOST_TERMS:
        raise BadInput(
            f"`where` has {len(found)} terms, at most {MOST_TERMS} are allowed",
            remedy="compare fewer properties",
            path=("where",),
        )
    return tuple(one for term in found for one in term)


def _comparisons(item: Property, asked: Any) -> Iterable[list[Filter]]:
    """What is compared in the store for each term."""
    refuse_nulls(asked, [*_COMPARATORS, "is_null"], "where", item.name, remedy=IS_NULL)
    for name in _COMPARATORS:
        value = getattr(asked, name, UNSET)
        if value is UNSET:
            continue
        if isinstance(value, list) and len(value) > LONGEST_LIST:
            raise BadInput(
                f"`where.{camel(item.name)}.{camel(name)}` has {len(value)} values, at most "
                f"{LONGEST_LIST} are allowed",
                remedy="ask in several requests",
                path=("where", item.name, name),
            )
        yield stored_filters(item, name, value)
    absent = getattr(asked, "is_null", UNSET)
    if absent is not UNSET:
        yield [Filter(item.name, "is_null" if absent else "is_not_null")]


def stored_filters(item: Property, name: str, value: Any) -> list[Filter]:
    """One comparison of the API as the store makes it.

    A text with a folded twin is looked for by it, since that has the index; where it is compared
    letter by letter, what was found is then looked at as it is.
    """
    bare = tuple(map(_plain, value)) if isinstance(value, list | tuple) else _plain(value)
    comparator = _COMPARATORS[name]
    if item.key is None:
        return [Filter(item.name, comparator, bare)]
    folded = tuple(map(item.fold, bare)) if isinstance(bare, tuple) else item.fold(bare)
    exact = [Filter(item.name, comparator, bare)] if name in _EXACT else []
    return [Filter(item.key, comparator, folded), *exact]


def _plain(value: Any) -> Any:
    """An enum's text; anything else as it is."""
    return value.value if isinstance(value, Enum) else value
