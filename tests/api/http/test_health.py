"""The health pages, and a real process that drains at a signal."""

import asyncio
import signal
import threading
import time

import httpx
import pytest

from graph.errors import StoreDown
from tests.api.http.client import client
from tests.api.http.sample import sample_app
from tests.api.http.server_process import ready_at, running, serving
from tests.patience import until


async def good() -> None:
    return None


async def down() -> None:
    raise StoreDown("Neo4j does not answer.", remedy="goalgraph up")


async def hanging() -> None:
    await asyncio.sleep(60)


async def broken() -> None:
    raise ValueError("secret")


async def test_it_is_ready_when_every_check_passes() -> None:
    async with client(sample_app(checks={"store": good})) as http:
        response = await http.get("/readyz")

    assert response.status_code == 200
    body = response.json()
    assert body["checks"]["store"].pop("ms") >= 0
    assert body == {"ready": True, "checks": {"store": {"ok": True}, "draining": {"ok": True}}}


async def test_it_is_not_ready_and_says_why_within_a_second() -> None:
    checks = {"store": down, "migrations": hanging, "cache": broken, "disk": good}
    async with client(sample_app(checks=checks)) as http:
        start = time.perf_counter()
        response = await http.get("/readyz")
        took = time.perf_counter() - start

    assert response.status_code == 503
    assert took < 30  # the hanging check takes a minute
    assert {name: check.get("reason") for name, check in response.json()["checks"].items()} == {
        "store": "Neo4j does not answer. Mend: goalgraph up",
        "migrations": "no answer within 1 s",
        "cache": "ValueError",
        "disk": None,
        "draining": None,
    }


async def test_it_lives_while_the_loop_is_quick() -> None:
    async with client(sample_app(checks={"store": down})) as http:
        response = await http.get("/livez")

    assert response.status_code == 200
    assert response.json()["alive"] is True


async def test_it_is_not_alive_while_the_loop_is_blocked() -> None:
    async with client() as http:
        asking = asyncio.create_task(http.get("/livez"))
        await asyncio.sleep(0.005)
        time.sleep(1.2)  # noqa: ASYNC251 - blocking the loop is the point
        response = await asking

    assert response.status_code == 503
    assert response.json()["lag_ms"] > 1000


@pytest.mark.slow
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_at_a_signal_running_work_is_finished_and_new_work_refused(sent: signal.Signals) -> None:
    with serving() as (url, process):
        answers: list[httpx.Response] = []
        slow = {"query": "{ slow(seconds: 3) }"}
        asking = threading.Thread(
            target=lambda: answers.append(httpx.post(f"{url}/graphql", json=slow, timeout=60))
        )
        asking.start()
        until(lambda: running(url))

        process.send_signal(sent)
        ready = until(lambda: found if (found := ready_at(url)).status_code == 503 else None)
        refused = httpx.post(f"{url}/graphql", json={"query": "{ who }"}, timeout=30)
        asking.join()
        code = process.wait(timeout=60)
        rest, _ = process.communicate()

    assert ready.status_code == 503
    assert ready.json()["checks"]["draining"] == {"ok": False}
    assert refused.status_code == 503
    assert refused.headers["connection"] == "close"
    assert answers[0].json()["data"] == {"slow": "done"}
    assert code == 0
    assert rest == "closed\n"


@pytest.mark.slow
def test_a_second_signal_ends_it_at_once() -> None:
    with serving() as (url, process):
        slow = {"query": "{ slow(seconds: 59) }"}

        def ask() -> None:
            with pytest.raises(httpx.HTTPError):
                httpx.post(f"{url}/graphql", json=slow, timeout=60).raise_for_status()

        asking = threading.Thread(target=ask)
        asking.start()
        until(lambda: running(url))
        process.send_signal(signal.SIGINT)
        until(lambda: ready_at(url).status_code == 503)
        start = time.perf_counter()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        asking.join()

    assert time.perf_counter() - start < 15  # draining would take twenty, the answer a minute
