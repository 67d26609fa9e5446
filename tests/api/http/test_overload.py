"""More requests than can be served: a short queue, then 503 at once; leaving clients stop the work."""

import asyncio
import time
from typing import Any

import httpx
import pytest

from api.http.document_limits import Limits
from tests.api.http.client import ask, client, error
from tests.api.http.sample import sample_app
from tests.api.http.server_process import running, serving
from tests.patience import until, until_async

SLOW = {"query": "{ slow(seconds: 0.2) }"}


async def test_what_neither_runs_nor_waits_is_503_at_once() -> None:
    app = sample_app(limits=Limits(running=2, waiting=3))
    async with client(app) as http:

        async def timed() -> tuple[int, float]:
            start = time.perf_counter()
            response = await http.post("/graphql", json=SLOW)
            return response.status_code, time.perf_counter() - start

        answers = await asyncio.gather(*(timed() for _ in range(20)))

    refused = [took for status, took in answers if status == 503]
    assert [status for status, _ in answers].count(200) == 5
    assert len(refused) == 15
    assert max(refused) < min(took for status, took in answers if status == 200)


async def test_a_refusal_says_when_to_come_again() -> None:
    app = sample_app(limits=Limits(running=1, waiting=0))
    async with client(app) as http:
        first = asyncio.create_task(http.post("/graphql", json=SLOW))
        await asyncio.sleep(0.05)
        response = await http.post("/graphql", json=SLOW)
        health = await http.get("/livez")
        await first

    assert response.status_code == 503
    assert response.headers["retry-after"] == "1"
    assert error(response)["extensions"]["code"] == "OVERLOADED"
    assert health.status_code == 200


@pytest.mark.parametrize(
    ("draining", "refused"),
    [(False, {"/graphql"}), (True, {"/graphql", "/schema.graphql", "/elsewhere"})],
)
async def test_what_is_refused_where_all_is_full_and_where_it_ends(
    draining: bool, refused: set[str]
) -> None:
    """Only questions take a slot, so only they are refused; of what ends, only its health is asked."""
    app = sample_app(limits=Limits(running=1, waiting=0))
    async with client(app) as http:
        first = asyncio.create_task(http.post("/graphql", json=SLOW))
        await until_async(lambda: _runs(app))
        app.state.traffic.draining = draining
        answers = {
            path: (await http.get(path)).status_code
            for path in ("/graphql", "/schema.graphql", "/elsewhere", "/livez")
        }
        await first
    assert {path for path, status in answers.items() if status == 503} == refused
    assert answers["/livez"] == 200


async def _runs(app: Any) -> bool:
    return app.state.traffic.running > 0


async def test_waiting_has_an_end() -> None:
    app = sample_app(limits=Limits(running=1, waiting=5, wait_seconds=0.05))

    first = asyncio.create_task(ask("{ slow(seconds: 0.3) }", app))
    await asyncio.sleep(0.05)
    second = await ask("{ who }", app)

    assert second.status_code == 503
    assert (await first).status_code == 200
    assert app.state.traffic.running == app.state.traffic.waiting == 0


@pytest.mark.slow
def test_work_is_stopped_when_its_client_leaves() -> None:
    with serving() as (url, _):
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{url}/graphql", json={"query": "{ slow(seconds: 120) }"}, timeout=0.6)
        until(lambda: running(url) == 0)
