"""A network of ties as a graph of the library rustworkx."""

from __future__ import annotations

import rustworkx as rx

from graph.measures.ties.tie_graph import TieGraph


def network_of(graph: TieGraph) -> rx.PyGraph[int, None]:
    """The ties, directions left out, as a rustworkx graph; nodes are places."""
    both = graph.undirected
    once = both.sources < both.targets
    made: rx.PyGraph[int, None] = rx.PyGraph(multigraph=False)
    made.add_nodes_from(range(graph.size))
    pairs = zip(both.sources[once].tolist(), both.targets[once].tolist(), strict=True)
    made.add_edges_from_no_data(list(pairs))
    return made
