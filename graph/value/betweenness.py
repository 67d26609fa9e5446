"""Betweenness: how many shortest ways between others lead through a person."""

from __future__ import annotations

import numpy as np
import rustworkx as rx

from graph.value.arrays import Floats
from graph.value.graph import TieGraph
from graph.value.measure import measure


@measure(
    "betweenness",
    title="Shortest ways that lead through this person",
    formula="Σ_{s≠v≠t} σ_st(v)/σ_st over ordered pairs (s, t); σ_st = number of shortest directed paths",
    unit="ordered pairs of people",
    least=0,
    most=None,
    reference="Freeman 1977, doi:10.2307/3033543; Brandes 2001, doi:10.1080/0022250X.2001.9990249",
    when_it_misleads="A missing or chance tie changes it much. It assumes that help takes shortest ways. "
    "It is not seniority or merit.",
)
def betweenness(graph: TieGraph) -> Floats:
    """Over all ordered pairs of others, the share of shortest paths through each person: raw, exact.

    Directed and unweighted. On ties that all run both ways each pair counts twice: halve it to
    compare with undirected tables. Divide with `normalised`.

    >>> betweenness(TieGraph.from_ids(["a", "b"], ["b", "c"])).tolist()
    [0.0, 1.0, 0.0]
    """
    network: rx.PyDiGraph[int, None] = rx.PyDiGraph()
    network.add_nodes_from(range(graph.size))
    network.add_edges_from_no_data(
        list(zip(graph.sources.tolist(), graph.targets.tolist(), strict=True))
    )
    found = rx.digraph_betweenness_centrality(network, normalized=False, endpoints=False)
    return np.fromiter(found.values(), np.float64, graph.size)


def normalised(raw: Floats) -> Floats:
    """Raw betweenness divided by the (n−1)(n−2) ordered pairs of others: 0 to 1.

    >>> normalised(np.array([0.0, 1.0, 0.0])).tolist()
    [0.0, 0.5, 0.0]
    """
    pairs = (len(raw) - 1) * (len(raw) - 2)
    return raw / pairs if pairs > 0 else np.zeros(len(raw))
