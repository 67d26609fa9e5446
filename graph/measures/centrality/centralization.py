"""Centralization: how far one person stands out, against the most unequal network of that size."""

from __future__ import annotations

import numpy as np

from graph.measures.arrays import Floats, unrounded
from graph.measures.centrality.betweenness import betweenness
from graph.measures.centrality.closeness import closeness_out
from graph.measures.centrality.degree import degree, in_degree, out_degree
from graph.measures.conventions import CENTRALIZATION_PEOPLE
from graph.measures.measure import Scale, measure
from graph.measures.ties.tie_graph import TieGraph

FREEMAN = "Freeman 1978, doi:10.1016/0378-8733(78)90021-7"
NO_STAR = "below three people"
ONE = "It sees one star only: two equal ones in the middle look decentralized."


def _share(values: Floats, most: float) -> float:
    """Σ (greatest − each) as a share of `most`, the sum in a star; NaN below three people: no star."""
    if len(values) < 3:
        return float("nan")
    return float(unrounded((values.max() - values).sum() / most, 0, 1))


@measure(
    "degree_centralization",
    title="How much contact hangs on one person",
    formula="Σ (max k − k_v)/((n − 1)(n − 2)), directions left out",
    unit="share of a star's",
    least=0,
    most=1,
    undefined=NO_STAR,
    reference=FREEMAN,
    when_it_misleads=ONE,
    scale=Scale.NETWORK,
)
def degree_centralization(graph: TieGraph) -> float:
    """Freeman's degree centralization on contacts, directions left out.

    >>> degree_centralization(TieGraph.from_ids(["a", "a"], ["b", "c"]))
    1.0
    """
    return _share(degree(graph), (graph.size - 1) * (graph.size - 2))


@measure(
    "in_degree_centralization",
    title="How much one person is turned to",
    formula="Σ (max k − k_v)/(n − 1)²; k arriving ties",
    unit="share of a star's",
    least=0,
    most=1,
    undefined=NO_STAR,
    reference=FREEMAN,
    when_it_misleads=ONE,
    scale=Scale.NETWORK,
)
def in_degree_centralization(graph: TieGraph) -> float:
    """Freeman's centralization of arriving ties.

    >>> in_degree_centralization(TieGraph.from_ids(["b", "c"], ["a", "a"]))
    1.0
    """
    return _share(in_degree(graph), (graph.size - 1) ** 2)


@measure(
    "out_degree_centralization",
    title="How much one person turns to others",
    formula="Σ (max k − k_v)/(n − 1)²; k ties sent",
    unit="share of a star's",
    least=0,
    most=1,
    undefined=NO_STAR,
    reference=FREEMAN,
    when_it_misleads=ONE,
    scale=Scale.NETWORK,
)
def out_degree_centralization(graph: TieGraph) -> float:
    """Freeman's centralization of ties sent.

    >>> out_degree_centralization(TieGraph.from_ids(["a", "a"], ["b", "c"]))
    1.0
    """
    return _share(out_degree(graph), (graph.size - 1) ** 2)


@measure(
    "closeness_centralization",
    title="How much nearer one person is than others",
    formula="Σ (max c − c_v)/((n − 1)(n − 2)/(2n − 3)), directions left out",
    unit="share of a star's",
    least=0,
    most=1,
    undefined=NO_STAR,
    reference=FREEMAN,
    when_it_misleads=ONE + " In a network of several parts Freeman's maximum does not hold.",
    scale=Scale.NETWORK,
)
def closeness_centralization(graph: TieGraph) -> float:
    """Freeman's closeness centralization, directions left out.

    >>> round(closeness_centralization(TieGraph.from_ids(["a", "a"], ["b", "c"])), 12)
    1.0
    """
    n = graph.size
    return _share(closeness_out(graph.undirected), (n - 1) * (n - 2) / max(2 * n - 3, 1))


@measure(
    "betweenness_centralization",
    title="How many shortest ways hang on one person",
    most_people=CENTRALIZATION_PEOPLE,
    formula="Σ (max b − b_v)/((n − 1)²(n − 2)/2); directions left out, each pair of others once",
    unit="share of a star's",
    least=0,
    most=1,
    undefined=NO_STAR,
    reference=FREEMAN,
    when_it_misleads=ONE,
    scale=Scale.NETWORK,
)
def betweenness_centralization(graph: TieGraph) -> float:
    """Freeman's betweenness centralization, directions left out; exact.

    >>> betweenness_centralization(TieGraph.from_ids(["a", "a"], ["b", "c"]))
    1.0
    """
    n = graph.size
    return _share(np.asarray(betweenness(graph.undirected) / 2), (n - 1) ** 2 * (n - 2) / 2)
