"""The statements for analysts, run one after the other on a small graph, give the numbers of the in-process engine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import numpy as np
import pytest
import pytest_asyncio

from graph.measures.centrality.betweenness import betweenness
from graph.measures.centrality.pagerank import pagerank
from graph.measures.ties.tie_graph import TieGraph
from graph.store.driver import Store
from graph.store.literals import params_of
from graph.store.statements import all_statements, statement
from tests.conftest import emptied

STEPS = (
    "project_ties",
    "pagerank",
    "betweenness",
    "leiden",
    "centralities",
    "write_back",
    "drop_ties",
)
TIES = [("a", "b", 1), ("b", "c", 4), ("c", "d", 2), ("d", "a", 3), ("a", "c", 5), ("c", "e", 2)]
"""From whom, to whom, how many acts on 1 January 2026, day 20454."""

PEOPLE = """
UNWIND ['a', 'b', 'c', 'd', 'e', 'bot', 'alone'] AS name
CREATE (:Person {id: 'acme/' + name, bot: name = 'bot'})
"""
INTERACTED = """
UNWIND $ties AS tie
MATCH (a:Person {id: 'acme/' + tie[0]})
MATCH (b:Person {id: 'acme/' + tie[1]})
CREATE (a)-[:INTERACTED {
  key: tie[0] + '>' + tie[1], kind: tie[3], days: [tie[4], 20454], counts: [100, tie[2]], total: 100 + tie[2]
}]->(b)
"""
OLD = 20000


async def run(store: Store, name: str, **given: Any) -> list[tuple[Any, ...]]:
    """The rows of an analysis statement with its examples for what is not given."""
    one = statement(name)
    params = params_of(one, {}) | given
    if one.writes:
        return (await store.write(name, **params)).rows
    return [row async for row in store.stream(name, **params)]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def talk(store: Store) -> AsyncIterator[Store]:
    """A store with a few people and their interactions: some old, some by a program, some of another kind."""
    await emptied(store)
    async with store.driver.session(database=store.database) as session:
        found = await (await session.run("SHOW PROCEDURES YIELD name RETURN collect(name)")).value()
        if not any(name.startswith("gds.") for name in found[0]):
            pytest.skip("this Neo4j has no Graph Data Science")
        await (await session.run(PEOPLE)).consume()
        ties = [[*tie, "reply", OLD] for tie in TIES]
        ties += [
            ["bot", "a", 1, "reply", OLD],
            ["a", "bot", 1, "reply", OLD],
            ["e", "a", 1, "thread", OLD],
        ]
        await (await session.run(INTERACTED, ties=ties)).consume()
    await run(store, "drop_ties")
    yield store
    await run(store, "drop_ties")
    await emptied(store)


def expected(half_life: float) -> TieGraph:
    """The ties of the window as the in-process engine holds them; the window ends 31 days later."""
    fade = 2 ** (-31 / half_life)
    return TieGraph.from_ids(
        [one for one, _, _ in TIES],
        [other for _, other, _ in TIES],
        weights=[count * fade for _, _, count in TIES],
    )


def test_every_analysis_statement_is_a_step() -> None:
    assert {one.name for one in all_statements().values() if one.folder == "analysis"} == set(STEPS)
    for place, name in enumerate(STEPS, start=1):
        assert statement(name).doc.startswith(f"Step {place}: ")


async def test_the_steps_give_the_numbers_of_the_engine_in_process(talk: Store) -> None:
    ties = expected(90.0)

    projected = await run(talk, "project_ties")
    ranked = await run(talk, "pagerank")
    between = await run(talk, "betweenness")
    communities = await run(talk, "leiden")
    rows = await run(talk, "centralities")
    written = await run(talk, "write_back")
    dropped = await run(talk, "drop_ties")

    assert projected == [("ties", 5, 6)]
    assert (ranked[0][0], ranked[0][2]) == (5, True)
    assert between[0][0] == 5
    assert communities[0][0] == 5
    found = {(person, measure): value for person, measure, value in rows}
    people = [f"acme/{name}" for name in ties.people]
    assert np.allclose([found[one, "pagerank"] for one in people], pagerank(ties), atol=1e-6)
    assert np.allclose([found[one, "betweenness"] for one in people], betweenness(ties))
    assert all(isinstance(found[one, "community"], int) for one in people)
    assert written == [("analyst/ties-2026-01", 5)]
    assert dropped == [("ties", 5)]


async def test_measuring_again_replaces(talk: Store) -> None:
    await run(talk, "project_ties")
    for name in STEPS[1:4]:
        assert await run(talk, name) == await run(talk, name)
    assert len(await run(talk, "centralities")) == 15
    await run(talk, "drop_ties")
    assert await run(talk, "drop_ties") == []


async def test_what_is_written_back_is_read_as_scores(talk: Store) -> None:
    await run(talk, "project_ties")
    await run(talk, "pagerank")
    await run(talk, "write_back", measures=["pagerank"], analysis="analyst/x")
    await run(talk, "write_back", measures=["pagerank"], analysis="analyst/x")
    await run(talk, "drop_ties")

    rows = await talk.rows("scores_of_people", analysis="analyst/x", ids=["acme/a", "acme/alone"])

    assert [row[0] for row in rows] == ["acme/a"]
    assert rows[0][1].keys() == {"pagerank"}


async def test_a_shorter_half_life_and_other_kinds_change_the_ties(talk: Store) -> None:
    whole = await run(talk, "project_ties", graph="all", kinds=["reply", "thread"], half_life=1.0)
    try:
        assert whole == [("all", 5, 7)]
    finally:
        await run(talk, "drop_ties", graph="all")
