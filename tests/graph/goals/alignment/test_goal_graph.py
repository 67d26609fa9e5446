"""Tops, ways up and clusters of goal graphs of every shape."""

from __future__ import annotations

import time
from itertools import islice

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.goals.alignment.goal_graph import Connectedness, GoalGraph, Tops
from graph.goals.alignment.upward_paths import paths_up
from tests.graph.goals.alignment.small_organisation import SmallOrganisation


def graph_of(goals: dict[str, list[str]], purposes: str = "", left_out: str = "") -> GoalGraph:
    return (
        SmallOrganisation(goals=goals, purposes=purposes.split(), left_out=left_out.split())
        .view()
        .goals
    )


def standing(graph: GoalGraph) -> dict[str, str]:
    return {id_: graph.connection(place).name for place, id_ in enumerate(graph.ids)}


def ways(graph: GoalGraph, *starts: str, limit: int = 10) -> list[str]:
    paths = paths_up(graph, [graph.index[start] for start in starts], limit)
    return [">".join(graph.ids[goal] for goal in way) for _, way in paths]


def test_goals_below_a_purpose_are_connected() -> None:
    graph = graph_of({"p": [], "o": ["p"], "k": ["o"], "x": [], "y": ["x"], "z": []}, "p")

    assert graph.kind_of_tops is Tops.PURPOSES
    assert standing(graph) == {
        "k": "CONNECTED",
        "o": "CONNECTED",
        "p": "CONNECTED",
        "x": "NOT_YET_CONNECTED",
        "y": "NOT_YET_CONNECTED",
        "z": "ALONE",
    }
    assert ways(graph, "k") == ["k>o>p"]
    assert ways(graph, "y") == []


def test_without_a_purpose_roots_are_tops() -> None:
    graph = graph_of({"o": [], "k": ["o"], "z": []})

    assert graph.kind_of_tops is Tops.ROOTS
    assert standing(graph) == {"k": "CONNECTED", "o": "CONNECTED", "z": "ALONE"}
    assert ways(graph, "k") == ["k>o"]


def test_a_purpose_that_is_archived_is_no_top() -> None:
    graph = graph_of({"p": [], "o": ["p"], "k": ["o"]}, "p", left_out="p")

    assert graph.kind_of_tops is Tops.ROOTS
    assert standing(graph)["p"] == Connectedness.LEFT_OUT.name
    assert ways(graph, "k") == ["k>o"]


def test_an_archived_goal_carries_no_way() -> None:
    graph = graph_of({"p": [], "o": ["p"], "k": ["o"], "i": ["k"]}, "p", left_out="o")

    assert standing(graph) == {
        "i": "NOT_YET_CONNECTED",
        "k": "NOT_YET_CONNECTED",
        "o": "LEFT_OUT",
        "p": "CONNECTED",
    }


def test_a_lone_purpose_is_a_top() -> None:
    assert standing(graph_of({"p": []}, "p")) == {"p": "CONNECTED"}


def test_no_goals_at_all() -> None:
    graph = graph_of({})

    assert graph.kind_of_tops is Tops.ROOTS
    assert graph.clusters == [] and len(graph.tops) == 0


def test_several_tops_the_nearest_first() -> None:
    graph = graph_of({"p": [], "q": [], "m": ["p"], "k": ["m", "q"]}, "p q")

    assert ways(graph, "k") == ["k>q", "k>m>p"]


def test_both_ways_of_a_diamond() -> None:
    graph = graph_of({"p": [], "a": ["p"], "b": ["p"], "k": ["a", "b"]}, "p")

    assert ways(graph, "k") == ["k>a>p", "k>b>p"]
    assert ways(graph, "k", limit=1) == ["k>a>p"]


def test_different_starts_come_before_detours() -> None:
    graph = graph_of({"p": [], "a": ["p"], "b": ["p"], "k": ["a", "b"], "l": ["a"]}, "p")

    assert ways(graph, "k", "l") == ["k>a>p", "l>a>p", "k>b>p"]


