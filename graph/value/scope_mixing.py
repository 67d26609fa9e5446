"""How the ties of some people cross groups, and where chance would put that."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.errors import BadInput
from graph.value.graph import TieGraph
from graph.value.labels import Groups
from graph.value.mixing import EI

PERMUTATIONS = 1000


def scope_ei(
    graph: TieGraph,
    groups: Groups,
    people: Sequence[str],
    *,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
) -> EI:
    """The E-I index over the ends of ties that lie at these people, with its permutation null.

    Each pair in contact counts once at each of its ends, so parts of a set add up: of one person it
    is their own index, of everybody that of the network. The null deals all groups out anew; ties
    and sizes of groups stay. NaN where no end counts (Krackhardt and Stern 1988, doi:10.2307/2786835).

    >>> g = TieGraph.from_ids(["a", "b"], ["b", "c"])
    >>> homes = Groups.of(g, {"a": "x", "b": "x", "c": "y"})
    >>> [scope_ei(g, homes, some).index for some in (["a"], ["c"], ["a", "b", "c"])]
    [-1.0, 1.0, 0.0]
    """
    if permutations < 1:
        raise BadInput("a permutation null needs at least 1 permutation", remedy="1000 is usual")
    groups.check(graph)
    both = graph.undirected
    mine = np.zeros(graph.size, np.bool_)
    mine[graph.index(people)] = True
    tails, heads = both.sources, both.targets
    counted = mine[tails] & groups.known[tails] & groups.known[heads]
    tails, heads = tails[counted], heads[counted]
    ends = len(tails)
    if not ends:
        nan = float("nan")
        return EI(0, 0, nan, nan, nan, nan, 0)
    chance = np.random.default_rng(seed)
    codes, known = groups.codes.copy(), np.flatnonzero(groups.known)
    external = int(np.count_nonzero(codes[tails] != codes[heads]))
    index = (2 * external - ends) / ends
    drawn = np.empty(permutations)
    for i in range(permutations):
        codes[known] = chance.permutation(groups.codes[known])
        drawn[i] = 2 * np.count_nonzero(codes[tails] != codes[heads]) / ends - 1
    mean = float(drawn.mean())
    far = int(np.count_nonzero(np.abs(drawn - mean) >= abs(index - mean) - 1e-12))
    share = (far + 1) / (permutations + 1)
    return EI(external, ends - external, index, mean, float(drawn.std()), share, permutations)
