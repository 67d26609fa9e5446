"""`goalgraph serve --workers`: several processes on one port, replaced when they end, ended together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import psutil
import pytest

from api.http.server import bound_socket, listening_socket
from graph.errors import PortTaken
from graph.store.driver import Store
from tests import patience
from tests.api.http.server_process import ROOT
from tests.api.http.worker_watcher import WORKERS as WATCHED

WORKERS = 2
SECONDS = 120.0
"""A worker starts within this even on a machine with much else to do."""


@contextmanager
def served(store: Store) -> Iterator[tuple[str, psutil.Process]]:
    """The address of a server with two workers on the store, and the process that watches them."""
    target = store.target
    env = {
        "NEO4J_URI": target.uri,
        "NEO4J_USERNAME": target.username,
        "NEO4J_PASSWORD": target.password,
        "NEO4J_DATABASE": target.database,
    }
    command = [sys.executable, "-c", "from api.cli import main; main()"]
    process = subprocess.Popen(
        [*command, "serve", "--port", "0", "--workers", str(WORKERS)],
        cwd=ROOT,
        env=os.environ | env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    watcher = psutil.Process(process.pid)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        yield address.removesuffix("/graphql"), watcher
    finally:
        children = watcher.children() if watcher.is_running() else []
        process.kill()
        process.communicate()
        for child in children:
            with_pid_gone(child)


def with_pid_gone(child: psutil.Process) -> None:
    """Kill what is left of a process."""
    try:
        child.kill()
    except psutil.NoSuchProcess:
        return


def listeners(watcher: psutil.Process, url: str) -> dict[int, psutil.Process]:
    """The workers that listen on the port, by process id."""
    port = int(url.rpartition(":")[2])
    found = {}
    for child in watcher.children():
        try:
            sockets = child.net_connections(kind="tcp")
        except psutil.Error:
            continue
        if any(one.status == "LISTEN" and one.laddr.port == port for one in sockets):
            found[child.pid] = child
    return found


def until(condition: Any) -> Any:
    """What the condition gives once it is true."""
    return patience.until(condition, SECONDS)


def answer(url: str) -> int:
    """The status of a small question over a connection of its own."""
    try:
        body = {"query": "{ people(first: 1) { totalCount } }"}
        return httpx.post(f"{url}/graphql", json=body, timeout=30).status_code
    except httpx.TransportError:
        return 0


def is_ready(url: str) -> bool:
    try:
        ready = httpx.get(f"{url}/readyz", timeout=30)
    except httpx.TransportError:
        return False
    assert "workers" in ready.json()["checks"]
    return ready.status_code == 200


@pytest.mark.slow
def test_workers_share_a_port_are_replaced_and_end_together(store: Store) -> None:
    with served(store) as (url, watcher):
        until(lambda: is_ready(url))
        first = until(lambda: len(found := listeners(watcher, url)) == WORKERS and found)
        assert {answer(url) for _ in range(10)} == {200}

        lost = next(iter(first))
        os.kill(lost, signal.SIGKILL)
        until(lambda: lost not in listeners(watcher, url))
        assert {answer(url) for _ in range(5)} == {200}  # by the other one
        second = until(lambda: len(found := listeners(watcher, url)) == WORKERS and found)
        assert lost not in second
        # Whoever listens after a start has read what it holds.
        assert all(is_ready(url) for _ in range(6))

        os.kill(watcher.pid, signal.SIGTERM)
        os.kill(next(iter(second)), signal.SIGTERM)  # as who ends all processes of a service does
        assert watcher.wait(timeout=60) in (0, None)
        until(lambda: not any(child.is_running() for child in second.values()))


@pytest.mark.slow
def test_workers_end_when_their_watcher_is_gone(store: Store) -> None:
    with served(store) as (url, watcher):
        found = until(lambda: len(found := listeners(watcher, url)) == WORKERS and found)
        os.kill(watcher.pid, signal.SIGKILL)
        until(lambda: not any(child.is_running() for child in found.values()))


def test_a_shared_port_is_taken_for_all_others() -> None:
    with bound_socket("127.0.0.1", 0, shared=True) as one:
        one.listen()
        port = one.getsockname()[1]
        with pytest.raises(PortTaken):
            listening_socket("127.0.0.1", port)
        bound_socket("127.0.0.1", port, shared=True).close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("when", "start", "starts"),
    [
        ("before", 1, 1),  # the first one is about to have a process id
        ("twice", 2, 2),
        ("before", 4, 4),  # a replacement
        ("instead", 2, 3),  # the machine has no process left; the signal comes later
    ],
)
def test_a_signal_while_a_worker_starts_ends_all(when: str, start: int, starts: int) -> None:
    command = [sys.executable, "-m", "tests.api.http.worker_watcher", when, str(start)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=True
    )
    said = [int(word) for word in done.stdout.splitlines()[-1].split()]
    running = WATCHED - (when == "instead")
    assert said == [starts, min(starts, running), 2 if when == "twice" else 1]
