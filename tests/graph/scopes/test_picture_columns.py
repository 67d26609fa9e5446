"""Ties as columns are the pairs that they are made of: none twice, none lost, none that is hidden."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.measures.ties.pairs import Pairs, pairs_at
from graph.measures.ties.tie_strength import Interactions
from graph.scopes.picture_columns import EdgeList, edge_list
from graph.scopes.rounding import rounded

NAMES = "abcdef"
ACTS = st.lists(
    st.tuples(
        st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(0, 99), st.sampled_from((0, 1))
    ),
    max_size=30,
)


def tables(acts: list[tuple[str, str, int, int]]) -> list[Pairs]:
    """Two tables of other nodes: what was done in the one world and in the other."""
    found = []
    for world in (0, 1):
        rows = [(f"{u}{world}", f"{v}{world}", day) for u, v, day, at in acts if at == world != u]
        rows = [row for row in rows if row[0] != row[1]]
        cells = Interactions.of(
            [row[0] for row in rows],
            [row[1] for row in rows],
            ["reply"] * len(rows),
            [row[2] for row in rows],
        )
        found.append(pairs_at(cells, 100))
    return found


def drawn(edges: EdgeList) -> dict[tuple[str, str], tuple[float, float, float]]:
    """The ties of the columns by their ends."""
    rows = zip(
        edges.sources, edges.targets, edges.weights, edges.given, edges.received, strict=True
    )
    return {(edges.ids[u], edges.ids[v]): (all_, forth, back) for u, v, all_, forth, back in rows}


def strengths(acts: list[tuple[str, str, int, int]]) -> nx.DiGraph:
    """The same by networkx: what each did towards each, faded by 90 days."""
    graph = nx.DiGraph()
    for u, v, day, at in acts:
        if u != v:
            near, far = f"{u}{at}", f"{v}{at}"
            weight = graph.get_edge_data(near, far, {"weight": 0.0})["weight"]
            graph.add_edge(near, far, weight=weight + 2 ** (-(100 - day) / 90))
    return graph


@given(ACTS, st.sets(st.sampled_from(["a0", "b1", "c0"])), st.sampled_from((0.0, 0.5, 1.2)))
def test_each_tie_stands_once_with_what_each_did(
    acts: list[tuple[str, str, int, int]], hidden: set[str], least: float
) -> None:
    graph = strengths(acts)
    expected = {}
    for u, v in {tuple(sorted(edge)) for edge in graph.edges}:
        numbers = [
            graph.get_edge_data(*edge, {"weight": 0.0})["weight"] for edge in ((u, v), (v, u))
        ]
        if sum(numbers) >= least and not {u, v} & hidden:
            expected[u, v] = (sum(numbers), *numbers)

    edges = edge_list(tables(acts), most=100, least=least, hidden=hidden)

    found = drawn(edges)
    assert found.keys() == expected.keys() and edges.total == len(expected)
    assert len(edges.sources) == len(expected)  # none twice
    for ends, numbers in expected.items():
        assert found[ends] == pytest.approx(numbers)
    assert edges.weights == sorted(edges.weights, reverse=True)
    assert list(edges.ids) == sorted({end for ends in expected for end in ends})


@given(ACTS, st.integers(0, 5))
def test_the_strongest_are_drawn_and_the_others_counted(
    acts: list[tuple[str, str, int, int]], most: int
) -> None:
    every, some = (edge_list(tables(acts), most=n) for n in (100, most))

    assert some.total == every.total and some.weights == every.weights[:most]
    assert list(drawn(some).items()) == list(drawn(every).items())[:most]


@given(ACTS, st.sampled_from((0.2, 1.0)))
def test_what_is_rounded_is_chosen_by_what_is_shown(
    acts: list[tuple[str, str, int, int]], least: float
) -> None:
    """Else the bound would tell what rounding hides."""
    steps = {"strength": 0.5, "given": 0.5, "received": 0.5}
    exact = drawn(edge_list(tables(acts), most=100))

    found = drawn(edge_list(tables(acts), most=100, least=least, steps=steps))

    shown = {ends: tuple(rounded(one, 0.5) for one in numbers) for ends, numbers in exact.items()}
    assert found == {ends: numbers for ends, numbers in shown.items() if numbers[0] >= least}


def test_nothing_has_no_columns() -> None:
    edges = edge_list([], most=5)

    assert (list(edges.ids), edges.sources, edges.weights, edges.total) == ([], [], [], 0)
