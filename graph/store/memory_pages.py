"""Lists that are worked out in memory, a page at a time, with cursors as those of the store's lists."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from graph.errors import BadInput
from graph.keys import SEPARATOR
from graph.measures.arrays import Ints
from graph.store.where import Page

Key = Any


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a page: its cursor, the id of its node, what the list says of it."""

    cursor: str
    id: str
    says: Any


@dataclass(frozen=True, eq=False)
class MemoryList:
    """Things in order: their places, ids, sort keys, cursors, and what the list says of each."""

    label: str
    items: Ints
    id_of: Callable[[int], str]
    key_of: Callable[[int], Key]
    cursor_of: Callable[[int], str]
    key_in: Callable[[str], Key]
    """The sort key that a cursor stands for; raises ValueError where it is none."""
    says: Callable[[int], Any] = lambda _: None

    def __len__(self) -> int:
        return len(self.items)

    @property
    def ids(self) -> list[str]:
        """The ids of all things of the list, in its order."""
        return [self.id_of(item) for item in self.items.tolist()]

    def only(self, ids: Collection[str]) -> MemoryList:
        """The list of those with these ids."""
        shown = np.array([id_ in ids for id_ in self.ids], np.bool_)
        return replace(self, items=self.items[shown])

    def page(self, page: Page) -> tuple[list[Item], bool, bool]:
        """The rows of the page, whether more follow, whether more precede."""
        items = self.items.tolist()
        start, end = 0, len(items)
        if page.after is not None:
            start = bisect_right(items, self._key(page.after, "after"), key=self.key_of)
        if page.before is not None:
            end = bisect_left(items, self._key(page.before, "before"), key=self.key_of)
        end = max(start, end)
        if page.backward:
            first, last = max(start, end - page.limit), end
        else:
            first, last = start, min(end, start + page.limit)
        rows = [
            Item(self.cursor_of(item), self.id_of(item), self.says(item))
            for item in items[first:last]
        ]
        return rows, last < len(items), first > 0

    def _key(self, cursor: str, argument: str) -> Key:
        try:
            return self.key_in(cursor)
        except ValueError:
            raise BadInput(
                f"`{argument}` is not a cursor of this list",
                remedy="pass a cursor of the same list",
                path=(argument,),
            ) from None


def in_order(
    label: str,
    items: Ints,
    ids: Sequence[str],
    keys: Sequence[str],
    says: Callable[[int], Any] = lambda _: None,
) -> MemoryList:
    """A list of goals or groups in the order of their names; their places stand in that order."""
    return MemoryList(label, items, ids.__getitem__, keys.__getitem__, keys.__getitem__, str, says)


def most_first(
    label: str,
    items: Ints,
    ids: Sequence[str],
    amounts: Ints,
    says: Callable[[int], Any] = lambda _: None,
) -> MemoryList:
    """A list in the order of falling amounts, then of ids; items are given in the order of ids."""

    def key_of(item: int) -> Key:
        return -int(amounts[item]), ids[item]

    def cursor_of(item: int) -> str:
        return f"{int(amounts[item])}{SEPARATOR}{ids[item]}"

    def key_in(cursor: str) -> Key:
        amount, _, id_ = cursor.partition(SEPARATOR)
        return -int(amount), id_

    ordered = items[np.argsort(-amounts[items], kind="stable")]
    return MemoryList(label, ordered, ids.__getitem__, key_of, cursor_of, key_in, says)
