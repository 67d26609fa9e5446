"""Ties inside and across groups, cohesion, eigenvectors: published answers and oracles."""

from __future__ import annotations

import math
import warnings

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from graph.errors import BadInput
from graph.measures.centrality.bridging import bridging, bridging_coefficient, bridging_sampled
from graph.measures.centrality.eigenvector import eigenvector
from graph.measures.cohesion.clustering import clustering, transitivity
from graph.measures.cohesion.communities import (
    adjusted_rand,
    leiden,
    normalized_mutual_information,
    stability,
)
from graph.measures.cohesion.core import core
from graph.measures.cohesion.cut_points import (
    articulation,
    bridge_ties,
    bridges,
    local_bridge_ties,
    local_bridges,
)
from graph.measures.cohesion.density import density
from graph.measures.cohesion.modularity import modularity
from graph.measures.cohesion.reciprocity import person_two_way_share, reciprocity, two_way_share
from graph.measures.mixing.group_mixing import (
    assortativity,
    ei_index,
    mixing_matrix,
    network_ei,
    participation,
    tie_diversity,
)
from graph.measures.mixing.quotient_graph import flows, quotient
from graph.measures.ties.components import components
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph
from tests.graph.measures.networks import (
    FIX9,
    KARATE,
    KARATE_CLUBS,
    KITE,
    REAL,
    graphs,
    quick,
    real,
    to_igraph,
    to_networkx,
)

CLUBS = Groups.of(KARATE, dict(zip(KARATE.people, KARATE_CLUBS, strict=True)))


def test_the_split_of_the_karate_club() -> None:
    split = network_ei(KARATE, CLUBS)

    assert (split.external, split.internal) == (11, 67)
    assert split.index == pytest.approx(-0.71795, abs=1e-5)
    assert split.expected == pytest.approx(2 * (17 * 17) / (34 * 33 / 2) - 1, abs=0.02)
    assert split.p_value == pytest.approx(1 / 1001)
    assert modularity(KARATE, CLUBS) == pytest.approx(0.35823, abs=1e-5)
    assert assortativity(KARATE, CLUBS) == pytest.approx(0.71753, abs=1e-5)
    assert participation(KARATE, CLUBS)[[0, 2, 8, 33]].round(4).tolist() == [
        *[0.1172, 0.48, 0.48, 0.2907]
    ]


def test_the_null_of_the_ei_index_is_the_mean_over_all_dealings() -> None:
    null = network_ei(KARATE, CLUBS, permutations=4000, seed=3)
    sizes = [KARATE_CLUBS.count(name) for name in set(KARATE_CLUBS)]
    across = 2 * sizes[0] * sizes[1] / (34 * 33)

    assert null.expected == pytest.approx(2 * across - 1, abs=0.01)
    assert network_ei(KARATE, CLUBS, seed=3) == network_ei(KARATE, CLUBS, seed=3)
    with pytest.raises(BadInput):
        network_ei(KARATE, CLUBS, permutations=0)


def test_a_network_without_counted_ties_has_no_index() -> None:
    lonely = TieGraph.from_ids(["a"], ["b"], people=["c"])
    groups = Groups.of(lonely, {"a": "x"})

    found = network_ei(lonely, groups)

    assert (found.external, found.internal, found.permutations) == (0, 0, 0)
    assert math.isnan(found.index) and math.isnan(assortativity(lonely, groups))
    assert np.isnan(ei_index(lonely, groups)).all()
    assert np.isnan(participation(lonely, groups)).tolist() == [True, False, True]


def test_dyads_of_nine_people_in_a_ring() -> None:
    assert reciprocity(FIX9) == 0
    assert two_way_share(FIX9) == 0
    assert density(FIX9) == pytest.approx(17 / 72)
    back = TieGraph.from_ids(["a", "b", "a"], ["b", "a", "c"])
    assert person_two_way_share(back).tolist() == [0.5, 1, 0]


def test_cutpoints_of_the_kite_and_its_bridges() -> None:
    assert np.flatnonzero(articulation(KITE)).tolist() == [7, 8]
    assert bridges(KITE) == [(7, 8), (8, 9)]
    assert components(KITE.without(["0007"])).tolist() == [0, 0, 0, 0, 0, 0, 0, 1, 1]


def test_bridging_is_betweenness_times_coefficient() -> None:
    assert bridging_coefficient(KITE)[9] == pytest.approx(1 / (1 / 2))
    assert bridging(KITE)[8] == pytest.approx(8 * (1 / 2) / (1 / 1 + 1 / 3))
    assert (bridging_sampled(KITE).standard_error == 0).all()


def test_bridging_above_the_limit_says_its_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.measures.centrality.betweenness.EXACT_BUDGET", 5)
    monkeypatch.setattr("graph.measures.centrality.betweenness.BETWEENNESS_SOURCES", 5)

    found = bridging_sampled(KITE)

    assert found.sources == 5
    assert found.standard_error.max() > 0


