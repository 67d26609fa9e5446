"""One key player among all candidates: who, absent too, leaves the others farthest apart.

Without a person v the sum H of one over all distances falls by v's own part, 2·Σ 1/d(v, u), and by
what gets longer: at most the part of the ways that lead through v, Σ δ_st(v)/d(s, t). So one count
of shortest ways bounds everybody, and only those whose bound is high are tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from graph.measures.arrays import Bools, Floats, Ints
from graph.measures.cohesion.absence import without_ties_of
from graph.measures.cohesion.fragmentation import Estimate
from graph.measures.conventions import (
    CANDIDATE_POOL,
    COUNT_BUDGET,
    DISTANCE_SOURCES,
    KEY_PLAYER_TIE,
    LARGEST_POOL,
    POOL_BUDGET,
    REACH_BUDGET,
)
from graph.measures.paths.brandes import inverse_dependencies
from graph.measures.paths.deep_network_distances import betweenness_one_by_one, is_one_by_one
from graph.measures.paths.distances import distances, nearness, reach
from graph.measures.paths.exact_search_cost import sources_within, walks
from graph.measures.ties.tie_graph import TieGraph

BATCH = 256
"""People from whom walks cost no more than from one."""
STEP_WORK = 20_000
"""What a step of a walk costs beside the ties that it meets, in ties."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Places of people, what they are worth, who else would do, and how far behind the next are."""

    places: tuple[int, ...]
    worth: float
    tied: tuple[int, ...] = ()
    lead: Estimate | None = None
    proven: bool = True


class Candidates(Protocol):
    """Two ways to compare candidates; ties run both ways."""

    def best(self, away: Bools) -> Choice:
        """Who is to be away, too, beside these."""

    def apart(self, away: Bools) -> Estimate | None:
        """How far apart the others are, on the same sample; None where it is exact."""

    def work(self) -> int:
        """About how much work all distances are."""


class ExactCandidates:
    """Candidates compared by all distances."""

    def __init__(self, both: TieGraph, count: int, barred: Bools | None = None) -> None:
        self._both = both
        self._barred = np.zeros(both.size, np.bool_) if barred is None else barred
        self._count = max(count, 1)

    def apart(self, away: Bools) -> Estimate | None:
        """None: all distances are exact."""
        return None

    def work(self) -> int:
        """What the walks meet, and what their steps cost beside."""
        return _work(self._both, len(reach(self._both).by_distance))

    def best(self, away: Bools) -> Choice:
        """The best of all whom the bounds leave, equal ones told; the first of them by id."""
        graph = without_ties_of(self._both, away)
        found = reach(graph)
        bound = 2 * found.inverse + _through(graph, np.arange(graph.size))
        order = np.flatnonzero(~(away | self._barred))
        order = order[np.argsort(-bound[order], kind="stable")]
        whole, gains = float(found.inverse.sum()), dict[int, float]()
        most = max(
            CANDIDATE_POOL, REACH_BUDGET // self._count // _work(graph, len(found.by_distance))
        )
        for place in order.tolist():
            best = max(gains.values(), default=-np.inf)
            if bound[place] < best - KEY_PLAYER_TIE * whole or len(gains) >= most:
                break
            without = away.copy()
            without[place] = True
            gains[place] = whole - float(reach(without_ties_of(self._both, without)).inverse.sum())
        left = order[len(gains) :]
        return _choice(
            gains, float(bound[left].max(initial=-np.inf)), len(order), KEY_PLAYER_TIE * whole
        )


def _through(graph: TieGraph, sources: Ints) -> Floats:
    """At least Σ δ_st(v)/d(s, t) over these sources s; of long ways, half of betweenness: d is 2 or more."""
    if is_one_by_one(graph):
        return betweenness_one_by_one(graph) / 2 * len(sources) / graph.size
    return inverse_dependencies(graph, sources)


