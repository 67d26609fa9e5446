"""Key players: whose absence splits the network most, and who reaches most of it.

Directions are left out. n is the number of people the network has left once the set is away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from graph.errors import BadInput
from graph.value.arrays import Floats, Ints
from graph.value.cohesion import components
from graph.value.graph import TieGraph
from graph.value.kept import once_a_graph
from graph.value.measure import Direction, Needs, Scale, measure
from graph.value.paths import nearness

BORGATTI = "Borgatti 2006, doi:10.1007/s10588-006-7084-x"
EXACT_PEOPLE = 2000
"""Above so many people distances are taken from a sample of sources."""
SOURCES = 1024
ALL_SETS = 2000
"""Up to so many sets of key players all are tried."""
STARTS = 4


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
    when_it_misleads="It grows with the size of the network. Above 2,000 people it is estimated.",
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
    """The same with its error; from so many `sources`, absent: all up to 2,000 people, else 1,024."""
    n = graph.size
    if n < 2:
        return Estimate(float("nan"), 0.0)
    k = min(n, sources or (n if n <= EXACT_PEOPLE else SOURCES))
    chance = np.random.default_rng(seed)
    drawn = np.arange(n) if k == n else np.sort(chance.choice(n, k, replace=False))
    means = nearness(graph.undirected, drawn) / (n - 1)
    mean = float(means.sum()) / k
    if k == n:
        return Estimate(1 - mean, 0.0)
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


def steps_from_set(graph: TieGraph, members: Ints) -> Floats:
    """Steps along the arrows from the nearest member to each person; infinite where there is no way."""
    steps = np.full(graph.size, np.inf)
    steps[members] = 0
    front = np.zeros(graph.size)
    front[members] = 1
    arrivals, depth = graph.reversed.pattern, 0
    while front.any():
        depth += 1
        new = ((arrivals @ front) > 0) & np.isinf(steps)
        steps[new] = depth
        front = new.astype(np.float64)
    return steps


def without(
    graph: TieGraph, people: Sequence[str], measured: Callable[[TieGraph], float]
) -> tuple[float, float]:
    """A number of the network before and after these people are away.

    >>> without(TieGraph.from_ids(["a", "b"], ["b", "c"]), ["b"], fragmentation)
    (0.0, 1.0)
    """
    return measured(graph), measured(graph.without(people))


def key_players(graph: TieGraph, count: int, *, reaching: bool = False) -> tuple[list[str], float]:
    """The set of `count` people found to split the network most (dF), or to reach most of it (dR).

    Up to 2,000 sets all are tried. Beyond: a greedy set and four drawn by chance (seed 0), each
    bettered by exchanges of one person while that helps: a good set, not proven the best. Costs
    people × count evaluations of all distances a round: meant for networks of some hundred people.

    >>> key_players(TieGraph.from_ids(["a", "b"], ["b", "c"]), 1)
    (['b'], 1.0)
    """
    if not 0 <= count <= graph.size:
        raise BadInput(
            f"{count} key players of {graph.size} people", remedy="ask for fewer than there are"
        )

    def worth(chosen: list[str]) -> float:
        if reaching:
            return distance_reach(graph, chosen)
        return distance_fragmentation(graph.without(chosen))

    if comb(graph.size, count) <= ALL_SETS:
        every = [list(chosen) for chosen in combinations(graph.people, count)]
        best = max(every, key=worth)
        return best, worth(best)
    greedy: list[str] = []
    for _ in range(count):
        rest = [p for p in graph.people if p not in greedy]
        greedy.append(max(rest, key=lambda p: worth([*greedy, p])))
    chance = np.random.default_rng(0)
    drawn = [chance.choice(graph.size, count, replace=False).tolist() for _ in range(STARTS)]
    starts = [greedy, *([graph.people[i] for i in places] for places in drawn)]
    found = [_bettered(graph.people, start, worth) for start in starts]
    return max(found, key=lambda pair: pair[1])


def _bettered(
    people: Sequence[str], chosen: list[str], worth: Callable[[list[str]], float]
) -> tuple[list[str], float]:
    """The set after exchanges of one person for another, until none helps."""
    best = worth(chosen)
    while True:
        better = _exchange(people, chosen, worth, best)
        if better is None:
            return sorted(chosen), best
        chosen, best = better


def _exchange(
    people: Sequence[str], chosen: list[str], worth: Callable[[list[str]], float], best: float
) -> tuple[list[str], float] | None:
    """The first set that differs from `chosen` in one person and is better, if there is one."""
    for i in range(len(chosen)):
        for joining in people:
            tried = [*chosen[:i], joining, *chosen[i + 1 :]]
            if joining not in chosen and (value := worth(tried)) > best + 1e-12:
                return tried, value
    return None
