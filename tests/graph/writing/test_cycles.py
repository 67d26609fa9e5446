"""Rows that would close a cycle are refused with the way, and no others: against networkx."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.writing.cycles import closed_cycles, in_words

NODES = [f"n{i}" for i in range(7)]
ups = st.lists(st.sampled_from(NODES), max_size=3, unique=True)
edges = st.dictionaries(st.sampled_from(NODES), ups, max_size=7)


def graph_of(rows: dict[str, list[str]]) -> nx.DiGraph:
    made = nx.DiGraph()
    made.add_nodes_from(NODES)
    made.add_edges_from((low, high) for low, up in rows.items() for high in up)
    return made


@settings(max_examples=200, deadline=None)
@given(edges, edges)
def test_what_is_taken_closes_no_cycle(
    rows: dict[str, list[str]], stored: dict[str, list[str]]
) -> None:
    order = {node: i for i, node in enumerate(NODES)}
    stored = {low: [high for high in up if order[high] > order[low]] for low, up in stored.items()}

    refused = closed_cycles(rows, stored)

    taken = {low: up for low, up in rows.items() if low not in refused}
    assert nx.is_directed_acyclic_graph(graph_of(stored | taken))
    assert list(refused) == [low for low in rows if low in refused] or set(refused) <= set(rows)
    every = graph_of(stored)
    every.add_edges_from((low, high) for low, up in rows.items() for high in up)
    for low, way in refused.items():
        assert way[0] == way[-1] == low and len(way) >= 2 and way[1] in rows[low]
        assert all(every.has_edge(one, other) for one, other in pairwise(way))
        assert len(set(way)) == len(way) - 1
    if nx.is_directed_acyclic_graph(every):
        assert refused == {}


@pytest.mark.parametrize(
    ("rows", "stored", "refused"),
    [
        ({"a": ["a"]}, {}, {"a": ["a", "a"]}),
        ({"a": ["b"]}, {"b": ["a"]}, {"a": ["a", "b", "a"]}),
        ({"a": ["b"], "b": ["a"]}, {}, {"b": ["b", "a", "b"]}),
        ({"a": ["b"], "b": ["c"]}, {"b": ["a"]}, {}),
        ({"a": ["x", "b"]}, {"x": ["y"], "y": ["a"], "b": ["a"]}, {"a": ["a", "b", "a"]}),
        ({"a": []}, {"a": ["b"], "b": []}, {}),
    ],
)
def test_the_shortest_way_is_told(
    rows: dict[str, list[str]], stored: dict[str, list[str]], refused: dict[str, list[str]]
) -> None:
    assert closed_cycles(rows, stored) == refused


@pytest.mark.parametrize(("steps", "words"), [(8, 8), (9, 8), (20, 8), (2, 2)])
def test_a_long_way_is_told_by_its_ends(steps: int, words: int) -> None:
    way = [f"n{i}" for i in range(steps)]
    told = in_words(way).split(" → ")
    assert len(told) == words and (told[0], told[-1]) == (way[0], way[-1])
    if steps > 8:
        assert told[4] == f"… ({steps - 7} more)"
