"""Where a measure has no value it says so: every measure over no people, one, two, and no ties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from graph.measures.catalogue import MEASURES, Measure
from graph.measures.measure import Needs, Scale
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph
from graph.network.analyses.network_figures import FIGURES, figures, why_not
from graph.network.analyses.scores import network_figures
from tests.graph.measures.networks import graphs, quick

PEOPLE = [f"p{i}" for i in range(5)]
SMALL = {
    "nobody": TieGraph.from_ids([], []),
    "one": TieGraph.from_ids([], [], people="a"),
    "two apart": TieGraph.from_ids([], [], people="ab"),
    "two": TieGraph.from_ids(["a"], ["b"]),
    "two both ways": TieGraph.from_ids(["a", "b"], ["b", "a"]),
    "five without ties": TieGraph.from_ids([], [], people="abcde"),
}
VALUED = {
    "nobody": set(),
    "one": set(),
    "two apart": {
        *("density", "hierarchy_connectedness", "fragmentation", "distance_fragmentation"),
        *("chart_ari", "chart_nmi"),
    },
    "five without ties": {
        *("density", "hierarchy_connectedness", "fragmentation", "distance_fragmentation"),
        *("chart_ari", "chart_nmi", "degree_centralization", "in_degree_centralization"),
        *("out_degree_centralization", "closeness_centralization", "betweenness_centralization"),
    },
}
"""The figures that have a value there, where everybody has a home and a line leads from each to the next."""
ALWAYS = {
    *("degree", "in_degree", "out_degree", "strength", "in_strength", "out_strength"),
    *("pagerank", "betweenness", "bridging", "harmonic_in", "harmonic_out", "core", "brokerage"),
    *("clustering", "articulation", "bridge_ties", "local_bridges", "distance_reach"),
}
"""Counts, sums and yes or no, which are 0 without ties; PageRank; clustering, 0 below two contacts as in networkx."""


def homes_of(graph: TieGraph) -> Groups:
    return Groups.of(graph, {p: "xy"[i % 2] for i, p in enumerate(graph.people)})


def computed(one: Measure, graph: TieGraph, homes: Groups | None = None) -> np.ndarray:
    """The values of a measure of these ties, of each set of one where it is about sets."""
    lines = TieGraph.from_ids(graph.people[:-1], graph.people[1:], people=graph.people)
    if one.needs is Needs.TIES_AND_SET:
        return np.array([one.compute(graph, [p]) for p in graph.people])
    more = {Needs.TIES_AND_GROUPS: (homes or homes_of(graph),), Needs.TIES_AND_LINES: (lines,)}
    return np.atleast_1d(np.asarray(one.compute(graph, *more.get(one.needs, ())), np.float64))


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("key", sorted(MEASURES))
def test_no_value_is_no_number_and_has_a_reason(key: str, name: str) -> None:
    one, values = MEASURES[key], computed(MEASURES[key], SMALL[name])

    assert not np.isinf(values).any()
    assert one.undefined or not np.isnan(values).any()
    assert (key in ALWAYS) == (one.undefined is None)
    known = values[~np.isnan(values)]
    assert (known >= (-np.inf if one.least is None else one.least)).all()
    assert (known <= (np.inf if one.most is None else one.most)).all()
    if one.scale is Scale.NETWORK and name in VALUED:
        assert (key in VALUED[name]) == (not np.isnan(values).any())


FADED = [0.1, 1 / 3, 2 ** (-7 / 90)]
SHAPES = {
    "ring": [(i, (i + 1) % 5) for i in range(5)],
    "star": [(0, i) for i in range(1, 5)],
    "full": [(i, j) for i in range(5) for j in range(5) if i != j],
    "pairs": [(0, 1), (2, 3)],
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("key", sorted(MEASURES))
def test_no_value_is_rounding(key: str, shape: str) -> None:
    """No measure says 2e-16 where it means 0, or more than its most, however unequal the strengths."""
    one, ties = MEASURES[key], SHAPES[shape]
    for turn in range(12):
        weights = [FADED[(turn * i + i // 2 + turn) % 3] for i in range(len(ties))]
        graph = TieGraph.from_ids(
            [f"p{a}" for a, _ in ties], [f"p{b}" for _, b in ties], weights, people=PEOPLE
        )
        for home in ("x", "xy"):
            homes = Groups.of(graph, {p: home[i % len(home)] for i, p in enumerate(graph.people)})
            values = computed(one, graph, homes)
            known = values[~np.isnan(values)]
            assert not ((known != 0) & (np.abs(known) < 1e-9)).any()
            assert (known <= (np.inf if one.most is None else one.most)).all()
            assert (known >= (-np.inf if one.least is None else one.least)).all()


@quick
@given(graphs())
def test_every_figure_has_a_value_or_a_reason(graph: TieGraph) -> None:
    found = figures(graph, {}, {})

    assert np.isfinite(list(found.values())).all()
    missing = [key for key in FIGURES if key not in found]
    assert all(
        why_not(MEASURES[key], graph.size)[1].startswith("it has no value ") for key in missing
    )
    told = network_figures(graph, {})
    assert (told["density"] is None) == (graph.size < 2)
    assert (told["reciprocity"] is None) == (graph.ties == 0)


@pytest.mark.parametrize(
    ("key", "most"),
    [("hierarchy", 1000), ("least_upper_boundedness", 300), ("betweenness_centralization", 2000)],
)
def test_what_is_left_out_because_of_many_people_says_of_how_many(key: str, most: int) -> None:
    many = TieGraph.from_ids(["p0", "p1"], ["p1", "p2"], people=[f"p{i}" for i in range(most + 1)])

    assert key not in figures(many, {}, {}) if most == 300 else MEASURES[key].most_people == most
    assert why_not(MEASURES[key], most + 1) == (
        True,
        f"an analysis computes it for at most {most:,} people, and here are {most + 1:,}",
    )


@pytest.mark.parametrize("depth", [3, 70, 3000])
def test_ties_that_skip_levels_are_found_at_any_depth(depth: int) -> None:
    people = [f"p{i:04d}" for i in range(depth)]
    lines = TieGraph.from_ids(people[:-1], people[1:])
    ends = TieGraph.from_ids([people[0]], [people[-1]], people=people)

    assert MEASURES["skip_share"].compute(ends, lines) == 1
