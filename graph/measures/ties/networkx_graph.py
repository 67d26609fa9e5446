"""Ties from a graph of the library networkx, and as one; networkx itself is needed for the way out only."""

from __future__ import annotations

from typing import Any

from graph.measures.ties.edge_rows import EdgeRows, unique_names
from graph.measures.ties.tie_graph import TieGraph


def from_networkx(graph: Any, *, weight: str | None = "weight") -> TieGraph:
    """The ties of a networkx graph of any kind; nodes become texts, an undirected edge goes both ways.

    `weight` names the attribute with an edge's strength, 1 where an edge has none; None: all are 1.
    Edges side by side are added up. Raises BadInput where two nodes are one as texts.
    """
    names = dict(zip(graph.nodes, unique_names(graph.nodes), strict=True))
    edges = [(ends[0], ends[1], ends[-1]) for ends in graph.edges(data=True)]
    return EdgeRows(
        [names[source] for source, _, _ in edges],
        [names[target] for _, target, _ in edges],
        None if weight is None else [data.get(weight, 1) for _, _, data in edges],
    ).ties(names.values(), directed=graph.is_directed())


def to_networkx(ties: TieGraph) -> Any:
    """A networkx DiGraph: a node a person, an edge a tie with its `weight`."""
    from networkx import DiGraph

    graph = DiGraph()
    graph.add_nodes_from(ties.people)
    graph.add_weighted_edges_from(ties.edges())
    return graph
