"""Traps that other libraries set, each held open by a test: what they say, and what we say instead."""

from __future__ import annotations

import networkx as nx
import pytest
import rustworkx as rx
from hypothesis import given

from graph.measures.centrality.betweenness import betweenness, normalised
from graph.measures.centrality.closeness import closeness_in, closeness_out, harmonic_in
from graph.measures.centrality.pagerank import pagerank
from graph.measures.cohesion.communities import leiden
from graph.measures.cohesion.krackhardt import least_upper_boundedness
from graph.measures.sets.set_centrality import group_betweenness
from graph.measures.ties.tie_graph import TieGraph
from tests.graph.measures import brute_force as brute
from tests.graph.measures.networks import (
    FLORENTINE_15,
    KARATE,
    KITE,
    TREE7,
    graphs,
    of_networkx,
    quick,
    to_networkx,
)


def test_networkx_counts_some_ways_through_a_set_twice() -> None:
    """Its group betweenness says 1.0625 of a share; rustworkx and we say 1."""
    graph = nx.empty_graph(7)
    graph.add_edges_from([(0, 1), (0, 3), (0, 6), (1, 2), (1, 4), (1, 5), (3, 4)])
    members = [0, 1, 3]

    assert nx.group_betweenness_centrality(graph, members, normalized=True) == 1.0625
    ours = group_betweenness(of_networkx(graph), ["0000", "0001", "0003"])
    assert ours == pytest.approx(1)
    theirs = rx.group_betweenness_centrality(rx.networkx_converter(graph), members, normalized=True)
    assert theirs == pytest.approx(1)


def test_networkx_has_the_name_of_leiden_but_not_the_thing() -> None:
    with pytest.raises(NotImplementedError):
        nx.community.leiden_communities(nx.karate_club_graph(), seed=1)

    assert leiden(KARATE).modularity == pytest.approx(0.4198, abs=5e-5)


def test_networkx_means_arriving_ways_by_closeness_and_so_do_we_by_its_name() -> None:
    arrows = TieGraph.from_ids(["a", "b"], ["b", "c"])

    theirs = list(nx.closeness_centrality(to_networkx(arrows)).values())
    assert closeness_in(arrows).tolist() == pytest.approx(theirs)
    assert closeness_out(arrows).tolist() == pytest.approx(theirs[::-1])


def test_closeness_in_a_network_of_parts_is_scaled_by_who_is_reached() -> None:
    """sna says 0 of everybody there, igraph looks only at the own part; harmonic needs no choice."""
    parts = nx.Graph([(0, 1), (2, 3), (3, 4)])

    ours = closeness_in(of_networkx(parts))

    assert ours.tolist() == pytest.approx(list(nx.closeness_centrality(parts).values()))
    assert ours.tolist() == pytest.approx([1 / 4, 1 / 4, 1 / 3, 1 / 2, 1 / 3])
    assert harmonic_in(of_networkx(parts)).tolist() == [1, 1, 1.5, 2, 1.5]


def test_pagerank_is_a_share_of_all_rank() -> None:
    """Graph Data Science sums it to about the number of people: see tests/graph/network/test_engines."""
    assert pagerank(KITE).sum() == pytest.approx(1)
    theirs = nx.pagerank(nx.krackhardt_kite_graph(), tol=1e-12)
    assert pagerank(KITE).tolist() == pytest.approx(list(theirs.values()), abs=1e-9)


def test_lubness_wants_arrows_from_the_boss() -> None:
    assert least_upper_boundedness(TREE7) == 1
    assert least_upper_boundedness(TREE7.reversed) == pytest.approx(0.26667, abs=5e-6)


def test_sna_asks_for_the_greatest_upper_bound_where_the_least_is_meant() -> None:
    """Its lubness says 0.3333 of this network; Krackhardt's definition, and its own manual, say 0.8333."""
    graph = TieGraph.from_ids(["a", "b", "c", "c"], ["c", "c", "i", "j"])

    assert brute.boundedness(graph, least=False) == pytest.approx(1 / 3)
    assert least_upper_boundedness(graph) == brute.boundedness(graph) == pytest.approx(5 / 6)


@quick
@given(graphs())
def test_lubness_agrees_with_its_definition(graph: TieGraph) -> None:
    assert least_upper_boundedness(graph) == pytest.approx(brute.boundedness(graph), nan_ok=True)


def test_betweenness_is_raw_and_of_ordered_pairs() -> None:
    """Published tables have each pair once, networkx divides unless told not to."""
    medici = FLORENTINE_15.index(["Medici"])[0]

    assert betweenness(FLORENTINE_15)[medici] == pytest.approx(2 * 47.5)
    assert normalised(betweenness(FLORENTINE_15))[medici] == pytest.approx(0.522, abs=5e-4)
    theirs = nx.betweenness_centrality(nx.florentine_families_graph())
    assert theirs["Medici"] == pytest.approx(47.5 / 91)
