"""What a process has worked out of the ties of one version: kept until the next analysis of all talk."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, TypeVar

from graph.store.driver import Store
from graph.store.operation import deadline
from graph.store.per_store_cache import PerStoreCache

T = TypeVar("T")

MOST_ANSWERS = 512
"""Answers that are kept at once, the least lately used dropped."""


class AnswerCache:
    """Answers by key; whoever asks while one is being worked out waits for the same."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._tasks: OrderedDict[Hashable, asyncio.Task[Any]] = OrderedDict()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._tasks

    def clear(self) -> None:
        """Drop all answers."""
        self._tasks.clear()

    async def once(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """What `work` gives, awaited by the first who asks; the least lately used is dropped."""
        task = self._tasks.get(key)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = self._tasks[key] = asyncio.create_task(_undisturbed(work))
        self._tasks.move_to_end(key)
        while len(self._tasks) > self._most:
            self._tasks.popitem(last=False)
        answer: T = await asyncio.shield(task)
        return answer


class VersionAnswers:
    """What is worked out of one version; everything is dropped when the version changes."""

    def __init__(self) -> None:
        self._version: str | None = None
        self._kept = AnswerCache(MOST_ANSWERS)

    async def once(self, version: str, key: Hashable, work: Callable[[], T]) -> T:
        """What `work` gives, worked out in a thread by the first who asks."""
        if version != self._version:
            self._version = version
            self._kept.clear()
        return await self._kept.once(key, lambda: asyncio.to_thread(work))


async def _undisturbed(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    deadline.set(None)  # others wait for it too, so one request's deadline does not bound it
    return await work()


_ANSWERS: PerStoreCache[VersionAnswers] = PerStoreCache(lambda _: VersionAnswers())


def answers_of_version(store: Store) -> VersionAnswers:
    """What this process has worked out of a store."""
    return _ANSWERS.of(store)
