"""Which missing tie would most shorten the ways between two sets of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.measures.arrays import Bools, Floats, Ints
from graph.measures.conventions import (
    INTRODUCTION_CANDIDATES,
    INTRODUCTION_PAIRS,
    INTRODUCTION_SAMPLE,
)
from graph.measures.paths.distances import distances
from graph.measures.ties.tie_graph import TieGraph

BLOCK = 4_000_000


@dataclass(frozen=True, slots=True)
class MissingTie:
    """A tie that is not there: its ends, one in each set, and by how much it would raise nearness."""

    one: str
    other: str
    gain: float


@dataclass(frozen=True, eq=False)
class Introductions:
    """The missing ties that gain most, best first, and the nearness of the two sets as it is."""

    nearness: float
    """The mean of one over the steps between a person of the one and one of the other: 0 to 1."""
    pairs: int
    """Pairs of people, one in each set, that stand in no tie."""
    exact: bool
    """Whether every missing tie was tried and every pair counted."""
    best: Sequence[MissingTie]


def introductions(
    graph: TieGraph,
    met: TieGraph,
    one: Sequence[str],
    other: Sequence[str],
    first: int,
    *,
    seed: int = 0,
) -> Introductions:
    """The `first` missing ties between people of one set and of the other that gain most.

    The gain of a tie is the rise of the mean of one over the distance between the sets (directions
    left out; 0 where there is no way). People of both sets stand on neither side. Nobody is
    introduced who stands in a tie of `met` already. Equal gains stand in the order of ids.

    >>> path = TieGraph.from_ids(["a", "b", "c"], ["b", "c", "d"])
    >>> found = introductions(path, path, ["a", "b"], ["c", "d"], 1)
    >>> found.nearness, [(tie.one, tie.other, round(tie.gain, 4)) for tie in found.best]
    (0.5833333333333333, [('a', 'c', 0.1667)])
    """
    both = graph.undirected
    near, far = _sides(graph, one, other)
    free = ~_adjacent(graph, met, near, far)
    pairs = int(free.sum())
    exact = len(near) * len(far) <= INTRODUCTION_PAIRS
    if not pairs:
        return Introductions(_mean(_inverse(distances(both, near, far))), 0, True, ())
    chance = np.random.default_rng(seed)
    x, y = (ends if exact else _sample(ends, chance) for ends in (near, far))
    a, b = (
        np.arange(len(ends)) if exact else _central(distances(both, ends, own))
        for ends, own in ((near, x), (far, y))
    )
    direct = distances(both, x, y)
    gains = _gains(
        direct,
        distances(both, near[a], x),
        distances(both, far[b], y),
        distances(both, far[b], x),
        distances(both, near[a], y),
    )
    gains[~free[np.ix_(a, b)]] = -1
    order = np.argsort(-np.round(gains, 12), axis=None, kind="stable")[:first]
    rows, columns = np.unravel_index(order, gains.shape)
    best = [
        MissingTie(graph.people[near[a[i]]], graph.people[far[b[j]]], float(gains[i, j]))
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
        if gains[i, j] > 1e-12
    ]
    return Introductions(_mean(_inverse(direct)), pairs, exact, best)


def _sides(graph: TieGraph, one: Sequence[str], other: Sequence[str]) -> tuple[Ints, Ints]:
    """The places of those who are in one set only."""
    first, second = np.unique(graph.index(one)), np.unique(graph.index(other))
    return np.setdiff1d(first, second), np.setdiff1d(second, first)


def _adjacent(graph: TieGraph, met: TieGraph, near: Ints, far: Ints) -> Bools:
    """Which pairs stand in a tie of `met` or of the network itself."""
    found = np.zeros((len(near), len(far)), np.bool_)
    for ties in (graph, met):
        both = ties.undirected
        place = {person: i for i, person in enumerate(ties.people)}
        column = np.full(ties.size, -1, np.int64)
        for j, person in enumerate(far.tolist()):
            if (at := place.get(graph.people[person])) is not None:
                column[at] = j
        for i, person in enumerate(near.tolist()):
            if (at := place.get(graph.people[person])) is not None:
                met_by = column[both.targets[both.offsets[at] : both.offsets[at + 1]]]
                found[i, met_by[met_by >= 0]] = True
    return found


def _sample(ends: Ints, chance: np.random.Generator) -> Ints:
    return (
        ends
        if len(ends) <= INTRODUCTION_SAMPLE
        else np.sort(chance.choice(ends, INTRODUCTION_SAMPLE, replace=False))
    )


def _central(steps: Ints) -> Ints:
    """The rows with the most nearness, in their order."""
    worth = (1 / (1 + np.where(steps < 0, np.inf, steps))).sum(axis=1)
    return np.sort(np.argsort(-worth, kind="stable")[:INTRODUCTION_CANDIDATES])


def _inverse(steps: Ints) -> Floats:
    return np.divide(1.0, steps, out=np.zeros(steps.shape), where=steps > 0)


def _mean(values: Floats) -> float:
    return float(values.mean()) if values.size else 0.0


def _gains(direct: Ints, a_x: Ints, b_y: Ints, b_x: Ints, a_y: Ints) -> Floats:
    """The rise of mean nearness between x and y by a tie a–b, a row an a, a column a b."""
    far = np.int64(1 << 20)
    direct, a_x, b_y, b_x, a_y = (
        np.where(steps < 0, far, steps) for steps in (direct, a_x, b_y, b_x, a_y)
    )
    now = np.where(direct >= far, 0.0, 1 / np.maximum(direct, 1))
    found = np.zeros((len(a_x), len(b_y)))
    width = max(BLOCK // max(direct.size, 1), 1)
    for i in range(len(a_x)):
        for start in range(0, len(b_y), width):
            some = slice(start, start + width)
            way = a_x[i][None, :, None] + 1 + b_y[some][:, None, :]
            back = b_x[some][:, :, None] + 1 + a_y[i][None, None, :]
            steps = np.minimum(np.minimum(way, back), direct[None])
            then = np.where(steps >= far, 0.0, 1 / np.maximum(steps, 1))
            found[i, some] = (then - now[None]).mean(axis=(1, 2))
    return found
