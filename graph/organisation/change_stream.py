"""The log of changes as it grows, read once a moment for all who follow it in this process.

Who follows holds a place: the id of a change, after which they want what comes. The latest changes are
at hand; who is further behind reads pages of the store until they have caught up. So nobody's lag takes
memory, and nothing is lost or told twice.
"""

from __future__ import annotations

import asyncio
import time
from bisect import bisect_right
from collections.abc import AsyncIterator, Callable, Coroutine, Hashable, Mapping, Sequence
from contextlib import asynccontextmanager
from contextvars import Context
from typing import Any, TypeVar

from graph.organisation.changes import changes
from graph.organisation.conventions import CHANGES_AT_HAND, CHANGES_READ
from graph.records import Change
from graph.store.driver import Store
from graph.store.filter_terms import Filter, Term
from graph.store.per_store_cache import PerStoreCache
from graph.store.shared_poll import PAUSE, SharedPoll
from graph.store.statement_lists import Page, nodes_by_id

T = TypeVar("T")


class ChangeStream:
    """The changes of one store: those between the places `_start` and `_end` are at hand."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._start: str | None = None
        self._end = ""
        self._recent: list[Change] = []
        self._poll = SharedPoll(self._look)
        self._answers: dict[Hashable, tuple[float, asyncio.Task[Any]]] = {}

    async def latest(self) -> str:
        """The place of the latest change; empty where there is none."""
        found = await changes.page(self.store, Page(limit=1, backward=True))
        return found.edges[0].node.id if found.edges else ""

    @asynccontextmanager
    async def following(self) -> AsyncIterator[None]:
        """A block in which somebody follows the log."""
        async with self._poll.following():
            yield

    async def after(self, place: str, terms: tuple[Term, ...] = ()) -> tuple[list[Change], str]:
        """Changes after a place, in order, and the place up to which there are no others.

        They are whatever was written or, for who is far behind, at least what passes `terms`. It waits
        until there are some, or the log was looked at once more.
        """
        if self._start is None or place < self._start:
            return await self._stored(place, terms)
        if place >= self._end:
            await self._poll.turn()
            if place < self._start:
                return [], place
        first = bisect_right(self._recent, place, key=lambda change: change.id)
        found = self._recent[first : first + CHANGES_READ]
        return found, found[-1].id if found else place

    async def read(self, store: Store, ids: Sequence[str]) -> Mapping[str, Change]:
        """Those of these changes that the reader of a store may read now."""
        key = ("read", store.reader, tuple(ids))
        return await self.shared(key, lambda: nodes_by_id(store, Change, ids))

    async def shared(self, key: Hashable, ask: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """What the store answers to a question that several ask at the same moment."""
        now = time.monotonic()
        known = self._answers.get(key)
        if known is None or now - known[0] > PAUSE or known[1].done() and known[1].exception():
            answering = asyncio.create_task(ask(), context=Context())
            answering.add_done_callback(_note)  # all who asked may have left
            self._answers = {k: v for k, v in self._answers.items() if now - v[0] <= PAUSE}
            known = self._answers[key] = now, answering
        answer: T = await asyncio.shield(known[1])
        return answer

    async def _stored(self, place: str, terms: tuple[Term, ...]) -> tuple[list[Change], str]:
        """A page of the log from the store. All that lay before `_end` at its beginning is in it."""
        end = self._end
        later = (Filter("id", "gt", place),) if place else ()
        found = await changes.page(self.store, Page(limit=CHANGES_READ, filters=(*later, *terms)))
        rows = [edge.node for edge in found.edges]
        if found.has_next:
            return rows, rows[-1].id
        if self._start is None:
            await self._poll.turn()
        return rows, max([place, end, *(row.id for row in rows[-1:])])

    async def _look(self) -> None:
        """Read what was written since; begin at the latest change."""
        if self._start is None:
            self._start = self._end = await self.latest()
            return
        later = Page(limit=CHANGES_READ, filters=(Filter("id", "gt", self._end),))
        while True:
            found = await changes.page(self.store, later)
            self._recent += [edge.node for edge in found.edges]
            if self._recent:
                self._end = self._recent[-1].id
            if len(self._recent) > CHANGES_AT_HAND:
                gone = len(self._recent) - CHANGES_AT_HAND
                self._start = self._recent[gone - 1].id
                del self._recent[:gone]
            if not found.has_next:
                return
            later = Page(limit=CHANGES_READ, filters=(Filter("id", "gt", self._end),))


def _note(answering: asyncio.Task[Any]) -> None:
    """Take note of how a question ended, whoever waits for it."""
    if not answering.cancelled():
        answering.exception()


_STREAMS: PerStoreCache[ChangeStream] = PerStoreCache(ChangeStream)


def change_stream_of(store: Store) -> ChangeStream:
    """The changes of a store for this process."""
    return _STREAMS.of(store)
