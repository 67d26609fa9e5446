"""How much of the network hangs on its few most needed people, found greedily.

Borgatti's KPP-Neg by distance-weighted fragmentation. The people themselves are named by the
caller's leave only; the numbers say how concentrated the network is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.errors import BadInput
from graph.value.absence import isolated
from graph.value.arrays import Ints
from graph.value.betweenness import sampled_betweenness
from graph.value.graph import TieGraph
from graph.value.keyplayer import Estimate, distance_fragmentation_estimate, fragmentation
from graph.value.paths import reach

POOL = 24
"""People who are tried at each step: those through whom most shortest ways lead."""
TRIED_SOURCES = 256
"""Sources on which a step is tried in networks of more than so many people; the answer takes more."""
FEW = 64
"""Up to so many people everybody is tried at each step."""
PATH_SOURCES = 128


@dataclass(frozen=True, slots=True)
class Step:
    """The network without the first so many key players."""

    count: int
    fragmentation: float
    distance_fragmentation: Estimate


@dataclass(frozen=True, eq=False)
class KeySet:
    """Key players in the order in which they were found, and the network without the first 0, 1, 2, …."""

    people: Sequence[str]
    steps: Sequence[Step]


def key_set(graph: TieGraph, count: int, *, seed: int = 0) -> KeySet:
    """The set of `count` people that splits the network most, found one by one: good, not proven best.

    Above 64 people only the 24 with most betweenness are tried, above 256 distances are taken from
    256 sources while trying; the figures of the steps have the error of
    `distance_fragmentation_estimate`. Each step keeps those found before.

    >>> found = key_set(TieGraph.from_ids(["a", "b"], ["b", "c"]), 1)
    >>> found.people, [step.fragmentation for step in found.steps]
    (['b'], [0.0, 1.0])
    """
    if not 0 <= count <= graph.size:
        raise BadInput(
            f"{count} key players of {graph.size} people", remedy="ask for fewer than there are"
        )
    both = graph.undirected
    search = _Search(both, _pool(both, count, seed), seed)
    found: list[int] = []
    steps = [_step(graph, 0)]
    for taken in range(1, count + 1):
        found.append(search.next())
        steps.append(_step(graph.masked(~search.away), taken))
    return KeySet([graph.people[place] for place in found], steps)


def _pool(both: TieGraph, count: int, seed: int) -> Ints:
    if both.size <= FEW:
        return np.arange(both.size)
    values = sampled_betweenness(both, sources=PATH_SOURCES, seed=seed).values
    return np.sort(np.argsort(-np.round(values, 6), kind="stable")[: max(POOL, count)])


class _Search:
    """The next key player, again and again; ties are given both ways."""

    def __init__(self, both: TieGraph, pool: Ints, seed: int) -> None:
        self._both = both
        self._seed = seed
        self._gain = dict.fromkeys(pool.tolist(), np.inf)
        """What the absence of each candidate added when last tried."""
        self.away = np.zeros(both.size, np.bool_)

    def next(self) -> int:
        """Who of the pool leaves most apart, now away too.

        A gain is not worked out again while others lie below it: it seldom grows.
        """
        before = self._apart()
        lazy = self._both.size > FEW
        fresh: set[int] = set()
        while True:
            best: int = max(
                self._gain, key=lambda place: (self._gain[place], place in fresh, -place)
            )
            if best in fresh:
                break
            for place in [best] if lazy and np.isfinite(self._gain[best]) else list(self._gain):
                self._gain[place] = self._apart(place) - before
                fresh.add(place)
        del self._gain[best]
        self.away[best] = True
        return best

    def _apart(self, also: int | None = None) -> float:
        """Distance-weighted fragmentation without those away, from some sources only in large networks."""
        away = self.away.copy()
        if also is not None:
            away[also] = True
        there = np.flatnonzero(~away)
        if len(there) < 2:
            return 0.0
        sources = there
        if len(there) > TRIED_SOURCES:
            chance = np.random.default_rng(self._seed)
            sources = np.sort(chance.choice(there, TRIED_SOURCES, replace=False))
        near = reach(isolated(self._both, away), sources).inverse.sum()
        return 1 - float(near) / len(sources) / (len(there) - 1)


def _step(graph: TieGraph, count: int) -> Step:
    return Step(count, fragmentation(graph), distance_fragmentation_estimate(graph))
