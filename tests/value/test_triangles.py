"""Triangles and what is summed over them: brute force, every way of working it out, extreme shapes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.value import products, triangles
from graph.value.arrays import Floats
from graph.value.brokerage import roles
from graph.value.cohesion import clustering, local_bridge_ties, transitivity
from graph.value.graph import TieGraph
from graph.value.holes import constraint, effective_size
from graph.value.labels import Groups

from .networks import graphs, quick, undirected

WAYS = {
    "full matrices": {"DENSE": 4_000},
    "listed triangles": {"DENSE": -1},
    "listed one by one": {"DENSE": -1, "BLOCK": 1, "TABLE": 1},
    "too many triangles": {"DENSE": -1, "KEPT": -1},
    "too many steps": {"DENSE": -1, "STEPS": -1},
}


def by(way: str, graph: TieGraph, work: Callable[[TieGraph], Floats]) -> Floats:
    """The answer for a network of which nothing is remembered, worked out this way."""
    anew = TieGraph(graph.people, graph.offsets, graph.targets, graph.weights)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in WAYS[way].items():
            patch.setattr(triangles, name, value)
        patch.setattr(products, "BLOCK", WAYS[way].get("BLOCK", products.BLOCK))
        return work(anew)


def listed(graph: TieGraph) -> list[tuple[int, ...]]:
    """The people of each triangle, and a check that its six places are what they are called."""
    both = graph.undirected
    found = triangles.triangles(graph)
    assert found is not None
    uv, vu, uw, wu, vw, wv = [(both.sources[row], both.targets[row]) for row in found]
    for (tail, head), (back, forth) in ((uv, vu), (uw, wu), (vw, wv)):
        assert (tail == forth).all() and (head == back).all()
    assert (uv[0] == uw[0]).all() and (uv[1] == vw[0]).all() and (uw[1] == vw[1]).all()
    rows = zip(uv[0].tolist(), uv[1].tolist(), uw[1].tolist(), strict=True)
    return sorted(tuple(sorted(row)) for row in rows)


@quick
@given(graphs(most=12), st.sampled_from([1, 200_000]), st.sampled_from([1, 20, 8_000_000]))
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
    clique = undirected(list(combinations(range(9), 2)))
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
    clique = undirected(list(combinations(range(9), 2)))
    monkeypatch.setattr(triangles, "KEPT", 83)

    assert triangles.triangles(clique) is None
    monkeypatch.setattr(triangles, "KEPT", 84)
    assert len(listed(undirected(list(combinations(range(9), 2))))) == 84


def test_few_people_and_close_circles_are_multiplied_and_wide_networks_listed() -> None:
    clique = undirected(list(combinations(range(300), 2)))
    ring = undirected([(i, (i + 1) % 300) for i in range(300)])

    assert triangles.is_dense(clique)
    assert not triangles.is_dense(ring)
