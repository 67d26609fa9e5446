"""Eigenvector centrality: one answer on every run, for every unit of ties and every size."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.measures.centrality import eigenvector as module
from graph.measures.centrality.eigenvector import eigenvector
from graph.measures.ties.tie_graph import TieGraph
from tests.graph.measures.networks import graphs, quick


def of(network: nx.Graph, weight: float = 1.0) -> TieGraph:
    edges = np.array(nx.convert_node_labels_to_integers(network).edges())
    people = [f"p{i:05d}" for i in range(network.number_of_nodes())]
    return TieGraph.from_indices(people, edges[:, 0], edges[:, 1], np.full(len(edges), weight))


def residual(graph: TieGraph, values: np.ndarray) -> float:
    ties = graph.undirected.adjacency
    greatest = values @ (ties @ values)
    return float(np.linalg.norm(ties @ values - greatest * values) / greatest)


@pytest.mark.parametrize("pairs", [3, 101, 1200])
def test_equal_pairs_are_equal(pairs: int) -> None:
    graph = of(nx.from_edgelist((2 * i, 2 * i + 1) for i in range(pairs)))

    assert eigenvector(graph) == pytest.approx(np.full(2 * pairs, (2 * pairs) ** -0.5), abs=1e-12)


LARGE = {
    "long": nx.path_graph(1500),
    "ring": nx.cycle_graph(700),
    "grid": nx.grid_2d_graph(20, 25),
    "equal large parts": nx.disjoint_union_all([nx.random_regular_graph(6, 400, seed=3)] * 3),
    "one larger part": nx.disjoint_union(nx.complete_graph(9), nx.path_graph(500)),
    "two crowds": nx.barbell_graph(320, 40),
}


@pytest.mark.parametrize("name", LARGE)
def test_large_networks_have_one_exact_answer_whatever_the_unit(name: str) -> None:
    found = eigenvector(of(LARGE[name]))

    assert residual(of(LARGE[name]), found) < 1e-9
    assert (found >= 0).all() and found @ found == pytest.approx(1)
    for factor in (1e-30, 0.37, 2.0**40):
        assert eigenvector(of(LARGE[name], factor)) == pytest.approx(found, abs=1e-9)


def test_parts_with_the_same_greatest_value_have_what_an_even_start_gives() -> None:
    star, ring = nx.star_graph(4), nx.cycle_graph(6)  # both have the value 2
    found = eigenvector(of(nx.disjoint_union_all([star, ring, nx.path_graph(3)])))

    even = np.array([3.0, 1.5, 1.5, 1.5, 1.5, 2, 2, 2, 2, 2, 2, 0, 0, 0]) / 2
    assert found == pytest.approx(even / np.linalg.norm(even), abs=1e-9)


@quick
@given(graphs(most=12), st.sampled_from([0.3, 1e-12, 3e7]))
def test_small_and_large_ways_agree(graph: TieGraph, factor: float) -> None:
    """The way of large parts, taken for small ones, gives what all eigenvectors at once give."""
    expected = eigenvector(graph)
    scaled = TieGraph.from_indices(
        graph.people, graph.sources, graph.targets, graph.weights * factor
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "DENSE", 0)
        found = eigenvector(scaled)

    assert found == pytest.approx(expected, abs=1e-6, nan_ok=True)


def test_an_answer_that_is_none_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("DENSE", 0), ("CYCLES", 0), ("FEW_CYCLES", 0), ("SPARSE", 0)):
        monkeypatch.setattr(module, name, value)

    assert np.isnan(eigenvector(of(nx.path_graph(9)))).all()
