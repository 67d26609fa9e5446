"""Generated hostile requests at the real server on a real store: refused or answered, never our own fault."""

import asyncio
import time
from collections.abc import Iterator

import httpx
import psutil
import pytest

from api.schema.schema import schema
from bench.hostile_requests import fire
from graph.store.driver import Store
from tests.api.http.server_process import serving

pytestmark = [pytest.mark.slow, pytest.mark.store]

COUNT = 400
RECOVERY = 60.0
SEED = 11
"""Always the same requests; `python -m bench.hostile_requests` looks for others."""


@pytest.fixture(scope="module")
def port(store: Store) -> Iterator[int]:
    target = store.target
    env = {
        "NEO4J_URI": target.uri,
        "NEO4J_USERNAME": target.username,
        "NEO4J_PASSWORD": target.password,
        "NEO4J_DATABASE": target.database,
    }
    with serving("tests.api.http.real_application", **env) as (url, process):
        yield int(url.rpartition(":")[2])
        assert process.poll() is None


def memory_of(port: int) -> int:
    (pid,) = {c.pid for c in psutil.net_connections("tcp")
              if c.laddr and c.laddr.port == port and c.status == psutil.CONN_LISTEN}  # fmt: skip
    return int(psutil.Process(pid).memory_info().rss)


def recovers(port: int) -> None:
    """Ask whether the process is ready until it is: the last of a flood may still run in the store."""
    until = time.monotonic() + RECOVERY
    answer = httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=RECOVERY)
    while answer.status_code != 200 and time.monotonic() < until:
        time.sleep(0.5)
        answer = httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=RECOVERY)
    assert answer.status_code == 200, answer.text


def test_hostile_requests_are_answered_beside_a_live_server(port: int) -> None:
    report = asyncio.run(fire(port, schema._schema, count=COUNT, seed=SEED))

    assert report.faults == []
    assert sum(report.statuses.values()) == COUNT
    assert report.statuses["200"] > COUNT / 4
    assert len(report.health) > 10
    recovers(port)
    assert memory_of(port) < 1024**3
