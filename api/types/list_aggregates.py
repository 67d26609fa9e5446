"""The fields `aggregate` and `facets` of connections, made from the records: one mechanism for every list.

Rows are told apart by enum and Boolean properties, by the month of the record's own time, and by groups;
`min`, `max` and `mean` are of numbers, `min` and `max` of decimals, times and days, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from typing import Annotated, Any

import strawberry

from api.execution.compiler.aggregate_sources import (
    ROWS,
    AggregateSource,
    FacetSource,
    FacetValueSource,
    facet_values,
    having,
)
from api.execution.compiler.columns import time_of
from api.execution.compiler.declarations import Aggregated
from api.execution.context import Context
from api.types.conventions import AGGREGATE_COST, MOST_FACETS
from api.types.facets import (
    Facet,
    FacetValue,
    facet_enum,
    name_of,
    people_shown,
    tally_of,
)
from api.types.graphql_names import camel
from api.types.record_types import batched, plain_field
from graph.errors import BadInput
from graph.model import properties_of_label
from graph.records import BY_LABEL, NodeRecord
from graph.records.base import Property
from graph.store.composition.aggregates import MOST_VALUES, Number, Numbers, Tally

FUNCTIONS = {"min": "min", "max": "max", "mean": "sum"}
"""Field of `aggregate` → function of the store; a mean is the sum over how many there are."""
_DOCS = {"min": "The least value of each.", "max": "The greatest value of each.", "mean": "The mean of each."}  # fmt: skip


def numbers_of(node: type[NodeRecord]) -> dict[str, dict[str, Number]]:
    """The numbers of the nodes of a label: field of `aggregate` → name of the property → number."""
    found: dict[str, dict[str, Number]] = {name: {} for name in FUNCTIONS}
    for item in node.PROPERTIES.values():
        is_time, twin = item.type in (date, datetime), twin_of(node, item)
        if item.many or item.computed or not (is_time or twin or item.type in (int, float)):
            continue
        for name, function in FUNCTIONS.items():
            if not ((is_time or twin) and name == "mean"):
                found[name][camel(item.shown)] = Number(function, item.name, is_time, twin)
    return {name: numbers for name, numbers in found.items() if numbers}


def twin_of(node: type[NodeRecord], item: Property) -> str | None:
    """The property that holds a decimal as a number; None where there is none."""
    if item.type is not Decimal:
        return None
    names = (f"{item.name}_value", f"{item.name}_number")
    return next((name for name in names if name in properties_of_label(node.label)), None)


class NumbersSource:
    """One number of each property of a list."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values


def _shown_number(item: Property, *, is_time: bool) -> Any:
    """What gives a number as the record has its property."""

    def get(root: NumbersSource) -> Any:
        value = root.values.get(item.name)
        if value is not None and item.type is Decimal:
            return Decimal(value)
        if value is None or not is_time:
            return value
        return time_of(value) if item.type is datetime else date.fromisoformat(value)

    return get


def _numbers_type(node: type[NodeRecord], stem: str, numbers: Mapping[str, Number]) -> Any:
    """The type of the numbers of one kind."""
    body: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
    for number in numbers.values():
        item = node.PROPERTIES[number.property]
        type_ = float if number.function == "sum" else item.type
        body[item.name] = plain_field(
            _shown_number(item, is_time=number.is_time),
            type_ | None,
            item.doc,
            name=camel(item.shown),
        )
    body["is_type_of"] = classmethod(lambda _, obj, *__: isinstance(obj, NumbersSource))
    made = type(f"{node.label}{stem}", (), body)
    return strawberry.type(made, description=f"A number of each property of {node.label} nodes.")


def _whole(node: type[NodeRecord]) -> Numbers:
    """All numbers of a label, for a list of which it is not known what is selected."""
    every = {one: None for numbers in numbers_of(node).values() for one in numbers.values()}
    columns: dict[Number, None] = {}
    for number in every:
        columns |= {number: None, having(number): None}
    return Numbers(tuple(columns))


def _number_shown(context: Context, root: AggregateSource, number: Number) -> Any:
    """A number that is known, as the viewer may be told of it; None where no row has one.

    A mean is shown to 12 digits, for the last ones depend on the order in which the store adds up.
    """
    rows = root.known[having(number)]
    if not rows or people_shown(context, root.node, rows) is None:
        return None
    value = root.known[number]
    return float(f"{value / rows:.12g}") if number.function == "sum" else value


def _numbers_field(node: type[NodeRecord], name: str, numbers: Mapping[str, Number], type_: Any) -> Any:  # fmt: skip
    whole = _whole(node)

    async def batch(
        context: Context, roots: Sequence[AggregateSource], _: dict[str, Any]
    ) -> list[NumbersSource]:
        found = []
        for root in roots:
            values = {}
            for number in numbers.values():
                if root.is_read or number in root.known:
                    await root.value(number, whole)
                    values[number.property] = _number_shown(context, root, number)
            found.append(NumbersSource(values))
        return found

    return batched(batch, type_, _DOCS[name] + " Null where no row has one, or fewer than 5 people, to a viewer who may not see each person's numbers.")  # fmt: skip


