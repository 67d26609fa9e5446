"""Distances between all people, found for 256 people at a time by sets held as bits.

One bit a source: a step of the breadth-first search is an OR of machine words along the ties, so a
batch of 256 sources costs hardly more than one. People are taken in the order of how many ties
arrive at them, which turns the step into a few whole-column operations.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.measures.arrays import Floats, Ints, Words
from graph.measures.paths.deep_network_distances import is_far
from graph.measures.paths.frontiers import reach_steps
from graph.measures.paths.parallel import in_parallel
from graph.measures.ties.tie_graph import TieGraph

WORDS = 4
"""Machine words a person and batch: 256 sources."""
REACHING = 20_000_000
"""Pairs of a source and a person that are marked side by side, for memory, where ways are long."""
LEAST_ROWS = 32
"""Columns shorter than this are joined and reduced at once: a few people with very many ties."""


@dataclass(frozen=True, eq=False)
class Reach:
    """How near the sources are to each person, along the arrows; a person is not their own source."""

    people: Ints
    """How many sources have a way to this person."""
    steps: Ints
    """The sum of the distances from them."""
    inverse: Floats
    """The sum of one over these distances."""
    by_distance: Ints
    """How many pairs (source, person) lie 0, 1, 2, … steps apart; at 0 always none."""


def reach(graph: TieGraph, sources: Ints | None = None) -> Reach:
    """Who is reached from `sources` (absent: from everybody), and in how many steps.

    Directed, unweighted. Time grows with ties × sources / 256 × the longest distance; where ways are
    long, with the pairs that there are.

    >>> found = reach(TieGraph.from_ids(["a", "b"], ["b", "c"]))
    >>> found.people.tolist(), found.steps.tolist(), found.inverse.tolist(), found.by_distance.tolist()
    ([0, 1, 2], [0, 1, 3], [0.0, 1.0, 1.5], [0, 2, 1])
    """
    starts = np.arange(graph.size) if sources is None else np.unique(sources)
    far = is_far(graph)
    plan = _Pull(graph)
    width = max(REACHING // max(graph.size, 1), 1) if far else WORDS * 64
    batches = [starts[i : i + width] for i in range(0, len(starts), width)]

    def search(some: Ints) -> Reach:
        return _reach_of_sources(graph, some) if far else plan.search(plan.place[some])

    people, steps = np.zeros(graph.size, np.int64), np.zeros(graph.size, np.int64)
    inverse = np.zeros(graph.size)
    by_distance = np.zeros(max(graph.size, 1) + 1, np.int64)
    for part in in_parallel(search, batches):
        people += part.people
        steps += part.steps
        inverse += part.inverse
        by_distance[: len(part.by_distance)] += part.by_distance
    last = int(np.flatnonzero(by_distance).max(initial=0))
    back = slice(None) if far else plan.place
    return Reach(people[back], steps[back], inverse[back], by_distance[: last + 1])


def _reach_of_sources(graph: TieGraph, sources: Ints) -> Reach:
    """The reach of these sources, by walks that touch only whom they reach."""
    people, steps = np.zeros(graph.size, np.int64), np.zeros(graph.size, np.int64)
    inverse, by_distance = np.zeros(graph.size), [0]
    for depth, _, met in reach_steps(graph, sources):
        np.add.at(people, met, 1)
        np.add.at(steps, met, depth)
        np.add.at(inverse, met, 1 / depth)
        by_distance.append(len(met))
    return Reach(people, steps, inverse, np.array(by_distance))


class _Pull:
    """The ties by the person they arrive at, laid out in columns."""

    def __init__(self, graph: TieGraph) -> None:
        arrivals = graph.reversed
        count = np.diff(arrivals.offsets)
        order = np.argsort(-count, kind="stable")
        self.size = graph.size
        self.place = np.empty(graph.size, np.int64)
        """Where each person stands in the order of most arriving ties."""
        self.place[order] = np.arange(graph.size)
        count, first = count[order], arrivals.offsets[order]
        tails = self.place[arrivals.targets]
        self.columns: list[Ints] = []
        self.rest: Ints | None = None
        rows = int(np.count_nonzero(count))
        while rows:
            column = len(self.columns)
            if rows < LEAST_ROWS:
                left = count[:rows] - column
                self.starts = np.cumsum(left) - left
                inside = np.arange(int(left.sum())) - np.repeat(self.starts, left)
                self.rest = tails[np.repeat(first[:rows] + column, left) + inside]
                break
            self.columns.append(tails[first[:rows] + column])
            rows = int(np.count_nonzero(count > column + 1))

    def step(self, front: Words) -> Words:
        """The sources that arrive at each person by one more tie."""
        found = np.zeros_like(front)
        for column in self.columns:
            found[: len(column)] |= front.take(column, axis=0)
        if self.rest is not None:
            joined = np.bitwise_or.reduceat(front.take(self.rest, axis=0), self.starts, axis=0)
            found[: len(joined)] |= joined
        return found

    def search(self, sources: Ints) -> Reach:
        """Breadth-first search from up to 256 sources (given by place) at once."""
        front = self._front(sources)
        unseen = ~front
        people, steps = np.zeros(self.size, np.int64), np.zeros(self.size, np.int64)
        inverse = np.zeros(self.size)
        by_distance = [0]
        while True:
            front = self.step(front)
            front &= unseen
            fresh = np.bitwise_count(front).sum(axis=1, dtype=np.int64)
            pairs = int(fresh.sum())
            if not pairs:
                return Reach(people, steps, inverse, np.array(by_distance))
            unseen ^= front
            people += fresh
            steps += len(by_distance) * fresh
            inverse += fresh / len(by_distance)
            by_distance.append(pairs)

    def _front(self, sources: Ints) -> Words:
        """The bit of each source, set at the source."""
        bits = np.arange(len(sources))
        front = np.zeros((self.size, WORDS), np.uint64)
        np.bitwise_or.at(
            front, (sources, bits // 64), np.uint64(1) << (bits % 64).astype(np.uint64)
        )
        return front

    def steps(self, sources: Ints, targets: Ints) -> Ints:
        """The steps from up to 256 sources to each target, −1 where there is no way."""
        found = np.full((len(sources), len(targets)), -1, np.int64)
        front = self._front(sources)
        unseen, depth = ~front, 0
        while front.any():
            met = np.unpackbits(front[targets].view(np.uint8), axis=1, bitorder="little")
            found[met[:, : len(sources)].T.astype(np.bool_)] = depth
            front = self.step(front)
            front &= unseen
            unseen ^= front
            depth += 1
        return found

    def nearness(self, sources: Ints) -> Floats:
        """Of each of up to 256 sources, the sum of one over its distances to everybody."""
        found = np.zeros(len(sources))
        front = self._front(sources)
        unseen, depth = ~front, 1
        while True:
            front = self.step(front)
            front &= unseen
            if not front.any():
                return found
            unseen ^= front
            met = np.unpackbits(front.view(np.uint8), axis=1, bitorder="little")
            found += met[:, : len(sources)].sum(axis=0, dtype=np.int64) / depth
            depth += 1


def distances(graph: TieGraph, sources: Ints, targets: Ints) -> Ints:
    """The steps along the arrows from each source to each target, −1 where there is no way.

    A row a source. Memory grows with sources × targets only.

    >>> graph = TieGraph.from_ids(["a", "b"], ["b", "c"])
    >>> distances(graph, np.array([0, 1]), np.array([2, 0])).tolist()
    [[2, 0], [1, -1]]
    """
    plan = _Pull(graph)
    width = WORDS * 64
    batches = [plan.place[sources[i : i + width]] for i in range(0, len(sources), width)]
    wanted = plan.place[targets]
    found = list(in_parallel(lambda some: plan.steps(some, wanted), batches))
    return np.concatenate(found) if found else np.zeros((0, len(targets)), np.int64)


def nearness(graph: TieGraph, sources: Ints) -> Floats:
    """Of each source, the sum of one over the distances to everybody whom it reaches along the arrows.

    >>> nearness(TieGraph.from_ids(["a", "b"], ["b", "c"]), np.array([0, 2])).tolist()
    [1.5, 0.0]
    """
    plan = _Pull(graph)
    width = WORDS * 64
    batches = [plan.place[sources[i : i + width]] for i in range(0, len(sources), width)]
    found = list(in_parallel(plan.nearness, batches))
    return np.concatenate(found) if found else np.zeros(0)


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
