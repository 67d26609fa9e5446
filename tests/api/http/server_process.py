"""A real server process around the sample schema."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[3]


def ready_at(url: str) -> httpx.Response:
    """What `/readyz` says."""
    return httpx.get(f"{url}/readyz", timeout=30)


def running(url: str) -> int:
    """How many slow answers a server of the sample schema is at."""
    answer = httpx.post(f"{url}/graphql", json={"query": "{ running }"}, timeout=30)
    return int(answer.json()["data"]["running"])


@contextmanager
def serving(
    module: str = "tests.api.http.sample", **env: str
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a server that runs `python -m module`, and its process; ended afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=os.environ | env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        if not port:
            assert process.stderr is not None
            raise AssertionError(process.stderr.read())
        url = f"http://127.0.0.1:{port}"
        httpx.get(f"{url}/livez", timeout=60).raise_for_status()
        yield url, process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
