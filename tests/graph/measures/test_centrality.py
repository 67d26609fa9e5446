"""Degree, PageRank and betweenness: published answers, two oracles, brute force."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadInput
from graph.measures.centrality.betweenness import betweenness, normalised
from graph.measures.centrality.degree import (
    degree,
    in_degree,
    in_strength,
    out_degree,
    out_strength,
    strength,
)
from graph.measures.centrality.pagerank import pagerank, pagerank_forward
from graph.measures.ties.tie_graph import TieGraph
from tests.graph.measures import brute_force as brute
from tests.graph.measures.networks import (
    FIX9,
    FLORENTINE_16,
    KITE,
    REAL,
    graphs,
    quick,
    real,
    shuffled,
    to_igraph,
    to_networkx,
)

PEOPLE_MEASURES = [
    in_degree,
    out_degree,
    degree,
    in_strength,
    out_strength,
    strength,
    pagerank,
    betweenness,
]


def test_degrees_of_the_kite() -> None:
    assert degree(KITE).tolist() == [4, 4, 3, 6, 3, 5, 5, 3, 2, 1]


def test_weighted_and_directed_degrees() -> None:
    graph = TieGraph.from_ids(["a", "b", "a"], ["b", "a", "c"], [2, 3, 5])

    assert out_degree(graph).tolist() == [2, 1, 0]
    assert in_degree(graph).tolist() == [1, 1, 1]
    assert degree(graph).tolist() == [2, 1, 1]
    assert out_strength(graph).tolist() == [7, 3, 0]
    assert in_strength(graph).tolist() == [3, 2, 5]
    assert strength(graph).tolist() == [10, 5, 5]


def test_betweenness_of_the_florentine_families() -> None:
    raw = dict(zip(FLORENTINE_16.people, (betweenness(FLORENTINE_16) / 2).tolist(), strict=True))

    assert {family: round(value, 3) for family, value in raw.items() if value} == {
        "Medici": 47.5,
        "Guadagni": 23.167,
        "Albizzi": 19.333,
        "Salviati": 13,
        "Ridolfi": 10.333,
        "Bischeri": 9.5,
        "Strozzi": 9.333,
        "Barbadori": 8.5,
        "Tornabuoni": 8.333,
        "Castellani": 5,
        "Peruzzi": 2,
    }


def test_betweenness_of_the_kite_and_of_nine_people_in_a_ring() -> None:
    kite = betweenness(KITE) / 2

    assert kite.round(3).tolist() == [0.833, 0.833, 0, 3.667, 0, 8.333, 8.333, 14, 8, 0]
    assert betweenness(FIX9).round(4).tolist() == [
        *[5.9833, 10.4333, 11.0167, 9, 11.0167, 10.4333, 5.9833, 16.0667, 16.0667]
    ]
    assert normalised(betweenness(KITE))[7] == pytest.approx(14 / 36)
    assert normalised(np.zeros(2)).tolist() == [0, 0]


def test_pagerank_sums_to_one_and_runs_against_the_arrow() -> None:
    star = TieGraph.from_ids(["hub"] * 3, ["a", "b", "c"])

    ranks = dict(zip(star.people, pagerank(star).tolist(), strict=True))

    assert sum(ranks.values()) == pytest.approx(1, abs=1e-12)
    assert max(ranks, key=ranks.__getitem__) == "hub"
    assert pagerank(TieGraph.from_ids([], [])).tolist() == []
    assert pagerank(TieGraph.from_ids([], [], people=["a", "b"])).tolist() == [0.5, 0.5]
    with pytest.raises(BadInput, match="damping 1 "):
        pagerank_forward(star, damping=1)


@pytest.mark.parametrize("network", REAL)
def test_real_networks_agree_with_both_oracles(network: str) -> None:
    graph, _ = real(network)
    oracle, second = to_networkx(graph), to_igraph(graph)
    turned = oracle.reverse()

    ours = betweenness(graph)

    assert ours == pytest.approx(list(nx.betweenness_centrality(oracle, normalized=False).values()))
    assert ours == pytest.approx(second.betweenness())
    ranks = pagerank(graph)
    assert ranks == pytest.approx(list(nx.pagerank(turned, tol=1e-12).values()), abs=1e-9)
    second.es["w"] = graph.weights.tolist()
    second.reverse_edges()
    assert ranks == pytest.approx(second.pagerank(weights="w"), abs=1e-9)


@quick
@given(graphs())
def test_betweenness_agrees_with_listing_all_paths(graph: TieGraph) -> None:
    assert betweenness(graph) == pytest.approx(brute.betweenness(graph), abs=1e-9)


@quick
@given(graphs(), st.randoms(use_true_random=False))
def test_other_names_and_another_order_change_nothing(graph: TieGraph, random: object) -> None:
    order = list(range(graph.size))
    random.shuffle(order)  # type: ignore[attr-defined]
    other = shuffled(graph, order)

    for measure in PEOPLE_MEASURES:
        assert measure(other)[order] == pytest.approx(measure(graph), abs=1e-12)


@quick
@given(graphs())
def test_every_measure_gives_one_finite_number_a_person(graph: TieGraph) -> None:
    for measure in PEOPLE_MEASURES:
        values = measure(graph)
        assert values.shape == (graph.size,)
        assert values.dtype == np.float64
        assert np.isfinite(values).all() and (values >= 0).all()
