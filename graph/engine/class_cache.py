"""A cache of loaded and linked Java classes that halves the work of starting Neo4j.

    python -m graph.engine.class_cache JARS

makes it once for a folder of jars, at the lowest priority, beside the first store that runs: a scratch
Neo4j records what it loads at its start and for our statements, and Java makes the cache from the
record.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from graph.engine import data_folder as data
from graph.engine.child_process import LINUX, start
from graph.engine.data_folder import Folder
from graph.engine.file_locks import hold, is_held
from graph.engine.jar_lock import lock
from graph.engine.jars import jars_below
from graph.engine.java import environment, server_command, start_cache
from graph.engine.neo4j_home import furnish
from graph.engine.probe import answers
from graph.engine.settings import MIB, Memory

NEEDED_MIB = 1536
SIZE = Memory(heap=512, pages=128)
WAIT_S = 1200
SHORT_WAIT_S = 60
GRACE_S = 7
BEAT_S = 1.0
REHEARSAL = "graph.upkeep.class_cache_workload"
"""What asks the scratch Neo4j."""


def is_wanted(jars: Path) -> bool:
    """Whether there is no cache yet and this machine can make one without harm to others."""
    free = psutil.virtual_memory().available // MIB
    return LINUX and free >= NEEDED_MIB and not start_cache(jars).exists()


def wait_for_cache(cache_dir: Path) -> None:
    """Wait until the cache that the running store's supervisor is making is there, or cannot be had.

    For short runs: without it, a store that never runs for long would never start quickly.
    """
    jars = jars_below(lock(), cache_dir)
    begun, made_by = time.monotonic(), jars.parent / ".training"
    while is_wanted(jars) and (waited := time.monotonic() - begun) < SHORT_WAIT_S:
        if waited > GRACE_S and not is_held(made_by):
            return
        time.sleep(BEAT_S)


def begin(jars: Path, log: Path) -> subprocess.Popen[bytes]:
    """The process that makes the cache; when the caller dies, it and its children do."""
    return start(
        [sys.executable, "-m", "graph.engine.class_cache", str(jars)],
        folder=jars,
        log=log,
        environment=os.environ,
        at_parents_end=signal.SIGKILL,
    )


def train(jars: Path) -> None:
    """Make the cache, unless the scratch Neo4j fails: then its log tells why."""
    with hold(jars.parent / ".training", wait_s=WAIT_S):
        if start_cache(jars).exists():
            return
        for left in jars.parent.glob(".scratch-*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=jars.parent, prefix=".scratch-") as scratch:
            folder = Folder(Path(scratch))
            record, cache = folder.path / "record", folder.path / "made"
            data.prepare(folder)
            furnish(folder, jars, SIZE)
            store = _java(folder, jars, "-XX:AOTMode=record", f"-XX:AOTConfiguration={record}")
            _stop_when_ready(folder, store)
            options = ("-XX:AOTMode=create", f"-XX:AOTConfiguration={record}")
            _java(folder, jars, *options, f"-XX:AOTCache={cache}").wait()
            cache.replace(start_cache(jars))


def _java(folder: Folder, jars: Path, *options: str) -> subprocess.Popen[bytes]:
    command = server_command(lock(), folder.home, SIZE)
    return start(
        [command[0], *options, *command[1:]],
        folder=jars,
        log=folder.console,
        environment=environment(),
        at_parents_end=signal.SIGKILL,
    )


def _stop_when_ready(folder: Folder, store: subprocess.Popen[bytes]) -> None:
    """Let the scratch Neo4j answer our statements and end, its record written."""
    ports, secret = data.read_json(folder.own / "ports.json"), data.password(folder)
    deadline = time.monotonic() + WAIT_S
    while store.poll() is None and not answers(ports["http"], secret):
        if time.monotonic() > deadline:
            store.kill()
        time.sleep(BEAT_S)
    if store.poll() is None:
        _rehearse(folder, ports["bolt"])
    store.terminate()
    store.wait()


def _rehearse(folder: Folder, port: int) -> None:
    """Let the scratch Neo4j answer our statements: asked by a process of its own, since
    the engine knows nothing of what a store holds."""
    start(
        [sys.executable, "-m", REHEARSAL, str(folder.path), str(port)],
        folder=folder.path,
        log=folder.own / "rehearsal.log",
        environment=os.environ,
        at_parents_end=signal.SIGKILL,
    ).wait()


if __name__ == "__main__":
    os.nice(19)
    train(Path(sys.argv[1]))
