"""What a process holds of each store: made when it is first asked for, dropped with the store.

Whoever reads, it is held of the store that hides nothing, and read with that one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from weakref import WeakKeyDictionary

from graph.store.driver import Store

T = TypeVar("T")


class PerStoreCache(WeakKeyDictionary[Store, T]):
    """Store → what is held of it."""

    def __init__(self, make: Callable[[Store], T]) -> None:
        super().__init__()
        self._make = make

    def of(self, store: Store) -> T:
        """What is held of this store."""
        store = store.base
        held = self.get(store)
        if held is None:
            held = self[store] = self._make(store)
        return held