@pytest.mark.parametrize("network", REAL)
def test_real_networks_agree_with_oracles(network: str) -> None:
    graph, _ = real(network)
    arrows, both = to_networkx(graph), to_networkx(graph.undirected, two_way=True)
    second = to_igraph(graph.undirected, two_way=True)
    first = graph.undirected

    assert reciprocity(graph) == pytest.approx(nx.overall_reciprocity(arrows))
    assert core(graph).tolist() == list(nx.core_number(both).values())
    assert clustering(graph) == pytest.approx(list(nx.clustering(both).values()))
    assert transitivity(graph) == pytest.approx(nx.transitivity(both))
    assert np.flatnonzero(articulation(graph)).tolist() == sorted(nx.articulation_points(both))
    assert bridges(graph) == sorted((min(e), max(e)) for e in nx.bridges(both))
    assert density(graph) == pytest.approx(nx.density(arrows))
    local = set(nx.local_bridges(both, with_span=False))
    ties = zip(first.sources.tolist(), first.targets.tolist(), local_bridges(graph), strict=True)
    assert {(u, v) for u, v, no_common in ties if no_common and u < v} == {
        (min(pair), max(pair)) for pair in local
    }
    for of_people, pairs in ((bridge_ties, nx.bridges(both)), (local_bridge_ties, local)):
        ends = [end for pair in pairs for end in pair]
        assert of_people(graph).tolist() == [ends.count(person) for person in range(graph.size)]
    once = first.sources < first.targets
    second.es["weight"] = first.weights[once].tolist()
    diversity = np.array(second.diversity(weights="weight"), np.float64)
    several = np.diff(first.offsets) > 1
    assert tie_diversity(graph)[several] == pytest.approx(diversity[several])
    ours = eigenvector(graph)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # igraph warns of networks in several parts
        theirs = second.eigenvector_centrality(weights="weight")
    assert ours / ours.max() == pytest.approx(theirs, abs=1e-6)


def test_office_and_practice_of_lawyers_mix_as_in_networkx() -> None:
    graph, people = real("lazega_law_advice")
    groups = Groups.of(graph, {person: row["office"] for person, row in people.items()})
    oracle = to_networkx(graph)
    nx.set_node_attributes(
        oracle, {i: people[p]["office"] for i, p in enumerate(graph.people)}, "g"
    )

    assert assortativity(graph, groups) == pytest.approx(
        nx.attribute_assortativity_coefficient(oracle, "g")
    )
    mapping = {name: i for i, name in enumerate(groups.names)}
    expected = nx.attribute_mixing_matrix(oracle, "g", mapping=mapping, normalized=False)
    assert mixing_matrix(graph, groups).tolist() == expected.tolist()
    both = to_networkx(graph.undirected, two_way=True)
    parts = [set(np.flatnonzero(groups.codes == i).tolist()) for i in range(len(groups.names))]
    assert modularity(graph, groups) == pytest.approx(nx.community.modularity(both, parts))


@pytest.mark.parametrize("network", REAL)
def test_leiden_is_as_good_as_igraph_within_two_hundredths(network: str) -> None:
    graph, _ = real(network)
    oracle, both = to_igraph(graph.undirected, two_way=True), graph.undirected
    weights = both.weights[both.sources < both.targets].tolist()

    found = leiden(graph, seed=1)

    cut = oracle.community_leiden("modularity", weights=weights, n_iterations=-1)
    best = oracle.modularity(cut.membership, weights=weights)
    assert found.modularity >= best - 0.02
    assert found.modularity == pytest.approx(
        oracle.modularity(found.groups.codes.tolist(), weights=weights)
    )
    assert leiden(graph, seed=1).groups.codes.tolist() == found.groups.codes.tolist()


def test_communities_of_people_without_ties_are_themselves() -> None:
    graph = TieGraph.from_ids(["b", "d"], ["c", "b"], people=["a"])

    assert leiden(graph).groups.codes.tolist() == [1, 0, 0, 0]
    assert leiden(TieGraph.from_ids([], [])).groups.names == ()
    assert stability(KARATE, seeds=4).mean > 0.7
    with pytest.raises(BadInput):
        leiden(graph, resolution=0)


@quick
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12))
def test_groupings_are_compared_as_in_scikit_learn(rows: list[tuple[int, int]]) -> None:
    one = Groups(tuple("abcd"), np.array([r[0] for r in rows]))
    other = Groups(tuple("wxyz"), np.array([r[1] for r in rows]))

    assert adjusted_rand(one, other) == pytest.approx(adjusted_rand_score(one.codes, other.codes))
    assert normalized_mutual_information(one, other) == pytest.approx(
        normalized_mutual_info_score(one.codes, other.codes), abs=1e-9
    )


def test_groups_as_nodes_run_the_same_functions() -> None:
    made = quotient(KARATE, CLUBS)

    assert made.people == ("Mr. Hi", "Officer")
    assert made.edges() == [("Mr. Hi", "Officer", 11.0), ("Officer", "Mr. Hi", 11.0)]
    inside = flows(KARATE, CLUBS)
    assert inside["Mr. Hi"]["Mr. Hi"] + inside["Officer"]["Officer"] == 2 * 67


@quick
@given(graphs())
def test_each_person_as_a_group_gives_the_network_back(graph: TieGraph) -> None:
    alone = Groups.of(graph, {person: person for person in graph.people})

    assert quotient(graph, alone).edges() == graph.edges()
    index = ei_index(graph, alone)
    assert set(index[~np.isnan(index)].tolist()) <= {1.0}


@quick
@given(graphs(least=1))
def test_small_networks_agree_with_networkx(graph: TieGraph) -> None:
    both = to_networkx(graph.undirected, two_way=True)

    assert core(graph).tolist() == list(nx.core_number(both).values())
    assert clustering(graph) == pytest.approx(list(nx.clustering(both).values()))
    assert np.flatnonzero(articulation(graph)).tolist() == sorted(nx.articulation_points(both))
    assert bridges(graph) == sorted((min(e), max(e)) for e in nx.bridges(both))
    if graph.ties:
        assert reciprocity(graph) == pytest.approx(nx.overall_reciprocity(to_networkx(graph)))
        values = eigenvector(graph)
        ties = graph.undirected.adjacency.toarray()
        top = np.linalg.eigvalsh(ties)[-1]
        assert ties @ values == pytest.approx(top * values, abs=1e-6)
