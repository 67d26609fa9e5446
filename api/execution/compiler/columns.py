"""What a column of a composed statement becomes: JSON as the answer shows it, or a record's value.

Times and days come as texts that the store made, `2026-03-29T01:30:00Z`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

from graphql import GraphQLEnumType, get_named_type

from api.execution.strawberry_fields import PASSED, enum_names
from graph.records.base import NodeRecord, Property
from graph.records.enums import Choice

Shape = Callable[[Any], Any]
WHOLE_SECONDS = len("2026-03-29T01:30:00Z")


def time_of(text: str) -> datetime:
    """The time in UTC that the store wrote, cut to microseconds.

    >>> time_of("2026-03-29T01:30:00.5+01:00[Europe/Berlin]").isoformat()
    '2026-03-29T00:30:00.500000+00:00'
    """
    return datetime.fromisoformat(text.partition("[")[0]).astimezone(UTC)


def shown_time(text: str) -> str:
    """The time as answers show it.

    >>> shown_time("2026-03-29T01:30:00Z"), shown_time("2026-03-29T01:30:00.120Z")
    ('2026-03-29T01:30:00+00:00', '2026-03-29T01:30:00.120000+00:00')
    """
    if len(text) == WHOLE_SECONDS and text[-1] == "Z":
        return f"{text[:-1]}+00:00"
    return time_of(text).isoformat()


def shape_of(item: Property, type_: Any) -> Shape | None:
    """How a value of the store, if there is one, becomes JSON; None where it already is."""
    leaf = get_named_type(type_)
    if isinstance(leaf, GraphQLEnumType):
        shape: Shape | None = enum_names(leaf).__getitem__
    elif item.type is datetime:
        return shown_time
    elif item.type is date or leaf.name in PASSED:
        shape = None
    elif item.type is Decimal:
        shape = lambda value: leaf.coerce_output_value(Decimal(value))
    else:
        shape = cast(Shape, leaf.coerce_output_value)
    if item.many and shape is not None:
        of_item = shape
        return lambda values: [of_item(value) for value in values]
    return shape


def default_of(item: Property) -> Any:
    """What stands for an absent value of a property that is never null."""
    if item.many:
        return []
    return False if item.type is bool and not item.optional else None


def sources_of(node: type[NodeRecord], columns: Mapping[str, Sequence[Any]]) -> list[Any]:
    """Records from their columns by property; without all of them, sources that know no more.

    Reading another property of such a source is an error, not null.
    """
    names = [name for name in node.FIELDS if name in columns]
    values = [
        list(map(convert, columns[name]))
        if (convert := _converter(node.PROPERTIES[name])) is not None
        else columns[name]
        for name in names
    ]
    if len(names) == len(node.FIELDS):
        return [node(*row) for row in zip(*values, strict=True)]
    return [
        SimpleNamespace(label=node.label, **dict(zip(names, row, strict=True)))
        for row in zip(*values, strict=True)
    ]


def _converter(item: Property) -> Shape | None:
    """How the store's value becomes the record's; None where it stays as it is."""
    if item.many:
        return lambda value: [] if value is None else value
    if item.type is datetime:
        return lambda value: None if value is None else time_of(value)
    if item.type is date:
        return lambda value: None if value is None else date.fromisoformat(value)
    if item.type is Decimal or issubclass(item.type, Choice):
        of_text: Shape = item.type
        return lambda value: None if value is None else of_text(value)
    return bool if item.type is bool and not item.optional else None
