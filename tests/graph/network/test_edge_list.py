"""The ties of an analysis as an edge list: what it measured, row by row, and read back by other tools."""

from __future__ import annotations

import asyncio
import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pandas as pd
import pytest
import pytest_asyncio

from api.cli.graphml_output import write_graphml
from graph.config import Target
from graph.measures import from_igraph, from_networkx, from_pandas, scores
from graph.network.analyses.run import analyse
from graph.network.analyses.stored_scores import scores_of_people
from graph.network.ties.edge_list import PEOPLE_COLUMNS, edge_list
from graph.network.ties.tie_query import EVERYTHING, TieQuery, kinds_named
from graph.records.window import Window
from graph.store.driver import Store
from tests.command_line import goalgraph
from tests.conftest import emptied
from tests.graph.network.organisation import ORGANISATION

T = date(2026, 1, 8)
OPT_OUT = "CREATE (:OptOut {id: 'acme/cy', account: 'acme/cy', at: datetime()})"
ACCOUNT = "MATCH (p:Person {id: 'acme/cy'}) CREATE (:Account {id: 'acme/cy'})-[:OF]->(p)"


async def run(store: Store, *statements: str) -> None:
    async with store.driver.session(database=store.database) as session:
        for statement in statements:
            await (await session.run(statement)).consume()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def analysed(store: Store) -> tuple[Store, str]:
    """The hand-written organisation, analysed; and the analysis."""
    await emptied(store)
    await run(store, ORGANISATION)
    return store, (await analyse(store)).analysis.id


async def test_a_row_is_a_tie_with_the_acts_behind_it(analysed: tuple[Store, str]) -> None:
    store, version = analysed
    found = await edge_list(store, EVERYTHING, version)
    assert (found.taken_on, found.left_out) == (T, 0)
    assert found.columns == (
        *("source", "target", "weight", "acts", "last_on"),
        *("reply", "mention", "sent", "reaction", "thread"),
    )
    rows = {(row[0][5:], row[1][5:]): row[3:] for row in found.ties}
    assert rows == {
        ("ann", "bob"): (1, date(2026, 1, 5), 0, 0, 0, 0, 1),
        ("ann", "cy"): (1, date(2026, 1, 6), 0, 0, 0, 0, 1),
        ("bob", "ann"): (2, date(2026, 1, 5), 1, 0, 0, 0, 1),
        ("bob", "cy"): (1, date(2026, 1, 6), 0, 0, 0, 0, 1),
        ("cy", "ann"): (2, date(2026, 1, 6), 0, 1, 0, 0, 1),
        ("cy", "bob"): (1, date(2026, 1, 6), 0, 0, 0, 0, 1),
        ("cy", "dee"): (2, date(2026, 1, 7), 1, 0, 0, 0, 1),
        ("dee", "cy"): (3, date(2026, 1, 7), 0, 0, 1, 1, 1),
    }
    people = {row[0][5:]: row[1:] for row in found.people}
    assert people["ann"] == ("Ann", None, None, "acme/east", "East")
    assert people["fay"] == ("Fay", None, None, None, None)
    assert people.keys() == {"ann", "bob", "cy", "dee", "eve", "fay"}


@pytest.mark.parametrize(
    "query",
    [
        TieQuery(kinds=kinds_named("contact,help"), least_interactions=2),
        TieQuery(kinds=kinds_named("help")),
        TieQuery(goal="acme/P", bots=True),
        TieQuery(window=Window(20459, 20461), half_life_days=7),
        TieQuery(window=Window(1, 2)),
    ],
    ids=["firm", "help", "goal", "window", "nothing"],
)
async def test_whatever_is_asked_the_rows_are_the_network_that_is_measured(
    analysed: tuple[Store, str], query: TieQuery
) -> None:
    store, version = analysed
    found = await edge_list(store, query, version)
    measured = (await analyse(store, query)).analysis
    ties = from_pandas(
        pd.DataFrame(found.ties, columns=found.columns), people=[row[0] for row in found.people]
    )
    assert (ties.size, ties.ties) == (measured.people, measured.ties)
    assert all(row[3] == sum(row[5:]) > 0 for row in found.ties)
    ours = scores(ties, "pagerank", "in_strength")
    stored = await scores_of_people(store, measured.id, list(ties.people))
    for person in ties.people:
        for key, values in ours.items():
            assert values[person] == pytest.approx(stored[person][key], rel=1e-12), (person, key)


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


