"""Clients that follow the changes with the package graphql-ws, over three processes of which two are killed."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest
import pytest_asyncio

from graph.store.driver import Store
from tests.api.http.server_process import serving
from tests.api.http.web_socket_client import connected
from tests.api.mutations.small_organisation import save_goals
from tests.api.store_query import ask
from tests.conftest import emptied
from tests.npm import node_modules

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "docs" / "subscriptions.md").read_text(encoding="utf-8")
CLIENTS = int(os.environ.get("GOALGRAPH_TEST_SUBSCRIBERS", "30"))
Servers = list[tuple[str, Popen[str]]]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def servers(store: Store) -> AsyncIterator[Servers]:
    """Three server processes on a store with one goal."""
    await emptied(store)
    await save_goals(store, {"name": "first", "title": "FIRST"})
    target = store.target
    env = {
        "NEO4J_URI": target.uri,
        "NEO4J_USERNAME": target.username,
        "NEO4J_PASSWORD": target.password,
        "NEO4J_DATABASE": target.database,
    }
    with ExitStack() as stack:
        open_ = [
            stack.enter_context(serving("tests.api.http.real_application", **env)) for _ in "123"
        ]
        yield open_


async def newest(store: Store) -> str:
    """The cursor after which events begin."""
    answer = await ask(store, "{ changes(last: 1) { pageInfo { endCursor } } }")
    return str(answer.data["changes"]["pageInfo"]["endCursor"])


def test_documented_client_is_what_the_test_runs() -> None:
    (block,) = re.findall(r"```js\n(.*?)```", PAGE, re.DOTALL)
    lines = [line.strip() for line in block.splitlines() if "const variables" not in line]
    script = [line.strip() for line in (HERE / "subscriptions.mjs").read_text("utf-8").splitlines()]
    places = [n for n in range(len(script)) if script[n : n + 5] == lines[:5]]
    assert places and "error: failed," in script and "const variables = { since };" in script


@pytest.mark.slow
@pytest.mark.store
async def test_documented_subscription_is_served(servers: Servers, store: Store) -> None:
    (query,) = re.findall(r"```graphql\n(.*?)```", PAGE, re.DOTALL)
    since = await newest(store)
    await save_goals(store, {"name": "first", "title": "FIRST", "status": "ACHIEVED"})
    async with connected(servers[0][0]) as client:
        await client.let_in()
        await client.subscribe(query, since=since)
        change = (await client.event())["changes"]["change"]
        assert (change["kind"], change["to"]) == ("GOAL_STATUS", "ACHIEVED")
        assert change["of"] == {"title": "FIRST"}


@pytest.mark.slow
@pytest.mark.store
async def test_two_killed_processes_lose_nothing_and_repeat_nothing(
    servers: Servers, store: Store, tmp_path: Path
) -> None:
    packages = node_modules(HERE, "the subscriptions of graphql-ws")
    (tmp_path / "node_modules").symlink_to(packages)
    shutil.copy(HERE / "subscriptions.mjs", tmp_path)
    since = await newest(store)
    addresses = [f"{url.replace('http', 'ws')}/graphql/ws" for url, _ in servers]
    script = str(tmp_path / "subscriptions.mjs")
    node = await asyncio.create_subprocess_exec(
        *("node", script, str(CLIENTS), since, *addresses),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert node.stdout is not None
    expected = []

    async def write(number: int) -> None:
        title = f"T{number}"
        await save_goals(store, {"name": title, "title": title})
        expected.append(title)

    try:
        await write(0)
        assert (await asyncio.wait_for(node.stdout.readline(), 60)).strip() == b"begun"
        for number in range(1, 30):
            await write(number)
            if number == 10:
                servers[0][1].kill()
            if number == 20:
                servers[1][1].kill()
        await save_goals(store, {"name": "end", "title": "END"})
        out, err = await asyncio.wait_for(node.communicate(), 120)
    finally:
        if node.returncode is None:
            node.kill()
    assert (node.returncode, err) == (0, b"")
    found: dict[str, Any] = json.loads(out)
    assert found["all"] == [[*expected, "END"]] * CLIENTS
    assert found["connections"] > CLIENTS  # some were cut, and went on elsewhere
