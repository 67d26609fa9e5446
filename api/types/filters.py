"""The comparisons of lists, made from the records: only what an index backs can be compared."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Optional

import strawberry
from strawberry import UNSET

from api.types.record_types import graphql_enum
from graph.records.base import Property
from graph.records.enums import Choice
from graph.store.filter_terms import Filter

DOCS = {
    "eq": "Equal to this value; of texts letter by letter.",
    "in_": "Equal to one of these values, at most 100; of texts letter by letter.",
    "eq_fold": "Equal to this text, whatever the case, accents and way of writing: `Résumé` is "
    "`resume`, `Straße` is `STRASSE`. As all that folds, it compares the first 500 characters.",
    "in_fold": "Equal to one of these texts as `eqFold` compares them, at most 100.",
    "contains": "Holds this text, whatever the case and accents.",
    "starts_with": "Begins with this text, whatever the case and accents.",
    "ne": "There, and another value; of texts letter by letter.",
    "not_in": "There, and none of these values, at most 100; of texts letter by letter.",
    "gt": "Above this value.",
    "gte": "This value or above.",
    "lt": "Below this value.",
    "lte": "This value or below.",
    "is_null": "True: absent. False: there.",
}
"""What each comparator asks."""

_EXACT = {"eq": "eq", "in_": "in"}
_OTHER = {"ne": "ne", "not_in": "not_in"}
_FOLDED = {"eq_fold": "eq", "in_fold": "in", "contains": "contains", "starts_with": "starts_with"}
COMPARATORS = _EXACT | _OTHER | _FOLDED | {name: name for name in ("gt", "gte", "lt", "lte")}
"""Comparator of the API → the predicate of `cypher/where/`."""

LISTS = ("in_", "not_in", "in_fold")
"""The comparators that take several values."""

_TEXT = (*_EXACT, *_OTHER, *_FOLDED, "is_null")
_RANGE = (*_EXACT, *_OTHER, "gt", "gte", "lt", "lte", "is_null")
_EQUAL = (*_EXACT, *_OTHER, "is_null")
_NAMES: dict[type, tuple[str, tuple[str, ...]]] = {
    str: ("TextWhere", _TEXT),
    int: ("IntWhere", _RANGE),
    float: ("FloatWhere", _RANGE),
    Decimal: ("DecimalWhere", _RANGE),
    datetime: ("DateTimeWhere", _RANGE),
    date: ("DateWhere", _RANGE),
    bool: ("BooleanWhere", ("eq", "is_null")),
}


@strawberry.input(description="Comparisons with an id; all given must hold.")
class IdWhere:
    """Global ids of nodes of one label."""

    eq: strawberry.ID | None = strawberry.field(default=UNSET, description="This node.")
    in_: list[strawberry.ID] | None = strawberry.field(
        name="in", default=UNSET, description="One of these nodes, at most 100."
    )
    ne: strawberry.ID | None = strawberry.field(default=UNSET, description="Another node.")
    not_in: list[strawberry.ID] | None = strawberry.field(
        default=UNSET, description="None of these nodes, at most 100."
    )


@strawberry.input(description="Comparisons with the node that is named; all given must hold.")
class NamedNodeWhere(IdWhere):
    """Global ids of nodes of one label, or that none is named."""

    is_null: bool | None = strawberry.field(default=UNSET, description=DOCS["is_null"])


@strawberry.input(description="What a list of tags holds; all given must hold.")
class TagsWhere:
    """Comparisons with a list of texts, letter by letter."""

    has: str | None = strawberry.field(default=UNSET, description="This one is among them.")
    has_any: list[str] | None = strawberry.field(
        default=UNSET, description="At least one of these is among them, at most 100."
    )


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
    types = {"is_null": bool} | dict.fromkeys(LISTS, list[shown])
    body: dict[str, Any] = {
        "__annotations__": {
            one: Optional[types.get(one, shown)]  # noqa: UP045
            for one in comparators
        },
        "__module__": __name__,
    }
    for one in comparators:
        graphql_name = "in" if one == "in_" else None
        body[one] = strawberry.field(description=DOCS[one], default=UNSET, name=graphql_name)
    return strawberry.input(
        type(name, (), body), description="Comparisons with one property; all given must hold."
    )


def stored_filters(item: Property, name: str, value: Any) -> list[Filter]:
    """One comparison of the API as the store makes it.

    A text with a folded twin is looked for by it, since that has the index; where it is compared
    letter by letter, what was found is then looked at as it is.
    """
    bare = tuple(map(_plain, value)) if isinstance(value, list | tuple) else _plain(value)
    comparator = COMPARATORS[name]
    if item.key is None or name in _OTHER:
        return [Filter(item.name, comparator, bare)]
    folded = tuple(map(item.fold, bare)) if isinstance(bare, tuple) else item.fold(bare)
    exact = [Filter(item.name, comparator, bare)] if name in _EXACT else []
    return [Filter(item.key, comparator, folded), *exact]


def _plain(value: Any) -> Any:
    """An enum's text; anything else as it is."""
    return value.value if isinstance(value, Enum) else value
