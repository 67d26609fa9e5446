"""What is sampled is decided by work, its errors cover what they say, and long ways are walked quickly."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.measures.centrality import betweenness as module
from graph.measures.centrality.betweenness import betweenness, sampled_betweenness, sources_for
from graph.measures.centrality.bridging import bridging, bridging_sampled
from graph.measures.centrality.closeness import harmonic_in, harmonic_out
from graph.measures.paths import brandes, distances
from graph.measures.paths.brandes import (
    dependencies,
    inverse_dependencies,
    scaled_dependencies,
)
from graph.measures.paths.deep_network_distances import (
    betweenness_one_by_one,
    counting,
    is_deep,
    is_far,
    is_one_by_one,
    longest_way,
)
from graph.measures.paths.distances import reach
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


def _core_and_rim(people: int) -> nx.Graph:
    """A close core, and most people with two contacts there."""
    made, chance = nx.gnm_random_graph(people // 10, people, 1), np.random.default_rng(1)
    for one in range(people // 10, people):
        made.add_edges_from((one, int(at)) for at in chance.choice(people // 10, 2, replace=False))
    return made


def _parts(count: int, people: int) -> nx.Graph:
    return nx.disjoint_union_all(
        [nx.gnm_random_graph(people, 2 * people, seed) for seed in range(count)]
    )


def _one_hub(people: int) -> nx.Graph:
    made = nx.gnm_random_graph(people, 2 * people, 1)
    made.add_edges_from((0, one) for one in range(2, people, 2))
    return made


def _few_hubs(people: int) -> nx.Graph:
    chance, made = np.random.default_rng(1), nx.empty_graph(people)
    for hub in range(5):
        made.add_edges_from((hub, int(one)) for one in 5 + chance.choice(people - 5, people // 4))
    return made


def _units(people: int) -> nx.Graph:
    return nx.planted_partition_graph(people // 40, 40, 0.15, 0.003, seed=1)


NETWORKS |= {
    "core and rim": _core_and_rim(600),
    "parts": nx.disjoint_union(_parts(6, 20), nx.barabasi_albert_graph(400, 3, seed=1)),
    "one hub": _one_hub(500),
    "few hubs": _few_hubs(500),
    "units": _units(480),
    "sparse": nx.gnm_random_graph(500, 750, 1),
    "grid": nx.grid_2d_graph(8, 60),
}


@pytest.mark.parametrize("people", [30, 120])
@pytest.mark.parametrize("name", NETWORKS)
def test_standard_errors_cover_two_in_three_and_nineteen_in_twenty(name: str, people: int) -> None:
    graph = of(NETWORKS[name])
    exact = betweenness(graph)
    between = exact > 0
    inside: list[list[float]] = []
    sizes: list[tuple[float, float]] = []
    for seed in range(6):
        found = sampled_betweenness(graph, sources=people, seed=seed)
        off = np.abs(found.values - exact)[between] - 1e-9
        error = found.standard_error[between]
        inside.append([float(np.mean(off <= times * error)) for times in (1, 2)])
        sizes.append((float(np.mean(error)), float(np.mean(off**2))))
    wide, square = np.mean(sizes, axis=0)
    assert wide < 3 * np.sqrt(square)
    one, two = np.mean(inside, axis=0)
    assert one >= 0.68 and two >= 0.95, (one, two)


def test_errors_of_bridging_cover_what_they_say() -> None:
    for name in ("hubs", "core and rim", "one hub", "units"):
        graph = of(NETWORKS[name])
        exact = bridging_sampled(graph, sources=graph.size).values
        off, error = [], []
        for seed in range(6):
            found = bridging_sampled(graph, sources=100, seed=seed)
            off.append(np.abs(found.values - exact)[exact > 0])
            error.append(found.standard_error[exact > 0])
        assert np.mean(np.array(off) <= error) >= 0.68, name
        assert np.mean(np.array(off) <= 2 * np.array(error)) >= 0.95, name


def test_small_parts_are_counted_whole_and_who_has_no_tie_costs_nothing() -> None:
    graph = of(nx.disjoint_union(_parts(6, 20), nx.barabasi_albert_graph(400, 3, seed=1)))
    exact = betweenness(graph)

    found = sampled_betweenness(graph, sources=60)

    assert found.sources == 60
    assert found.values[:120] == pytest.approx(exact[:120])
    assert (found.standard_error[:120] == 0).all() and (found.bound[:120] == 0).all()
    assert found.standard_error[120:].max() > 0
    apart = of(_parts(30, 20))
    assert sampled_betweenness(apart, sources=60).values == pytest.approx(betweenness(apart))
    assert sampled_betweenness(apart, sources=60).sources == apart.size


def test_work_decides_what_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = of(nx.gnm_random_graph(900, 5000, 1)), of(nx.gnm_random_graph(1800, 10000, 1))
    within = counting(few) * few.size
    monkeypatch.setattr(module, "EXACT_BUDGET", within)

    assert sources_for(few) == 900
    assert 256 <= sources_for(many) < 1800
    assert (bridging_sampled(few).standard_error == 0).all()
    assert bridging_sampled(many).standard_error.max() > 0


FIVE_THOUSAND = {
    "sparse": lambda: nx.gnm_random_graph(5000, 7500, 1),
    "core and rim": lambda: _core_and_rim(5000),
    "parts": lambda: _parts(100, 50),
    "hubs": lambda: nx.barabasi_albert_graph(5000, 10, seed=1),
    "one hub": lambda: _one_hub(5000),
    "deep": lambda: nx.grid_2d_graph(10, 500),
    "path": lambda: nx.path_graph(5000),
    "sixty contacts each": lambda: nx.gnm_random_graph(5000, 150_000, 1),
}


@pytest.mark.parametrize("name", FIVE_THOUSAND)
def test_networks_of_five_thousand_people_are_exact(name: str) -> None:
    graph = of(FIVE_THOUSAND[name]())

    assert sources_for(graph) == graph.size
    assert sources_for(graph.undirected) == graph.size


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

    assert is_deep(graph) and is_one_by_one(graph) and is_far(graph)
    if name == "path":
        place = np.arange(2000)
        assert betweenness(graph) == pytest.approx(2.0 * place * (1999 - place))
        assert longest_way(graph) == 1999
        assert bridging(graph).argmax() in (1, 999, 1000, 1998)
        near = np.concatenate(([0], np.cumsum(1 / np.arange(1, 2000))))
        assert harmonic_in(graph) == pytest.approx(near[place] + near[1999 - place])
    if name == "path of arrows":
        assert harmonic_out(graph) == pytest.approx(harmonic_in(graph)[::-1])
        assert reach(graph).people.tolist() == list(range(2000))
    if name == "ring":
        assert np.ptp(betweenness(graph)) < 1e-6


@pytest.mark.parametrize("name", ["circles", "arrows", "tree", "parts", "one hub"])
def test_all_traversals_agree(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = of(NETWORKS[name])
    everybody, some = np.arange(graph.size), np.arange(0, graph.size, 3)
    monkeypatch.setattr(brandes, "is_deep", lambda _: False)
    monkeypatch.setattr(distances, "is_far", lambda _: False)
    expected, scaled = dependencies(graph, everybody), inverse_dependencies(graph, some)
    sums, squares = scaled_dependencies(graph, some)
    met = reach(graph, some)

    assert betweenness_one_by_one(graph) == pytest.approx(expected, rel=1e-9, abs=1e-6)
    monkeypatch.setattr(brandes, "is_deep", lambda _: True)
    monkeypatch.setattr(distances, "is_far", lambda _: True)
    assert dependencies(graph, everybody) == pytest.approx(expected, rel=1e-9, abs=1e-6)
    assert inverse_dependencies(graph, some) == pytest.approx(scaled, rel=1e-9, abs=1e-9)
    for one, other in zip(scaled_dependencies(graph, some), (sums, squares), strict=True):
        assert one == pytest.approx(other, rel=1e-9, abs=1e-6)
    touched = reach(graph, some)
    assert touched.people.tolist() == met.people.tolist()
    assert touched.steps.tolist() == met.steps.tolist()
    assert touched.inverse == pytest.approx(met.inverse)
    assert touched.by_distance.tolist() == met.by_distance.tolist()


def test_deep_networks_beyond_the_budget_are_sampled_by_walks_that_touch_whom_they_reach() -> None:
    graph, place = of(nx.path_graph(12_000)), np.arange(12_000)
    exact = 2.0 * place * (11_999 - place)
    assert is_deep(graph) and not is_one_by_one(graph)
    assert 256 <= sources_for(graph) < graph.size

    found = sampled_betweenness(graph, sources=64)

    assert np.abs(found.values - exact).max() <= 3 * found.standard_error.max()
    assert np.abs(found.values - exact).max() < 0.2 * exact.max()
    assert not is_deep(of(nx.gnm_random_graph(2000, 20000, 1)))
