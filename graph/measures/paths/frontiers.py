"""Dependencies in networks of long ways: each step touches only the people whom it reaches.

Walks of many people go on side by side as rows (walk, person), so a step costs what it meets, however
many people there are; a block of all people at every step is quicker only where ways are short.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.measures.arrays import Floats, Ints
from graph.measures.ties.tie_graph import TieGraph

ROWS, MOST_WALKS = 12_000_000, 512
"""About how many ties walks side by side may meet, for memory; and how many walks."""


@dataclass(frozen=True, eq=False)
class _Step:
    """The people whom walks reach at one distance."""

    walks: Ints
    people: Ints
    paths: Floats
    nearer: Ints
    """A row a tie that arrives here on a shortest way: the row of the step before that it comes from."""
    here: NDArray[Any]
    """The row of this step at which it arrives."""


def walks_at_once(graph: TieGraph) -> int:
    """From how many people walks go on side by side.

    >>> walks_at_once(TieGraph.from_ids(["a"], ["b"]))
    512
    """
    return min(max(ROWS // max(graph.ties + graph.size, 1), 1), MOST_WALKS)


def walk_dependencies(graph: TieGraph, sources: Ints, *, scaled: bool) -> Floats:
    """For each person v the sum over sources s of Σ_t σ_st(v)/σ_st; scaled: each divided by d(s, t).

    >>> walk_dependencies(TieGraph.from_ids(["a", "b"], ["b", "c"]), np.arange(3), scaled=False).tolist()
    [0.0, 1.0, 0.0]
    """
    total = np.zeros(graph.size)
    for _, _, people, worth in dependency_steps(graph, sources, scaled=scaled):
        np.add.at(total, people, worth)
    return total


def dependency_steps(
    graph: TieGraph, sources: Ints, *, scaled: bool
) -> Iterator[tuple[int, Ints, Ints, Floats]]:
    """From the farthest step to the nearest: its depth, walks, people and their dependencies.

    Scaled: a path of length k counts 1/k.
    """
    steps = _steps(graph, sources)
    above = np.zeros(len(steps[-1].people))
    for depth in range(len(steps) - 1, 1, -1):
        step, before = steps[depth], steps[depth - 1]
        share = (above + (1 / depth if scaled else 1.0)) / step.paths
        told = np.bincount(step.nearer, share[step.here], len(before.people))
        above = told * before.paths
        yield depth - 1, before.walks, before.people, above


def reach_steps(graph: TieGraph, sources: Ints) -> Iterator[tuple[int, Ints, Ints]]:
    """From the nearest step to the farthest: its depth, and the walks and people that meet there first."""
    size, row = graph.size, np.zeros(len(sources) * graph.size, np.int32)
    walks, people = np.arange(len(sources)), np.asarray(sources, np.int64)
    seen = np.zeros(len(row), np.bool_)
    seen[walks * size + people] = True
    depth = 0
    while True:
        keys, _ = _arrivals(graph, walks, people)
        keys = keys[~seen[keys]]
        if not len(keys):
            return
        once = _once(keys, row)
        seen[once] = True
        walks, people = np.divmod(once, size)
        depth += 1
        yield depth, walks, people


def _arrivals(graph: TieGraph, walks: Ints, people: Ints) -> tuple[Ints, Ints]:
    """Where one more tie takes these walks: walk × size + person, and the row that it starts from."""
    first = graph.offsets[people]
    count = graph.offsets[people + 1] - first
    origin = np.repeat(np.arange(len(count)), count)
    tie = np.repeat(first - np.cumsum(count) + count, count)
    tie += np.arange(len(tie))
    keys = np.repeat(walks * graph.size, count)
    keys += graph.targets[tie]
    return keys, origin


def _once(keys: Ints, row: NDArray[np.int32]) -> Ints:
    """Each key once; afterwards `row` holds the place of each among them."""
    order = np.arange(len(keys), dtype=np.int32)
    row[keys] = order
    once: Ints = keys[row[keys] == order]
    row[once] = order[: len(once)]
    return once


def _steps(graph: TieGraph, sources: Ints) -> list[_Step]:
    """By distance: whom the walks reach, by how many shortest ways, and over which ties."""
    size, none = graph.size, np.zeros(0, np.int64)
    walks, people = np.arange(len(sources)), np.asarray(sources, np.int64)
    found = [_Step(walks, people, np.ones(len(people)), none, none)]
    seen = np.zeros(len(sources) * size, np.bool_)
    row = np.zeros(len(seen), np.int32)
    seen[walks * size + people] = True
    while True:
        last = found[-1]
        keys, nearer = _arrivals(graph, last.walks, last.people)
        fresh = ~seen[keys]
        keys, nearer = keys[fresh], nearer[fresh]
        if not len(keys):
            return found
        once = _once(keys, row)
        seen[once] = True
        here = row[keys]
        paths: Floats = np.bincount(here, last.paths[nearer], len(once)).astype(np.float64)
        walks, people = np.divmod(once, size)
        found.append(_Step(walks, people, paths, nearer, here))
