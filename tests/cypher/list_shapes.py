"""Every shape that a list statement can take: order, part of the list, one filter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from api.types.filters import LISTS, comparison_input, stored_filters
from graph.records.base import Property
from graph.store.filter_terms import Filter
from graph.store.read_policy import Reader, Scope, reader_parameters
from graph.store.statement_lists import NodeList, RootList
from graph.store.statements import all_statements
from graph.store.where import (
    Page,
    count_statement,
    own_order,
    page_statement,
)

RANGES = {"first": {}, "after": {"after": "m"}, "before": {"before": "m", "backward": True}}


@dataclass(frozen=True)
class Shape:
    """One text that a list statement can become, with values for its parameters."""

    statement: str
    order: str
    """The property by which it is ordered; empty for the list's own order, and for counts."""
    part: str
    filter: str
    """What the planner tells apart of it; `no filter`."""
    what: str
    text: str
    params: dict[str, Any]


def filters(item: Property) -> Iterator[tuple[Filter, ...]]:
    """Every comparison that the API can make with a property, as the store makes it."""
    for name in comparison_input(item).__annotations__:
        if name == "is_null":
            yield (Filter(item.name, "is_null"),)
            yield (Filter(item.name, "is_not_null"),)
        else:
            value = example(item)
            many = name in LISTS
            yield tuple(stored_filters(item, name, [value, value] if many else value))


INDEX = re.compile(r"FOR \(n:(\w+)\)\s+(?:ON \(n\.(\w+)\)|REQUIRE n\.(\w+) IS UNIQUE)")


@cache
def indexed() -> frozenset[tuple[str, str]]:
    """(label, property) of every index of one property."""
    texts = [one.text for one in all_statements().values() if one.folder == "schema"]
    found = [one for text in texts for one in INDEX.findall(text)]
    return frozenset((label, plain or unique) for label, plain, unique in found)


def structure(label: str, item: Property, one: Filter) -> str:
    """What the planner tells apart: the kind of index on the property, and the kind of comparison."""
    kind = "folded" if item.key else "flag" if item.type is bool else "plain"
    if (label, item.key or item.name) not in indexed():
        kind = f"unindexed {kind}"
    ranges = ("gt", "gte", "lt", "lte")
    return f"{kind} {'range' if one.comparator in ranges else one.comparator}"


def example(item: Property) -> Any:
    """A value of the property's type, as the store compares it."""
    if issubclass(item.type, StrEnum):
        return next(iter(item.type)).value
    values: dict[type, Any] = {
        str: "m",
        int: 3,
        float: 0.5,
        bool: True,
        datetime: datetime(2026, 1, 31, tzinfo=UTC),
        date: date(2026, 1, 31),
    }
    return values[item.type]


READER = reader_parameters(Reader(Scope.OWN, "acme/a"), ["acme/c"], ["acme/g"])
"""The parameters of a reader who may not read everything."""


def shapes(relation: RootList[Any] | NodeList[Any], *, restricted: bool = False) -> Iterator[Shape]:
    """Every shape of one list, and the counts of it; `restricted`: as a reader of some talk is sent it."""
    node = relation.node
    choices: list[tuple[str, tuple[Filter, ...]]] = [("no filter", ())]
    for item in node.PROPERTIES.values():
        for one in filters(item) if item.filtered else ():
            choices.append((" and ".join(structure(node.label, item, part) for part in one), one))
    orders = [None, *(one for one in node.orders if one != own_order(relation.name))]
    for kind, chosen in choices:
        said = " ".join(f"{one.property} {one.comparator}" for one in chosen) or "no filter"
        for order in orders:
            for part, asked in RANGES.items():
                page = Page(order=order, filters=chosen, **asked)
                text, params = page_statement(relation.name, page, restricted=restricted)
                what = f"{order or 'own order'}, {part}, {said}"
                yield _shape(relation, (order or "", part, kind, what), text, params)
        text, params = count_statement(relation.name, Page(filters=chosen), restricted=restricted)
        yield _shape(relation, ("", "count", kind, f"count, {said}"), text, params)


def _shape(
    relation: Any, kind: tuple[str, str, str, str], text: str, params: dict[str, Any]
) -> Shape:
    ids = {} if isinstance(relation, RootList) else {"ids": ["acme/a", "acme/b"]}
    reader = READER if "$reader" in text else {}
    return Shape(relation.name, *kind, text, params | ids | reader)
