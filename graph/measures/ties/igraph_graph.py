"""Ties from a graph of the library igraph, and as one; igraph itself is needed for the way out only."""

from __future__ import annotations

from typing import Any

from graph.measures.ties.edge_rows import EdgeRows, unique_names
from graph.measures.ties.tie_graph import TieGraph


def from_igraph(graph: Any, *, weight: str | None = "weight", name: str = "name") -> TieGraph:
    """The ties of an igraph graph; people are the attribute `name` of vertices, else their numbers.

    An undirected edge goes both ways. `weight` names the attribute with an edge's strength; without
    that attribute, or with None, all are 1. Raises BadInput where two vertices have one name.
    """
    size = range(graph.vcount())
    given = graph.vs[name] if name in graph.vs.attributes() else size
    names = unique_names(given)
    edges = graph.get_edgelist()
    has_weights = weight is not None and weight in graph.es.attributes()
    return EdgeRows(
        [names[source] for source, _ in edges],
        [names[target] for _, target in edges],
        graph.es[weight] if has_weights else None,
    ).ties(names, directed=graph.is_directed())


def to_igraph(ties: TieGraph) -> Any:
    """A directed igraph Graph: vertices with `name`, edges with `weight`."""
    from igraph import Graph

    graph = Graph(n=ties.size, directed=True)
    graph.vs["name"] = list(ties.people)
    graph.add_edges(list(zip(ties.sources.tolist(), ties.targets.tolist(), strict=True)))
    graph.es["weight"] = ties.weights.tolist()
    return graph
