"""Triangles of a network, directions left out: listed once and shared by every measure of circles.

Each tie is turned from the person with fewer contacts to the one with more, so that even a hub has
few ties ahead (Chiba and Nishizeki 1985, doi:10.1137/0214017). A triangle is then two steps ahead
and the tie that closes them, looked up in a table of the first person's ties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from graph.measures.arrays import Floats, Ints, Matrix, matrix
from graph.measures.ties.masked_products import dense_product, masked_product
from graph.measures.ties.memo import once_a_graph
from graph.measures.ties.tie_graph import TieGraph

BLOCK = 10_000
"""Pairs of steps ahead looked up at once, and triangles summed at once, roughly."""
TABLE = 8_000_000
"""Cells of the table of ties, two bytes each."""
KEPT = 2_000_000
"""Triangles kept of one network, 24 bytes each; more are listed anew for every measure."""

# Rows of triangles: of the tie i j, the rows that hold i q and q j, q the third person.
NEAR: Final = [2, 4, 0, 5, 1, 3]
FAR: Final = [5, 3, 4, 1, 2, 0]
Entries: TypeAlias = NDArray[np.integer[Any]]
"""Triangles u v w as columns: the places in `graph.undirected` of uv, vu, uw, wu, vw and wv."""


def sums_through(graph: TieGraph, near: Floats, far: Floats) -> Floats:
    """Σ_q near_iq · far_qj for each tie i j, all three in the order of `graph.undirected`."""
    both = graph.undirected
    product = _product(graph)
    if product is not None:
        first, second = (matrix(values, both.targets, both.offsets) for values in (near, far))
        return product(first, second, both.pattern)
    found = np.zeros(both.ties)
    for block in triangles(graph):
        legs = near[block]
        others = legs if far is near else far[block]
        np.add.at(found, block.reshape(-1), (legs[NEAR] * others[FAR]).reshape(-1))
    return found


@once_a_graph
def shared_contacts(graph: TieGraph) -> Floats:
    """How many contacts the two people of each tie share, in the order of `graph.undirected`."""
    both = graph.undirected
    if _product(graph) is not None:
        return sums_through(graph, np.ones(both.ties), np.ones(both.ties))
    found = np.zeros(both.ties)
    for block in triangles(graph):
        np.add.at(found, block.reshape(-1), 1.0)
    return found


def triangles(graph: TieGraph) -> Iterator[Entries]:
    """Every triangle once, in blocks."""
    kept = listing(graph).kept
    if kept is None:
        yield from (block for block, _ in ForwardTies(graph.undirected).triangles())
        return
    for first in range(0, kept.shape[1], BLOCK):
        yield kept[:, first : first + BLOCK].astype(np.int64)


@dataclass(frozen=True, eq=False)
class Listing:
    """What listing the triangles of a network has shown."""

    kept: Entries | None
    """All of them, where they are wanted and no more than `KEPT`."""
    closed: bool
    """Whether most pairs of contacts are in contact: of such circles matrices multiply quicker."""


@once_a_graph
def listing(graph: TieGraph) -> Listing:
    """The triangles of the network; it ends where there are too many to keep."""
    both = graph.undirected
    index = np.int32 if both.ties < 2**31 else np.int64
    ahead, found, count, steps = ForwardTies(both), [np.zeros((6, 0), index)], 0, 0
    for block, looked_up in ahead.triangles():
        found.append(block.astype(index))
        count, steps = count + block.shape[1], steps + looked_up
        if count > KEPT:
            break
    about = count * int(ahead.before[-1]) / max(steps, 1)
    closed = bool(12 * about > (np.diff(both.offsets) ** 2).sum())
    return Listing(None if closed or count > KEPT else np.concatenate(found, axis=1), closed)


def _product(graph: TieGraph) -> Callable[[Matrix, Matrix, Matrix], Floats] | None:
    """The product of matrices that is less work than going through triangles, if there is one."""
    if is_dense(graph):
        return dense_product
    return masked_product if listing(graph).closed else None


def is_dense(graph: TieGraph) -> bool:
    """Whether full matrices multiply quicker; so they do of few people, whatever their ties."""
    contacts = np.diff(graph.undirected.offsets)
    return graph.size**3 <= 20 * (int((contacts**2).sum()) + 100_000)


class ForwardTies:
    """Each tie once, from the person with fewer contacts to the one with more, by rows."""

    def __init__(self, both: TieGraph) -> None:
        contacts = np.diff(both.offsets)
        rank = contacts * both.size + np.arange(both.size)
        self.both, self.size = both, both.size
        self.entries = np.flatnonzero(np.repeat(rank, contacts) < rank[both.targets])
        self.tails, self.heads = both.sources[self.entries], both.targets[self.entries]
        counts = np.bincount(self.tails, minlength=self.size)
        self.offsets = np.concatenate([[0], np.cumsum(counts)])
        self.beyond = counts[self.heads]
        """For each tie u v the ties ahead of v: each a pair of steps u v w."""
        self.before = np.concatenate([[0], np.cumsum(self.beyond)])

    def triangles(self) -> Iterator[tuple[Entries, int]]:
        """The triangles in blocks, and the pairs of steps looked up for each."""
        both = self.both
        places = matrix(np.arange(both.ties), both.targets, both.offsets)
        back = places.T.tocsr().data
        rows = max(min(TABLE // max(self.size, 1), self.size), 1)
        table = np.zeros(rows * self.size, np.uint16)
        for first, last in self._spans(rows):
            there = self.entries[self._closed(first, last, table)]
            steps = self.before[self.offsets[last]] - self.before[self.offsets[first]]
            yield np.stack([there, back[there]], axis=1).reshape(6, -1), int(steps)

    def _spans(self, rows: int) -> Iterator[tuple[int, int]]:
        """Spans of people who fill one table at most and make about one block of steps."""
        work, first = self.before[self.offsets], 0
        while first < self.size:
            last = int(np.searchsorted(work, work[first] + BLOCK, side="right")) - 1
            last = min(max(last, first + 1), first + rows, self.size)
            yield first, last
            first = last

    def _closed(self, first: int, last: int, table: NDArray[np.uint16]) -> Ints:
        """The ties uv, uw and vw of the triangles that start at these people, as columns.

        The table, empty before and after, says where in the row of u the tie to w stands: 16 bits
        do, as nobody has more ties ahead than the square root of all ends of ties.
        """
        start, end = self.offsets[first], self.offsets[last]
        tails, heads = self.tails[start:end], self.heads[start:end]
        row = (tails - first) * self.size
        table[row + heads] = np.arange(start + 1, end + 1) - self.offsets[tails]
        uv = np.repeat(np.arange(end - start), self.beyond[start:end])
        vw = (self.offsets[heads] - self.before[start:end]).take(uv)
        vw += np.arange(self.before[start], self.before[end])
        cell = row.take(uv)
        cell += self.heads.take(vw)
        place = table.take(cell)
        table[row + heads] = 0
        hit = (place != 0).nonzero()[0]
        uv = uv.take(hit)
        uw = self.offsets[tails.take(uv)] + place.take(hit) - 1
        return np.stack([uv + start, uw, vw.take(hit)])
