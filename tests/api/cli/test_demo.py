"""`goalgraph demo`, run as a newcomer runs it, on the store of the tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from graph.config import Target
from graph.store.driver import Store
from tests.conftest import emptied

COMMAND = [sys.executable, "-c", "from api.cli import main; main()", "demo", "--people", "60"]


@pytest.fixture
def environment(engine_target: Target) -> dict[str, str]:
    return os.environ | {
        "NEO4J_URI": engine_target.uri,
        "NEO4J_USERNAME": engine_target.username,
        "NEO4J_PASSWORD": engine_target.password,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "a folder with spaces"
    path.mkdir()
    yield path


@pytest_asyncio.fixture(loop_scope="session")
async def occupied(empty_store: Store) -> AsyncIterator[Store]:
    """A store that holds a person of some other organisation."""
    async with empty_store.driver.session(database=empty_store.database) as session:
        await (await session.run("CREATE (:Person {id: 'acme/ada', by_name: 'ada'})")).consume()
    yield empty_store
    await emptied(empty_store)


def run(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """What the command printed, and its exit code."""
    return subprocess.run(
        command, check=False, env=environment, capture_output=True, text=True, timeout=280
    )


def test_demo_answers_four_questions_twice_and_stops_at_ctrl_c(
    empty_store: Store, environment: dict[str, str], folder: Path
) -> None:
    # given an empty store
    assert empty_store is not None
    command = [*COMMAND, "--data", str(folder)]
    # when the demo is run once
    first = run(environment, *command, "--once")
    # then it answers and ends
    assert first.returncode == 0, first.stderr
    assert "→ purpose" in first.stdout
    assert "mean betweenness" in first.stdout
    assert "the whole network" in first.stdout
    for stage in ("connect", "share", "solve", "innovate"):
        assert f"   {stage}" in first.stdout.partition("beside the whole network?")[2]
    assert "stage reached (convention)" in first.stdout
    # when it is run again and left to serve
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as again:
        text = until(again, "Ctrl-C")
        # then it gives the same answers, serves, and ends cleanly at Ctrl-C
        assert text.startswith(first.stdout.partition("GraphQL and its editor")[0])
        url = text.partition("editor: ")[2].split()[0]
        assert ready(url.replace("/graphql", "/readyz"))
        again.send_signal(signal.SIGINT)
        assert again.wait(timeout=60) == 0


def ready(url: str) -> bool:
    """Whether the server says within a minute that it is ready."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError:
            time.sleep(0.1)
    return False


def until(process: subprocess.Popen[str], words: str) -> str:
    """What the process prints up to the line with these words."""
    assert process.stdout is not None
    text = ""
    while words not in text:
        line = process.stdout.readline()
        assert line, text
        text += line
    return text


def test_demo_refuses_a_store_that_holds_something_else(
    occupied: Store, environment: dict[str, str], folder: Path
) -> None:
    assert occupied is not None
    done = run(environment, *COMMAND, "--once", "--data", str(folder))
    assert done.returncode == 1
    assert "already holds another organisation" in done.stderr
    assert "Traceback" not in done.stderr
