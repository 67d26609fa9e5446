"""How much work it is to walk a whole network: by it, not by head-count, is decided what is exact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components

from graph.measures.arrays import Ints
from graph.measures.ties.memo import once_a_graph
from graph.measures.ties.tie_graph import TieGraph


@dataclass(frozen=True, eq=False)
class Parts:
    """The parts of a network between which there is no tie, directions left out."""

    part: Ints
    """The number of each person's part."""
    sizes: Ints
    met: Ints
    """The people and ties of each part: what a walk there meets at most."""

    @property
    def walks(self) -> Ints:
        """What walks from everybody of a part meet at most."""
        return self.sizes * self.met


@once_a_graph
def parts_of(graph: TieGraph) -> Parts:
    """The parts of a network, and how much a walk in each meets.

    >>> parts_of(TieGraph.from_ids(["a", "c"], ["b", "d"], people=["e"])).met.tolist()
    [3, 3, 1]
    """
    count, found = connected_components(graph.pattern, directed=True, connection="weak")
    part = found.astype(np.int64)
    sizes = np.bincount(part, minlength=count)
    return Parts(part, sizes, sizes + np.bincount(part[graph.sources], minlength=count))


def walks(graph: TieGraph) -> int:
    """How many people and ties are met by walks from everybody: each stays in its part of the network.

    >>> walks(TieGraph.from_ids(["a", "b"], ["b", "c"]))
    15
    """
    return int(parts_of(graph).walks.sum())


def sources_within(graph: TieGraph, most: int, least: int) -> int:
    """From how many people walks stay within so much work: everybody, or at least `least`.

    >>> sources_within(TieGraph.from_ids(["a", "b"], ["b", "c"]), 10, 1)
    2
    """
    return min(graph.size, max(least, most // max(graph.ties + graph.size, 1)))
