"""Networks of long ways: there a walk takes many small steps, and one person at a time is quicker."""

from __future__ import annotations

import numpy as np
import rustworkx as rx
from scipy.sparse.csgraph import breadth_first_order

from graph.measures.arrays import Floats
from graph.measures.paths.exact_search_cost import walks
from graph.measures.ties.components import components
from graph.measures.ties.memo import once_a_graph
from graph.measures.ties.tie_graph import TieGraph

STEP, ROW, BATCH = 4000, 24, 64
"""What a step of a walk from 64 people at once costs, and each person there, in ties met one by one."""
TOUCHED, MULTIPLIED = 6, 8
"""A tie met by walks that touch whom they reach costs as much as 6; 8 multiplied ties cost as one."""
STEP_REACHED, FAR = 8000, 1000
"""Where walks tell only who is reached: what a step of them costs beside its ties, and what a tie costs
that is touched alone."""
ONE_BY_ONE = 300_000_000
"""Ties met one by one in some seconds; nothing else runs meanwhile, so no more are."""


@once_a_graph
def _steps(graph: TieGraph) -> int:
    """What the steps of a walk cost where it goes on beside 63 others."""
    return longest_way(graph) * (STEP + ROW * graph.size) // BATCH


@once_a_graph
def is_deep(graph: TieGraph) -> bool:
    """Whether ways are so long that walks had better touch only whom they reach.

    >>> chain = [f"{i:03d}" for i in range(300)]
    >>> is_deep(TieGraph.from_ids(chain[:-1], chain[1:])), is_deep(TieGraph.from_ids("a", "b"))
    (True, False)
    """
    if graph.size <= BATCH:
        return False
    return _steps(graph) * graph.size > TOUCHED * walks(graph)


@once_a_graph
def is_one_by_one(graph: TieGraph) -> bool:
    """Whether walks from one person after the other are quickest, from everybody.

    >>> chain = [f"{i:03d}" for i in range(300)]
    >>> is_one_by_one(TieGraph.from_ids(chain[:-1], chain[1:]))
    True
    """
    if graph.size <= BATCH:
        return False
    return walks(graph) <= ONE_BY_ONE and _steps(graph) * graph.size > walks(graph)


@once_a_graph
def is_far(graph: TieGraph) -> bool:
    """Whether ways are so long that even walks that only tell who is reached had better touch no others.

    >>> is_far(TieGraph.from_ids(["a", "b"], ["b", "c"]))
    False
    """
    if graph.size <= BATCH:
        return False
    step = graph.ties + graph.size + STEP_REACHED
    return longest_way(graph) * step * graph.size > FAR * walks(graph)


def counting(graph: TieGraph, *, sampled: bool = False) -> int:
    """What it costs to count shortest ways from a person, in ties met one by one, on the mean.

    >>> counting(TieGraph.from_ids(["a", "b"], ["b", "c"]))
    127
    """
    met = -(-walks(graph) // max(graph.size, 1))
    if is_one_by_one(graph) and not sampled:
        return met
    return TOUCHED * met if is_deep(graph) else _steps(graph) + met // MULTIPLIED


def longest_way(graph: TieGraph) -> int:
    """The steps of a long way in the largest part, directions left out: at most the longest there.

    >>> longest_way(TieGraph.from_ids(["a", "b", "c"], ["b", "c", "d"]))
    3
    """
    if not graph.size:
        return 0
    part, both = components(graph), graph.undirected.pattern
    end, steps = int(np.argmax(part == np.argmax(np.bincount(part)))), 0
    for _ in range(2):  # from anybody to the farthest, and from there to the farthest
        order, before = breadth_first_order(both, end, directed=True, return_predecessors=True)
        start, end, steps = end, int(order[-1]), 0
        at = end
        while at != start:
            at, steps = int(before[at]), steps + 1
    return steps


def betweenness_one_by_one(graph: TieGraph) -> Floats:
    """Raw betweenness along the arrows, exact, walked from one person after the other (rustworkx)."""
    made: rx.PyDiGraph[int, None] = rx.PyDiGraph(multigraph=False)
    made.add_nodes_from(range(graph.size))
    pairs = zip(graph.sources.tolist(), graph.targets.tolist(), strict=True)
    made.add_edges_from_no_data(list(pairs))
    found = rx.digraph_betweenness_centrality(made, normalized=False, endpoints=False)
    return np.array([found[place] for place in range(graph.size)], np.float64)