def _work(graph: TieGraph, depth: int) -> int:
    """About how many ties all walks meet, and what their steps cost beside."""
    batches = -(-graph.size // BATCH)
    return graph.size * (graph.ties + graph.size) + batches * depth * STEP_WORK


def _choice(gains: dict[int, float], untried: float, people: int, alike: float) -> Choice:
    """The choice from what the absence of each adds; nobody else adds more than `untried`."""
    best = max(gains.values())
    tied = sorted(place for place, gain in gains.items() if gain >= best - alike)
    below = [gain for gain in gains.values() if gain < best - alike]
    next_ = max([*below, min(untried, best)] if np.isfinite(untried) else below, default=None)
    pairs = (people - 1) * (people - 2)
    lead = None if next_ is None or not pairs else Estimate((best - next_) / pairs, 0.0)
    return Choice((tied[0],), best, tuple(tied[1:]), lead, untried <= best)


class SampledCandidates:
    """Candidates compared by the distances from one sample of people, the same for all."""

    def __init__(self, both: TieGraph, count: int, seed: int, barred: Bools) -> None:
        self._both = both
        self._barred = barred
        chance = np.random.default_rng(seed)
        order = chance.permutation(both.size)
        trials = POOL_BUDGET // max(count, 1) // (both.ties + both.size)
        self._most = min(max(trials // BATCH, CANDIDATE_POOL), LARGEST_POOL)
        wanted = trials // self._most // BATCH * BATCH
        self._tried = np.sort(order[: min(max(wanted, BATCH), DISTANCE_SOURCES)])
        self._told = np.sort(order[:DISTANCE_SOURCES])
        """From these the figures are told."""
        self._counted = order[: sources_within(both, COUNT_BUDGET, BATCH)]

    def work(self) -> int:
        """What the walks meet: more than is done."""
        return walks(self._both)

    def apart(self, away: Bools) -> Estimate | None:
        """How far apart the others are, from those of the sample who are left."""
        left, sources = int((~away).sum()), self._told[~away[self._told]]
        shares = nearness(without_ties_of(self._both, away), sources) / (left - 1)
        spread = float(shares.std(ddof=1)) / np.sqrt(len(shares))
        return Estimate(
            1 - float(shares.mean()), float(spread * np.sqrt(max(1 - len(shares) / left, 0)))
        )

    def best(self, away: Bools) -> Choice:
        """The best of the pool; tied with all who lie within two errors of the difference."""
        graph, people = without_ties_of(self._both, away), int((~away).sum())
        pool = self._pool(graph, away)
        sources = self._tried[~away[self._tried]]
        own = nearness(graph, pool)
        steps = distances(graph, sources, pool).astype(np.float64)
        near = np.divide(1.0, steps, out=np.zeros_like(steps), where=steps > 0)
        longer = nearness(graph, sources)[:, None] - near
        for column, place in enumerate(pool.tolist()):
            without = away.copy()
            without[place] = True
            longer[:, column] -= nearness(without_ties_of(self._both, without), sources)
        longer[sources[:, None] == pool[None, :]] = np.nan  # of themselves they say nothing
        gains = 2 * own + (people - 1) * np.nanmean(longer, axis=0)
        best = int(np.lexsort((pool, -gains))[0])
        error = _errors(longer, best, people)
        behind = gains[best] - gains
        alike = behind <= 2 * error + KEY_PLAYER_TIE
        tied = tuple(sorted(pool[alike & (np.arange(len(pool)) != best)].tolist()))
        pairs = (people - 1) * (people - 2)
        apart = np.flatnonzero(~alike)
        lead = None
        if len(apart):
            next_ = apart[np.argmin(behind[apart])]
            lead = Estimate(float(behind[next_]) / pairs, float(error[next_]) / pairs)
        return Choice((int(pool[best]),), float(gains[best]), tied, lead, proven=False)

    def _pool(self, graph: TieGraph, away: Bools) -> Ints:
        """The people of the highest bounds, as far as a sample tells."""
        sources = np.sort(self._counted[~away[self._counted]])
        bound = 2 * reach(graph, sources).inverse + _through(graph, sources)
        out = away | self._barred
        bound[out] = -np.inf
        most = min(self._most, int((~out).sum()))
        return np.sort(np.argsort(-np.round(bound, 6), kind="stable")[:most])


def _errors(longer: Floats, best: int, people: int) -> Floats:
    """The standard error of what the best adds less what each other adds: of the same people's answers."""
    apart = longer[:, [best]] - longer
    known = (~np.isnan(apart)).sum(axis=0)
    spread = np.nanstd(apart, axis=0, ddof=1) / np.sqrt(known)
    error: Floats = (people - 1) * spread * np.sqrt(np.maximum(1 - known / people, 0))
    return error
