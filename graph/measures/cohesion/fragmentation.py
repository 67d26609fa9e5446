"""How far a network is split or apart, and how much of it a set of people reaches.

Directions are left out. n is the number of people the network has left once the set is away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from graph.measures.conventions import DISTANCE_SOURCES, REACH_BUDGET
from graph.measures.measure import Direction, Needs, Scale, measure
from graph.measures.paths.distances import nearness, reach, steps_from_set
from graph.measures.paths.exact_search_cost import walks
from graph.measures.ties.components import components
from graph.measures.ties.memo import once_a_graph
from graph.measures.ties.tie_graph import TieGraph

BORGATTI = "Borgatti 2006, doi:10.1007/s10588-006-7084-x"


@dataclass(frozen=True)
class Estimate:
    """A number, and one standard error of it: 0 where it is exact."""

    value: float
    standard_error: float


@measure(
    "fragmentation",
    title="How far the network is split",
    formula="F = 1 − Σ_k s_k(s_k − 1)/(n(n − 1)); s_k sizes of the separate parts",
    unit="share of pairs without any way",
    least=0,
    most=1,
    direction=Direction.LESS,
    undefined="below two people",
    reference=BORGATTI,
    when_it_misleads="A way of many steps counts like a direct tie; see the distance-weighted one.",
    scale=Scale.NETWORK,
)
def fragmentation(graph: TieGraph) -> float:
    """The share of pairs of people with no way between them; NaN below two people.

    >>> round(fragmentation(TieGraph.from_ids(["a"], ["b"], people=["c"])), 4)
    0.6667
    """
    sizes = np.bincount(components(graph)) if graph.size else np.zeros(0, np.int64)
    pairs = graph.size * (graph.size - 1)
    return 1 - float((sizes * (sizes - 1)).sum()) / pairs if pairs else float("nan")


@measure(
    "distance_fragmentation",
    title="How far apart people are",
    formula="dF = 1 − 2·Σ_{i<j} 1/d_ij /(n(n − 1))",
    unit="index: 0 all in contact, 1 nobody",
    least=0,
    most=1,
    direction=Direction.LESS,
    undefined="below two people",
    reference=BORGATTI,
    when_it_misleads="It grows with the size of the network. Where all distances are too much "
    "work it is estimated.",
    scale=Scale.NETWORK,
)
def distance_fragmentation(graph: TieGraph) -> float:
    """One minus the mean of one over the distance of all pairs; NaN below two people.

    >>> round(distance_fragmentation(TieGraph.from_ids(["a", "b"], ["b", "c"])), 4)
    0.1667
    """
    return distance_fragmentation_estimate(graph).value


@once_a_graph
def distance_fragmentation_estimate(
    graph: TieGraph, *, sources: int | None = None, seed: int = 0
) -> Estimate:
    """The same with its error; from so many `sources`, absent: all where that is little work, else 1,024."""
    n = graph.size
    if n < 2:
        return Estimate(float("nan"), 0.0)
    both = graph.undirected
    k = min(n, sources or (n if walks(both) <= REACH_BUDGET else DISTANCE_SOURCES))
    chance = np.random.default_rng(seed)
    drawn = np.arange(n) if k == n else np.sort(chance.choice(n, k, replace=False))
    if k == n:
        return Estimate(1 - float(reach(both).inverse.sum()) / n / (n - 1), 0.0)
    means = nearness(both, drawn) / (n - 1)
    mean = float(means.sum()) / k
    spread = float(np.std(means, ddof=1)) / np.sqrt(k) * np.sqrt(1 - k / n) if k > 1 else np.nan
    return Estimate(1 - mean, float(spread))


@measure(
    "distance_reach",
    title="How near a set of people is to everybody",
    formula="dR = Σ_j 1/d(K, j) / n; d = 1 for members of K, n = all people with K",
    unit="share of people, by nearness",
    least=0,
    most=1,
    reference=BORGATTI,
    when_it_misleads="A larger set always reaches more: compare sets of one size.",
    scale=Scale.GROUP,
    needs=Needs.TIES_AND_SET,
)
def distance_reach(graph: TieGraph, people: Sequence[str]) -> float:
    """Distance-weighted reach of a set of people; members count fully. 0 for an empty set.

    >>> distance_reach(TieGraph.from_ids(["a", "b"], ["b", "c"]), ["a"])
    0.8333333333333334
    """
    members = np.unique(graph.index(people))
    if not len(members):
        return 0.0
    steps = steps_from_set(graph.undirected, members)
    near = np.divide(1.0, steps, out=np.zeros(graph.size), where=np.isfinite(steps) & (steps > 0))
    near[members] = 1
    return float(near.sum()) / graph.size


def without(
    graph: TieGraph, people: Sequence[str], measured: Callable[[TieGraph], float]
) -> tuple[float, float]:
    """A number of the network before and after these people are away.

    >>> without(TieGraph.from_ids(["a", "b"], ["b", "c"]), ["b"], fragmentation)
    (0.0, 1.0)
    """
    return measured(graph), measured(graph.without(people))
