"""Sets of people and whole networks: key players, group centrality, centralization, hierarchy."""

from __future__ import annotations

import math
from itertools import combinations, permutations

import networkx as nx
import numpy as np
import pytest
import rustworkx as rx
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadInput, TooCostly
from graph.measures.centrality.betweenness import betweenness, normalised
from graph.measures.centrality.centralization import (
    betweenness_centralization,
    closeness_centralization,
    degree_centralization,
    in_degree_centralization,
    out_degree_centralization,
)
from graph.measures.centrality.closeness import closeness_out
from graph.measures.centrality.degree import degree
from graph.measures.cohesion import key_players, krackhardt
from graph.measures.cohesion.fragmentation import (
    distance_fragmentation,
    distance_fragmentation_estimate,
    distance_reach,
    fragmentation,
    without,
)
from graph.measures.cohesion.key_players import key_set
from graph.measures.cohesion.krackhardt import (
    connectedness,
    graph_efficiency,
    hierarchy,
    least_upper_boundedness,
)
from graph.measures.sets.set_centrality import group_betweenness, group_closeness, group_degree
from graph.measures.ties.tie_graph import TieGraph
from tests.graph.measures import brute_force as brute
from tests.graph.measures.networks import (
    FIX9,
    FLORENTINE_15,
    FLORENTINE_16,
    KARATE,
    KITE,
    TREE7,
    directed,
    graphs,
    quick,
)


def ids(*places: int) -> list[str]:
    return [f"{place:04d}" for place in places]


@pytest.mark.parametrize(
    ("away", "split", "apart"),
    [((7,), 0.3889, 0.4861), ((3, 7), 0.4286, 0.5595), ((5, 6), 0.5357, 0.6071)],
)
def test_key_players_of_the_kite(away: tuple[int, ...], split: float, apart: float) -> None:
    rest = KITE.without(ids(*away))

    assert fragmentation(rest) == pytest.approx(split, abs=5e-5)
    assert distance_fragmentation(rest) == pytest.approx(apart, abs=5e-5)
    assert without(KITE, ids(*away), fragmentation) == (0.0, fragmentation(rest))


def test_reach_of_the_kite() -> None:
    assert distance_fragmentation(KITE) == pytest.approx(0.3537, abs=5e-5)
    assert distance_reach(KITE, ids(3, 7)) == pytest.approx(0.95)
    assert distance_reach(KITE, ids(7)) == pytest.approx(0.7)
    assert distance_reach(KITE, ids(3)) == pytest.approx(0.8083, abs=5e-5)
    assert distance_reach(KITE, []) == 0


def test_the_set_that_splits_most_is_found_by_trying_all() -> None:
    found = key_set(KITE, 2)
    best = max(
        distance_fragmentation(KITE.without(ids(*pair))) for pair in combinations(range(10), 2)
    )
    reached = max(distance_reach(KITE, ids(*pair)) for pair in combinations(range(10), 2))

    assert found.people == ("0005", "0006")
    assert found.steps[2].distance_fragmentation.value == pytest.approx(best)
    reaching = key_set(KITE, 2, reaching=True)
    assert distance_reach(KITE, reaching.people) == pytest.approx(reached)
    assert key_set(KITE, 0).people == ()
    with pytest.raises(BadInput):
        key_set(KITE, 11)


