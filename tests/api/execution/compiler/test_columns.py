"""How a stored value becomes JSON, for every type that the records have."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from graphql import GraphQLError
from strawberry.utils.str_converters import to_camel_case

from api.execution.compiler.columns import default_of, shape_of
from api.schema.schema import schema
from graph.records import NODES
from graph.records.base import Property
from graph.records.enums import Choice

STORED = [
    (node.label, name, item)
    for node in NODES
    for name, item in node.PROPERTIES.items()
    if item.points_at is None
    and to_camel_case(item.shown) in getattr(schema._schema.type_map.get(node.label), "fields", {})
]
AS_STORED = (str, int, bool, date)
"""Types whose values the store gives as they are shown: nothing is done for them, row by row."""
SHOWN: dict[type, tuple[Any, Any]] = {
    datetime: ("2026-03-29T01:30:00.5+01:00[Europe/Berlin]", "2026-03-29T00:30:00.500000+00:00"),
    Decimal: ("12.50", "12.50"),
    float: (0.25, 0.25),
}


def shape(label: str, name: str, item: Property) -> Any:
    """How the values of a property become JSON, as the schema has it."""
    return shape_of(item, schema._schema.type_map[label].fields[to_camel_case(item.shown)].type)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("label", "name", "item"), STORED)
def test_every_stored_property_is_shown_by_its_type(label: str, name: str, item: Property) -> None:
    made = shape(label, name, item)
    if item.type in AS_STORED:
        assert made is None
    elif issubclass(item.type, Choice):
        assert [made(one.value) for one in item.type] == [one.name for one in item.type]
    else:
        stored, shown = SHOWN[item.type]
        assert made(stored) == shown
    if item.type is float:
        with pytest.raises(GraphQLError):
            made(float("nan"))


@pytest.mark.parametrize(("label", "name", "item"), STORED)
def test_what_is_never_null_has_a_value_where_nothing_is_stored(
    label: str, name: str, item: Property
) -> None:
    absent = [] if item.many else False if item.type is bool and not item.optional else None
    assert default_of(item) == absent
