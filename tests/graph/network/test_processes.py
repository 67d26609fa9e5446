"""Runs in server processes: polled from another one, ended by a signal, killed and cleaned up after."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from graph.network.analyses.lifecycle import DIED, STOPPED
from graph.store.driver import Store
from tests.api.http.server_process import serving
from tests.conftest import emptied
from tests.graph.network.organisation import asked

pytestmark = [pytest.mark.slow, pytest.mark.store]
PEOPLE = 1200
TALK = f"""
UNWIND range(0, {PEOPLE - 1}) AS n
CREATE (:Person {{id: 'big/' + n, by_name: 'big/' + n, bot: false}})
WITH count(*) AS made
CREATE (c:Conversation {{id: 'big/c', by_start: 'c', visibility: 'public', tags: []}})
WITH c UNWIND range(0, {PEOPLE - 1}) AS n
MATCH (author:Person {{id: 'big/' + n}})
CREATE (m:Message {{id: 'big/m' + n, at: datetime('2026-01-05T09:00Z'), question: false}})-[:IN]->(c)
CREATE (author)-[:WROTE]->(m)
WITH m, n UNWIND range(1, 8) AS k
MATCH (other:Person {{id: 'big/' + ((n * 31 + k * k * 97 + k) % {PEOPLE})}})
CREATE (m)-[:SENT_TO]->(other)
"""
HALF = """
MATCH (n:Analysis {state: 'running'})
MATCH (p:Person)
WITH n, p LIMIT 1000
CREATE (n)-[:SCORED {degree: 1.0}]->(p)
"""
"""Scores such as a run has written that is killed half way through."""
RUN = "mutation { runAnalysis(input: {exact: true}) { analysis { id } userErrors { message } } }"
POLL = """
query Poll($id: ID!) {
  analysis(id: $id) { state reason peopleCount progress { state step share done total } }
}
"""


@pytest_asyncio.fixture(loop_scope="session")
async def big(store: Store) -> Store:
    """A store with some thousand people who write to one another."""
    await emptied(store)
    await asked(store, TALK)
    return store


def environment(store: Store) -> dict[str, str]:
    target = store.target
    return {
        "NEO4J_URI": target.uri,
        "NEO4J_USERNAME": target.username,
        "NEO4J_PASSWORD": target.password,
        "NEO4J_DATABASE": target.database,
    }


def sent(url: str, query: str, **variables: Any) -> Any:
    """The data of a request."""
    body = {"query": query, "variables": variables}
    answer = httpx.post(f"{url}/graphql", json=body, timeout=30).json()
    assert "errors" not in answer, answer
    return answer["data"]


def started(url: str) -> str:
    found = sent(url, RUN)["runAnalysis"]
    assert found["userErrors"] == []
    return str(found["analysis"]["id"])


def polled(url: str, id_: str) -> Iterator[dict[str, Any]]:
    """What a process says of a run, again and again."""
    for _ in range(1200):
        yield sent(url, POLL, id=id_)["analysis"]
        time.sleep(0.05)
    raise AssertionError("it does not end")


def measuring(url: str, id_: str) -> None:
    """Wait until the run has read its talk: steps are told twice a second, some pass unseen."""
    for one in polled(url, id_):
        assert one["state"] == "RUNNING", one
        if one["progress"]["share"] >= 0.3:
            assert one["progress"]["share"] < 1
            return


def state(url: str, id_: str) -> tuple[str, str | None]:
    one = next(polled(url, id_))
    return one["state"], one["reason"]


async def scores(store: Store) -> list[tuple[object, ...]]:
    """How many scores each analysis has, by its state."""
    text = """
    MATCH (n:Analysis) OPTIONAL MATCH (n)-[s:SCORED]->()
    RETURN n.state, count(s), n.started_at ORDER BY n.started_at
    """
    return [row[:2] for row in await asked(store, text)]


async def test_a_run_is_seen_from_another_process_and_ends_at_a_signal(big: Store) -> None:
    env = environment(big)
    with (
        serving("tests.api.http.real_application", **env) as (url, process),
        serving("tests.api.http.real_application", **env) as (other, _),
    ):
        id_ = started(url)
        assert started(other) == id_, "two at once are one, over all processes"
        measuring(other, id_)
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=60)
        told = state(other, id_)

    assert code == 0
    assert told == ("FAILED", STOPPED)
    assert await scores(big) == [("failed", 0)]


async def test_requests_are_served_while_it_measures(big: Store) -> None:
    with serving("tests.api.http.real_application", **environment(big)) as (url, _):
        id_ = started(url)
        waits, start = list[float](), time.perf_counter()
        for one in polled(url, id_):
            begun = time.perf_counter()
            sent(url, "{ people(first: 1) { nodes { id } } }")
            waits.append(time.perf_counter() - begun)
            if one["state"] != "RUNNING":
                break
        whole = time.perf_counter() - start

    assert (one["state"], one["peopleCount"]) == ("DONE", PEOPLE)
    assert len(waits) > 10
    # On a slow machine, which measures for longer, an answer takes longer, too.
    assert sorted(waits)[len(waits) // 2] < max(0.25, whole / 40)
    assert max(waits) < max(2, whole / 5)


async def test_what_a_killed_process_left_is_removed_by_the_next_run(big: Store) -> None:
    env = environment(big)
    with serving("tests.api.http.real_application", **env) as (url, process):
        id_ = started(url)
        measuring(url, id_)
        process.kill()
        process.wait(timeout=60)
    await asked(big, HALF)
    assert await scores(big) == [("running", 1000)]

    with serving("tests.api.http.real_application", **env) as (url, _):
        await asked(big, "MATCH (n:Analysis) SET n.told_at = n.told_at - duration('PT61S')")
        assert state(url, id_) == ("FAILED", DIED)
        again = started(url)
        for one in polled(url, again):
            if one["state"] != "RUNNING":
                break
        told = state(url, id_)

    assert one["state"] == "DONE"
    assert told == ("FAILED", DIED)
    assert await scores(big) == [("failed", 0), ("done", PEOPLE)]