def _count_by(node: type[NodeRecord], enum: Any) -> Any:
    async def batch(
        context: Context, roots: Sequence[AggregateSource], given: dict[str, Any]
    ) -> list[list[FacetValueSource]]:
        tally = tally_of(node.label, given["field"])
        rows = [await root.value(tally, tally) for root in roots]
        return [
            facet_values(tally, one, lambda count: people_shown(context, node, count))
            for one in rows
        ]

    declared = Aggregated({}, lambda given: [tally_of(node.label, given["field"])], _no_facets)
    return batched(
        batch,
        list[FacetValue],
        f"How many rows have each value, those with most first, at most {MOST_VALUES}.",
        AGGREGATE_COST,
        {"facets": declared},
        field=Annotated[enum, strawberry.argument(description="By what rows are told apart.")],
    )


def _no_facets(context: Any, source: Any, tallies: Sequence[Tally]) -> list[Any]:
    return []


@cache
def aggregate_type(label: str) -> Any:
    """The type of what is said of a whole list of a label."""
    node = BY_LABEL[label]
    whole = _whole(node)

    async def count(_: Context, roots: Sequence[AggregateSource], __: dict[str, Any]) -> list[int]:
        return [await root.value(ROWS, whole) for root in roots]

    body: dict[str, Any] = {
        "__annotations__": {},
        "__module__": __name__,
        "count": batched(count, int, "How many rows, as `totalCount`."),
        "is_type_of": classmethod(lambda _, obj, *__: isinstance(obj, AggregateSource)),
    }
    numbers = numbers_of(node)
    range_type = _numbers_type(node, "Range", numbers["min"]) if "min" in numbers else None
    for name, of in numbers.items():
        type_ = _numbers_type(node, "Mean", of) if name == "mean" else range_type
        body[name] = _numbers_field(node, name, of, type_)
    if (enum := facet_enum(label)) is not None:
        body["count_by"] = _count_by(node, enum)
    made = type(f"{label}Aggregate", (), body)
    return strawberry.type(made, description=f"What is said of a whole list of {label} nodes.")


def aggregate_fields(label: str) -> dict[str, Any]:
    """The fields `aggregate` and, where rows can be told apart, `facets` of connections of a label."""
    node, enum = BY_LABEL[label], facet_enum(label)

    async def batch(
        context: Context, roots: Sequence[Any], _: dict[str, Any]
    ) -> list[AggregateSource]:
        return [AggregateSource(node, read=root.measures) for root in roots]

    said = batched(
        batch,
        aggregate_type(label),
        "What is said of the whole list with these filters, whatever the page.",
        AGGREGATE_COST,
        {"read": Aggregated(numbers_of(node), lambda _: (), _no_facets)},
    )
    return {"aggregate": said} | ({} if enum is None else {"facets": _facets_field(node, enum)})


def _facets_field(node: type[NodeRecord], enum: Any) -> Any:
    async def batch(
        context: Context, roots: Sequence[Any], given: dict[str, Any]
    ) -> list[list[FacetSource]]:
        asked, found = _tallies(node, given), []
        for root in roots:
            source = AggregateSource(node, read=root.measures)
            for tally in asked:
                await source.value(tally, tally)
            found.append(_facets(context, source, asked))
        return found

    return batched(
        batch,
        list[Facet],
        "How many rows of the whole list with these filters have each value, for each of these fields.",
        AGGREGATE_COST,
        {"read": Aggregated({}, partial(_tallies, node), _facets, is_list=True)},
        fields=Annotated[
            list[enum],
            strawberry.argument(description=f"By what; at most {MOST_FACETS}."),
        ],
    )


def _tallies(node: type[NodeRecord], given: Mapping[str, Any]) -> list[Tally]:
    """By what the arguments tell rows apart; raises BadInput for too many."""
    asked = given["fields"]
    if len(asked) > MOST_FACETS:
        raise BadInput(
            f"`fields` has {len(asked)} facets, at most {MOST_FACETS} are allowed",
            remedy="ask in several requests",
            path=("fields",),
        )
    return [tally_of(node.label, one) for one in asked]


def _facets(context: Context, source: AggregateSource, asked: Sequence[Tally]) -> list[FacetSource]:
    """The tallies that were read, as the viewer may see them."""
    told = partial(people_shown, context, source.node)
    return [
        FacetSource(
            name_of(source.node, tally),
            facet_values(tally, source.known[tally], told),
            len(source.known[tally]) > MOST_VALUES,
        )
        for tally in asked
    ]
