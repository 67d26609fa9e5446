"""What a record is: a dataclass whose fields carry their documentation and how they may be filtered.

A field is declared once: its name is the property in the store and the alias in the statement, its
type and documentation become the GraphQL field, which has the same name unless `shown` says another.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import (
    Any,
    ClassVar,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from graph.keys import text_key

T = TypeVar("T")
R = TypeVar("R", bound="Record")


@dataclass(frozen=True, slots=True)
class Property:
    """One field of a record: `type` without None, whether it may be absent or is a list."""

    name: str
    doc: str
    type: type
    optional: bool
    many: bool
    key: str | None
    filtered: bool
    points_at: str | None
    fold: Callable[[str], str] = text_key
    """How the text of `key` is made."""
    shown: str = ""
    """The name by which the API shows it."""
    computed: bool = False
    """Whether statements work it out of another property."""


def prop(
    doc: str,
    *,
    key: str | None = None,
    filtered: bool = False,
    points_at: str | None = None,
    folded: Callable[[str], str] = text_key,
    shown: str | None = None,
    computed: bool = False,
) -> Any:
    """A documented field.

    `filtered`: an index backs it; `key`: the twin, made by `folded`, that is compared; `points_at`:
    the value is the id of a node of this label, which readers see in its place; `shown`: its name in
    the API where the store has another; `computed`: it is no property of the store, but worked out of
    another.
    """
    meta: dict[str, Any] = {"doc": doc, "key": key, "filtered": filtered or key is not None}
    meta |= {"points_at": points_at, "folded": folded, "shown": shown, "computed": computed}
    return field(metadata=meta)


BY_UPDATED = "by_updated"
"""The sort key of nodes that statements stamp when they change them."""
UPDATED: Mapping[str, str] = {BY_UPDATED: "time of the last change"}


def updated() -> Any:
    """The field of the moment at which a node was last changed, read of `by_updated`."""
    return prop(
        "When the store was last told something else of it. Null of what other programs have written.",
        computed=True,
    )


class Record:
    """Base of all records.

    `FIELDS` names the fields in order, `PROPERTIES` describes them, `CONVERTERS` are the places in
    a row whose value differs from the driver's, with the function that changes it.
    """

    __slots__ = ()
    FIELDS: ClassVar[tuple[str, ...]] = ()
    PROPERTIES: ClassVar[Mapping[str, Property]] = {}
    CONVERTERS: ClassVar[tuple[tuple[int, Callable[[Any], Any]], ...]] = ()


class NodeRecord(Record):
    """Base of the records of nodes: `label` in the store, `orders` (sort-key property → its meaning).

    The first order is the default. `order_names` says how the API calls those that are not called
    as their property is, without `by_`. `id` is unique per label.
    """

    __slots__ = ()
    label: ClassVar[str]
    orders: ClassVar[dict[str, str]]
    order_names: ClassVar[Mapping[str, str]] = {}
    id: str


@dataclass_transform(field_specifiers=(prop, field))
def record(cls: type[T]) -> type[T]:
    """The class as a slotted dataclass that knows its own properties."""
    class_: Any = dataclass(slots=True, eq=True)(cls)
    hints = get_type_hints(class_)
    class_.PROPERTIES = {item.name: _property(item, hints[item.name]) for item in fields(class_)}
    class_.FIELDS = tuple(class_.PROPERTIES)
    class_.CONVERTERS = tuple(
        (place, convert)
        for place, item in enumerate(class_.PROPERTIES.values())
        if (convert := _converter(item)) is not None
    )
    result: type[T] = class_
    return result


def records_from(rows: Sequence[tuple[Any, ...]], record_type: type[R]) -> list[R]:
    """Records made from rows whose values are in the order of the record's fields."""
    convert = record_type.CONVERTERS
    if not convert:
        return [record_type(*row) for row in rows]
    records = []
    for row in rows:
        values = list(row)
        for place, change in convert:
            values[place] = change(values[place])
        records.append(record_type(*values))
    return records


def _property(item: Any, hint: Any) -> Property:
    optional = many = False
    if get_origin(hint) in (Union, types.UnionType):
        rest = [arg for arg in get_args(hint) if arg is not type(None)]
        optional, hint = len(rest) < len(get_args(hint)), rest[0]
    if get_origin(hint) is list:
        many, hint = True, get_args(hint)[0]
    meta = item.metadata
    return Property(
        item.name,
        meta.get("doc", ""),
        hint,
        optional,
        many,
        meta.get("key"),
        meta.get("filtered", False),
        meta.get("points_at"),
        meta.get("folded", text_key),
        meta.get("shown") or item.name,
        meta.get("computed", False),
    )


def _converter(item: Property) -> Callable[[Any], Any] | None:
    """How the driver's value of this property becomes the record's; None where it stays as it is."""
    if item.many:
        return lambda value: [] if value is None else value
    if item.type is datetime:
        return lambda value: None if value is None else value.to_native().astimezone(UTC)
    if item.type is date:
        return lambda value: None if value is None else value.to_native()
    if item.type is Decimal or issubclass(item.type, StrEnum):
        enum = item.type
        return lambda value: None if value is None else enum(value)
    if item.type is bool and not item.optional:
        return bool
    return None
