"""Scores of people, groups and the network: exact values and the laws of scale."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.execution.context import Context
from api.execution.viewer import Viewer
from api.scopes.scores import SnapshotScores
from graph.measures.ties.tie_graph import TieGraph
from graph.network.analyses.scores import (
    STORED,
    by_home,
    group_rows,
    group_scores,
    in_process,
    network_figures,
    people_rows,
    standing,
)
from graph.network.ties.tie_query import EVERYTHING
from tests.statement_answers import store_of_nothing

TIES = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.floats(0.1, 9)), min_size=1, max_size=25
)


def graph_of(rows: list[tuple[int, int, float]]) -> TieGraph:
    return TieGraph.from_indices(
        [f"p{i}" for i in range(7)],
        [r[0] for r in rows],
        [r[1] for r in rows],
        [r[2] for r in rows],
    )


@settings(max_examples=50, deadline=None)
@given(TIES)
def test_a_group_of_one_is_its_person_and_the_group_of_everybody_is_the_network(
    rows: list[tuple[int, int, float]],
) -> None:
    graph = graph_of(rows)
    values = in_process(graph)

    scored = group_scores(graph, values, {"one": ["p3"], "all": list(graph.people)})

    network = network_figures(graph, values)
    by_id = {one.group: one for one in scored}
    for key in STORED:
        assert by_id["one"].means[key] == values[key][3]
        assert by_id["all"].means[key] == network[f"mean_{key}"]


@settings(max_examples=50, deadline=None)
@given(TIES, st.integers(1, 6))
def test_the_network_is_the_weighted_mean_of_any_partition(
    rows: list[tuple[int, int, float]], cut: int
) -> None:
    graph = graph_of(rows)
    values = in_process(graph)
    parts = {"a": list(graph.people[:cut]), "b": list(graph.people[cut:])}

    scored = group_scores(graph, values, parts)

    whole = network_figures(graph, values)
    for key in STORED:
        total = sum(one.means[key] * one.members for one in scored)
        assert total / 7 == pytest.approx(whole[f"mean_{key}"])


def test_members_who_are_not_measured_do_not_count() -> None:
    graph = TieGraph.from_ids(["a"], ["b"])

    scored = group_scores(graph, in_process(graph), {"x": ["a", "bot"], "y": ["bot"], "z": []})

    assert [(one.group, one.members, one.means["degree"]) for one in scored] == [("x", 1, 1.0)]


def test_equal_values_share_a_rank_and_noise_does_not_part_them() -> None:
    rank, below = standing(np.array([2.0, 1.0 + 1e-14, 1.0, 0.0]))

    assert (rank.tolist(), below.tolist()) == ([1, 2, 2, 4], [3, 1, 1, 0])


def test_groups_of_fewer_than_five_have_a_value_and_no_rank() -> None:
    graph = TieGraph.from_ids(["a", "b"], ["c", "c"], people=["d", "e"])
    values = in_process(graph, ["in_degree"])
    members = {"big": list(graph.people), "small": ["c"]}

    rows = {row["id"]: row["scores"] for row in group_rows(group_scores(graph, values, members))}

    assert rows == {
        "big": {
            "members": 5,
            "in_degree": 0.4,
            "in_degree_compared": 1,
            "in_degree_rank": 1,
            "in_degree_below": 0,
        },
        "small": {"members": 1, "in_degree": 2.0},
    }


def test_people_rows_carry_value_rank_and_how_many_are_lower() -> None:
    graph = TieGraph.from_ids(["a", "b"], ["c", "c"])

    rows = people_rows(graph, in_process(graph, ["in_degree"]))

    assert rows[2] == {
        "id": "c",
        "scores": {"in_degree": 2.0, "in_degree_rank": 1, "in_degree_below": 2},
    }


def test_a_network_without_people_has_counts_and_no_shares() -> None:
    graph = TieGraph.from_ids([], [])

    assert network_figures(graph, in_process(graph)) == {
        "people": 0,
        "ties": 0,
        "isolates": 0,
        "density": None,
        "reciprocity": None,
    }


def test_who_has_no_value_is_neither_ranked_nor_averaged() -> None:
    graph = TieGraph.from_ids(["a", "b"], ["b", "c"], people=["alone"])
    values = in_process(graph, ["constraint"])

    rows = {row["id"]: row["scores"] for row in people_rows(graph, values)}
    (group,) = group_scores(graph, values, {"all": list(graph.people)})

    assert rows["alone"] == {}
    assert rows["a"]["constraint_compared"] == 3
    assert group.members == 4
    assert group.counts == {"constraint": 3}
    assert group.means["constraint"] == pytest.approx((1 + 0.5 + 1) / 3)


def test_a_mean_of_fewer_than_five_is_not_ranked_and_not_shown_to_everybody() -> None:
    graph = TieGraph.from_ids(["a"], ["b"], people=["c", "d", "e"])
    values = in_process(graph, ["constraint"])
    (row,) = group_rows(group_scores(graph, values, {"all": list(graph.people)}))
    assert row["scores"] == {"members": 5, "constraint": 1.0, "constraint_members": 2}

    snapshot: Any = SimpleNamespace(since=None, until=None, engine="in-process", people=5)
    group: Any = SimpleNamespace(label="Group", id="all")
    numbers = []
    for roles in ({"member"}, {"admin"}):
        context = Context(store_of_nothing(), Viewer("ann", frozenset(roles)))
        scores = SnapshotScores(context, group, EVERYTHING, snapshot, cast(Any, row["scores"]))
        numbers.append((scores.score("constraint").value, scores.stored_number("constraint")))

    assert numbers == [(None, None), (1.0, 1.0)]


def test_homes_that_are_not_known_count_nowhere() -> None:
    graph = TieGraph.from_ids(["a", "b", "x"], ["b", "c", "a"])
    values = by_home(graph, {"a": "east", "b": "east", "c": "west"})
    rows = {row["id"]: row["scores"] for row in people_rows(graph, values)}

    assert rows["b"]["broker_representative"] == 1
    assert rows["b"]["brokerage"] == 1
    assert rows["b"]["ei_index"] == 0
    assert "ei_index" not in rows["x"] and "broker_liaison" not in rows["x"]
    assert [rows[person]["brokerage"] for person in "abcx"] == [1, 1, 0, 0]
