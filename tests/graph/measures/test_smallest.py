"""The smallest networks, by hand: one person alone, two apart, two with one tie, two with a tie each way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from graph.errors import BadInput
from graph.measures.catalogue import MEASURES
from graph.measures.centrality.betweenness import sampled_betweenness
from graph.measures.centrality.pagerank import pagerank_forward
from graph.measures.cohesion.communities import leiden, stability
from graph.measures.cohesion.key_players import key_set
from graph.measures.mixing.group_mixing import network_ei
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.thread_ties import expand_threads
from graph.measures.ties.tie_graph import TieGraph
from graph.measures.ties.tie_strength import TieSettings
from tests.graph.measures.networks import KARATE
from tests.graph.measures.test_undefined import SMALL, computed

TABLE = """
articulation               | 0   | 0 0     | 0 0           | 0 0
assortativity              | -   | -       | 0             | -1
betweenness                | 0   | 0 0     | 0 0           | 0 0
betweenness_centralization | -   | -       | -             | -
bridge_ties                | 0   | 0 0     | 1 1           | 1 1
bridging                   | 0   | 0 0     | 0 0           | 0 0
broker_consultant          | 0   | 0 0     | 0 0           | 0 0
broker_coordinator         | 0   | 0 0     | 0 0           | 0 0
broker_gatekeeper          | 0   | 0 0     | 0 0           | 0 0
broker_liaison             | 0   | 0 0     | 0 0           | 0 0
broker_representative      | 0   | 0 0     | 0 0           | 0 0
brokerage                  | 0   | 0 0     | 0 0           | 0 0
chain_share                | -   | -       | 1             | 1
chart_ari                  | -   | 1       | 0             | 0
chart_nmi                  | -   | 1       | 0             | 0
closeness_centralization   | -   | -       | -             | -
closeness_in               | -   | 0 0     | 0 1           | 1 1
closeness_out              | -   | 0 0     | 1 0           | 1 1
clustering                 | 0   | 0 0     | 0 0           | 0 0
constraint                 | -   | - -     | 1 1           | 1 1
core                       | 0   | 0 0     | 1 1           | 1 1
crossing_share             | -   | -       | 1             | 1
degree                     | 0   | 0 0     | 1 1           | 1 1
degree_centralization      | -   | -       | -             | -
density                    | -   | 0       | 0.5           | 1
distance_fragmentation     | -   | 1       | 0             | 0
distance_reach             | 1   | 0.5 0.5 | 1 1           | 1 1
effective_size             | -   | - -     | 1 1           | 1 1
efficiency                 | -   | - -     | 1 1           | 1 1
ei_index                   | -   | - -     | 1 1           | 1 1
eigenvector                | -   | - -     | 0.7071 0.7071 | 0.7071 0.7071
fragmentation              | -   | 1       | 0             | 0
group_betweenness          | -   | - -     | - -           | - -
group_closeness            | -   | 0 0     | 1 1           | 1 1
group_closeness_in         | -   | 0 0     | 0 1           | 1 1
group_closeness_out        | -   | 0 0     | 1 0           | 1 1
group_degree               | -   | 0 0     | 1 1           | 1 1
group_harmonic_in          | -   | 0 0     | 0 1           | 1 1
group_harmonic_out         | -   | 0 0     | 1 0           | 1 1
group_in_degree            | -   | 0 0     | 0 1           | 1 1
group_out_degree           | -   | 0 0     | 1 0           | 1 1
harmonic_in                | 0   | 0 0     | 0 1           | 1 1
harmonic_out               | 0   | 0 0     | 1 0           | 1 1
hierarchy                  | -   | -       | 1             | 0
hierarchy_connectedness    | -   | 0       | 1             | 1
hierarchy_efficiency       | -   | -       | 1             | 0
in_degree                  | 0   | 0 0     | 0 1           | 1 1
in_degree_centralization   | -   | -       | -             | -
in_strength                | 0   | 0 0     | 0 1           | 1 1
least_upper_boundedness    | -   | -       | -             | -
local_bridges              | 0   | 0 0     | 1 1           | 1 1
modularity                 | -   | -       | -0.5          | -0.5
network_ei_index           | -   | -       | 1             | 1
out_degree                 | 0   | 0 0     | 1 0           | 1 1
out_degree_centralization  | -   | -       | -             | -
out_strength               | 0   | 0 0     | 1 0           | 1 1
pagerank                   | 1   | 0.5 0.5 | 0.6491 0.3509 | 0.5 0.5
participation              | -   | - -     | 0 0           | 0 0
person_two_way_share       | -   | - -     | 0 0           | 1 1
reciprocity                | -   | -       | 0             | 1
skip_share                 | -   | -       | 0             | 0
strength                   | 0   | 0 0     | 1 1           | 2 2
tie_diversity              | -   | - -     | - -           | - -
transitivity               | -   | -       | -             | -
two_way_share              | -   | -       | 0             | 1
"""
"""Measure | a alone | a and b apart | a to b | a to b and b to a; `-` where it has no value.

