"""The goal graph in layers below its tops, or below one goal, with the arrows between what is in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.goals.alignment.goal_graph import GoalGraph
from graph.measures.arrays import Ints
from graph.measures.packed_lists import steps_from


@dataclass(frozen=True, eq=False)
class GoalLayers:
    """Goals, nearest to the top first, then by title; places are those of the goal graph."""

    places: Ints
    steps: Ints
    """The fewest steps from each up to the top."""
    children: Ints
    """The lower end of each arrow, as a place in `places`; `parents` the upper one."""
    parents: Ints
    total: int
    """How many goals there are down to that depth, these among them."""


def goal_layers(graph: GoalGraph, root: int | None, depth: int | None, most: int) -> GoalLayers:
    """The first `most` goals down to `depth` steps below a goal; None: below all that support no other.

    Archived and dropped goals are left out, but for the goal that is asked for.
    """
    untied = np.flatnonzero(graph.counted & (graph.above.sizes() == 0))
    seeds = untied if root is None else np.array([root], np.int64)
    steps = steps_from(graph.below, seeds)
    inside = steps >= 0 if depth is None else (steps >= 0) & (steps <= depth)
    places = np.flatnonzero(inside)
    total = len(places)
    places = places[np.argsort(steps[places], kind="stable")][:most]
    local = np.full(len(graph.ids), -1, np.int64)
    local[places] = np.arange(len(places))
    low, high = graph.above.repeated(places), graph.above.of_many(places)
    drawn = local[high] >= 0
    return GoalLayers(places, steps[places], local[low[drawn]], local[high[drawn]], total)
