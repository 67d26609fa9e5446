"""Networks in the memory of Graph Data Science never outlive their run, however its process ends."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from graph.measures.ties.tie_graph import TieGraph
from graph.network.analyses import gds
from graph.network.analyses.gds_projections import drop_dead, projection_name, projections
from graph.network.analyses.lifecycle import STOPPED
from graph.network.analyses.run import analyse
from graph.network.ties.tie_query import TieQuery
from graph.store.driver import Store
from graph.upkeep.diagnosis import diagnosis
from tests.graph.network.organisation import asked
from tests.patience import until_async

ROOT = Path(__file__).resolve().parents[3]
DEAD = "goalgraph/20260101T000000000000-dead"
LEFT = """
UNWIND [[0, 1], [1, 2]] AS ends
WITH gds.graph.project($name, ends[0], ends[1], {relationshipType: 'TIE'}) AS made
RETURN made.graphName
"""
TIES = """
UNWIND range(0, 5) AS n
CREATE (a:Person {id: 'x/' + n, by_name: 'x/' + n, bot: false})
WITH collect(a) AS people
CREATE (c:Conversation {id: 'x/c', by_start: 'c', visibility: 'public', tags: []})
WITH people, c UNWIND range(0, 5) AS n
CREATE (m:Message {id: 'x/m' + n, at: datetime('2026-01-05T09:00Z'), question: false})-[:IN]->(c)
WITH people, m, n, people[n] AS author, people[(n + 1) % 6] AS other
CREATE (author)-[:WROTE]->(m)
CREATE (m)-[:SENT_TO]->(other)
"""
RUNNING = """
import sys, time
from api.cli.analysis import run_until_done
from graph.network.analyses import gds
from graph.network.ties.tie_query import TieQuery
from graph.config import Settings
def slow(*_):
    print("projected", flush=True)
    sys.stdin.read()
    time.sleep(1)
gds.MEASURES = {key: slow for key in gds.MEASURES}
run_until_done(Settings.from_env().external, TieQuery(engine="gds"))
"""


async def left(store: Store, name: str) -> None:
    """Put a projection of this name into the store's memory."""
    async with store.driver.session(database=store.database) as session:
        await (await session.run(LEFT, {"name": name})).consume()


async def held(store: Store) -> list[str]:
    return [row[0] for row in await store.rows("projections")]


async def test_the_next_run_drops_what_dead_ones_left_and_nothing_else(empty_store: Store) -> None:
    await asked(empty_store, TIES)
    await left(empty_store, projection_name(DEAD))
    await left(empty_store, "goalgraph-" + 32 * "a")
    await left(empty_store, "ties")
    try:
        await analyse(empty_store, TieQuery(engine="in-process"))
        assert await held(empty_store) == ["ties"]
        await analyse(empty_store, TieQuery(engine="gds"))
        assert await held(empty_store) == ["ties"]
    finally:
        await empty_store.write("drop_ties", graph="ties")


async def test_the_doctor_drops_what_dead_runs_left_but_nothing_while_one_is_alive(
    empty_store: Store,
) -> None:
    await left(empty_store, projection_name(DEAD))
    async with empty_store.transaction() as tx:
        await tx.run("lock", name="analysis")
        found = await diagnosis(empty_store)
        assert found.dropped is None
        assert [one.run for one in await projections(empty_store)] == [DEAD]
    found = await diagnosis(empty_store)
    assert [one.run for one in found.dropped or ()] == [DEAD]
    assert (found.well, bool(found.gds), await held(empty_store)) == (True, True, [])


async def test_a_measure_that_fails_leaves_no_projection(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(gds, "MEASURES", {**gds.MEASURES, "pagerank": fails})
    graph = TieGraph.from_indices(["a", "b"], np.array([0]), np.array([1]), np.ones(1))
    with pytest.raises(RuntimeError):
        await asyncio.to_thread(gds.measure_values, empty_store.target, graph, ["pagerank"])
    assert await held(empty_store) == []


async def measuring(store: Store) -> asyncio.subprocess.Process:
    """A process whose analysis has projected the ties and measures them until a second after its input ends."""
    await asked(store, TIES)
    environment = os.environ | {
        "NEO4J_URI": store.target.uri,
        "NEO4J_USERNAME": store.target.username,
        "NEO4J_PASSWORD": store.target.password,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", RUNNING),
        cwd=ROOT,
        env=environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"projected\n"
    ((run,),) = await asked(store, "MATCH (n:Analysis {state: 'running'}) RETURN n.id")
    assert [one.run for one in await projections(store)] == [run]
    return process


@pytest.mark.slow
async def test_what_a_killed_run_projected_is_dropped_at_once_by_the_doctor(
    empty_store: Store,
) -> None:
    process = await measuring(empty_store)
    assert await drop_dead(empty_store) is None
    process.kill()
    await process.wait()
    dropped = await until_async(lambda: drop_dead(empty_store))
    assert len(dropped or ()) == 1
    assert await held(empty_store) == []


@pytest.mark.slow
async def test_a_run_that_is_told_to_end_drops_what_it_projected(empty_store: Store) -> None:
    process = await measuring(empty_store)
    process.terminate()
    assert process.stdin is not None
    process.stdin.close()
    assert await process.wait() == 143
    assert await held(empty_store) == []
    states = await asked(empty_store, "MATCH (n:Analysis) RETURN n.state, n.reason")
    assert states == [("failed", STOPPED)]
