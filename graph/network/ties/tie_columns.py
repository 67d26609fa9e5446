"""The ties that an API process answers from: packed columns, read once and kept until a new analysis.

Any window is then a matter of arrays; ties around a goal are read from its talk. Ties are as of the
latest analysis of all talk, which is the version that callers pass; without one there are no ties.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from graph.errors import TooCostly
from graph.measures.ties.pairs import Pairs, group_pairs, pairs_at
from graph.measures.ties.tie_graph import TieGraph
from graph.measures.ties.tie_strength import Interactions
from graph.network.conventions import GOAL_MESSAGES
from graph.network.ties.acts import acts_for_goal, acts_of_all, acts_stored, introductions_stored
from graph.network.ties.answer_cache import AnswerCache
from graph.network.ties.covered_network import day_of, network
from graph.network.ties.tie_query import TieQuery
from graph.organisation.coverage import Coverage, GroupMembers, coverage, group_members, homes
from graph.records.window import DAY, Window
from graph.store.driver import Store
from graph.store.per_store_cache import PerStoreCache

T = TypeVar("T")

MOST_TABLES = 32
"""Tables that are kept at once, the least lately used dropped."""


@dataclass(frozen=True, eq=False)
class TieTable:
    """The pairs of one window and goal, and the day at which they are taken."""

    pairs: Pairs
    day: int


class Columns:
    """What one process holds of one store; everything is dropped when the version changes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version: str | None = None
        self._kept = AnswerCache(MOST_TABLES)

    async def people(self, version: str, query: TieQuery) -> TieTable:
        """The ties between people."""
        self._renew(version)
        query = _plain(query)
        return await self._kept.once(("people", query), lambda: self._people(query))

    async def groups(self, version: str, query: TieQuery, kind: str | None) -> TieTable:
        """The ties between the groups of one kind."""
        self._renew(version)
        query = _plain(query)
        return await self._kept.once(("groups", query, kind), lambda: self._groups(query, kind))

    async def graph(self, version: str, query: TieQuery) -> TieGraph:
        """The ties among everybody covered: the network that an analysis of this measures."""
        self._renew(version)
        query = _plain(query)
        return await self._kept.once(("graph", query), lambda: self._graph(query))

    async def acts(self, version: str, query: TieQuery) -> tuple[Interactions, int]:
        """The acts that the question is about, and the day at which ties are taken."""
        self._renew(version)
        return await self._talk(_plain(query))

    async def membership(self, version: str, window: Window) -> GroupMembers:
        """Who belonged to which group at the window's end, or belongs now."""
        self._renew(version)
        return await self._kept.once(
            ("membership", window.end), lambda: group_members(self._store, window.end)
        )

    async def homes(self, version: str, window: Window) -> Mapping[str, str]:
        """The home of each person at the window's end, or now."""
        self._renew(version)
        return await self._kept.once(("homes", window.end), lambda: homes(self._store, window.end))

    async def covered(self, version: str, *, bots: bool = False) -> Coverage:
        """Everybody who may be measured."""
        self._renew(version)
        return await self._kept.once(("covered", bots), lambda: coverage(self._store, bots=bots))

    def _renew(self, version: str) -> None:
        if version != self._version:
            self._version = version
            self._kept.clear()

    async def _cells(self, goal: str | None, bots: bool) -> Interactions:
        if goal is None and not bots:
            return await acts_stored(self._store)
        everybody = await coverage(self._store, bots=bots)
        if goal is None:
            return (await acts_of_all(self._store, everybody.bots, _bounded)).cells

        introductions = partial(introductions_stored, self._store)
        acts = await acts_for_goal(self._store, goal, everybody.bots, introductions, _bounded)
        return acts.cells

    async def _talk(self, query: TieQuery) -> tuple[Interactions, int]:
        """The acts that the question is about, and the day at which ties are taken."""
        cells = await self._kept.once(
            ("cells", query.goal, query.bots), lambda: self._cells(query.goal, query.bots)
        )
        today = int(datetime.now(UTC).timestamp() // DAY)
        return cells, day_of(cells, query.window, today, query.settings.kinds)

    async def _people(self, query: TieQuery) -> TieTable:
        cells, day = await self._talk(query)
        return TieTable(await asyncio.to_thread(pairs_at, cells, day, query.settings), day)

    async def _graph(self, query: TieQuery) -> TieGraph:
        cells, day = await self._talk(query)
        everybody = await self._kept.once(
            ("covered", query.bots), lambda: coverage(self._store, bots=query.bots)
        )
        return await asyncio.to_thread(network, cells, everybody, query.settings, day)

    async def _groups(self, query: TieQuery, kind: str | None) -> TieTable:
        end = query.window.end
        people, membership = await asyncio.gather(
            self._kept.once(("people", query), lambda: self._people(query)),
            self._kept.once(("membership", end), lambda: group_members(self._store, end)),
        )
        pairs = await asyncio.to_thread(group_pairs, people.pairs, membership.of_kind(kind))
        return TieTable(pairs, people.day)


def _plain(query: TieQuery) -> TieQuery:
    """The same question whatever the engine: ties do not depend on it."""
    return replace(query, engine="auto")


def _bounded(messages: int) -> None:
    if messages > GOAL_MESSAGES:
        raise TooCostly(
            f"more than {GOAL_MESSAGES:,} messages would have to be read",
            remedy="ask for a goal below this one, or for ties without a goal",
            path=("ties", "goal"),
        )


_COLUMNS: PerStoreCache[Columns] = PerStoreCache(Columns)


def columns_of(store: Store) -> Columns:
    """What this process holds of a store."""
    return _COLUMNS.of(store)
