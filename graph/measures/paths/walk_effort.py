"""How much work it is to walk a whole network: by it, not by head-count, is decided what is exact."""

from __future__ import annotations

from graph.measures.ties.tie_graph import TieGraph

REACHED = 500_000_000
"""Ties met within about a second where walks only tell who is reached, for 64 people at once."""
COUNTED = 30_000_000
"""Ties met within about a second where walks count shortest ways, too."""
EXACT = 1_000_000_000
"""Ties met by the walks that an analysis spends on counting shortest ways: all of them, or a sample."""


def walks(graph: TieGraph, sources: int | None = None) -> int:
    """How many people and ties are met by walks from so many people, absent: from everybody.

    >>> walks(TieGraph.from_ids(["a", "b"], ["b", "c"]))
    15
    """
    met = graph.ties + graph.size
    return met * (graph.size if sources is None else sources)


def sources_within(graph: TieGraph, most: int, least: int) -> int:
    """From how many people walks stay within so much work: everybody, or at least `least`.

    >>> sources_within(TieGraph.from_ids(["a", "b"], ["b", "c"]), 10, 1)
    2
    """
    return min(graph.size, max(least, most // max(graph.ties + graph.size, 1)))
