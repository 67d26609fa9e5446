"""A network of directed, weighted ties between people, as immutable arrays.

The arrow is *who acted → towards whom*. A tie with weight zero is no tie, ties of a person to
themselves are dropped, several rows of one pair are summed: the graph counts each of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from graph.errors import BadInput
from graph.measures.arrays import Bools, Floats, Ints, Matrix, matrix


@dataclass(frozen=True, eq=False)
class TieGraph:
    """People in the order of their ids and the ties between them, by rows (CSR).

    The ties of person `i` go to `targets[offsets[i]:offsets[i + 1]]`, in ascending order.

    >>> g = TieGraph.from_ids(["ann", "ann", "bob"], ["bob", "bob", "bob"], [1, 2, 5])
    >>> g.people, g.edges(), g.self_loops, g.merged
    (('ann', 'bob'), [('ann', 'bob', 3.0)], 1, 1)
    """

    people: tuple[str, ...]
    offsets: Ints
    targets: Ints
    weights: Floats
    self_loops: int = 0
    """Rows dropped because a person stood on both ends."""
    zero_weights: int = 0
    """Rows dropped because their weight was zero."""
    merged: int = 0
    """Rows that were added to an earlier row of the same pair."""

    @classmethod
    def from_ids(
        cls,
        sources: Sequence[str],
        targets: Sequence[str],
        weights: ArrayLike | None = None,
        *,
        people: Iterable[str] = (),
    ) -> TieGraph:
        """The graph of these rows; `people` adds those who may have no tie. Weights default to 1."""
        everybody = sorted({*people, *sources, *targets})
        place = {person: i for i, person in enumerate(everybody)}
        tails = np.fromiter((place[p] for p in sources), np.int64, len(sources))
        heads = np.fromiter((place[p] for p in targets), np.int64, len(targets))
        return cls.from_indices(everybody, tails, heads, weights)

    @classmethod
    def from_indices(
        cls,
        people: Iterable[str],
        sources: ArrayLike,
        targets: ArrayLike,
        weights: ArrayLike | None = None,
    ) -> TieGraph:
        """The graph whose rows name people by their place in `people` (any order, no id twice)."""
        given = tuple(people)
        ends = [
            _places(name, rows, len(given))
            for name, rows in (("source", sources), ("target", targets))
        ]
        worth = _worth(weights, len(ends[0]))
        if not len(ends[0]) == len(ends[1]) == len(worth):
            raise BadInput(
                f"ties need as many sources as targets and weights: {len(ends[0])} sources, "
                f"{len(ends[1])} targets, {len(worth)} weights",
                remedy="give one source, one target and one weight a tie",
            )
        order = sorted(range(len(given)), key=given.__getitem__)
        ids = tuple(given[i] for i in order)
        for first, second in pairwise(ids):
            if first == second:
                raise BadInput(f"person {first!r} is listed twice", remedy="list each id once")
        place = np.empty(len(given), np.int64)
        place[order] = np.arange(len(given))
        return _graph_of_rows(cls, ids, place[ends[0]], place[ends[1]], worth)

    @property
    def size(self) -> int:
        """How many people."""
        return len(self.people)

    @property
    def ties(self) -> int:
        """How many directed ties."""
        return len(self.targets)

    @cached_property
    def sources(self) -> Ints:
        """The person at the tail of each tie."""
        return _read_only(np.repeat(np.arange(self.size), np.diff(self.offsets)))

    @cached_property
    def adjacency(self) -> Matrix:
        """The matrix of weights, `[u, v]` = from u towards v."""
        return matrix(self.weights, self.targets, self.offsets)

    @cached_property
    def pattern(self) -> Matrix:
        """The matrix of ones where there is a tie."""
        return matrix(np.ones(self.ties), self.targets, self.offsets)

    @cached_property
    def reversed(self) -> TieGraph:
        """The same ties with every arrow turned round."""
        return _of_matrix(self.people, self.adjacency.T.tocsr())

    @cached_property
    def answered(self) -> bool:
        """Whether to every tie there is one back."""
        turned = self.reversed
        return np.array_equal(self.offsets, turned.offsets) and np.array_equal(
            self.targets, turned.targets
        )

    @cached_property
    def undirected(self) -> TieGraph:
        """Each tie both ways, its weight the sum of the two directions."""
        return _of_matrix(self.people, (self.adjacency + self.adjacency.T.tocsr()).tocsr())

    def index(self, people: Iterable[str]) -> Ints:
        """Places of these people, in the order given; an unknown id is refused."""
        known = self.place
        asked = list(people)
        unknown = next((p for p in asked if p not in known), None)
        if unknown is not None:
            raise BadInput(
                f"{unknown!r} is not in this network", remedy="ask for people of the network"
            )
        return np.fromiter((known[p] for p in asked), np.int64, len(asked))

    def covered(self, people: Iterable[str]) -> tuple[str, ...]:
        """Those of these people who are in the network, in the order of ids."""
        return tuple(sorted(person for person in people if person in self.place))

    def subset(self, people: Iterable[str]) -> TieGraph:
        """Only these people and the ties among them."""
        keep = np.zeros(self.size, np.bool_)
        keep[self.index(people)] = True
        return self.masked(keep)

    def without(self, people: Iterable[str]) -> TieGraph:
        """Everybody but these people."""
        keep = np.ones(self.size, np.bool_)
        keep[self.index(people)] = False
        return self.masked(keep)

    def masked(self, keep: Bools) -> TieGraph:
        """Only the people where `keep` is true and the ties among them."""
        ids = tuple(p for p, kept in zip(self.people, keep.tolist(), strict=True) if kept)
        place = np.cumsum(keep) - 1
        inside = keep[self.sources] & keep[self.targets]
        ends = place[self.sources[inside]], place[self.targets[inside]]
        return _graph_of_rows(TieGraph, ids, *ends, self.weights[inside])

    def edges(self) -> list[tuple[str, str, float]]:
        """Every tie as (source id, target id, weight), in order: for tests and small graphs."""
        rows = zip(self.sources.tolist(), self.targets.tolist(), self.weights.tolist(), strict=True)
        return [(self.people[u], self.people[v], w) for u, v, w in rows]

    @cached_property
    def place(self) -> dict[str, int]:
        """Person → place."""
        return {person: i for i, person in enumerate(self.people)}


def _read_only(values: NDArray[Any]) -> NDArray[Any]:
    values.flags.writeable = False
    return values


def _of_matrix(ids: tuple[str, ...], ties: Matrix) -> TieGraph:
    """The graph of these weights, whose columns are in order."""
    offsets, columns = (_read_only(part.astype(np.int64)) for part in (ties.indptr, ties.indices))
    return TieGraph(ids, offsets, columns, _read_only(ties.data))


def _places(name: str, rows: ArrayLike, size: int) -> Ints:
    """The rows as indices into the list of people, checked."""
    places = np.asarray(rows)
    if places.size == 0:
        return np.zeros(0, np.int64)
    if places.ndim != 1 or not np.issubdtype(places.dtype, np.integer):
        raise BadInput(f"the {name}s of ties must be a row of whole numbers, not {places.dtype}")
    wrong = np.flatnonzero((places < 0) | (places >= size))
    if len(wrong):
        at = int(wrong[0])
        raise BadInput(
            f"tie {at}: {name} {int(places[at])} is no place in the list of {size} people",
            remedy="number people from 0",
            path=("ties", at, name),
        )
    return places.astype(np.int64)


def _worth(weights: ArrayLike | None, rows: int) -> Floats:
    """The weights as finite numbers of at least zero; ones where none are given."""
    if weights is None:
        return np.ones(rows)
    worth = np.asarray(weights, dtype=np.float64).reshape(-1)
    wrong = np.flatnonzero(~(np.isfinite(worth) & (worth >= 0)))
    if len(wrong):
        at = int(wrong[0])
        raise BadInput(
            f"tie {at}: weight {float(worth[at])} is not a finite number of at least 0",
            remedy="leave out ties that do not count; give signed ties as two networks",
            path=("ties", at, "weight"),
        )
    return worth


def _graph_of_rows(
    cls: type[TieGraph], ids: tuple[str, ...], sources: Ints, targets: Ints, weights: Floats
) -> TieGraph:
    """The graph of these rows: loops and zeros dropped, rows of one pair added in a fixed order."""
    loop, zero = sources == targets, weights == 0
    keep = ~(loop | zero)
    sources, targets, weights = sources[keep], targets[keep], weights[keep]
    order = np.lexsort((weights, targets, sources))
    sources, targets, weights = sources[order], targets[order], weights[order]
    first = np.ones(len(sources), np.bool_)
    first[1:] = (sources[1:] != sources[:-1]) | (targets[1:] != targets[:-1])
    starts = np.flatnonzero(first)
    if len(starts):
        weights = np.add.reduceat(weights, starts)
    offsets = np.zeros(len(ids) + 1, np.int64)
    offsets[1:] = np.cumsum(np.bincount(sources[starts], minlength=len(ids)))
    return cls(
        people=ids,
        offsets=_read_only(offsets),
        targets=_read_only(targets[starts]),
        weights=_read_only(weights),
        self_loops=int(np.count_nonzero(loop)),
        zero_weights=int(np.count_nonzero(zero & ~loop)),
        merged=int(len(first) - len(starts)),
    )
