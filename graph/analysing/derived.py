"""What a process has worked out of the ties of one version: kept until the next analysis of all talk."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from graph.store import Store, deadline

T = TypeVar("T")

KEPT = 512
"""Answers that are kept at once, the least lately used dropped."""


class Derived:
    """Answers by key; whoever asks while one is being worked out waits for the same."""

    def __init__(self) -> None:
        self._version: str | None = None
        self._kept: OrderedDict[Hashable, asyncio.Task[Any]] = OrderedDict()

    async def once(self, version: str, key: Hashable, work: Callable[[], T]) -> T:
        """What `work` gives, worked out in a thread by the first who asks."""
        return await self.read(version, key, lambda: asyncio.to_thread(work))

    async def read(
        self, version: str, key: Hashable, work: Callable[[], Coroutine[Any, Any, T]]
    ) -> T:
        """What `work` gives, awaited by the first who asks."""
        if version != self._version:
            self._version = version
            self._kept.clear()
        task = self._kept.get(key)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = self._kept[key] = asyncio.create_task(undisturbed(work))
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        found: T = await asyncio.shield(task)
        return found


async def undisturbed(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """What `work` gives, whoever asked first."""
    deadline.set(None)  # others wait for it too, so one request's deadline does not bound it
    return await work()


_DERIVED: WeakKeyDictionary[Store, Derived] = WeakKeyDictionary()


def derived_of(store: Store) -> Derived:
    """What this process has worked out of a store."""
    found = _DERIVED.get(store)
    if found is None:
        found = _DERIVED[store] = Derived()
    return found
