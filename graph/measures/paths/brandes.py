"""Dependencies of many sources at once: the engine under exact and sampled betweenness.

Brandes' two sweeps run for 32 to 64 sources together as products of the sparse tie matrix with a thin
dense block, so that each tie is read once for all of them. A level's block holds only the rows
that some source reaches on that level; the product goes out from those rows (push) or into the
rows not yet reached (pull), whichever are few.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.measures.arrays import Floats, Ints, Matrix
from graph.measures.paths.deep_network_distances import is_deep
from graph.measures.paths.frontiers import dependency_steps, walk_dependencies, walks_at_once
from graph.measures.paths.parallel import in_parallel
from graph.measures.ties.tie_graph import TieGraph

LEAST_BATCH, MOST_BATCH, CACHED = 32, 64, 320_000
"""Sources a block: so many that a block of numbers stays in the processor's cache."""
FEW = 3
"""Rows are few when they are under one in so many."""

Level = tuple[Ints, Floats]


def dependencies(graph: TieGraph, sources: Ints) -> Floats:
    """For each person v the sum over sources s of Σ_t σ_st(v)/σ_st.

    Paths are directed and unweighted; the ends s and t of a path do not count.
    """
    return _total(graph, sources, scaled=False)


def inverse_dependencies(graph: TieGraph, sources: Ints) -> Floats:
    """For each person v the sum over sources s of Σ_t σ_st(v)/σ_st / d(s, t)."""
    return _total(graph, sources, scaled=True)


def _total(graph: TieGraph, sources: Ints, *, scaled: bool) -> Floats:
    backward = None if is_deep(graph) else graph.reversed.pattern
    forward = graph.pattern

    def work(some: Ints) -> Floats:
        if backward is None:
            return walk_dependencies(graph, some, scaled=scaled)
        return _sums(forward, backward, some, scaled=scaled)

    total = np.zeros(graph.size)
    for part in in_parallel(work, _batches(graph, sources)):
        total += part
    return total


def scaled_dependencies(graph: TieGraph, sources: Ints) -> tuple[Floats, Floats]:
    """Sum and sum of squares over sources s of what s says of betweenness, seen from both ends.

    A path from s to t gives v the part d(s, v)/d(s, t) when swept from s and the rest when swept
    from t, so that people next to a source are not overrated (Geisberger, Sanders and Schultes
    2008, doi:10.1137/1.9781611972887.9). Over all people the sum is betweenness. Where all ties run
    both ways, both sweeps are the same and one is made.
    """
    deep, forward, turned = is_deep(graph), graph.pattern, graph.reversed
    backward = turned.pattern
    ways = 1 if graph.answered else 2

    def both(some: Ints) -> tuple[Floats, Floats]:
        told = np.zeros((graph.size, len(some)))
        if deep:
            for one in (graph, turned)[:ways]:
                for depth, walks, people, worth in dependency_steps(one, some, scaled=True):
                    told[people, walks] += depth * worth
        else:
            for ties, back in ((forward, backward), (backward, forward))[:ways]:
                for depth, rows, block in _sweep(ties, back, some, scaled=True):
                    told[rows] += depth * block
        told *= 2 / ways
        return told.sum(axis=1), np.einsum("ij,ij->i", told, told)

    total, squares = np.zeros(graph.size), np.zeros(graph.size)
    for part, part_squares in in_parallel(both, _batches(graph, sources)):
        total += part
        squares += part_squares
    return total, squares


def _batches(graph: TieGraph, sources: Ints) -> list[Ints]:
    width = min(max(CACHED // max(graph.size, 1), LEAST_BATCH), MOST_BATCH)
    if is_deep(graph):
        width = walks_at_once(graph)
    return [sources[i : i + width] for i in range(0, len(sources), width)]


def _sums(forward: Matrix, backward: Matrix, sources: Ints, *, scaled: bool = False) -> Floats:
    """The dependencies of a few sources, added up."""
    total, ones = np.zeros(forward.shape[0]), np.ones(len(sources))
    for _, rows, block in _sweep(forward, backward, sources, scaled=scaled):
        total[rows] += block @ ones
    return total


def _sweep(
    forward: Matrix, backward: Matrix, sources: Ints, *, scaled: bool
) -> Iterator[tuple[int, Ints, Floats]]:
    """From the farthest level to the nearest: its depth, its rows, their dependency by source.

    Scaled: a path of length k counts 1/k.
    """
    found = levels(forward, backward, sources)
    above: Floats | None = None
    for depth in range(len(found) - 1, 1, -1):
        rows, paths = found[depth]
        one = 1 / depth if scaled else 1.0
        share = np.full_like(paths, one) if above is None else above + one
        np.divide(share, paths, out=share, where=paths > 0)
        share *= paths > 0
        nearer, nearer_paths = found[depth - 1]
        above = product(forward, backward, rows, share, nearer)
        above *= nearer_paths
        yield depth - 1, nearer, above


def levels(forward: Matrix, backward: Matrix, sources: Ints) -> list[Level]:
    """By distance: the rows reached by some source, and the number of shortest paths to each."""
    size, width = forward.shape[0], len(sources)
    seen = np.zeros((size, width), np.bool_)
    seen[sources, np.arange(width)] = True
    rows = np.unique(sources)
    paths = seen[rows].astype(np.float64)
    by_depth = [(rows, paths)]
    unseen = np.arange(size)
    while True:
        unseen = unseen[~seen[unseen].all(axis=1)]
        found = product(backward, forward, rows, paths, unseen)
        new = found > 0
        new &= ~seen[unseen]
        reached = np.flatnonzero(new.any(axis=1))
        if not len(reached):
            return by_depth
        rows = unseen[reached]
        new = new[reached]
        paths = found[reached] * new
        seen[rows] |= new
        by_depth.append((rows, paths))


def product(into: Matrix, out: Matrix, rows: Ints, block: Floats, wanted: Ints) -> Floats:
    """`into @ block` at the rows `wanted`, where `block` is given at `rows` and zero elsewhere.

    `out` is the transpose of `into`.
    """
    size = into.shape[0]
    if not len(wanted):
        return np.zeros((0, block.shape[1]))
    if len(rows) * FEW < size and len(rows) <= len(wanted):
        found: NDArray[Any] = out[rows].T @ block
        return np.asarray(found[wanted])
    if len(rows) < size:
        whole = np.zeros((size, block.shape[1]))
        whole[rows] = block
    else:
        whole = block
    if len(wanted) * FEW < size:
        return np.asarray(into[wanted] @ whole)
    found = into @ whole
    return np.asarray(found[wanted] if len(wanted) < size else found)
