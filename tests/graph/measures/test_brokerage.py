"""Brokerage roles and structural holes: published tables, oracles, brute force, exact chance."""

from __future__ import annotations

import math
from itertools import permutations, product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadInput
from graph.measures.brokerage.brokerage_by_chance import by_chance, network_by_chance
from graph.measures.brokerage.gould_fernandez import COLUMNS, brokerage, roles
from graph.measures.brokerage.structural_holes import constraint, effective_size, efficiency
from graph.measures.ties import masked_products
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph
from tests.graph.measures import brute_force as brute
from tests.graph.measures.networks import (
    BORGATTI,
    FIX9,
    FIX9_GROUPS,
    KARATE,
    KARATE_CLUBS,
    KITE,
    REAL,
    directed,
    graphs,
    quick,
    real,
    to_networkx,
)


def grouped(graph: TieGraph, labels: list[str | None]) -> Groups:
    named = zip(graph.people, labels, strict=True)
    return Groups.of(graph, {person: label for person, label in named if label is not None})


def test_roles_of_nine_people_in_three_groups_equal_sna() -> None:
    found = brokerage(FIX9, grouped(FIX9, list(FIX9_GROUPS)))

    assert COLUMNS[:5] == ("coordinator", "consultant", "representative", "gatekeeper", "liaison")
    assert found.raw[:, :5].tolist() == [
        [0, 0, 0, 1, 1],
        [1, 0, 1, 1, 1],
        [0, 0, 2, 0, 2],
        [0, 0, 0, 2, 2],
        [1, 0, 1, 1, 1],
        [0, 0, 2, 0, 2],
        [0, 0, 0, 2, 0],
        [1, 0, 1, 1, 1],
        [0, 0, 2, 0, 2],
    ]
    assert found.network_raw.tolist() == [3, 0, 9, 8, 12, 32]
    assert found.expected[0, :5].round(4).tolist() == [0.0852, 0.511, 0.511, 0.511, 0.7665]
    assert found.network_z[:5].round(4).tolist() == [2.2974, -1.5768, 1.5307, 1.1828, 1.3959]
    deviation = np.sqrt(by_chance(grouped(FIX9, list(FIX9_GROUPS)), 17 / 72).variance[0, :5])
    assert deviation.round(4).tolist() == [0.2856, 0.7938, 0.9548, 0.9548, 1.0753]
    assert found.z[0, 3] == pytest.approx((1 - 0.5110) / 0.9548, abs=1e-3)


def test_roles_of_the_karate_club_equal_sna() -> None:
    found = brokerage(KARATE, grouped(KARATE, KARATE_CLUBS))

    assert found.network_raw.tolist() == [510, 20, 128, 128, 0, 786]
    assert found.raw[[33, 0, 2], :5].tolist() == [
        [156, 6, 40, 40, 0],
        [174, 0, 15, 15, 0],
        [10, 12, 23, 23, 0],
    ]
    assert found.network_z[[0, 1, 2, 5]].round(3).tolist() == [13.036, -3.964, -1.017, 2.226]
    assert math.isnan(found.network_z[4])


def chance_by_enumeration(labels: list[int], density: float) -> tuple[np.ndarray, np.ndarray]:
    pairs = list(permutations(range(len(labels)), 2))
    mean, square = np.zeros(6), np.zeros(6)
    for bits in product((0, 1), repeat=len(pairs)):
        tied = dict(zip(pairs, bits, strict=True))
        chance = density ** sum(bits) * (1 - density) ** (len(pairs) - sum(bits))
        counts = np.zeros(6)
        for a, v, b in permutations(range(len(labels)), 3):
            if tied[a, v] and tied[v, b] and not tied[a, b]:
                counts[[role_of(labels[a], labels[v], labels[b]), 5]] += 1
        mean += chance * counts
        square += chance * counts**2
    return mean, square - mean**2


def role_of(a: object, v: object, b: object) -> int:
    if a == v == b:
        return 0
    return 1 if a == b else 2 if a == v else 3 if v == b else 4


@pytest.mark.parametrize("labels", [[0, 0, 0], [0, 0, 1], [0, 1, 2], [0, 0, 1, 1], [0, 0, 1, 2]])
def test_chance_is_exact_over_all_networks_of_a_few_people(labels: list[int]) -> None:
    groups = Groups(tuple("abc"[: max(labels) + 1]), np.array(labels))

    found = network_by_chance(groups, 0.3)

    mean, variance = chance_by_enumeration(labels, 0.3)
    assert found.mean == pytest.approx(mean)
    assert found.variance == pytest.approx(variance, abs=1e-12)


