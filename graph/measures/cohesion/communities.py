"""Communities: groups found in the ties themselves, and how like two groupings are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from graspologic_native import leiden as native_leiden
from scipy.sparse import coo_array

from graph.errors import BadInput
from graph.measures.arrays import Floats, Ints
from graph.measures.cohesion.modularity import modularity
from graph.measures.conventions import (
    COMMUNITY_SEEDS,
    COMMUNITY_SEEDS_OF_MANY,
    LEIDEN_RANDOMNESS,
    LEIDEN_ROUNDS,
    MANY_PEOPLE,
    RESOLUTION,
)
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.memo import once_a_graph
from graph.measures.ties.tie_graph import TieGraph


@dataclass(frozen=True, eq=False)
class Communities:
    """Groups found by Leiden, named by place: the largest first, equal ones by their first member."""

    groups: Groups
    modularity: float
    seed: int


@once_a_graph
def leiden(graph: TieGraph, *, seed: int = 0, resolution: float = RESOLUTION) -> Communities:
    """Communities of ties both ways, by strength, that Leiden finds for the greatest modularity.

    Traag, Waltman and van Eck 2019, doi:10.1038/s41598-019-41695-z, run four times over its own result.
    The same seed gives the same communities; people without ties are communities of one.

    >>> found = leiden(TieGraph.from_ids(["a", "c"], ["b", "d"]))
    >>> found.groups.codes.tolist(), found.modularity
    ([0, 0, 1, 1], 0.5)
    """
    if not (np.isfinite(resolution) and resolution > 0):
        raise BadInput(f"resolution {resolution} must be above 0", remedy="1 is usual")
    edges = _edges(graph)
    codes = np.arange(graph.size) + graph.size
    if edges:
        _, found = native_leiden(
            edges=edges,
            starting_communities=None,
            resolution=resolution,
            randomness=LEIDEN_RANDOMNESS,
            iterations=LEIDEN_ROUNDS,
            use_modularity=True,
            seed=seed,
            trials=1,
        )
        for person, community in found.items():
            codes[int(person)] = community
    return communities_of(graph, codes, seed=seed, resolution=resolution)


def communities_of(
    graph: TieGraph, codes: Ints, *, seed: int = 0, resolution: float = RESOLUTION
) -> Communities:
    """The communities that these codes, one a person, tell apart."""
    groups = _by_size(codes)
    return Communities(groups, modularity(graph, groups, resolution=resolution), seed)


@once_a_graph
def _edges(graph: TieGraph) -> list[tuple[str, str, float]]:
    """Each pair in contact once, with its strength both ways."""
    both = graph.undirected
    once = both.sources < both.targets
    ends = (both.sources[once].tolist(), both.targets[once].tolist())
    rows = zip(*ends, both.weights[once].tolist(), strict=True)
    return [(str(u), str(v), w) for u, v, w in rows]


def _by_size(codes: Ints) -> Groups:
    """Groups numbered from the largest on, equal ones in the order of their first member."""
    if not len(codes):
        return Groups((), codes)
    _, first, place, sizes = np.unique(
        codes, return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(len(first), np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(first))
    return Groups(tuple(f"community {i + 1}" for i in range(len(first))), rank[place])


def best(found: Sequence[Communities]) -> Communities:
    """The communities of the greatest modularity, the first of them where several have it.

    >>> best([leiden(TieGraph.from_ids(["a", "c"], ["b", "d"]), seed=s) for s in (4, 5)]).seed
    4
    """
    return max(found, key=lambda one: 0.0 if np.isnan(one.modularity) else round(one.modularity, 9))


def seeds_for(graph: TieGraph) -> int:
    """With how many seeds communities are found."""
    return COMMUNITY_SEEDS if graph.size <= MANY_PEOPLE else COMMUNITY_SEEDS_OF_MANY


def communities_by_seed(graph: TieGraph, seeds: int | None = None) -> list[Communities]:
    """The communities of each seed from 0 on; as many as `seeds_for` says where not told."""
    return [leiden(graph, seed=seed) for seed in range(seeds or seeds_for(graph))]


@dataclass(frozen=True)
class Stability:
    """How much communities depend on chance: the mean adjusted Rand index over pairs of seeds.

    NaN below two people.
    """

    mean: float
    least: float
    seeds: int


def stability(
    graph: TieGraph, *, seeds: int = COMMUNITY_SEEDS, resolution: float = RESOLUTION
) -> Stability:
    """How alike the communities of different seeds are: 1 if all are the same.

    >>> stability(TieGraph.from_ids(["a", "c"], ["b", "d"]), seeds=3).mean
    1.0
    """
    if seeds < 2:
        raise BadInput("stability compares at least 2 seeds", remedy="10 is usual")
    return stability_of([leiden(graph, seed=i, resolution=resolution) for i in range(seeds)])


def stability_of(found: Sequence[Communities]) -> Stability:
    """How alike the communities of several runs are."""
    runs, seeds = [one.groups for one in found], len(found)
    pairs = [adjusted_rand(runs[i], runs[j]) for i in range(seeds) for j in range(i + 1, seeds)]
    return Stability(float(np.mean(pairs)), float(min(pairs)), seeds)


def _contingency(one: Groups, other: Groups) -> tuple[Floats, Floats, Floats]:
    """How many people are in each pair of groups that occurs, in each group of one, of the other."""
    if len(one.codes) != len(other.codes):
        raise BadInput(f"groupings of {len(one.codes)} and {len(other.codes)} people do not match")
    known = one.known & other.known
    shape = (max(len(one.names), 1), max(len(other.names), 1))
    ones = np.ones(int(known.sum()))
    table = coo_array((ones, (one.codes[known], other.codes[known])), shape=shape).tocsr()
    table.sum_duplicates()
    sums = (np.asarray(table.sum(axis=axis), np.float64) for axis in (1, 0))
    rows, columns = sums
    return np.asarray(table.data, np.float64), rows[rows > 0], columns[columns > 0]


def adjusted_rand(one: Groups, other: Groups) -> float:
    """The adjusted Rand index of two groupings (Hubert and Arabie 1985, doi:10.1007/BF01908075).

    1 the same, 0 as alike as by chance; people without a group in either are left out, and below two
    people there is nothing to compare: NaN.

    >>> adjusted_rand(Groups(("x", "y"), np.array([0, 0, 1])), Groups(("p", "q"), np.array([1, 1, 0])))
    1.0
    """
    cells, rows, columns = _contingency(one, other)
    people = float(cells.sum())
    if people < 2:
        return float("nan")
    both, mine, theirs = (float((c * (c - 1)).sum()) / 2 for c in (cells, rows, columns))
    pairs = people * (people - 1) / 2
    expected = mine * theirs / pairs
    most = (mine + theirs) / 2
    return (both - expected) / (most - expected) if most != expected else 1.0


def normalized_mutual_information(one: Groups, other: Groups) -> float:
    """Shared information of two groupings over the mean of their entropies: 1 the same, 0 unrelated.

    Danon et al. 2005, doi:10.1088/1742-5468/2005/09/P09008. It is not corrected for chance: many
    small groups look alike; prefer `adjusted_rand`. People without a group in either are left out,
    and below two people there is nothing to compare: NaN.

    >>> g = Groups(("x", "y"), np.array([0, 0, 1]))
    >>> round(normalized_mutual_information(g, g), 12)
    1.0
    """
    crossed = _contingency(one, other)
    if crossed[0].sum() < 2:
        return float("nan")
    cells, rows, columns = (counts / counts.sum() for counts in crossed)
    joint, mine, theirs = (float(-(p * np.log(p)).sum()) for p in (cells, rows, columns))
    if mine + theirs == 0:
        return 1.0
    return max(2 * (mine + theirs - joint) / (mine + theirs), 0.0)
