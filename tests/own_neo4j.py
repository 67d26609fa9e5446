"""The Neo4j of the tests: ours, with settings for a life of minutes and thousands of small statements.

How a store is started, watched and stopped for users is what `tests/graph/engine` tests.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from graph.config import Target
from graph.engine import SilentWatcher
from graph.engine import data_folder as data
from graph.engine.child_process import start
from graph.engine.data_folder import Folder
from graph.engine.jar_lock import lock
from graph.engine.jars import provision
from graph.engine.java import environment, server_command, start_cache
from graph.engine.neo4j_home import furnish
from graph.engine.settings import MIB, Memory, memory

JAVA = (
    "-XX:+UseSerialGC",
    "-XX:Tier4InvocationThreshold=15000",
    "-XX:Tier4MinInvocationThreshold=2000",
    "-XX:Tier4CompileThreshold=40000",
    "-XX:MaxInlineLevel=4",
    "-XX:FreqInlineSize=70",
    "-XX:InlineSmallCode=700",
    "-XX:LoopUnrollLimit=0",
    "-XX:LoopOptsCount=8",
    "-XX:-PartialPeelLoop",
    "-XX:-UseLoopPredicate",
    "-XX:-UseProfiledLoopPredicate",
    "-XX:-UseSuperWord",
)
"""What is planned all the time is compiled thoroughly, once it has run three times as often as is usual.

A run of the tests lasts minutes: without the thorough compilation plans take 1.6 times as long, and as
eager as it is for servers it takes a third of the processor. So it is also modest: a method takes in
few of those that it calls, and loops stay as they are, which takes a third of the time of compiling;
plans take as long as before.
"""
SETTINGS = {
    "server.http.enabled": "false",  # the tests speak Bolt
    # Each test fills and empties the store: a plan that is made anew once the counts have changed, and
    # ten seconds have gone by, is made anew all the time.
    "dbms.cypher.min_replan_interval": "1h",
    # What is written is gone in minutes; logs are laid out in advance at 256 MiB else.
    "db.tx_log.preallocate": "false",
    "db.tx_log.rotation.size": "16m",
    "db.tx_log.rotation.retention_policy": "1 files",
}
IN_MEMORY = Path("/dev/shm")
"""Where a commit waits for no disk; an ordinary folder of temporary files where there is no room."""
ROOM_MIB = 1024
START_S = 240
BEAT_S = 0.1


@contextmanager
def own_neo4j(cache_dir: Path) -> Iterator[Target]:
    """A new store, without migrations; it ends at once with the block, or with the tests."""
    jars, size = provision(lock(), cache_dir, SilentWatcher()), memory()
    with _folder() as folder:
        data.prepare(folder)
        furnish(folder, jars, size)
        conf = folder.home / "conf" / "neo4j.conf"
        lines = conf.read_text("ascii").splitlines()
        settings = dict(line.split("=", 1) for line in lines) | SETTINGS
        conf.write_text("".join(f"{name}={text}\n" for name, text in settings.items()), "ascii")
        process = start(
            _command(folder, jars, size),
            folder=jars,
            log=folder.console,
            environment=environment(),
            at_parents_end=signal.SIGKILL,
        )
        try:
            target = data.target(folder, data.ports(folder)[0])
            _wait_until_it_answers(target, process, folder.console)
            yield target
        finally:
            process.kill()
            process.wait()


def _command(folder: Folder, jars: Path, size: Memory) -> list[str]:
    """How Java is called; all its heap is there from the start, so that it need not grow."""
    cache = start_cache(jars)
    whole = server_command(lock(), folder.home, size, cache=cache if cache.exists() else None)
    java, *words = [word for word in whole if not word.startswith(("-XX:+UseG1GC", "-Xms"))]
    return [java, *JAVA, f"-Xms{size.heap}m", *words]


@contextmanager
def _folder() -> Iterator[Folder]:
    """A folder that is gone afterwards, and with it those that killed tests have left."""
    for left in IN_MEMORY.glob("goalgraph-tests-[0-9]*-*"):
        if not psutil.pid_exists(int(left.name.split("-")[2])):
            shutil.rmtree(left, ignore_errors=True)
    free = shutil.disk_usage(IN_MEMORY).free // MIB if IN_MEMORY.is_dir() else 0
    place = IN_MEMORY if free >= ROOM_MIB and os.access(IN_MEMORY, os.W_OK) else None
    prefix = f"goalgraph-tests-{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=place, ignore_cleanup_errors=True) as path:
        yield Folder(Path(path))


def _wait_until_it_answers(target: Target, process: subprocess.Popen[bytes], console: Path) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        assert process.poll() is None, console.read_text("utf-8", "replace")
        try:
            with (
                GraphDatabase.driver(target.uri, auth=(target.username, target.password)) as driver,
                driver.session(database=target.database) as session,
            ):
                session.run("RETURN 1").consume()
            return
        except (DriverError, Neo4jError):
            time.sleep(BEAT_S)
    raise AssertionError(f"no answer within {START_S} s:\n{console.read_text('utf-8', 'replace')}")