def test_a_way_ends_in_the_first_top() -> None:
    assert ways(graph_of({"p": [], "q": ["p"], "k": ["q"]}, "p q"), "k") == ["k>q"]


def test_a_chain_of_three_hundred() -> None:
    goals = {f"g{n:03}": [f"g{n - 1:03}"] if n else [] for n in range(301)}
    graph = graph_of(goals, "g000")

    [way] = paths_up(graph, [graph.index["g300"]], 10)

    assert way[1] == [graph.index[f"g{n:03}"] for n in range(300, -1, -1)]


def test_a_ladder_of_diamonds_is_not_walked_whole() -> None:
    goals: dict[str, list[str]] = {"p": []}
    above = ["p"]
    for n in range(300):
        goals[f"a{n:03}"], goals[f"b{n:03}"] = above, above
        above = [f"a{n:03}", f"b{n:03}"]
    graph = graph_of(goals, "p")

    began = time.process_time()
    paths = paths_up(graph, [graph.index["a299"]], 10)

    assert [len(way) for _, way in paths] == [301] * 10
    assert len({tuple(way) for _, way in paths}) == 10
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "goals",
    [
        {"p": [], "a": ["a"], "k": ["a"]},
        {"p": [], "a": ["b"], "b": ["a", "p"], "k": ["a"]},
        {"p": [], "a": ["b"], "b": ["c"], "c": ["a"], "k": ["a"]},
        {"a": ["b"], "b": ["a"]},
    ],
)
def test_a_cycle_that_somebody_wrote_past_the_rule_does_not_hang(
    goals: dict[str, list[str]],
) -> None:
    graph = graph_of(goals, "p")

    assert not graph.acyclic
    for start in goals:
        assert all(
            len(set(way)) == len(way) for _, way in paths_up(graph, [graph.index[start]], 10)
        )


def test_clusters_hold_goals_that_support_each_other() -> None:
    goals = {"p": [], "o": ["p"], "a": [], "b": ["a"], "c": ["a"], "x": [], "y": ["x"], "n": []}
    graph = graph_of(goals, "p")

    assert [[graph.ids[goal] for goal in cluster] for cluster in graph.clusters] == [
        ["a", "b", "c"],
        ["x", "y"],
    ]


def test_a_goal_whose_only_child_also_supports_a_purpose_is_a_cluster_of_its_own() -> None:
    graph = graph_of({"p": [], "k": ["p", "x"], "x": []}, "p")

    assert standing(graph)["x"] == "NOT_YET_CONNECTED"
    assert [[graph.ids[goal] for goal in cluster] for cluster in graph.clusters] == [["x"]]


@st.composite
def acyclic(draw: st.DrawFn) -> dict[str, list[str]]:
    size = draw(st.integers(1, 9))
    names = [f"g{n}" for n in range(size)]
    return {
        name: draw(st.lists(st.sampled_from(names[:n]), unique=True, max_size=3)) if n else []
        for n, name in enumerate(names)
    }


@settings(max_examples=60, deadline=None)
@given(acyclic(), st.integers(0, 2), st.integers(1, 10))
def test_ways_are_the_shortest_simple_paths(
    goals: dict[str, list[str]], purposes: int, limit: int
) -> None:
    tops = list(goals)[:purposes]
    graph = graph_of(goals, " ".join(tops))
    ends = tops or [goal for goal, above in goals.items() if not above]
    up = nx.DiGraph([(low, high) for low, above in goals.items() for high in above])
    up.add_nodes_from(goals)
    up.remove_edges_from([(end, high) for end in ends for high in goals[end]])
    up.add_edges_from((end, "TOP") for end in ends)
    for start in goals:
        paths = ways(graph, start, limit=limit)
        expected: list[list[str]] = []
        if nx.has_path(up, start, "TOP"):
            expected = list(islice(nx.shortest_simple_paths(up, start, "TOP"), limit))
        assert [len(way.split(">")) for way in paths] == [len(way) - 1 for way in expected]
        assert len(set(paths)) == len(paths)
        every = {">".join(way[:-1]) for way in nx.all_simple_paths(up, start, "TOP")}
        assert set(paths) <= every
