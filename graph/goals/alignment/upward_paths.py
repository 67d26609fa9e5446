"""The shortest few ways up the goal graph, found one by one: never all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import count, islice

from graph.goals.alignment.goal_graph import GoalGraph

Trail = tuple[int, "Trail | None"]
"""A goal and how it was reached."""


def paths_up(graph: GoalGraph, starts: Sequence[int], limit: int) -> list[tuple[int, list[int]]]:
    """At most `limit` shortest ways from starts to tops: place of the start, goals from it to the top.

    Shortest first; of equally short ones those of different starts, in their order, before detours
    of one start. Each costs its length times the parents it passes, however many ways there are.
    """
    return list(islice(_all_paths(graph, starts), limit))


def _all_paths(graph: GoalGraph, starts: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Every way up, lazily; best first with the exact distance left, deepest first among equals."""
    serial = count()
    heap: list[tuple[int, int, int, int, int, Trail]] = []
    for place, goal in enumerate(starts):
        if graph.distance[goal] >= 0:
            heappush(heap, (int(graph.distance[goal]), 0, 0, next(serial), place, (goal, None)))
    while heap:
        _, detours, depth, _, place, trail = heappop(heap)
        if graph.distance[trail[0]] == 0:
            yield place, _goals(trail)
            continue
        for rank, high in enumerate(_parents(graph, trail[0])):
            length = 1 - depth + int(graph.distance[high])
            entry = (length, detours + (rank > 0), depth - 1, next(serial), place, (high, trail))
            heappush(heap, entry)


def _parents(graph: GoalGraph, goal: int) -> list[int]:
    """What the goal supports and what leads on to a top, nearest first."""
    nearest = {
        high: int(graph.distance[high])
        for high in graph.above[goal].tolist()
        if graph.distance[high] >= 0
        and (graph.acyclic or graph.distance[high] < graph.distance[goal])
    }
    return sorted(nearest, key=lambda high: (nearest[high], high))


def _goals(trail: Trail | None) -> list[int]:
    """The goals of a trail in the order in which they were met."""
    goals = []
    while trail is not None:
        goals.append(trail[0])
        trail = trail[1]
    return goals[::-1]