def test_key_players_are_found_by_exchanges_where_there_are_too_many_sets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Greedily {7, 3} comes before {5, 6}; with three the exchanges find the way back."""
    monkeypatch.setattr(key_players, "ALL_SETS", 0)
    every = combinations(range(10), 3)
    best = max(distance_fragmentation(KITE.without(ids(*three))) for three in every)

    found = key_set(KITE, 3).steps
    assert found[3].distance_fragmentation.value == pytest.approx(best)
    assert key_set(KITE, 2, reaching=True).people == ("0003", "0008")


def test_a_sample_of_sources_says_how_far_off_it_is() -> None:
    edges = np.array(nx.gnp_random_graph(400, 0.015, seed=2).edges())
    graph = TieGraph.from_indices([f"{i:03d}" for i in range(400)], edges[:, 0], edges[:, 1])

    found = distance_fragmentation_estimate(graph, sources=200)

    assert 0 < found.standard_error < 0.01
    assert abs(found.value - distance_fragmentation(graph)) < 4 * found.standard_error


def test_group_centrality_of_the_kite_and_the_karate_club() -> None:
    pair = ids(3, 7)
    assert group_betweenness(KITE, pair) == pytest.approx(0.55952, abs=5e-6)
    assert group_closeness(KITE, pair) == pytest.approx(0.88889, abs=5e-6)
    assert group_degree(KITE, pair) == 0.875
    leaders = ids(0, 33)
    assert group_betweenness(KARATE, leaders) == pytest.approx(0.68456, abs=5e-6)
    assert group_closeness(KARATE, leaders) == pytest.approx(0.91429, abs=5e-6)
    assert group_degree(KARATE, leaders) == 0.90625


def test_the_set_of_everybody_has_no_group_centrality() -> None:
    everybody = list(KITE.people)

    assert all(
        math.isnan(m(KITE, everybody)) for m in (group_degree, group_closeness, group_betweenness)
    )
    assert group_betweenness(KITE, []) == 0


@quick
@given(graphs(least=1))
def test_a_set_of_one_person_has_that_persons_value(graph: TieGraph) -> None:
    n = graph.size
    near = closeness_out(graph.undirected)
    for i, person in enumerate(graph.people):
        if n > 1:
            assert group_degree(graph, [person]) == pytest.approx(degree(graph)[i] / (n - 1))
            assert group_closeness(graph, [person]) == pytest.approx(near[i])
        if n > 2:
            expected = normalised(betweenness(graph))[i]
            assert group_betweenness(graph, [person]) == pytest.approx(expected, abs=1e-12)


@quick
@given(graphs(least=3, most=6), st.data())
def test_group_betweenness_agrees_with_listing_all_paths(
    graph: TieGraph, data: st.DataObject
) -> None:
    members = data.draw(st.sets(st.integers(0, graph.size - 1), max_size=graph.size - 2))
    outside = [i for i in range(graph.size) if i not in members]
    total = 0.0
    for s, t in permutations(outside, 2):
        paths = brute.shortest_paths(graph, s, t)
        total += sum(bool(members & set(p)) for p in paths) / len(paths) if paths else 0

    found = group_betweenness(graph, [graph.people[i] for i in members])

    assert found == pytest.approx(total / (len(outside) * (len(outside) - 1)))


def test_rustworkx_agrees_on_groups_of_the_karate_club() -> None:
    oracle = rx.networkx_converter(nx.karate_club_graph())

    for places in ((0, 33), (1, 2, 5), (8,)):
        expected = rx.group_betweenness_centrality(oracle, list(places), normalized=True)
        assert group_betweenness(KARATE, ids(*places)) == pytest.approx(expected)


def test_centralization_of_the_florentine_families_and_the_kite() -> None:
    assert degree_centralization(FLORENTINE_16) == pytest.approx(0.2667, abs=5e-5)
    assert degree_centralization(FLORENTINE_15) == pytest.approx(0.2747, abs=5e-5)
    assert closeness_centralization(FLORENTINE_15) == pytest.approx(0.3225, abs=5e-5)
    assert betweenness_centralization(FLORENTINE_15) == pytest.approx(0.4368, abs=5e-5)
    assert degree_centralization(KITE) == pytest.approx(0.3333, abs=5e-5)
    assert betweenness_centralization(KITE) == pytest.approx(0.2963, abs=5e-5)
    assert closeness_centralization(KITE) == pytest.approx(0.2704, abs=5e-5)
    assert in_degree_centralization(FIX9) == 0.015625
    assert math.isnan(out_degree_centralization(TieGraph.from_ids(["a"], ["b"])))


def test_hierarchy_of_a_tree_depends_on_the_arrow() -> None:
    numbers = (connectedness, hierarchy, graph_efficiency, least_upper_boundedness)

    assert [number(TREE7) for number in numbers] == [1, 1, 1, 1]
    assert least_upper_boundedness(TREE7.reversed) == pytest.approx(0.26667, abs=5e-6)
    looped = directed([(1, 2), (1, 3), (2, 4), (2, 5), (3, 6), (3, 7), (4, 1)])
    assert hierarchy(looped) == pytest.approx(0.82353, abs=5e-6)
    assert graph_efficiency(looped) == pytest.approx(0.97222, abs=5e-6)


def test_hierarchy_of_nine_people_in_a_ring() -> None:
    assert connectedness(FIX9) == 1
    assert graph_efficiency(FIX9) == pytest.approx(0.8594, abs=5e-5)
    assert hierarchy(FIX9) == 0
    assert least_upper_boundedness(FIX9) == 1


def test_networks_too_small_or_too_large_for_a_hierarchy(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = TieGraph.from_ids([], [])
    assert math.isnan(connectedness(nobody))
    assert math.isnan(hierarchy(nobody)) and math.isnan(graph_efficiency(nobody))
    assert math.isnan(least_upper_boundedness(TieGraph.from_ids(["a"], ["b"])))

    monkeypatch.setattr(krackhardt, "REACHABILITY_PEOPLE", 6)
    with pytest.raises(TooCostly, match="7 people is above the limit of 6"):
        hierarchy(TREE7)


@quick
@given(graphs(most=6))
def test_hierarchy_agrees_with_its_definition(graph: TieGraph) -> None:
    steps = brute.distances(graph)
    reaches = [[d < math.inf for d in row] for row in steps]
    some = [
        p for p in combinations(range(graph.size), 2) if reaches[p[0]][p[1]] or reaches[p[1]][p[0]]
    ]
    both = [(i, j) for i, j in some if reaches[i][j] and reaches[j][i]]
    expected = 1 - len(both) / len(some) if some else math.nan

    assert hierarchy(graph) == pytest.approx(expected, nan_ok=True)
    table = krackhardt.reachable(graph)
    assert table.tolist() == reaches
