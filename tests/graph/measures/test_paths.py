"""Distances, closeness and sampled betweenness: published answers, two oracles, brute force."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadInput
from graph.measures.centrality.betweenness import betweenness, sampled_betweenness
from graph.measures.centrality.closeness import (
    closeness_in,
    closeness_out,
    harmonic_in,
    harmonic_out,
)
from graph.measures.paths import brandes, distances
from graph.measures.paths.brandes import scaled_dependencies
from graph.measures.paths.distances import reach
from graph.measures.ties.tie_graph import TieGraph
from tests.graph.measures import brute_force as brute
from tests.graph.measures.networks import (
    FLORENTINE_15,
    KITE,
    REAL,
    graphs,
    quick,
    real,
    to_igraph,
    to_networkx,
)


def test_closeness_of_the_kite_and_the_medici() -> None:
    assert closeness_out(KITE).round(3).tolist() == [
        *[0.529, 0.529, 0.5, 0.6, 0.5, 0.643, 0.643, 0.6, 0.429, 0.31]
    ]
    medici = FLORENTINE_15.index(["Medici"])[0]
    assert closeness_in(FLORENTINE_15)[medici] == pytest.approx(0.56)


def test_closeness_scales_by_the_share_reached_and_harmonic_needs_no_scaling() -> None:
    two_parts = TieGraph.from_ids(["a", "b", "x"], ["b", "c", "y"])

    assert closeness_out(two_parts)[0] == pytest.approx((2 / 4) * (2 / 3))
    assert harmonic_out(two_parts).tolist() == [1.5, 1.0, 0.0, 1.0, 0.0]
    assert harmonic_in(two_parts).tolist() == [0.0, 1.0, 1.5, 0.0, 1.0]


@pytest.mark.parametrize("network", REAL)
def test_real_networks_agree_with_both_oracles(network: str) -> None:
    graph, _ = real(network)
    oracle, second = to_networkx(graph), to_igraph(graph)
    others = graph.size - 1

    assert harmonic_in(graph) == pytest.approx(list(nx.harmonic_centrality(oracle).values()))
    assert closeness_in(graph) == pytest.approx(list(nx.closeness_centrality(oracle).values()))
    assert harmonic_out(graph) / others == pytest.approx(second.harmonic_centrality(mode="out"))
    assert harmonic_in(graph) / others == pytest.approx(second.harmonic_centrality(mode="in"))


@quick
@given(graphs(most=9), st.sampled_from([1, 32]), st.sampled_from([1, 4]))
def test_distances_agree_with_a_queue(graph: TieGraph, least_rows: int, words: int) -> None:
    steps = brute.distances(graph)
    arriving = [
        [steps[s][v] for s in range(graph.size) if s != v and steps[s][v] < math.inf]
        for v in range(graph.size)
    ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distances, "LEAST_ROWS", least_rows)
        patch.setattr(distances, "WORDS", words)
        found = reach(graph)

    assert found.people.tolist() == [len(row) for row in arriving]
    assert found.steps.tolist() == [sum(row) for row in arriving]
    assert found.inverse.tolist() == pytest.approx([sum(1 / d for d in row) for row in arriving])
    assert int(found.by_distance.sum()) == sum(len(row) for row in arriving)


def test_more_people_than_bits_in_a_batch_agree_with_networkx() -> None:
    oracle = nx.gnp_random_graph(700, 0.006, seed=3, directed=True)
    oracle.add_edges_from((i, 0) for i in range(1, 400))
    edges = np.array(oracle.edges())
    graph = TieGraph.from_indices([f"{i:03d}" for i in range(700)], edges[:, 0], edges[:, 1])

    assert harmonic_in(graph) == pytest.approx(list(nx.harmonic_centrality(oracle).values()))
    expected = nx.betweenness_centrality(oracle, normalized=False)
    assert betweenness(graph) == pytest.approx(list(expected.values()))


def test_some_sources_only() -> None:
    chain = TieGraph.from_ids(["a", "b", "c"], ["b", "c", "d"])

    assert reach(chain, np.array([0, 2])).people.tolist() == [0, 1, 1, 2]
    assert reach(chain, np.array([], dtype=np.int64)).people.tolist() == [0, 0, 0, 0]


@quick
@given(graphs(), st.sampled_from([1, 3, 100]))
def test_both_ends_of_all_paths_make_betweenness(graph: TieGraph, few: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(brandes, "FEW", few)
        total, squares = scaled_dependencies(graph, np.arange(graph.size))

    assert total == pytest.approx(brute.betweenness(graph), abs=1e-9)
    assert (squares * max(graph.size, 1) >= total**2 - 1e-9).all()


def test_a_sample_of_all_people_is_exact_and_a_smaller_one_says_its_error() -> None:
    edges = np.array(nx.gnp_random_graph(300, 0.02, seed=5, directed=True).edges())
    graph = TieGraph.from_indices([f"{i:03d}" for i in range(300)], edges[:, 0], edges[:, 1])
    exact = betweenness(graph)

    whole = sampled_betweenness(graph, sources=300)
    part = sampled_betweenness(graph, sources=100, seed=1)

    assert whole.values.tolist() == exact.tolist()
    assert (whole.bound == 0).all() and whole.sources == 300
    off = np.abs(part.values - exact)
    assert (off <= part.bound).all()
    assert np.mean(off <= 3 * part.standard_error) > 0.95
    assert np.abs(part.values - exact).mean() < 0.15 * exact.mean()


def test_the_mean_of_many_samples_is_the_exact_value() -> None:
    edges = np.array(nx.gnp_random_graph(30, 0.1, seed=9, directed=True).edges())
    graph = TieGraph.from_indices([f"{i:02d}" for i in range(30)], edges[:, 0], edges[:, 1])

    found = [sampled_betweenness(graph, sources=15, seed=seed).values for seed in range(200)]

    exact = betweenness(graph)
    assert np.mean(found, axis=0) == pytest.approx(exact, abs=0.05 * exact.max())


@pytest.mark.parametrize(("sources", "confidence"), [(1, 0.95), (9, 0), (9, 1)])
def test_a_sample_that_says_nothing_is_refused(sources: int, confidence: float) -> None:
    with pytest.raises(BadInput):
        sampled_betweenness(KITE, sources=sources, confidence=confidence)
