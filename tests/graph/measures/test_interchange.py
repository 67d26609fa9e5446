"""Networks of other libraries in and out, and measures asked without anything else of Goalgraph."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graph.measures
from graph.errors import BadInput
from graph.measures import (
    MEASURES,
    TieGraph,
    figure,
    from_igraph,
    from_networkx,
    from_pandas,
    scores,
    to_igraph,
    to_networkx,
    to_pandas,
)
from graph.measures.measure import Needs, Scale

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "measures_alone.md"

PEOPLE = st.lists(st.text("abc0ü ", min_size=1, max_size=3), min_size=1, max_size=6, unique=True)


@st.composite
def networks(draw: Any) -> TieGraph:
    people = draw(PEOPLE)
    person = st.sampled_from(people)
    weight = st.floats(2**-20, 2**20)
    rows = draw(st.lists(st.tuples(person, person, weight), max_size=12))
    ends = [[row[place] for row in rows] for place in (0, 1)]
    return TieGraph.from_ids(*ends, [row[2] for row in rows], people=people)


def same(one: TieGraph, other: TieGraph) -> bool:
    return (one.people, one.edges()) == (other.people, other.edges())


@given(ties=networks())
@settings(max_examples=100, deadline=None)
def test_a_network_comes_back_from_every_library(ties: TieGraph) -> None:
    assert same(from_networkx(to_networkx(ties)), ties)
    assert same(from_igraph(to_igraph(ties)), ties)
    assert same(from_pandas(to_pandas(ties), people=ties.people), ties)


@given(ties=networks(), directed=st.booleans(), multi=st.booleans())
@settings(max_examples=100, deadline=None)
def test_every_kind_of_networkx_graph_is_read_as_networkx_means_it(
    ties: TieGraph, directed: bool, multi: bool
) -> None:
    # given the same rows in a graph of one of the four kinds, an edge to oneself among them
    kind = {(0, 0): nx.Graph, (1, 0): nx.DiGraph, (0, 1): nx.MultiGraph, (1, 1): nx.MultiDiGraph}
    graph = kind[directed, multi]()
    graph.add_nodes_from(ties.people)
    graph.add_weighted_edges_from([*ties.edges(), (ties.people[0], ties.people[0], 1.0)])
    # when it is read
    read = from_networkx(graph)
    # then the weights are those of its matrix, without the diagonal
    matrix = nx.to_numpy_array(graph, nodelist=list(read.people), multigraph_weight=sum)
    for place in range(len(matrix)):
        matrix[place, place] = 0
    assert read.adjacency.toarray() == pytest.approx(matrix)
    assert read.self_loops == 1


def test_numbers_and_texts_are_people() -> None:
    assert from_networkx(nx.path_graph(3)).people == ("0", "1", "2")
    assert from_igraph(igraph.Graph.Ring(3)).people == ("0", "1", "2")
    assert from_pandas({"source": [1, 2], "target": [2, 3]}).edges() == [
        ("1", "2", 1.0),
        ("2", "3", 1.0),
    ]


def test_weights_by_another_name_or_none() -> None:
    graph = nx.DiGraph()
    graph.add_edge("a", "b", strength=2, weight=9)
    graph.add_edge("b", "a", weight=9)
    assert from_networkx(graph, weight="strength").edges() == [("a", "b", 2.0), ("b", "a", 1.0)]
    assert from_networkx(graph, weight=None).edges() == [("a", "b", 1.0), ("b", "a", 1.0)]
    frame = {"from": ["a"], "to": ["b"], "n": [4]}
    read = from_pandas(frame, source="from", target="to", weight="n", directed=False)
    assert read.edges() == [("a", "b", 4.0), ("b", "a", 4.0)]


MIXED = nx.Graph([(1, "1")])
NO_NUMBER = nx.Graph()
NO_NUMBER.add_edge("a", "b", weight="strong")
NAMELESS = igraph.Graph(2, vertex_attrs={"name": ["a", "a"]})


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (lambda: from_networkx(MIXED), "two nodes are called '1': 1 and '1'"),
        (lambda: from_networkx(NO_NUMBER), "the weight of 'a' → 'b' is 'strong', not a number"),
        (lambda: from_igraph(NAMELESS), "two nodes are called 'a': 'a' and 'a'"),
        (
            lambda: from_pandas({"source": ["a"], "to": ["b"]}),
            "the data frame has no column 'target'; its columns are source, to",
        ),
        (lambda: from_pandas({"source": ["a"], "target": [None]}), "row 0 has no target"),
        (
            lambda: from_pandas(pd.DataFrame({"source": ["a", None], "target": ["b", "c"]})),
            "row 1 has no source",
        ),
        (
            lambda: from_pandas({"source": ["a"], "target": ["b"], "weight": [-1]}),
            "tie 0: weight -1.0 is not a finite number of at least 0",
        ),
        (lambda: scores(TieGraph.from_ids(["a"], ["b"]), "fame"), "there is no measure 'fame'"),
        (
            lambda: figure(TieGraph.from_ids(["a"], ["b"]), "degree"),
            "degree is a measure of people, each has a value of their own",
        ),
        (
            lambda: figure(TieGraph.from_ids(["a"], ["b"]), "chain_share"),
            "chain_share needs ties and reporting lines",
        ),
    ],
)
def test_what_cannot_be_read_says_why(read: Any, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read()
    assert caught.value.message == said
    assert caught.value.remedy


def test_every_measure_can_be_asked_by_its_name() -> None:
    karate = nx.karate_club_graph()
    ties = from_networkx(karate)
    groups = nx.get_node_attributes(karate, "club")
    table = scores(ties, groups=groups)
    of_people = {key for key, one in MEASURES.items() if one.scale is Scale.PERSON}
    assert table.keys() == of_people
    assert all(tuple(column) == ties.people for column in table.values())
    assert scores(ties).keys() == {key for key in of_people if MEASURES[key].needs is Needs.TIES}
    for key in MEASURES.keys() - of_people:
        value = figure(ties, key, groups=groups, people=[0, 1], lines=ties.subset(["0", "1"]))
        assert value is None or isinstance(value, float)
    assert figure(ties, "density") == pytest.approx(nx.density(karate))


def test_what_is_offered_is_there() -> None:
    assert set(graph.measures.HOMES) <= set(dir(graph.measures))
    with pytest.raises(AttributeError):
        _ = graph.measures.nothing


def test_the_measures_need_neither_store_nor_api() -> None:
    program = """
import sys
from graph.measures import TieGraph, figure, from_pandas, scores
ties = from_pandas({"source": ["a", "b"], "target": ["b", "c"]})
scores(ties, groups={"a": "x"}), figure(ties, "density")
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    foreign = {"neo4j", "strawberry", "fastapi", "starlette", "pydantic", "typer", "httpx"}
    libraries = {"networkx", "igraph", "pandas", "pyarrow"}
    assert set(done.stdout.split()) & (foreign | libraries | {"api"}) == set()


def test_every_example_of_the_page_is_true() -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 7
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, PAGE.name, str(PAGE), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
    report: list[str] = []
    runner.run(test, out=report.append)
    assert (runner.failures, "".join(report)) == (0, "")
