"""Triangles of a network, directions left out: listed once and shared by every measure of circles.

Each tie is turned from the person with fewer contacts to the one with more, so that even a hub has
few ties ahead (Chiba and Nishizeki 1985, doi:10.1137/0214017). A triangle is then two steps ahead
and the tie that closes them, looked up in a table of the first person's ties.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from graph.value.arrays import Floats, Ints, matrix, summed
from graph.value.graph import TieGraph
from graph.value.kept import once_a_graph
from graph.value.products import dense_product, masked_product

BLOCK = 200_000
"""Pairs of steps ahead looked up at once, roughly."""
TABLE = 8_000_000
"""Cells of the table of ties."""
KEPT = 2_000_000
"""Triangles kept of one network, 24 bytes each; of one with more the matrices are multiplied."""
STEPS = 100_000_000
"""Pairs of steps ahead that are looked up at most."""
DENSE = 4_000
"""People up to whom a dense matrix is held."""

# Rows of `triangles`: of the tie i j, the rows that hold i q and q j, q the third person.
NEAR: Final = [2, 4, 0, 5, 1, 3]
FAR: Final = [5, 3, 4, 1, 2, 0]
Entries: TypeAlias = NDArray[np.integer[Any]]


def sums_through(graph: TieGraph, near: Floats, far: Floats) -> Floats:
    """Σ_q near_iq · far_qj for each tie i j, all three in the order of `graph.undirected`."""
    both = graph.undirected
    if not is_dense(graph):
        found = triangles(graph)
        if found is not None:
            worth = near[found][NEAR]
            worth *= far[found][FAR]
            return summed(found.reshape(-1), worth.reshape(-1), both.ties)
    first, second = (matrix(values, both.targets, both.offsets) for values in (near, far))
    product = dense_product if is_dense(graph) else masked_product
    return product(first, second, both.pattern)


@once_a_graph
def shared_contacts(graph: TieGraph) -> Floats:
    """How many contacts the two people of each tie share, in the order of `graph.undirected`."""
    both = graph.undirected
    found = None if is_dense(graph) else triangles(graph)
    if found is None:
        return sums_through(graph, np.ones(both.ties), np.ones(both.ties))
    return summed(found.reshape(-1), None, both.ties)


@once_a_graph
def is_dense(graph: TieGraph) -> bool:
    """Whether multiplying full matrices is less work than going through triangles."""
    contacts = np.diff(graph.undirected.offsets)
    return graph.size <= DENSE and graph.size**3 <= 50 * (int((contacts**2).sum()) + 100_000)


@once_a_graph
def triangles(graph: TieGraph) -> Entries | None:
    """The triangles u v w as columns: the places in `graph.undirected` of uv, vu, uw, wu, vw, wv.

    None where there are more than `KEPT`, or more than `STEPS` to look up.
    """
    both = graph.undirected
    ahead = Ahead(both)
    if ahead.steps > STEPS:
        return None
    found, count = [np.zeros((3, 0), np.int64)], 0
    for block in ahead.closed():
        found.append(block)
        count += block.shape[1]
        if count > KEPT:
            return None
    index = np.int32 if both.ties < 2**31 else np.int64
    kept = np.concatenate(found, axis=1)
    places = np.arange(both.ties, dtype=index)
    back = matrix(places, both.targets, both.offsets).T.tocsr().data
    found_both: Entries = np.stack([kept, back[kept]], axis=1).reshape(6, -1).astype(index)
    return found_both


class Ahead:
    """Each tie once, from the person with fewer contacts to the one with more, by rows."""

    def __init__(self, both: TieGraph) -> None:
        contacts = np.diff(both.offsets)
        rank = contacts * both.size + np.arange(both.size)
        self.size = both.size
        self.entries = np.flatnonzero(np.repeat(rank, contacts) < rank[both.targets])
        self.tails, self.heads = both.sources[self.entries], both.targets[self.entries]
        counts = np.bincount(self.tails, minlength=self.size)
        self.offsets = np.concatenate([[0], np.cumsum(counts)])
        self.beyond = counts[self.heads]
        """For each tie u v the ties ahead of v: each a step u v w."""
        self.before = np.concatenate([[0], np.cumsum(self.beyond)])

    @property
    def steps(self) -> int:
        """How many pairs of ties u v and v w there are."""
        return int(self.before[-1])

    def spans(self) -> Iterator[tuple[int, int]]:
        """Spans of people that fill about one table, or make about one block of steps."""
        rows, work = max(TABLE // max(self.size, 1), 1), self.before[self.offsets]
        first = 0
        while first < self.size:
            last = int(np.searchsorted(work, work[first] + BLOCK, side="right")) - 1
            last = min(max(last, first + 1), first + rows, self.size)
            yield first, last
            first = last

    def closed(self) -> Iterator[Ints]:
        """The triangles in blocks, as columns: the entries of u v, u w and v w."""
        width = self.size
        table = np.zeros(min(max(TABLE // max(width, 1), 1), width) * width, np.int32)
        for first, last in self.spans():
            start, end = self.offsets[first], self.offsets[last]
            steps = self.before[end] - self.before[start]
            if not steps:
                continue
            row = (self.tails[start:end] - first) * width
            cells = row + self.heads[start:end]
            table[cells] = np.arange(1, end - start + 1)
            tie = np.repeat(np.arange(end - start), self.beyond[start:end])
            shift = self.offsets[self.heads[start:end]] - self.before[start:end]
            second = shift[tie] + np.arange(self.before[start], self.before[end])
            third = table[row[tie] + self.heads[second]]
            hit = np.flatnonzero(third > 0)
            ends = np.stack([tie[hit] + start, third[hit] + (start - 1), second[hit]])
            yield self.entries[ends]
            table[cells] = 0
