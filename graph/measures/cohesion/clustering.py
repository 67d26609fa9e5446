"""How many of a person's contacts know one another: clustering and transitivity."""

from __future__ import annotations

import numpy as np

from graph.measures.arrays import Floats, sum_at
from graph.measures.cohesion.triangles import shared_contacts
from graph.measures.measure import Scale, measure
from graph.measures.ties.tie_graph import TieGraph

WATTS_STROGATZ = "Watts and Strogatz 1998, doi:10.1038/30918"


def _triangles(graph: TieGraph) -> Floats:
    """Twice the number of triangles at each person, directions left out."""
    return sum_at(graph.undirected.sources, shared_contacts(graph), graph.size)


@measure(
    "clustering",
    title="How many of a person's contacts know each other",
    formula="ties among the k contacts / (k(k − 1)/2), directions left out",
    unit="share of pairs of contacts",
    least=0,
    most=1,
    reference=WATTS_STROGATZ,
    when_it_misleads="It falls with the number of contacts; below two contacts it is set to 0.",
)
def clustering(graph: TieGraph) -> Floats:
    """The local clustering coefficient of each person; 0 below two contacts.

    >>> clustering(TieGraph.from_ids(["a", "b", "c", "c"], ["b", "c", "a", "d"])).round(4).tolist()
    [1.0, 1.0, 0.3333, 0.0]
    """
    contacts = np.diff(graph.undirected.offsets).astype(np.float64)
    pairs = contacts * (contacts - 1)
    return np.divide(_triangles(graph), pairs, out=np.zeros(graph.size), where=pairs > 0)


@measure(
    "transitivity",
    title="How many pairs with a common contact know each other",
    formula="3 · triangles / connected triples, directions left out",
    unit="share of triples",
    least=0,
    most=1,
    undefined="where nobody has two contacts",
    reference=WATTS_STROGATZ,
    when_it_misleads="A few people with many contacts decide it.",
    scale=Scale.NETWORK,
)
def transitivity(graph: TieGraph) -> float:
    """The share of connected triples that are closed; NaN where there is none.

    >>> transitivity(TieGraph.from_ids(["a", "b", "c", "c"], ["b", "c", "a", "d"]))
    0.6
    """
    contacts = np.diff(graph.undirected.offsets)
    triples = int((contacts * (contacts - 1)).sum())
    return float(_triangles(graph).sum()) / triples if triples else float("nan")
