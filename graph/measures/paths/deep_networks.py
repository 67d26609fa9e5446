"""Networks of long ways: there a walk takes many small steps, and one person at a time is quicker."""

from __future__ import annotations

import numpy as np
import rustworkx as rx
from scipy.sparse.csgraph import breadth_first_order

from graph.measures.arrays import Floats
from graph.measures.cohesion.cohesion import components
from graph.measures.memo import once_a_graph
from graph.measures.ties.tie_graph import TieGraph

STEP, ROW, BATCH = 4000, 7, 64
"""What a step of a walk from 64 people at once costs, and each person there, in ties met."""


@once_a_graph
def is_deep(graph: TieGraph) -> bool:
    """Whether steps cost more than ties where shortest ways are counted for many people at once.

    >>> chain = [f"{i:03d}" for i in range(300)]
    >>> is_deep(TieGraph.from_ids(chain[:-1], chain[1:])), is_deep(TieGraph.from_ids("a", "b"))
    (True, False)
    """
    if graph.size <= BATCH:
        return False
    return longest_way(graph) * (STEP + ROW * graph.size) // BATCH > graph.ties + graph.size


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
