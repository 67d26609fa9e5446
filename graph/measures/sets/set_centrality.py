"""Centrality of a set of people as if it were one: degree, closeness, betweenness.

Everett and Borgatti's measures, divided so that a set of one person has that person's normalised
value. Directions are left out except for betweenness, which follows the arrows as the personal one
does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from graph.measures.arrays import Floats, Ints
from graph.measures.cohesion.fragmentation import Estimate
from graph.measures.conventions import BETWEENNESS_SOURCES, COUNT_BUDGET
from graph.measures.measure import Needs, Scale, measure
from graph.measures.paths.brandes import levels, product
from graph.measures.paths.distances import steps_from_set
from graph.measures.paths.exact_search_cost import sources_within
from graph.measures.paths.parallel import in_parallel
from graph.measures.ties.tie_graph import TieGraph

REFERENCE = "Everett and Borgatti 1999, doi:10.1080/0022250X.1999.9990219"
LARGER = "A larger set reaches more: compare sets of one size, or with sets drawn by chance."
BATCH = 32


def of_set(graph: TieGraph, people: Sequence[str], worth: Callable[[Floats], float]) -> float:
    """The worth of the steps to those reached outside, by the people outside; NaN if there are none."""
    members = np.unique(graph.index(people))
    outside = graph.size - len(members)
    if not outside:
        return float("nan")
    steps = steps_from_set(graph, members)
    return worth(steps[np.isfinite(steps) & (steps > 0)]) / outside


def contacts(steps: Floats) -> float:
    """How many are one step away."""
    return float(np.count_nonzero(steps == 1))


def nearness(steps: Floats) -> float:
    """How many are reached, by the mean of the steps to them."""
    return len(steps) * len(steps) / float(steps.sum()) if len(steps) else 0.0


def inverse(steps: Floats) -> float:
    """The sum of one over the steps."""
    return float((1 / steps).sum())


@measure(
    "group_degree",
    title="Share of others in contact with the set",
    formula="people outside in contact with a member / people outside",
    unit="share of people outside",
    least=0,
    most=1,
    undefined="where nobody is outside the set",
    reference=REFERENCE,
    when_it_misleads=LARGER,
    scale=Scale.GROUP,
    needs=Needs.TIES_AND_SET,
)
def group_degree(graph: TieGraph, people: Sequence[str]) -> float:
    """The share of people outside a set who are in contact with it; NaN if nobody is outside.

    >>> group_degree(TieGraph.from_ids(["a", "b"], ["b", "c"]), ["a"])
    0.5
    """
    return of_set(graph.undirected, people, contacts)


@measure(
    "group_closeness",
    title="How few steps lie between the set and others",
    formula="(r/o) · r/Σ d(C, v) over the r people outside who are reached; o people outside",
    unit="share of the closest possible",
    least=0,
    most=1,
    undefined="where nobody is outside the set",
    reference=REFERENCE,
    when_it_misleads=LARGER,
    scale=Scale.GROUP,
    needs=Needs.TIES_AND_SET,
)
def group_closeness(graph: TieGraph, people: Sequence[str]) -> float:
    """Closeness of a set by its nearest member, scaled by the share reached; NaN if nobody is outside.

    >>> round(group_closeness(TieGraph.from_ids(["a", "b"], ["b", "c"]), ["a"]), 4)
    0.6667
    """
    return of_set(graph.undirected, people, nearness)


@measure(
    "group_betweenness",
    title="Shortest ways that lead through the set",
    formula="Σ over ordered pairs (s, t) outside of the share of shortest paths through a member "
    "/ (o(o − 1)); o people outside",
    unit="share of ordered pairs outside",
    least=0,
    most=1,
    undefined="where fewer than two people are outside the set",
    reference=REFERENCE,
    when_it_misleads=LARGER,
    scale=Scale.GROUP,
    needs=Needs.TIES_AND_SET,
)
def group_betweenness(graph: TieGraph, people: Sequence[str]) -> float:
    """The share of shortest paths between outsiders that touch a set, exact, along the arrows.

    NaN with fewer than two people outside. (networkx 3.6 gets this wrong for some sets.)

    >>> group_betweenness(TieGraph.from_ids(["a", "b"], ["b", "c"]), ["b"])
    0.5
    """
    return _estimate(graph, people, None, 0).value


def group_betweenness_estimate(
    graph: TieGraph, people: Sequence[str], *, sources: int | None = None, seed: int = 0
) -> Estimate:
    """The same with its error; from so many `sources` drawn outside, absent: all where that is little
    work, else as many as are, at least 256.

    >>> group_betweenness_estimate(TieGraph.from_ids(["a", "b"], ["b", "c"]), ["b"])
    Estimate(value=0.5, standard_error=0.0)
    """
    within = sources_within(graph, 2 * COUNT_BUDGET, BETWEENNESS_SOURCES)
    return _estimate(graph, people, within if sources is None else sources, seed)


def _estimate(graph: TieGraph, people: Sequence[str], sources: int | None, seed: int) -> Estimate:
    members = np.unique(graph.index(people))
    outside = np.setdiff1d(np.arange(graph.size), members)
    if len(outside) < 2:
        return Estimate(float("nan"), 0.0)
    drawn, k = outside, len(outside)
    if sources is not None and sources < k:
        k = max(sources, 2)
        drawn = np.sort(np.random.default_rng(seed).choice(outside, k, replace=False))
    batches = [drawn[i : i + BATCH] for i in range(0, k, BATCH)]
    found = np.concatenate(list(in_parallel(lambda some: _through(graph, some, members), batches)))
    shares = found / (len(outside) - 1)
    if k == len(outside):
        return Estimate(float(shares.mean()), 0.0)
    error = shares.std(ddof=1) / np.sqrt(k) * np.sqrt(1 - k / len(outside))
    return Estimate(float(shares.mean()), float(error))


def _through(graph: TieGraph, sources: Ints, members: Ints) -> Floats:
    """Of each source, the sum over outsiders of the share of shortest paths to them that touch the set."""
    forward, backward = graph.pattern, graph.reversed.pattern
    inside = np.zeros(graph.size, np.bool_)
    inside[members] = True
    found, free, before = np.zeros(len(sources)), np.zeros((0, 0)), np.zeros(0, np.int64)
    for depth, (rows, paths) in enumerate(levels(forward, backward, sources)):
        if depth:
            free = product(backward, forward, before, free, rows) * (paths > 0)
        else:
            free = paths.copy()
        free[inside[rows]] = 0
        ends = ~inside[rows]
        if depth:
            found += _touched(paths[ends], free[ends])
        before = rows
    return found


def _touched(paths: Floats, free: Floats) -> Floats:
    reached = paths > 0
    shares = np.divide(free, paths, out=np.ones_like(paths), where=reached)
    touched: Floats = (1 - shares).sum(axis=0)
    return touched
