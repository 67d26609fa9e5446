"""Orders of lists by several keys: each a property or a count, up or down, with what has no value first or last.

Rows that tie in all keys come in the list's own order, whose sort key ends in the id: so an order is total. The
cursor of a row is the list of its keys and of that sort key; what lies behind it is said key by key:

    n.status > $after[0] OR n.status = $after[0] AND (n.due_on < date($after[1]) OR …)
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from graph.keys import ABSENT, SEPARATOR
from graph.records import NodeRecord
from graph.records.base import BY_UPDATED

DEGREES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "Group": {
        "membership_count": ("(n)<-[:MEMBER_OF]-()", "how many `memberships` it has"),
        "child_count": ("(n)<-[:PART_OF]-()", "how many `children` it has"),
        "goal_count": ("(n)-[:PURSUES]->()", "how many `goals` it works towards"),
    },
    "Goal": {
        "child_count": ("(n)<-[:SUPPORTS]-()", "how many `children` it has"),
        "check_in_count": ("(n)<-[:OF]-()", "how many `checkIns` it has"),
    },
    "Conversation": {
        "message_count": ("(n)<-[:IN]-()", "how many `messages` it has"),
    },
}
"""Label → name of an order → the relationships that it counts, whose number the store keeps, and what they are.

Only what each node's own count says: what depends on the day (who belongs), on what the viewer may read (links,
replies) or on accounts (owners) is no such number.
"""
_TYPED: Mapping[type, str] = {datetime: "datetime({})", date: "date({})"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|\+00:00)")


@dataclass(frozen=True, slots=True)
class OrderKey:
    """One key: a sort key, a property or a count of the listed label; absent values are last unless `nulls_first`."""

    label: str
    name: str
    type: type
    is_sort_key: bool = False
    descending: bool = False
    nulls_first: bool = False

    @property
    def expression(self) -> str:
        """Its value on `n`; null where there is none."""
        degree = DEGREES.get(self.label, {}).get(self.name)
        if degree is not None:
            return f"COUNT {{ {degree[0]} }}"
        if not self.is_sort_key:
            return f"coalesce(n.{self.name}, false)" if self.type is bool else f"n.{self.name}"
        if not self.name.startswith("by_"):
            return f"n.{self.name}"
        id_ = "n.key" if self.label == "Ref" else "n.id"
        own = f"n.{self.name}"
        cases = (
            f"WHEN {own} STARTS WITH '{ABSENT}' THEN null",
            f"WHEN {own} ENDS WITH ('{SEPARATOR}' + {id_}) THEN left({own}, size({own}) - size({id_}) - 1)",
            f"ELSE split({own}, '{SEPARATOR}')[0]",  # it is the id, or ends in the one of another node
        )
        return f"CASE {' '.join(cases)} END"

    def terms(self, value: str, *, backward: bool) -> str:
        """What rows are ordered by: whether there is a value, and the value."""
        first = self.nulls_first != backward
        down = " DESC" if self.descending != backward else ""
        return f"{value} IS {'NOT ' if first else ''}NULL, {value}{down}"

    def given(self, param: str) -> str:
        """The value of a cursor as the store compares it."""
        return _TYPED.get(self.type, "{}").format(param)

    def beyond(self, param: str, *, backward: bool) -> str:
        """That a row lies behind a cursor by this key; before it where `backward`."""
        here, there = self.expression, self.given(param)
        sign = "<" if self.descending != backward else ">"
        if self.nulls_first != backward:
            return f"({here} IS NOT NULL AND ({there} IS NULL OR {here} {sign} {there}))"
        return f"({there} IS NOT NULL AND ({here} IS NULL OR {here} {sign} {there}))"

    def level(self, param: str) -> str:
        """That a row has the value of a cursor."""
        here, there = self.expression, self.given(param)
        return f"({here} = {there} OR ({here} IS NULL AND {there} IS NULL))"

    def fits(self, value: Any) -> bool:
        """Whether a value can be one of this key in a cursor."""
        if value is None:
            return True
        if self.type is datetime:
            return (
                isinstance(value, str) and _MOMENT.fullmatch(value) is not None and _is_time(value)
            )
        if self.type is date:
            return isinstance(value, str) and len(value) == 10 and _is_time(value)
        if self.type is float:
            return isinstance(value, float | int) and not isinstance(value, bool)
        if self.type is int:
            return type(value) is int and -(1 << 63) <= value < 1 << 63
        if self.type is bool:
            return type(value) is bool
        return isinstance(value, str)


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text[:19])
    except ValueError:
        return False
    return True


def cursor_expression(keys: Sequence[OrderKey], own: str) -> str:
    """What stands in the column `cursor`: the keys of a row, then the list's own sort key."""
    return f"[{', '.join([*(key.expression for key in keys), own])}]"


def order_terms(keys: Sequence[OrderKey], *, backward: bool = False) -> str:
    """By what rows are ordered, once they have their `cursor`."""
    terms = [key.terms(f"cursor[{place}]", backward=backward) for place, key in enumerate(keys)]
    return ", ".join([*terms, f"cursor[{len(keys)}]{' DESC' if backward else ''}"])


def range_predicate(keys: Sequence[OrderKey], own: str, bound: str) -> str:
    """That a row lies after (or before) the cursor that the parameter `bound` (`after`, `before`) holds."""
    backward = bound == "before"
    text = f"{own} {'<' if backward else '>'} ${bound}[{len(keys)}]"
    for place in range(len(keys) - 1, -1, -1):
        key, param = keys[place], f"${bound}[{place}]"
        text = f"({key.beyond(param, backward=backward)} OR {key.level(param)} AND {text})"
    return text


def packed_cursor(values: Sequence[Any]) -> str:
    """The cursor of a row as text."""
    plain = [value.iso_format() if hasattr(value, "iso_format") else value for value in values]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def unpacked_cursor(text: str, keys: Sequence[OrderKey]) -> list[Any]:
    """The values of a cursor; raises ValueError where it is none of this order."""
    try:
        values = json.loads(text)
    except RecursionError:
        raise ValueError("lists in lists") from None
    if not _fit(values, keys):
        raise ValueError("values of another order")
    found: list[Any] = values
    return found


def _fit(values: Any, keys: Sequence[OrderKey]) -> bool:
    """Whether these are the values of the keys, and a sort key."""
    if not isinstance(values, list) or len(values) != len(keys) + 1:
        return False
    return isinstance(values[-1], str) and all(map(OrderKey.fits, keys, values))


def keys_of(node: type[NodeRecord]) -> dict[str, tuple[OrderKey, str]]:
    """By what the nodes of a label can be ordered: name in the API → key, and what it means.

    What a sort key says already is not offered again as a property.
    """
    found, names = {}, {BY_UPDATED: "updated_at", **node.order_names}
    for name, meaning in node.orders.items():
        shown = names.get(name, name.removeprefix("by_"))
        found[shown] = OrderKey(node.label, name, str, is_sort_key=True), meaning
    said = set(found)
    for item in node.PROPERTIES.values():
        if item.filtered and item.key is None and item.points_at is None and item.shown not in said:
            key = OrderKey(node.label, item.name, item.type)
            doc = f"{item.doc[:1].lower()}{item.doc[1:].rstrip('.')}"
            found[item.shown] = key, doc
    for name, (_, meaning) in DEGREES.get(node.label, {}).items():
        found[name] = OrderKey(node.label, name, int), meaning
    return found
