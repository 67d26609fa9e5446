"""Figures of the whole network: of its ties, of ties against homes, of ties against reporting lines."""

from __future__ import annotations

import math
from collections.abc import Mapping

from graph.errors import BadInput
from graph.measures.catalogue import MEASURES, measure_of
from graph.measures.cohesion.fragmentation import distance_fragmentation_estimate
from graph.measures.measure import Measure, Needs, Scale
from graph.measures.mixing.group_mixing import network_ei
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph

BESIDE = ("expected", "deviation", "p_value", "standard_error")
"""What may stand beside a figure, stored as `<figure>_<what>`."""

FIGURES = tuple(sorted(key for key, one in MEASURES.items() if one.scale is Scale.NETWORK))
"""Every figure that an analysis stores, where it can be told."""


def figures(
    graph: TieGraph, home_of: Mapping[str, str], boss_of: Mapping[str, str]
) -> dict[str, float]:
    """The figures of the network; those that have no value, or would take too long, are absent."""
    groups = Groups.of(graph, home_of)
    inside = set(graph.people)
    inside_lines = [(high, low) for low, high in boss_of.items() if {low, high} <= inside]
    lines = TieGraph.from_ids(
        [high for high, _ in inside_lines], [low for _, low in inside_lines], people=graph.people
    )
    values = {}
    for key in FIGURES:
        measure = measure_of(key)
        if graph.size <= (measure.most_people or graph.size):
            value = _figure(measure, graph, groups, lines)
            if value is not None and math.isfinite(value):
                values[key] = value
    return values | _beside(graph, groups, values)


def why_not(measure: Measure, people: int) -> tuple[bool, str]:
    """Whether a figure is left out because of so many people, else not defined; and why, in words.

    >>> why_not(measure_of("hierarchy"), 1001)
    (True, 'an analysis computes it for at most 1,000 people, and here are 1,001')
    >>> why_not(measure_of("hierarchy"), 1)
    (False, 'it has no value where nobody has a way to anybody')
    """
    if measure.most_people is not None and people > measure.most_people:
        limit = f"an analysis computes it for at most {measure.most_people:,} people, and here are"
        return True, f"{limit} {people:,}"
    return False, f"it has no value {measure.undefined}"


def _beside(graph: TieGraph, groups: Groups, values: Mapping[str, float]) -> dict[str, float]:
    """What is known of figures that have a null model or an error; what is exact has none."""
    details = {}
    if "network_ei_index" in values:
        null = network_ei(graph, groups)
        details["network_ei_index"] = {
            "expected": null.expected,
            "deviation": null.deviation,
            "p_value": null.p_value,
        }
    error = distance_fragmentation_estimate(graph).standard_error
    if error:
        details["distance_fragmentation"] = {"standard_error": error}
    return {
        f"{key}_{beside}": value for key, more in details.items() for beside, value in more.items()
    }


def _figure(measure: Measure, graph: TieGraph, groups: Groups, lines: TieGraph) -> float | None:
    try:
        if measure.needs is Needs.TIES_AND_GROUPS:
            return float(measure.compute(graph, groups)) if groups.known.any() else None
        if measure.needs is Needs.TIES_AND_LINES:
            return float(measure.compute(graph, lines)) if lines.ties else None
        return float(measure.compute(graph))
    except BadInput:
        return None