Homes are x of a and y of b, and the line leads from a to b; of sets, each person is one.
"""
VALUES = {
    key.strip(): [one.split() for one in columns]
    for key, *columns in (row.split("|") for row in TABLE.strip().splitlines())
}


def test_the_table_has_every_measure() -> None:
    assert VALUES.keys() == MEASURES.keys()


@pytest.mark.parametrize("key", sorted(MEASURES))
def test_values_of_one_person_and_of_two(key: str) -> None:
    for name, told in zip(("one", "two apart", "two", "two both ways"), VALUES[key], strict=True):
        found = computed(MEASURES[key], SMALL[name])
        expected = [np.nan if one == "-" else float(one) for one in told]
        assert found.tolist() == pytest.approx(expected, abs=5e-5, nan_ok=True), name


LINE = TieGraph.from_ids(["a", "b"], ["b", "c"])
HALVES = Groups.of(LINE, {"a": "x", "b": "x", "c": "y"})


@pytest.mark.parametrize(
    ("of", "taken", "refused"),
    [
        (lambda d: pagerank_forward(LINE, damping=d), (0, 0.85, 0.999), (-0.001, 1, 1.5)),
        (lambda n: sampled_betweenness(LINE, sources=n), (2, 3, 4), (1, 0, -1)),
        (
            lambda p: sampled_betweenness(LINE, sources=2, confidence=p),
            (0.001, 0.5, 0.999),
            (0, 1, -0.1, 1.1),
        ),
        (lambda n: key_set(LINE, n), (0, 1, 3), (-1, 4)),
        (lambda r: leiden(LINE, resolution=r), (0.001, 1, 9), (0, -1, float("inf"), float("nan"))),
        (lambda n: stability(LINE, seeds=n), (2, 3), (1, 0)),
        (lambda n: TieSettings(least=n), (1, 2), (0, -1)),
        (lambda n: TieSettings(half_life_days=n), (0.5, 1), (0, -1, float("inf"), float("nan"))),
        (lambda n: TieSettings(contact_days=n), (1, 2), (0, -1)),
        (lambda n: TieSettings(contact_minimum=n), (1, 2), (0, -1)),
        (lambda n: expand_threads([7, 7], [0, 1], [5, 5], limit=n), (2, 3), (1, 0)),
        (lambda n: network_ei(LINE, HALVES, permutations=n), (1, 2), (0, -1)),
    ],
)
def test_settings_are_taken_up_to_their_bounds_and_refused_beyond(
    of: Callable[[float], object], taken: Sequence[float], refused: Sequence[float]
) -> None:
    for value in taken:
        of(value)
    for value in refused:
        with pytest.raises(BadInput):
            of(value)


def test_without_damping_everybody_has_the_same_rank() -> None:
    for graph in (KARATE, LINE, TieGraph.from_ids([], [], people="abc")):
        assert pagerank_forward(graph, damping=0).tolist() == pytest.approx(
            [1 / graph.size] * graph.size, abs=1e-12
        )
    assert pagerank_forward(TieGraph.from_ids([], []), damping=0).tolist() == []
