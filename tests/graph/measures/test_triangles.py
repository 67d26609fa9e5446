"""Triangles and what is summed over them: brute force, every way of working it out, extreme shapes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.measures.arrays import Floats
from graph.measures.brokerage.gould_fernandez import roles
from graph.measures.brokerage.structural_holes import constraint, effective_size
from graph.measures.cohesion import triangles
from graph.measures.cohesion.clustering import clustering, transitivity
from graph.measures.cohesion.cut_points import local_bridge_ties
from graph.measures.ties import masked_products
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph
from tests.graph.measures.networks import graphs, quick, undirected

PAIRS_OF_NINE = list(combinations(range(9), 2))
WAYS: dict[str, dict[str, Any]] = {
    "full matrices": {"_product": lambda graph: masked_products.dense_product},
    "parts of full matrices": {
        "_product": lambda graph: masked_products.dense_product,
        "CELLS": 20,
    },
    "sparse matrices": {"_product": lambda graph: masked_products.masked_product},
    "listed once": {"_product": lambda graph: None},
    "listed one by one": {"_product": lambda graph: None, "BLOCK": 1, "TABLE": 1},
    "listed anew": {"_product": lambda graph: None, "KEPT": -1},
    "as it comes": {},
}


def by(way: str, graph: TieGraph, work: Callable[[TieGraph], Floats]) -> Floats:
    """The answer for a network of which nothing is remembered, worked out this way."""
    anew = TieGraph(graph.people, graph.offsets, graph.targets, graph.weights)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in WAYS[way].items():
            patch.setattr(masked_products if name == "CELLS" else triangles, name, value)
        patch.setattr(masked_products, "BLOCK", WAYS[way].get("BLOCK", masked_products.BLOCK))
        return work(anew)


def listed(graph: TieGraph) -> list[tuple[int, ...]]:
    """The people of each triangle, and a check that its six places are what they are called."""
    both, found = graph.undirected, []
    for block in triangles.triangles(graph):
        uv, vu, uw, wu, vw, wv = [(both.sources[row], both.targets[row]) for row in block]
        for (tail, head), (back, forth) in ((uv, vu), (uw, wu), (vw, wv)):
            assert (tail == forth).all() and (head == back).all()
        assert (uv[0] == uw[0]).all() and (uv[1] == vw[0]).all() and (uw[1] == vw[1]).all()
        rows = zip(uv[0].tolist(), uv[1].tolist(), uw[1].tolist(), strict=True)
        found += [tuple(sorted(row)) for row in rows]
    return sorted(found)


@quick
@given(graphs(most=12), st.sampled_from([1, 10_000]), st.sampled_from([1, 20, 8_000_000]))
def test_each_triangle_is_listed_once_whatever_the_blocks(
    graph: TieGraph, block: int, table: int
) -> None:
    both = graph.undirected
    pairs = set(zip(both.sources.tolist(), both.targets.tolist(), strict=True))
    expected = [
        (u, v, w)
        for u, v, w in combinations(range(graph.size), 3)
        if {(u, v), (u, w), (v, w)} <= pairs
    ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(triangles, "BLOCK", block)
        patch.setattr(triangles, "TABLE", table)
        found = listed(graph)

    assert found == expected


@quick
@given(graphs(most=12), st.sampled_from(sorted(WAYS)), st.integers(0, 5))
def test_sums_through_third_people_equal_the_product_of_matrices(
    graph: TieGraph, way: str, seed: int
) -> None:
    both = graph.undirected
    near, far = np.random.default_rng(seed).random((2, both.ties))
    full = np.zeros((2, graph.size, graph.size))
    full[0, both.sources, both.targets], full[1, both.sources, both.targets] = near, far
    expected = (full[0] @ full[1])[both.sources, both.targets]

    found = by(way, graph, lambda anew: triangles.sums_through(anew, near, far))

    assert found.tolist() == pytest.approx(expected.tolist())


@quick
@given(graphs(most=12), st.sampled_from(sorted(WAYS)))
def test_measures_do_not_depend_on_the_way(graph: TieGraph, way: str) -> None:
    groups = Groups(("x", "y"), np.arange(graph.size) % 3 - 1)
    measures: list[Callable[[TieGraph], Floats]] = [
        constraint,
        effective_size,
        clustering,
        local_bridge_ties,
        lambda anew: np.array([transitivity(anew)]),
        lambda anew: roles(anew, groups),
    ]

    for work in measures:
        np.testing.assert_allclose(by(way, graph, work), work(graph), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("way", sorted(WAYS))
def test_cliques_stars_and_nearly_nobody(way: str) -> None:
    clique = undirected(PAIRS_OF_NINE)
    star = undirected([(0, leaf) for leaf in range(1, 9)], [9])
    nobody, one = TieGraph.from_ids([], []), TieGraph.from_ids([], [], people=["a"])

    assert by(way, clique, clustering).tolist() == [1] * 9
    assert by(way, clique, constraint) == pytest.approx(8 * (1 / 8 + 7 / 64) ** 2)
    assert by(way, clique, effective_size) == pytest.approx(1)
    assert by(way, clique, triangles.shared_contacts).tolist() == [7] * 72
    assert by(way, star, constraint)[:9] == pytest.approx([1 / 8] + [1] * 8)
    assert by(way, star, local_bridge_ties).tolist() == [8] + [1] * 8 + [0]
    assert np.isnan(by(way, star, effective_size)).tolist() == [False] * 9 + [True]
    assert [len(by(way, graph, constraint)) for graph in (nobody, one)] == [0, 1]
    assert by(way, one, clustering).tolist() == [0]


def test_triangles_beyond_the_limit_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = [(9, i) for i in range(9)] + [(i, (i + 1) % 9) for i in range(9)]
    graph, again = (undirected(wheel) for _ in range(2))

    monkeypatch.setattr(triangles, "KEPT", 8)
    assert triangles.listing(graph).kept is None
    assert len(listed(graph)) == 9
    monkeypatch.setattr(triangles, "KEPT", 9)
    assert triangles.listing(again).kept is not None
    assert len(listed(again)) == 9


@pytest.mark.parametrize("block", [1, 7, 10_000])
def test_what_is_kept_of_a_wide_network_is_all_of_it(
    monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(triangles, "BLOCK", block)
    chords = [(0, 2), (20, 22), (21, 23), (40, 42)]
    ring = undirected([(i, (i + 1) % 60) for i in range(60)] + chords)

    kept = triangles.listing(ring).kept

    assert kept is not None and kept.shape == (6, 4)
    assert listed(ring) == [(0, 1, 2), (20, 21, 22), (21, 22, 23), (40, 41, 42)]


def test_few_people_and_close_circles_are_multiplied_and_wide_networks_listed() -> None:
    clique = undirected(list(combinations(range(300), 2)))
    ring = undirected([(i, (i + 1) % 300) for i in range(300)])
    apart = undirected([(9 * c + i, 9 * c + j) for c in range(50) for i, j in PAIRS_OF_NINE])

    assert triangles.is_dense(clique)
    assert not triangles.is_dense(ring) and not triangles.listing(ring).closed
    assert not triangles.is_dense(apart) and triangles.listing(apart).closed
    assert constraint(apart) == pytest.approx(8 * (1 / 8 + 7 / 64) ** 2)
