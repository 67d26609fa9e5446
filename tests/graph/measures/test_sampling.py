"""What is sampled is decided by work, its errors cover what they say, and long ways are walked quickly."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.measures.centrality import betweenness as module
from graph.measures.centrality.betweenness import betweenness, sampled_betweenness, sources_for
from graph.measures.centrality.brandes import dependencies
from graph.measures.centrality.bridging import bridging, bridging_sampled
from graph.measures.paths.deep_networks import betweenness_one_by_one, is_deep, longest_way
from graph.measures.paths.walk_effort import EXACT, walks
from graph.measures.ties.tie_graph import TieGraph


def of(network: nx.Graph) -> TieGraph:
    edges = np.array(nx.convert_node_labels_to_integers(network).edges())
    people = [f"p{i:05d}" for i in range(network.number_of_nodes())]
    graph = TieGraph.from_indices(people, edges[:, 0], edges[:, 1])
    return graph if network.is_directed() else graph.undirected


NETWORKS = {
    "hubs": nx.barabasi_albert_graph(400, 4, seed=1),
    "circles": nx.connected_watts_strogatz_graph(400, 6, 0.1, seed=1),
    "chance": nx.gnm_random_graph(400, 1200, 1),
    "crowds": nx.connected_caveman_graph(40, 10),
    "hubs and circles": nx.powerlaw_cluster_graph(400, 3, 0.5, seed=2),
    "tree": nx.random_labeled_tree(400, seed=1),
    "arrows": nx.gnm_random_graph(400, 2000, 1, directed=True),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_standard_errors_cover_two_in_three_and_nineteen_in_twenty(name: str) -> None:
    graph = of(NETWORKS[name])
    exact = betweenness(graph)
    between = exact > 0
    inside: list[list[float]] = []
    for seed in range(4):
        found = sampled_betweenness(graph, sources=120, seed=seed)
        off = np.abs(found.values - exact)[between] - 1e-9
        error = found.standard_error[between]
        inside.append([float(np.mean(off <= times * error)) for times in (1, 2)])
        assert np.mean(error) < 3 * np.sqrt(np.mean(off**2))
    one, two = np.mean(inside, axis=0)
    assert one >= 0.68 and two >= 0.94, (one, two)


def test_work_decides_what_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    few_ties, many_ties = (
        of(nx.gnm_random_graph(900, 900, 1)),
        of(nx.gnm_random_graph(600, 9000, 1)),
    )
    monkeypatch.setattr(module, "EXACT", (walks(few_ties) + walks(many_ties)) // 2)

    assert sources_for(few_ties) == 900
    assert 256 <= sources_for(many_ties) < 600
    assert (bridging_sampled(few_ties).standard_error == 0).all()
    assert bridging_sampled(many_ties).standard_error.max() > 0


def test_networks_of_five_thousand_people_are_exact() -> None:
    ties = 20 * 5000
    assert (ties + 5000) * 5000 <= EXACT


DEEP = {
    "path": nx.path_graph(2000),
    "path of arrows": nx.path_graph(2000, create_using=nx.DiGraph),
    "ring": nx.cycle_graph(1500),
    "ladder": nx.ladder_graph(600),
    "two paths": nx.disjoint_union(nx.path_graph(900), nx.path_graph(700)),
}


@pytest.mark.parametrize("name", DEEP)
def test_long_ways_are_walked_from_one_person_after_the_other(name: str) -> None:
    graph = of(DEEP[name])

    assert is_deep(graph)
    if name == "path":
        place = np.arange(2000)
        assert betweenness(graph) == pytest.approx(2.0 * place * (1999 - place))
        assert longest_way(graph) == 1999
        assert bridging(graph).argmax() in (1, 999, 1000, 1998)
    if name == "ring":
        assert np.ptp(betweenness(graph)) < 1e-6


@pytest.mark.parametrize("name", ["circles", "arrows", "tree"])
def test_both_traversals_agree(name: str) -> None:
    graph = of(NETWORKS[name])
    expected = dependencies(graph, np.arange(graph.size))
    assert betweenness_one_by_one(graph) == pytest.approx(expected, rel=1e-9, abs=1e-6)
    assert not is_deep(of(nx.gnm_random_graph(2000, 20000, 1)))
