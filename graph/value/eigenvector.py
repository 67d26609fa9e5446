"""Eigenvector centrality: many strong contacts who have many strong contacts themselves."""

from __future__ import annotations

import numpy as np
from scipy.sparse.linalg import eigsh

from graph.value.arrays import Floats
from graph.value.graph import TieGraph
from graph.value.measure import measure

DENSE = 200
"""Up to so many people all eigenvectors are found at once."""


@measure(
    "eigenvector",
    title="In contact with people who are in contact",
    formula="x with A·x = λ·x for the greatest λ; A strengths of ties both ways; Σ x² = 1",
    unit="share, by squares",
    least=0,
    most=1,
    reference="Bonacich 1987, doi:10.1086/228631",
    when_it_misleads="Outside the densest part of the network it is near 0 for everybody, and in other "
    "parts than the strongest it is 0. It is not seniority or merit.",
)
def eigenvector(graph: TieGraph) -> Floats:
    """Eigenvector centrality on ties both ways, by strength, squares summing to 1; 0 without ties.

    Where several parts of the network share the greatest λ, each has the share that an even start
    gives it.

    >>> eigenvector(TieGraph.from_ids(["a", "b"], ["b", "c"])).round(4).tolist()
    [0.5, 0.7071, 0.5]
    """
    both = graph.undirected
    if not both.ties:
        return np.zeros(graph.size)
    even = np.ones(graph.size)
    if graph.size <= DENSE:
        values, vectors = np.linalg.eigh(both.adjacency.toarray())
        top = vectors[:, values >= values[-1] * (1 - 1e-9)]
        found = top @ (top.T @ even)
    else:
        found = eigsh(both.adjacency, k=1, which="LA", v0=even)[1][:, 0]
    found = np.abs(found)
    found[found < 1e-14] = 0
    return np.asarray(found / np.linalg.norm(found), np.float64)
