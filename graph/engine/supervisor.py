"""The process beside the store: starts it, restarts it after a crash, stops it when nobody uses it.

Run as `python -m graph.engine.supervisor DATA JARS HEAP PAGES`; it returns at once and goes on in the
background. A user of the store holds a shared lock on a file; the system drops the lock however that
process ends, `kill -9` included, and the supervisor then stops the store. Nothing is left behind.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import psutil

from graph.engine import class_cache
from graph.engine import data_folder as data
from graph.engine.child_process import start
from graph.engine.data_folder import Folder
from graph.engine.file_locks import open_lock, take
from graph.engine.jar_lock import lock
from graph.engine.java import environment, has_browser, server_command, start_cache
from graph.engine.neo4j_home import furnish
from graph.engine.probe import answers
from graph.engine.settings import Memory
from graph.errors import GoalgraphError

BEAT_S = 0.2
STOP_S = 60
LEASE_S = 3
RESTARTS = 3
STEADY_S = 600
TRAIN_AFTER_S = 5


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
        self.training: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Return when the store has ended for good."""
        signal.signal(signal.SIGTERM, self._on_term)
        for ignored in (signal.SIGINT, signal.SIGHUP):
            signal.signal(ignored, signal.SIG_IGN)
        while (problem := self._one_life()) is not None:
            now = time.monotonic()
            self.crashes = [at for at in self.crashes if now - at < STEADY_S] + [now]
            if problem or len(self.crashes) > RESTARTS:
                self._tell("failed", problem=problem or f"it ended {RESTARTS + 1} times by itself")
                return
        self.folder.state.unlink(missing_ok=True)

    def _one_life(self) -> str | None:
        """None when the store was stopped on purpose, else why it may not be started again, or ''."""
        try:
            store = self._start()
        except (GoalgraphError, OSError) as error:
            return str(error)
        with store:
            try:
                return self._watch(store)
            finally:
                self._end_training()

    def _on_term(self, number: int, frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def _start(self) -> subprocess.Popen[bytes]:
        """The new Java process. It holds the lease too, so the folder is in use as long as it is."""
        furnish(self.folder, self.jars, self.size)
        cache = start_cache(self.jars)
        store = start(
            server_command(
                lock(), self.folder.home, self.size, cache=cache if cache.exists() else None
            ),
            folder=self.jars,
            log=self.folder.console,
            environment=environment(),
            at_parents_end=signal.SIGTERM,
            keep_open=(self.lease,),
        )
        self._tell("starting", store)
        return store

    def _watch(self, store: subprocess.Popen[bytes]) -> str | None:
        """How the life of a started store ended, as `_one_life` says it."""
        ready, steady_at = False, 0.0
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
                    steady_at = time.monotonic() + TRAIN_AFTER_S
            elif time.monotonic() > steady_at:
                self._train_once()
            time.sleep(BEAT_S)
        return "" if ready else f"it ended with code {store.returncode} before it was ready"

    def _train_once(self) -> None:
        """Begin to make the cache that makes later starts quick, where that is needed."""
        if self.training is None and class_cache.is_wanted(self.jars):
            self.training = class_cache.begin(self.jars, self.folder.home / "logs" / "training.log")
        elif self.training is not None:
            self.training.poll()

    def _end_training(self) -> None:
        if self.training is not None:
            self.training.kill()
            self.training.wait()
            self.training = None

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
