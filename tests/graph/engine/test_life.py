"""The life of a real local store: started, joined, killed, restarted, stopped, nothing left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from neo4j import GraphDatabase

from graph.config import Settings, Target
from graph.engine import Status, ensure_running, status, stop_running
from graph.engine.data_folder import Folder, ports, prepare
from graph.errors import OtherVersion, PortTaken

pytestmark = [pytest.mark.store, pytest.mark.slow]

CACHE = Settings.from_env().cache_dir
PATIENCE_S = 60
"""How long an end may take on a machine that does much else; it takes 2 s on an idle one."""
USER = """
import sys, time
from pathlib import Path
from graph.engine import ensure_running
engine = ensure_running(Path(sys.argv[1]), Path(sys.argv[2]))
print("joined" if engine.joined else "started", flush=True)
time.sleep(600)
"""
"""A program that uses the store and never gives it back by itself."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder whose path holds a space and a letter beyond ASCII; empty of processes at the end."""
    folder = tmp_path_factory.mktemp("life") / "data of Jürgen"
    yield folder
    stop_running(folder)
    assert processes_of(folder) == []


def processes_of(folder: Path) -> list[str]:
    """The command lines of all living processes that name the folder."""
    lines = []
    for process in psutil.process_iter(["cmdline", "status"]):
        line = " ".join(process.info["cmdline"] or [])
        if str(folder) in line and process.info["status"] != psutil.STATUS_ZOMBIE:
            lines.append(line)
    return lines


def wait_until(holds: Callable[[], bool], seconds: float) -> float:
    """How long it took until it held; fails where it did not within `seconds`."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < seconds, f"not within {seconds} s"
        time.sleep(0.1)
    return time.monotonic() - begun


def use(folder: Path) -> subprocess.Popen[str]:
    """Another process that uses the store of the folder."""
    command = [sys.executable, "-c", USER, str(folder), str(CACHE)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def found(folder: Path) -> Status:
    """The status of a store that runs."""
    known = status(folder)
    assert known is not None
    return known


def write(target: Target, number: int) -> None:
    with GraphDatabase.driver(target.uri, auth=(target.username, target.password)) as driver:
        driver.execute_query("CREATE (:Life {number: $number})", number=number)


def numbers(target: Target) -> list[int]:
    with GraphDatabase.driver(target.uri, auth=(target.username, target.password)) as driver:
        rows, _, _ = driver.execute_query("MATCH (n:Life) RETURN n.number AS n ORDER BY n")
    return [row["n"] for row in rows]


def test_the_store_ends_when_all_its_users_are_killed(data: Path) -> None:
    first = use(data)
    assert said(first) == "started"
    second = use(data)
    assert said(second) == "joined"

    first.kill()
    first.wait()
    time.sleep(2)
    assert found(data).status == "running"

    second.kill()
    second.wait()
    wait_until(lambda: processes_of(data) == [], PATIENCE_S)
    assert status(data) is None
    for process in (first, second):
        assert process.stdout is not None
        process.stdout.close()


def test_a_killed_store_is_back_and_a_killed_supervisor_takes_it_along_and_nothing_is_lost(
    data: Path,
) -> None:
    with ensure_running(data, CACHE) as first:
        before = found(data)
        write(first.target, 1)

        os.kill(before.store_pid, signal.SIGKILL)

        wait_until(lambda: found(data).store_pid != before.store_pid, PATIENCE_S)
        wait_until(lambda: found(data).status == "running", 240)
        assert found(data).target == first.target
        assert 1 in numbers(first.target)

        write(first.target, 2)
        assert len(processes_of(data)) >= 2

        os.kill(found(data).pid, signal.SIGKILL)
        wait_until(lambda: processes_of(data) == [], PATIENCE_S)

        with ensure_running(data, CACHE) as again:
            assert not again.joined
            assert again.target == first.target
            assert {1, 2} <= set(numbers(again.target))


def test_detached_it_stays_until_down(data: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "graph.engine", *words, "--data", str(data)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    up = run("up", "--detach")
    assert up.returncode == 0, up.stderr
    assert "Neo4j 2026.01.4, Graph Data Science 2.26.0" in up.stdout

    again = run("up", "--detach")
    assert again.stdout.startswith("joined the Neo4j that runs already\n")

    shown = run("status")
    assert shown.returncode == 0
    assert found(data).target.uri in shown.stdout
    assert "until `goalgraph down`" in shown.stdout

    assert run("down").stdout == "Neo4j is down\n"
    assert run("status").returncode == 3
    assert processes_of(data) == []


def test_sigterm_stops_it_cleanly(data: Path) -> None:
    command = [sys.executable, "-m", "graph.engine", "up", "--data", str(data)]
    up = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    while not said(up).startswith("Ctrl-C stops it"):
        assert up.poll() is None

    up.send_signal(signal.SIGTERM)
    output, _ = up.communicate(timeout=PATIENCE_S)

    assert (up.returncode, output) == (0, "stopping ...\n")
    assert processes_of(data) == []


def test_a_taken_port_is_refused_before_the_start(data: Path) -> None:
    folder = Folder(data)
    prepare(folder)
    port, _ = ports(folder)

    with socket.create_server(("127.0.0.1", port)), pytest.raises(PortTaken):
        ensure_running(data, CACHE)

    assert status(data) is None


def test_a_folder_of_another_version_is_refused_before_the_start(data: Path) -> None:
    stamp = data / "engine" / "version.json"
    version = stamp.read_text()
    stamp.write_text('{"neo4j": "5.26.0"}')

    with pytest.raises(OtherVersion):
        ensure_running(data, CACHE)

    stamp.write_text(version)
