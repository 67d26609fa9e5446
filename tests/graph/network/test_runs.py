"""Analyses that are started over the API: one at a time, polled, unchanged, refused, stopped, dead."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio

from api.execution.viewer import Viewer
from graph.errors import Conflict
from graph.network.analyses import run_threads
from graph.network.analyses.lifecycle import DIED, STOPPED, begin, end_failed, publish, register
from graph.network.analyses.run import analyse
from graph.network.analyses.run_progress import progress_of_analyses
from graph.network.analyses.run_threads import Runs, runs_of
from graph.network.ties.tie_query import EVERYTHING, TieQuery
from graph.store.driver import Store
from graph.store.versions import Part, mark, versions
from tests.api.store_query import ask, data
from tests.graph.network.organisation import asked
from tests.unclosed_sockets import MAY_BE_LEFT

# A run that is told to end may be making a connection.
pytestmark = MAY_BE_LEFT

RUN = """
mutation Run($input: RunAnalysisInput!) {
  runAnalysis(input: $input) {
    analysis { id state peopleCount progress { state step share result { id } } }
    userErrors { code path message remedy }
  }
}
"""
POLL = """
query Poll($id: ID!) {
  analysis(id: $id) {
    id state reason peopleCount tieCount finishedAt figures { value }
    progress { state reason step done total share startedAt finishedAt result { id peopleCount } }
  }
}
"""
ONE = "query One($id: ID!) { analysis(id: $id) { state reason progress { state reason } } }"


async def started(store: Store, **given: Any) -> dict[str, Any]:
    """The analysis that the mutation answers with."""
    found = (await ask(store, RUN, {"input": given})).data["runAnalysis"]
    assert found["userErrors"] == []
    one: dict[str, Any] = found["analysis"]
    return one


async def ended(store: Store, id_: str) -> dict[str, Any]:
    """The analysis once it is no longer running; its share never goes back."""
    last = 0.0
    for _ in range(600):
        one: dict[str, Any] = (await data(store, POLL, {"id": id_}))["analysis"]
        assert one["progress"]["share"] is None or one["progress"]["share"] >= last
        last = one["progress"]["share"] or last
        if one["state"] != "RUNNING":
            return one
        await asyncio.sleep(0.05)
    raise AssertionError("it does not end")


@pytest_asyncio.fixture(loop_scope="session")
async def quiet(acme: Store) -> AsyncIterator[Store]:
    """The hand-written organisation; no run outlives the test."""
    yield acme
    await runs_of(acme).close()


async def test_a_run_answers_at_once_and_is_polled_until_it_is_done(quiet: Store) -> None:
    one = await started(quiet)

    assert (one["state"], one["peopleCount"]) == ("RUNNING", None)
    assert one["progress"] == {
        "state": "RUNNING",
        "step": "waiting for other analyses",
        "share": 0.0,
        "result": None,
    }
    found = await ended(quiet, one["id"])
    assert (found["state"], found["peopleCount"], found["tieCount"]) == ("DONE", 6, 8)
    assert found["progress"]["share"] == 1.0
    assert found["progress"]["result"] == {"id": one["id"], "peopleCount": 6}
    assert found["finishedAt"] == found["progress"]["finishedAt"] is not None
    assert found["figures"] != []


async def test_two_at_once_on_the_same_parameters_are_one(quiet: Store) -> None:
    first, second = await asyncio.gather(started(quiet), started(quiet))
    third = await started(quiet, ties={"leastInteractions": 2})

    assert first["id"] == second["id"] != third["id"]
    for one in (first, third):
        assert (await ended(quiet, one["id"]))["state"] == "DONE"
    assert await asked(quiet, "MATCH (n:Analysis) RETURN count(n)") == [(2,)]


async def test_a_run_of_another_process_is_joined(quiet: Store) -> None:
    theirs = await begin(quiet, EVERYTHING)

    one = await started(quiet)
    other = await started(quiet, engine="GDS")

    assert (await asked(quiet, "MATCH (n:Analysis {engine: 'in-process'}) RETURN n.id")) == [
        (theirs,)
    ]
    assert one["state"] == "RUNNING"
    assert (await ended(quiet, other["id"]))["state"] == "DONE"


async def test_unchanged_data_returns_the_finished_one(quiet: Store) -> None:
    first = await ended(quiet, (await started(quiet))["id"])

    again = await started(quiet)

    assert (again["id"], again["state"], again["peopleCount"]) == (first["id"], "DONE", 6)
    await quiet.write("save_part_changes", **mark([Part.GOALS]))
    third = await started(quiet)
    assert (third["id"] != first["id"], third["state"]) == (True, "RUNNING")
    found = await ended(quiet, third["id"])
    assert (found["state"], found["progress"]["result"]["id"]) == ("UNCHANGED", first["id"])
    assert (await started(quiet))["id"] == first["id"]


async def test_the_same_key_is_one_run(quiet: Store) -> None:
    first = await started(quiet, idempotencyKey="k1")
    await ended(quiet, first["id"])
    await quiet.write("save_part_changes", **mark([Part.TALK]))

    again = await started(quiet, idempotencyKey="k1")
    other = await ask(
        quiet, RUN, {"input": {"idempotencyKey": "k1", "ties": {"leastInteractions": 3}}}
    )

    assert (again["id"], again["state"]) == (first["id"], "DONE")
    assert other.data["runAnalysis"]["userErrors"][0]["code"] == "CONFLICT"


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        ({"leastInteractions": 0}, "BAD_INPUT", "a tie needs at least 1 interaction, not 0"),
        ({"halfLifeDays": 0}, "BAD_INPUT", "a half-life of 0 days"),
        ({"goal": "R29hbDphY21lL25vbmU"}, "NOT_FOUND", "there is no goal 'acme/none'"),
    ],
)
async def test_what_cannot_be_asked_is_an_error_of_the_input(
    quiet: Store, given: dict[str, Any], code: str, message: str
) -> None:
    found = (await ask(quiet, RUN, {"input": {"ties": given}})).data["runAnalysis"]

    assert found["analysis"] is None
    (error,) = found["userErrors"]
    assert (error["code"], error["message"]) == (code, message)
    assert error["path"] == ["input", "ties", next(iter(given))]


async def test_only_analysts_and_administrators_may_run(quiet: Store) -> None:
    member = Viewer(id="acme/ann", roles=frozenset({"member", "steward"}))

    found = (await ask(quiet, RUN, {"input": {}}, member)).data["runAnalysis"]

    assert (found["analysis"], found["userErrors"][0]["code"]) == (None, "FORBIDDEN")
    analyst = Viewer(id="acme/ann", roles=frozenset({"analyst"}))
    found = (await ask(quiet, RUN, {"input": {}}, analyst)).data["runAnalysis"]
    assert found["analysis"]["state"] == "RUNNING"


async def test_a_failure_says_why(quiet: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("graph.network.analyses.run.measure_values", broken)

    found = await ended(quiet, (await started(quiet))["id"])

    assert found["state"] == found["progress"]["state"] == "FAILED"
    assert found["reason"] == found["progress"]["reason"]
    assert "MemoryError" in found["reason"]
    assert {one["value"] for one in found["figures"]} == {None}


async def test_a_stop_ends_runs_and_says_so(quiet: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    reached = asyncio.Event()
    loop = asyncio.get_running_loop()

    async def endless(*_: object) -> None:
        loop.call_soon_threadsafe(reached.set)
        await asyncio.sleep(60)

    monkeypatch.setattr("graph.network.analyses.run._analyse", endless)
    id_ = (await started(quiet))["id"]
    await reached.wait()

    await asyncio.wait_for(runs_of(quiet).close(), 60)

    one = (await data(quiet, ONE, {"id": id_}))["analysis"]
    assert (one["state"], one["reason"]) == ("FAILED", STOPPED)


async def test_a_run_that_is_silent_for_a_minute_has_failed(quiet: Store) -> None:
    theirs = await begin(quiet, EVERYTHING)
    await asked(quiet, "MATCH (n:Analysis) SET n.told_at = n.told_at - duration('PT61S')")

    found = await data(quiet, "{ nodes: analyses { nodes { id } } }")
    progress = (await progress_of_analyses(quiet, [theirs]))[theirs]
    one = await started(quiet)

    assert found["nodes"]["nodes"] == []
    assert (progress.state.name, progress.reason) == ("FAILED", DIED)
    done = await ended(quiet, one["id"])
    assert done["state"] == "DONE"
    states = "MATCH (n:Analysis) RETURN n.id, n.state, n.reason ORDER BY n.started_at"
    assert (await asked(quiet, states))[0] == (theirs, "failed", DIED)


async def test_a_waiting_run_of_another_process_is_left_alone(quiet: Store) -> None:
    waiting = await begin(quiet, TieQuery(least_interactions=4))

    await analyse(quiet)

    progress = (await progress_of_analyses(quiet, [waiting]))[waiting]
    assert (progress.state.name, progress.reason) == ("RUNNING", None)


async def test_a_run_that_lost_its_turn_is_not_published(quiet: Store) -> None:
    lost = await begin(quiet, EVERYTHING)
    await asked(quiet, "MATCH (n:Analysis) SET n.state = 'failed'")

    with pytest.raises(Conflict, match="lost its turn"):
        await publish(quiet, lost, datetime.now(UTC))


async def test_failed_runs_are_forgotten_after_a_week(quiet: Store) -> None:
    old = await begin(quiet, EVERYTHING)
    await end_failed(quiet, old, ValueError())
    await asked(quiet, "MATCH (n:Analysis) SET n.finished_at = n.finished_at - duration('P8D')")

    await analyse(quiet)

    assert await asked(quiet, "MATCH (n:Analysis) RETURN n.state") == [("done",)]


async def test_one_process_takes_eight_runs_at_most(
    quiet: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_threads, "RUNS_AT_ONCE", 0)

    found = (await ask(quiet, RUN, {"input": {}})).data["runAnalysis"]

    assert [one["code"] for one in found["userErrors"]] == ["OVERLOADED"]


async def test_registering_is_one_for_all_processes(quiet: Store) -> None:
    now = await versions(quiet)

    found = await asyncio.gather(
        *(quiet.unit(lambda tx: register(tx, EVERYTHING, now)) for _ in range(6))
    )

    assert len({one.id for one in found}) == 1
    assert sorted(one.new for one in found) == [False] * 5 + [True]


def test_a_new_process_has_no_runs(engine_target: Any) -> None:
    Runs(engine_target, "analysis").check_room()
