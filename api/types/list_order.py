"""The `orderBy` inputs: by which fields lists are ordered, up or down, with what has no value first or last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

import strawberry
from strawberry import UNSET

from api.types.conventions import MOST_ORDER_KEYS
from api.types.null_inputs import refuse_nulls
from graph.errors import BadInput
from graph.records import BY_LABEL, NodeRecord
from graph.records.base import BY_UPDATED
from graph.store.list_orders import OrderKey, keys_of

ORDER_BY = (
    f"In which order: by the first key, where rows tie by the next, at most {MOST_ORDER_KEYS}, at last by "
    "the order that the list has without it. One key need not be in a list."
)


@strawberry.enum(description="Which way an order goes.")
class OrderDirection(Enum):
    """Up or down."""

    ASC = strawberry.enum_value(False, description="Lowest first; of flags false, of texts A.")
    DESC = strawberry.enum_value(True, description="Highest first.")


@strawberry.enum(description="Where what has no value stands in an order.")
class OrderNulls(Enum):
    """Before or after the values."""

    FIRST = strawberry.enum_value(True, description="Before all that have one.")
    LAST = strawberry.enum_value(False, description="After all that have one.")


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a list: one sort key as it is (None: the list's own), or several keys."""

    by: str | None = None
    descending: bool = False
    keys: tuple[OrderKey, ...] = ()

    @property
    def follows_changes(self) -> bool:
        """Whether it shows changes from the oldest on."""
        if self.keys:
            return self.keys[0].name == BY_UPDATED and not self.keys[0].descending
        return self.by == BY_UPDATED and not self.descending


def order_input(node: type[NodeRecord]) -> Any:
    """The input of one key of the order of a list of these nodes."""
    return _order_input(node.label)


@cache
def _order_input(label: str) -> Any:
    fields = {
        name.upper(): strawberry.enum_value(key, description=f"By {meaning}.")
        for name, (key, meaning) in keys_of(BY_LABEL[label]).items()
    }
    made = Enum(f"{label}OrderField", fields, module=__name__)  # type: ignore[misc]
    field: Any = strawberry.enum(
        made, description=f"By what a list of {label} nodes can be ordered."
    )
    body: dict[str, Any] = {
        "__annotations__": {
            "field": field,
            "direction": OrderDirection,
            "nulls": OrderNulls | None,
        },
        "__module__": __name__,
        "field": strawberry.field(description="By what."),
        "direction": strawberry.field(default=OrderDirection.ASC, description="Which way."),
        "nulls": strawberry.field(
            default=UNSET,
            description="Where those without a value stand; without it they count as highest.",
        ),
    }
    return strawberry.input(
        type(f"{label}Order", (), body),
        description=f"One key of the order of a list of {label} nodes.",
    )


def order_of(given: Mapping[str, Any]) -> Order:
    """The order that the arguments of a list ask for; raises BadInput where they cannot be followed."""
    asked = given.get("order_by")
    if asked is None or asked is UNSET or not asked:
        since = given.get("changed_since")
        return Order(None if since is None or since is UNSET else BY_UPDATED)
    if len(asked) > MOST_ORDER_KEYS:
        raise BadInput(
            f"`orderBy` has {len(asked)} keys, at most {MOST_ORDER_KEYS} are allowed",
            remedy="leave out the last ones",
            path=("orderBy",),
        )
    keys: list[OrderKey] = []
    for number, one in enumerate(asked):
        if one is None:
            raise BadInput(
                f"`orderBy.{number}` is null", remedy="leave it out", path=("orderBy", number)
            )
        refuse_nulls(one, ("nulls",), "order_by", number)
        key = _key(one)
        if any(key.name == before.name for before in keys):
            raise BadInput(
                f"`orderBy` names {one.field.name} twice",
                remedy="leave out the second one",
                path=("orderBy", number, "field"),
            )
        keys.append(key)
    first = keys[0]
    if len(keys) == 1 and first.is_sort_key and first.nulls_first == first.descending:
        return Order(first.name, first.descending)
    return Order(keys=tuple(keys))


def _key(asked: Any) -> OrderKey:
    key: OrderKey = asked.field.value
    descending: bool = asked.direction.value
    nulls_first = descending if asked.nulls is UNSET else asked.nulls.value
    return OrderKey(key.label, key.name, key.type, key.is_sort_key, descending, nulls_first)
