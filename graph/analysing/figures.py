"""Figures of the whole network: of its ties, of ties against homes, of ties against reporting lines."""

from __future__ import annotations

import math
from collections.abc import Mapping

from graph.errors import BadInput
from graph.value.catalogue import MEASURES, measure_of
from graph.value.graph import TieGraph
from graph.value.labels import Groups
from graph.value.measure import Measure, Needs, Scale

SLOW = {
    "hierarchy": 1000,
    "least_upper_boundedness": 300,
    "betweenness_centralization": 2000,
}
"""Figures that grow faster than ties, and the most people for whom an analysis computes them."""

FIGURES = tuple(sorted(key for key, one in MEASURES.items() if one.scale is Scale.NETWORK))
"""Every figure that an analysis stores, where it can be told."""


def figures(
    graph: TieGraph, home_of: Mapping[str, str], boss_of: Mapping[str, str]
) -> dict[str, float]:
    """The figures of the network; those that have no value, or would take too long, are absent."""
    groups = Groups.of(graph, home_of)
    inside = set(graph.people)
    told = [(high, low) for low, high in boss_of.items() if {low, high} <= inside]
    lines = TieGraph.from_ids(
        [high for high, _ in told], [low for _, low in told], people=graph.people
    )
    found = {}
    for key in FIGURES:
        if graph.size <= SLOW.get(key, graph.size):
            value = _figure(measure_of(key), graph, groups, lines)
            if value is not None and math.isfinite(value):
                found[key] = value
    return found


def _figure(one: Measure, graph: TieGraph, groups: Groups, lines: TieGraph) -> float | None:
    try:
        if one.needs is Needs.TIES_AND_GROUPS:
            return float(one.compute(graph, groups)) if groups.known.any() else None
        if one.needs is Needs.TIES_AND_LINES:
            return float(one.compute(graph, lines)) if lines.ties else None
        return float(one.compute(graph))
    except BadInput:
        return None
