"""Which way each tie of a network runs, and whether it crosses groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from graph.measures.arrays import Floats, Ints, matrix
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.memo import once_a_graph
from graph.measures.ties.tie_graph import TieGraph

Bytes: TypeAlias = NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Arrows:
    """What each tie i j of `graph.undirected` is: its arrows, and whether it crosses groups."""

    people: Ints
    """Person i."""
    size: int
    way: Bytes
    """1: i → j, 2: j → i, 3: both."""
    kind: Bytes
    """0: i or j has no group, 1: one group, 2: two groups."""

    @classmethod
    def of(cls, graph: TieGraph, groups: Groups) -> Arrows:
        """The ties of this network and these groups."""
        both, code = graph.undirected, groups.codes.astype(np.int32)
        tail, head = np.repeat(code, np.diff(both.offsets)), code[both.targets]
        kind = (tail != head).astype(np.int8) + np.int8(1)
        kind[(tail < 0) | (head < 0)] = 0
        return cls(both.sources, graph.size, _ways(graph), kind)

    def counts(self) -> tuple[Floats, Floats, Floats]:
        """Ties sent, received and mutual, people × (within, across)."""
        cells = self.people * 12 + (self.kind * 4 + self.way)
        found = np.bincount(cells, minlength=self.size * 12).reshape(-1, 3, 4)[:, 1:]
        sent, received, mutual = found[:, :, 1], found[:, :, 2], found[:, :, 3].astype(np.float64)
        return sent + mutual, received + mutual, mutual


@once_a_graph
def _ways(graph: TieGraph) -> Bytes:
    """The arrows of each tie of `graph.undirected`: 1 from i to j, 2 from j to i, 3 both."""
    out = matrix(np.ones(graph.ties, np.int8), graph.targets, graph.offsets)
    ways: Bytes = (out + 2 * out.T.tocsr()).data
    return ways
