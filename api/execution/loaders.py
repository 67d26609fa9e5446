"""A loader: keys asked for during one turn of the event loop are read together, each once a request."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

V = TypeVar("V")


class Loader(Generic[V]):
    """Answers for keys in batches of at most `largest`; what is absent from an answer is `default`."""

    def __init__(
        self,
        batch: Callable[[Sequence[str]], Awaitable[Mapping[str, V]]],
        default: Any = None,
        largest: int = 10_000,
    ) -> None:
        self._batch = batch
        self._default = default
        self._largest = largest
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._known: dict[str, asyncio.Future[Any]] = {}
        self._shared: dict[str, Any] = {}
        self.is_shared = False
        """Whether keys may be answered from what others hold."""

    def share(self, values: dict[str, Any]) -> None:
        """Answer keys of `values` from there, and put there what is read.

        Whoever gives `values` answers for dropping them where they have changed in the store.
        """
        self._shared, self.is_shared = values, True

    def load(self, key: str) -> asyncio.Future[V]:
        """The value of one key, to be awaited; who is cancelled takes it from nobody else."""
        return asyncio.shield(self._future(key))

    def _future(self, key: str) -> asyncio.Future[V]:
        future = self._known.get(key)
        if future is None:
            loop = asyncio.get_running_loop()
            future = self._known[key] = loop.create_future()
            if key in self._shared:
                future.set_result(self._shared[key])
                return future
            if not self._waiting:
                loop.call_soon(self._start)
            self._waiting[key] = future
        return future

    async def load_many(self, keys: Sequence[str]) -> list[V]:
        """The values of these keys in their order."""
        futures = [self._future(key) for key in keys]
        for future in futures:
            if not future.done():
                await asyncio.shield(future)
        return [future.result() for future in futures]

    async def load_by_key(self, keys: Iterable[str]) -> dict[str, V]:
        """The value of each of these keys, which may be named several times."""
        each = list(dict.fromkeys(keys))
        return dict(zip(each, await self.load_many(each), strict=True))

    def _start(self) -> None:
        waiting, self._waiting = self._waiting, {}
        keys = list(waiting)
        for start in range(0, len(keys), self._largest):
            part = keys[start : start + self._largest]
            futures = [waiting[key] for key in part]
            task = asyncio.create_task(self._answer(part, futures, self._shared))
            _RUNNING.add(task)
            task.add_done_callback(_RUNNING.discard)

    async def _answer(
        self, keys: list[str], futures: list[asyncio.Future[Any]], shared: dict[str, Any]
    ) -> None:
        """Read the keys; `shared` is what was shared when the reading began: the answer may be older than later ones."""
        try:
            found = await self._batch(keys)
        except BaseException as error:
            for future in futures:
                if not future.done():
                    future.set_exception(error)
                    future.exception()  # marks it as seen: others may never await it
            if not isinstance(error, Exception):
                raise
            return
        shared.update(found)
        for key, future in zip(keys, futures, strict=True):
            if not future.done():
                future.set_result(found.get(key, self._default))


_RUNNING: set[asyncio.Task[None]] = set()
"""Keeps the tasks alive that the event loop itself only refers to weakly."""
