"""How the ties of some people cross groups, and where chance would put that."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.measures.conventions import PERMUTATIONS
from graph.measures.mixing.group_mixing import EI, ei_of_ties
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph


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
    groups.check(graph)
    both = graph.undirected
    mine = np.zeros(graph.size, np.bool_)
    mine[graph.index(people)] = True
    tails, heads = both.sources, both.targets
    counted = mine[tails] & groups.known[tails] & groups.known[heads]
    return ei_of_ties(groups, tails[counted], heads[counted], permutations=permutations, seed=seed)