async def test_every_format_is_read_by_other_tools(
    analysed: tuple[Store, str], engine_target: Target, tmp_path: Path
) -> None:
    store, version = analysed
    found = await edge_list(store, EVERYTHING, version)
    expected = from_pandas(
        pd.DataFrame(found.ties, columns=found.columns), people=[row[0] for row in found.people]
    )

    def export(name: str, *words: str) -> Path:
        path = tmp_path / name
        shape = path.suffix[1:]
        command = ("network", "export", "--format", shape, "--output", str(path), *words)
        done = goalgraph(*command, target=engine_target)
        assert done.returncode == 0, done.stderr
        assert done.stderr == "8 ties among 6 people, taken at the start of 2026-01-08\n"
        return path

    path = await asyncio.to_thread(export, "ties.graphml")
    graph = nx.read_graphml(path)
    assert from_networkx(graph).edges() == expected.edges()
    assert graph.nodes["acme/ann"] == {"name": "Ann", "home": "acme/east", "home_name": "East"}
    assert graph.edges["acme/dee", "acme/cy"]["last_on"] == "2026-01-07"
    assert from_igraph(igraph.Graph.Read_GraphML(str(path)), name="id").people == expected.people

    everybody = tmp_path / "people.csv"
    path = await asyncio.to_thread(export, "ties.csv", "--people", str(everybody))
    ties = from_pandas(pd.read_csv(path), people=pd.read_csv(everybody)["id"])
    assert (ties.people, ties.edges()) == (expected.people, expected.edges())
    assert tuple(pd.read_csv(everybody).columns) == PEOPLE_COLUMNS

    for name, read in (("ties.parquet", pd.read_parquet), ("ties.arrow", pd.read_feather)):
        path = await asyncio.to_thread(export, name, "--analysis", version)
        frame = read(path)
        assert frame["last_on"].tolist() == [row[4] for row in found.ties]
        assert from_pandas(frame, people=ties.people).edges() == expected.edges()


async def test_who_has_left_the_measures_is_in_no_row(
    analysed: tuple[Store, str], engine_target: Target
) -> None:
    store, _ = analysed
    await run(store, ACCOUNT, OPT_OUT)
    try:
        done = await asyncio.to_thread(goalgraph, "network", "export", target=engine_target)
    finally:
        await run(store, "MATCH (n:OptOut) DETACH DELETE n", "MATCH (n:Account) DETACH DELETE n")
    assert done.stderr.splitlines() == [
        "2 ties among 5 people, taken at the start of 2026-01-08",
        "1 person has left the measures: in no row",
    ]
    assert [(row["source"], row["target"]) for row in read_csv(done.stdout)] == [
        ("acme/ann", "acme/bob"),
        ("acme/bob", "acme/ann"),
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--analysis", "none"], "there is no analysis 'none'"),
        (["--analysis", "x", "--kinds", "help"], "--analysis has a question of its own"),
        (["--goal", "acme/none"], "there is no goal 'acme/none'"),
        (["--since", "soon"], "--since 'soon' is no day"),
        (["--format", "graphml", "--people", "p"], "GraphML has people and ties in one file"),
        (["--output", "/nowhere/ties.csv"], "/nowhere/ties.csv cannot be written"),
    ],
)
async def test_what_cannot_be_written_says_why(
    analysed: tuple[Store, str], engine_target: Target, words: list[str], said: str
) -> None:
    assert analysed
    done = await asyncio.to_thread(goalgraph, "network", "export", *words, target=engine_target)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"error: {said}")
    assert "mend:" in done.stderr and "Traceback" not in done.stderr


async def test_without_an_analysis_there_are_no_ties_yet(
    empty_store: Store, engine_target: Target
) -> None:
    assert empty_store
    done = await asyncio.to_thread(goalgraph, "network", "export", target=engine_target)
    assert done.stderr.splitlines() == [
        "error: there are no ties yet",
        "mend:  run `goalgraph analyse`",
    ]


def test_graphml_holds_what_xml_can_hold() -> None:
    nodes: list[tuple[Any, ...]] = [("<&>\"'\x00é", None, True), ("b", "\ud800\t]]>", None)]
    out = io.BytesIO()
    write_graphml(("id", "name", "out"), nodes, ("s", "t", "w"), [(nodes[0][0], "b", 0.1)], out)
    graph = nx.read_graphml(io.BytesIO(out.getvalue()))
    assert dict(graph.nodes(data=True)) == {
        "<&>\"'\ufffdé": {"out": True},
        "b": {"name": "\ufffd\t]]>"},
    }
    assert list(graph.edges(data=True)) == [("<&>\"'\ufffdé", "b", {"w": 0.1})]
