"""The network of ties: what is summed, dropped, counted and refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given

from graph.errors import BadInput
from graph.measures.ties.tie_graph import TieGraph
from tests.graph.measures.networks import graphs, quick


def test_rows_of_one_pair_are_summed_and_loops_and_zeros_are_counted() -> None:
    sources, targets, weights = "bbaaca", "aaabcc", [1, 2.5, 9, 0, 0, 4]

    graph = TieGraph.from_ids(list(sources), list(targets), weights, people=["d"])

    assert graph.people == ("a", "b", "c", "d")
    assert graph.edges() == [("a", "c", 4.0), ("b", "a", 3.5)]
    assert (graph.size, graph.ties) == (4, 2)
    assert (graph.self_loops, graph.zero_weights, graph.merged) == (2, 1, 1)


def test_people_in_any_order_get_places_in_the_order_of_their_ids() -> None:
    graph = TieGraph.from_indices(["zoe", "ann", "bob"], [0, 1], [1, 2], [5, 7])

    assert graph.edges() == [("ann", "bob", 7.0), ("zoe", "ann", 5.0)]


def test_nobody_and_one_person_are_networks() -> None:
    nobody = TieGraph.from_ids([], [])
    alone = TieGraph.from_ids([], [], people=["ann"])

    assert (nobody.size, nobody.ties, nobody.undirected.ties, nobody.reversed.ties) == (0, 0, 0, 0)
    assert (alone.size, alone.ties, alone.pattern.shape) == (1, 0, (1, 1))


@pytest.mark.parametrize("weight", [-1, math.nan, math.inf])
def test_a_weight_that_is_no_strength_is_refused_with_its_row(weight: float) -> None:
    with pytest.raises(BadInput, match=f"tie 1: weight {weight}") as refused:
        TieGraph.from_ids(["a", "a"], ["b", "c"], [1, weight])

    assert refused.value.path == ("ties", 1, "weight")
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("people", "sources", "targets", "weights", "message"),
    [
        (["a", "b"], [0, 2], [1, 0], None, "tie 1: source 2 is no place in the list of 2 people"),
        (["a", "b"], [0], [-1], None, "tie 0: target -1 is no place"),
        (["a", "a"], [], [], None, "person 'a' is listed twice"),
        (["a", "b"], [0], [1, 0], None, "1 sources, 2 targets"),
        (["a", "b"], [0], [1], [1, 2], "2 weights"),
        (["a", "b"], [0.5], [1], None, "whole numbers"),
    ],
)
def test_rows_that_fit_nowhere_are_refused(
    people: list[str], sources: list[int], targets: list[int], weights: list[float], message: str
) -> None:
    with pytest.raises(BadInput, match=message):
        TieGraph.from_indices(people, sources, targets, weights)


def test_views_turn_round_join_and_cut() -> None:
    graph = TieGraph.from_ids(["a", "b", "b"], ["b", "a", "c"], [1, 2, 4])

    assert graph.reversed.edges() == [("a", "b", 2.0), ("b", "a", 1.0), ("c", "b", 4.0)]
    assert graph.undirected.edges() == [
        ("a", "b", 3.0),
        ("b", "a", 3.0),
        ("b", "c", 4.0),
        ("c", "b", 4.0),
    ]
    assert graph.subset(["c", "b"]).edges() == [("b", "c", 4.0)]
    assert graph.without(["c"]).edges() == [("a", "b", 1.0), ("b", "a", 2.0)]
    with pytest.raises(BadInput, match="'eve' is not in this network"):
        graph.subset(["eve"])


def test_the_arrays_cannot_be_changed() -> None:
    graph = TieGraph.from_ids(["a"], ["b"])

    with pytest.raises(ValueError, match="read-only"):
        graph.weights[0] = 2


@quick
@given(graphs())
def test_turning_round_twice_changes_nothing(graph: TieGraph) -> None:
    assert graph.reversed.reversed.edges() == graph.edges()
    assert graph.masked(np.ones(graph.size, np.bool_)).edges() == graph.edges()
    assert graph.undirected.reversed.edges() == graph.undirected.edges()
