"""The way between two people by reporting lines, and by the ties that are held."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from graph.measures.paths.shortest_paths import chain_up, shortest_way
from graph.network.ties.tie_columns import columns_of
from graph.network.ties.tie_query import TieQuery
from graph.store.driver import Store


def top_of(boss_of: Mapping[str, str], person: str) -> str | None:
    """Who stands at the top of a person's reporting lines; None for somebody who reports to nobody."""
    top = chain_up(boss_of, person)[-1]
    return None if top == person else top


async def shortest_ways(
    store: Store, version: str, query: TieQuery, pairs: Sequence[tuple[str, str]]
) -> list[list[str] | None]:
    """One shortest way of each pair along ties; None where there is none, or one is not covered."""
    graph = await columns_of(store).graph(version, query)

    def compute() -> list[list[str] | None]:
        return [
            shortest_way(graph, *pair) if all(end in graph.place for end in pair) else None
            for pair in pairs
        ]

    ways: Any = await asyncio.to_thread(compute)
    return ways  # type: ignore[no-any-return]