@quick
@given(graphs(most=7), st.lists(st.sampled_from(["x", "y", "z", None]), min_size=7, max_size=7))
def test_roles_agree_with_going_through_all_triples(
    graph: TieGraph, labels: list[str | None]
) -> None:
    labels = labels[: graph.size]
    out = brute.neighbours(graph)
    expected = np.zeros((graph.size, 6))
    for a, v, b in permutations(range(graph.size), 3):
        known = None not in (labels[a], labels[v], labels[b])
        if known and v in out[a] and b in out[v] and b not in out[a]:
            expected[v, [role_of(labels[a], labels[v], labels[b]), 5]] += 1
    expected[[label is None for label in labels]] = np.nan

    found = roles(graph, grouped(graph, labels))

    np.testing.assert_array_equal(found, expected)


def test_groups_of_another_network_are_refused() -> None:
    with pytest.raises(BadInput, match="9 people, the network has 10"):
        roles(KITE, grouped(FIX9, list(FIX9_GROUPS)))


def networkx_effective_size(graph: TieGraph) -> list[float]:
    """By its node-by-node formula: the whole-matrix way of 3.6 divides by the wrong maximum.

    On ties made two-way, which changes nothing but that people with arriving ties only count too.
    """
    oracle = to_networkx(graph.undirected)
    return list(nx.effective_size(oracle, nodes=list(oracle), weight="weight").values())


def plain_effective_size(graph: TieGraph) -> list[float]:
    a = graph.adjacency.toarray() + graph.adjacency.toarray().T
    near = [np.flatnonzero(row) for row in a]
    share = [row / max(row.sum(), 1) for row in a]
    strong = [row / max(row.max(), 1) for row in a]
    sizes = [
        sum(1 - share[i][near[i]] @ strong[j][near[i]] for j in near[i]) for i in range(len(a))
    ]
    return [float(size) if len(near[i]) else math.nan for i, size in enumerate(sizes)]


def test_holes_of_borgattis_graph() -> None:
    size = dict(zip(BORGATTI.people, effective_size(BORGATTI).round(3).tolist(), strict=True))
    bound = dict(zip(BORGATTI.people, constraint(BORGATTI).round(4).tolist(), strict=True))

    assert size == {"G": 4.667, "A": 2.5, "B": 1.667, "C": 1, "D": 1, "E": 1, "F": 1}
    assert bound == {
        "A": 0.5955,
        "B": 0.6427,
        "D": 0.7847,
        "E": 0.7309,
        "F": 0.7309,
        "G": 0.4003,
        "C": 1,
    }


def test_holes_of_a_directed_graph_the_kite_and_the_karate_club() -> None:
    arrows = directed([(0, 1), (0, 2), (1, 0), (2, 1)])

    assert constraint(arrows).round(3).tolist() == [1.003, 1.003, 1.389]
    assert effective_size(arrows).round(3).tolist() == [1.167, 1.167, 1]
    assert constraint(KITE).round(4).tolist() == [
        *[0.5412, 0.5412, 0.6641, 0.4702, 0.6641, 0.4451, 0.4451, 0.4311, 0.5, 1]
    ]
    assert constraint(KARATE)[[0, 33, 2, 8]].round(4).tolist() == [0.1554, 0.1564, 0.1852, 0.3036]
    assert effective_size(KARATE)[[0, 33, 2, 8]].round(3).tolist() == [13.75, 15.235, 7.8, 3]


def test_a_person_without_ties_has_no_value() -> None:
    graph = TieGraph.from_ids(["a"], ["b"], people=["c"])

    assert constraint(graph)[:2].tolist() == [1, 1]
    assert all(np.isnan(m(graph)[2]) for m in (constraint, effective_size, efficiency))
    assert efficiency(graph)[:2].tolist() == [1, 1]


@pytest.mark.parametrize("network", REAL)
def test_holes_of_real_networks_equal_networkx(network: str) -> None:
    graph, _ = real(network)
    oracle = to_networkx(graph)

    expected = list(nx.constraint(oracle, weight="weight").values())
    assert constraint(graph) == pytest.approx(expected, nan_ok=True)
    expected = plain_effective_size(graph)
    assert effective_size(graph) == pytest.approx(expected, nan_ok=True)


@quick
@given(graphs(least=1), st.sampled_from([1, 2_000_000]))
def test_holes_of_small_networks_equal_networkx(graph: TieGraph, block: int) -> None:
    oracle = to_networkx(graph)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(masked_products, "BLOCK", block)
        found, size = constraint(graph), effective_size(graph)

    expected = list(nx.constraint(oracle, weight="weight").values())
    assert found.tolist() == pytest.approx(expected, nan_ok=True)
    expected = networkx_effective_size(graph)
    assert size.tolist() == pytest.approx(expected, nan_ok=True)
