"""The process beside the store: starts it, restarts it after a crash, stops it when nobody uses it.

Run as `python -m graph.engine.supervisor DATA JARS HEAP PAGES`; it returns at once and goes on in the
background. A user of the store holds a shared lock on a file; the system drops the lock however that
process ends, `kill -9` included, and the supervisor then stops the store. Nothing is left behind.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import psutil

from graph.engine import folder as data
from graph.engine.folder import Folder
from graph.engine.java import class_path, environment, has_browser, server_command
from graph.engine.locked import lock
from graph.engine.locks import open_lock, take
from graph.engine.probe import answers
from graph.engine.settings import Memory, neo4j_conf

BEAT_S = 0.2
STOP_S = 60
LEASE_S = 3
RESTARTS = 3
STEADY_S = 600
PR_SET_PDEATHSIG = 1


class Supervisor:
    """One store, from its start to its end."""

    def __init__(self, folder: Folder, jars: Path, size: Memory, lease: int) -> None:
        self.folder = folder
        self.jars = jars
        self.size = size
        self.lease = lease
        self.users = open_lock(folder.users)
        self.bolt, self.http = data.ports(folder)
        self.secret = data.password(folder)
        self.asked_to_stop = False
        self.crashes: list[float] = []
        self.since = time.time()

    def run(self) -> None:
        """Nothing; returns when the store has ended for good."""
        signal.signal(signal.SIGTERM, self._on_term)
        for ignored in (signal.SIGINT, signal.SIGHUP):
            signal.signal(ignored, signal.SIG_IGN)
        while True:
            with self._start() as store:
                problem = self._watch(store)
            if problem is None:
                self.folder.state.unlink(missing_ok=True)
                return
            now = time.monotonic()
            self.crashes = [at for at in self.crashes if now - at < STEADY_S] + [now]
            if problem or len(self.crashes) > RESTARTS:
                self._tell("failed", problem=problem or f"it ended {RESTARTS + 1} times by itself")
                return

    def _on_term(self, number: int, frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def _start(self) -> subprocess.Popen[bytes]:
        """The new Java process. It holds the lease too, so the folder is in use as long as it is."""
        home = self.folder.home
        conf = home / "conf"
        (conf / "neo4j.conf").write_text(neo4j_conf(self.bolt, self.http, self.size), "ascii")
        (conf / "classpath").write_text(f"-cp {class_path(lock(), self.jars)}\n", "ascii")
        with self.folder.console.open("wb") as console:
            store = subprocess.Popen(
                server_command(lock(), home, self.size),
                cwd=self.jars,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                pass_fds=(self.lease,),
                preexec_fn=_end_with_parent(),  # noqa: PLW1509 -- this process has one thread
            )
        self._tell("starting", store)
        return store

    def _watch(self, store: subprocess.Popen[bytes]) -> str | None:
        """None when the store was stopped on purpose, else why it may not be started again, or ''."""
        ready = False
        while store.poll() is None:
            if self.asked_to_stop or self._is_unused():
                self._tell("stopping", store)
                self._stop(store)
                return None
            if not ready:
                try:
                    ready = answers(self.http, self.secret)
                except PermissionError as error:
                    self._stop(store)
                    return str(error)
                if ready:
                    self._tell("running", store)
            time.sleep(BEAT_S)
        return "" if ready else f"it ended with code {store.returncode} before it was ready"

    def _is_unused(self) -> bool:
        """Whether no process uses the store; from then on newcomers wait until it has ended."""
        return not self.folder.keep.exists() and take(self.users)

    def _stop(self, store: subprocess.Popen[bytes]) -> None:
        store.terminate()
        try:
            store.wait(STOP_S)
        except subprocess.TimeoutExpired:
            store.kill()
            store.wait()

    def _tell(
        self, status: str, store: subprocess.Popen[bytes] | None = None, problem: str = ""
    ) -> None:
        data.write_json(
            self.folder.state,
            {
                "status": status,
                "problem": problem,
                "pid": os.getpid(),
                "pid_since": psutil.Process().create_time(),
                "store_pid": store.pid if store else None,
                "bolt": self.bolt,
                "http": self.http,
                "browser": has_browser(self.jars),
                "since": self.since,
                "heap_mib": self.size.heap,
                "pages_mib": self.size.pages,
                "neo4j": lock().version("neo4j"),
                "gds": lock().version("proc"),
            },
        )


def _end_with_parent() -> Callable[[], None] | None:
    """What the child does before it becomes Java: asks to be stopped when the supervisor dies."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

    return ask


def main(arguments: list[str]) -> int:
    """0 once the supervisor runs in the background and holds the lease, 1 if another holds it."""
    path, jars, heap, pages = arguments
    folder = Folder(Path(path))
    lease = open_lock(folder.running)
    if not take(lease, wait_s=LEASE_S):
        return 1
    if os.fork():
        return 0
    os.setsid()
    Supervisor(folder, Path(jars), Memory(int(heap), int(pages)), lease).run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
